"""``evaluate positions|linkages|forecasts|agendas``: frames end to end, on passages and on pages.

The gold is JSONL: passages with their ``text`` and ``genre``, or pages whose ``page`` is a path
beside the file. Spans are offsets into the cleaned text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from detente.document import Document, RawPage, Span
from detente.errors import DetenteError
from detente.evaluation.measures import Counts, Report
from detente.evaluation.statements import plain_document
from detente.pipeline import read_document
from detente.reading.clean import clean
from detente.reading.encoder import Encoder
from detente.reading.holders import AUTHORED, is_first_person
from detente.record import AgendaItem, Forecast, Linkage, Position, Reading
from detente.sources import read_sources

Row = TypeVar("Row")
FrameTask = Literal["positions", "linkages", "forecasts", "agendas"]
Gold = Mapping[str, Any]
# two spans are the same words from here on: what they share of all their characters (Jaccard)
_LEAST_SHARED = 0.5


def evaluate_frames(task: FrameTask, data: Path, encoder: Encoder | None = None) -> Report:
    """Precision, recall and F1 of one sort of frame, each found one paired with one of the gold.

    A position is a hit where stance, goal and a holder are right; a linkage where kind, antecedent
    and consequent are (of a reciprocal one in either order); a forecast where proposition and
    forecaster are: the author is one, whether with an "I" or unnamed. Spans are right from a
    Jaccard overlap of one half on, holders where they overlap or are of one state. For agendas
    ``exact`` is the share of the gold's agendas of which every step has its rank and tier and no
    other was found.

    Raises:
        DetenteError: ``DATA_EMPTY``, and those of reading a page.
    """
    encoder = encoder or Encoder()
    n, scores = _MEASURES[task](read_gold(data, encoder))
    rounded = {name: round(score, 4) for name, score in scores.items()}
    return {"task": task, "data": str(data), "n": n, "scores": rounded}


def read_gold(data: Path, encoder: Encoder) -> Readings:
    """The records of the gold, each with what is read from its text.

    Raises:
        DetenteError: ``DATA_EMPTY``, and those of reading a page.
    """
    records = [json.loads(line) for line in data.read_text("utf-8").splitlines() if line.strip()]
    if not records:
        raise DetenteError("DATA_EMPTY", f"{data} holds no gold.", "Name a file with records.")
    return ((record, read_document(gold_document(record, data), encoder)) for record in records)


def judge_frames(task: FrameTask, readings: Readings) -> Iterator[tuple[float, bool]]:
    """The confidence of each row that was found, and whether it is one of the gold's."""
    for gold, reading in readings:
        rows: Mapping[str, Sequence[Position | Linkage | Forecast | AgendaItem]] = {
            "positions": reading.positions,
            "linkages": reading.linkages,
            "forecasts": reading.forecasts,
            "agendas": reading.agenda,
        }
        right = {row.id for _, row in _pairs(task, gold, reading)}
        yield from ((row.confidence, row.id in right) for row in rows[task])


def _pairs(task: FrameTask, gold: Gold, reading: Reading) -> list[tuple[Gold, Any]]:
    """The gold's rows of a sort and those found that are the same."""
    if task == "positions":
        same = partial(_same_position, reading)
        return _pair_up(gold["positions"], reading.positions, same)
    if task == "linkages":
        return _pair_up(gold["linkages"], reading.linkages, _same_linkage)
    if task == "forecasts":
        return _pair_up(gold["forecasts"], reading.forecasts, partial(_same_forecast, reading))
    items = sorted(gold["agenda"], key=lambda item: int(item["rank"]))
    return _pair_up(items, reading.agenda, _same_step)


def gold_document(record: Gold, data: Path) -> Document:
    """The document of a record: its text as it stands, or its page, cleaned."""
    if "text" in record:
        return replace(plain_document(record["text"]), genre=record["genre"])
    page = next(iter(read_sources([data.parent / record["page"]])))
    if not isinstance(page, RawPage):
        raise DetenteError(page.code, page.message, page.advice)
    return clean(page)


Readings = Iterator[tuple[Gold, Reading]]


def _position_scores(readings: Readings) -> tuple[int, dict[str, float]]:
    counts, judged, borrowed, basis, issue = Counts(), 0, 0, 0, 0
    for gold, reading in readings:
        pairs = _pairs("positions", gold, reading)
        counts.add(len(pairs), len(reading.positions), len(gold["positions"]))
        for wanted, found in pairs:
            judged += 1
            basis += wanted["basis"] == found.basis
            issue += wanted["issue"] in found.issues if wanted["issue"] else not found.issues
            borrowed += wanted["basis"] == "author-asserted" and found.basis == "self-stated"
    scores = _three(counts) | {
        "basis_right": basis / max(judged, 1),
        "issue_right": issue / max(judged, 1),
        "author_as_own": float(borrowed),
    }
    return counts.gold, scores


def _linkage_scores(readings: Readings) -> tuple[int, dict[str, float]]:
    counts, loose = Counts(), Counts()
    for gold, reading in readings:
        for into, same in ((counts, _same_linkage), (loose, _same_ends)):
            pairs = _pair_up(gold["linkages"], reading.linkages, same)
            into.add(len(pairs), len(reading.linkages), len(gold["linkages"]))
    return counts.gold, _three(counts) | {"f1_any_kind": loose.f1}


def _forecast_scores(readings: Readings) -> tuple[int, dict[str, float]]:
    counts, scoreable = Counts(), 0
    for gold, reading in readings:
        pairs = _pairs("forecasts", gold, reading)
        counts.add(len(pairs), len(reading.forecasts), len(gold["forecasts"]))
        scoreable += sum(g["scoreable"] == (f.unscoreable is None) for g, f in pairs)
    return counts.gold, _three(counts) | {"scoreable_right": scoreable / max(counts.hits, 1)}


def _agenda_scores(readings: Readings) -> tuple[int, dict[str, float]]:
    exact = wanted = invented = 0
    steps = Counts()
    for gold, reading in readings:
        items = gold["agenda"]
        pairs = _pairs("agendas", gold, reading)
        steps.add(len(pairs), len(reading.agenda), len(items))
        right = len(pairs) == len(items) == len(reading.agenda) and all(
            (g["rank"], g["tier"]) == (f.rank, f.tier) for g, f in pairs
        )
        wanted += bool(items)
        exact += bool(items) and right
        invented += bool(reading.agenda) and not items
    scores = {"exact": exact / max(wanted, 1), "steps_f1": steps.f1, "invented": float(invented)}
    return wanted, scores


_MEASURES: Mapping[str, Callable[[Readings], tuple[int, dict[str, float]]]] = {
    "positions": _position_scores,
    "linkages": _linkage_scores,
    "forecasts": _forecast_scores,
    "agendas": _agenda_scores,
}


def _three(counts: Counts) -> dict[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _pair_up(
    gold: Sequence[Gold], found: Sequence[Row], same: Callable[[Gold, Row], bool]
) -> list[tuple[Gold, Row]]:
    """Pairs of the gold's and the found that are the same, each used once."""
    pairs: list[tuple[Gold, Row]] = []
    free = list(found)
    for wanted in gold:
        hit = next((row for row in free if same(wanted, row)), None)
        if hit is not None:
            free.remove(hit)
            pairs.append((wanted, hit))
    return pairs


def _same_position(reading: Reading, gold: Gold, found: Position) -> bool:
    return (
        gold["stance"] == found.stance
        and _shared(_span(gold["goal"]), found.goal)
        and _held_alike(reading, gold["actors"], found)
    )


def _same_linkage(gold: Gold, found: Linkage) -> bool:
    return gold["kind"] == found.kind and _same_ends(gold, found)


def _same_ends(gold: Gold, found: Linkage) -> bool:
    ends = _span(gold["antecedent"]), _span(gold["consequent"])
    ways = [ends, ends[::-1]] if gold["kind"] == "reciprocal" else [ends]
    return any(_shared(a, found.antecedent) and _shared(c, found.consequent) for a, c in ways)


def _same_forecast(reading: Reading, gold: Gold, found: Forecast) -> bool:
    if not _shared(_span(gold["proposition"]), found.proposition):
        return False
    by_author = gold["forecaster"] is None or _is_author(reading, gold["forecaster"])
    if by_author or not found.holder_spans:
        return by_author and not found.holder_spans
    return _held_alike(reading, [gold["forecaster"]], found)


def _is_author(reading: Reading, forecaster: Gold) -> bool:
    """True of the "I" of an authored page: the author, who elsewhere on it is not named."""
    document = reading.document
    return document.genre in AUTHORED and is_first_person(document, [_span(forecaster)])


def _same_step(gold: Gold, found: AgendaItem) -> bool:
    return _shared(_span(gold["step"]), found.step)


def _held_alike(reading: Reading, gold: Sequence[Gold], found: Position | Forecast) -> bool:
    """True where a holder's words overlap one of the gold's, or both are of one state."""
    spans = [_span(entry) for entry in gold]
    if any(span.overlaps(other) for span in spans for other in found.holder_spans):
        return True
    states = {entry["state"] for entry in gold if entry["state"]}
    return any(actor.state in states for actor in reading.actors if actor.id in found.actors)


def _span(entry: Gold) -> Span:
    return Span(entry["start"], entry["end"])


def _shared(one: Span, other: Span) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    union = max(one.end, other.end) - min(one.start, other.start)
    return common >= _LEAST_SHARED * union

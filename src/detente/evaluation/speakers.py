"""How well speakers are resolved, on pages whose statements carry a gold speaker.

A page is ``NAME.gold.json``: ``paragraphs`` with ``role`` and ``marked`` or ``text``, and
``statements`` by number with ``mode``, ``speaker`` (``name``, ``kind``, ``state``, ``office``)
and, where there are several, ``also``. The gold spans are given; only the speakers are resolved.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente.document import Document, Paragraph, Part, Published
from detente.errors import DetenteError
from detente.evaluation.gold import GoldPassage, parse_marked
from detente.evaluation.measures import Report
from detente.knowledge import knowledge
from detente.knowledge.names import fold, name_words
from detente.reading.actors import resolve_actors
from detente.record import Actor, Reading, Statement

# A country's name can be read as the state or as its government; the two count as one party.
_PARTY = {"state": "government"}
_NAMELESS = frozenset({"unnamed", "unresolved"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement: its verbatim source, gold and found speakers, and the three verdicts."""

    page: str
    number: int
    source: str
    gold: tuple[dict[str, Any], ...]
    found: tuple[Actor, ...]
    state: str
    kind: str
    name: str


def measure_speakers(folder: Path, prefix: str = "") -> Report:
    """Scores over all gold pages of a folder whose file names start with ``prefix``.

    ``state_right``, ``state_wrong`` and ``state_unresolved`` are shares of the statements with a
    source and a gold speaker, and so for ``name_…``; ``kind_right`` is the share with the right
    kind of actor, state and government being one. A state or name is unresolved where gold has
    one and the answer has none.

    Raises:
        DetenteError: ``DATA_NOT_FOUND`` where no gold page is there.
    """
    judged = list(judge_speakers(folder, prefix))
    if not judged:
        raise DetenteError(
            "DATA_NOT_FOUND",
            f"No page {prefix}*.gold.json with speakers in {folder}.",
            "Name the folder that holds the gold pages.",
        )
    scores: dict[str, float] = {}
    for field in ("state", "name", "kind"):
        counts = Counter(getattr(item, field) for item in judged)
        for verdict in ("right", "wrong", "unresolved")[: 1 if field == "kind" else 3]:
            scores[f"{field}_{verdict}"] = counts[verdict] / len(judged)
    return {"task": "speakers", "data": str(folder), "n": len(judged), "scores": scores}


def judge_speakers(folder: Path, prefix: str = "") -> Iterator[Judged]:
    """Every statement with a source and a gold speaker, judged."""
    for path in sorted(folder.glob(f"{prefix}*.gold.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        document, passage = _document(path.name, page)
        statements = _statements(document, passage, page["statements"])
        reading = resolve_actors(Reading(document, tuple(statements)))
        by_id = {actor.id: actor for actor in reading.actors}
        for statement in reading.statements:
            record = page["statements"].get(statement.id, {})
            if record.get("speaker") and statement.source:
                found = tuple(by_id[id] for id in statement.speakers)
                source = " ".join(document.quote(span) for span in statement.source)
                gold = (record["speaker"], *record.get("also", ()))
                yield _judge(path.name, int(statement.id), source, gold, found)


def _document(name: str, page: dict[str, Any]) -> tuple[Document, GoldPassage]:
    marked = [p.get("marked", p.get("text", "")) for p in page["paragraphs"]]
    passage = parse_marked(name, "\n\n".join(marked))
    paragraphs, start = [], 0
    for paragraph, text in zip(page["paragraphs"], passage.text.split("\n\n"), strict=True):
        paragraphs.append(Paragraph(paragraph["role"], start, start + len(text)))
        start += len(text) + 2
    furniture = [p.get("text", "") for p in page["paragraphs"] if p["role"] == "furniture"]
    published = page.get("published") or {}
    part = page.get("part")
    document = Document(
        name,
        name,
        "",
        passage.text,
        tuple(paragraphs),
        byline=next((line for line in furniture if line.lower().startswith("by ")), None),
        published=Published(published.get("date")),
        genre=page.get("genre", "report"),
        part=Part(part["page"], part.get("of")) if part else None,
    )
    return document, passage


def _statements(
    document: Document, passage: GoldPassage, records: dict[str, Any]
) -> list[Statement]:
    found = []
    for gold in passage.statements:
        item = gold.attribution
        spans = (*item.source, *item.cue, *item.content)
        quote = document.text[min(s.start for s in spans) : max(s.end for s in spans)]
        mode = records.get(str(gold.number), {}).get("mode", "indirect")
        nested = str(gold.nested_in) if gold.nested_in else None
        found.append(
            Statement(
                str(gold.number),
                document.id,
                0,
                mode,
                item.source,
                item.cue,
                item.content,
                quote,
                nested_in=nested,
            )
        )
    return found


def _judge(
    page: str, number: int, source: str, gold: Sequence[dict[str, Any]], found: tuple[Actor, ...]
) -> Judged:
    gold = tuple(part for speaker in gold for part in _parts(speaker))
    kinds = {_PARTY.get(speaker["kind"], speaker["kind"]) for speaker in gold}
    found_kinds = {_PARTY.get(actor.kind, actor.kind) for actor in found}
    names = {_name(s["name"], s["state"], s["kind"]) for s in gold if s["name"]}
    if kinds <= _NAMELESS:
        names = set()
    found_names = {_name(a.name, a.state, a.kind) for a in found if a.kind not in _NAMELESS}
    states = {speaker["state"] for speaker in gold if speaker["state"]}
    found_states = {actor.state for actor in found if actor.state}
    return Judged(
        page,
        number,
        source,
        gold,
        found,
        _verdict(states, found_states),
        "right" if kinds == found_kinds else "wrong",
        _verdict(names, found_names),
    )


def _verdict(gold: set[Any], found: set[Any]) -> str:
    if gold == found:
        return "right"
    return "wrong" if found else "unresolved"


def _parts(speaker: dict[str, Any]) -> list[dict[str, Any]]:
    """A gold group "A and B" of two states or two people is those two."""
    name = speaker["name"] or ""
    if speaker["kind"] != "group" or " and " not in name:
        return [speaker]
    parts = []
    for part in name.split(" and "):
        entity = knowledge().entities.get(part)
        state = entity.state if entity else speaker["state"]
        if entity is None and state is None:
            state = next((p.state for p in knowledge().people if p.name == part), None)
        kind = "government" if entity else "person"
        parts.append({**speaker, "name": part, "kind": kind, "state": state})
    return parts


@cache
def _name(name: str, state: str | None, kind: str) -> str:
    if kind == "person":
        return " ".join(name_words(name.split()))
    plain = fold(name).removeprefix("the ")
    if state and kind in {"state", "government"} and plain in _state_names(state):
        return state
    return plain


@cache
def _state_names(state: str) -> frozenset[str]:
    """The ways to call a state's government: "Egypt", "Egyptian government"."""
    known = knowledge().states[state]
    names = [known.name, *(n for n, e in knowledge().entities.items() if e.state == state)]
    forms = (f"{name}{tail}" for name in (*names, known.adjective) for tail in ("", " government"))
    return frozenset(map(fold, forms))

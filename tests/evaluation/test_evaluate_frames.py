"""``evaluate positions|linkages|forecasts|agendas``: hits and scores on a made-up reading."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.document import Document, Span
from detente.errors import DetenteError
from detente.evaluation import frames
from detente.evaluation.frames import FrameTask, evaluate_frames, judge_frames
from detente.evaluation.measures import Report
from detente.record import Reading
from sample_frames import LINES, framed_reading

Gold = dict[str, Any]
Score = Callable[..., Report]
READING = framed_reading()
SEEKS, AGAINST = READING.positions
(LINK,) = READING.linkages
RESUME, TREATY = READING.forecasts
FIRST, THEN = READING.agenda


def at(span: Span, **more: object) -> Gold:
    return {"start": span.start, "end": span.end, **more}


def position(row: int = 0, **changed: object) -> Gold:
    """The gold of a position of the reading, with changes."""
    found = READING.positions[row]
    holder = at(found.holder_spans[0], state=("NOR", "USA")[row])
    return {
        "stance": found.stance,
        "basis": found.basis,
        "issue": found.issues[0],
        "goal": at(found.goal),
        "actors": [holder],
        **changed,
    }


def linkage(**changed: object) -> Gold:
    ends = {"antecedent": at(LINK.antecedent), "consequent": at(LINK.consequent)}
    return {"kind": LINK.kind, **ends, **changed}


def forecast(row: int = 0, **changed: object) -> Gold:
    found = READING.forecasts[row]
    return {
        "proposition": at(found.proposition),
        "forecaster": None,
        "scoreable": found.unscoreable is None,
        **changed,
    }


def agenda() -> list[Gold]:
    return [{"rank": i.rank, "tier": i.tier, "step": at(i.step)} for i in READING.agenda]


def record(**rows: Sequence[Gold]) -> Gold:
    nothing: dict[str, Sequence[Gold]] = {
        "positions": [], "linkages": [], "forecasts": [], "agenda": [],
    }  # fmt: skip
    return {"text": READING.document.text, "genre": "report", **nothing, **rows}


@pytest.fixture
def score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Score:
    """Scores records, each with what is said to be read from it, the made-up reading if nothing."""

    def scored(task: FrameTask, *records: Gold, read: Sequence[Reading] = ()) -> Report:
        readings = iter(read or [READING] * len(records))
        seen: list[Document] = []

        def told(document: Document, _: object) -> Reading:
            seen.append(document)
            return next(readings)

        monkeypatch.setattr(frames, "read_document", told)
        data = tmp_path / "gold.jsonl"
        data.write_text("\n".join(map(json.dumps, records)) + "\n\n", encoding="utf-8")
        report = evaluate_frames(task, data)
        assert [(d.text, d.genre) for d in seen] == [(r["text"], r["genre"]) for r in records]
        return report

    return scored


def three(report: Report) -> list[float]:
    return [report["scores"][name] for name in ("precision", "recall", "f1")]


def test_all_positions_right(score: Score) -> None:
    report = score("positions", record(positions=[position(0), position(1)]))
    assert (report["task"], report["n"]) == ("positions", 2)
    assert report["scores"] == {
        "precision": 1, "recall": 1, "f1": 1, "basis_right": 1, "issue_right": 1,
        "author_as_own": 0,
    }  # fmt: skip


def test_a_position_is_a_hit_by_stance_goal_and_holder(score: Score) -> None:
    elsewhere = at(Span(9, 12), state="FRA")
    wrong: tuple[Gold, ...] = (
        {"stance": "accepts"},
        {"goal": at(Span(0, 5))},
        {"actors": [elsewhere]},
        {"actors": []},
    )
    for change in wrong:
        gold = record(positions=[position() | change])
        assert three(score("positions", gold)) == [0, 0, 0]
    right: tuple[Gold, ...] = (
        # one of several, by its words or by its state alone
        {"actors": [elsewhere, at(SEEKS.holder_spans[0], state=None)]},
        {"actors": [at(Span(0, 0), state="NOR")]},
    )
    for change in right:
        gold = record(positions=[position() | change])
        assert three(score("positions", gold)) == [0.5, 1, 0.6667]


@pytest.mark.parametrize(("length", "hits"), [(15, 1), (14, 0), (58, 1), (59, 0)])
def test_spans_are_right_from_half_shared_on(score: Score, length: int, hits: int) -> None:
    start = SEEKS.goal.start
    assert len(READING.document.quote(SEEKS.goal)) == 29
    goal = {"start": start, "end": start + length}
    report = score("positions", record(positions=[position(goal=goal)]))
    assert report["scores"]["recall"] == hits


def test_each_is_paired_once(score: Score) -> None:
    assert three(score("positions", record(positions=[position(), position()]))) == [0.5, 0.5, 0.5]
    twice = replace(READING, positions=(SEEKS, replace(SEEKS, id="p-again")))
    report = score("positions", record(positions=[position()]), read=[twice])
    assert three(report) == [0.5, 1, 0.6667]


def test_basis_and_issue_are_judged_among_hits(score: Score) -> None:
    report = score(
        "positions",
        record(positions=[position(basis="author-asserted"), position(1, issue=None)]),
    )
    assert (report["scores"]["basis_right"], report["scores"]["issue_right"]) == (0.5, 0.5)
    # an author's word taken for the holder's own
    assert report["scores"]["author_as_own"] == 1
    without = replace(READING, positions=(replace(SEEKS, issues=()),))
    report = score("positions", record(positions=[position(issue=None)]), read=[without])
    assert report["scores"]["issue_right"] == 1


def test_linkages_with_and_without_their_kind(score: Score) -> None:
    report = score("linkages", record(linkages=[linkage()]))
    assert [*three(report), report["scores"]["f1_any_kind"]] == [1, 1, 1, 1]
    report = score("linkages", record(linkages=[linkage(kind="sequence")]))
    assert [report["scores"][name] for name in ("f1", "f1_any_kind")] == [0, 1]


@pytest.mark.parametrize(("kind", "hits"), [("reciprocal", 1), ("conditional", 0)])
def test_only_a_reciprocal_link_has_its_ends_in_either_order(
    score: Score, kind: str, hits: int
) -> None:
    turned = linkage(kind=kind, antecedent=at(LINK.consequent), consequent=at(LINK.antecedent))
    reading = replace(READING, linkages=(replace(LINK, kind=kind),))  # type: ignore[arg-type]
    report = score("linkages", record(linkages=[turned]), read=[reading])
    assert report["scores"]["recall"] == hits


def test_forecasts_and_whether_they_can_be_scored(score: Score) -> None:
    report = score("forecasts", record(forecasts=[forecast(0), forecast(1, scoreable=True)]))
    assert report["n"] == 2
    assert [*three(report), report["scores"]["scoreable_right"]] == [1, 1, 1, 0.5]


def test_a_forecast_is_a_hit_by_its_forecaster(score: Score) -> None:
    lind = READING.statements[0].source[0]
    held = replace(READING, forecasts=(replace(RESUME, holder_spans=(lind,), actors=("a-lind",)),))
    for forecaster, reading, hits in (
        (at(lind, state=None), held, 1),
        (at(Span(0, 1), state="NOR"), held, 1),
        (at(Span(0, 1), state="USA"), held, 0),
        (None, held, 0),
        (at(lind, state=None), READING, 0),
    ):
        gold = record(forecasts=[forecast(forecaster=forecaster)])
        assert score("forecasts", gold, read=[reading])["scores"]["recall"] == hits
    gold = record(forecasts=[forecast(proposition=at(Span(0, 5)))])
    assert score("forecasts", gold)["scores"]["recall"] == 0


def test_an_agenda_is_exact_with_all_ranks_and_tiers(score: Score) -> None:
    report = score("agendas", record(agenda=agenda()[::-1]))
    assert report["n"] == 1
    assert report["scores"] == {"exact": 1, "steps_f1": 1, "invented": 0}
    turned = (replace(THEN, rank=1), replace(FIRST, rank=2))
    later = (replace(FIRST, tier=2), THEN)
    for found, steps in ((turned, 1), (later, 1), ((FIRST,), 0.6667), ((), 0)):
        reading = replace(READING, agenda=found)
        scores = score("agendas", record(agenda=agenda()), read=[reading])["scores"]
        assert scores == {"exact": 0, "steps_f1": steps, "invented": 0}


def test_an_agenda_where_there_is_none_is_invented(score: Score) -> None:
    report = score("agendas", record(agenda=agenda()), record())
    assert report["n"] == 1
    assert report["scores"] == {"exact": 1, "steps_f1": 0.6667, "invented": 1}


SCORES: Mapping[FrameTask, int] = {"positions": 6, "linkages": 4, "forecasts": 4, "agendas": 3}


@pytest.mark.parametrize("task", SCORES)
def test_nothing_in_the_gold_and_nothing_found(score: Score, task: FrameTask) -> None:
    report = score(task, record(), read=[Reading(READING.document)])
    assert report["n"] == 0
    assert list(report["scores"].values()) == [0] * SCORES[task]


def test_rows_are_judged_with_their_confidence() -> None:
    gold = record(
        positions=[position(1)], linkages=[linkage()], forecasts=[forecast()], agenda=agenda()[:1]
    )
    judged = {task: list(judge_frames(task, iter([(gold, READING)]))) for task in SCORES}
    assert judged == {
        "positions": [(0.9, False), (0.6, True)],
        "linkages": [(0.7, True)],
        "forecasts": [(0.8, True), (0.8, False)],
        "agendas": [(0.8, True), (0.8, False)],
    }


def test_a_page_is_found_beside_the_file_and_cleaned(tmp_path: Path) -> None:
    text = f"The straits\n\n{' '.join(LINES)}\n"
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    document = frames.gold_document({"page": "page.txt"}, tmp_path / "gold.jsonl")
    assert LINES[0] in document.text
    (tmp_path / "page.doc").write_text("x", encoding="utf-8")
    with pytest.raises(DetenteError):
        frames.gold_document({"page": "page.doc"}, tmp_path / "gold.jsonl")


@pytest.mark.parametrize("task", SCORES)
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_data_without_gold_is_one_clear_error(tmp_path: Path, task: FrameTask, text: str) -> None:
    data = tmp_path / "gold.jsonl"
    data.write_text(text, encoding="utf-8")
    with pytest.raises(DetenteError) as caught:
        evaluate_frames(task, data)
    assert caught.value.code == "DATA_EMPTY"

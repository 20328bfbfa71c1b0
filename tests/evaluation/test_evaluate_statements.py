from __future__ import annotations

from pathlib import Path

from detente.document import Span
from detente.evaluation.polnear import Attribution
from detente.evaluation.statements import (
    evaluate_statements,
    lenient_match,
    pair_up,
    strict_match,
)


def attribution(source: Span | None, cue: Span, content: Span) -> Attribution:
    return Attribution((source,) if source else (), (cue,), (content,))


GOLD = attribution(Span(0, 5), Span(6, 10), Span(11, 31))


def test_strict_needs_all_spans_exact() -> None:
    assert strict_match(GOLD, attribution(Span(0, 5), Span(6, 10), Span(11, 31)))
    assert not strict_match(GOLD, attribution(Span(0, 5), Span(6, 10), Span(11, 30)))


def test_lenient_needs_overlap_and_half_of_the_content() -> None:
    assert lenient_match(GOLD, attribution(Span(3, 5), Span(8, 12), Span(11, 21)))
    assert not lenient_match(GOLD, attribution(Span(3, 5), Span(8, 12), Span(11, 20)))
    assert not lenient_match(GOLD, attribution(None, Span(6, 10), Span(11, 31)))
    assert not lenient_match(GOLD, attribution(Span(0, 5), Span(12, 15), Span(11, 31)))
    sourceless = attribution(None, Span(6, 10), Span(11, 31))
    assert lenient_match(sourceless, sourceless)


def test_a_prediction_is_a_hit_once() -> None:
    assert pair_up([GOLD, GOLD], [GOLD], strict_match) == 1
    assert pair_up([GOLD], [GOLD, GOLD], strict_match) == 1


def test_evaluation_scores_marked_passages(tmp_path: Path) -> None:
    data = tmp_path / "gold.jsonl"
    data.write_text(
        '{"id": "x-3", "marked": "{s1:The minister} {c1:said} {q1:that the talks would go on}."}\n'
        '{"id": "x-4", "marked": "a line of the training part"}\n',
        encoding="utf-8",
    )
    report = evaluate_statements(data)
    assert report["n"] == 1
    assert report["scores"]["strict_f1"] == 1.0
    assert report["scores"]["nested_lenient_f1"] == 0.0

from __future__ import annotations

from dataclasses import replace

from detente.reading.nesting import holding
from hand_frames import hand_statement, span_of
from sample_events import sample_document

TEXT = "Lind said that the generals fear a new war."
DOCUMENT = sample_document(TEXT)
SAID = hand_statement(DOCUMENT, "Lind", "said", "that the generals fear a new war")
FEAR = hand_statement(
    DOCUMENT, "the generals", "fear", "a new war", id="s-2", nested_in="s-1", mode="attitude"
)


def test_the_innermost_statement_holds() -> None:
    assert holding(span_of(DOCUMENT, "new war"), [SAID, FEAR]) is FEAR
    assert holding(span_of(DOCUMENT, "the generals"), [SAID, FEAR]) is SAID


def test_a_span_outside_or_across_the_edge_is_in_none() -> None:
    assert holding(span_of(DOCUMENT, "Lind"), [SAID, FEAR]) is None
    assert holding(span_of(DOCUMENT, "said that"), [SAID, FEAR]) is None
    assert holding(span_of(DOCUMENT, "new war"), []) is None


def test_a_span_is_in_one_fragment_of_the_content() -> None:
    parts = tuple(span_of(DOCUMENT, words) for words in ("that the", "generals fear"))
    broken = replace(SAID, content=parts)
    assert holding(span_of(DOCUMENT, "fear"), [broken]) is broken
    assert holding(span_of(DOCUMENT, "the generals"), [broken]) is None

"""Whose a frame is: names that were joined or cut are taken as they stand."""

from __future__ import annotations

import pytest

from detente.document import Span
from detente.evaluation.statements import plain_document
from detente.reading.frames import Frame
from detente.reading.holders import holders_of
from detente.record import Statement


def held_by(text: str, holder: str, statement: Statement | None = None) -> list[str]:
    document = plain_document(text)
    start = text.index(holder)
    named = (Span(start, start + len(holder)),)
    frame = Frame("cue", Span(0, 1), 0, named, {}, 0, False, 0, 1.0)
    return [document.quote(span) for span in holders_of(frame, document, statement)]


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("India and Japan", ["India", "Japan"]),
        ("both Ankara and Athens", ["Ankara", "Athens"]),
        ("France, Germany and Italy", ["France", "Germany", "Italy"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("the minister and his deputy", ["the minister and his deputy"]),
        ("Japan", ["Japan"]),
    ],
)
def test_known_names_joined_are_holders_one_by_one(holder: str, expected: list[str]) -> None:
    assert held_by(f"Today {holder} want the ban lifted.", holder) == expected


def test_a_holder_cut_out_of_a_speaker_is_the_speaker() -> None:
    text = "Foreign Minister Lavrov said the treaty must stand."
    statement = Statement(
        id="s-1",
        document="d",
        sentence=0,
        mode="indirect",
        source=(Span(0, 23),),
        cue=(Span(24, 28),),
        content=(Span(29, len(text) - 1),),
        quote=text,
        voice="speaker",
        confidence=1.0,
    )
    assert held_by(text, "Foreign", statement) == ["Foreign Minister Lavrov"]

from __future__ import annotations

from functools import cache

import pytest

from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.statements import find_statements
from detente.record import Statement


@cache
def encoder() -> Encoder:
    return Encoder()


def read(text: str) -> tuple[Statement, ...]:
    document = plain_document(text)
    statements = find_statements(document, encoder().read(document), encoder())
    for item in statements:
        assert item.quote in text
        assert document.sentences[item.sentence].start <= item.cue[0].start
    return statements


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


CASES = [
    (
        "The minister said that the talks would go on.",
        ("The minister", "said", "that the talks would go on", "indirect"),
    ),
    (
        "“We will not sign this paper,” Lavrov told reporters in Geneva.",
        ("Lavrov", "told", "“We will not sign this paper,”", "direct"),
    ),
    (
        '"We will wait," he said, "until the army leaves."',
        ("he", "said", '"We will wait," … "until the army leaves."', "direct"),
    ),
    (
        "According to Turkish diplomats, the ship turned back on Monday.",
        ("Turkish diplomats", "According to", "the ship turned back on Monday", "indirect"),
    ),
    (
        "European officials fear that the truce will collapse within weeks.",
        ("European officials", "fear", "that the truce will collapse within weeks", "attitude"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_source_cue_content_and_mode(text: str, expected: tuple[str, str, str, str]) -> None:
    found = [item for item in read(text) if item.nested_in is None]
    assert len(found) == 1
    item = found[0]
    assert (
        words(text, item.source),
        words(text, item.cue),
        words(text, item.content),
        item.mode,
    ) == expected


def test_a_statement_inside_a_statement_is_nested_in_it() -> None:
    text = "The spokesman told journalists that the generals fear a new war."
    outer, inner = read(text)
    assert inner.nested_in == outer.id
    assert words(text, inner.source) == "the generals"
    assert inner.mode == "attitude"
    assert outer.addressee is not None
    assert words(text, (outer.addressee,)) == "journalists"


def test_narration_and_scare_quotes_are_no_statements() -> None:
    assert read("The convoy left the port on Tuesday and reached the border after dark.") == ()
    assert read("Troops crossed the “line of contact” before dawn on Friday.") == ()


def test_reading_twice_gives_the_same_ids() -> None:
    text = "Moscow said it would leave the treaty. Washington denied that it had broken it."
    assert [item.id for item in read(text)] == [item.id for item in read(text)]


def test_an_empty_document_has_no_statements() -> None:
    empty = plain_document("")
    assert encoder().read(empty) == []
    assert find_statements(empty, [], encoder()) == ()

"""Spans that were cut short, brought to the end of their clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.document import Span
from detente.evaluation.statements import plain_document
from detente.reading.endings import finished, says_something


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        (
            "The Duma has demanded the recognition of South Ossetia, a deputy said.",
            "the recognition of",
            "the recognition of South Ossetia",
        ),
        ("They want a cut of 1,550 warheads and the", "and the", "and the"),
        ("Moscow wants the ban lifted by May.", "the ban lifted", "the ban lifted"),
        ("Seoul asked for talks on the islands.", "talks on", "talks on the islands"),
    ],
)
def test_a_span_ends_where_its_phrase_can_end(text: str, cut: str, whole: str) -> None:
    document = plain_document(text)
    start = text.index(cut)
    span = finished(document, Span(start, start + len(cut)), 0)
    assert document.quote(span) == whole


@pytest.mark.parametrize(("words", "says"), [("The", False), ("of the", False), ("the ban", True)])
def test_articles_alone_say_nothing(words: str, says: bool) -> None:
    assert says_something(plain_document(words), Span(0, len(words))) is says


@given(st.text(alphabet="ab of,.“” 1", min_size=1, max_size=40), st.data())
def test_a_finished_span_begins_where_it_did_and_stays_in_its_sentence(
    text: str, data: st.DataObject
) -> None:
    document = plain_document("x " + text.strip() + " y")
    sentence = document.sentences[0]
    end = data.draw(st.integers(min_value=sentence.start + 1, max_value=sentence.end))
    span = Span(sentence.start, end)
    found = finished(document, span, 0)
    assert found.start == span.start
    assert span.end <= found.end <= sentence.end

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.document import Document
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.events import find_events
from detente.reading.statements import find_statements
from detente.record import Event


@cache
def encoder() -> Encoder:
    return Encoder()


def read(text: str) -> tuple[Document, tuple[Event, ...]]:
    document = plain_document(text)
    windows = encoder().read(document)
    statements = find_statements(document, windows, encoder())
    return document, find_events(document, windows, statements, encoder())


def coded(text: str) -> list[tuple[str, list[str], list[str]]]:
    document, events = read(text)
    return [
        (
            event.type,
            [document.quote(span) for span in event.actor_spans],
            [document.quote(span) for span in event.recipient_spans],
        )
        for event in events
    ]


# plain sentences: what every reader would code, and the weights must not lose
PLAIN = [
    ("Russian troops shelled the Ukrainian town on Friday.", "ASSAULT"),
    ("Turkey expelled three Dutch diplomats on Monday.", "SANCTION"),
    ("The foreign minister of Iran condemned the Israeli strike.", "ACCUSE"),
    ("Thousands of protesters marched against the government in Belgrade.", "PROTEST"),
    ("Norway donated ten million dollars to Sudan.", "AID"),
    ("Police arrested the opposition leader in Minsk.", "COERCE"),
    ("India rejected Pakistan's offer of mediation.", "REJECT"),
    ("The rebels released forty prisoners.", "RETREAT"),
]


@pytest.mark.parametrize(("text", "type"), PLAIN)
def test_plain_events_are_found(text: str, type: str) -> None:
    assert type in [found for found, _, _ in coded(text)]


def test_who_and_whom_are_not_swapped_by_the_passive() -> None:
    ((type, actors, recipients),) = coded(
        "Three Dutch diplomats were expelled by Turkey on Monday."
    )
    assert (type, actors, recipients) == ("SANCTION", ["Turkey"], ["Three Dutch diplomats"])


def test_who_is_named_after_by_has_done_it() -> None:
    text = (
        "It was Tuesday when Vladimir Putin, who had been asked by Donald Trump for a ceasefire "
        "of thirty days in the war, found his answer."
    )
    assert coded(text)[:1] == [("REQUEST", ["Donald Trump"], ["Vladimir Putin"])]
    assert ("SUPPORT", ["Britain"], ["Ukraine"]) in coded("Britain has long stood by Ukraine.")


def test_nothing_happens_in_a_description() -> None:
    assert coded("The strait is thirty miles wide and busy with tankers.") == []
    assert coded("Her book on the Crimean War won a prize.") == []


def test_saying_is_no_event_by_itself() -> None:
    assert coded("The minister said on Thursday that the talks would go on in Geneva.") == []
    assert coded("Foreign Minister Sergei Lavrov told journalists that the sky was blue.") == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Turkish troops crossed the border and attacked Kurdish fighters.", "actual"),
        ("Turkish troops did not attack the Kurdish fighters.", "negated"),
        ("Turkey might attack the Kurdish fighters if the talks fail.", "hypothetical"),
        ("Turkey should not wait: it ought to attack the Kurdish fighters.", "recommended"),
    ],
)
def test_modality_of_the_same_event(text: str, modality: str) -> None:
    _, events = read(text)
    assert modality in [event.modality for event in events if event.type == "ASSAULT"]


def test_a_speakers_account_is_no_fact() -> None:
    text = "“Rebel fighters killed two of our soldiers on Sunday,” the defence minister said."
    _, events = read(text)
    (event,) = [event for event in events if event.type == "ASSAULT"]
    assert event.statement is not None
    assert event.modality != "actual"


def test_reading_twice_gives_the_same_events() -> None:
    text = " ".join(text for text, _ in PLAIN)
    assert read(text) == read(text)


def test_an_empty_document_has_no_events() -> None:
    assert coded("") == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([text for text, _ in PLAIN] + ["—", "“", "é", "1,200", "\n"])))
def test_every_span_lies_in_its_sentence(parts: list[str]) -> None:
    document, events = read(" ".join(parts))
    for event in events:
        sentence = document.sentences[event.sentence]
        for span in (event.trigger, *event.actor_spans, *event.recipient_spans):
            assert sentence.start <= span.start < span.end <= sentence.end
        assert event.quote in document.text[sentence.start : sentence.end]
        assert not set(event.actor_spans) & set(event.recipient_spans)
        assert 0 <= event.confidence <= 1
        assert -3 <= event.certainty <= 3

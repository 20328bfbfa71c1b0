from __future__ import annotations

from dataclasses import replace

import pytest

from detente.document import Genre, Span
from detente.evaluation.statements import plain_document
from detente.reading.voices import voice_rows
from detente.record import Event, Modality, Reading, Statement, Voice


def event(
    text: str, word: str, modality: Modality = "actual", statement: str | None = None
) -> Event:
    start = text.index(word)
    return Event(
        id="e-1",
        document="d-plain",
        sentence=0,
        type="ASSAULT",
        mode=None,
        quad=4,
        score=-9,
        modality=modality,
        certainty=3,
        trigger=Span(start, start + len(word)),
        actor_spans=(),
        recipient_spans=(),
        quote=word,
        statement=statement,
    )


@pytest.mark.parametrize(
    ("text", "genre", "modality", "voice"),
    [
        ("Militants shelled the port.", "report", "actual", "reporter"),
        ("Militants reportedly shelled the port.", "report", "actual", "hearsay"),
        (
            "Militants shelled the port, and two ships reportedly sank.",
            "report",
            "actual",
            "reporter",
        ),
        ("Militants are said to have shelled the port.", "report", "reported", "hearsay"),
        ("Militants shelled the port.", "opinion", "historical", "author"),
        ("The navy should have shelled the port.", "analysis", "recommended", "author"),
    ],
)
def test_voice_outside_statements(
    text: str, genre: Genre, modality: Modality, voice: Voice
) -> None:
    document = replace(plain_document(text), genre=genre)
    reading = Reading(document, events=(event(text, "shelled", modality),))
    (voiced,) = voice_rows(reading).events
    assert voiced.voice == voice


def test_an_event_inside_a_statement_has_its_voice() -> None:
    text = "Militants shelled the port."
    document = replace(plain_document(text), genre="opinion")
    statement = Statement("s-1", "d-plain", 0, "indirect", (), (), (), text, voice="hearsay")
    told = event(text, "shelled", statement="s-1")
    (voiced,) = voice_rows(Reading(document, (statement,), events=(told,))).events
    assert voiced.voice == "hearsay"

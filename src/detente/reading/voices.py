"""Whose assertion an event is: a speaker's, the reporter's, the author's, or hearsay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import Document
from detente.record import Event, Statement, Voice

_HEARSAY = re.compile(
    r"\b(?:reportedly|rumou?r(?:s|ed)?|unconfirmed|unverified|hearsay|it is said"
    r"|(?:is|are|was|were) (?:widely )?(?:said|believed|thought|understood) to)\b",
    re.IGNORECASE,
)


def voice_events(
    document: Document, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Event, ...]:
    """The events, each with its voice.

    An event inside a statement has the statement's. Any other is the author's in an opinion or
    where it is recommended, hearsay where the sentence says so before the event, else the
    reporter's.
    """
    voices = {statement.id: statement.voice for statement in statements}
    return tuple(replace(event, voice=_voice(document, voices, event)) for event in events)


def _voice(document: Document, voices: dict[str, Voice], event: Event) -> Voice:
    if event.statement is not None:
        return voices[event.statement]
    start = document.sentences[event.sentence].start
    if _HEARSAY.search(document.text, start, event.trigger.start):
        return "hearsay"
    if document.genre == "opinion" or event.modality == "recommended":
        return "author"
    return "reporter"

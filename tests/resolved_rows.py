"""Actors resolved for the rows of one document, as the tests ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from detente.document import Document
from detente.reading.actors import resolve_actors
from detente.record import Actor, Event, Reading, Statement


def resolved(
    document: Document, statements: Sequence[Statement], events: Sequence[Event] = ()
) -> tuple[tuple[Statement, ...], tuple[Event, ...], tuple[Actor, ...]]:
    """The statements, the events and the actors."""
    reading = resolve_actors(Reading(document, tuple(statements), events=tuple(events)))
    return reading.statements, reading.events, reading.actors

"""From the events of a Reading to the ledger's rows. To be used inside a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from detente.document import Span
from detente.record import Event, Reading

_COLUMNS = (
    "id, document, ordinal, sentence, type, mode, quad, score, modality, certainty, quote, voice,"
    " confidence, statement, date_start, date_end, date_precision, date_basis, date_anchor,"
    " place_name, place_state, place_city, place_reference"
)


def store_events(connection: sqlite3.Connection, reading: Reading) -> None:
    """Write the events of a document whose actors and statements are written already."""
    marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
    connection.executemany(
        f"INSERT INTO events ({_COLUMNS}) VALUES ({marks})",
        (_row(ordinal, event) for ordinal, event in enumerate(reading.events)),
    )
    connection.executemany(
        "INSERT INTO event_spans VALUES (?, ?, ?, ?, ?, ?)",
        (
            (event.id, role, ordinal, span[0], span[1], reading.document.quote(span))
            for event in reading.events
            for role, ordinal, span in _spans(event)
        ),
    )
    connection.executemany(
        "INSERT INTO event_parties VALUES (?, ?, ?, ?, ?)",
        (
            (event.id, role, ordinal, event.document, actor)
            for event in reading.events
            for role, actors in (("actor", event.actors), ("recipient", event.recipients))
            for ordinal, actor in enumerate(actors)
        ),
    )


def mark_stale(connection: sqlite3.Connection) -> None:
    """Note that events were stored or removed, so that ``same_events`` is to be worked out anew."""
    connection.execute("UPDATE same_events_state SET stale = 1 WHERE stale = 0")


def is_stale(connection: sqlite3.Connection) -> bool:
    """True if events were stored or removed since ``same_events`` was worked out."""
    return bool(connection.execute("SELECT stale FROM same_events_state").fetchone()[0])


def _row(ordinal: int, event: Event) -> tuple[object, ...]:
    date, place = event.date, event.place
    return (
        event.id,
        event.document,
        ordinal,
        event.sentence,
        event.type,
        event.mode,
        event.quad,
        event.score,
        event.modality,
        event.certainty,
        event.quote,
        event.voice,
        event.confidence,
        event.statement,
        *((date.start, date.end, date.precision, date.basis, date.anchor) if date else (None,) * 5),
        *(
            (place.name, place.state, place.city, int(place.reference))
            if place
            else (None, None, None, None)
        ),
    )


def _spans(event: Event) -> Iterator[tuple[str, int, Span]]:
    roles: dict[str, tuple[Span | None, ...]] = {
        "trigger": (event.trigger,),
        "actor": event.actor_spans,
        "recipient": event.recipient_spans,
        "date": (event.date.span if event.date else None,),
        "place": (event.place.span if event.place else None,),
        "venue": (event.place.venue if event.place else None,),
    }
    for role, spans in roles.items():
        for ordinal, span in enumerate(spans):
            if span is not None:
                yield role, ordinal, span

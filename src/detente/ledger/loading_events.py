"""From the ledger's rows of a document back to its events."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.document import Span
from detente.ledger.look_ups import load_issues
from detente.record import Event, EventDate, Place

_Spans = Mapping[str, Sequence[Span]]


def load_events(connection: sqlite3.Connection, id: str) -> Iterator[Event]:
    """The events of the document ``id``, in reading order."""
    spans = _by_role(
        connection,
        "SELECT f.event, f.role, f.start_at, f.end_at FROM event_spans f"
        " JOIN events e ON e.id = f.event WHERE e.document = ?"
        " ORDER BY f.event, f.role, f.ordinal",
        id,
        Span,
    )
    parties = _by_role(
        connection,
        "SELECT p.event, p.role, p.actor FROM event_parties p"
        " JOIN events e ON e.id = p.event WHERE e.document = ?"
        " ORDER BY p.event, p.role, p.ordinal",
        id,
        str,
    )
    issues = load_issues(connection, "event", id)
    for event, statement, date, place, *coded in _rows(connection, id):
        words = spans[event]
        sentence, type_, mode, quad, score, modality, certainty, quote, voice, confidence = coded
        yield Event(
            id=event,
            document=id,
            sentence=sentence,
            type=type_,
            mode=mode,
            quad=quad,
            score=score,
            modality=modality,
            certainty=certainty,
            trigger=words["trigger"][0],
            actor_spans=tuple(words["actor"]),
            recipient_spans=tuple(words["recipient"]),
            quote=quote,
            voice=voice,
            confidence=confidence,
            actors=tuple(parties[event]["actor"]),
            recipients=tuple(parties[event]["recipient"]),
            date=_date(date, words),
            place=_place(place, words),
            statement=statement,
            issues=issues.get(event, ()),
        )


def _rows(connection: sqlite3.Connection, id: str) -> Iterator[tuple[Any, ...]]:
    for row in connection.execute(
        "SELECT id, statement, date_start, date_end, date_precision, date_basis, date_anchor,"
        " place_name, place_state, place_city, place_reference, sentence, type, mode, quad, score,"
        " modality, certainty, quote, voice, confidence"
        " FROM events WHERE document = ? ORDER BY ordinal",
        (id,),
    ):
        yield (*row[:2], row[2:7], row[7:11], *row[11:])


def _by_role(
    connection: sqlite3.Connection, query: str, id: str, made: type[Any]
) -> Mapping[str, Mapping[str, list[Any]]]:
    """Event → role → what the query gives for it, in its order."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for event, role, *fields in connection.execute(query, (id,)):
        found[event][role].append(made(*fields))
    return found


def _date(row: Sequence[Any], words: _Spans) -> EventDate | None:
    start, end, precision, basis, anchor = row
    if precision is None:
        return None
    return EventDate(start, end, precision, basis, _first(words["date"]), anchor)


def _place(row: Sequence[Any], words: _Spans) -> Place | None:
    name, state, city, reference = row
    if name is None:
        return None
    span = words["place"][0]
    return Place(name, state, city, span, _first(words["venue"]), bool(reference))


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None

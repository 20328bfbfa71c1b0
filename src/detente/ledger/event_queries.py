"""Filtered tables of events."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, get_args

from detente.knowledge import knowledge
from detente.ledger.conditions import (
    Choice,
    Conditions,
    actor_condition,
    iso_date,
    issue_condition,
    state_condition,
)
from detente.ledger.connection import fold
from detente.ledger.queries import select
from detente.ledger.rows import Rows
from detente.ledger.search import match_query
from detente.record import EventType, Modality, Voice

EVENT_COLUMNS = (
    ("id", str),
    ("event", str),
    ("reports", int),
    ("date", str),
    ("until", str),
    ("precision", str),
    ("basis", str),
    ("type", str),
    ("mode", str),
    ("quad", int),
    ("score", float),
    ("modality", str),
    ("certainty", float),
    ("voice", str),
    ("speaker", str),
    ("actors", str),
    ("actor_states", str),
    ("recipients", str),
    ("recipient_states", str),
    ("place", str),
    ("place_state", str),
    ("place_city", str),
    ("venue", str),
    ("trigger", str),
    ("issues", str),
    ("quote", str),
    ("confidence", float),
    ("statement", str),
    ("sentence", int),
    ("document", str),
    ("published", str),
    ("publisher", str),
    ("title", str),
    ("url", str),
    ("locator", str),
    ("duplicate_of", str),
)
# Asked once, not for every event: from the few actors that match to what they took part in.
_PARTY = (
    "r.id IN (SELECT p.event FROM actors a JOIN event_parties p"
    " ON p.document = a.document AND p.actor = a.id WHERE {}{})"
)
# the same for two states, by their rows alone; CROSS JOIN keeps SQLite from scanning all others
_BETWEEN_STATES = (
    "r.key IN (SELECT x.row FROM row_states x CROSS JOIN row_states y"
    " WHERE x.kind = 'event' AND x.state = ? AND y.kind = 'event' AND y.state = ?"
    " AND y.day = x.day AND y.row = x.row AND (x.acts OR y.acts))"
)
_IN_ROLE = {"actor": " AND p.role = 'actor'", "recipient": " AND p.role = 'recipient'", "any": ""}
# newest first; the rows of one page in reading order
_ORDER = "r.sorted_by IS NULL, r.sorted_by DESC, r.document, r.ordinal"


class EventCounts(NamedTuple):
    """How many events, and how many documents' reports of them."""

    events: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events to select; see ``Ledger.events``."""

    type: Choice | None = None
    quad: int | None = None
    modality: Choice | None = None
    voice: Choice | None = None
    actor: str | None = None
    recipient: str | None = None
    between: tuple[str, str] | None = None
    state: str | None = None
    place: str | None = None
    issue: str | None = None
    words: str | None = None
    confidence: float | None = None
    since: date | str | None = None
    until: date | str | None = None
    include_duplicates: bool = False

    def conditions(self) -> Conditions:
        """The filter as a WHERE clause over ``event_rows r``; raises for bad values."""
        where = Conditions()
        for column, chosen, allowed in (
            ("type", self.type, get_args(EventType)),
            ("modality", self.modality, get_args(Modality)),
            ("voice", self.voice, get_args(Voice)),
        ):
            if chosen:
                where.one_of(column, chosen, allowed, f"BAD_{column.upper()}")
        if self.quad is not None:
            where.add("r.quad = ?", self.quad)
        self._add_parties(where)
        if self.place is not None:
            # a state's code, or part of the name of a place
            name = fold(self.place.strip())
            where.add(
                "(r.place_state = ? OR instr(fold(r.place), ?) > 0"
                " OR instr(fold(r.place_city), ?) > 0)",
                *(self.place.upper(), name, name),
            )
        if self.issue is not None:
            where.add(*issue_condition("event", self.issue))
        if self.words is not None:
            where.add(
                "r.key IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)",
                match_query(self.words),
            )
        if self.confidence is not None:
            where.add("r.confidence >= ?", self.confidence)
        if not self.include_duplicates:
            where.add("r.duplicate_of IS NULL")
        self._add_period(where)
        return where

    def _add_parties(self, where: Conditions) -> None:
        for party, role in ((self.actor, "actor"), (self.recipient, "recipient")):
            if party is not None:
                clause, values = _taking_part(party, role)
                where.add(clause, *values)
        if self.state is not None:
            where.add(*state_condition("event", self.state, self.until))
        if self.between is not None and knowledge().states.keys() >= set(self.between):
            where.add(_BETWEEN_STATES, *self.between)
        elif self.between is not None:
            for party in self.between:
                clause, values = _taking_part(party, "any")
                where.add(clause, *values)
            # one of them acts: "Beijing condemned Moscow and Washington" is not between those two
            (one, of_one), (other, of_other) = (
                _taking_part(party, "actor") for party in self.between
            )
            where.add(f"({one} OR {other})", *of_one, *of_other)

    def _add_period(self, where: Conditions) -> None:
        """Demand that the event may have been in the period, both ends included."""
        if self.since is not None:
            where.add("r.until >= ?", iso_date(self.since))
        if self.until is not None:
            # '~' sorts after digits and '-': until 2010-04 takes in all of April
            where.add("r.date <= ?", iso_date(self.until) + "~")


def select_events(connection: sqlite3.Connection, chosen: EventFilter, limit: int | None) -> Rows:
    """The reports of events that meet the filter, newest event first."""
    return select(connection, "event_rows", EVENT_COLUMNS, chosen.conditions(), _ORDER, limit)


def count_events(connection: sqlite3.Connection, chosen: EventFilter) -> EventCounts:
    """How many events meet the filter, and in how many reports."""
    where = chosen.conditions()
    row = connection.execute(
        "SELECT count(DISTINCT r.event), count(DISTINCT r.event || ' ' || r.document)"
        f" FROM event_rows r {where}",
        where.values,
    ).fetchone()
    return EventCounts(*row)


def _taking_part(party: str, role: str) -> tuple[str, tuple[object, ...]]:
    """What events meet in which a party of this id, name or state has this role; its values."""
    named, values = actor_condition(party)
    return _PARTY.format(named, _IN_ROLE[role]), values

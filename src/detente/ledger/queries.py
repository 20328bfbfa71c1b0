"""Filtered tables of statements and documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from detente.ledger.conditions import Conditions, actor_condition, issue_condition
from detente.ledger.rows import Rows
from detente.ledger.search import match_query
from detente.record import Mode

STATEMENT_COLUMNS = (
    ("id", str),
    ("document", str),
    ("date", str),
    ("publisher", str),
    ("title", str),
    ("url", str),
    ("locator", str),
    ("speaker", str),
    ("state", str),
    ("office", str),
    ("mode", str),
    ("source", str),
    ("cue", str),
    ("content", str),
    ("issues", str),
    ("quote", str),
    ("confidence", float),
    ("nested_in", str),
    ("sentence", int),
    ("duplicate_of", str),
)
DOCUMENT_COLUMNS = (
    ("id", str),
    ("date", str),
    ("publisher", str),
    ("title", str),
    ("url", str),
    ("locator", str),
    ("copies", int),
    ("genre", str),
    ("language", str),
    ("statements", int),
    ("events", int),
    ("duplicate_of", str),
    ("similarity", float),
)
# Asked once, not for every statement: from the few actors that match to what they said.
_SPOKEN_BY = (
    "r.id IN (SELECT p.statement FROM actors a"
    " JOIN statement_speakers p ON p.document = a.document AND p.actor = a.id WHERE {})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements to select; see ``Ledger.statements``."""

    actor: str | None
    state: str | None
    issue: str | None
    words: str | None
    mode: str | None
    nested: bool | None
    since: date | str | None
    until: date | str | None
    include_duplicates: bool

    def conditions(self) -> Conditions:
        """The filter as a WHERE clause over ``statement_rows r``; raises for bad values."""
        where = Conditions()
        if self.actor is not None:
            named, values = actor_condition(self.actor)
            where.add(_SPOKEN_BY.format(named), *values)
        if self.state is not None:
            where.state("statement", self.state, self.until)
        if self.issue is not None:
            where.add(*issue_condition("statement", self.issue))
        if self.words is not None:
            where.add(
                "r.key IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)",
                match_query(self.words),
            )
        if self.mode is not None:
            where.one_of("mode", self.mode, get_args(Mode), "BAD_MODE")
        if self.nested is not None:
            where.add("r.nested_in IS NOT NULL" if self.nested else "r.nested_in IS NULL")
        if not self.include_duplicates:
            where.add("r.duplicate_of IS NULL")
        where.period(self.since, self.until)
        return where


def select_statements(
    connection: sqlite3.Connection, chosen: StatementFilter, limit: int | None
) -> Rows:
    """The statements that meet the filter, newest document first."""
    where = chosen.conditions()
    return select_newest(
        connection, "statement_rows", STATEMENT_COLUMNS, where, "r.document, r.ordinal", limit
    )


def select_documents(
    connection: sqlite3.Connection,
    *,
    words: str | None,
    since: date | str | None,
    until: date | str | None,
    limit: int | None,
    include_duplicates: bool,
) -> Rows:
    """The documents that meet all filters, newest first."""
    where = Conditions()
    if words is not None:
        where.add(
            "r.key IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)",
            match_query(words),
        )
    if not include_duplicates:
        where.add("r.duplicate_of IS NULL")
    where.period(since, until)
    # null is least; a test for it would keep SQLite from going by the index of dates
    order = "r.date DESC, r.id"
    return select(connection, "document_rows", DOCUMENT_COLUMNS, where, order, limit)


def select_newest(
    connection: sqlite3.Connection,
    view: str,
    columns: Sequence[tuple[str, type]],
    where: Conditions,
    within: str,
    limit: int | None,
) -> Rows:
    """As ``select``, the rows of the newest page first; ``within`` orders those of one day.

    A state's rows stand in ``row_states`` by their day: of a million the newest are read alone.
    """
    order = f"r.first_day DESC, {within}"
    by_day = f"x.day DESC, {within}" if where.of_state else order
    return select(connection, view, columns, where, order, limit, by_day)


def select(
    connection: sqlite3.Connection,
    view: str,
    columns: Sequence[tuple[str, type]],
    where: Conditions,
    order: str,
    limit: int | None,
    first: str | None = None,
) -> Rows:
    """The rows of a view that meet the conditions, in this order, at most ``limit``.

    ``first`` is the same order by other columns, if those are faster to find the rows by.
    """
    names = ", ".join(f'r."{name}"' for name, _ in columns)
    # CROSS JOIN keeps the order: from the state's rows to the view's, never the other way
    tables = f"row_states x CROSS JOIN {view} r" if where.of_state else f"{view} r"
    # first the keys alone: the view's joined columns are worked out for the rows that are shown
    found = connection.execute(
        f"SELECT {names} FROM {view} r WHERE r.key IN"
        f" (SELECT r.key FROM {tables} {where} ORDER BY {first or order} LIMIT ?)"
        f" ORDER BY {order}",
        (*where.values, -1 if limit is None else limit),
    )
    return Rows.of(columns, found.fetchall())

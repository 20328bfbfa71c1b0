"""Filtered tables of statements and documents, and what all filters share."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from detente.errors import DetenteError
from detente.ledger.connection import fold
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

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ISO3 = re.compile(r"[A-Z]{3}")
# Asked once, not for every statement: from the few actors that match to what they said.
_SPOKEN_BY = (
    "r.id IN (SELECT p.statement FROM actors a"
    " JOIN statement_speakers p ON p.document = a.document AND p.actor = a.id WHERE {})"
)
# one or several of the values of a column
Choice = str | Sequence[str]


class Conditions:
    """The WHERE clause of a query over rows ``r``, grown filter by filter."""

    def __init__(self) -> None:
        self._clauses: list[str] = []
        self.values: list[object] = []

    def add(self, clause: str, *values: object) -> None:
        """Demand ``clause``, whose question marks stand for ``values``."""
        self._clauses.append(clause)
        self.values.extend(values)

    def period(self, since: date | str | None, until: date | str | None) -> None:
        """Demand a document that may have been published in the period, both ends included."""
        if since is not None:
            self.add("r.last_day >= ?", iso_date(since))
        if until is not None:
            # '~' sorts after digits and '-': until 2010-04 takes in all of April
            self.add("r.first_day <= ?", iso_date(until) + "~")

    def one_of(self, column: str, chosen: Choice, allowed: Sequence[str], code: str) -> None:
        """Demand one of the ``chosen`` values; raises ``code`` for one that is not ``allowed``."""
        values = [chosen] if isinstance(chosen, str) else list(chosen)
        for value in values:
            if value not in allowed:
                raise DetenteError(
                    code, f"{value!r} is no {column}.", f"Use one of: {', '.join(allowed)}."
                )
        self.add(f"r.{column} IN ({', '.join('?' * len(values))})", *values)

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self._clauses)}" if self._clauses else ""


def iso_date(day: date | str) -> str:
    """``day`` as ISO text; raises ``BAD_DATE`` for what is no date, month or year."""
    text = str(day)
    if not _DATE.fullmatch(text):
        raise DetenteError(
            "BAD_DATE", f"{text!r} is no date.", "Write 2010-04-08, 2010-04 or 2010."
        )
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements to select; see ``Ledger.statements``."""

    actor: str | None
    state: str | None
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
            where.add(_SPOKEN_BY.format("a.state = ?"), self.state.upper())
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
    order = "r.date IS NULL, r.date DESC, r.document, r.ordinal"
    return select(connection, "statement_rows", STATEMENT_COLUMNS, where, order, limit)


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
    order = "r.date IS NULL, r.date DESC, r.id"
    return select(connection, "document_rows", DOCUMENT_COLUMNS, where, order, limit)


def select(
    connection: sqlite3.Connection,
    view: str,
    columns: Sequence[tuple[str, type]],
    where: Conditions,
    order: str,
    limit: int | None,
) -> Rows:
    """The rows of a view that meet the conditions, in this order, at most ``limit``."""
    names = ", ".join(f'r."{name}"' for name, _ in columns)
    # first the keys alone: the view's joined columns are worked out for the rows that are shown
    found = connection.execute(
        f"SELECT {names} FROM {view} r WHERE r.key IN"
        f" (SELECT r.key FROM {view} r {where} ORDER BY {order} LIMIT ?) ORDER BY {order}",
        (*where.values, -1 if limit is None else limit),
    )
    return Rows.of(columns, found.fetchall())


def actor_condition(actor: str) -> tuple[str, tuple[object, ...]]:
    """What an actor ``a`` of this id, name or part of it, or state meets, and its values."""
    if _ISO3.fullmatch(actor):
        # a code, or an acronym as written: RUS is not in Brussels, WHO not in whoever
        return "(a.state = ? OR a.id = ? OR instr(a.name, ?) > 0)", (actor, actor, actor)
    return "(a.id = ? OR instr(fold(a.name), ?) > 0)", (actor, fold(actor.strip()))

"""Events and positions as Arrow columns, for analysis over hundreds of thousands of rows.

The views that the program prints join names and quotes row by row; these queries go from the
states straight to the rows and leave out what no figure needs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from detente.ledger.conditions import iso_date, issue_condition

# The day, as whole days since 1970-01-01, of an ISO date, month or year: its first day.
_DAYS = "CAST(julianday(substr({0} || '-01-01', 1, 10)) - 2440587.5 AS INTEGER)"
_PUBLISHED = _DAYS.format("coalesce(d.published_from, d.published_date)")
# what stands between issues in one cell: no id holds it
_SEPARATOR = "\x1f"
_ISSUES = (
    "(SELECT group_concat(issue, char(31)) FROM (SELECT i.issue FROM row_issues i"
    " WHERE i.kind = '{}' AND i.row = {}.key ORDER BY i.ordinal))"
)
# Of the statement that says so; a speaker without a state is somebody too. Who states its own
# position tells it itself: most positions need not be looked up.
_TELLERS = (
    "CASE WHEN p.basis <> 'self-stated' THEN"
    " (SELECT group_concat(state, char(31)) FROM (SELECT coalesce(w.state, '') AS state"
    " FROM statement_speakers k JOIN actors w ON w.document = k.document AND w.id = k.actor"
    " WHERE k.statement = p.statement ORDER BY k.ordinal)) END"
)
_TYPES = {
    "text": pa.string(),
    "number": pa.float64(),
    "count": pa.int32(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "list": pa.list_(pa.string()),
}
_Columns = Sequence[tuple[str, str, str]]

# name, type and expression
_EVENT: _Columns = (
    ("event", "text", "coalesce(s.same, e.id)"),
    ("id", "text", "e.id"),
    ("document", "text", "e.document"),
    ("published", "day", _PUBLISHED),
    ("day", "day", _DAYS.format("e.date_start")),
    ("until", "day", _DAYS.format("e.date_end")),
    ("type", "text", "e.type"),
    ("quad", "count", "e.quad"),
    ("score", "number", "e.score"),
    ("modality", "text", "e.modality"),
    ("voice", "text", "e.voice"),
    ("confidence", "number", "e.confidence"),
    ("reports", "count", "coalesce(s.reports, 1)"),
    ("issues", "list", _ISSUES.format("event", "e")),
)
# Of an event in which both act: whether parties of the page are acted on that are neither, or,
# where none was resolved, words that are not "each other". Whoever meets or agrees does so with the
# other: what such an event is said to be on is its matter, or where it was.
_ON_OTHERS = (
    "CASE WHEN x.acts AND y.acts THEN e.type NOT IN ('CONSULT', 'AGREE', 'COOPERATE') AND"
    " (EXISTS (SELECT 1 FROM event_parties r JOIN actors a"
    " ON a.document = r.document AND a.id = r.actor"
    " WHERE r.event = e.id AND r.role = 'recipient'"
    " AND (a.state IS NULL OR a.state NOT IN (x.state, y.state)))"
    " OR (NOT EXISTS (SELECT 1 FROM event_parties r WHERE r.event = e.id AND r.role = 'recipient')"
    " AND EXISTS (SELECT 1 FROM event_spans r WHERE r.event = e.id AND r.role = 'recipient'"
    " AND lower(r.text) NOT IN ('each other', 'one another')))) END"
)
_SIDES: _Columns = (
    ("first_acts", "flag", "x.acts"),
    ("second_acts", "flag", "y.acts"),
    ("on_others", "flag", _ON_OTHERS),
)
_POSITION: _Columns = (
    ("position", "text", "p.id"),
    ("document", "text", "p.document"),
    ("published", "day", _PUBLISHED),
    ("state", "text", "a.state"),
    ("actor", "text", "a.id"),
    ("name", "text", "a.name"),
    ("kind", "text", "a.kind"),
    ("sector", "text", "a.sector"),
    ("tellers", "list", _TELLERS),
    ("stance", "text", "p.stance"),
    ("basis", "text", "p.basis"),
    ("voice", "text", "p.voice"),
    ("confidence", "number", "p.confidence"),
    ("issues", "list", _ISSUES.format("position", "p")),
)


def event_columns(
    connection: sqlite3.Connection,
    between: tuple[str, str] | None = None,
    *,
    issue: str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    include_duplicates: bool = False,
) -> pa.Table:
    """Reports of events as columns, one row a report, oldest event first.

    ``event`` (string): the id of the event, which its reports share; ``id`` (string): the
    report's own; ``document`` (string); ``published`` (date32): the first day on which the page
    can have been published; ``day`` and ``until`` (date32): first and last day of the event, null
    where unresolved; ``type`` (string); ``quad`` (int32); ``score`` (double, -10 to 10);
    ``modality`` and ``voice`` (string); ``confidence`` (double, 0 to 1); ``reports`` (int32): how
    many documents report the event; ``issues`` (list of string, empty where it has none);
    ``first_acts`` and ``second_acts`` (bool): which of ``between`` acts, and ``on_others`` (bool),
    where both do, whether they act on a third party; null without ``between``, ``on_others`` also
    where one alone acts.

    Args:
        connection: of the ledger.
        between: two ISO3 states: one of them acts, the other does so too or is acted on.
        issue: of this issue or one below it.
        since: first date, month or year of the event; an unresolved one is in no period.
        until: last one, included.
        include_duplicates: also from near-duplicates of other documents.

    Raises:
        DetenteError: ``BAD_DATE``, ``BAD_ISSUE``.
    """
    clauses: list[str] = []
    values: list[str] = []
    if between is None:
        sides = tuple((name, kind, "NULL") for name, kind, _ in _SIDES)
        tables = "events e"
    else:
        # CROSS JOIN keeps the order: from the states' rows to the events, never the other way
        sides = tuple(_SIDES)
        tables = "row_states x CROSS JOIN row_states y CROSS JOIN events e"
        clauses.append(
            "x.kind = 'event' AND x.state = ? AND y.kind = 'event' AND y.state = ?"
            " AND y.day = x.day AND y.row = x.row AND (x.acts OR y.acts) AND e.key = x.row"
        )
        values += [state.upper() for state in between]
    if since is not None:
        clauses.append("e.date_end >= ?")
        values.append(iso_date(since))
    if until is not None:
        # '~' sorts after digits and '-': until 2010-04 takes in all of April
        clauses.append(f"{'e.date_start' if between is None else 'x.day'} <= ?")
        values.append(iso_date(until) + "~")
        clauses.append("e.date_start IS NOT NULL")
    if issue is not None:
        clause, *named = issue_condition("event", issue, "e")
        clauses.append(clause)
        values += named
    query = (
        f"FROM {tables} JOIN documents d ON d.id = e.document"
        " LEFT JOIN same_events s ON s.event = e.id"
        " LEFT JOIN near_duplicates n ON n.document = e.document"
    )
    table = _table(connection, (*_EVENT, *sides), query, clauses, values, include_duplicates)
    return table.sort_by([("day", "ascending"), ("id", "ascending")])


def position_columns(
    connection: sqlite3.Connection,
    states: Sequence[str] | None = None,
    *,
    issue: str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    include_duplicates: bool = False,
) -> pa.Table:
    """Positions as columns, one row a position and holder, oldest page first.

    ``position`` (string): its id; ``document`` (string); ``published`` (date32): the first day on
    which the page can have been published, null where unknown; ``state`` (string, ISO3), ``actor``
    (string, id), ``name``, ``kind`` and ``sector`` (string, null where unknown) of the holder;
    ``tellers`` (list of string): of what others say, the states of those whose statement says so,
    "" for a speaker without one, empty where no statement does or the holder states it itself;
    ``stance``, ``basis`` and ``voice`` (string);
    ``confidence`` (double, 0 to 1); ``issues`` (list of string, empty where it has none). A holder
    that was not resolved has no row. Their words are :func:`position_words`'.

    Args:
        connection: of the ledger.
        states: only holders of these ISO3 states.
        issue: of this issue or one below it.
        since: first date, month or year of the page; a page of unknown date is in no period.
        until: last one, included.
        include_duplicates: also from near-duplicates of other documents.

    Raises:
        DetenteError: ``BAD_DATE``, ``BAD_ISSUE``.
    """
    clauses, values = ["h.position = p.key"], list[str]()
    columns, pages = _POSITION, " JOIN documents d ON d.id = p.document"
    if states is not None and since is None:
        # what is asked of the page stands with the state: its row is a page of the file to read
        published = _DAYS.format("nullif(x.day, '')")
        columns = [(n, k, published if n == "published" else e) for n, k, e in _POSITION]
        pages = ""
    if states is None:
        tables = "positions p CROSS JOIN position_holders h"
    else:
        wanted = [state.upper() for state in dict.fromkeys(states)]
        marks = ", ".join("?" * len(wanted))
        tables = "row_states x CROSS JOIN positions p CROSS JOIN position_holders h"
        clauses.append(
            f"x.kind = 'position' AND x.state IN ({marks}) AND p.key = x.row AND a.state = x.state"
        )
        values += wanted
    if since is not None:
        clauses.append("coalesce(d.published_to, d.published_date || '~') >= ?")
        values.append(iso_date(since))
    if until is not None:
        clauses.append(
            "coalesce(d.published_from, d.published_date) <= ?"
            if states is None
            else "x.day > '' AND x.day <= ?"
        )
        values.append(iso_date(until) + "~")
    if issue is not None:
        clause, *named = issue_condition("position", issue, "p")
        clauses.append(clause)
        values += named
    query = (
        f"FROM {tables} JOIN actors a ON a.document = h.document AND a.id = h.actor"
        f"{pages}"
        " LEFT JOIN near_duplicates n ON n.document = p.document"
    )
    return in_order(_table(connection, columns, query, clauses, values, include_duplicates))


def in_order(positions: pa.Table) -> pa.Table:
    """Positions as :func:`position_columns` gives them, oldest page first."""
    return positions.sort_by([(name, "ascending") for name in ("published", "position", "actor")])


def position_words(
    connection: sqlite3.Connection, ids: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """The goal and the quote of positions, verbatim, by id; an id that is not there is left out."""
    found = connection.execute(
        "SELECT p.id, coalesce(g.text, ''), p.quote FROM json_each(?) j"
        " JOIN positions p ON p.id = j.value"
        " LEFT JOIN position_spans g ON g.position = p.key AND g.role = 'goal'",
        [json.dumps(list(ids))],
    )
    return {id: (goal, quote) for id, goal, quote in found}


def _table(
    connection: sqlite3.Connection,
    columns: _Columns,
    tables: str,
    clauses: list[str],
    values: list[str],
    include_duplicates: bool,
) -> pa.Table:
    if not include_duplicates:
        clauses = [*clauses, "n.document IS NULL"]
    chosen = ", ".join(f"{expression} AS {name}" for name, _, expression in columns)
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    # each column as one text, made in one step of SQLite's, during which other threads go on: row
    # by row they would wait for each other
    joined = ", ".join(f"json_group_array({name})" for name, _, _ in columns)
    query = f"SELECT {joined} FROM (SELECT {chosen} {tables} {where})"
    found = connection.execute(query, values).fetchone()
    return pa.table(
        {
            name: _array(kind, json.loads(column))
            for (name, kind, _), column in zip(columns, found, strict=True)
        }
    )


def _array(kind: str, column: list[object]) -> pa.Array:
    if kind == "day":
        return pa.array(column, pa.int32()).cast(_TYPES[kind])
    if kind == "flag":
        return pa.array(column, pa.int8()).cast(_TYPES[kind])
    if kind != "list":
        return pa.array(column, _TYPES[kind])
    lists = pc.split_pattern(pa.array(column, pa.string()), _SEPARATOR)
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, lists.flatten())

"""The tables ``row_issues`` and ``row_states``: issues of all rows, and their states to find them.

To be used inside a transaction.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from detente.ledger.frame_tables import FRAMES, ISSUED
from detente.record import Reading

# where a Reading has the records of a kind, if not under the name of the table
_FIELDS = {frame.kind: frame.field for frame in FRAMES}
# kind of row → day, whether the state acts, and the tables: rows r, their parties p
_STATES = {
    "statement": (
        "coalesce(d.published_from, d.published_date, '')",
        "1",
        "statements r JOIN statement_speakers p ON p.statement = r.id",
    ),
    "event": (
        "coalesce(r.date_start, '')",
        "max(p.role = 'actor')",
        "events r JOIN event_parties p ON p.event = r.id",
    ),
    **{
        frame.kind: (
            "coalesce(d.published_from, d.published_date, '')",
            "1",
            f"{frame.table} r JOIN {frame.kind}_holders p ON p.{frame.kind} = r.key",
        )
        for frame in FRAMES
        if frame.held
    },
}


def store_look_ups(connection: sqlite3.Connection, reading: Reading) -> None:
    """Write the issues and states of a document's rows, which are written already."""
    for kind, table in ISSUED.items():
        records = getattr(reading, _FIELDS.get(kind, table))
        if not records:
            continue
        connection.executemany(
            f"INSERT INTO row_issues SELECT '{kind}', key, ?, ? FROM {table} WHERE id = ?",
            (
                (ordinal, issue, record.id)
                for record in records
                for ordinal, issue in enumerate(record.issues)
            ),
        )
        if kind in _STATES:
            connection.execute(
                f"INSERT INTO row_states {_states(kind)} GROUP BY r.key, a.state",
                (reading.document.id,),
            )


def delete_look_ups(connection: sqlite3.Connection, document: str) -> None:
    """Remove the issues and states of a document's rows, which are still there."""
    for kind, table in ISSUED.items():
        connection.execute(
            f"DELETE FROM row_issues WHERE kind = '{kind}'"
            f" AND row IN (SELECT key FROM {table} WHERE document = ?)",
            (document,),
        )
        if kind in _STATES:
            # by the whole primary key: it does not begin with the row
            states = _states(kind) + " GROUP BY r.key, a.state"
            connection.execute(
                "DELETE FROM row_states WHERE (kind, state, day, row) IN"
                f" (SELECT kind, state, day, row FROM ({states}))",
                (document,),
            )


def load_issues(
    connection: sqlite3.Connection, kind: str, document: str
) -> dict[str, tuple[str, ...]]:
    """Row of a document → its issues in their order; rows without issues are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    # CROSS JOIN keeps the order: from the document's rows to their issues, never the other way
    for row, issue in connection.execute(
        f"SELECT r.id, i.issue FROM {ISSUED[kind]} r"
        f" CROSS JOIN row_issues i ON i.kind = '{kind}' AND i.row = r.key"
        " WHERE r.document = ? ORDER BY r.key, i.ordinal",
        (document,),
    ):
        found[row].append(issue)
    return {row: tuple(issues) for row, issues in found.items()}


def _states(kind: str) -> str:
    day, acts, tables = _STATES[kind]
    return (
        f"SELECT '{kind}' AS kind, a.state, {day} AS day, r.key AS row, {acts} AS acts"
        f" FROM {tables} JOIN documents d ON d.id = r.document"
        " JOIN actors a ON a.document = p.document AND a.id = p.actor"
        " WHERE r.document = ? AND a.state IS NOT NULL"
    )

"""Every row of the ledger's content, for comparing two ledgers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from detente.ledger.frame_tables import FRAMES, ISSUED

_TABLES = (
    "documents",
    "locators",
    "rejections",
    "document_history",
    "paragraphs",
    "sentences",
    "actors",
    "statements",
    "statement_spans",
    "statement_speakers",
    "near_duplicates",
    "events",
    "event_spans",
    "event_parties",
    "same_events",
    *(frame.table for frame in FRAMES),
    "corrections",
)
# tables that name a row by its key: the column that does, and the table of the row
_KEYED = (
    *(
        (f"{frame.kind}_{part}", frame.kind, frame.table)
        for frame in FRAMES
        for part in ("spans", "holders")
        if frame.held or part == "spans"
    ),
)


def dump_rows(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[object, ...]]]:
    """All content as (table, row), each table sorted by its columns, without keys."""
    for table in _TABLES:
        names = _columns(connection, table, "key")
        yield from _sorted(connection, table, f"SELECT {names} FROM {table}")
    for table, key, rows in _KEYED:
        names = _columns(connection, table, key)
        query = f"SELECT r.id, {names} FROM {table} JOIN {rows} r ON r.key = {table}.{key}"
        yield from _sorted(connection, table, query)
    for table in ("row_issues", "row_states"):
        names = _columns(connection, table, "row")
        for kind, rows in ISSUED.items():
            query = (
                f"SELECT r.id, {names} FROM {table} LEFT JOIN {rows} r ON r.key = {table}.row"
                f" WHERE {table}.kind = '{kind}'"
            )
            yield from _sorted(connection, table, query)
    query = "SELECT b.band, d.id FROM minhash_bands b LEFT JOIN documents d ON d.key = b.document"
    yield from _sorted(connection, "minhash_bands", query)


def _columns(connection: sqlite3.Connection, table: str, key: str) -> str:
    """The columns of a table but for its key, to be selected."""
    query = "SELECT name FROM pragma_table_info(?) WHERE name <> ?"
    names = connection.execute(query, (table, key)).fetchall()
    return ", ".join(f'{table}."{name}"' for (name,) in names)


def _sorted(
    connection: sqlite3.Connection, table: str, query: str
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The query's rows, sorted by all of their columns."""
    width = len(connection.execute(f"{query} LIMIT 0").description)
    order = ", ".join(str(number + 1) for number in range(width))
    yield from ((table, row) for row in connection.execute(f"{query} ORDER BY {order}"))

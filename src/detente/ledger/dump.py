"""Every row of the ledger's content, for comparing two ledgers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

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
)


def dump_rows(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[object, ...]]]:
    """All content as (table, row), each table sorted by its columns, without keys."""
    for table in _TABLES:
        columns = [
            f'"{name}"'
            for (name,) in connection.execute(
                "SELECT name FROM pragma_table_info(?) WHERE name <> 'key'", (table,)
            )
        ]
        order = ", ".join(str(number + 1) for number in range(len(columns)))
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"
        yield from ((table, row) for row in connection.execute(query))
    bands = connection.execute(
        "SELECT b.band, d.id FROM minhash_bands b LEFT JOIN documents d ON d.key = b.document"
        " ORDER BY 1, 2"
    )
    yield from (("minhash_bands", row) for row in bands)

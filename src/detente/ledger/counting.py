"""How much the ledger holds."""

from __future__ import annotations

import sqlite3


def count_rows(connection: sqlite3.Connection, include_duplicates: bool) -> dict[str, int]:
    """The counts of ``Ledger.counts``."""
    left_out = "SELECT document FROM near_duplicates" if not include_duplicates else "SELECT ''"
    reported = (
        f"events e LEFT JOIN same_events s ON s.event = e.id WHERE e.document NOT IN ({left_out})"
    )
    queries = {
        "documents": f"documents WHERE id NOT IN ({left_out})",
        "statements": f"statements WHERE document NOT IN ({left_out})",
        "speakers": "(SELECT DISTINCT actor FROM statement_speakers"
        f" WHERE document NOT IN ({left_out}))",
        "events": f"(SELECT DISTINCT coalesce(s.same, e.id) FROM {reported})",
        "reports": f"(SELECT DISTINCT coalesce(s.same, e.id), e.document FROM {reported})",
        "near_duplicates": "near_duplicates",
        "copies": "(SELECT 1 FROM locators l WHERE EXISTS (SELECT 1 FROM locators f"
        " WHERE f.document = l.document AND f.locator < l.locator))",
        "rejections": "rejections",
        "superseded": "document_history",
    }
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {query}").fetchone()[0])
        for name, query in queries.items()
    }

"""How much the ledger holds."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from detente.ledger.conditions import iso_date
from detente.ledger.frame_tables import FRAMES


class IssueCounts(NamedTuple):
    """Issue → how many rows are on it, and how many are on any; a row may be on several."""

    rows: dict[str, int]
    total: int


def count_rows(
    connection: sqlite3.Connection, include_duplicates: bool, only: Sequence[str] | None = None
) -> dict[str, int]:
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
        **{frame.table: f"{frame.table} WHERE document NOT IN ({left_out})" for frame in FRAMES},
        "near_duplicates": "near_duplicates",
        "copies": "(SELECT 1 FROM locators l WHERE EXISTS (SELECT 1 FROM locators f"
        " WHERE f.document = l.document AND f.locator < l.locator))",
        "rejections": "rejections",
        "superseded": "document_history",
    }
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {query}").fetchone()[0])
        for name, query in queries.items()
        if only is None or name in only
    }


def count_issues(
    connection: sqlite3.Connection,
    state: str,
    since: date | str | None,
    until: date | str | None,
    include_duplicates: bool,
) -> IssueCounts:
    """The counts of ``Ledger.issue_counts``."""
    clauses, values = ["x.kind = 'statement'", "x.state = ?"], [state.upper()]
    if since is not None:
        clauses.append("x.day >= ?")
        values.append(iso_date(since))
    if until is not None:
        clauses.append("x.day > '' AND x.day <= ?")
        # '~' sorts after digits and '-': until 2010-04 takes in all of April
        values.append(iso_date(until) + "~")
    if not include_duplicates:
        clauses.append(
            "x.row NOT IN (SELECT s.key FROM near_duplicates n CROSS JOIN statements s"
            " ON s.document = n.document)"
        )
    # CROSS JOIN keeps the order: from the state's rows to their issues, never the other way; each
    # row's issues come together, so that no row is looked up twice
    found = connection.execute(
        "SELECT issues, count(*) FROM (SELECT group_concat(i.issue, char(31)) AS issues"
        " FROM row_states x CROSS JOIN row_issues i ON i.kind = 'statement' AND i.row = x.row"
        f" WHERE {' AND '.join(clauses)} GROUP BY x.day, x.row) GROUP BY issues",
        values,
    ).fetchall()
    rows: Counter[str] = Counter()
    for joined, number in found:
        issues = set(joined.split("\x1f"))
        for issue in issues:
            if not any(other.startswith(f"{issue}.") for other in issues):
                rows[issue] += number
    return IssueCounts(dict(rows), sum(number for _, number in found))

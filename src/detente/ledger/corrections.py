"""What people put right: an append-only table, applied by views, in which every row can be undone.

The functions that write are to be used inside a transaction.
"""

from __future__ import annotations

import getpass
import sqlite3
from datetime import UTC, datetime

from detente.errors import DetenteError
from detente.ledger.rows import Rows

CORRECTION_COLUMNS = (
    ("number", int),
    ("kind", str),
    ("row", str),
    ("outcome", bool),
    ("event", str),
    ("undoes", int),
    ("undone_by", int),
    ("who", str),
    ("made", str),
    ("why", str),
)


def resolve_forecast(
    connection: sqlite3.Connection,
    id: str,
    outcome: bool,
    by: str | None,
    who: str | None,
    why: str,
) -> int:
    """Record what came of a forecast; see ``Ledger.resolve_forecast``."""
    forecast = _named(connection, "forecast", id)
    event = None if by is None else _named(connection, "event", by)
    return _record(connection, "forecast_outcome", forecast, outcome, event, None, who, why)


def undo(connection: sqlite3.Connection, number: int, who: str | None, why: str) -> int:
    """Record that a correction no longer holds; see ``Ledger.undo``."""
    found = connection.execute(
        "SELECT kind, undone_by FROM correction_rows WHERE number = ?", (number,)
    ).fetchone()
    if found is None:
        raise DetenteError(
            "CORRECTION_NOT_FOUND",
            f"There is no correction {number}.",
            "`detente corrections` lists those there are.",
        )
    kind, undone_by = found
    if kind == "undo":
        raise DetenteError(
            "CANNOT_UNDO",
            f"Correction {number} is an undoing itself.",
            "Make the correction anew that it undid.",
        )
    if undone_by is not None:
        raise DetenteError(
            "CANNOT_UNDO", f"Correction {number} was undone by {undone_by}.", "Nothing is to do."
        )
    return _record(connection, "undo", None, None, None, number, who, why)


def select_corrections(connection: sqlite3.Connection) -> Rows:
    """All corrections, the last one first."""
    names = ", ".join(f'"{name}"' for name, _ in CORRECTION_COLUMNS)
    found = connection.execute(f"SELECT {names} FROM correction_rows ORDER BY number DESC")
    return Rows.of(CORRECTION_COLUMNS, found.fetchall())


def _record(connection: sqlite3.Connection, *values: object) -> int:
    *corrected, who, why = values
    row = (*corrected, who or _login(), datetime.now(UTC).isoformat(timespec="seconds"), why)
    cursor = connection.execute(
        'INSERT INTO corrections (kind, "row", outcome, event, undoes, who, made, why)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    return int(cursor.lastrowid or 0)


def _named(connection: sqlite3.Connection, kind: str, id: str) -> str:
    """The whole id of a row of which ``id`` is the beginning, as tables show it."""
    # '~' sorts after what ids are made of
    found = connection.execute(
        f"SELECT id FROM {kind}s WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", (id, f"{id}~")
    ).fetchall()
    if not found or not id:
        raise DetenteError(
            f"{kind.upper()}_NOT_FOUND",
            f"There is no {kind} {id!r}.",
            f"`detente {kind}s --json` shows the ids.",
        )
    if len(found) > 1 and found[0][0] != id:
        raise DetenteError(
            f"{kind.upper()}_AMBIGUOUS",
            f"Several {kind}s begin with {id!r}.",
            "Give more of the id.",
        )
    return str(found[0][0])


def _login() -> str:
    try:
        return getpass.getuser()
    # nobody is named: an account without a name, or a system without accounts
    except (ImportError, KeyError, OSError):
        return "unknown"

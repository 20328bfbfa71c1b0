"""The ledger's versions: numbered SQL scripts, applied in order up to the program's version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from detente.errors import DetenteError

# The n-th scripts bring a ledger from version n - 1 to n. What was released never changes.
SCRIPTS: tuple[tuple[str, ...], ...] = (
    ("schema.sql",),
    ("events.sql",),
    ("frames.sql", "frame_rows.sql"),
)
# "dtnt": tells a ledger from any other SQLite file
APPLICATION_ID = 0x64746E74


def migrate(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Bring the open ledger to the program's version, in one transaction.

    Args:
        connection: in autocommit mode; a read-only one passes if nothing needs to be done.
        path: the ledger's, for the messages.
        create: make the ledger where the file is empty.

    Raises:
        DetenteError: ``NOT_A_LEDGER`` for another program's file or, without ``create``, an empty
            one; ``LEDGER_TOO_NEW`` for a later program's ledger.
    """
    if _version(connection, path, create=create) == len(SCRIPTS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # asked again under the lock: another process may have migrated meanwhile
        for number in range(_version(connection, path, create=create) + 1, len(SCRIPTS) + 1):
            for statement in _split(_script(number)):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path, *, create: bool) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not (create and empty and version == 0):
        raise DetenteError(
            "NOT_A_LEDGER",
            f"{path} is {'empty' if empty else 'a file of another program'}, no detente ledger.",
            "Name a ledger made by `detente read`, or a new file to read pages into.",
        )
    if version > len(SCRIPTS):
        raise DetenteError(
            "LEDGER_TOO_NEW",
            f"{path} has version {version}; this program knows up to {len(SCRIPTS)}.",
            "Upgrade with `pip install --upgrade detente`.",
        )
    return version


def _script(number: int) -> str:
    folder = resources.files("detente.ledger")
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in SCRIPTS[number - 1])


def _split(script: str) -> Iterator[str]:
    """The script's statements. (``executescript`` would commit the transaction around them.)"""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if pending.strip() and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending

"""Opening the ledger's file, transactions on it, and SQLite's errors in plain words."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import DetenteError
from detente.ledger.migrations import migrate

# How long a writer waits for another one's transaction, each of which takes milliseconds: a lock
# held for longer is no document being stored.
BUSY_SECONDS = 5.0
# STRICT tables
_OLDEST_SQLITE = (3, 37, 0)

_ADVICE = {
    "SQLITE_BUSY": (
        "LEDGER_BUSY",
        "Another program is writing to the ledger.",
        "Wait until it has finished, then run the command again: it goes on where it stopped.",
    ),
    "SQLITE_LOCKED": (
        "LEDGER_BUSY",
        "Another part of this program is using the ledger.",
        "Run the command again: it goes on where it stopped.",
    ),
    "SQLITE_FULL": (
        "LEDGER_FULL",
        "The disk is full; what was stored before is safe.",
        "Free some space and run the command again: it goes on where it stopped.",
    ),
    "SQLITE_READONLY": (
        "LEDGER_READ_ONLY",
        "The ledger cannot be written to.",
        "Copy it to a folder of your own, or ask for the right to write to it.",
    ),
    "SQLITE_CANTOPEN": (
        "LEDGER_CANNOT_OPEN",
        "The ledger's file cannot be opened.",
        "Check that the name is a file's and that you may read it and write beside it.",
    ),
    "SQLITE_NOTADB": (
        "NOT_A_LEDGER",
        "The file is no detente ledger.",
        "Name a ledger made by `detente read`, or a new file to read pages into.",
    ),
    "SQLITE_CORRUPT": (
        "LEDGER_DAMAGED",
        "The ledger's file is damaged.",
        "Restore a copy, or read the pages into a new ledger.",
    ),
    "SQLITE_IOERR": (
        "LEDGER_DISK_ERROR",
        "The disk failed while the ledger was being used.",
        "Check the disk, then run the command again: it goes on where it stopped.",
    ),
    "SQLITE_CONSTRAINT": (
        "ROWS_INVALID",
        "What was read breaks the ledger's rules.",
        "Nothing of it was stored; please report the page.",
    ),
    "SQLITE_TOOBIG": (
        "ROWS_TOO_BIG",
        "A text is too long to be stored.",
        "Split the page into smaller ones.",
    ),
}


def check_sqlite() -> None:
    """Raise ``SQLITE_TOO_OLD`` if Python's SQLite lacks STRICT tables or full-text search."""
    advice = "Use a Python built with SQLite 3.37 or later and FTS5, such as python.org's."
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise DetenteError("SQLITE_TOO_OLD", f"SQLite is {sqlite3.sqlite_version}.", advice)
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
    except sqlite3.OperationalError as error:
        raise DetenteError("SQLITE_TOO_OLD", "SQLite was built without FTS5.", advice) from error
    finally:
        connection.close()


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """The ledger at ``path``, at the program's version, in autocommit mode.

    A file that may not be written to is opened for reading.

    Raises:
        DetenteError: ``LEDGER_NOT_FOUND``, ``FOLDER_NOT_FOUND``, ``NOT_A_LEDGER`` and the like.
    """
    check_sqlite()
    if not path.parent.is_dir():
        raise DetenteError(
            "FOLDER_NOT_FOUND", f"There is no folder {path.parent}.", "Create it first."
        )
    if not create and not path.exists():
        raise DetenteError(
            "LEDGER_NOT_FOUND",
            f"There is no ledger {path}.",
            "Make one with `detente read PATH --ledger FILE`.",
        )
    with plain_errors(path):
        try:
            return _open(path, "rwc" if create else "rw", create=create)
        except sqlite3.OperationalError as error:
            if not _on_read_only_disk(path, error):
                raise
            # Without the right to make its -shm file, SQLite reads a WAL file only as immutable.
            # That is safe while there is no -wal file: nobody else is writing.
            return _open(path, "ro&immutable=1", create=False)


def _open(path: Path, mode: str, *, create: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        _configure(connection, create=create)
        migrate(connection, path, create=create)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection, *, create: bool) -> None:
    if create and connection.execute("PRAGMA page_count").fetchone()[0] == 0:
        connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL: the log is synced at checkpoints, not at every commit. A killed program loses
    # nothing that was committed: it is in the operating system's hands. A power cut may lose the
    # last documents since a checkpoint, whole ones, and never damages the file; the next run
    # finds them unknown and reads them again. FULL would cost one disk sync a document.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("fold", 1, fold, deterministic=True)


def _on_read_only_disk(path: Path, error: sqlite3.OperationalError) -> bool:
    log = path.with_name(path.name + "-wal")
    unwritten = not log.exists() or log.stat().st_size == 0
    cannot = _name(error) in {"SQLITE_CANTOPEN", "SQLITE_READONLY"}
    return cannot and path.is_file() and unwritten


def fold(text: str | None) -> str | None:
    """``text`` without case and accents, for comparing names: ``Erdoğan`` becomes ``erdogan``."""
    if text is None:
        return None
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _name(error: sqlite3.Error) -> str:
    """The primary name of SQLite's result code: ``SQLITE_IOERR`` for ``SQLITE_IOERR_WRITE``."""
    name = getattr(error, "sqlite_errorname", None) or ""
    return "_".join(name.split("_")[:2])


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a DetenteError that names the ledger ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        code, message, advice = _ADVICE.get(
            _name(error), ("LEDGER_ERROR", "The ledger could not be used.", "Please report this.")
        )
        raise DetenteError(code, f"{path}: {message} ({error})", advice) from error
    except UnicodeEncodeError as error:
        raise DetenteError(
            "TEXT_NOT_UNICODE",
            "A text holds half a character (a lone surrogate), which no file can hold.",
            "Nothing of it was stored; repair the page's encoding.",
        ) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is written inside, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # a full disk makes SQLite roll back by itself
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the queries inside see one state of the ledger, whatever is written meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")

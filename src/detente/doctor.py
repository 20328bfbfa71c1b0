"""``doctor``: is everything there that reading needs, does it work, and is the ledger sound?"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from detente.errors import DetenteError
from detente.terminal import counted

_OLDEST_PYTHON = (3, 11)
_REQUIREMENT = re.compile(r"[\w.-]+")
_REINSTALL = "Install detente again: pip install --force-reinstall detente."
_TEST_PAGE = (
    "Ministers meet in Geneva\n\n"
    "The foreign minister of Norway, Anna Berg, said on Monday that the talks would go on. "
    "“We have not given up,” she told reporters after the meeting.\n\n"
    "The delegations met for three hours and agreed to meet again in the spring.\n"
)
_TEST_SPEAKER = "Berg"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its name, whether it is well, what was found, what to do."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def diagnose(ledger: str | Path | None = None) -> tuple[Check, ...]:
    """Look at Python, SQLite, packages, weights, a test page read end to end, and the ledger.

    Args:
        ledger: a ledger's file, or None to leave ledgers out.
    """
    checks = [
        _python(),
        _guarded("sqlite", _sqlite),
        _guarded("packages", _packages),
        _guarded("weights", _weights),
        _guarded("reading", _reading),
    ]
    if ledger is not None:
        path = Path(ledger)
        checks.append(_guarded("ledger", lambda: _ledger(path)))
    checks.append(_cores())
    return tuple(checks)


def _guarded(name: str, look: Callable[[], Check]) -> Check:
    """What ``look`` finds; an error it raises is the finding."""
    try:
        return look()
    except DetenteError as error:
        return Check(name, False, f"[{error.code}] {error.message}", error.advice)
    except Exception as error:
        # whatever is wrong with this installation, the other checks still say what they see
        return Check(name, False, f"{type(error).__name__}: {error}", _REINSTALL)


def _python() -> Check:
    found = f"{platform.python_version()} at {sys.executable}"
    advice = "Use Python 3.11 or newer."
    return Check("python", sys.version_info >= _OLDEST_PYTHON, found, advice)


def _sqlite() -> Check:
    from detente.ledger.connection import check_sqlite

    check_sqlite()
    return Check("sqlite", True, f"{sqlite3.sqlite_version}, with STRICT tables and FTS5")


def _packages() -> Check:
    versions, missing = [], []
    for requirement in metadata.requires("detente") or ():
        found = _REQUIREMENT.match(requirement)
        if found is None or "extra ==" in requirement:
            continue
        try:
            versions.append(f"{found[0]} {metadata.version(found[0])}")
        except metadata.PackageNotFoundError:
            missing.append(found[0])
    if missing:
        advice = f"Install them: pip install {' '.join(missing)}."
        return Check("packages", False, f"missing: {', '.join(missing)}", advice)
    return Check("packages", True, ", ".join(versions))


def _weights(folder: Path | None = None) -> Check:
    from detente.reading.weights import MODELS, check_folder

    folder = folder or MODELS
    check_folder(folder)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    return Check("weights", True, f"{size / 1e6:.1f} MB in {folder}, hashes as shipped")


def _reading() -> Check:
    from detente.document import RawPage
    from detente.pipeline import read_page
    from detente.reading.encoder import Encoder

    page = RawPage("test", _TEST_PAGE, "text", "")
    reading = read_page(page, Encoder())
    names = [actor.name for actor in reading.actors]
    if not any(_TEST_SPEAKER in name for name in names):
        found = f"{len(reading.statements)} statements, speakers: {', '.join(names) or 'none'}"
        return Check("reading", False, f"the test page was read wrongly: {found}", _REINSTALL)
    found = f"a test page read end to end: {len(reading.statements)} statements"
    return Check("reading", True, found)


def _ledger(path: Path) -> Check:
    from detente.ledger import Ledger

    with Ledger(path) as ledger:
        counts = ledger.counts(include_duplicates=True)
    faults = _faults(path)
    if faults:
        advice = "Restore a copy, or read the pages into a new ledger."
        return Check("ledger", False, f"{path} is damaged: {'; '.join(faults)}", advice)
    names = ("documents", "statements", "rejections")
    held = ", ".join(counted(counts[name], name[:-1]) for name in names)
    return Check("ledger", True, f"{path}, version {_version(path)}: {held}")


def _faults(path: Path) -> list[str]:
    from detente.ledger.connection import plain_errors

    with plain_errors(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            broken = connection.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone()
        finally:
            connection.close()
    faults = [str(fault) for fault in found if fault != "ok"]
    return faults + ([f"{broken[0]} rows refer to nothing"] if broken[0] else [])


def _version(path: Path) -> int:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _cores() -> Check:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Check("cores", True, f"{usable or 1}; `read --jobs {usable or 1}` uses them all")

"""The doctor: well when all is well, and clear about what is not."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from detente import doctor
from detente.doctor import Check, diagnose
from detente.ledger import Ledger
from detente.reading.weights import MODELS
from sample_reading import sample_reading


def by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.detente"
    with Ledger(path, create=True) as opened:
        opened.add(sample_reading(), "v1")
    return path


def test_all_is_well_here(ledger: Path) -> None:
    checks = by_name(diagnose(ledger))
    assert [check for check in checks.values() if not check.ok] == []
    assert "1 document, 3 statements" in checks["ledger"].found
    assert "pyarrow" in checks["packages"].found
    assert "--jobs" in checks["cores"].found


def test_without_a_ledger_none_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_reading", lambda: Check("reading", True, ""))
    assert "ledger" not in by_name(diagnose())


def test_weights_that_are_missing_or_changed_are_found_out(tmp_path: Path) -> None:
    look = lambda: doctor._weights(tmp_path)  # noqa: E731
    assert "MODEL_MISSING" in doctor._guarded("weights", look).found
    shutil.copy(MODELS / "manifest.json", tmp_path)
    for name in json.loads((tmp_path / "manifest.json").read_text()):
        (tmp_path / name).write_text("{}")
    check = doctor._guarded("weights", look)
    assert not check.ok
    assert "MODEL_CHANGED" in check.found
    assert "Install detente again" in check.advice


def test_a_fault_in_one_check_leaves_the_others_alone() -> None:
    def broken() -> Check:
        raise ImportError("No module named 'lxml'")

    check = doctor._guarded("reading", broken)
    assert check.found == "ImportError: No module named 'lxml'"
    assert check.advice


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "NOT_A_LEDGER"), (b"no database at all" * 99, "NOT_A_LEDGER")]
)
def test_a_file_that_is_no_ledger(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    check = doctor._guarded("ledger", lambda: doctor._ledger(path))
    assert not check.ok
    assert code in check.found
    assert check.advice


def test_a_ledger_with_loose_ends_is_damaged(ledger: Path) -> None:
    connection = sqlite3.connect(ledger)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM actors")
    connection.commit()
    connection.close()
    check = doctor._ledger(ledger)
    assert not check.ok
    assert "rows refer to nothing" in check.found


def test_a_missing_ledger_says_how_to_make_one(tmp_path: Path) -> None:
    check = doctor._guarded("ledger", lambda: doctor._ledger(tmp_path / "none.detente"))
    assert "LEDGER_NOT_FOUND" in check.found
    assert "detente read" in check.advice

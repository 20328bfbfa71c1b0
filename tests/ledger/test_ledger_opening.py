"""Files that are no ledger, migrations, other processes, full and read-only disks."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from made_readings import page

from detente.errors import DetenteError
from detente.ledger import Ledger, Outcome, connection, migrations

VERSION = len(migrations.SCRIPTS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.detente"
    with Ledger(path, create=True) as ledger:
        ledger.add(page(0), "1")
    return path


def code_of(path: Path, *, create: bool = False) -> str:
    with pytest.raises(DetenteError) as error:
        Ledger(path, create=create)
    assert str(path.parent if error.value.code == "FOLDER_NOT_FOUND" else path) in str(error.value)
    assert error.value.advice
    return error.value.code


def version(path: Path) -> int:
    with sqlite3.connect(path) as opened:
        return int(opened.execute("PRAGMA user_version").fetchone()[0])


def test_files_that_are_no_ledger_are_refused_and_left_alone(tmp_path: Path) -> None:
    text, other, empty = tmp_path / "notes.txt", tmp_path / "other.db", tmp_path / "empty"
    text.write_text("These are notes, by no means a database. " * 30)
    with sqlite3.connect(other) as opened:
        opened.execute("CREATE TABLE notes (note)")
    empty.touch()
    before = other.read_bytes()
    for create in (False, True):
        assert code_of(text, create=create) == "NOT_A_LEDGER"
        assert code_of(other, create=create) == "NOT_A_LEDGER"
    assert other.read_bytes() == before
    assert code_of(empty) == "NOT_A_LEDGER"
    assert code_of(tmp_path / "missing") == "LEDGER_NOT_FOUND"
    assert not (tmp_path / "missing").exists()
    assert code_of(tmp_path / "no folder" / "ledger", create=True) == "FOLDER_NOT_FOUND"
    assert code_of(tmp_path, create=True) == "LEDGER_CANNOT_OPEN"


def test_an_empty_file_becomes_a_ledger_where_one_is_made(tmp_path: Path) -> None:
    path = tmp_path / "näme with #?% ☂.detente"
    path.touch()
    with Ledger(path, create=True) as ledger:
        assert ledger.counts()["documents"] == 0
    with Ledger(str(path)) as ledger:
        assert ledger.add(page(1), "1") is Outcome.stored
    assert version(path) == VERSION


def test_a_damaged_ledger_is_named(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[2000:] = os.urandom(len(content) - 2000)
    path.write_bytes(content)
    with pytest.raises(DetenteError, match=r"LEDGER_DAMAGED|NOT_A_LEDGER"), Ledger(path) as ledger:
        list(ledger.dump_rows())


def test_a_later_programs_ledger_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as opened:
        opened.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert code_of(path) == "LEDGER_TOO_NEW"
    assert code_of(path, create=True) == "LEDGER_TOO_NEW"


def use_script(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Pretend that the program has one more migration."""
    earlier = migrations._script
    monkeypatch.setattr(migrations, "SCRIPTS", (*migrations.SCRIPTS, "next.sql"))
    monkeypatch.setattr(
        migrations, "_script", lambda number: script if number > VERSION else earlier(number)
    )


def test_an_older_ledger_is_migrated_and_keeps_its_rows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(path) as ledger:
        before = list(ledger.dump_rows())
    use_script(
        monkeypatch,
        "-- a comment; with a semicolon\n"
        "CREATE TABLE notes (note TEXT) STRICT;\n"
        "INSERT INTO notes\nVALUES ('a;b');",
    )
    for _ in range(2):
        with Ledger(path) as ledger:
            assert list(ledger.dump_rows()) == before
            notes = ledger._connection.execute("SELECT note FROM notes").fetchall()
            assert notes == [("a;b",)]
    assert version(path) == VERSION + 1


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_script(monkeypatch, "CREATE TABLE notes (note TEXT) STRICT;\nDROP TABLE missing;")
    assert code_of(path) == "LEDGER_ERROR"
    assert version(path) == VERSION
    monkeypatch.undo()
    with Ledger(path) as ledger:
        tables = ledger._connection.execute("SELECT name FROM sqlite_schema").fetchall()
        assert ("notes",) not in tables


def test_an_old_sqlite_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.check_sqlite()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(DetenteError, match="SQLITE_TOO_OLD"):
        connection.check_sqlite()


def test_readers_go_on_beside_a_writer(path: Path) -> None:
    with Ledger(path) as writer, Ledger(path) as reader:
        rows = reader.dump_rows()
        first = next(rows)
        writer.add(page(1), "1")
        # the dump began before: it shows one state, without the new page
        assert first[0] == "documents"
        assert {table for table, _ in rows} >= {"statements", "minhash_bands"}
        assert reader.counts()["documents"] == 2
        writer._connection.execute("BEGIN IMMEDIATE")
        assert reader.counts()["documents"] == 2
        assert len(reader.search("envoy")) == 2


def test_a_question_is_answered_beside_others(path: Path) -> None:
    with Ledger(path) as ledger:
        answers = [ledger.beside(lambda other: len(other.statements())) for _ in range(3)]
        wrong = ledger.beside(lambda other: other.statements(since="soon"))
        assert [answer.result() for answer in answers] == [len(ledger.statements())] * 3
        with pytest.raises(DetenteError, match="soon"):
            wrong.result()


def test_a_second_writer_is_told_that_the_ledger_is_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with Ledger(path) as first, Ledger(path) as second:
        first._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(DetenteError, match="LEDGER_BUSY"):
            second.add(page(1), "1")
        first._connection.execute("COMMIT")
        assert second.add(page(1), "1") is Outcome.stored
        assert first.add(page(2), "1") is Outcome.stored


def test_a_full_disk_is_named_and_what_was_stored_stays(path: Path) -> None:
    with Ledger(path) as ledger:
        before = list(ledger.dump_rows())
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DetenteError, match="LEDGER_FULL"):
            for number in range(1, 50):
                ledger.add(page(number), "1")
                before = list(ledger.dump_rows())
        assert list(ledger.dump_rows()) == before
        ledger._connection.execute("PRAGMA max_page_count = 1000000")
        assert ledger.add(page(60), "1") is Outcome.stored


READ_ONLY = """
import os, sys
from detente.errors import DetenteError
from detente.ledger import Ledger
from made_readings import page
if os.getuid() == 0:  # whom no permission stops
    os.setgid(65534)
    os.setuid(65534)
with Ledger(sys.argv[1]) as ledger:
    assert ledger.counts()["documents"] == 1
    assert len(ledger.search("envoy")) == 1
    try:
        ledger.add(page(1), "1")
    except DetenteError as error:
        print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("mode", [0o777, 0o555], ids=["file", "file and folder"])
def test_a_read_only_ledger_can_be_read(path: Path, mode: int) -> None:
    # not in pytest's folder, which other users may not enter
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, folder))
        copy.chmod(0o444)
        copy.parent.chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(copy)],
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            text=True,
        )
        copy.parent.chmod(0o700)
    assert done.stdout.strip() == "LEDGER_READ_ONLY", done.stderr

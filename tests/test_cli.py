"""The program: data on standard output, talk on standard error, and honest exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from detente.cli import cli
from detente.commands.progress import Share
from detente.errors import DetenteError
from detente.ledger import Ledger, reading_from_json, reading_to_json
from detente.record import Reading
from sample_reading import eventful_reading, sample_reading

ARTICLE = """{title}

The two ministers met for three hours in the old customs house on Tuesday.

{said}

“We have not given up,” the foreign minister of Norway, Anna Berg, told reporters after the meeting.

Officials on both sides said that the talks would go on in the spring, in a third country.
"""
MANY = 1000
SAID = "Sergei Lavrov, the Russian foreign minister, said that Moscow would wait no longer."


def program(*arguments: str | Path, **settings: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process."""
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **settings)  # type: ignore[call-overload,no-any-return]


def called(*arguments: str | Path) -> Result:
    """Run the program in this process, which is faster."""
    # without COLUMNS, which a test runner may set, tables have their width for pipes
    return CliRunner().invoke(cli, list(map(str, arguments)), env={"COLUMNS": None})


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two pages, a file of records with a broken line, and a picture named .html."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "one.txt").write_text(ARTICLE.format(title="Ministers meet", said=SAID))
    html = "".join(
        f"<p>{line}</p>" for line in ARTICLE.format(title="", said=SAID).split("\n\n") if line
    )
    (folder / "two.html").write_text(
        "<html><head><title>Talks in spring</title>"
        '<meta property="article:published_time" content="2021-05-20"></head>'
        f"<body><article><h1>Talks in spring</h1>{html}</article></body></html>"
    )
    record = {"body": ARTICLE.format(title="Third", said=SAID.replace("no longer", "until May"))}
    (folder / "three.jsonl").write_text(json.dumps(record) + "\n{broken\n")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return folder


@pytest.fixture(scope="module")
def first_run(pages: Path) -> subprocess.CompletedProcess[bytes]:
    return program("read", pages, "--field", "text=body", "--ledger", pages.parent / "read.detente")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger that holds the made-up page alone."""
    path = tmp_path / "sample.detente"
    with Ledger(path, create=True) as opened:
        opened.add(sample_reading(), "v1")
    return path


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with more pages than are read in the time of a test."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(MANY):
        said = SAID.replace("longer", f"longer than {number} days")
        page = ARTICLE.format(title=f"Day {number}", said=said)
        (folder / f"{number:04}.txt").write_text(page)
    return folder


def started(folder: Path, ledger: Path) -> subprocess.Popen[bytes]:
    """A run with two workers that has stored its first pages."""
    command = [sys.executable, "-m", "detente", "read", str(folder), "--ledger", str(ledger)]
    # a shell's background job ignores the interrupt, and so would what it starts
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen([*command, "--jobs", "2"], stderr=subprocess.PIPE)
    signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 120
    while held(ledger) == 0 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return process


def held(ledger: Path) -> int:
    """How many documents a ledger holds, which another process may just be making."""
    try:
        with Ledger(ledger) as opened:
            return opened.counts(include_duplicates=True)["documents"]
    except DetenteError:
        return 0


class TestRead:
    def test_says_what_became_of_every_input(
        self, first_run: subprocess.CompletedProcess[bytes], pages: Path
    ) -> None:
        talk = first_run.stderr.decode()
        assert first_run.returncode == 1, talk
        assert first_run.stdout == b""
        assert re.search(r"inputs +5\n", talk), talk
        assert re.search(r"stored +[23] ", talk), talk
        assert re.search(r"rejected +2 ", talk), talk
        assert (pages / "picture.html").as_posix() in talk
        assert (pages / "three.jsonl").as_posix() + "#2" in talk
        assert "read.detente holds" in talk

    def test_reads_nothing_twice(
        self, first_run: subprocess.CompletedProcess[bytes], pages: Path
    ) -> None:
        again = program(
            *("read", pages, "--field", "text=body", "--json", "--jobs", "2"),
            *("--ledger", pages.parent / "read.detente"),
        )
        report = json.loads(again.stdout)
        assert again.returncode == 1
        assert report["unchanged"] == 3
        assert report["stored"] == report["replaced"] == 0
        assert {item["locator"].rpartition("/")[2] for item in report["rejections"]} == {
            "picture.html",
            "three.jsonl#2",
        }
        assert all(item["code"] and item["message"] for item in report["rejections"])

    def test_what_was_read_can_be_asked_for(
        self, first_run: subprocess.CompletedProcess[bytes], pages: Path
    ) -> None:
        where = ("--ledger", pages.parent / "read.detente")
        rows = json.loads(called("statements", "--all", "--json", *where).stdout)
        assert any("wait" in row["content"] for row in rows)
        shown = called("show", pages / "one.txt", *where)
        assert "Marked: {source} <cue> [content]" in shown.stdout

    def test_says_how_to_go_on_when_stopped(self, many: Path, tmp_path: Path) -> None:
        path = tmp_path / "stopped.detente"
        with started(many, path) as process:
            process.send_signal(signal.SIGINT)
            _, talk = process.communicate(timeout=60)
        assert process.returncode == 130, talk.decode()
        assert b"run the same command again to go on" in talk
        assert b"Traceback" not in talk
        assert 0 < held(path) < MANY

    def test_leaves_no_process_behind_when_killed(self, many: Path, tmp_path: Path) -> None:
        with started(many, tmp_path / "killed.detente") as process:
            workers = psutil.Process(process.pid).children()
            process.kill()
        assert workers
        _, alive = psutil.wait_procs(workers, timeout=30)
        assert alive == []

    def test_field_names_must_be_pairs(self, tmp_path: Path) -> None:
        done = called("read", tmp_path, "--field", "body", "--ledger", tmp_path / "l.detente")
        assert done.exit_code == 2
        assert "'body' is not NAME=FIELD" in done.stderr


class TestEvents:
    @pytest.fixture
    def ledger(self, tmp_path: Path) -> Path:
        path = tmp_path / "events.detente"
        with Ledger(path, create=True) as opened:
            opened.add(eventful_reading(), "v1")
        return path

    def test_table_and_counts(self, ledger: Path) -> None:
        done = called("events", "--ledger", ledger)
        assert done.exit_code == 0
        assert re.search(r"2022-01-10 +Russia → Ada Lind +REJECT +“We will not", done.stdout)
        assert re.search(r"\nactual +RUS → NOR +reporter ", done.stdout)
        assert re.search(r"said by the +.+\n +generals", done.stdout)
        assert done.stderr == "3 events in 3 reports.\n"

    def test_json_csv_and_parquet_hold_the_same_rows(self, ledger: Path, tmp_path: Path) -> None:
        rows = json.loads(called("events", "--json", "--ledger", ledger).stdout)
        table = called("events", "--csv", "--ledger", ledger).stdout
        assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == [r["id"] for r in rows]
        out = tmp_path / "rows.parquet"
        done = called("events", "--parquet", out, "--ledger", ledger)
        assert "3 rows written" in done.stderr
        assert pyarrow.parquet.read_table(out).to_pylist() == rows

    @pytest.mark.parametrize(
        ("filters", "number"),
        [
            (("--type", "reject", "--type", "CONSULT"), 2),
            (("--quad", "4"), 1),
            (("--modality", "feared", "--modality", "negated"), 1),
            (("--voice", "speaker"), 1),
            (("--actor", "russia", "--recipient", "lind"), 1),
            (("--between", "NOR", "RUS"), 1),
            (("--state", "NOR"), 1),
            (("--place", "Geneva"), 1),
            (("--confidence", "0"), 3),
            (("--confidence", "1"), 0),
            (("--since", "2022-01-11", "--until", "2022"), 1),
            (("--words", "council"), 1),
            (("--limit", "2"), 2),
        ],
    )
    def test_filters(self, ledger: Path, filters: tuple[str, ...], number: int) -> None:
        done = called("events", *filters, "--json", "--ledger", ledger)
        assert len(json.loads(done.stdout)) == number

    def test_nothing_found_is_said(self, ledger: Path, tmp_path: Path) -> None:
        done = called("events", "--type", "AID", "--ledger", ledger)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "No event meets all filters; the ledger holds 3." in done.stderr
        Ledger(tmp_path / "empty.detente", create=True).close()
        done = called("events", "--ledger", tmp_path / "empty.detente")
        assert "The ledger holds no events yet" in done.stderr

    def test_wrong_values_are_wrong_usage(self, ledger: Path) -> None:
        for wrong in (("--quad", "5"), ("--modality", "perhaps"), ("--json", "--csv")):
            assert called("events", *wrong, "--ledger", ledger).exit_code == 2


class TestStatements:
    def test_table(self, ledger: Path) -> None:
        done = called("statements", "--ledger", ledger)
        assert done.exit_code == 0
        assert re.search(r"2022-01-10 +Ada Lind +“We will not wait,”", done.stdout)
        assert done.stderr == ""

    def test_json_csv_and_parquet_hold_the_same_rows(self, ledger: Path, tmp_path: Path) -> None:
        rows = json.loads(called("statements", "--json", "--ledger", ledger).stdout)
        table = called("statements", "--csv", "--ledger", ledger).stdout
        assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == [r["id"] for r in rows]
        out = tmp_path / "rows.parquet"
        done = called("statements", "--parquet", out, "--ledger", ledger)
        assert done.stdout == ""
        assert "3 statements written" in done.stderr
        assert pyarrow.parquet.read_table(out).to_pylist() == rows

    @pytest.mark.parametrize(
        ("filters", "number"),
        [
            (("--actor", "lind"), 2),
            (("--state", "NOR", "--mode", "direct"), 1),
            (("--since", "2022-01-10", "--until", "2022-01"), 3),
            (("--since", "2022-02"), 0),
            (("--words", "generals"), 2),
            (("--nested",), 1),
            (("--outer", "--limit", "1"), 1),
        ],
    )
    def test_filters(self, ledger: Path, filters: tuple[str, ...], number: int) -> None:
        done = called("statements", *filters, "--json", "--ledger", ledger)
        assert len(json.loads(done.stdout)) == number

    def test_nothing_found_is_said_and_no_error(self, ledger: Path) -> None:
        done = called("statements", "--nested", "--actor", "nobody", "--ledger", ledger)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "No statement meets all filters; the ledger holds 3." in done.stderr

    def test_an_empty_ledger_says_how_to_fill_it(self, tmp_path: Path) -> None:
        Ledger(tmp_path / "empty.detente", create=True).close()
        done = called("statements", "--ledger", tmp_path / "empty.detente")
        assert done.exit_code == 0
        assert "`detente read PATH`" in done.stderr

    def test_a_long_table_is_cut_and_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "long.detente"
        reading = sample_reading()
        with Ledger(path, create=True) as opened:
            for number in range(20):
                opened.add(_copy(reading, number), "v1")
        done = called("statements", "--all", "--ledger", path)
        assert done.stdout.count("2022-01-10") == 50
        assert "The first 50 are shown" in done.stderr
        whole = called("statements", "--all", "--json", "--ledger", path)
        assert len(json.loads(whole.stdout)) == 60


def _copy(reading: Reading, number: int) -> Reading:
    """The same page under other ids."""
    text = reading_to_json(reading).replace(reading.document.id, f"d-{number:016x}")
    text = text.replace('"s-', f'"s-{number:x}')
    return reading_from_json(text.replace("lind.html", f"{number}.html"))


class TestSearch:
    def test_marks_the_hits(self, ledger: Path) -> None:
        done = called("search", "generals", "fear", "--ledger", ledger)
        assert "the [generals] [fear] a new war" in done.stdout
        hits = json.loads(called("search", "generals fear", "--json", "--ledger", ledger).stdout)
        assert hits[0]["snippet"] == "the [generals] [fear] a new war"

    def test_finding_nothing_is_no_error(self, ledger: Path) -> None:
        done = called("search", "penguins", "--ledger", ledger)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "None of 1 documents" in done.stderr

    def test_words_are_needed(self, ledger: Path) -> None:
        assert called("search", "--ledger", ledger).exit_code == 2
        assert called("search", "?!", "--ledger", ledger).exit_code == 2


class TestShow:
    @pytest.mark.parametrize("name", ["pages/lind.html", "https://courier.example/lind", "d-"])
    def test_by_path_address_or_id(self, ledger: Path, name: str) -> None:
        done = called("show", name, "--ledger", ledger)
        assert done.exit_code == 0
        assert "Ada Lind" in done.stdout

    def test_json_is_the_reading(self, ledger: Path) -> None:
        done = called("show", "pages/lind.html", "--json", "--ledger", ledger)
        raw = json.loads(done.stdout)
        assert reading_from_json(done.stdout) == sample_reading()
        assert raw["document"]["published"]["basis"] == "text"
        assert raw["document"]["part"] == {"page": 1, "of": 2}
        assert raw["document"]["paragraphs"][2]["role"] == "body"
        statement = raw["statements"][0]
        for name, spans in statement["spans"].items():
            assert all(len(span) == 2 for span in spans), name
        (start, end), *_ = statement["spans"]["content"]
        assert raw["document"]["text"][start:end] == "“We will not wait,”"

    def test_nothing_by_this_name(self, ledger: Path) -> None:
        done = called("show", "nothing\x1b[2J", "--ledger", ledger)
        assert done.exit_code == 2
        assert "[DOCUMENT_NOT_FOUND]" in done.stderr
        assert "\x1b" not in done.stderr


class TestEnds:
    def test_help_of_all_commands(self) -> None:
        for command in ((), *((name,) for name in cli.commands)):
            assert called(*command, "--help").exit_code == 0

    def test_version(self) -> None:
        assert re.fullmatch(r"detente \d+\.\d+\.\d+\n", called("--version").stdout)

    def test_usage(self) -> None:
        assert called("read").exit_code == 2
        assert called("statements", "--csv", "--json").exit_code == 2
        assert called("statements", "--limit", "0").exit_code == 2
        assert called("nonsense").exit_code == 2

    def test_a_folder_is_no_ledger(self, tmp_path: Path) -> None:
        done = called("statements", "--ledger", tmp_path)
        assert done.exit_code == 2
        assert "is a directory" in done.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk_is_said_in_one_line(self, ledger: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "detente", "show", "d-", "--ledger", str(ledger)]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2
        assert done.stderr.startswith(b"[SYSTEM]")
        assert done.stderr.count(b"\n") == 1

    def test_an_error_is_one_line_with_its_code(self, tmp_path: Path) -> None:
        done = called("statements", "--ledger", tmp_path / "none.detente")
        assert done.exit_code == 2
        assert done.stderr.startswith("[LEDGER_NOT_FOUND]")
        assert done.stderr.count("\n") == 1

    def test_debug_shows_where_it_came_from(self, tmp_path: Path) -> None:
        for arguments in (("--debug", "show"), ("show", "--debug")):
            done = called(*arguments, "x", "--ledger", tmp_path / "none.detente")
            assert "Traceback" in done.stderr

    def test_a_fault_of_ours_is_one_line_too(
        self, ledger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError("no numbers")

        monkeypatch.setattr(Ledger, "search", broken)
        done = called("search", "x", "--ledger", ledger)
        assert done.exit_code == 2
        assert done.stderr.startswith("[INTERNAL] ZeroDivisionError: no numbers.")

    def test_a_reader_who_has_enough_ends_it_quietly(self, ledger: Path) -> None:
        command = [sys.executable, "-m", "detente", "show", "d-", "--ledger", str(ledger)]
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_terminal_without_unicode(self, ledger: Path) -> None:
        ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        done = program("show", "d-", "--all", "--ledger", ledger, env=ascii_only)
        assert done.returncode == 0, done.stderr
        assert b'[1 "We will not wait,"]' in done.stdout
        done = program("show", "d-", "--json", "--ledger", ledger, env=ascii_only)
        assert reading_from_json(done.stdout.decode("ascii")) == sample_reading()


class TestProgress:
    def test_the_share_is_that_of_the_files(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_bytes(b"x" * 100)
        (tmp_path / "b.jsonl").write_bytes(b"x" * 300)
        (tmp_path / "c.html").write_bytes(b"x" * 600)
        share = Share([tmp_path, "missing.html", "-"])
        assert share.total == 1000
        done = []
        for name, length in (("a.html", 7), ("b.jsonl#1", 100), ("b.jsonl#2", 900), ("c.html", 7)):
            share.add((tmp_path / name).as_posix(), "stored", length)
            done.append(share.done)
        assert done == [100, 200, 400, 1000]

    def test_the_rest_of_a_file_counts_once_it_is_over(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl.gz").write_bytes(b"x" * 100)
        (tmp_path / "b.txt").write_bytes(b"x" * 100)
        share = Share([tmp_path])
        share.add((tmp_path / "a.jsonl.gz").as_posix() + "#1", "unchanged", 200)
        assert (share.done, share.worked) == (50, 0)
        share.add((tmp_path / "b.txt").as_posix(), "stored", 100)
        assert (share.done, share.worked) == (200, 100)

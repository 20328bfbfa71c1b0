"""``actor``, ``actors import`` and ``evaluate actors``, run as processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LIST = (
    "country,position,person,start,end\n"
    "Norway,Minister of Foreign Affairs,Anna Berg,2010-05-01,2010-12-31\n"
    "Atlantis,King,Triton,,\n"
)

PAGE = """Ministers meet again

OSLO, 8 April 2010 — The two ministers met for three hours in the old customs house on Thursday.

The Norwegian foreign minister said that the talks had been useful and would go on in the spring.

Officials on both sides said that a treaty on fishing was near, but that nothing had been agreed.
"""


def program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, encoding="utf-8")


def test_an_answer_says_who_in_which_office_from_when_and_why() -> None:
    done = program("actor", "Kevin Rudd", "--date", "2011-05-03")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kevin Rudd, foreign minister (AUS)" in done.stdout
    assert "2010-09-14 to 2012-02-22 (table of offices)" in done.stdout
    assert "left the office before that day" in done.stdout


def test_an_answer_in_json() -> None:
    done = program("actor", "the Russian foreign minister", "--date", "1999-06-01", "--json")
    answer = json.loads(done.stdout)
    assert (answer["person"], answer["state"], answer["office"]) == (
        "Igor Ivanov",
        "RUS",
        "foreign_minister",
    )
    assert {item["person"] for item in answer["others"]} >= {"Sergei Lavrov"}


def test_a_list_is_imported_used_and_its_bad_rows_named(tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "own.csv"
    source.write_text(LIST, encoding="utf-8")
    done = program("actors", "import", source, "--out", out)
    assert done.returncode == 1
    assert "1 row written" in done.stderr
    assert "list.csv#3: Triton, King: no state is called 'Atlantis'" in done.stderr
    answer = program("actor", "Norway's foreign minister", "--date", "2010-06-01", "--actors", out)
    assert "Anna Berg, foreign minister (NOR)" in answer.stdout
    assert "own.csv)" in answer.stdout


def test_errors_are_one_line() -> None:
    done = program("actor", "Kevin Rudd", "--date", "May")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("[BAD_DATE]") and done.stderr.count("\n") == 1
    done = program("actor", "Kevin Rudd", "--actors", "nothing.csv")
    assert done.stderr.startswith("[ACTORS_NOT_FOUND]")


def test_evaluate_actors_prints_its_scores(tmp_path: Path) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(
        "country_iso3,country,position,person,start,end\n"
        "AUS,Australia,Prime Minister,Kevin Rudd,2007-12-03,2010-06-24\n",
        encoding="utf-8",
    )
    done = program("evaluate", "actors", path, "--json")
    report = json.loads(done.stdout)
    assert (report["task"], report["n"], report["scores"]["right"]) == ("actors", 4, 1.0)


def test_reading_with_a_file_of_actors_names_its_people(tmp_path: Path) -> None:
    own, ledger = tmp_path / "own.csv", tmp_path / "l.detente"
    own.write_text(
        "state,office,title,person,start,end\n"
        "NOR,foreign_minister,Foreign Minister,Anna Berg,2010-01-01,2010-12-31\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    speakers = []
    runs: list[list[str | Path]] = [[], ["--actors", own]]
    for options in runs:
        done = program("read", page, "--ledger", ledger, *options)
        assert done.returncode == 0, done.stderr
        rows = json.loads(program("statements", "--ledger", ledger, "--json").stdout)
        speakers.append({row["speaker"] for row in rows if row["state"] == "NOR"})
    assert "Anna Berg" not in speakers[0]
    assert "Anna Berg" in speakers[1]

"""Positions, linkages, forecasts, agendas and corrections from the command line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from detente.commands.corrections import corrections, resolve, undo
from detente.commands.events import events
from detente.commands.frames import agendas, forecasts, linkages, positions
from detente.commands.statements import statements
from detente.errors import DetenteError
from detente.ledger import Ledger
from detente.record import EventDate, Reading
from sample_events import sample_document, sample_event
from sample_frames import framed_reading
from sample_reading import eventful_reading

COMMANDS = {
    command.name: command
    for command in (
        *(statements, events, positions, linkages, forecasts, agendas),
        *(resolve, corrections, undo),
    )
}
RESUME, TREATY = (forecast.id for forecast in framed_reading().forecasts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.detente"
    with Ledger(path, create=True) as ledger:
        ledger.add(framed_reading(), "1")
        ledger.add(eventful_reading(), "1")
    return path


def program(path: Path, name: str, *arguments: str) -> Result:
    """The command's result; an error that the program would print is raised."""
    command = COMMANDS[name]
    done = CliRunner().invoke(
        command,
        [*arguments, "--ledger", str(path)],
        standalone_mode=False,
        catch_exceptions=False,
    )
    assert done.return_value == 0, done.output
    return done


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("positions --state NOR", ["seeks", "Norland; Ada Lind", "self-stated; 5.2; 9"]),
        ("positions --stance opposes --stance accepts", ["a joint patrol", "reported; 5.2"]),
        ("positions --basis reported --confidence 0.5", ["Westmark", "USA"]),
        ("linkages --kind conditional", ["readmission → no visas", "she"]),
        ("forecasts --scoreable", ["open", "probably (55%–80%); by 2022-05-31; 5.2"]),
        ("forecasts --unscoreable --open", ["a treaty could follow", TREATY[:12]]),
        ("agendas --issue 7", ["the prisoners", "tier 1"]),
        ("statements --issue 5", ["its envoy Ada Lind said"]),
        ("events --issue 5.2", ["Westmark → Norland"]),
    ],
)
def test_tables(path: Path, line: str, shown: list[str]) -> None:
    output = program(path, *line.split()).stdout
    for text in shown:
        assert text in output


@pytest.mark.parametrize("name", ["positions", "linkages", "forecasts", "agendas"])
def test_rows_in_every_form_are_those_of_the_ledger(path: Path, tmp_path: Path, name: str) -> None:
    with Ledger(path) as ledger:
        rows = list(getattr(ledger, name)())
    assert json.loads(program(path, name, "--json").stdout) == rows
    table = list(csv.DictReader(io.StringIO(program(path, name, "--csv").stdout)))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    written = tmp_path / "rows.parquet"
    program(path, name, "--parquet", str(written))
    assert pyarrow.parquet.read_table(written).to_pylist() == rows
    assert len(json.loads(program(path, name, "--limit", "1", "--json").stdout)) == 1


def test_nothing_found_is_explained(path: Path, tmp_path: Path) -> None:
    assert "No position meets all filters; the ledger holds 2." in (
        program(path, "positions", "--stance", "undecided").stderr
    )
    empty = tmp_path / "empty.detente"
    Ledger(empty, create=True).close()
    assert "The ledger holds no linkages yet" in program(empty, "linkages").stderr
    assert "The ledger holds no steps yet" in program(empty, "agendas").stderr
    assert "Nothing was corrected yet" in program(empty, "corrections").stderr


def test_a_forecast_is_resolved_and_that_taken_back(path: Path) -> None:
    event = framed_reading().events[0].id
    done = program(
        path, "resolve", RESUME[:12], "--happened", "--by", event, "--who", "desk", "--why", "met"
    )
    assert "`detente undo 1`" in done.stderr
    assert "happened" in program(path, "forecasts", "--resolved").stdout
    (row,) = json.loads(program(path, "corrections", "--json").stdout)
    assert (row["row"], row["outcome"], row["event"]) == (RESUME, True, event)
    program(path, "undo", "1", "--who", "chief", "--why", "another round")
    assert json.loads(program(path, "forecasts", "--resolved", "--json").stdout) == []
    listed = program(path, "corrections").stdout
    for text in ("undoes 1", "undone by 2", "chief", "another round", f"{RESUME} happened"):
        assert text in listed
    program(path, "resolve", TREATY, "--did-not")
    assert "did not" in program(path, "forecasts", "--resolved").stdout


def test_what_is_due_is_open_and_past_its_time(path: Path) -> None:
    rows = json.loads(program(path, "forecasts", "--due", "--json").stdout)
    assert [row["id"] for row in rows] == [RESUME]
    early = program(path, "forecasts", "--due", "--as-of", "2022-05-31")
    assert early.stderr.strip() == "No forecast is due."
    program(path, "resolve", RESUME, "--happened")
    assert "No forecast is due." in program(path, "forecasts", "--due").stderr


def test_scores_are_given_by_forecaster_once_there_is_enough(path: Path) -> None:
    assert "No forecast was resolved yet" in program(path, "forecasts", "--score").stderr
    program(path, "resolve", RESUME, "--happened")
    shown = program(path, "forecasts", "--score").stdout
    assert "insufficient evidence (n = 1, needs 10)" in shown
    (row,) = json.loads(program(path, "forecasts", "--score", "--json").stdout)
    assert (row["forecaster"], row["score"], row["scored"]) == (None, None, 1)


def test_events_are_suggested_for_a_person_to_judge(path: Path) -> None:
    assert "No event of the ledger" in program(path, "forecasts", "--suggest").stderr
    with Ledger(path) as ledger:
        ledger.add(resumed(), "1")
    (row,) = json.loads(program(path, "forecasts", "--suggest", "--json").stdout)
    assert (row["forecast"], row["event"], row["outcome"]) == (RESUME, resumed().events[0].id, True)
    shown = program(path, "forecasts", "--suggest", "--limit", "1").stdout
    for text in (RESUME[:12], "happened", "words in common"):
        assert text in shown


def resumed() -> Reading:
    """A later page on which the talks resume."""
    document = sample_document("The talks resumed in May.", published="2022-05-10")
    document = replace(document, locator="pages/resumed.html", fingerprint="2")
    event = sample_event(document, "resumed")
    day = EventDate("2022-05-09", "2022-05-09", "day", "text")
    return Reading(document, events=(replace(event, date=day),))


def test_faults_are_named(path: Path) -> None:
    with pytest.raises(DetenteError, match="FORECAST_NOT_FOUND"):
        program(path, "resolve", "f-none", "--happened")
    with pytest.raises(DetenteError, match="CORRECTION_NOT_FOUND"):
        program(path, "undo", "7")
    with pytest.raises(DetenteError, match="BAD_ISSUE"):
        program(path, "positions", "--issue", "5;2")
    for wrong in (["--due", "--score"], ["--as-of", "2022-05-31"]):
        assert CliRunner().invoke(forecasts, [*wrong, "--ledger", str(path)]).exit_code == 2
    done = CliRunner().invoke(resolve, [RESUME, "--ledger", str(path)])
    assert done.exit_code == 2
    assert "Say --happened or --did-not." in done.output

"""``relations``: a table for readers, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_readings import document_of

from detente.cli import cli
from detente.document import Span, content_id
from detente.ledger import Ledger
from detente.record import Actor, EventDate, Position, Reading
from sample_reading import eventful_reading

ACTORS = (
    Actor("a-usa", "United States", "government", "USA"),
    Actor("a-rus", "Russia", "government", "RUS"),
)


def called(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), env={"COLUMNS": None})


def page(number: int, goal: str, **changes: Any) -> Reading:
    """A page with one event of the two states on that day of April 2010, and one position."""
    day = f"2010-04-{number:02}"
    text = f"Washington and Moscow met for talk number {number}. Moscow wants {goal}."
    document = document_of([("body", text)], f"{day}.html", date=day)
    at = text.index(goal)
    event = replace(
        eventful_reading().events[1],
        id=content_id("e", day),
        document=document.id,
        sentence=0,
        type="CONSULT",
        quad=1,
        score=2.5,
        trigger=Span(22, 25),
        actor_spans=(),
        recipient_spans=(),
        confidence=1.0,
        actors=("a-usa", "a-rus"),
        recipients=(),
        date=EventDate(day, day, "day", "text"),
        **changes,
    )
    position = Position(
        id=content_id("p", day),
        document=document.id,
        sentence=0,
        stance="seeks",
        basis="reported",
        goal=Span(at, at + len(goal)),
        cue=Span(at - 6, at - 1),
        holder_spans=(),
        quote=text,
        confidence=0.9,
        actors=("a-rus",),
        issues=("1.3",),
    )
    return Reading(document, (), ACTORS, (event,), positions=(position,))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("relations") / "ledger.detente"
    with Ledger(path, create=True) as opened:
        for number in range(1, 9):
            opened.add(page(number, f"a treaty on {number} missiles"), "v1")
        opened.add(page(9, "a summit", modality="proposed"), "v1")
    return path


def test_a_table_and_what_it_rests_on(ledger: Path) -> None:
    done = called("relations", "USA", "russia", "--ledger", ledger)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("United States and Russia, 2010-04-09: +1.6 (")
    assert "Russia → United States: +1.6" in done.stdout
    assert "1.3 Strategic nuclear arms limitation" in done.stdout
    assert "9 for" in done.stdout
    assert "It rests on 8 events in 8 reports, with a half-life of 90 days" in done.stderr
    assert "Left out: 1 proposed." in done.stderr
    assert "9 positions on 1 issue, 0 changes." in done.stderr


def test_the_half_life_is_a_choice_and_shown(ledger: Path) -> None:
    short = called("relations", "USA", "RUS", "--half-life", "2", "--ledger", ledger)
    assert "half-life of 2 days" in short.stderr
    assert "n_eff = " in short.stdout or "+1.6" not in short.stdout
    assert called("relations", "USA", "RUS", "--half-life", "0").exit_code == 2


def test_json_and_csv_hold_the_same_series(ledger: Path) -> None:
    options = ("USA", "RUS", "--every", "day", "--ledger", ledger)
    series = json.loads(called("relations", *options, "--json").stdout)["series"]
    rows = list(csv.DictReader(io.StringIO(called("relations", *options, "--csv").stdout)))
    both = [row for row in rows if row["direction"] == "both"]
    assert [row["day"] for row in both] == [row["day"] for row in series["both"]]
    assert len(both) == 9
    # the fifth event does not make up for what the others have lost since
    assert [row["mean"] == "" for row in both] == [True] * 5 + [False] * 4
    assert called("relations", *options, "--json", "--csv").exit_code == 2


def test_thin_evidence_is_no_number(ledger: Path) -> None:
    done = called("relations", "USA", "RUS", "--until", "2010-04-02", "--ledger", ledger)
    assert "insufficient evidence (n_eff = 2.0)" in done.stdout
    done = called("relations", "USA", "FRA", "--ledger", ledger)
    assert (done.exit_code, "insufficient evidence (n_eff = 0.0)" in done.stdout) == (0, True)


def test_an_issue_that_no_event_is_on(ledger: Path) -> None:
    done = called("relations", "USA", "RUS", "--issue", "1.3", "--ledger", ledger)
    assert "on 1.3" in done.stdout
    assert "It rests on 0 events" in done.stderr


def test_an_unknown_state_is_an_error(ledger: Path) -> None:
    done = called("relations", "USA", "Atlantis", "--ledger", ledger)
    assert done.exit_code == 2
    assert "PARTY_UNKNOWN" in done.stderr

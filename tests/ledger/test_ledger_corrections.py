"""What came of a forecast, who said so, and taking it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.ledger import Ledger, Outcome
from detente.record import Reading
from sample_frames import framed_reading

READING = framed_reading()
RESUME, TREATY = (forecast.id for forecast in READING.forecasts)
EVENT = READING.events[0].id


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.detente", create=True) as opened:
        opened.add(READING, "1")
        yield opened


def outcomes(ledger: Ledger) -> dict[str, object]:
    return {row["id"]: row["outcome"] for row in ledger.forecasts()}


def test_a_forecast_is_resolved_by_an_event(ledger: Ledger) -> None:
    number = ledger.resolve_forecast(RESUME[:12], True, by=EVENT[:12], who="Ada", why="They met.")
    row = next(row for row in ledger.forecasts() if row["id"] == RESUME)
    assert (row["outcome"], row["resolved_by"], row["correction"]) == (True, EVENT, number)
    assert [row["id"] for row in ledger.forecasts(resolved=False)] == [TREATY]
    (correction,) = ledger.corrections()
    assert (correction["kind"], correction["row"]) == ("forecast_outcome", RESUME)
    assert (correction["outcome"], correction["event"]) == (True, EVENT)
    assert (correction["who"], correction["why"]) == ("Ada", "They met.")
    assert correction["made"].startswith("20")
    assert correction["undone_by"] is None


def test_the_last_word_holds_and_each_can_be_taken_back(ledger: Ledger) -> None:
    first = ledger.resolve_forecast(RESUME, True, by=EVENT)
    second = ledger.resolve_forecast(RESUME, False)
    ledger.resolve_forecast(TREATY, False)
    assert outcomes(ledger) == {RESUME: False, TREATY: False}
    undone = ledger.undo(second, why="misread")
    assert outcomes(ledger) == {RESUME: True, TREATY: False}
    ledger.undo(first)
    assert outcomes(ledger) == {RESUME: None, TREATY: False}
    assert len(ledger.forecasts()) == 2
    by_number = {row["number"]: row for row in ledger.corrections()}
    assert list(by_number) == sorted(by_number, reverse=True)
    assert by_number[second]["undone_by"] == undone
    assert (by_number[undone]["undoes"], by_number[undone]["why"]) == (second, "misread")
    ledger.resolve_forecast(RESUME, True)
    assert outcomes(ledger)[RESUME] is True


def test_the_login_name_stands_where_nobody_is_named(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "desk")
    ledger.resolve_forecast(RESUME, True)

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    ledger.resolve_forecast(RESUME, False)
    assert [row["who"] for row in ledger.corrections()] == ["unknown", "desk"]


def test_what_is_not_there_is_named(ledger: Ledger) -> None:
    number = ledger.resolve_forecast(RESUME, True)
    undone = ledger.undo(number)
    faults: tuple[tuple[Callable[[], int], str], ...] = (
        (lambda: ledger.resolve_forecast("f-none", True), "FORECAST_NOT_FOUND"),
        (lambda: ledger.resolve_forecast("", True), "FORECAST_NOT_FOUND"),
        (lambda: ledger.resolve_forecast("f-", True), "FORECAST_AMBIGUOUS"),
        (lambda: ledger.resolve_forecast(RESUME, True, by="e-none"), "EVENT_NOT_FOUND"),
        (lambda: ledger.undo(99), "CORRECTION_NOT_FOUND"),
        (lambda: ledger.undo(number), "CANNOT_UNDO"),
        (lambda: ledger.undo(undone), "CANNOT_UNDO"),
    )
    for faulty, code in faults:
        with pytest.raises(DetenteError, match=code):
            faulty()
    assert len(ledger.corrections()) == 2


def test_corrections_are_never_changed_or_removed(ledger: Ledger) -> None:
    ledger.resolve_forecast(RESUME, True)
    for change in ("DELETE FROM corrections", "UPDATE corrections SET who = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            ledger._connection.execute(change)
    assert len(ledger.corrections()) == 1


def test_a_correction_outlives_its_page(ledger: Ledger) -> None:
    ledger.resolve_forecast(RESUME, True)
    bare = Reading(replace(READING.document, fingerprint="1"), actors=READING.actors)
    assert ledger.add(bare, "1") is Outcome.replaced
    assert len(ledger.forecasts()) == 0
    assert len(ledger.corrections()) == 1
    ledger.add(READING, "1")
    assert outcomes(ledger)[RESUME] is True

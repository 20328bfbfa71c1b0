"""What came of forecasts: suggested events, Brier scores, and what is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.analysis.forecasts import BrierScore, brier, due, suggest_resolutions
from detente.analysis.proposed_types import families_of, states_named
from detente.ledger.event_queries import EVENT_COLUMNS
from detente.ledger.frame_queries import FORECAST_COLUMNS


def forecast(**given: Any) -> dict[str, Any]:
    """A row as ``Ledger.forecasts`` gives it."""
    row: dict[str, Any] = dict.fromkeys(name for name, _ in FORECAST_COLUMNS)
    row |= {
        "id": "f-1",
        "document": "d-1",
        "date": "2024-03-06",
        "actors": "Ada Lind",
        "proposition": "Ankara and Athens will probably sign the fisheries treaty",
        "words": "probably",
        "low": 0.51,
        "high": 0.8,
        "horizon_start": "2024-03-06",
        "horizon_end": "2024-06-30",
    }
    return row | given


def event(**given: Any) -> dict[str, Any]:
    """A row as ``Ledger.events`` gives it."""
    row: dict[str, Any] = dict.fromkeys(name for name, _ in EVENT_COLUMNS)
    row |= {
        "id": "e-1",
        "event": "e-1",
        "document": "d-2",
        "date": "2024-05-02",
        "until": "2024-05-02",
        "published": "2024-05-03",
        "type": "AGREE",
        "modality": "actual",
        "actors": "Turkey; Greece",
        "actor_states": "TUR; GRC",
        "trigger": "signed",
        "quote": "Turkey and Greece signed the treaty on fisheries on Thursday",
    }
    return row | given


def test_a_later_event_is_suggested_with_its_reasons() -> None:
    (found,) = suggest_resolutions([forecast()], [event()])
    assert (found.forecast, found.event, found.outcome) == ("f-1", "e-1", True)
    assert found.reasons == (
        "on 2024-05-02, inside the horizon that ends on 2024-06-30",
        "type AGREE",
        "words in common: sign, fisheries, treaty",
        "parties in common: GRC, TUR",
        "modality actual",
    )


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"modality": "negated"}, False),
        ({"modality": "reported"}, True),
        ({"type": "CONCEDE"}, True),  # coders confuse the two
        ({"actors": None, "actor_states": None}, True),  # the quote names them
    ],
)
def test_evidence_for_and_against(given: dict[str, Any], outcome: bool) -> None:
    (found,) = suggest_resolutions([forecast()], [event(**given)])
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"proposition": "Ankara and Athens will not sign the fisheries treaty"}, False),
        ({"proposition": "Ankara and Athens are not likely to sign the fisheries treaty",
          "words": "not likely"}, True),
        ({"proposition": "Ankara and Athens to sign the fisheries treaty",
          "words": "do not expect"}, False),
        ({"proposition": "Ankara and Athens will not sign the fisheries treaty",
          "words": "will not"}, False),
    ],
)  # fmt: skip
def test_what_was_expected_not_to_happen(given: dict[str, Any], outcome: bool) -> None:
    (found,) = suggest_resolutions([forecast(**given)], [event()])
    assert found.outcome == outcome
    assert ("it was expected not to happen" in found.reasons) == (not outcome)


@pytest.mark.parametrize(
    "given",
    [
        {"date": "2024-03-01", "until": "2024-03-01", "published": "2024-03-02"},  # before it
        {"date": "2024-07-01", "until": "2024-07-01"},  # after its horizon
        {"date": None, "until": None},
        {"document": "d-1"},
        {"modality": "scheduled"},
        {"modality": "alleged"},
        {"modality": "hypothetical"},
        {"actors": "Egypt; Greece", "actor_states": "EGY", "quote": "They signed the treaty"},
        {"type": "ASSAULT", "quote": "Turkey shelled Greece", "trigger": "shelled"},
    ],
)
def test_no_suggestion_from_the_event(given: dict[str, Any]) -> None:
    assert suggest_resolutions([forecast()], [event(**given)]) == ()


@pytest.mark.parametrize(
    "given", [{"outcome": True}, {"unscoreable": "no_likelihood"}, {"date": None}]
)
def test_no_suggestion_for_the_forecast(given: dict[str, Any]) -> None:
    assert suggest_resolutions([forecast(**given)], [event()]) == ()


def test_a_horizon_without_a_date_is_left_to_the_reader() -> None:
    open_ended = forecast(horizon_start=None, horizon_end=None, condition="if the vote is held")
    (found,) = suggest_resolutions([open_ended], [event()])
    assert found.reasons[0].endswith("whether in time the horizon's words must tell")
    assert found.reasons[-1] == "only if: if the vote is held"


def test_one_report_of_an_event_and_the_strongest_first() -> None:
    rows = [
        event(id="e-1", modality="reported"),
        event(id="e-2", document="d-3"),
        event(id="e-9", event="e-9", quote="Turkey and Greece agreed", trigger="agreed"),
    ]
    found = suggest_resolutions([forecast()], rows)
    assert [item.event for item in found] == ["e-2", "e-9"]
    assert found[0].strength > found[1].strength


def test_what_a_text_speaks_of() -> None:
    assert families_of("sanctions will be lifted") == {"AGREE", "SANCTION"}
    assert families_of("the two will meet again") == {"CONSULT"}
    assert families_of("the harvest will be poor") == frozenset()
    states, names = states_named("Moscow’s envoy and the United States’ own will talk")
    assert states == {"RUS", "USA"}
    assert "mosco" in names


def resolved(count: int, outcome: bool, **given: Any) -> list[dict[str, Any]]:
    return [forecast(id=f"f-{number}", outcome=outcome, **given) for number in range(count)]


def test_brier_by_hand() -> None:
    # p = 0.675, and 0.125 twice: (0.325² + 0.125² + 0.875²) / 3
    rows = [
        *resolved(1, True, low=0.55, high=0.8),
        *resolved(1, False, low=0.05, high=0.2),
        *resolved(1, True, low=0.05, high=0.2),
    ]
    (found,) = brier(rows, minimum=3)
    assert found.score == pytest.approx((0.325**2 + 0.125**2 + 0.875**2) / 3)
    assert (found.forecaster, found.scored, found.without_range) == ("Ada Lind", 3, 0)
    assert str(found) == "0.296 (n = 3)"


def test_always_even_is_a_quarter() -> None:
    rows = resolved(6, True, low=0.45, high=0.55) + resolved(4, False, low=0.45, high=0.55)
    assert brier(rows)[0].score == pytest.approx(0.25)


def test_too_few_for_a_score() -> None:
    (found,) = brier(resolved(9, True))
    assert found == BrierScore("Ada Lind", 9, 0, 10, None)
    assert str(found) == "insufficient evidence (n = 9, needs 10)"
    assert brier([], minimum=0) == ()


def test_what_brier_leaves_out() -> None:
    rows = [
        *resolved(2, True),
        *resolved(3, True, low=None, high=None),  # "will": right or wrong, but not how likely
        *resolved(4, True, unscoreable="no_horizon"),
        forecast(),
        *resolved(1, True, actors=None),
    ]
    found = brier(rows, minimum=1)
    assert [(item.forecaster, item.scored, item.without_range) for item in found] == [
        ("Ada Lind", 2, 3),
        (None, 1, 0),
    ]


def test_due() -> None:
    rows = [
        forecast(id="later", horizon_end="2024-06-30"),
        forecast(id="first", horizon_end="2024-04-01"),
        forecast(id="known", outcome=False),
        forecast(id="bare", unscoreable="no_likelihood"),
        forecast(id="undated", horizon_start=None, horizon_end=None),
    ]
    assert [row.id for row in due(rows, date(2024, 7, 1))] == ["first", "later"]
    assert [row.id for row in due(rows, date(2024, 6, 30))] == ["first"]
    assert due([], date(2024, 7, 1)) == ()


def test_an_outcome_that_is_false_is_no_open_forecast() -> None:
    assert suggest_resolutions([forecast(outcome=False)], [event()]) == ()


def test_a_page_known_to_its_month() -> None:
    (row,) = due([forecast(date="2024-03")], date(2025, 1, 1))
    assert row.made == date(2024, 3, 1)

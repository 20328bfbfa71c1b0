"""The relation of two states: what its score rests on, and where they stand on issues."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.relations import Every, Relation, period_ends, relate
from detente.analysis.scoring import FACTORS, Choices, day_number
from detente.analysis.told_events import DIRECTIONS
from detente.errors import DetenteError
from detente.ledger import IssueCounts
from told_columns import held, holding, told

# a score however little there is
FRANK = Choices(enough_events=0, enough_weight=0)


def related(*events: dict[str, Any], **chosen: Any) -> Relation:
    return relate(holding(events), "USA", "Russia", **{"choices": FRANK, **chosen})


def test_a_score_is_what_its_formula_says() -> None:
    relation = related(
        told("2010-01-01", 5.0), told("2010-04-01", -3.0, confidence=0.5, modality="reported")
    )
    weights = np.array([0.5, 0.25])
    assert relation.score is not None
    assert relation.until == date(2010, 4, 1)
    assert relation.score.mean == pytest.approx(weights @ [5, -3] / (4 + weights.sum()))
    assert relation.score.n_eff == pytest.approx(weights.sum() ** 2 / (weights @ weights))
    assert (relation.events, relation.reports) == (2, 2)


def test_an_event_counts_once_however_many_pages_report_it() -> None:
    one = told("2010-01-01", 5.0)
    many = [
        {**one, "id": str(n), "document": f"d{n}", "confidence": 0.1 + n / 20} for n in range(9)
    ]
    twice = {**one, "id": "again", "document": "d1"}
    relation = related(*many, twice)
    assert (relation.events, relation.reports) == (1, 9)
    # it weighs what its best report does
    assert relation.score is not None
    assert relation.score.weight == pytest.approx(1.0)


@pytest.mark.parametrize("modality", [name for name, factor in FACTORS.items() if not factor])
def test_what_did_not_happen_is_left_out_and_counted(modality: str) -> None:
    happened = told("2010-01-01", 5.0)
    relation = related(happened, told("2010-01-02", -9.0, modality=modality))
    assert relation.left_out == {modality: 1}
    assert relation.courses["both"].evidence.scores.tolist() == [5.0]


def test_a_denied_event_that_others_report_counts() -> None:
    event = told("2010-01-01", -6.0)
    denied = {**event, "id": "denial", "document": "d-other", "modality": "negated"}
    relation = related(denied, event)
    assert (relation.events, relation.reports, dict(relation.left_out)) == (1, 1, {})


def test_what_is_undated_later_unsure_or_done_to_others_is_left_out() -> None:
    relation = related(
        told("2010-01-01", 5.0),
        told(None, 5.0),
        told("2010-03-01", 5.0),
        told("2010-01-02", -6.0, second_acts=True, on_others=True),
        told("2010-01-03", 5.0, confidence=0.0),
        until="2010-02",
    )
    assert relation.left_out == {"undated": 1, "later": 1, "joint": 1, "unsure": 1}
    assert relation.events == 1
    assert relation.until == date(2010, 2, 28)


def test_directions() -> None:
    back = {"first_acts": False, "second_acts": True}
    relation = related(
        told("2010-01-01", 5.0),
        told("2010-01-01", -3.0, **back),
        told("2010-01-01", 2.5, second_acts=True),
        # they exchanged fire: it is told of nobody else
        told("2010-01-01", -9.0, second_acts=True),
    )
    scores = {name: relation.courses[name].evidence.scores.tolist() for name in DIRECTIONS}
    assert sorted(scores["both"]) == [-9.0, -3.0, 2.5, 5.0]
    assert sorted(scores["a_to_b"]) == [-9.0, 2.5, 5.0]
    assert sorted(scores["b_to_a"]) == [-9.0, -3.0, 2.5]


def test_a_period_counts_from_its_middle_or_from_the_page_that_tells_of_it() -> None:
    month = {"day": date(2010, 4, 1), "until": date(2010, 4, 30)}
    later = told("2010-05-03", 5.0, **month)
    during = told("2010-04-08", 4.0, **month)
    relation = related(later, during)
    expected = [day_number("2010-04-08"), day_number("2010-04-15")]
    assert relation.courses["both"].evidence.days.tolist() == expected


def test_thin_evidence_is_said_with_its_count() -> None:
    relation = related(told("2010-01-01", 5.0), choices=Choices())
    assert relation.words == "insufficient evidence (n_eff = 1.0)"
    assert relation.rows().to_arrow()["mean"].to_pylist() == [None] * 3


def test_nothing_at_all() -> None:
    relation = related(choices=Choices())
    assert relation.words == "insufficient evidence (n_eff = 0.0)"
    assert (relation.since, relation.until, relation.score) == (None, None, None)
    assert json.loads(relation.to_json())["series"]["both"] == []
    assert len(relation.rows()) == 0


def test_as_of_leaves_out_later_and_undated_pages() -> None:
    event = told("2010-01-01", 5.0)
    known_later = told("2010-01-02", -6.0, published=date(2013, 1, 1))
    unknown = told("2010-01-03", -6.0, published=None)
    relation = related(event, known_later, unknown, as_of="2010-02-01")
    assert (relation.events, relation.until) == (1, date(2010, 2, 1))
    assert related(event, known_later, unknown, until="2010-02-01").events == 3


def test_events_before_the_period_weigh_but_are_in_no_step() -> None:
    relation = related(
        told("2009-12-01", 5.0), told("2010-01-05", 5.0), since="2010", until="2010-02"
    )
    course = relation.courses["both"]
    assert course.events.tolist() == course.reports.tolist() == [1, 0]
    assert course.series.events.tolist() == [2, 2]
    assert relation.since == date(2010, 1, 1)


def test_an_issue_takes_in_those_below_it() -> None:
    events = [
        told("2010-01-01", n, issues=on) for n, on in enumerate((["1"], ["1.3"], ["2.1"], []))
    ]
    assert related(*events, issue="1").events == 2
    assert related(*events, issue="1.3").events == 1
    with pytest.raises(DetenteError, match="ISSUE_UNKNOWN"):
        related(issue="99")


@pytest.mark.parametrize(
    ("parties", "chosen", "code"),
    [
        (("USA", "Atlantis"), {}, "PARTY_UNKNOWN"),
        (("USA", "NATO"), {}, "PARTY_NOT_A_STATE"),
        (("RUS", "Russia"), {}, "PARTIES_EQUAL"),
        (("USA", "RUS"), {"since": "April"}, "BAD_DATE"),
        (("USA", "RUS"), {"since": "2011", "until": "2010"}, "BAD_PERIOD"),
    ],
)
def test_errors(parties: tuple[str, str], chosen: dict[str, Any], code: str) -> None:
    with pytest.raises(DetenteError) as caught:
        relate(holding(), *parties, **chosen)
    assert caught.value.code == code


def test_congruence_and_conflict_count_pairs_of_positions() -> None:
    positions = [
        held("USA", "seeks", "deep cuts in warheads", "2010-01-01"),
        held("USA", "seeks", "further cuts", "2010-01-02"),
        held("USA", "opposes", "a ban on tests", "2010-01-03"),
        held("RUS", "accepts", "deep cuts in warheads", "2010-01-04"),
        held("RUS", "undecided", "a ban on tests", "2010-01-05"),
        held("RUS", "seeks", "an end to missile defence", "2010-01-06", issues=["1.7"]),
    ]
    relation = relate(holding(positions=positions), "USA", "RUS")
    row, other = relation.issues
    assert (row.issue, row.positions, row.documents) == ("1.3", (3, 2), 5)
    assert (row.congruence, row.conflict) == (2.0, 1.0)
    assert row.stances == ({"seeks": 2, "opposes": 1}, {"accepts": 1, "undecided": 1})
    assert row.salience[0] > row.salience[1]
    assert (other.issue, other.positions, other.congruence, other.conflict) == ("1.7", (0, 1), 0, 0)


def test_a_page_that_repeats_itself_counts_once_and_the_finest_issue_does() -> None:
    positions = [
        held("USA", "seeks", goal, "2010-01-01", issues=["1", "1.3"], actor=actor)
        for goal in ("cuts", "deep cuts")
        for actor in ("a-one", "a-two")
    ]
    (row,) = relate(holding(positions=positions), "USA", "RUS").issues
    assert (row.issue, row.positions) == ("1.3", (1, 0))


@pytest.mark.parametrize(
    "foreign",
    [
        {"basis": "author-asserted"},
        {"voice": "author"},
        {"voice": "hearsay"},
        {"kind": "group"},
        {"kind": "person", "sector": "think tank"},
        {"tellers": ["USA"]},
    ],
)
def test_what_is_no_word_of_the_government_is_left_out_and_counted(foreign: Any) -> None:
    positions = [held("RUS", "opposes", "cuts", "2010-01-01", **foreign)]
    relation = relate(holding(positions=positions), "USA", "RUS")
    assert (relation.issues, relation.positions_left_out) == ((), 1)


@pytest.mark.parametrize("tellers", [[], [""], ["FRA"], ["USA", "FRA"], ["USA", "RUS"]])
def test_what_others_than_the_rival_say_of_a_state_counts(tellers: list[str]) -> None:
    positions = [held("RUS", "opposes", "cuts", "2010-01-01", tellers=tellers, basis="reported")]
    relation = relate(holding(positions=positions), "USA", "RUS")
    assert ([row.issue for row in relation.issues], relation.positions_left_out) == (["1.3"], 0)


def test_statements_count_for_salience() -> None:
    positions = [held("RUS", "opposes", "cuts", "2010-01-01")]
    said = IssueCounts({"1.3": 100}, 100)
    positions.append(held("RUS", "seeks", "cheaper grain", "2010-01-02", issues=["5.1"]))
    few, many = (
        {row.issue: row.salience[1] for row in relation.issues}
        for relation in (
            relate(holding(positions=positions, said=of), "USA", "RUS") for of in (None, said)
        )
    )
    assert few["1.3"] == few["5.1"] < many["1.3"]
    assert many["5.1"] < few["5.1"]


def test_changes_come_with_their_dates() -> None:
    goal = "inspections of the missile silos"
    positions = [
        held("RUS", "opposes", goal, "2010-01-01"),
        held("RUS", "opposes", "the sale of fighter jets", "2010-01-20"),
        held("RUS", "accepts", goal, "2010-03-01"),
        held("USA", "seeks", goal, "2010-02-01"),
    ]
    (change,) = relate(holding(positions=positions), "USA", "RUS").changes
    assert (change.party, change.issue) == ("RUS", "1.3")
    assert (change.before.stance, change.before.date) == ("opposes", "2010-01-01")
    assert (change.after.stance, change.after.date) == ("accepts", "2010-03-01")


def test_json_shows_the_choices_and_both_counts() -> None:
    relation = related(told("2010-01-01", 5.0), choices=Choices(half_life_days=30))
    made = json.loads(relation.to_json())
    assert made["choices"]["half_life_days"] == 30
    assert (made["score"]["both"]["events"], made["score"]["both"]["reports"]) == (1, 1)
    assert made["series"]["both"][0]["day"] == made["until"] == "2010-01-01"


@given(
    first=st.dates(date(1970, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 3000),
    every=st.sampled_from(get_args(Every)),
)
def test_periods_end_where_the_calendar_says(first: date, length: int, every: Every) -> None:
    last = date.fromordinal(first.toordinal() + length)
    days = [
        date.fromordinal(int(n) + date(1970, 1, 1).toordinal())
        for n in period_ends(first, last, every)
    ]
    assert days[-1] == last
    assert all(one < other for one, other in pairwise(days))
    keys: dict[Every, Callable[[date], object]] = {
        "day": date.toordinal,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
        "quarter": lambda day: (day.year, (day.month - 1) // 3),
        "year": lambda day: day.year,
    }
    key = keys[every]
    assert len({key(day) for day in days}) == len(days)
    every_day = {key(date.fromordinal(n)) for n in range(first.toordinal(), last.toordinal() + 1)}
    assert {key(day) for day in days} == every_day


def test_words_on_another_issue_tell_no_change() -> None:
    goal = "inspections of the missile silos"
    positions = [
        held("RUS", "opposes", goal, "2010-01-01"),
        held("RUS", "accepts", goal, "2010-03-01", quote="Russia dropped tariffs on grain."),
    ]
    assert relate(holding(positions=positions), "USA", "RUS").changes == ()

"""The score of a relation: what happened counts, decays, and is drawn towards 0."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.scoring import (
    FACTORS,
    Choices,
    Evidence,
    day_number,
    gather,
    regular_days,
    score_on,
    score_series,
)
from detente.errors import DetenteError
from detente.knowledge.plover import codings
from detente.record import Modality

TODAY = date(2021, 6, 10)
NUMBER = day_number(TODAY)
ANY = Choices(enough_events=0, enough_weight=0)

Row = tuple[str, int, float, float, Modality]
rows = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.integers(NUMBER - 900, NUMBER + 30),
        st.floats(-10, 10),
        st.sampled_from([0.0, 0.3, 0.5, 1.0]),
        st.sampled_from(get_args(Modality)),
    ),
    max_size=30,
)


def evidence(reports: list[Row]) -> Evidence:
    columns = [list(column) for column in zip(*reports, strict=True)] or [[]] * 5
    return gather(*columns)


def actual(days_ago: int, score: float, id: str = "e", reliability: float = 1.0) -> Row:
    return id, NUMBER - days_ago, score, reliability, "actual"


def test_one_event_by_hand() -> None:
    # half of 8 · 0.5 after one half-life: w = 0.25; k = (6/3)² = 4
    one = score_on(evidence([actual(90, 8, reliability=0.5)]), TODAY, ANY)
    assert one.weight == pytest.approx(0.25)
    assert one.mean == pytest.approx(0.25 * 8 / 4.25)
    assert one.high is not None
    assert one.high - 0.25 * 8 / 4.25 == pytest.approx(1.959964 * 6 / 4.25**0.5)
    assert one.n_eff == pytest.approx(1)
    assert (one.events, one.reports) == (1, 1)


def test_the_example_of_the_docs() -> None:
    told = evidence(
        [
            actual(0, 4, "visit"),
            actual(90, -6, "sanction"),
            ("threat", NUMBER, -3.5, 1.0, "reported"),
        ]
    )
    score = score_on(told, TODAY, ANY)
    assert score.mean == pytest.approx(-0.125)
    assert score.low == pytest.approx(-4.9, abs=0.05)
    assert score.high == pytest.approx(4.7, abs=0.05)
    assert score_on(told, TODAY).words == "insufficient evidence (n_eff = 2.7)"


def test_only_what_happened_has_a_factor() -> None:
    assert set(FACTORS) == set(get_args(Modality))
    assert {modality: f for modality, f in FACTORS.items() if f} == {"actual": 1, "reported": 0.5}


@pytest.mark.parametrize("modality", [m for m, factor in FACTORS.items() if factor == 0])
def test_what_did_not_happen_changes_nothing(modality: Modality) -> None:
    happened = [actual(i, 2.5, str(i)) for i in range(8)]
    other: list[Row] = [("x", NUMBER, -9.0, 1.0, modality), ("0", NUMBER, -9.0, 1.0, modality)]
    with_it = evidence([*other, *happened])
    assert score_on(with_it, TODAY) == score_on(evidence(happened), TODAY)
    assert with_it.uncounted == 1


def test_an_event_told_often_counts_once_as_its_best_report_tells_it() -> None:
    told = evidence(
        [
            ("e", NUMBER - 3, -2.0, 1.0, "reported"),
            ("e", NUMBER - 2, -3.5, 0.9, "actual"),
            ("e", NUMBER - 1, 5.0, 0.9, "actual"),
            ("f", NUMBER - 9, 1.5, 1.0, "actual"),
        ]
    )
    assert told.scores.tolist() == [1.5, -3.5]
    assert told.days.tolist() == [NUMBER - 9, NUMBER - 2]
    assert told.reports.tolist() == [1, 3]
    now = score_on(told, TODAY)
    assert (now.events, now.reports) == (2, 4)


def test_too_little_evidence_is_said_with_its_count() -> None:
    few = score_on(evidence([actual(0, 5, str(i)) for i in range(4)]), TODAY)
    assert few.words == "insufficient evidence (n_eff = 4.0)"
    assert (few.mean, few.low, few.high) == (None, None, None)
    enough = score_on(evidence([actual(0, 5, str(i)) for i in range(5)]), TODAY)
    assert enough.sufficient
    assert enough.words == "+2.8 (-1.1 to +6.7)"


def test_many_events_of_long_ago_are_no_evidence_of_today() -> None:
    old = evidence([actual(3000, -9, str(i)) for i in range(200)])
    today = score_on(old, TODAY)
    assert today.n_eff == pytest.approx(200)
    assert not today.sufficient
    assert score_on(old, TODAY - timedelta(days=3000)).sufficient


def test_what_comes_later_is_not_known_yet() -> None:
    assert score_on(evidence([actual(-1, -9)]), TODAY, ANY).events == 0
    assert score_on(evidence([actual(0, -9)]), TODAY, ANY).events == 1


@given(rows)
def test_a_series_is_what_the_formulas_say_on_every_day(reports: list[Row]) -> None:
    have = evidence(reports)
    days = regular_days(TODAY - timedelta(days=1000), TODAY, 7)
    series = score_series(have, days, ANY)
    for index in range(0, len(series), 13):
        then = have.days <= days[index]
        age = days[index] - have.days[then]
        w = have.weights[then] * 2.0 ** (-age / ANY.half_life_days)
        score = series.at(index)
        assert score.weight == pytest.approx(w.sum(), abs=1e-12)
        assert score.mean == pytest.approx((w * have.scores[then]).sum() / (ANY.k + w.sum()))
        assert score.n_eff == pytest.approx(w.sum() ** 2 / (w**2).sum() if len(w) else 0)
        assert (score.events, score.reports) == (then.sum(), have.reports[then].sum())


@given(rows)
def test_bounds(reports: list[Row]) -> None:
    have = evidence(reports)
    score = score_on(have, TODAY, ANY)
    assert score.mean is not None
    assert score.low is not None
    assert score.high is not None
    assert -10 <= score.low <= score.mean <= score.high <= 10
    assert 0 <= score.n_eff <= score.events + 1e-9
    assert abs(score.mean) <= max(abs(have.scores), default=0)
    assert score.events <= score.reports
    assert len(have.days) + have.uncounted == len({report[0] for report in reports})


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_different_events_does_not_matter(
    reports: list[Row], random: np.random.Generator
) -> None:
    alone = list({report[0]: report for report in reports}.values())
    one = score_on(evidence(alone), TODAY, ANY)
    random.shuffle(alone)
    other = score_on(evidence(alone), TODAY, ANY)
    assert one.mean == pytest.approx(other.mean)
    assert (one.events, one.reports) == (other.events, other.reports)


def test_a_story_told_again_moves_no_score() -> None:
    once = [actual(i, -3, str(i)) for i in range(6)]
    one, many = (score_on(evidence(r), TODAY) for r in (once, once * 20))
    assert replace(many, reports=one.reports) == one
    assert many.reports == 20 * one.reports


def test_regular_days_end_on_the_last() -> None:
    days = regular_days(date(2021, 1, 1), date(2021, 1, 31), 7)
    assert [str(np.datetime64(int(d), "D")) for d in days] == [
        f"2021-01-{d:02}" for d in (3, 10, 17, 24, 31)
    ]
    assert len(regular_days(date(2021, 2, 1), date(2021, 1, 1), 7)) == 0
    assert len(score_series(evidence([actual(0, 1)]), regular_days(TODAY, TODAY, 1))) == 1


def test_the_defaults_are_what_their_reasons_say() -> None:
    choices = Choices()
    types = [coding.score for (_, mode), coding in codings().items() if mode is None]
    assert np.sqrt(np.mean(np.square(types))) == pytest.approx(choices.sigma, abs=0.25)
    assert choices.k == 4
    assert 2.0 ** (-365 / choices.half_life_days) == pytest.approx(1 / 16, abs=0.003)
    # five events of today: less than half of the prior's variance is left
    assert choices.k / (choices.k + choices.enough_events) < 0.5


@pytest.mark.parametrize(
    "bad",
    [
        {"half_life_days": 0},
        {"sigma": -1},
        {"sigma_prior": float("nan")},
        {"level": 1},
        {"enough_events": -1},
        {"enough_weight": float("nan")},
    ],
)
def test_choices_that_make_no_sense_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(DetenteError, match=f"BAD_CHOICE.*{next(iter(bad))}"):
        Choices(**bad)


@pytest.mark.parametrize(("score", "reliability"), [(11, 1), (0, 1.5), (0, -0.1)])
def test_what_is_out_of_range_is_refused(score: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="not in"):
        evidence([actual(0, score, reliability=reliability)])


def test_300_000_reports_and_twenty_years_of_days_take_well_under_a_second() -> None:
    size, random = 300_000, np.random.default_rng(7)
    ids = [f"event-{number}" for number in random.integers(0, 200_000, size)]
    number = random.integers(NUMBER - 7300, NUMBER, size)
    told: list[Modality] = ["actual", "reported", "negated"] * (size // 3)
    days = regular_days(TODAY - timedelta(days=7300), TODAY, 1)
    start = time.process_time()
    have = gather(ids, number, random.uniform(-10, 10, size), random.uniform(0, 1, size), told)
    series = score_series(have, days)
    assert time.process_time() - start < 1
    assert series.events[-1] == len(have.days)
    assert len(have.days) + have.uncounted == len(set(ids))

"""Compromise and median are exact; the challenge model against what is published of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.bargaining import Stake, challenge, compromise, weighted_median

# When should cars have to meet the European Community's emission standards, in years from then?
EMISSIONS = [
    Stake("Netherlands", 0.08, 4, 0.8),
    Stake("Belgium", 0.08, 7, 0.4),
    Stake("Luxembourg", 0.03, 4, 0.2),
    Stake("Germany", 0.16, 4, 0.8),
    Stake("France", 0.16, 10, 0.6),
    Stake("Italy", 0.16, 10, 0.6),
    Stake("UK", 0.16, 10, 0.9),
    Stake("Ireland", 0.05, 7, 0.1),
    Stake("Denmark", 0.05, 4, 1.0),
    Stake("Greece", 0.08, 7, 0.7),
]
# Rounds 1 to 8 as jmckib/bdm-scholz-expected-utility-model reckons them.
MEDIANS = [8.4159, 9.6109, 9.962, 9.962, 9.962, 7.472, 8.8246, 9.6711]
MEANS = [7.461, 7.553, 7.59, 7.358, 7.349, 7.415, 7.51, 7.572]

stakes = st.lists(
    st.builds(
        Stake,
        actor=st.just("x"),
        capability=st.floats(0.01, 1),
        position=st.integers(0, 100).map(float),
        salience=st.floats(0.01, 1),
    ),
    min_size=1,
    max_size=6,
)


def test_the_compromise_on_emissions() -> None:
    assert compromise(EMISSIONS) == pytest.approx(7.389955686853767, rel=1e-12)


def test_the_median_on_emissions() -> None:
    assert weighted_median(EMISSIONS) == 7.0


def test_the_forecast_on_emissions_is_the_published_one() -> None:
    """The model's author forecast 8.35 to 9.05; it came to 8.833."""
    assert 8.35 <= challenge(EMISSIONS)[-1].median <= 9.05


def test_how_near_the_rounds_come_to_another_implementation() -> None:
    """The paper's formulas leave points open, which the two settle differently."""
    rounds = challenge(EMISSIONS)
    assert rounds[0].mean == pytest.approx(compromise(EMISSIONS))
    assert rounds[0].median == 7
    assert rounds[1].median == pytest.approx(MEDIANS[0], abs=0.15)
    assert [r.mean for r in rounds[1:]] == pytest.approx(MEANS, abs=0.25)


@pytest.mark.xfail(
    reason="the paper leaves points open that the other settles differently: docs/formulas.md"
)
def test_the_rounds_of_another_implementation() -> None:
    rounds = challenge(EMISSIONS)[1:]
    assert [r.median for r in rounds] == pytest.approx(MEDIANS, abs=0.1)
    assert [r.mean for r in rounds] == pytest.approx(MEANS, abs=0.1)


@given(stakes)
def test_forecasts_lie_between_the_positions(have: list[Stake]) -> None:
    positions = [stake.position for stake in have]
    assert min(positions) - 1e-9 <= compromise(have) <= max(positions) + 1e-9
    assert weighted_median(have) in positions


@given(stakes)
def test_no_majority_is_on_one_side_of_the_median(have: list[Stake]) -> None:
    median = weighted_median(have)
    weights = [(stake.position, stake.capability * stake.salience) for stake in have]
    half = sum(w for _, w in weights) / 2 + 1e-9
    assert sum(w for x, w in weights if x < median) <= half
    assert sum(w for x, w in weights if x > median) <= half


@settings(max_examples=25)
@given(stakes)
def test_rounds_stay_on_the_scale_and_risks_in_their_range(have: list[Stake]) -> None:
    low, high = (end(stake.position for stake in have) for end in (min, max))
    for round_ in challenge(have, rounds=3):
        assert all(low - 1e-9 <= x <= high + 1e-9 for x in round_.positions)
        assert all(0.5 - 1e-9 <= r <= 2 + 1e-9 for r in round_.risks)


@settings(max_examples=25)
@given(stakes)
def test_the_unit_of_the_scale_does_not_matter(have: list[Stake]) -> None:
    doubled = [replace(stake, position=2 * stake.position) for stake in have]
    assert compromise(doubled) == pytest.approx(2 * compromise(have))
    one, two = challenge(have, rounds=1)[-1], challenge(doubled, rounds=1)[-1]
    assert two.positions == pytest.approx([2 * x for x in one.positions])


def test_who_agree_have_nothing_to_negotiate() -> None:
    agreed = [Stake("a", 1, 5, 1), Stake("b", 0.2, 5, 0.3)]
    assert len(challenge(agreed)) == 1
    assert challenge(agreed)[0].median == compromise(agreed) == 5


def test_the_weak_one_who_cares_little_gives_way() -> None:
    last = challenge([Stake("strong", 1, 0, 1), Stake("weak", 0.1, 10, 0.1)])[-1]
    assert last.positions[0] == 0
    assert last.positions[1] < 10


@pytest.mark.parametrize("weightless", [[], [Stake("a", 0, 1, 1)]])
def test_without_weight_there_is_no_forecast(weightless: list[Stake]) -> None:
    for forecast in (compromise, weighted_median, challenge):
        with pytest.raises(ValueError, match="weight"):
            forecast(weightless)


@pytest.mark.parametrize(
    "bad", [(-1, 0, 1), (float("nan"), 0, 1), (1, float("inf"), 1), (1, 0, 1.1), (1, 0, -0.1)]
)
def test_stakes_out_of_range_are_refused(bad: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="of a is"):
        Stake("a", *bad)

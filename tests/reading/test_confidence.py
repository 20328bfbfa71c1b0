from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.confidence import calibrated, calibrated_shares

CHANCES = st.floats(0, 1)


def test_without_coefficients_a_chance_is_only_rounded() -> None:
    assert calibrated(0.123456, ()) == 0.1235


def test_bias_and_slope_are_on_log_odds() -> None:
    assert calibrated(0.7, (0.0, 1.0)) == 0.7
    assert calibrated(0.5, (1.0, 3.0)) == pytest.approx(0.7311)
    # odds of 2 become odds of 4
    assert calibrated(2 / 3, (0.0, 2.0)) == 0.8


@pytest.mark.parametrize(("chance", "expected"), [(0.0, 0.0001), (1.0, 0.9999)])
def test_certainty_is_bounded(chance: float, expected: float) -> None:
    assert calibrated(chance, (0.0, 1.0)) == expected


@given(CHANCES, CHANCES, st.floats(-5, 5), st.floats(0, 5))
def test_a_surer_network_is_never_less_often_right(
    one: float, other: float, bias: float, slope: float
) -> None:
    low, high = (calibrated(chance, (bias, slope)) for chance in sorted((one, other)))
    assert 0 <= low <= high <= 1


def test_shares_are_the_scores_times_a_slope_with_a_bias_for_each_label() -> None:
    scores = np.log(np.array([0.5, 0.3, 0.2], np.float32))
    assert calibrated_shares(scores, ()) == pytest.approx([0.5, 0.3, 0.2])
    assert calibrated_shares(scores, (1.0, 0.0, 0.0, 0.0)) == pytest.approx([0.5, 0.3, 0.2])
    rare = calibrated_shares(scores, (1.0, -float(np.log(5)), 0.0, 0.0))
    assert rare == pytest.approx([1 / 6, 3 / 6, 2 / 6])
    flat = calibrated_shares(scores, (0.0, 0.0, 0.0, 0.0))
    assert flat == pytest.approx([1 / 3] * 3)

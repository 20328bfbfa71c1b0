"""KTAB's reference output: who wins each pair, and who wins all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.pce import Floats, conditional, markov, pairwise

# The demonstration prints three to four digits.
PRINTED = 1e-4
COALITIONS = np.array([[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]])

strengths = st.integers(1, 6).flatmap(
    lambda size: st.lists(
        st.lists(st.floats(0, 1e6), min_size=size, max_size=size), min_size=size, max_size=size
    )
)


def test_pairs_of_the_reference_output() -> None:
    expected = [[0.5, 0.5782, 0.9918], [0.4218, 0.5, 0.1948], [0.0082, 0.8052, 0.5]]
    np.testing.assert_allclose(pairwise(COALITIONS), expected, atol=PRINTED)


def test_the_conditional_election_of_the_reference_output() -> None:
    made = conditional(pairwise(COALITIONS))
    np.testing.assert_allclose(made, [0.8659, 0.1241, 0.0100], atol=PRINTED)


def test_the_markov_election_of_the_reference_output() -> None:
    made = markov(pairwise(COALITIONS))
    np.testing.assert_allclose(made, [0.6351, 0.2148, 0.1501], atol=PRINTED)


@given(strengths)
def test_probabilities(rows: list[list[float]]) -> None:
    pairs = pairwise(np.array(rows))
    np.testing.assert_allclose(pairs + pairs.T, 1)
    for election in (conditional(pairs), markov(pairs)):
        assert np.all(election >= 0)
        assert election.sum() == pytest.approx(1)


@given(strengths)
def test_the_markov_election_is_stationary(rows: list[list[float]]) -> None:
    pairs = pairwise(np.array(rows))
    stands = markov(pairs)
    falls = stands * (pairs.sum(axis=0) - 0.5)
    rises = pairs @ stands - 0.5 * stands
    np.testing.assert_allclose(falls, rises, atol=1e-9)


def test_equal_strength_means_equal_chances() -> None:
    pairs = pairwise(np.ones((4, 4)))
    np.testing.assert_allclose(conditional(pairs), 0.25)
    np.testing.assert_allclose(markov(pairs), 0.25)


def test_options_in_a_circle_win_alike() -> None:
    # each surely beats the next, so that none beats all
    pairs = pairwise(np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]]))
    np.testing.assert_allclose(conditional(pairs), 1 / 3)
    np.testing.assert_allclose(markov(pairs), 1 / 3)


def test_strengths_of_any_size_are_compared() -> None:
    np.testing.assert_allclose(pairwise(COALITIONS * 1e200), pairwise(COALITIONS))


@pytest.mark.parametrize("bad", [np.ones((2, 3)), -np.ones((2, 2)), np.full((2, 2), np.nan)])
def test_what_is_no_matrix_of_strengths_is_refused(bad: Floats) -> None:
    with pytest.raises(ValueError, match="matrix"):
        pairwise(bad)


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="range"):
        markov(np.full((2, 2), 1.5))

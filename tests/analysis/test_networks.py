"""Congruence and conflict are Discourse Network Analyzer's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.networks import Aggregation, Floats, Overlap, count, network, overlaps

# Of the sample that the program ships, what is known here are the totals over all ordered pairs of
# its 7 organisations, and one pair. This is not that sample, but a cube of our own, sought out to
# have its shape, number of statements, totals and pair (rows 0 and 2): that the formulas are right
# is what the pairs counted one by one show, below. Actor × concept × (against, for).
SAMPLE = np.array(
    [
        [[0, 4], [1, 0], [0, 3], [0, 0], [0, 0], [0, 1]],
        [[1, 0], [0, 0], [0, 0], [0, 0], [1, 0], [0, 1]],
        [[0, 2], [1, 0], [0, 0], [2, 0], [0, 0], [0, 1]],
        [[1, 0], [0, 1], [0, 0], [0, 2], [0, 0], [0, 1]],
        [[1, 2], [0, 0], [0, 0], [0, 1], [1, 0], [0, 1]],
        [[0, 2], [0, 0], [1, 0], [0, 0], [0, 1], [0, 0]],
        [[0, 2], [1, 1], [0, 1], [0, 0], [0, 1], [1, 0]],
    ]
)
ALLIANCE, AGENCY = 0, 2

Statement = tuple[str, str, str]
statements = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("uvw"), st.sampled_from(["no", "yes"])),
    max_size=25,
)


def pairs(rows: Sequence[Statement], one: str, other: str, same: bool) -> int:
    """Pairs of statements of two actors on one concept, with one qualifier or with two."""
    return sum(
        a == one and b == other and u == v and (p == q) is same
        for a, u, p in rows
        for b, v, q in rows
    )


@pytest.mark.parametrize(
    ("aggregation", "total"),
    [("congruence", 160), ("conflict", 116), ("ignore", 276), ("subtract", 44)],
)
def test_the_totals_of_the_programs_sample(aggregation: Aggregation, total: int) -> None:
    assert SAMPLE.shape == (7, 6, 2)
    assert SAMPLE.sum() == 40
    assert network(SAMPLE, aggregation).sum() == total


def test_the_pair_of_the_programs_sample() -> None:
    assert network(SAMPLE, "congruence")[ALLIANCE, AGENCY] == 10
    assert network(SAMPLE, "conflict")[ALLIANCE, AGENCY] == 0
    subtracted = network(SAMPLE, "subtract", "average")[ALLIANCE, AGENCY]
    assert subtracted == pytest.approx(1.3333333, abs=1e-7)


def test_each_norm_on_two_actors() -> None:
    # a: twice for u, once against v; b: once for u, three times for v
    counts = np.array([[[0, 2], [1, 0]], [[0, 1], [0, 3]]])

    def tie(made: Floats) -> float:
        return float(made[0, 1])

    assert tie(network(counts, "congruence")) == 2
    assert tie(network(counts, "conflict")) == 3
    assert tie(network(counts, "congruence", "average")) == pytest.approx(2 / 3.5)
    # cells: a uses u+ and v-, b uses u+ and v+
    assert tie(network(counts, "congruence", "jaccard")) == pytest.approx(2 / 3)
    assert tie(network(counts, "congruence", "cosine")) == pytest.approx(2 / (3 * 4))
    assert tie(network(counts, "subtract", "cosine")) == pytest.approx(-1 / 12)


@given(statements)
def test_ties_count_pairs_of_statements(rows: list[Statement]) -> None:
    cube = count(rows)
    agree, differ = network(cube.counts, "congruence"), network(cube.counts, "conflict")
    for one, other in permutations(cube.actors, 2):
        at = cube.actors.index(one), cube.actors.index(other)
        assert agree[at] == pairs(rows, one, other, same=True)
        assert differ[at] == pairs(rows, one, other, same=False)


@given(statements)
def test_agreeing_and_disagreeing_make_up_all_and_ties_have_no_direction(
    rows: list[Statement],
) -> None:
    counts = count(rows).counts
    for normalisation in ("none", "average", "jaccard", "cosine"):
        agree, differ, both, net = (
            network(counts, aggregation, normalisation)
            for aggregation in ("congruence", "conflict", "ignore", "subtract")
        )
        np.testing.assert_allclose(agree + differ, both)
        np.testing.assert_allclose(agree - differ, net)
        np.testing.assert_array_equal(net, net.T)
        assert not net.diagonal().any()


@given(statements)
def test_overlaps_add_up_to_the_tie(rows: list[Statement]) -> None:
    cube = count(rows)
    for one, other in permutations(cube.actors, 2):
        at = cube.actors.index(one), cube.actors.index(other)
        shared = overlaps(cube, one, other)
        assert sum(o.congruence for o in shared) == network(cube.counts, "congruence")[at]
        assert sum(o.conflict for o in shared) == network(cube.counts, "conflict")[at]


def test_an_issue_that_only_one_takes_up_is_no_overlap() -> None:
    cube = count([("USA", "dam", "for"), ("RUS", "dam", "against"), ("RUS", "fish", "for")])
    assert overlaps(cube, "USA", "RUS") == (Overlap("dam", 0, 1),)


def test_an_actor_without_statements_is_tied_to_none() -> None:
    silent = np.zeros((2, 1, 2))
    assert not network(silent, "congruence", "cosine").any()
    assert count([]).counts.shape == (0, 0, 0)
    assert network(np.zeros((0, 0, 0)), "conflict", "jaccard").shape == (0, 0)


@pytest.mark.parametrize("counts", [np.ones((2, 2)), -np.ones((2, 2, 2))])
def test_what_is_no_cube_of_counts_is_refused(counts: Floats) -> None:
    with pytest.raises(ValueError, match="no cube"):
        network(counts)

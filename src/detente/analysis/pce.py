"""Which of several options wins, from the coalitions behind them, as KTAB reckons it.

Every pair of options meets; how likely each is to win its meeting follows from the strength of the
coalitions for it. From the pairs two rules make one probability an option.

Source: B. Wise, L. Lester, B. Efird, "An Introduction to the KAPSARC Toolkit for Behavioral
Analysis (KTAB) Using One-dimensional Spatial Models" (KAPSARC, 2015), and the reference output of
the kmodel demonstration. `docs/formulas.md` works an example.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def pairwise(coalitions: NDArray[Any]) -> Floats:
    """P[i, j], the probability that option i beats option j: c_ij² / (c_ij² + c_ji²).

    ``coalitions[i, j]`` is the strength for i against j, from 0 up. An option against itself, and
    two that nobody prefers, have one half.

    Raises:
        ValueError: the strengths are no square matrix of numbers from 0 up.
    """
    strength = _square(coalitions)
    # scaled first, so that squares of large strengths stay finite
    squares = (strength / max(float(strength.max(initial=0.0)), np.finfo(float).tiny)) ** 2
    total = squares + squares.T
    made: Floats = np.divide(squares, total, out=np.full_like(squares, 0.5), where=total > 0)
    np.fill_diagonal(made, 0.5)
    return made


def conditional(probabilities: NDArray[Any]) -> Floats:
    """The conditional probabilistic Condorcet election: how likely each option is to beat all.

    p_i ∝ Π_{j≠i} P[i, j]: the probability that i wins all of its meetings, given that some option
    does. Sums to 1; where no option can beat all others, every one is as likely.

    Raises:
        ValueError: the probabilities are no square matrix of numbers from 0 to 1.
    """
    chance = _square(probabilities, most=1.0)
    apart = np.where(np.eye(len(chance), dtype=np.bool_), 1.0, chance)
    product = apart.prod(axis=1)
    total = float(product.sum())
    return product / total if total > 0 else np.full(len(chance), 1 / max(len(chance), 1))


def markov(probabilities: NDArray[Any]) -> Floats:
    """The Markov election with uniform challenges: how often each option stands in the long run.

    The standing option i is challenged by each option with the same probability 1/n, and falls to
    j with P[j, i]. Returns the stationary distribution of that chain; it sums to 1. Where several
    options can never fall, it depends on where the chain starts: then all starts are as likely.

    Raises:
        ValueError: the probabilities are no square matrix of numbers from 0 to 1.
    """
    chance = _square(probabilities, most=1.0)
    size = len(chance)
    if not size:
        return np.zeros(0)
    falls = chance.T / size
    np.fill_diagonal(falls, 0.0)
    chain = falls + np.diag(1.0 - falls.sum(axis=1))
    # The limit from a uniform start: repeated squaring doubles the steps each time, and a chain
    # that stays put with probability of at least 1/n has no cycles to hinder it.
    for _ in range(_DOUBLINGS):
        chain = chain @ chain
        chain /= chain.sum(axis=1, keepdims=True)
    made: Floats = np.full(size, 1 / size) @ chain
    return made


# 2^60 challenges: whatever is likelier than 1e-15 to happen in one has happened.
_DOUBLINGS = 60


def _square(matrix: NDArray[Any], most: float = np.inf) -> Floats:
    made = np.asarray(matrix, np.float64)
    if made.ndim != 2 or made.shape[0] != made.shape[1]:
        raise ValueError("the matrix is not square")
    if not np.all((made >= 0) & (made <= most) & np.isfinite(made)):
        raise ValueError("the matrix holds a number out of its range")
    return made

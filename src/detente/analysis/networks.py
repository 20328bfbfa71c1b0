"""Congruence and conflict of actors over concepts, as Discourse Network Analyzer counts them.

X is a cube of counts, actor × concept × qualifier: how often an actor took a concept up with that
qualifier, as for or against. Two actors agree where they use one qualifier on a concept and
disagree where they use different ones; every pair of their statements counts:

- congruence   Σ_j Σ_k X_ajk · X_bjk
- conflict     Σ_j Σ_k Σ_{l≠k} X_ajk · X_bjl
- ignore       Σ_j (Σ_k X_ajk) · (Σ_k X_bjk), which is congruence + conflict
- subtract     congruence - conflict

Source: P. Leifeld, "Discourse Network Analysis: Policy Debates as Dynamic Networks", in The Oxford
Handbook of Political Networks (2017), and the program's Exporter.java. `docs/formulas.md` works
an example.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Aggregation = Literal["congruence", "conflict", "ignore", "subtract"]
Normalisation = Literal["none", "average", "jaccard", "cosine"]


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts of statements with the names of the three axes, each in order of the alphabet."""

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    qualifiers: tuple[str, ...]
    counts: Floats


class Overlap(NamedTuple):
    """What two actors share on one concept, as pairs of statements."""

    concept: str
    congruence: float
    conflict: float


def count(statements: Iterable[tuple[str, str, str]]) -> Cube:
    """The cube of statements, each given as (actor, concept, qualifier)."""
    rows = list(statements)
    actors, concepts, qualifiers = (tuple(sorted({row[axis] for row in rows})) for axis in range(3))
    where = [{name: i for i, name in enumerate(axis)} for axis in (actors, concepts, qualifiers)]
    counts = np.zeros((len(actors), len(concepts), len(qualifiers)))
    if rows:
        cells = np.array([[where[axis][row[axis]] for axis in range(3)] for row in rows])
        np.add.at(counts, tuple(cells.T), 1.0)
    return Cube(actors, concepts, qualifiers, counts)


def network(
    counts: NDArray[Any],
    aggregation: Aggregation = "congruence",
    normalisation: Normalisation = "none",
) -> Floats:
    """The actor × actor matrix of a cube of counts; symmetric, with zeros on its diagonal.

    Where the norm of a pair is 0, so is its tie.

    Raises:
        ValueError: the cube has not three axes, or a count is below 0.
    """
    cube = np.asarray(counts, np.float64)
    if cube.ndim != 3 or np.any(cube < 0):
        raise ValueError("the counts are no cube of numbers from 0 up")
    agree = np.einsum("ajk,bjk->ab", cube, cube, optimize=True)
    both = np.einsum("aj,bj->ab", cube.sum(2), cube.sum(2), optimize=True)
    ties = {
        "congruence": agree,
        "conflict": both - agree,
        "ignore": both,
        "subtract": 2 * agree - both,
    }[aggregation]
    norm = norms(cube, normalisation)
    made: Floats = np.divide(ties, norm, out=np.zeros_like(ties), where=norm > 0)
    np.fill_diagonal(made, 0.0)
    return made


def norms(counts: NDArray[Any], normalisation: Normalisation) -> Floats:
    """What each pair's tie is divided by; n_a is the number of statements of actor a.

    - none      1
    - average   (n_a + n_b) / 2, so that who says much is not close to all
    - jaccard   how many cells (concept and qualifier) at least one of the two uses
    - cosine    n_a · n_b, as the program has it, and not the product of the vectors' lengths
    """
    cube = np.asarray(counts, np.float64)
    activity = cube.sum((1, 2))
    made: Floats = np.ones((len(cube), len(cube)))
    if normalisation == "average":
        made = np.add.outer(activity, activity) / 2
    elif normalisation == "cosine":
        made = np.multiply.outer(activity, activity)
    elif normalisation == "jaccard":
        used = (cube > 0).astype(np.float64)
        size = used.sum((1, 2))
        # |A ∪ B| = |A| + |B| - |A ∩ B|
        made = np.add.outer(size, size) - np.einsum("ajk,bjk->ab", used, used, optimize=True)
    return made


def overlaps(cube: Cube, one: str, other: str) -> tuple[Overlap, ...]:
    """Congruence and conflict of two actors on each concept that both took up.

    Raises:
        ValueError: an actor is not in the cube.
    """
    first, second = (cube.counts[cube.actors.index(name)] for name in (one, other))
    agree = (first * second).sum(1)
    both = first.sum(1) * second.sum(1)
    return tuple(
        Overlap(concept, float(same), float(all_ - same))
        for concept, same, all_ in zip(cube.concepts, agree, both, strict=True)
        if all_ > 0
    )

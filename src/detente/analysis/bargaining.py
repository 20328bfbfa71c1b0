"""Where parties with positions on one scale may end up: compromise, median, and challenges.

The compromise model is the mean of the positions weighted by capability and salience. In the
challenge model (B. Bueno de Mesquita's) parties weigh up what it would bring to challenge each
other, and the challenged move, round by round. Its formulas are those of J. Scholz, G. Calbert,
G. Smith, "Unravelling Bueno de Mesquita's Group Decision Model", Journal of Theoretical Politics 23
(2011), 510-531. `docs/formulas.md` gives them, what they leave open, and how near the published
rounds are met: the forecast is, the rounds are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Q, the probability that without a challenge the other stays where it is, and T, that a move of it
# would be for the better: one half each, which is to know nothing of either.
_UNCHANGED = 0.5
_BETTER = 0.5


@dataclass(frozen=True, slots=True)
class Stake:
    """An actor's part in a negotiation: ``position`` on the scale, in the scale's unit.

    ``capability`` is how much it could bring to bear, from 0 up; ``salience`` how much of it it
    would spend on this issue, 0 to 1.
    """

    actor: str
    capability: float
    position: float
    salience: float

    def __post_init__(self) -> None:
        if not (0 <= self.capability < float("inf") and abs(self.position) < float("inf")):
            raise ValueError(f"the capability or position of {self.actor} is out of range")
        if not 0 <= self.salience <= 1:
            raise ValueError(f"the salience of {self.actor} is not in 0 to 1")


class Round(NamedTuple):
    """Where the actors stand after a round, in the order given; round 0 is the start.

    ``risks`` are the exponents that the round was reckoned with: above 1 for one that shuns risk,
    below for one that takes it, from 0.5 to 2.
    """

    positions: tuple[float, ...]
    risks: tuple[float, ...]
    mean: float
    median: float


def compromise(stakes: Sequence[Stake]) -> float:
    """Σcsx / Σcs: the mean position, weighted by capability times salience.

    Raises:
        ValueError: no actor has weight.
    """
    positions, weights = _columns(stakes)
    return float(positions @ weights / weights.sum())


def weighted_median(stakes: Sequence[Stake]) -> float:
    """The lowest position at which half of Σcs is reached.

    Raises:
        ValueError: no actor has weight.
    """
    return _median(*_columns(stakes))


def challenge(stakes: Sequence[Stake], rounds: int = 8) -> tuple[Round, ...]:
    """The start and each round of the challenge model, ``rounds`` + 1 in all.

    It ends sooner where all actors have come to one position.

    Raises:
        ValueError: no actor has weight.
    """
    positions, weights = _columns(stakes)
    width = float(np.ptp(positions))
    field = _Field(weights, np.array([stake.salience for stake in stakes]), width)
    made = [_round(positions, np.ones(len(stakes)), weights)]
    for _ in range(rounds):
        if np.ptp(positions) == 0:
            break
        risks = _risks(positions, field)
        positions = _moved(positions, _gains(positions, risks, field))
        made.append(_round(positions, risks, weights))
    return tuple(made)


class _Field(NamedTuple):
    """What stays the same over the rounds: weights cs, saliences and the width of the scale."""

    weights: Floats
    salience: Floats
    width: float


def _columns(stakes: Sequence[Stake]) -> tuple[Floats, Floats]:
    """Positions and weights cs."""
    weights = np.array([stake.capability * stake.salience for stake in stakes])
    if not weights.sum() > 0:
        raise ValueError("no actor has weight")
    return np.array([stake.position for stake in stakes], np.float64), weights


def _median(positions: Floats, weights: Floats) -> float:
    order = np.argsort(positions, kind="stable")
    reached = np.cumsum(weights[order])
    # half of the total within rounding: 0.1 + 0.2 is half of 0.6
    return float(positions[order][np.searchsorted(reached, reached[-1] / 2 * (1 - 1e-12))])


def _round(positions: Floats, risks: Floats, weights: Floats) -> Round:
    return Round(
        tuple(positions.tolist()),
        tuple(risks.tolist()),
        float(positions @ weights / weights.sum()),
        _median(positions, weights),
    )


def _chances(positions: Floats, weights: Floats) -> Floats:
    """P[i, j]: the share of the votes that i's position gets against j's; 0 where they are one.

    Every actor votes for the nearer position, with cs times how much nearer it is.
    """
    distance = np.abs(positions[:, None] - positions[None, :])
    nearer = distance[:, None, :] - distance[:, :, None]
    votes = weights[:, None, None] * nearer
    cast = np.abs(votes).sum(axis=0)
    won: Floats = np.divide(
        votes.clip(min=0.0).sum(axis=0), cast, out=np.zeros_like(cast), where=cast > 0
    )
    return won


def _gains(positions: Floats, risks: Floats, field: _Field) -> Floats:
    """E[i, j]: what i expects of challenging j over leaving things as they are.

    E = s_j (P U_success + (1 - P) U_failure) + (1 - s_j) U_success
        - Q U_same - (1 - Q) (T U_better + (1 - T) U_worse), with U = 2 - 4 v^r_i.
    """
    distance = np.abs(positions[:, None] - positions[None, :]) / field.width
    aside = np.abs(positions - _median(positions, field.weights))[:, None] / field.width
    # a quarter of both distances; at most a half, since none of them passes the scale's width
    drift = (aside + distance) / 4
    risk = risks[:, None]
    success, failure = (2 - 4 * (0.5 + sign * distance / 2) ** risk for sign in (-1, 1))
    better, worse = (2 - 4 * (0.5 + sign * drift) ** risk for sign in (-1, 1))
    same = 2 - 4 * 0.5**risk
    chances = _chances(positions, field.weights)
    resisted = chances * success + (1 - chances) * failure
    salience = field.salience[None, :]
    left = _UNCHANGED * same + (1 - _UNCHANGED) * (_BETTER * better + (1 - _BETTER) * worse)
    made: Floats = salience * resisted + (1 - salience) * success - left
    np.fill_diagonal(made, 0.0)
    return made


def _risks(positions: Floats, field: _Field) -> Floats:
    """Each actor's exponent r = (1 - R/3) / (1 + R/3).

    R, from -1 to 1, tells where the danger to the actor (the sum of what all others expect of
    challenging it) lies between the least and the most that it would meet at anyone's position.
    """
    risks = np.ones(len(positions))
    places = np.unique(positions)
    for actor, position in enumerate(positions):
        dangers = [_danger(actor, place, positions, field) for place in places]
        most, least = max(dangers), min(dangers)
        if most > least:
            now = dangers[int(np.searchsorted(places, position))]
            share = (2 * now - most - least) / (most - least)
            risks[actor] = (1 - share / 3) / (1 + share / 3)
    return risks


def _danger(actor: int, place: float, positions: Floats, field: _Field) -> float:
    moved = positions.copy()
    moved[actor] = place
    return float(_gains(moved, np.ones(len(moved)), field)[:, actor].sum())


def _moved(positions: Floats, gains: Floats) -> Floats:
    """Where the actors stand after each took the offer that asks least of it.

    j makes i an offer where j expects to gain by challenging i, and i to lose by challenging j: to
    come its way by the share that i's loss is of j's gain, at most all of it. Where both expect to
    gain they are in conflict, and neither moves.
    """
    offered = (gains < 0) & (gains.T > 0) & (positions[:, None] != positions[None, :])
    share = np.divide(-gains, gains.T, out=np.ones_like(gains), where=offered).clip(max=1.0)
    steps = share * (positions[None, :] - positions[:, None])
    least = np.where(offered, np.abs(steps), np.inf).argmin(axis=1)
    rows = np.arange(len(positions))
    made: Floats = positions + np.where(offered[rows, least], steps[rows, least], 0.0)
    return made

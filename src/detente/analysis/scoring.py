"""How two parties stand, as a score over time from their events, with its interval.

What happened counts, by PLOVER's score (-10 to 10), less the longer ago and the worse the word for
it: w = 2^(-Δt/h) · reliability · modality. The score is the mean that a normal model expects, drawn
towards 0 by a prior worth k events of today: Σws / (k + Σw), of variance σ² / (k + Σw), with
k = σ²/σ₀² (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.5, where an observation of
weight w counts as one of variance σ²/w). n_eff = (Σw)² / Σw² is Kish's effective number of events
(Survey Sampling, 1965, section 11.7). `docs/formulas.md` derives them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError
from detente.record import Modality

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Only what happened counts, whole on the reporter's own word and half on another's. What is
# scheduled counts once it takes place; what is past history is no part of the relation of today.
FACTORS: Mapping[Modality, float] = MappingProxyType(
    {
        "actual": 1.0,
        "reported": 0.5,
        "alleged": 0.0,
        "scheduled": 0.0,
        "predicted": 0.0,
        "proposed": 0.0,
        "recommended": 0.0,
        "hypothetical": 0.0,
        "feared": 0.0,
        "negated": 0.0,
        "historical": 0.0,
    }
)
# The ends of PLOVER's scale, which an interval cannot pass.
SCALE = 10.0


@dataclass(frozen=True, slots=True)
class Choices:
    """What an analyst may set, and must be shown beside every score.

    ``half_life_days``: after so many days an event weighs half. 90, a quarter, keeps what passed
    since the usual last round of meetings; after a year a sixteenth is left.
    ``sigma``: how far the score of one event lies from the state of the relation, as a standard
    deviation. 6, the root mean square of the scores of PLOVER's 16 types (5.8).
    ``sigma_prior``: how far relations lie from 0. 3: two of three pairs are expected between
    protest and support at their mildest, -3 to 3.
    ``enough_events``: under this n_eff there is no score. With the default spread, five events of
    today halve the prior's variance and a little more, so that they outweigh it.
    ``enough_weight``: under this Σw there is none either: however many, all events are so old or
    so badly sourced that together they weigh less than one of today.
    ``level``: the probability of the interval.

    Raises:
        DetenteError: ``BAD_CHOICE`` where a value makes no sense.
    """

    half_life_days: float = 90.0
    sigma: float = 6.0
    sigma_prior: float = 3.0
    enough_events: float = 5.0
    enough_weight: float = 1.0
    level: float = 0.95

    def __post_init__(self) -> None:
        for name in ("half_life_days", "sigma", "sigma_prior"):
            if not 0 < getattr(self, name) < float("inf"):
                raise DetenteError(
                    "BAD_CHOICE", f"{name} is not above 0.", "Give a number above 0."
                )
        for name in ("enough_events", "enough_weight"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise DetenteError("BAD_CHOICE", f"{name} is below 0.", "Give 0 or more.")
        if not 0 < self.level < 1:
            raise DetenteError(
                "BAD_CHOICE", "level is no probability.", "Give a number between 0 and 1, as 0.95."
            )

    @property
    def k(self) -> float:
        """σ²/σ₀²: how many events of today the prior is worth."""
        return (self.sigma / self.sigma_prior) ** 2

    @property
    def z(self) -> float:
        """Half the width of the interval in standard deviations."""
        return NormalDist().inv_cdf((1 + self.level) / 2)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The events that count, one row each, in the order of their days.

    ``days`` are days since 1970-01-01, ``weights`` reliability · modality before any decay,
    ``reports`` how many counted reports the event has. ``uncounted`` is the number of events that
    have no weight, since none of their reports says that they happened.
    """

    days: Whole
    scores: Floats
    weights: Floats
    reports: Whole
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a relation on one day.

    ``mean`` runs from -10 (war) to 10, ``low`` and ``high`` are its interval; all three are None
    where ``sufficient`` is false. ``weight`` is Σw, ``n_eff`` the effective number of events;
    ``events`` and ``reports`` are counts up to that day.
    """

    day: date
    mean: float | None
    low: float | None
    high: float | None
    weight: float
    n_eff: float
    events: int
    reports: int
    sufficient: bool

    @property
    def words(self) -> str:
        """The score with its interval, or that there is too little to give one."""
        if self.mean is None:
            return f"insufficient evidence (n_eff = {self.n_eff:.1f})"
        return f"{self.mean:+.1f} ({self.low:+.1f} to {self.high:+.1f})"


@dataclass(frozen=True, slots=True)
class Series:
    """Scores of several days, as columns of one length; see :class:`Score`.

    ``mean``, ``low`` and ``high`` hold numbers on all days, also where ``sufficient`` is false:
    show them only where it is true, as :meth:`at` does.
    """

    days: Whole
    mean: Floats
    low: Floats
    high: Floats
    weight: Floats
    n_eff: Floats
    events: Whole
    reports: Whole
    sufficient: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.days)

    def at(self, index: int) -> Score:
        """One day's score."""
        shown = bool(self.sufficient[index])
        return Score(
            day=_EPOCH + timedelta(days=int(self.days[index])),
            mean=float(self.mean[index]) if shown else None,
            low=float(self.low[index]) if shown else None,
            high=float(self.high[index]) if shown else None,
            weight=float(self.weight[index]),
            n_eff=float(self.n_eff[index]),
            events=int(self.events[index]),
            reports=int(self.reports[index]),
            sufficient=shown,
        )


_EPOCH = date(1970, 1, 1)


def day_number(day: date | str) -> int:
    """Days since 1970-01-01 of a date or an ISO date."""
    return ((date.fromisoformat(day) if isinstance(day, str) else day) - _EPOCH).days


def regular_days(first: date, last: date, step: int) -> Whole:
    """Day numbers every ``step`` days that end on ``last``, the earliest on or after ``first``."""
    if step < 1:
        raise ValueError("step is below 1 day")
    count = (last - first).days // step + 1
    return day_number(last) - step * np.arange(max(count, 0), dtype=np.int64)[::-1]


def gather(
    events: Sequence[str],
    days: Sequence[int] | Whole,
    scores: Sequence[float] | Floats,
    reliabilities: Sequence[float] | Floats,
    modalities: Sequence[Modality],
) -> Evidence:
    """Reports, one an item of each sequence, as evidence: one row an event.

    Args:
        events: the id of the event that each report is of.
        days: day numbers (:func:`day_number`).
        scores: PLOVER's, -10 to 10.
        reliabilities: how far each report is to be trusted, 0 to 1.
        modalities: whether the event happened, as the report tells it.

    An event is taken as its weightiest report tells it, the first such in the order given, so that
    a story told twenty times counts once.

    Raises:
        ValueError: sequences of unequal length, a score or reliability out of its range.
        KeyError: an unknown modality.
    """
    codes: dict[str, int] = {}
    code = np.fromiter((codes.setdefault(e, len(codes)) for e in events), np.int64, len(events))
    day, score = np.asarray(days, np.int64), np.asarray(scores, np.float64)
    reliability = np.asarray(reliabilities, np.float64)
    factor = np.array([FACTORS[m] for m in modalities], np.float64)
    if not len(code) == len(day) == len(score) == len(reliability) == len(factor):
        raise ValueError("the sequences are of unequal length")
    if not (np.all(np.abs(score) <= SCALE) and np.all((reliability >= 0) & (reliability <= 1))):
        raise ValueError("a score is not in -10 to 10, or a reliability not in 0 to 1")
    weight = reliability * factor
    counted = np.flatnonzero(weight > 0)
    # stable: of equal weights the first given leads its event
    order = counted[np.lexsort((-weight[counted], code[counted]))]
    leads = np.ones(len(order), np.bool_)
    leads[1:] = code[order][1:] != code[order][:-1]
    best = order[leads]
    reports = np.diff(np.append(np.flatnonzero(leads), len(order)))
    by_day = np.argsort(day[best], kind="stable")
    best = best[by_day]
    return Evidence(
        day[best], score[best], weight[best], reports[by_day], uncounted=len(codes) - len(best)
    )


def score_series(evidence: Evidence, days: Whole, choices: Choices | None = None) -> Series:
    """The score on each of ``days`` (ascending day numbers) from the events up to that day.

    Sums decay from one day to the next instead of being added up anew, so that the time grows with
    events plus days.

    Raises:
        ValueError: the days do not ascend.
    """
    choices = choices or Choices()
    if np.any(np.diff(days) <= 0):
        raise ValueError("the days do not ascend")
    # the first of the days on which an event is known; those after the last day drop out
    at = np.searchsorted(days, evidence.days, side="left")
    known = at < len(days)
    at, size = at[known], len(days)
    age = (days[at] - evidence.days[known]) / choices.half_life_days
    weight = evidence.weights[known] * np.exp2(-age)
    gaps = np.diff(days) / choices.half_life_days
    total = _decayed(np.bincount(at, weight, size), np.exp2(-gaps))
    scored = _decayed(np.bincount(at, weight * evidence.scores[known], size), np.exp2(-gaps))
    squares = _decayed(np.bincount(at, weight**2, size), np.exp2(-2 * gaps))
    n_eff = np.divide(total**2, squares, out=np.zeros(size), where=squares > 0)
    mean = scored / (choices.k + total)
    half = choices.z * choices.sigma / np.sqrt(choices.k + total)
    return Series(
        days=days,
        mean=mean,
        low=np.maximum(mean - half, -SCALE),
        high=np.minimum(mean + half, SCALE),
        weight=total,
        n_eff=n_eff,
        events=np.cumsum(np.bincount(at, minlength=size)),
        reports=np.cumsum(np.bincount(at, evidence.reports[known], size)).astype(np.int64),
        sufficient=(n_eff >= choices.enough_events) & (total >= choices.enough_weight),
    )


def score_on(evidence: Evidence, day: date, choices: Choices | None = None) -> Score:
    """The score on one day from the events up to it."""
    return score_series(evidence, np.array([day_number(day)], np.int64), choices).at(0)


def _decayed(added: NDArray[Any], kept: Floats) -> Floats:
    """Running sums of ``added`` of which ``kept[i]`` is left from day i to day i + 1."""
    sums = added.astype(np.float64)
    for index, share in enumerate(kept):
        sums[index + 1] += share * sums[index]
    return sums

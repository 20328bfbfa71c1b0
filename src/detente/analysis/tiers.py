"""In which tier an issue belongs, and how near at hand an understanding on it is.

Tier 1: both sides are sourced with the same goal. Tier 2: their goals differ, but both signal
restraint. Tier 3: neither. The numbers here are choices, made to be seen and changed, and
estimated from nothing; `docs/agenda.md` gives the reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.analysis.dealings import Dealings
from detente.analysis.model import Agreement, Comparison, Link, Quoted
from detente.analysis.positions import is_sourced

Tier = Literal[1, 2, 3]
SignalKind = Literal["accepts", "undecided", "delinks", "cooperates"]

# Under this certainty no goal counts as shared, nor as compatible: a plain reading of one document
# for each side, both at 0.7, comes to 0.35.
ENOUGH = 0.3
# a sign of restraint is good for a year, an act for half a year (`dealings.py`)
_SIGNAL_DAYS = 365
_HALF_LIFE_DAYS = 180.0
# what the prospect is made of; the shares add up to 1
_GOALS, _ACTS, _RECENCY = 0.5, 0.3, 0.2
_NEARNESS: dict[Agreement, float] = {"same": 1.0, "compatible": 0.5, "opposed": -1.0}


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign of restraint by one side; ``row`` is None for acts, which are only counted."""

    kind: SignalKind
    row: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What places an issue; pairs are of the first and the second party.

    ``sourced`` is how many sourced positions each has on it, ``age`` how many days ago the older
    of the two positions compared was held, None where that is unknown.
    """

    issue: str
    agreement: Agreement
    certainty: float
    sourced: tuple[int, int]
    signals: tuple[tuple[Signal, ...], tuple[Signal, ...]]
    dealings: Dealings
    age: int | None


def facts_of(
    comparison: Comparison,
    links: tuple[Link, ...],
    dealings: Dealings,
    parties: tuple[str, str],
    day: date,
) -> Facts:
    """The facts of one issue on a day."""
    one, other = (_signals(comparison, links, dealings, parties, side, day) for side in (0, 1))
    dates = [row.date for row in comparison.pair or ()]
    ages = [(day - date.fromisoformat(text)).days for text in dates if text]
    mine, theirs = (sum(map(is_sourced, side.positions)) for side in comparison.sides)
    return Facts(
        comparison.issue,
        comparison.agreement,
        comparison.certainty,
        (mine, theirs),
        (one, other),
        dealings,
        max(ages) if ages and len(ages) == len(dates) else None,
    )


def tier_of(facts: Facts) -> Tier | None:
    """The tier, None where the two sides' goals are not known well enough to place the issue."""
    if facts.agreement == "unknown" or 0 in facts.sourced:
        return None
    if facts.agreement == "same" and facts.certainty >= ENOUGH:
        return 1
    return 2 if all(restrained(facts, side) for side in (0, 1)) else 3


def restrained(facts: Facts, side: int) -> bool:
    """True if a side gives a sign of restraint and did nothing hostile to the other of late.

    That nothing hostile is known is no sign by itself: the ledger may just not have heard of it.
    """
    signs = bool(facts.signals[side]) or near(facts)
    return signs and not facts.dealings.recent_hostile[side]


def near(facts: Facts) -> bool:
    """True if the goals go together, or may be the same: a sign of both sides."""
    if facts.agreement == "same":
        return True
    return facts.agreement == "compatible" and facts.certainty >= ENOUGH


def prospect(facts: Facts) -> float:
    """How near at hand an understanding is, 0 to 1; it sorts and is no probability.

    Half is the agreement of the goals, three tenths what the two did on the issue of late, two
    tenths how fresh the older of the two positions is.
    """
    goals = (1.0 + _NEARNESS.get(facts.agreement, 0.0) * facts.certainty) / 2.0
    good, bad = facts.dealings.cooperative, facts.dealings.hostile
    acts = (1.0 + good) / (2.0 + good + bad)
    fresh = 0.0 if facts.age is None else 2.0 ** (-max(facts.age, 0) / _HALF_LIFE_DAYS)
    return float(_GOALS * goals + _ACTS * acts + _RECENCY * fresh)


def _signals(
    comparison: Comparison,
    links: tuple[Link, ...],
    dealings: Dealings,
    parties: tuple[str, str],
    side: int,
    day: date,
) -> tuple[Signal, ...]:
    found: list[Signal] = []
    for row in comparison.sides[side].positions:
        if is_sourced(row) and _is_recent(row, day):
            if row.stance == "accepts":
                found.append(Signal("accepts", row))
            elif row.stance == "undecided":
                found.append(Signal("undecided", row))
    for link in links:
        own = link.kind == "delinkage" and link.row.party == parties[side]
        if own and comparison.issue in link.consequent_issues and is_own_word(link.row):
            found.append(Signal("delinks", link.row))
    if dealings.recent_cooperative[side]:
        found.append(Signal("cooperates"))
    return tuple(found)


def is_own_word(row: Quoted) -> bool:
    """True if no author and no hearsay asserts a link; links have no basis."""
    return row.voice not in {"author", "hearsay"}


def _is_recent(row: Quoted, day: date) -> bool:
    return row.date is not None and (day - date.fromisoformat(row.date)).days <= _SIGNAL_DAYS

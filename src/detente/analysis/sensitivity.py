"""What single change would move an issue, found by trying: each is made and the order made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from detente.analysis.ordering import Edge
from detente.analysis.tiers import ENOUGH, Facts, Signal, Tier, near, tier_of

# the order of all issues from their facts and the edges that are heeded
Order = Callable[[Sequence[Facts], Sequence[Edge]], Sequence[str]]


class Trial(NamedTuple):
    """A change in words, and the facts of the issue after it."""

    change: str
    facts: Facts


def sensitivity(
    facts: Facts,
    others: Sequence[Facts],
    edges: Sequence[Edge],
    parties: tuple[str, str],
    order: Order,
) -> str:
    """The first change that raises the issue and the first that lowers it, in words.

    Only where no change moves it to another tier, those are tried that move it within its own.

    Args:
        facts: of the issue.
        others: of all issues, this one too.
        edges: those that are heeded.
        parties: the names of the two.
        order: makes the order.
    """
    now = tier_of(facts)
    moves = [(trial.change, tier_of(trial.facts)) for trial in trials(facts, parties)]
    up = next((move for move in moves if _above(move[1], now)), None)
    down = next((move for move in moves if _above(now, move[1])), None)
    said = [
        f"{way} {_tier(move[1])}: {move[0]}."
        for way, move in (("Up to", up), ("Down to", down))
        if move is not None
    ]
    if not said:
        said = list(_ranks(facts, others, edges, order, parties))
    return " ".join(said) or "No single change that was tried would move it."


def trials(facts: Facts, parties: tuple[str, str]) -> Iterator[Trial]:
    """The changes that are tried, in their order: what may happen, then what may be misread."""
    for side, name in enumerate(parties):
        if facts.dealings.recent_hostile[side]:
            yield Trial(
                f"without the threats, sanctions or force of {name} of the last half year",
                _hostile(facts, side, 0),
            )
        else:
            yield Trial(
                f"with a threat, sanction or act of force by {name} on it", _hostile(facts, side, 1)
            )
        if not facts.signals[side]:
            yield Trial(f"with a sign of restraint by {name}", _signal(facts, side, True))
        elif len(facts.signals[side]) == 1:
            yield Trial(f"without the one sign of restraint by {name}", _signal(facts, side, False))
        if facts.sourced[side] == 1:
            gone = tuple(0 if at == side else count for at, count in enumerate(facts.sourced))
            yield Trial(
                f"without the one sourced position of {name}",
                replace(facts, sourced=(gone[0], gone[1])),
            )
    if facts.agreement == "same":
        yield Trial("if the two goals were read as opposed", replace(facts, agreement="opposed"))
    else:
        sure = max(facts.certainty, ENOUGH)
        yield Trial(
            "if the two goals were read as the same",
            replace(facts, agreement="same", certainty=sure),
        )
    if not near(facts):
        sure = max(facts.certainty, ENOUGH)
        yield Trial(
            "if the two goals were read as compatible",
            replace(facts, agreement="compatible", certainty=sure),
        )


def _ranks(
    facts: Facts,
    others: Sequence[Facts],
    edges: Sequence[Edge],
    order: Order,
    parties: tuple[str, str],
) -> Iterator[str]:
    now = order(others, edges).index(facts.issue)
    for change, made in _orders(facts, others, edges, order, parties):
        if facts.issue in made and (rank := made.index(facts.issue)) != now:
            yield f"To place {rank + 1}: {change}."
            return


def _orders(
    facts: Facts,
    others: Sequence[Facts],
    edges: Sequence[Edge],
    order: Order,
    parties: tuple[str, str],
) -> Iterator[tuple[str, Sequence[str]]]:
    for edge in edges:
        if edge.after == facts.issue:
            rest = [other for other in edges if other != edge]
            yield "without the link that has it wait", order(others, rest)
    for trial in trials(facts, parties):
        changed = [trial.facts if other.issue == facts.issue else other for other in others]
        yield trial.change, order(changed, edges)


def _hostile(facts: Facts, side: int, number: int) -> Facts:
    """With so many hostile acts of a side of late, those added of the weight of today's."""
    known = facts.dealings
    one, other = (number if at == side else n for at, n in enumerate(known.recent_hostile))
    left = (one + other) / max(sum(known.recent_hostile), 1)
    weight = known.hostile + number if number else known.hostile * left
    return replace(facts, dealings=replace(known, hostile=weight, recent_hostile=(one, other)))


def _signal(facts: Facts, side: int, given: bool) -> Facts:
    made = (Signal("accepts"),) if given else ()
    one, other = (made if at == side else found for at, found in enumerate(facts.signals))
    return replace(facts, signals=(one, other))


def _above(one: Tier | None, other: Tier | None) -> bool:
    """True if one tier is better than another; to have no place is the worst."""
    return (one or 4) < (other or 4)


def _tier(tier: Tier | None) -> str:
    return f"tier {tier}" if tier else "no place in the order"

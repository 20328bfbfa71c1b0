"""Where two parties converge and diverge, issue by issue.

How much each cares for an issue and whether they want the same are two findings. Goals are compared
only where both sides are sourced: what an author alone asserts of a party is shown among its
positions and never compared. Third parties have no part in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from detente.analysis.agreement import Agreements, Decision, Judge
from detente.analysis.gathering import Gathered, gather
from detente.analysis.model import Agreement, Comparison, Quoted, is_joint
from detente.analysis.positions import Held, hold, is_sourced, stand
from detente.analysis.salience import is_priority, salience

if TYPE_CHECKING:
    from detente.ledger import Ledger

# of each side's goals on an issue, so many of the newest are compared
_COMPARED = 6
# after so many days a position weighs half against a newer one
_HALF_LIFE_DAYS = 365.0
# Most goals of two parties on one issue have little to do with each other; that says less of the
# issue than one pair that has.
_UNRELATED = 0.25


class Pair(NamedTuple):
    """A decided pair of positions, and its weight: the sides' support, less the longer ago."""

    one: Held
    other: Held
    decision: Decision
    weight: float


@dataclass(frozen=True, slots=True)
class _Sides:
    """One issue with what both sides hold on it."""

    issue: str
    held: tuple[tuple[Held, ...], tuple[Held, ...]]


def compare(
    ledger: Ledger,
    a: str,
    b: str,
    as_of: date | str,
    since: date | str | None = None,
    judge: Judge | None = None,
) -> tuple[Comparison, ...]:
    """Two states (ISO3) on every issue on which one of them has a position, or both dealings.

    Those on which both have a sourced position come first, then by the lesser salience of the two.

    Args:
        ledger: an open ledger.
        a: ISO3 code of the first.
        b: of the second.
        as_of: the last day, month or year.
        since: the first one; events are not cut off, they weigh by their age.
        judge: decides the agreement of goals that their words do not; the network if not given.

    Raises:
        DetenteError: ``BAD_DATE``, ``MODEL_MISSING``, and those of the ledger.
    """
    return compare_gathered(gather(ledger, a, b, as_of, since), Agreements(judge))


def compare_gathered(gathered: Gathered, agreements: Agreements) -> tuple[Comparison, ...]:
    """The same, from what was gathered."""
    issues = sorted(
        {issue for _, issue in gathered.positions}
        | (gathered.attention[gathered.parties[0]].rows.keys())
        & gathered.attention[gathered.parties[1]].rows.keys()
    )
    sides = [_sides(gathered, issue) for issue in issues]
    # the judge's time goes to what both care for most
    sides.sort(key=lambda item: (_rank(gathered, item.issue, len(issues)), item.issue))
    # and to pairs across the parties before changes within one
    found = [choose(decide_pairs(*item.held, gathered.day, agreements)) for item in sides]
    made = [
        _comparison(gathered, item, len(issues), chosen, agreements)
        for item, chosen in zip(sides, found, strict=True)
    ]
    return tuple(sorted(made, key=lambda item: item.pair is None))


def _sides(gathered: Gathered, issue: str) -> _Sides:
    one, other = (hold(gathered.positions.get((p, issue), ())) for p in gathered.parties)
    return _Sides(issue, (one, other))


def _rank(gathered: Gathered, issue: str, issues: int) -> float:
    return -min(salience(gathered.attention[p], issue, issues) for p in gathered.parties)


def _comparison(
    gathered: Gathered,
    sides: _Sides,
    issues: int,
    chosen: tuple[Pair | None, float, str],
    agreements: Agreements,
) -> Comparison:
    best, certainty, reason = chosen
    stands = [
        stand(
            party,
            sides.issue,
            held,
            salience(gathered.attention[party], sides.issue, issues),
            gathered.attention[party].rows.get(sides.issue, 0),
            agreements,
        )
        for party, held in zip(gathered.parties, sides.held, strict=True)
    ]
    shared = all(is_priority(gathered.attention[p], sides.issue, issues) for p in gathered.parties)
    return Comparison(
        issue=sides.issue,
        sides=(stands[0], stands[1]),
        shared_salience=shared,
        agreement=best.decision.agreement if best else "unknown",
        pair=(best.one.row, best.other.row) if best else None,
        certainty=certainty,
        since=_since(best),
        decided_by=reason,
    )


def decide_pairs(
    ones: Sequence[Held], others: Sequence[Held], day: date, agreements: Agreements
) -> list[Pair]:
    """The pairs of sourced positions, one of each side, that could be decided."""
    first, second = (
        {id(item.row): item for item in held if is_sourced(item.row)} for held in (ones, others)
    )
    chosen = [list(held.values())[:_COMPARED] for held in (first, second)]
    # the newest of both first, so that what is asked does not depend on who is named first
    places = sorted(
        product(*(range(len(side)) for side in chosen)), key=lambda at: (sum(at), max(at), at)
    )
    pairs = [(chosen[0][one].row, chosen[1][other].row) for one, other in places]
    return [
        Pair(
            first[id(one)],
            second[id(other)],
            decision,
            _both(one, other, _weight(first[id(one)], day), _weight(second[id(other)], day)),
        )
        for (one, other), decision in agreements.decide_all(pairs)
        if decision.agreement != "unknown"
    ]


def choose(pairs: Sequence[Pair]) -> tuple[Pair | None, float, str]:
    """The pair that stands for the issue, its certainty (0 to 1), and what decided it, in words.

    The label with the most weight wins, and its weightiest pair stands for it. The certainty is
    the share that the decision gave it, times the share of its label in all related pairs, times
    the support of both rows, or of the one that both hold: the chance that all are right, were they
    independent.
    """
    if not pairs:
        return None, 0.0, ""
    totals: defaultdict[Agreement, float] = defaultdict(float)
    for pair in pairs:
        totals[pair.decision.agreement] += _says(pair)
    label = max(totals, key=lambda name: (totals[name], name))
    best = max(
        (pair for pair in pairs if pair.decision.agreement == label),
        key=lambda pair: (
            _says(pair),
            _support(pair),
            *sorted((pair.one.row.id, pair.other.row.id)),
        ),
    )
    against = _against(totals, label)
    share = totals[label] / (totals[label] + against) if totals[label] else 0.0
    certainty = best.decision.certainty * share * _support(best)
    return best, certainty, best.decision.reason


def _against(totals: Mapping[Agreement, float], label: Agreement) -> float:
    """The weight of what contradicts a label; goals that have nothing to do with it do not."""
    return sum(total for name, total in totals.items() if name not in {label, "unrelated"})


def _support(pair: Pair) -> float:
    one, other = pair.one, pair.other
    return _both(one.row, other.row, one.support, other.support)


def _both(one: Quoted, other: Quoted, first: float, second: float) -> float:
    """The chance of two rows, of one that both hold just its own."""
    return min(first, second) if is_joint(one, other) else first * second


def _says(pair: Pair) -> float:
    factor = _UNRELATED if pair.decision.agreement == "unrelated" else 1.0
    return pair.weight * pair.decision.certainty * factor


def _weight(held: Held, day: date) -> float:
    if held.row.date is None:
        return 0.0
    age = (day - date.fromisoformat(held.row.date)).days
    return float(held.support * 2.0 ** (-max(age, 0) / _HALF_LIFE_DAYS))


def _since(pair: Pair | None) -> str | None:
    """The later of the first days on which each stood as it does in the pair."""
    if pair is None or pair.one.first is None or pair.other.first is None:
        return None
    return max(pair.one.first, pair.other.first)

"""Log-rolls: pairs of issues on which each side could give what matters less to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from detente.analysis.model import Comparison, Trade

# each side's attention to the two issues must differ by so much of their sum
_LEAST_GAIN = 0.2
# fewer rows than this of a side on both issues together say nothing of which it cares for more
_LEAST_ROWS = 5
_SHOWN = 5


class _Issue(NamedTuple):
    issue: str
    shares: tuple[float, float]
    rows: tuple[int, int]


def find_trades(
    comparisons: Iterable[Comparison], parties: tuple[str, str], labels: Mapping[str, str]
) -> tuple[Trade, ...]:
    """The pairs of contested issues whose saliences cross, those with most to gain first.

    ``issue_a`` is the one that the first party cares for more. Each side's lead is the difference
    of its saliences over their sum; the gain is the lesser of the two leads, 0 to 1.

    Args:
        comparisons: of two parties.
        parties: their names.
        labels: issue → what it is called.
    """
    contested = [
        _Issue(
            item.issue,
            (item.sides[0].salience, item.sides[1].salience),
            (item.sides[0].rows, item.sides[1].rows),
        )
        for item in comparisons
        if item.agreement not in {"same", "unknown"}
    ]
    found = [
        trade
        for pair in combinations(sorted(contested), 2)
        if all(pair[0].rows[side] + pair[1].rows[side] >= _LEAST_ROWS for side in (0, 1))
        if (trade := _trade(*pair, parties, labels)) is not None
    ]
    return tuple(sorted(found, key=lambda trade: (-trade.gain, trade.issue_a, trade.issue_b)))[
        :_SHOWN
    ]


def _trade(
    one: _Issue, other: _Issue, parties: tuple[str, str], labels: Mapping[str, str]
) -> Trade | None:
    first, second = _lead(one, other, 0), _lead(one, other, 1)
    # one side leads on the first issue, the other on the second
    if first * second >= 0 or min(abs(first), abs(second)) < _LEAST_GAIN:
        return None
    mine, theirs = (one, other) if first > 0 else (other, one)
    reason = (
        f"{parties[0]} gives {labels[mine.issue]} {mine.shares[0]:.0%} of its attention and"
        f" {labels[theirs.issue]} {theirs.shares[0]:.0%}; {parties[1]} gives them"
        f" {mine.shares[1]:.0%} and {theirs.shares[1]:.0%}."
    )
    return Trade(mine.issue, theirs.issue, min(abs(first), abs(second)), reason)


def _lead(one: _Issue, other: _Issue, side: int) -> float:
    total = one.shares[side] + other.shares[side]
    return (one.shares[side] - other.shares[side]) / total if total else 0.0

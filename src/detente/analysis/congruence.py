"""Where two states stand on each issue: stances, salience, congruence and conflict.

A state's position counts once for a document, issue and stance, so that a page that repeats itself
is no stronger evidence. To seek and to accept is to be for something, to oppose is to be against;
who is undecided takes no side. What only an author, hearsay or the other state has of a state is
not its position and is left out. Congruence and conflict are those of
:mod:`detente.analysis.networks`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import pyarrow as pa

from detente.analysis.issue_columns import leaf_codes
from detente.analysis.networks import count, overlaps
from detente.analysis.salience import Attention, salience
from detente.analysis.speaking import NO_SOURCE, own_rows
from detente.knowledge.issues import issues
from detente.record import Stance

# The side that a stance takes.
SIDES: Mapping[Stance, str] = MappingProxyType(
    {"seeks": "for", "accepts": "for", "opposes": "against"}
)


@dataclass(frozen=True, slots=True)
class IssueRow:
    """Two states on one issue; each pair is of the first and the second state.

    ``positions`` are how many positions each has taken, ``stances`` how many of each stance;
    ``salience`` (0 to 1) is as in :mod:`detente.analysis.salience`. ``congruence`` and ``conflict``
    are pairs of positions, one of each state, on the same side and on opposite ones; ``documents``
    is how many pages the positions are from.
    """

    issue: str
    label: str
    positions: tuple[int, int]
    stances: tuple[Mapping[Stance, int], Mapping[Stance, int]]
    salience: tuple[float, float]
    congruence: float
    conflict: float
    documents: int


class Taken(NamedTuple):
    """A stance that a state takes on an issue in a document."""

    state: str
    issue: str
    stance: Stance
    document: str


class Counted(NamedTuple):
    """The stances that count, each once, and how many positions are not a state's own."""

    taken: tuple[Taken, ...]
    left_out: int


def stances(table: pa.Table, parties: tuple[str, str]) -> Counted:
    """The stances of two states in a table of :func:`detente.ledger.columns.position_columns`."""
    names = ("position", "document", "state", "stance", "basis", "voice")
    sets, codes = leaf_codes(table["issues"])
    found: dict[Taken, None] = {}
    counted: set[str] = set()
    others: set[str] = set()
    for is_own, code, position, document, state, stance, basis, voice in zip(
        own_rows(table, parties),
        codes.tolist(),
        *(table[name].to_pylist() for name in names),
        strict=True,
    ):
        if not is_own or basis == "author-asserted" or voice in NO_SOURCE:
            others.add(position)
            continue
        counted.add(position)
        for issue in sets[code]:
            found[Taken(state, issue, stance, document)] = None
    return Counted(tuple(found), len(others - counted))


def issue_rows(
    taken: Iterable[Taken],
    states: tuple[str, str],
    attention: Mapping[str, Attention],
    below: frozenset[str] | None = None,
) -> tuple[IssueRow, ...]:
    """One row an issue on which either state takes a stance, that with most pairs first.

    Args:
        taken: of both states.
        states: their ISO3 codes.
        attention: state → its rows on all issues.
        below: only these issues.
    """
    on: defaultdict[str, list[Taken]] = defaultdict(list)
    for item in taken:
        on[item.issue].append(item)
    pairs = _pairs(on, states)
    every = set(on).union(*(attention[state].rows for state in states))
    order = {issue: place for place, issue in enumerate(issues())}
    made = [
        _row(
            issue,
            items,
            states,
            [salience(attention[state], issue, len(every)) for state in states],
            pairs.get(issue, (0.0, 0.0)),
        )
        for issue, items in on.items()
        if below is None or issue in below
    ]
    return tuple(
        sorted(
            made,
            key=lambda row: (
                -(row.congruence + row.conflict),
                -sum(row.positions),
                order.get(row.issue, len(order)),
                row.issue,
            ),
        )
    )


def _pairs(
    on: Mapping[str, Iterable[Taken]], states: tuple[str, str]
) -> Mapping[str, tuple[float, float]]:
    """Issue → congruence and conflict, where both states take a side."""
    cube = count(
        (item.state, issue, SIDES[item.stance])
        for issue, items in on.items()
        for item in items
        if item.stance in SIDES
    )
    if not set(states) <= set(cube.actors):
        return {}
    return {item.concept: (item.congruence, item.conflict) for item in overlaps(cube, *states)}


def _row(
    issue: str,
    items: list[Taken],
    states: tuple[str, str],
    share: list[float],
    pairs: tuple[float, float],
) -> IssueRow:
    known = issues().get(issue)
    numbers = [Counter(item.stance for item in items if item.state == state) for state in states]
    return IssueRow(
        issue,
        known.label if known else issue,
        (numbers[0].total(), numbers[1].total()),
        (MappingProxyType(dict(numbers[0])), MappingProxyType(dict(numbers[1]))),
        (share[0], share[1]),
        *pairs,
        len({item.document for item in items}),
    )

"""Which issue is to come before which, by the links between them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise, product
from typing import NamedTuple

from detente.analysis.model import Link
from detente.record import LinkageKind

# In these the consequent waits for the antecedent. In a reciprocal link both come at once, a
# spillover happens of itself, and a delinkage says that there is no order.
_WAITING: frozenset[LinkageKind] = frozenset({"enabling", "sequence", "conditional", "necessary"})


class Edge(NamedTuple):
    """``before`` is to come before ``after``, by the link with this id and confidence."""

    before: str
    after: str
    confidence: float
    link: str


def edges_of(links: Iterable[Link]) -> tuple[Edge, ...]:
    """One edge for each two issues of which one waits for the other: that of the surest link."""
    best: dict[tuple[str, str], Edge] = {}
    for link in links:
        if link.kind not in _WAITING:
            continue
        for before, after in product(link.antecedent_issues, link.consequent_issues):
            edge = Edge(before, after, link.row.confidence, link.row.id)
            known = best.get((before, after))
            if before != after and (known is None or _strength(edge) > _strength(known)):
                best[before, after] = edge
    return tuple(sorted(best.values()))


def without_cycles(edges: Iterable[Edge]) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """The edges that can all be heeded, and those left out so that they can.

    Of each cycle the edge of the least sure link is left out, of equals that with the lesser id.
    """
    kept, dropped = sorted(edges), list[Edge]()
    while cycle := _cycle(kept):
        weakest = min((edge for edge in kept if (edge.before, edge.after) in cycle), key=_strength)
        kept.remove(weakest)
        dropped.append(weakest)
    return tuple(kept), tuple(dropped)


def in_order(ranked: Sequence[str], edges: Iterable[Edge]) -> tuple[str, ...]:
    """The issues in their order, but each after those it waits for: always the first that may.

    Raises:
        CycleError: the edges have a cycle.
    """
    place = {issue: at for at, issue in enumerate(ranked)}
    sorter = TopologicalSorter[str](dict.fromkeys(ranked, ()))
    for edge in edges:
        if edge.before in place and edge.after in place:
            sorter.add(edge.after, edge.before)
    sorter.prepare()
    ready: list[tuple[int, str]] = []
    found: list[str] = []
    while sorter.is_active():
        for issue in sorter.get_ready():
            heapq.heappush(ready, (place[issue], issue))
        _, first = heapq.heappop(ready)
        found.append(first)
        sorter.done(first)
    return tuple(found)


def _cycle(edges: Iterable[Edge]) -> frozenset[tuple[str, str]]:
    """The edges of a cycle, as pairs of issues; none where there is no cycle."""
    waits: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        waits[edge.after].append(edge.before)
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        # each issue of the list is to come before the next
        return frozenset(pairwise(error.args[1]))
    return frozenset()


def _strength(edge: Edge) -> tuple[float, str]:
    return edge.confidence, edge.link

"""The order in which two parties may best take up their issues, computed; and what authors propose.

tiers → prospect within each → links within each → trades. The stated orders stand beside it as they
are; nothing of them enters the computed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from detente.analysis.agreement import Agreements, Judge
from detente.analysis.convergence import compare_gathered
from detente.analysis.dealings import Dealings
from detente.analysis.gathering import Columns, gather
from detente.analysis.linkages import load_links
from detente.analysis.model import Agenda, Comparison, Link, Place, Quoted, StatedAgenda
from detente.analysis.ordering import Edge, edges_of, in_order, without_cycles
from detente.analysis.sensitivity import sensitivity
from detente.analysis.stated import load_stated
from detente.analysis.tiers import (
    ENOUGH,
    Facts,
    Signal,
    Tier,
    facts_of,
    near,
    prospect,
    tier_of,
)
from detente.analysis.trades import find_trades
from detente.knowledge import knowledge
from detente.knowledge.issues import issues

if TYPE_CHECKING:
    from detente.ledger import Ledger

_TIERS: tuple[Tier, ...] = (1, 2, 3)
_SIGNS = {
    "accepts": "accepts what it is asked",
    "undecided": "has left it open",
    "delinks": "keeps it apart from other quarrels",
    "cooperates": "dealt with the other side on it in the last half year",
}


def make_agenda(
    ledger: Ledger,
    a: str,
    b: str,
    as_of: date | str,
    since: date | str | None = None,
    judge: Judge | None = None,
    columns: Columns | None = None,
) -> tuple[tuple[Comparison, ...], Agenda]:
    """Two states (ISO3) issue by issue, and the order for their meeting.

    Arguments and errors as for :func:`detente.analysis.convergence.compare`; ``columns`` is what
    the ledger holds of the two in the period, where it was asked before.
    """
    gathered = gather(ledger, a, b, as_of, since, columns)
    comparisons = compare_gathered(gathered, Agreements(judge))
    about = {item.issue for item in comparisons}
    links = load_links(ledger, a, b, as_of, since, about)
    stated = load_stated(ledger, a, b, as_of, since, about)
    made = compute_agenda(
        comparisons, links, gathered.dealings, gathered.parties, gathered.day, stated
    )
    return comparisons, replace(made, unsure=gathered.unsure)


def compute_agenda(
    comparisons: Sequence[Comparison],
    links: Sequence[Link],
    dealings: Mapping[str, Dealings],
    parties: tuple[str, str],
    day: date,
    stated: Sequence[StatedAgenda] = (),
) -> Agenda:
    """The order from what is known on a day; ``stated`` is handed through untouched."""
    names = _names(parties)
    work = _Work(tuple(comparisons), tuple(links), dict(dealings), parties, day, names)
    labels = {item.issue: label(item.issue) for item in comparisons}
    return Agenda(
        computed=tuple(work.places()),
        trades=find_trades(comparisons, names, labels),
        links=tuple(links),
        stated=tuple(stated),
        unplaced=work.unplaced,
    )


def order(facts: Iterable[Facts], edges: Sequence[Edge]) -> tuple[str, ...]:
    """The issues tier by tier, by prospect and then by the links within the tier.

    A link from a later tier is not heeded: what both want is not held up by what neither will
    discuss. Issues without a tier have no place.
    """
    tiers: dict[Tier, list[Facts]] = {tier: [] for tier in _TIERS}
    for item in facts:
        if (tier := tier_of(item)) is not None:
            tiers[tier].append(item)
    ordered: list[str] = []
    for tier in _TIERS:
        ranked = sorted(tiers[tier], key=lambda item: (-prospect(item), item.issue))
        ordered += in_order([item.issue for item in ranked], edges)
    return tuple(ordered)


def label(issue: str) -> str:
    """What an issue is called; its id if the tree in use does not have it."""
    known = issues().get(issue)
    return known.label if known else issue


@dataclass(frozen=True)
class _Work:
    """The making of one order."""

    comparisons: tuple[Comparison, ...]
    links: tuple[Link, ...]
    dealings: Mapping[str, Dealings]
    parties: tuple[str, str]
    day: date
    names: tuple[str, str]

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        return {
            item.issue: facts_of(
                item,
                self.links,
                self.dealings.get(item.issue, Dealings()),
                self.parties,
                self.day,
            )
            for item in self.comparisons
        }

    @cached_property
    def edges(self) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
        """Those that can be heeded, and those left out for the cycles they make."""
        placed = {issue for issue, facts in self.facts.items() if tier_of(facts) is not None}
        found = edges_of(self.links)
        return without_cycles(
            edge for edge in found if edge.before in placed and edge.after in placed
        )

    @property
    def unplaced(self) -> tuple[str, ...]:
        return tuple(issue for issue, facts in self.facts.items() if tier_of(facts) is None)

    def places(self) -> Iterator[Place]:
        by_issue = {item.issue: item for item in self.comparisons}
        everything = tuple(self.facts.values())
        for rank, issue in enumerate(order(everything, self.edges[0]), 1):
            facts = self.facts[issue]
            tier = tier_of(facts)
            assert tier is not None
            after, unmet = self._waits(issue)
            yield Place(
                rank=rank,
                tier=tier,
                issue=issue,
                prospect=round(prospect(facts), 4),
                reasons=tuple(self._reasons(by_issue[issue], facts, tier, after, unmet)),
                rows=self._rows(by_issue[issue], facts),
                after=after,
                sensitivity=sensitivity(facts, everything, self.edges[0], self.names, order),
            )

    def _waits(self, issue: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The issues that this one waits for: those before it, and those in a later tier."""
        before = [edge.before for edge in self.edges[0] if edge.after == issue]
        mine = tier_of(self.facts[issue]) or 0
        unmet = tuple(other for other in before if (tier_of(self.facts[other]) or 0) > mine)
        return tuple(other for other in before if other not in unmet), unmet

    def _reasons(
        self,
        comparison: Comparison,
        facts: Facts,
        tier: Tier,
        after: Sequence[str],
        unmet: Sequence[str],
    ) -> Iterator[str]:
        yield _goals(comparison)
        yield from map(_source, comparison.pair or (), self.names)
        if tier != 1:
            for side, name in enumerate(self.names):
                yield _restraint(facts, side, name)
        acts = facts.dealings
        if acts.last:
            good, bad = sum(acts.recent_cooperative), sum(acts.recent_hostile)
            yield (
                f"Acts between the two on it in the last half year: {good} of cooperation,"
                f" {bad} hostile; the last one known is of {acts.last}."
            )
        if after:
            yield f"It is made to depend on {_listed(after)}, which comes before."
        if unmet:
            yield f"It is made to depend on {_listed(unmet)}, which stands in a later tier."
        dropped = [edge.before for edge in self.edges[1] if edge.after == facts.issue]
        if dropped:
            yield (
                f"That it depends on {_listed(dropped)} is not heeded: surer links have it the"
                " other way round."
            )

    def _rows(self, comparison: Comparison, facts: Facts) -> tuple[Quoted, ...]:
        """The two positions, what shows restraint, and the links that order it; each once.

        One position that both hold is a row of each.
        """
        rows = list(comparison.pair or ())
        rows += [signal.row for side in facts.signals for signal in side if signal.row]
        ordering = {edge.link for edge in self.edges[0] if edge.after == facts.issue}
        rows += [link.row for link in self.links if link.row.id in ordering]
        return tuple({(row.id, row.party): row for row in rows}.values())


def _goals(comparison: Comparison) -> str:
    sure = f"certainty {comparison.certainty:.2f}"
    since = f", since {comparison.since}" if comparison.since else ""
    if comparison.agreement == "same" and comparison.certainty < ENOUGH:
        return f"The two goals may be the same, but not surely enough ({sure})."
    said = {
        "same": "Both sides are sourced with the same goal",
        "compatible": "The two goals differ and go together",
        "opposed": "The two goals are opposed",
        "unrelated": "The two goals have little to do with each other",
    }[comparison.agreement]
    return f"{said} ({sure}{since})."


def _source(row: Quoted, name: str) -> str:
    said = "in its own words" if row.basis == "self-stated" else "as reported, not in its own words"
    return f"{name}: {said}{f', {row.date}' if row.date else ''}."


def _restraint(facts: Facts, side: int, name: str) -> str:
    if number := facts.dealings.recent_hostile[side]:
        acts = (
            "a threat, sanction or act of force"
            if number == 1
            else (f"{number} threats, sanctions or acts of force")
        )
        return f"{name}: {acts} on it in the last half year."
    kinds = dict.fromkeys(signal.kind for signal in facts.signals[side])
    if kinds:
        return f"{name}: {'; '.join(_SIGNS[kind] for kind in kinds)}{_dates(facts.signals[side])}."
    if near(facts):
        return f"{name}: its goal leaves room for the other's."
    return f"{name}: no sign of restraint is known."


def _dates(signals: Iterable[Signal]) -> str:
    dates = sorted({signal.row.date for signal in signals if signal.row and signal.row.date})
    return f" ({', '.join(dates)})" if dates else ""


def _listed(found: Iterable[str]) -> str:
    return ", ".join(label(issue) for issue in found)


def _names(parties: tuple[str, str]) -> tuple[str, str]:
    states = knowledge().states
    one, other = (states[p].name if p in states else p for p in parties)
    return one, other

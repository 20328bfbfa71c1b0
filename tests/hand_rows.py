"""Rows made by hand for the tests of positions, comparisons and agendas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from detente.analysis.agreement import Agreements, unsure
from detente.analysis.convergence import compare_gathered
from detente.analysis.dealings import Dealings
from detente.analysis.gathering import Gathered
from detente.analysis.model import Comparison, Link, Quoted
from detente.analysis.salience import Attention
from detente.record import Basis, LinkageKind, Stance

DAY = date(2010, 4, 1)
A, B = "USA", "RUS"
_numbers = count(1)


def row(
    goal: str,
    stance: Stance = "seeks",
    party: str = A,
    day: str | None = "2010-03-01",
    basis: Basis = "self-stated",
    confidence: float = 0.8,
) -> Quoted:
    """A position, each on a page of its own."""
    number = next(_numbers)
    return Quoted(
        id=f"p-{number:05}",
        document=f"d-{number:05}",
        date=day,
        party=party,
        actor=party,
        quote=f"It {stance} {goal}.",
        text=goal,
        voice="author" if basis == "author-asserted" else "speaker",
        confidence=confidence,
        stance=stance,
        basis=basis,
    )


def link(
    kind: LinkageKind, before: str, after: str, confidence: float = 0.8, party: str = A
) -> Link:
    """A linkage of one issue to another."""
    quoted = replace(row(f"{before} then {after}", party=party), stance=None, basis=None)
    return Link(kind, (before,), (after,), before, after, replace(quoted, confidence=confidence))


def gathered(
    rows: Mapping[str, Sequence[Quoted]],
    dealings: dict[str, Dealings] | None = None,
    attention: dict[str, Attention] | None = None,
) -> Gathered:
    """What the ledger has, from issue → rows of both parties."""
    positions = {
        (party, issue): tuple(item for item in found if item.party == party)
        for issue, found in rows.items()
        for party in (A, B)
    }
    positions = {key: found for key, found in positions.items() if found}
    counted = {
        party: Attention(
            {issue: len(found) for (of, issue), found in positions.items() if of == party},
            sum(len(found) for (of, _), found in positions.items() if of == party),
        )
        for party in (A, B)
    }
    return Gathered((A, B), DAY, positions, attention or counted, dealings or {})


def compared(**rows: Sequence[Quoted]) -> dict[str, Comparison]:
    """Issue → its comparison, decided by the words alone; ``i1_2`` names the issue 1.2."""
    named = {name[1:].replace("_", "."): found for name, found in rows.items()}
    made = compare_gathered(gathered(named), Agreements(unsure))
    return {item.issue: item for item in made}

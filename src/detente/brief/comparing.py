"""Where the two sides converge and diverge: goals and salience, which are separate findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from detente.analysis.model import Agreement, Comparison, Quoted, is_joint
from detente.brief.desk import Desk, label, listed, on_day, sentence, state_name
from detente.brief.model import Block, Claim, Quote, Section
from detente.brief.stances import clause, is_held

_FINDINGS: dict[Agreement, str] = {
    "same": "Same goal",
    "compatible": "Compatible goals",
    "opposed": "Opposed goals",
    "unrelated": "Different goals on the one issue",
}
_CONVERGE = frozenset({"same", "compatible"})
_QUOTE = 28
# what cannot be told is worth few lines
_NOT_CLEAR = 2
# Under this a finding is more likely wrong than right: it is said to be not clear.
LIKELY = 0.5
_NOT_TOLD = "Whether the goals agree cannot be told"


def is_comparable(desk: Desk, one: Comparison) -> bool:
    """True for an issue with a pair that can be quoted: two sentences, or one that both say."""
    pair = one.pair
    if pair is None:
        return False
    return all(_may_be_told(desk, row) for row in pair) and _apart(desk, pair)


def _may_be_told(desk: Desk, row: Quoted) -> bool:
    page = desk.page(row.document)
    return page is not None and is_held(row, page)


def _apart(desk: Desk, pair: tuple[Quoted, Quoted]) -> bool:
    if is_joint(*pair) or pair[0].document != pair[1].document:
        return True
    page = desk.library[pair[0].document]
    rows = [page.rows.get(row.id) for row in pair]
    return None in rows or len({row.sentence for row in rows if row}) == len(rows)


def compared(desk: Desk, most: int) -> dict[str, list[Comparison]]:
    """By heading the issues on which goals converge, diverge or cannot be told; so many each."""
    groups: dict[str, list[Comparison]] = {"Converge": [], "Diverge": [], "Not clear": []}
    for one in desk.computed.comparisons:
        if one.certainty < LIKELY:
            groups["Not clear"].append(one)
        else:
            groups["Converge" if one.agreement in _CONVERGE else "Diverge"].append(one)
    # the bottom line rests on the first of each
    for found in groups.values():
        found.sort(key=lambda one: (one.shared_salience, one.certainty), reverse=True)
    mosts = {"Not clear": min(most, _NOT_CLEAR)}
    # pages are read for as many as are wanted, not for all
    return {
        name: list(
            islice((one for one in found if is_comparable(desk, one)), mosts.get(name, most))
        )
        for name, found in groups.items()
    }


def comparison(desk: Desk, most: int) -> Section:
    """What they agree on, then what they do not, both quotes beside each other."""
    blocks = [
        Block(name, tuple(claim for one in found for claim in _finding(desk, one)))
        for name, found in compared(desk, most).items()
        if found
    ]
    alone = [one for one in desk.computed.comparisons if not one.pair and one.shared_salience]
    if alone:
        names = "; ".join(f"{label(one.issue)} ({_shares(one)})" for one in alone[:most])
        words = f"A priority of each, but not sourced well enough to compare goals: {names}."
        more = max(len(alone) - most, 0)
        blocks.append(Block("Not comparable", (sentence(words),), more, "issue"))
    if not blocks:
        words = "No issue has positions of each that can be compared."
        blocks.append(Block("", (sentence(words),)))
    return Section("comparison", "Where they converge and diverge", tuple(blocks))


def _finding(desk: Desk, one: Comparison) -> Iterator[Claim]:
    assert one.pair is not None
    since = f", at least since {on_day(one.since)}" if one.since else ""
    sure = f" (certainty {one.certainty:.0%})"
    finding = f"{_FINDINGS[one.agreement]}{sure}{since}"
    if one.certainty < LIKELY:
        told = "One goal of both, if it is read right" if is_joint(*one.pair) else _NOT_TOLD
        finding = f"{told}{sure}"
    pieces: list[str | Quote] = []
    if is_joint(*one.pair):
        pieces = clause(desk, one.pair[0], named=True, longest=_QUOTE, joint=True)
    else:
        mine, theirs = (clause(desk, row, named=True, longest=_QUOTE) for row in one.pair)
        pieces = [*mine, "; ", *theirs]
    yield sentence(
        f"{finding}: ",
        *pieces,
        ".",
        lead=label(one.issue),
        parties=desk.codes,
        support=tuple(desk.goal(row) for row in dict.fromkeys(one.pair)),
    )
    shared = "Shared priority" if one.shared_salience else "No shared priority"
    yield sentence(
        f"{shared}: {_shares(one)} of what is recorded of {listed(list(_names(desk)))}.",
        joined=True,
    )


def _shares(one: Comparison) -> str:
    return " and ".join(f"{side.salience:.0%}" for side in one.sides)


def _names(desk: Desk) -> Iterator[str]:
    return (state_name(code) for code in desk.codes)

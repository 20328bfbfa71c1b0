"""What the ledger cannot say, in words, and where its sources contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.brief.desk import (
    Desk,
    clean,
    first_upper,
    listed,
    listed_issues,
    number,
    outlet,
    sentence,
)
from detente.brief.desk import state_name as name_of
from detente.brief.entries import MIN_CONFIDENCE
from detente.brief.gather import Library, events_between
from detente.brief.model import Block, Claim, Section, Withheld
from detente.brief.needs import demanded
from detente.brief.page import Page

_EXAMPLES = 3
_CONFLICTS = 2
_LOOKED_AT = 60
# Why the score leaves an event out, by its modality or what else stands against it.
_REASONS = {
    "joint": "done by both to a third party",
    "later": "on pages after the day",
    "undated": "without a date",
    "unsure": "read with no confidence",
    "scheduled": "planned only",
    "predicted": "only predicted",
    "proposed": "only proposed",
    "recommended": "only recommended",
    "hypothetical": "only imagined",
    "feared": "only feared",
    "negated": "denied",
    "historical": "told as history",
}


def gaps(desk: Desk) -> Section:
    """The gaps of a brief, those that weigh most first."""
    claims = (
        *_conflicts(desk),
        *_evidence(desk),
        *_unplaced(desk),
        *_of_statements(desk),
        *_of_pages(desk.library),
        *_of_ledger(desk),
    )
    return Section("gaps", "Gaps and conflicts between sources", (Block("", claims, noun="gap"),))


def with_withheld(section: Section, withheld: Sequence[Withheld]) -> Section:
    """The gaps, headed by what was withheld and why."""
    if not withheld:
        return section
    # without the id of the row, which the JSON has
    reasons = dict.fromkeys(clean(one.reason.rpartition(": ")[2]) for one in withheld)
    are = "is" if len(withheld) == 1 else "are"
    told = sentence(
        f"{number(len(withheld), 'sentence')} {are} withheld, which the ledger does not support: ",
        ", ".join(list(reasons)[:_EXAMPLES]) + (", …" if len(reasons) > _EXAMPLES else "") + ".",
    )
    # a reason names the wording that failed; the line itself claims nothing
    line = Claim(told.pieces, lead="Withheld")
    block = section.blocks[0]
    return Section(section.key, section.title, (replace(block, claims=(line, *block.claims)),))


def _conflicts(desk: Desk) -> Iterator[Claim]:
    """Events that one page tells as done and another denies."""
    until = desk.period.as_of
    denied = events_between(
        desk.ledger, desk.parties, None, "negated", until=until, limit=_LOOKED_AT
    )
    done = {
        row["event"]: row
        for row in events_between(
            desk.ledger, desk.parties, None, ("actual", "reported"), until=until, limit=_LOOKED_AT
        )
    }
    pairs = [(done[row["event"]], row) for row in denied if row["event"] in done]
    for one, other in pairs[:_CONFLICTS]:
        pages = desk.page(one["document"]), desk.page(other["document"])
        if pages[0] is None or pages[1] is None or pages[0] is pages[1]:
            continue
        first, cut_first = desk.words(one, "passage", "", 24)
        second, cut_second = desk.words(other, "passage", "", 24)
        yield sentence(
            f"{outlet(pages[0].document)} has it ",
            first,
            cut_first,
            f"; in {outlet(pages[1].document)} it is denied: ",
            second,
            cut_second,
            ".",
            lead="Sources disagree",
        )


def _evidence(desk: Desk) -> Iterator[Claim]:
    relation = desk.computed.relation
    lead = "Relation"
    if relation.score is None or relation.score.mean is None:
        yield sentence(f"{first_upper(relation.words)}.", lead=lead)
        lead = ""
    left_out = {name: count for name, count in relation.left_out.items() if count}
    if left_out:
        kinds = listed([f"{count} {_REASONS.get(name, name)}" for name, count in left_out.items()])
        yield sentence(
            f"The score leaves out {number(sum(left_out.values()), 'event')}: {kinds}.",
            lead=lead,
            joined=not lead,
        )
    lead = "Positions"
    if unsure := desk.computed.agenda.unsure:
        yield sentence(
            f"{number(unsure, 'position')} read with a confidence under {LEAST_CONFIDENCE}"
            f" {'is' if unsure == 1 else 'are'} not used.",
            lead=lead,
        )
        lead = ""
    if relation.positions_left_out:
        one = relation.positions_left_out == 1
        yield sentence(
            f"{number(relation.positions_left_out, 'position')} {'is' if one else 'are'} no state’s"
            " own (an author’s word, hearsay, or a firm’s) and not compared.",
            lead=lead,
            joined=not lead,
        )


def _unplaced(desk: Desk) -> Iterator[Claim]:
    issues = desk.computed.agenda.unplaced
    if issues:
        more = f"; and {len(issues) - 4} more" if len(issues) > 4 else ""
        yield sentence(
            "Too little is sourced of one side or the other to place:"
            f" {listed_issues(issues[:4])}{more}.",
            lead="No place",
        )


def _of_statements(desk: Desk) -> Iterator[Claim]:
    words = {
        "low_confidence": f"read with a confidence under {MIN_CONFIDENCE}",
        "private": "by people who are not presented as speaking for the state",
        "fragment": "of which only fragments could be made out",
        "later": "in updates later than the day of this paper",
        "straddling": "on pages that may be later than the day of this paper",
        "missing": "not on their page any more",
    }
    lead = "Left out"
    for said in desk.said:
        found = [(name, said.left_out[name]) for name in words if said.left_out[name]]
        if found:
            told = listed([f"{count} {words[name]}" for name, count in found])
            yield sentence(
                f"Of {number(said.statements, 'statement')} of {name_of(said.party.iso3)}"
                f" looked at: {told}.",
                lead=lead,
                joined=not lead,
            )
            lead = ""
    for said in desk.said:
        if not said.drafts:
            yield sentence(
                f"No statement by {name_of(said.party.iso3)} can be quoted.", lead="Silent"
            )


def _of_pages(library: Library) -> Iterator[Claim]:
    pages = list(library)
    kinds: tuple[tuple[str, list[Page]], ...] = (
        ("without a date", [one for one in pages if one.document.published.date is None]),
        (
            "dated by inference",
            [one for one in pages if one.document.published.basis == "inferred"],
        ),
        (
            "later parts of longer texts, which may name the speakers before",
            [one for one in pages if one.document.part and one.document.part.page > 1],
        ),
    )
    told = [f"{len(found)} {what}" for what, found in kinds if found]
    if told:
        yield sentence(f"Of {number(len(pages), 'page')} looked at: {listed(told)}.", lead="Pages")


def _of_ledger(desk: Desk) -> Iterator[Claim]:
    doubles = desk.ledger.counts(only=("near_duplicates",))["near_duplicates"]
    if doubles:
        yield sentence(
            f"{number(doubles, 'page')} of the ledger with the story of another count once.",
            lead="Copies",
        )
    rejected = [clean(one.locator) for one in desk.ledger.rejections()]
    if rejected:
        # a file may be called anything, even by words that need support
        named = [one for one in rejected if not demanded(one)][:_EXAMPLES]
        more = ", …" if len(rejected) > len(named) else ""
        yield sentence(
            f"{number(len(rejected), 'input')} could not be read: {listed(named)}{more}.",
            lead="Unread",
        )

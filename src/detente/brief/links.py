"""What hangs on what, and what could be traded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.analysis.model import Link
from detente.brief.desk import Desk, clean, first_upper, label, on_day, outlet, sentence, state_name
from detente.brief.model import Block, Claim, Quote, Section
from detente.knowledge import knowledge

_QUOTE = 24
# whoever reads an end alone cannot know who that is
_POINTS = re.compile(r"(?:he|she|it|they|we|i|you|this|that|these|those)\b", re.IGNORECASE)


def linkages(desk: Desk, most: int) -> Section | None:
    """Linkages of the two sides, newest first, and trades; None where there is neither."""
    agenda = desk.computed.agenda
    links = desk.once(_links)
    blocks = []
    if links:
        claims = tuple(_link(desk, link) for link in links[:most])
        command = f"detente linkages{desk.until}"
        blocks.append(Block("", claims, max(len(links) - most, 0), "linkage", command))
    if agenda.trades:
        trades = tuple(_trades(desk, most))
        blocks.append(Block("Possible trades", trades, max(len(agenda.trades) - most, 0), "trade"))
    return Section("linkages", "Linkages and trades", tuple(blocks)) if blocks else None


def _links(desk: Desk) -> list[Link]:
    """Those that are sure enough and name both ends, on pages that may be quoted."""
    return [
        link
        for link in desk.computed.agenda.links
        if link.row.confidence >= LEAST_CONFIDENCE
        and not any(map(_POINTS.match, (link.antecedent, link.consequent)))
        and desk.page(link.row.document)
    ]


def _link(desk: Desk, link: Link) -> Claim:
    before, cut_before = desk.words(link.row, "antecedent", link.antecedent, _QUOTE)
    after, cut_after = desk.words(link.row, "consequent", link.consequent, _QUOTE)
    first: list[str | Quote] = [before, cut_before]
    then: list[str | Quote] = [after, cut_after]
    wordings: dict[str, list[str | Quote]] = {
        "conditional": [*then, " depends on ", *first],
        "reciprocal": [*then, " is offered in return for ", *first],
        "sequence": [*then, " is to follow ", *first],
        "enabling": [*first, " would make possible ", *then],
        "necessary": [*then, " is not to be had without ", *first],
        "spillover": [*first, " carries over to ", *then],
        "delinkage": [*then, " is kept apart from ", *first],
    }
    issues = dict.fromkeys([*link.antecedent_issues, *link.consequent_issues])
    return sentence(
        f"{first_upper(_teller(desk, link))}: ",
        *wordings[link.kind],
        f" ({on_day(link.row.date)}).",
        lead=", ".join(label(issue) for issue in list(issues)[:2]),
        parties=(link.row.party,) if _is_own(link) else (),
    )


def _is_own(link: Link) -> bool:
    return bool(link.row.party) and link.row.voice == "speaker"


def _teller(desk: Desk, link: Link) -> str:
    """By whose word it hangs together: the party's own, an author's or the page's."""
    page = desk.library.get(link.row.document)
    where = outlet(page.document) if page else "a page"
    if _is_own(link):
        return f"by the word of {_holder(link.row.actor, link.row.party)}"
    if link.row.voice == "author":
        return f"by an author of {where}"
    return f"by hearsay in {where}" if link.row.voice == "hearsay" else f"by report of {where}"


def _holder(actor: str, party: str) -> str:
    """A state, or who of it speaks: one senator is not the United States."""
    state = knowledge().states.get(party)
    named = actor and ";" not in actor and not (state and actor == state.name)
    return f"{clean(actor)} ({state.name if state else party})" if named else state_name(party)


def _trades(desk: Desk, most: int) -> Iterator[Claim]:
    for trade in desk.computed.agenda.trades[:most]:
        lead = f"{label(trade.issue_a)} for {label(trade.issue_b)}"
        yield sentence(first_upper(trade.reason.rstrip(".")), ".", lead=lead)

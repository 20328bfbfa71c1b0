"""What hangs on what, and what could be traded."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.analysis.model import Link
from detente.brief.desk import Desk, first_upper, label, on_day, outlet, sentence, state_name
from detente.brief.model import Block, Claim, Quote, Section

_QUOTE = 24


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
    """Those that are sure enough, on pages that may be quoted."""
    return [
        link
        for link in desk.computed.agenda.links
        if link.row.confidence >= LEAST_CONFIDENCE and desk.page(link.row.document)
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
        return f"by the word of {state_name(link.row.party)}"
    if link.row.voice == "author":
        return f"by an author of {where}"
    return f"by hearsay in {where}" if link.row.voice == "hearsay" else f"by report of {where}"


def _trades(desk: Desk, most: int) -> Iterator[Claim]:
    for trade in desk.computed.agenda.trades[:most]:
        lead = f"{label(trade.issue_a)} for {label(trade.issue_b)}"
        yield sentence(first_upper(trade.reason.rstrip(".")), ".", lead=lead)

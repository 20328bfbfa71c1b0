"""Every sentence of a brief against the ledger: rows, quotes, and what its wording needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.analysis.agreement import Judge
from detente.brief.gather import Library
from detente.brief.model import JOINT, Block, Brief, Claim, Quote, Section, Withheld
from detente.brief.needs import Support, shortfall
from detente.brief.page import Page, Row
from detente.brief.quoting import passage_span, spans_of
from detente.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sentence that the ledger does not support, and why."""

    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.text} ({self.reason})"


def fault(claim: Claim, library: Library) -> str | None:
    """Why a sentence may not stand; None if its rows are there, say so and are quoted verbatim."""
    supports = []
    for quote in (*claim.quotes, *claim.support):
        page = library.get(quote.document)
        if page is None:
            return f"{quote.row}: its page is not in the ledger"
        row = page.rows.get(quote.row)
        if row is None:
            return f"{quote.row}: the ledger holds no such row"
        if reason := _quote_fault(quote, row, page):
            return f"{quote.row}: {reason}"
        supports.append(Support(quote, row, page))
    if not supports and set(claim.needs) - {"computed", "likelihood", "confidence"}:
        return "it rests on no row"
    return shortfall(claim, supports)


def sift(
    sections: Iterable[Section], library: Library
) -> tuple[tuple[Section, ...], tuple[Withheld, ...]]:
    """The sections without the sentences that may not stand, and these with the reason."""
    withheld: list[Withheld] = []

    def block(one: Block) -> Block:
        kept: list[Claim] = []
        begun = True
        for claim in one.claims:
            reason = fault(claim, library)
            if claim.joined and not begun:
                reason = reason or "the sentence before it is withheld"
            elif not claim.joined:
                begun = reason is None
            if reason is None:
                kept.append(claim)
            else:
                withheld.append(Withheld(claim.text, claim.rows, reason))
        return replace(one, claims=tuple(kept))

    found = [
        replace(section, blocks=tuple(block(one) for one in section.blocks)) for section in sections
    ]
    return tuple(found), tuple(withheld)


def verify_brief(
    brief: Brief, ledger: Ledger, judge: Judge | None = None
) -> tuple[Unsupported, ...]:
    """What of a finished brief its ledger does not support: nothing, unless one was changed.

    Each sentence is checked by itself, and must be one that the ledger gives today: so is what
    holds no quote, such as counts, dates and scores. ``judge`` as for :func:`build_brief`.
    """
    library = Library(ledger)
    found = [Unsupported(one.text, why) for one in brief.claims if (why := fault(one, library))]
    told = {one.text for one in found}
    now = _known(_again(brief, ledger, judge))
    for claim in brief.claims:
        if claim.text not in told and (claim.lead, claim.text) not in now:
            found.append(Unsupported(claim.text, "the ledger does not give this sentence"))
    return tuple(found)


def _known(brief: Brief) -> set[tuple[str, str]]:
    return {(claim.lead, claim.text) for claim in brief.claims}


def _again(brief: Brief, ledger: Ledger, judge: Judge | None) -> Brief:
    from detente.brief.build import build_brief

    one, other = (side.party.iso3 for side in brief.sides)
    as_of = brief.as_of if brief.as_of_given else None
    return build_brief(ledger, one, other, as_of, brief.since, brief.limit, judge)


def _quote_fault(quote: Quote, row: Row, page: Page) -> str | None:
    """Why words may not be quoted as a row's; None if they stand in its place in UTF-8."""
    if not quote.text.strip() or not quote.spans:
        return f"it has no {quote.role} to quote"
    text = page.document.text
    if not all(0 <= start < end <= len(text) for start, end in quote.spans):
        return f"the place of its {quote.role} is not on the page"
    if not _same_bytes(quote.text, JOINT.join(page.document.quote(one) for one in quote.spans)):
        return f"its {quote.role} differs from the page at the place given"
    allowed = spans_of(row, quote.role)
    if quote.role == "passage":
        passage = passage_span(page, row)
        allowed = (passage,) if passage else ()
    within = all(
        any(outer.start <= one.start and one.end <= outer.end for outer in allowed)
        for one in quote.spans
    )
    return None if within else f"the place given is not that of its {quote.role}"


def _same_bytes(one: str, other: str) -> bool:
    return one.encode("utf-8", "surrogatepass") == other.encode("utf-8", "surrogatepass")

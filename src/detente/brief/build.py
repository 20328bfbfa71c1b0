"""Build the brief of two parties from the ledger.

parties → rows up to the day → analysis → sentences → verification → sources
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from detente.analysis.agreement import Judge
from detente.brief.comparing import compared, comparison
from detente.brief.computed import Computed, compute
from detente.brief.crossing import Mentions
from detente.brief.desk import Desk
from detente.brief.entries import Listener, Said
from detente.brief.fitting import fit, overflow, room_for
from detente.brief.gaps import gaps, with_withheld
from detente.brief.gather import Library, Period, newest_date, statements_of
from detente.brief.judgements import bottom_line
from detente.brief.links import linkages
from detente.brief.meeting import meeting
from detente.brief.merging import merge_drafts
from detente.brief.model import Brief, Claim, Section, Side, Source, Withheld
from detente.brief.objectives import objectives
from detente.brief.order import order
from detente.brief.others import third_parties
from detente.brief.outlook import forecasts
from detente.brief.participants import find_participants
from detente.brief.pictures import figures
from detente.brief.points import points
from detente.brief.standing import Standings
from detente.brief.verify import sift
from detente.days import checked
from detente.document import Document
from detente.errors import DetenteError
from detente.knowledge.parties import Party, find_party, names_of, with_article
from detente.ledger import Ledger

# Issues of a side, places of the order and so on: what two pages have room for.
DEFAULT_LIMIT = 4


def build_brief(
    ledger: Ledger,
    party_a: str,
    party_b: str,
    as_of: date | str | None = None,
    since: date | str | None = None,
    limit: int = DEFAULT_LIMIT,
    judge: Judge | None = None,
) -> Brief:
    """The paper for the next meeting of two states.

    Every sentence is checked: its rows are in the ledger, its quotes are on their pages byte for
    byte, and the rows bear its wording. What fails is withheld and named under the gaps.

    Args:
        ledger: an open ledger.
        party_a: an ISO3 code, or the name, adjective or capital of a state.
        party_b: the other one.
        as_of: the last day, month or year; the date of the newest page if not given.
        since: the first one; pages without a date are in no period.
        limit: how many issues of a side, places of the order and so on are listed; the default
            fits on two pages.
        judge: decides whether two goals agree; the network if not given.

    Raises:
        DetenteError: ``PARTY_UNKNOWN``, ``PARTY_NOT_A_STATE``, ``PARTIES_EQUAL``,
            ``PARTY_SILENT``, ``BAD_DATE``, and those of the ledger.
    """
    parties = _two(find_party(party_a), find_party(party_b))
    period = Period(
        since=checked(since) if since is not None else None,
        as_of=checked(as_of) if as_of is not None else newest_date(ledger),
    )
    library = Library(ledger)
    said, standings = _listen(ledger, parties, period, library)
    computed = compute(ledger, parties, period, judge)
    _demand_rows(ledger, said, computed, period)
    desk = Desk(ledger, parties, period, library, said, computed, limit)
    sides = [
        Side(one.party, find_participants(one, standings, library, period.as_of)) for one in said
    ]
    drawn = tuple(figures(computed, parties))
    room = room_for(sides, sum(one.lines for one in drawn))
    kept, withheld = _written(desk, room)
    sections, sources = _numbered(kept, library)
    return Brief(
        title=f"{parties[0].name} and {parties[1].name}",
        as_of=period.as_of,
        as_of_given=as_of is not None,
        since=period.since,
        limit=limit,
        sides=(sides[0], sides[1]),
        sections=tuple(
            with_withheld(one, withheld) if one.key == "gaps" else one for one in sections
        ),
        figures=drawn,
        withheld=withheld,
        sources=sources,
    )


def _written(desk: Desk, room: float) -> tuple[tuple[Section, ...], tuple[Withheld, ...]]:
    """The sections, verified, in as many lines as there are; at a higher limit as long as it is."""
    for limit in range(desk.limit, 0, -1):
        kept, withheld = sift(_sections(replace(desk, limit=limit)), desk.library)
        if desk.limit > DEFAULT_LIMIT:
            break
        kept = fit(kept, room)
        if overflow(kept, room) <= 0:
            break
    return kept, withheld


def _two(one: Party, other: Party) -> tuple[Party, Party]:
    if one == other:
        raise DetenteError(
            "PARTIES_EQUAL", f"Both parties are {with_article(one.name)}.", "Name two states."
        )
    return one, other


def _listen(
    ledger: Ledger, parties: tuple[Party, Party], period: Period, library: Library
) -> tuple[tuple[Said, Said], Standings]:
    """What each party said of late, and who of the speakers speaks for a state."""
    rows = [
        statements_of(ledger, party, names_of(other.iso3), period)
        for party, other in zip(parties, reversed(parties), strict=True)
    ]
    for row in (*rows[0], *rows[1]):
        library.get(row["document"])
    standings = Standings(library)
    said = []
    for party, other, found in zip(parties, reversed(parties), rows, strict=True):
        people = (
            actor.name
            for page in library
            for actor in page.actors.values()
            if actor.kind == "person" and actor.state == other.iso3
        )
        mentions = Mentions(other.iso3, people)
        heard = Listener(party, other, library, standings, mentions, period).listen(found)
        heard.drafts = merge_drafts(heard.drafts)
        said.append(heard)
    return (said[0], said[1]), standings


def _demand_rows(ledger: Ledger, said: Sequence[Said], computed: Computed, period: Period) -> None:
    """Raise if the ledger has nothing on a party: nothing by it, nor between it and the other."""
    for side, one in enumerate(said):
        held = any(comparison.sides[side].positions for comparison in computed.comparisons)
        if one.statements or held or computed.relation.events:
            continue
        crossing = any(draft.entry.crossing for draft in said[1 - side].drafts)
        if not crossing:
            raise _silent(ledger, one.party, period)


def _silent(ledger: Ledger, party: Party, period: Period) -> DetenteError:
    name = with_article(party.name)
    newest = [row["date"] for row in ledger.statements(state=party.iso3, limit=1)]
    if not newest:
        return DetenteError(
            "PARTY_SILENT",
            f"The ledger has nothing on {name}.",
            "Read pages that quote it: `detente read PATH…`.",
        )
    return DetenteError(
        "PARTY_SILENT",
        f"The ledger has nothing on {name} in the period up to {period.as_of}.",
        f"Its newest words are of {newest[0]}." if newest[0] else "Its words are on undated pages.",
    )


def _sections(desk: Desk) -> Iterator[Section]:
    """The parts in the customary order; those with nothing to say are left out."""
    shown = {one.issue for found in compared(desk, desk.limit).values() for one in found}
    for section in (
        desk.once(meeting),
        desk.once(bottom_line),
        objectives(desk),
        comparison(desk, desk.limit),
        order(desk, desk.limit, shown),
        linkages(desk, desk.limit),
        desk.once(points),
        forecasts(desk, desk.limit),
        third_parties(desk, desk.limit),
        desk.once(gaps),
    ):
        if section is not None:
            yield section


def _numbered(
    sections: Iterable[Section], library: Library
) -> tuple[tuple[Section, ...], tuple[Source, ...]]:
    """The sections with references, and the pages in the order in which they are referred to."""
    numbers: dict[str, int] = {}

    def referring(claim: Claim) -> Claim:
        documents = dict.fromkeys(quote.document for quote in (*claim.quotes, *claim.support))
        found = [numbers.setdefault(one, len(numbers) + 1) for one in documents]
        return replace(claim, references=tuple(found))

    done = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, claims=tuple(referring(one) for one in block.claims))
                for block in section.blocks
                if block.claims
            ),
        )
        for section in sections
    )
    found = tuple(_source(number, library[id].document) for id, number in numbers.items())
    return tuple(one for one in done if one.blocks), found


def _source(number: int, document: Document) -> Source:
    part = document.part
    return Source(
        number=number,
        document=document.id,
        title=document.title,
        publisher=document.publisher,
        date=document.published.date,
        date_basis=document.published.basis,
        genre=document.genre,
        part=f"page {part.page}{f' of {part.of}' if part.of else ''}" if part else None,
        url=document.url,
        locator=document.locator,
    )

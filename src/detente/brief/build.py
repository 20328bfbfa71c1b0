"""Build the brief of two parties from the ledger.

parties → pages up to the day → statements, each checked on its page → groups → sources
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.brief.crossing import Mentions
from detente.brief.days import checked
from detente.brief.entries import Draft, Listener, Said
from detente.brief.gaps import find_gaps
from detente.brief.gather import Library, Period, gather_period, gather_statements, newest_date
from detente.brief.merging import merge_drafts
from detente.brief.model import Brief, Entry, Group, GroupKey, Party, Scope, Side, Source
from detente.brief.participants import find_participants
from detente.brief.parties import find_party, with_article
from detente.brief.standing import Standings
from detente.document import Document
from detente.errors import DetenteError
from detente.ledger import Ledger

# A page of the brief for each side's statements on the other.
DEFAULT_LIMIT = 12
DEFAULT_LEDGER = "ledger.detente"

# The groups in their order, and which part of the limit each may fill.
_SHARES: dict[GroupKey, int] = {
    "on_other_party": 1,
    "on_other_matters": 2,
    "second_hand": 4,
    "undated": 4,
}


def build_brief(
    ledger: Ledger,
    party_a: str,
    party_b: str,
    as_of: date | str | None = None,
    since: date | str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Brief:
    """The brief of two states: who spoke for them, and what they said, newest first.

    Nothing is quoted that the stored page does not hold byte for byte; what fails is withheld and
    counted under ``gaps``, as is all that is left out.

    Args:
        ledger: an open ledger.
        party_a: an ISO3 code, or the name, adjective or capital of a state.
        party_b: the other one.
        as_of: the last day, month or year; the date of the newest page if not given.
        since: the first one; pages without a date are in no period and are listed apart.
        limit: how many statements of each side on the other to quote; half as many on other
            matters, a quarter at second hand and on undated pages.

    Raises:
        DetenteError: ``PARTY_UNKNOWN``, ``PARTY_NOT_A_STATE``, ``PARTIES_EQUAL``,
            ``PARTY_SILENT``, ``BAD_DATE``, and those of the ledger.
    """
    parties = _two(find_party(party_a), find_party(party_b))
    day = checked(as_of) if as_of is not None else newest_date(ledger)
    first = checked(since) if since is not None else None
    period = gather_period(ledger, day, first)
    said, library, standings = _listen(ledger, parties, period, day)
    _demand_words(ledger, said, day)

    sources = _Sources(library)
    commands = _Commands(ledger, day, first)
    sides = [_side(heard, limit, sources, commands, standings, library) for heard in said]
    return Brief(
        title=f"{parties[0].name} and {parties[1].name}",
        as_of=day,
        as_of_given=as_of is not None,
        since=first,
        scope=_scope(said, period, library),
        sides=(sides[0], sides[1]),
        gaps=find_gaps(said, period, library, ledger.rejections()),
        sources=tuple(sources.listed()),
    )


def _two(one: Party, other: Party) -> tuple[Party, Party]:
    if one == other:
        raise DetenteError(
            "PARTIES_EQUAL", f"Both parties are {with_article(one.name)}.", "Name two states."
        )
    return one, other


def _listen(
    ledger: Ledger, parties: tuple[Party, Party], period: Period, as_of: str | None
) -> tuple[tuple[Said, Said], Library, Standings]:
    """What each party said, with the pages it was read on."""
    library = Library(ledger)
    rows = [gather_statements(ledger, party.iso3, period) for party in parties]
    for row in (*rows[0], *rows[1]):
        library.load(row["document"])
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
        listener = Listener(party, other, library, standings, mentions, as_of)
        heard = listener.listen(found)
        heard.drafts = merge_drafts(heard.drafts)
        said.append(heard)
    return (said[0], said[1]), library, standings


def _demand_words(ledger: Ledger, said: Sequence[Said], as_of: str | None) -> None:
    """Raise if the ledger has nothing on a party: nothing by it, nor by the other about it."""
    for one, other in (said, reversed(said)):
        if one.statements or any(draft.entry.crossing for draft in other.drafts):
            continue
        name = with_article(one.party.name)
        dates = [row["date"] for row in ledger.statements(state=one.party.iso3) if row["date"]]
        if not dates:
            raise DetenteError(
                "PARTY_SILENT",
                f"The ledger has nothing on {name}.",
                "Read pages that quote it: `detente read PATH…`.",
            )
        raise DetenteError(
            "PARTY_SILENT",
            f"The ledger has nothing on {name} in the period up to {as_of}.",
            f"It quotes {name} from {min(dates)} to {max(dates)}.",
        )


def _side(
    said: Said,
    limit: int,
    sources: _Sources,
    commands: _Commands,
    standings: Standings,
    library: Library,
) -> Side:
    people = find_participants(said, standings, library, commands.as_of)
    return Side(
        party=said.party,
        statements=len(said.drafts),
        persons=tuple(one for one in people if one.kind == "person"),
        institutions=tuple(one for one in people if one.kind not in {"person", "unnamed"}),
        unnamed=tuple(one for one in people if one.kind == "unnamed"),
        groups=tuple(_groups(said, limit, sources, commands)),
    )


def _groups(said: Said, limit: int, sources: _Sources, commands: _Commands) -> Iterator[Group]:
    for key in _SHARES:
        members = [draft for draft in said.drafts if _group_of(draft) == key]
        shown = members[: -(-limit // _SHARES[key])]
        if members:
            entries = tuple(sources.numbered(draft) for draft in shown)
            yield Group(key, entries, len(members), commands.listing(said.party, key))


def _group_of(draft: Draft) -> GroupKey:
    if draft.entry.date is None:
        return "undated"
    if draft.second_hand:
        return "second_hand"
    return "on_other_party" if draft.entry.crossing else "on_other_matters"


def _scope(said: Sequence[Said], period: Period, library: Library) -> Scope:
    dates = sorted(one.document.published.date for one in library if one.document.published.date)
    return Scope(
        documents=len(period.dated) + len(period.undated),
        drawn_from=len(library),
        statements=sum(one.statements for one in said),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        near_duplicates=period.duplicates,
    )


@dataclass(frozen=True, slots=True)
class _Commands:
    """The commands that list what the brief has no room for."""

    ledger: Ledger
    as_of: str | None
    since: str | None

    def listing(self, party: Party, key: GroupKey) -> str:
        """The command that lists the party's statements in the brief's period."""
        words = ["detente", "statements", "--state", party.iso3]
        if str(self.ledger.path) != DEFAULT_LEDGER:
            words += ["--ledger", str(self.ledger.path)]
        # a page without a date is in no period
        if self.since and key != "undated":
            words += ["--since", self.since]
        if self.as_of and key != "undated":
            words += ["--until", self.as_of]
        return shlex.join(words)


class _Sources:
    """Numbers the pages in the order in which the brief refers to them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[str, int] = {}

    def numbered(self, draft: Draft) -> Entry:
        """The entry with its references."""
        numbers = [self._numbers.setdefault(id, len(self._numbers) + 1) for id in draft.documents]
        return replace(draft.entry, references=tuple(numbers))

    def listed(self) -> Iterable[Source]:
        """The sources in the order of their numbers."""
        for id, number in self._numbers.items():
            yield _source(number, self._library[id].document)


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

"""From the ledger's rows to what one party said: checked for who speaks, and sorted out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.brief.crossing import Mentions
from detente.brief.gather import Library, Period
from detente.brief.model import Crossing, Flag, Speaker
from detente.brief.page import Page
from detente.brief.retold import is_retold
from detente.brief.standing import Standings
from detente.days import last_day
from detente.knowledge.parties import Party
from detente.record import Mode, Statement

# Confidence is calibrated: below this a statement is more likely wrong than right.
MIN_CONFIDENCE = 0.5
_SECOND_HAND: frozenset[Flag] = frozenset({"second_hand", "author", "hearsay"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our"})
_FIRST_PERSON = frozenset({"i", "we", "me", "us"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of a party's speakers.

    ``quote`` is the verbatim content, its fragments joined by ``JOINT``. ``date`` is that of the
    page, or of the dated update the statement stands in. ``reported_by`` names who is quoted as
    saying that the statement was made. ``crossing`` says where the other party is named, None if
    it is not.
    """

    statement: str
    document: str
    date: str | None
    speakers: tuple[Speaker, ...]
    quote: str
    mode: Mode
    confidence: float
    reported_by: tuple[str, ...]
    flags: tuple[Flag, ...]
    crossing: Crossing | None


@dataclass(slots=True)
class Draft:
    """An entry in the making, and the documents that have the same words, the quoted one first."""

    entry: Entry
    documents: list[str]
    nested_in: str | None

    @property
    def second_hand(self) -> bool:
        """True where someone else says that the party said it."""
        return bool(_SECOND_HAND & set(self.entry.flags))


@dataclass(slots=True)
class Said:
    """What one party said, of the statements looked at: drafts newest first, and what was left out.

    ``left_out`` counts ``low_confidence``, ``private``, ``fragment``, ``later`` and ``straddling``
    statements, and those ``missing`` on their page; ``statements`` is the number looked at.
    """

    party: Party
    statements: int = 0
    drafts: list[Draft] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Listener:
    """Makes entries of one party's statements, with an ear for the other party."""

    party: Party
    other: Party
    library: Library
    standings: Standings
    mentions: Mentions
    period: Period

    def listen(self, rows: Iterable[Mapping[str, Any]]) -> Said:
        """Sort the rows out; the order is kept."""
        said = Said(self.party)
        for row in rows:
            said.statements += 1
            page = self.library[row["document"]]
            statement = page.statements.get(row["id"])
            if statement is None:
                said.left_out["missing"] += 1
            elif reason := self._reason_to_leave_out(page, statement):
                said.left_out[reason] += 1
            else:
                entry = self._entry(page, statement)
                said.drafts.append(Draft(entry, [entry.document], statement.nested_in))
        return said

    def _reason_to_leave_out(self, page: Page, statement: Statement) -> str | None:
        if not self._spokesmen(page, statement):
            return "private"
        if statement.confidence < MIN_CONFIDENCE:
            return "low_confidence"
        if _is_fragment(page, statement):
            return "fragment"
        if self.period.straddled_by(page.document):
            return "straddling"
        dated, day = _update_date(page, statement), self.period.as_of
        return "later" if dated and day and last_day(dated) > last_day(day) else None

    def _entry(self, page: Page, statement: Statement) -> Entry:
        reported_by = self._reported_by(page, statement)
        flags = tuple(self._flags(page, statement, reported_by))
        return Entry(
            statement=statement.id,
            document=page.id,
            date=_update_date(page, statement) or page.document.published.date,
            speakers=self._speakers_own_first(page, statement),
            quote=page.words(statement.content),
            mode=statement.mode,
            confidence=statement.confidence,
            reported_by=reported_by,
            flags=flags,
            crossing=self._crossing(page, statement, joint="joint" in flags),
        )

    def _speakers_own_first(self, page: Page, statement: Statement) -> tuple[Speaker, ...]:
        actors = page.speakers(statement)
        actors.sort(key=lambda actor: actor.state != self.party.iso3)
        return tuple(
            Speaker(one.id, one.name, one.kind, one.state, one.office, one.reference)
            for one in actors
        )

    def _crossing(self, page: Page, statement: Statement, *, joint: bool) -> Crossing | None:
        if not page.holds(statement):
            return None
        return self.mentions.where(page, statement) or ("sentence" if joint else None)

    def _flags(
        self, page: Page, statement: Statement, reported_by: tuple[str, ...]
    ) -> Iterable[Flag]:
        states = {actor.state for actor in page.speakers(statement)}
        if self.other.iso3 in states:
            yield "joint"
        if self._spokesmen(page, statement) == {"legislature"}:
            yield "legislature"
        if reported_by:
            yield "second_hand"
        if statement.voice == "hearsay":
            yield "hearsay"
        if _is_authors_claim(page, statement):
            yield "author"
        elif page.document.genre == "opinion":
            yield "opinion_page"
        if any(paragraph.role == "update" for paragraph in page.paragraphs(statement)):
            yield "update"
        if page.holds(statement) and is_retold(page, statement):
            yield "retold"

    def _spokesmen(self, page: Page, statement: Statement) -> set[str]:
        """For whom the speakers of the party's state speak, if for anyone."""
        found: set[str] = {
            self.standings.of(actor, page)
            for actor in page.speakers(statement)
            if actor.state == self.party.iso3
        }
        return found - {"private"}

    def _reported_by(self, page: Page, statement: Statement) -> tuple[str, ...]:
        """Who is quoted as saying so, where that is not the party itself."""
        holder = page.statements.get(statement.nested_in or "")
        if holder is None or self._spokesmen(page, holder):
            return ()
        names = tuple(actor.name for actor in page.speakers(holder))
        return names or ("a source that is not named",)


def _is_authors_claim(page: Page, statement: Statement) -> bool:
    """On an opinion page whatever is not quoted is the author's account, unless he says "I"."""
    if statement.voice == "author":
        return True
    return (
        page.document.genre == "opinion"
        and statement.mode in {"indirect", "attitude"}
        and page.words(statement.source).casefold() not in _FIRST_PERSON
    )


def _is_fragment(page: Page, statement: Statement) -> bool:
    """True if the words say nothing alone: a paraphrase of one word, a cue that is a pronoun."""
    words = page.words(statement.content).split()
    cue = re.findall(r"\w+", page.words(statement.cue).casefold())
    one_word = statement.mode in {"indirect", "attitude"} and len(words) == 1
    return one_word or _POSSESSIVES.issuperset(cue)


def _update_date(page: Page, statement: Statement) -> str | None:
    return next((p.dated for p in page.paragraphs(statement) if p.dated), None)

"""From the ledger's rows to entries of the brief: what one party said, checked and sorted out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.brief.crossing import Mentions
from detente.brief.days import last_day
from detente.brief.gather import Library
from detente.brief.model import Crossing, Entry, Flag, Party, Speaker
from detente.brief.page import Page
from detente.brief.retold import is_retold
from detente.brief.standing import Standings
from detente.brief.verify import Unsupported, fault
from detente.record import Statement

# Confidence is calibrated: below this a statement is more likely wrong than right.
MIN_CONFIDENCE = 0.5
_SECOND_HAND: frozenset[Flag] = frozenset({"second_hand", "author", "hearsay"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our"})
_FIRST_PERSON = frozenset({"i", "we", "me", "us"})


@dataclass(slots=True)
class Draft:
    """An entry in the making, and the documents it will refer to, the quoted one first."""

    entry: Entry
    documents: list[str]
    nested_in: str | None

    @property
    def second_hand(self) -> bool:
        """True where someone else says that the party said it."""
        return bool(_SECOND_HAND & set(self.entry.flags))


@dataclass(slots=True)
class Said:
    """All that one party said: drafts newest first, and what was left out.

    ``left_out`` counts ``low_confidence``, ``private``, ``fragment`` and ``later``
    statements; ``statements`` is the number of rows looked at.
    """

    party: Party
    statements: int = 0
    drafts: list[Draft] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    withheld: list[Unsupported] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listener:
    """Makes entries of one party's statements, with an ear for the other party."""

    party: Party
    other: Party
    library: Library
    standings: Standings
    mentions: Mentions
    as_of: str | None

    def listen(self, rows: Iterable[Mapping[str, Any]]) -> Said:
        """Sort the rows out; the order is kept."""
        said = Said(self.party)
        for row in rows:
            said.statements += 1
            page = self.library[row["document"]]
            statement = page.statements.get(row["id"])
            if statement is None:
                said.withheld.append(_unsupported(row, "the ledger holds no such statement"))
            elif reason := self._reason_to_leave_out(page, statement):
                said.left_out[reason] += 1
            else:
                self._add(said, row, page, statement)
        return said

    def _reason_to_leave_out(self, page: Page, statement: Statement) -> str | None:
        if not self._spokesmen(page, statement):
            return "private"
        if statement.confidence < MIN_CONFIDENCE:
            return "low_confidence"
        if _is_fragment(page, statement):
            return "fragment"
        dated = _update_date(page, statement)
        if dated and self.as_of and last_day(dated) > last_day(self.as_of):
            return "later"
        return None

    def _add(self, said: Said, row: Mapping[str, Any], page: Page, statement: Statement) -> None:
        entry = self._entry(row, page, statement)
        if reason := fault(entry, page.document):
            said.withheld.append(_unsupported(row, reason))
        else:
            said.drafts.append(Draft(entry, [entry.document], statement.nested_in))

    def _entry(self, row: Mapping[str, Any], page: Page, statement: Statement) -> Entry:
        document = page.document
        reported_by = self._reported_by(page, statement)
        flags = tuple(self._flags(page, statement, reported_by))
        spans = {
            "source": statement.source,
            "cue": statement.cue,
            "content": statement.content,
            "passage": page.passage(statement),
            "addressee": (statement.addressee,) if statement.addressee else (),
            "occasion": (statement.occasion,) if statement.occasion else (),
        }
        return Entry(
            statement=statement.id,
            document=document.id,
            date=_update_date(page, statement) or document.published.date,
            speakers=self._speakers_own_first(page, statement),
            source=row["source"] or "",
            cue=row["cue"] or "",
            quote=row["content"] or "",
            passage=page.words(spans["passage"]),
            spans=spans,
            mode=statement.mode,
            voice=statement.voice,
            confidence=statement.confidence,
            addressee=page.words(spans["addressee"]) or None,
            occasion=page.words(spans["occasion"]) or None,
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


def _unsupported(row: Mapping[str, Any], reason: str) -> Unsupported:
    return Unsupported(row["id"], row["locator"] or row["document"], reason)

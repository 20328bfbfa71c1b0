"""From the ledger's rows to entries of the brief: what one party said, checked and sorted out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from detente.brief.crossing import Mentions
from detente.brief.days import last_day, newness
from detente.brief.gather import Readings
from detente.brief.model import Crossing, Entry, Flag, Party, Speaker
from detente.brief.retold import is_retold
from detente.brief.standing import Standings
from detente.brief.verify import Unsupported, fault
from detente.document import Document, Paragraph, Span
from detente.record import Actor, Reading, Statement

# Confidence is calibrated: below this a statement is more likely wrong than right.
MIN_CONFIDENCE = 0.5
# Shorter quotes ("yes") may be said twice; longer ones in the same words are one statement.
_SAME_WORDS = 24

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
    readings: Readings
    standings: Standings
    mentions: Mentions
    as_of: str | None

    def listen(self, rows: Iterable[Mapping[str, Any]]) -> Said:
        """Sort the rows out; the order is kept."""
        said = Said(self.party)
        for row in rows:
            said.statements += 1
            reading = self.readings[row["document"]]
            statement = next((s for s in reading.statements if s.id == row["id"]), None)
            if statement is None:
                said.withheld.append(_unsupported(row, "the ledger holds no such statement"))
            elif reason := self._reason_to_leave_out(reading, statement):
                said.left_out[reason] += 1
            else:
                self._add(said, row, reading, statement)
        said.drafts = _merged(said.drafts)
        return said

    def _reason_to_leave_out(self, reading: Reading, statement: Statement) -> str | None:
        if not self._spokesmen(reading, statement):
            return "private"
        if statement.confidence < MIN_CONFIDENCE:
            return "low_confidence"
        if _is_fragment(reading.document, statement):
            return "fragment"
        dated = _update_date(reading.document, statement)
        if dated and self.as_of and last_day(dated) > last_day(self.as_of):
            return "later"
        return None

    def _add(
        self, said: Said, row: Mapping[str, Any], reading: Reading, statement: Statement
    ) -> None:
        entry = self._entry(row, reading, statement)
        if reason := fault(entry, reading.document):
            said.withheld.append(_unsupported(row, reason))
        else:
            said.drafts.append(Draft(entry, [entry.document], statement.nested_in))

    def _entry(self, row: Mapping[str, Any], reading: Reading, statement: Statement) -> Entry:
        document = reading.document
        reported_by = self._reported_by(reading, statement)
        flags = tuple(self._flags(reading, statement, reported_by))
        return Entry(
            statement=statement.id,
            document=document.id,
            date=_update_date(document, statement) or document.published.date,
            speakers=self._speakers_own_first(reading, statement),
            source=row["source"] or "",
            cue=row["cue"] or "",
            quote=row["content"] or "",
            passage=_passage(document, statement),
            spans={
                "source": statement.source,
                "cue": statement.cue,
                "content": statement.content,
            },
            mode=statement.mode,
            voice=statement.voice,
            confidence=statement.confidence,
            addressee=_words(document, statement.addressee),
            occasion=_words(document, statement.occasion),
            reported_by=reported_by,
            flags=flags,
            crossing=self._crossing(document, statement, joint="joint" in flags),
        )

    def _speakers_own_first(self, reading: Reading, statement: Statement) -> tuple[Speaker, ...]:
        actors = _speakers(reading, statement)
        actors.sort(key=lambda actor: actor.state != self.party.iso3)
        return tuple(_speaker(actor) for actor in actors)

    def _crossing(
        self, document: Document, statement: Statement, *, joint: bool
    ) -> Crossing | None:
        if not _all_on_page(document, statement):
            return None
        return self.mentions.where(document, statement) or ("sentence" if joint else None)

    def _flags(
        self, reading: Reading, statement: Statement, reported_by: tuple[str, ...]
    ) -> Iterable[Flag]:
        states = {actor.state for actor in _speakers(reading, statement)}
        if self.other.iso3 in states:
            yield "joint"
        if self._spokesmen(reading, statement) == {"legislature"}:
            yield "legislature"
        if reported_by:
            yield "second_hand"
        if statement.voice == "hearsay":
            yield "hearsay"
        if _is_authors_claim(reading.document, statement):
            yield "author"
        elif reading.document.genre == "opinion":
            yield "opinion_page"
        if _in_update(reading.document, statement):
            yield "update"
        if _all_on_page(reading.document, statement) and is_retold(reading.document, statement):
            yield "retold"

    def _spokesmen(self, reading: Reading, statement: Statement) -> set[str]:
        """For whom the speakers of the party's state speak, if for anyone."""
        found: set[str] = {
            self.standings.of(actor, reading)
            for actor in _speakers(reading, statement)
            if actor.state == self.party.iso3
        }
        return found - {"private"}

    def _reported_by(self, reading: Reading, statement: Statement) -> tuple[str, ...]:
        """Who is quoted as saying so, where that is not the party itself."""
        holder = next((s for s in reading.statements if s.id == statement.nested_in), None)
        if holder is None or self._spokesmen(reading, holder):
            return ()
        names = tuple(actor.name for actor in _speakers(reading, holder))
        return names or ("a source that is not named",)


def _is_authors_claim(document: Document, statement: Statement) -> bool:
    """On an opinion page whatever is not quoted is the author's account, unless he says "I"."""
    if statement.voice == "author":
        return True
    source = " ".join(document.quote(span) for span in statement.source)
    return (
        document.genre == "opinion"
        and statement.mode in {"indirect", "attitude"}
        and source.casefold() not in _FIRST_PERSON
    )


def _is_fragment(document: Document, statement: Statement) -> bool:
    """True if the words say nothing alone: a paraphrase of one word, a cue that is a pronoun."""
    words = " ".join(document.quote(span) for span in statement.content).split()
    cue = re.findall(r"\w+", " ".join(document.quote(span) for span in statement.cue).casefold())
    one_word = statement.mode in {"indirect", "attitude"} and len(words) == 1
    return one_word or _POSSESSIVES.issuperset(cue)


def _merged(drafts: Iterable[Draft]) -> list[Draft]:
    """Each statement once.

    One that stands within another of the same party is read there; the same words by the same
    speakers on several pages are one statement, quoted from the earliest page.
    """
    drafts = list(drafts)
    own = {draft.entry.statement for draft in drafts if not draft.second_hand}
    merged: dict[object, Draft] = {}
    for draft in drafts:
        if draft.nested_in in own:
            continue
        key = _same(draft)
        if known := merged.get(key):
            first, second = sorted((known, draft), key=lambda d: _place(d.entry))
            pages = dict.fromkeys([*first.documents, *second.documents])
            merged[key] = replace(first, documents=list(pages))
        else:
            merged[key] = draft
    return sorted(merged.values(), key=_rank, reverse=True)


def _rank(draft: Draft) -> tuple[bool, str]:
    """News before what is told in retrospect, newest first; a page's keep their order."""
    return "retold" not in draft.entry.flags, newness(draft.entry.date)


def _same(draft: Draft) -> object:
    words = re.sub(r"\W+", " ", draft.entry.quote.casefold()).strip()
    if len(words) < _SAME_WORDS:
        return draft.entry.statement
    return frozenset(speaker.actor for speaker in draft.entry.speakers), words


def _place(entry: Entry) -> tuple[bool, str, str]:
    return entry.date is None, entry.date or "", entry.statement


def _speakers(reading: Reading, statement: Statement) -> list[Actor]:
    actors = {actor.id: actor for actor in reading.actors}
    return [actors[id] for id in statement.speakers if id in actors]


def _speaker(actor: Actor) -> Speaker:
    return Speaker(actor.id, actor.name, actor.kind, actor.state, actor.office, actor.reference)


def _update_date(document: Document, statement: Statement) -> str | None:
    return next((p.dated for p in _paragraphs(document, statement) if p.dated), None)


def _in_update(document: Document, statement: Statement) -> bool:
    return any(paragraph.role == "update" for paragraph in _paragraphs(document, statement))


def _paragraphs(document: Document, statement: Statement) -> list[Paragraph]:
    cue = statement.cue[0] if statement.cue else Span(0, 0)
    return [p for p in document.paragraphs if p.start <= cue.start < p.end]


def _passage(document: Document, statement: Statement) -> str:
    """The text of the sentences that a statement touches, from the first to the last."""
    parts = _all_spans(statement)
    touched = [
        Span(sentence.start, sentence.end)
        for sentence in document.sentences
        if any(Span(sentence.start, sentence.end).overlaps(part) for part in parts)
    ]
    return document.quote((touched[0].start, touched[-1].end)) if touched else ""


def _all_spans(statement: Statement) -> tuple[Span, ...]:
    return (*statement.source, *statement.cue, *statement.content)


def _all_on_page(document: Document, statement: Statement) -> bool:
    """True if every span can be looked at; what is off the page is for verification to say."""
    spans = _all_spans(statement)
    return bool(statement.cue) and all(
        0 <= start < end <= len(document.text) for start, end in spans
    )


def _words(document: Document, span: Span | None) -> str | None:
    return document.quote(span) if span else None


def _unsupported(row: Mapping[str, Any], reason: str) -> Unsupported:
    return Unsupported(row["id"], row["locator"] or row["document"], reason)

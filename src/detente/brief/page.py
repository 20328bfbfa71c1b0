"""One page of the ledger, with what the brief asks of it again and again at hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TypeVar

from detente.brief.model import JOINT
from detente.document import Document, Paragraph, Sentence, Span
from detente.record import (
    Actor,
    AgendaItem,
    Event,
    Forecast,
    Linkage,
    Position,
    Reading,
    Statement,
)

Row = Statement | Event | Position | Linkage | Forecast | AgendaItem
_Piece = TypeVar("_Piece", Sentence, Paragraph)


class Page:
    """A reading, its statements and actors by id, and which sentence a statement stands in."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document: Document = reading.document
        self.statements = {statement.id: statement for statement in reading.statements}
        self.actors = {actor.id: actor for actor in reading.actors}
        self.rows: dict[str, Row] = {
            row.id: row
            for rows in (
                reading.statements,
                reading.events,
                reading.positions,
                reading.linkages,
                reading.forecasts,
                reading.agenda,
            )
            for row in rows
        }
        self._sentences = sorted(reading.document.sentences, key=attrgetter("start"))
        self._paragraphs = sorted(reading.document.paragraphs, key=attrgetter("start"))

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.document.id

    @property
    def name(self) -> str:
        """The title, else where the page was read from."""
        return self.document.title or self.document.locator

    @property
    def year(self) -> int | None:
        """The year of publication, if it is known."""
        date = self.document.published.date
        return int(date[:4]) if date else None

    def words(self, spans: Iterable[Span]) -> str:
        """The verbatim text of the spans, joined as in the ledger."""
        return JOINT.join(self.document.quote(span) for span in spans)

    def speakers(self, statement: Statement) -> list[Actor]:
        """The actors who make a statement, in its order."""
        return [self.actors[id] for id in statement.speakers if id in self.actors]

    def parties(self, row: Row) -> list[Actor]:
        """Whose row it is: speakers, holders, forecasters, or the parties of an event."""
        if isinstance(row, Statement):
            ids: tuple[str, ...] = row.speakers
        elif isinstance(row, Event):
            ids = (*row.actors, *row.recipients)
        else:
            ids = () if isinstance(row, AgendaItem) else row.actors
        return [self.actors[id] for id in ids if id in self.actors]

    def sentence_of(self, row: Row) -> Sentence | None:
        """The sentence that a row names as its own."""
        return next((one for one in self._sentences if one.index == row.sentence), None)

    def holds(self, statement: Statement) -> bool:
        """True if a statement has a cue and all its spans lie in the text."""
        end = len(self.document.text)
        return bool(statement.cue) and all(0 <= a < b <= end for a, b in all_spans(statement))

    def sentence(self, statement: Statement) -> Sentence | None:
        """The sentence of the cue."""
        found = _touching(self._sentences, statement.cue[:1])
        return found[0] if found else None

    def sentences(self, statement: Statement) -> list[Span]:
        """The sentences that a statement touches, in text order."""
        found = _touching(self._sentences, all_spans(statement))
        return [Span(sentence.start, sentence.end) for sentence in found]

    def paragraphs(self, statement: Statement) -> list[Paragraph]:
        """The paragraphs that a statement touches, in text order."""
        return _touching(self._paragraphs, all_spans(statement))

    def passage(self, statement: Statement) -> tuple[Span, ...]:
        """From the first to the last sentence that a statement touches; nothing without any."""
        found = self.sentences(statement)
        return (Span(found[0].start, found[-1].end),) if found else ()


def all_spans(statement: Statement) -> tuple[Span, ...]:
    """Source, cue and content."""
    return (*statement.source, *statement.cue, *statement.content)


def _touching(pieces: Sequence[_Piece], spans: Sequence[Span]) -> list[_Piece]:
    """The pieces, sorted and apart, that share a character with a span; each once."""
    found: dict[int, _Piece] = {}
    for span in spans:
        low = max(bisect_right(pieces, span.start, key=attrgetter("start")) - 1, 0)
        high = bisect_left(pieces, span.end, key=attrgetter("start"))
        for place in range(low, high):
            if pieces[place].end > span.start:
                found[place] = pieces[place]
    return [found[place] for place in sorted(found)]

"""One scan of a document for everything that is named in it, and where a sentence begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.document import READ_ROLES, Document
from detente.knowledge import Entity, Noun, Title, knowledge
from detente.reading.heads import OFFICE_WORDS, PARTICLES, Nominal
from detente.reading.mentions import describe
from detente.reading.pieces import Piece, cut

_SENTENCE = re.compile(r"[.?!][”\"’')]*\s+(?=[“\"‘'(]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|No|St|Sept|Dec|Jan|Feb|Oct|"
    r"Nov|Aug)|\b[A-Z])\.$"
)
_BEFORE_TITLE = OFFICE_WORDS | frozenset({"the", "a", "an", "his", "her", "its", "their"})
_OPENERS = knowledge().words["openers"]
# How many pieces an apposition after a name can have.
_REACH = 14


@dataclass(frozen=True, slots=True)
class Named:
    """A mention in the running text: its ``[start, end)`` and what it says."""

    start: int
    end: int
    nominal: Nominal


class Discourse:
    """The pieces, sentences, personal names and other mentions of a document's read text."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._paragraphs = [p.start for p in document.paragraphs] or [0]
        self._sentences = _sentence_starts(document)
        spans = [(p.start, p.end) for p in document.paragraphs if p.role in READ_ROLES]
        self.people: list[Named] = []
        self.bodies: list[Named] = []
        self.short: list[Named] = []
        self.states: Counter[str] = Counter()
        for start, end in spans or [(0, len(document.text))]:
            self._scan(cut(document.text[start:end], start))

    def sentence(self, place: int) -> int:
        """The index of the sentence that holds a place."""
        return bisect_right(self._sentences, place) - 1

    def sentence_start(self, place: int) -> int:
        """Where that sentence begins."""
        return self._sentences[max(self.sentence(place), 0)]

    def paragraph(self, place: int) -> int:
        """The index of the paragraph that holds a place."""
        return bisect_right(self._paragraphs, place) - 1

    def _scan(self, pieces: list[Piece]) -> None:
        opening = True
        place = 0
        while place < len(pieces):
            piece = pieces[place]
            size = 1
            if piece.kind == "name":
                size = _run_length(pieces, place)
                self._person(pieces, place, place + size)
            elif isinstance(piece.value, Entity):
                self._entity(piece, piece.value, pieces, place)
            elif isinstance(piece.value, Noun) and (opening or _of_state(pieces, place)):
                self._noun(pieces, place)
            elif isinstance(piece.value, Title) and opening:
                self._title(pieces, place, piece.value)
            opening = piece.text in ".?!" or (opening and _opens(piece))
            place += size

    def _entity(self, piece: Piece, value: Entity, pieces: Sequence[Piece], place: int) -> None:
        if value.state:
            self.states[value.state] += 1
        follows = pieces[place + 1].kind if place + 1 < len(pieces) else "mark"
        if value.form == "adjective" or follows in {"title", "noun", "name"}:
            return
        if follows == "poss" and value.state:
            return
        first = place - 1 if place and pieces[place - 1].text.lower() == "the" else place
        self.bodies.append(Named(piece.start, piece.end, describe(pieces[first : place + 1])))

    def _noun(self, pieces: Sequence[Piece], place: int) -> None:
        """A body or a document that opens a sentence, with the words before it."""
        first = place
        while first and _opens(pieces[first - 1]) and pieces[first - 1].kind != "mark":
            first -= 1
        phrase = pieces[first : place + 1]
        self.bodies.append(Named(phrase[0].start, phrase[-1].end, describe(phrase)))

    def _title(self, pieces: Sequence[Piece], place: int, title: Title) -> None:
        """ "The president" as the subject of a sentence."""
        follows = pieces[place + 1].kind if place + 1 < len(pieces) else "mark"
        before = pieces[place - 1].text.lower() if place else ""
        if before in ({"two", "both"} if title.plural else {"the"}) and follows == "word":
            self._noun(pieces, place)

    def _person(self, pieces: Sequence[Piece], first: int, last: int) -> None:
        left = _left(pieces, first)
        right = _right(pieces, last)
        nominal = describe(pieces[left:right])
        span = pieces[first].start, pieces[last - 1].end
        if not nominal.person or nominal.body:
            return
        strong = nominal.title is not None or (
            len(nominal.person) > 1 and nominal.person[0] in knowledge().given_names
        )
        (self.people if strong else self.short).append(Named(*span, nominal))


def _opens(piece: Piece) -> bool:
    """True for what can stand before the subject of a sentence and leave it the subject."""
    if isinstance(piece.value, Entity):
        return piece.value.form == "adjective"
    return piece.kind == "mark" or piece.text.lower() in _OPENERS


def _of_state(pieces: Sequence[Piece], place: int) -> bool:
    """True for "Chinese foreign ministry"."""
    before = pieces[place - 1].value if place else None
    return isinstance(before, Entity) and before.form == "adjective"


def _run_length(pieces: Sequence[Piece], place: int) -> int:
    end = place + 1
    while end < len(pieces):
        particle = pieces[end].text.lower() in PARTICLES and end + 1 < len(pieces)
        if pieces[end].kind == "name" or (particle and pieces[end + 1].kind == "name"):
            end += 1
        else:
            break
    return end - place


def _left(pieces: Sequence[Piece], first: int) -> int:
    """Where the noun phrase of a name begins: its titles and what modifies them."""
    if first and pieces[first - 1].text == "," and first > 1 and _is_title(pieces[first - 2]):
        begins = _title_start(pieces, first - 1)
        if pieces[begins].text.lower() in _OPENERS or pieces[begins].kind == "entity":
            return begins
    return _title_start(pieces, first)


def _title_start(pieces: Sequence[Piece], end: int) -> int:
    """Walk back over titles, modifiers and possessives, as long as a title ends the phrase."""
    at = end - 1
    if end > 2 and pieces[at].kind == "entity" and pieces[at - 1].text == "of":
        at -= 2
    if at < 0 or not _is_title(pieces[at]):
        return end
    while at and (
        pieces[at - 1].kind in {"title", "entity", "noun", "poss"}
        or pieces[at - 1].text.lower() in _BEFORE_TITLE
    ):
        at -= 1
    if at > 1 and pieces[at - 1].text in {"to", "for"} and _is_title(pieces[at - 2]):
        # "aide to the president Yuri Ushakov" is no president
        return at - 2
    return at


def _is_title(piece: Piece) -> bool:
    return isinstance(piece.value, Title)


def _right(pieces: Sequence[Piece], last: int) -> int:
    """Where it ends: after an apposition with a title, or after "of Ivory Coast"."""
    if last >= len(pieces):
        return last
    link = pieces[last].text
    if link == "of" and last + 1 < len(pieces):
        return _phrase_end(pieces, last + 1)
    if link in {",", "("}:
        end = _mark(pieces, last + 1)
        inside = pieces[last + 1 : end]
        opens = inside and (
            inside[0].kind in {"entity", "title"} or inside[0].text.lower() in _BEFORE_TITLE
        )
        if opens and any(_is_title(piece) for piece in inside):
            return end
    return last


def _phrase_end(pieces: Sequence[Piece], at: int) -> int:
    end = at
    while end < len(pieces) and pieces[end].kind in {"entity", "name"}:
        end += 1
    if end == at and pieces[at].text.lower() == "the" and at + 1 < len(pieces):
        return at + 2
    return end


def _mark(pieces: Sequence[Piece], at: int) -> int:
    for end in range(at, min(at + _REACH, len(pieces))):
        if pieces[end].kind == "mark" and pieces[end].text not in "-'’":
            return end
    return at


def _sentence_starts(document: Document) -> list[int]:
    """Starts of sentences: the document's own, else those of a plain rule on its paragraphs."""
    if document.sentences:
        return sorted({0, *(s.start for s in document.sentences)})
    starts = {0}
    for paragraph in document.paragraphs:
        starts.update(
            paragraph.start + at for at in _rule(document, paragraph.start, paragraph.end)
        )
    return sorted(starts)


def _rule(document: Document, start: int, end: int) -> Iterator[int]:
    text = document.text[start:end]
    yield 0
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[: match.start() + 1][-8:]):
            yield match.end()

"""Does a statement of one party concern the other?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detente.brief.model import Crossing
from detente.brief.page import Page
from detente.document import Span
from detente.knowledge import Entity, knowledge
from detente.reading.pieces import cut
from detente.record import Statement

# What points at a party that the words themselves do not name.
_POINTERS = re.compile(
    r"\b(?:both|each other|one another|the two|two (?:countries|powers|sides|leaders|presidents)"
    r"|the other side|counterparts?|bilateral\w*|they|them|their)\b",
    re.IGNORECASE,
)
# Surnames that are words or other names as well: such people count by their full name alone.
_AMBIGUOUS = re.compile(
    r"April|August|Bell|Black|Brown|Church|Day|Field|Fox|Gates|Grant|Green|Hill|Hope|House|Jordan"
    r"|King|Law|March|May|Page|Paris|Power|Price|Rice|Stone|Summer|West|White|Wolf|Wood|Young"
)


class Mentions:
    """Finds a party in a text: its names, demonyms and seats, and people who spoke for it."""

    def __init__(self, state: str, people: Iterable[str]) -> None:
        self._state = state
        known = [person.name for person in knowledge().people if person.state == state]
        names = {name for person in {*people, *known} for name in _forms(person)}
        # longest first, so that a full name is not cut at its surname
        longest = sorted(names, key=lambda name: (-len(name), name))
        self._people = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")
        self._named = bool(longest)
        self._seen: dict[str, bool] = {}

    def where(self, page: Page, statement: Statement) -> Crossing | None:
        """Where the party is named; the source of the statement itself does not count.

        A paragraph counts only where the quoted words point beyond themselves ("both sides").
        """
        content = page.words(statement.content)
        if self.found(content):
            return "quote"
        text = page.document.text
        if self.found(_without(text, page.sentences(statement), statement.source)):
            return "sentence"
        if _POINTERS.search(content):
            around = [Span(p.start, p.end) for p in page.paragraphs(statement)]
            if self.found(_without(text, around, statement.source)):
                return "paragraph"
        return None

    def found(self, text: str) -> bool:
        """True if the text names the party."""
        if text not in self._seen:
            person = self._named and self._people.search(text) is not None
            self._seen[text] = person or any(
                isinstance(piece.value, Entity) and piece.value.state == self._state
                for piece in cut(text)
            )
        return self._seen[text]


def _forms(person: str) -> list[str]:
    words = person.split()
    surname = words[-1]
    entities = knowledge().entities
    if len(words) < 2:
        return []
    if len(surname) < 4 or _AMBIGUOUS.fullmatch(surname) or surname in entities:
        return [person]
    return [person, surname]


def _without(text: str, spans: Iterable[Span], left_out: Sequence[Span]) -> str:
    """The text of the spans, the fragments of the source cut out."""
    pieces = []
    for span in spans:
        at = span.start
        for hole in (hole for hole in left_out if hole.overlaps(span)):
            pieces.append(text[at : max(at, hole.start)])
            at = max(at, hole.end)
        pieces.append(text[at : span.end])
    return " ".join(pieces)

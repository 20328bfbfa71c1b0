"""Whose a frame is: the mentions of its holders, and the statement that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.document import Document, Span
from detente.knowledge import knowledge
from detente.reading.frames import Frame
from detente.reading.nesting import holding
from detente.reading.occasions import without_called
from detente.record import Statement

# what stands between "and", "or" and commas, without "both" and "either"
_PART = re.compile(
    r"(?!(?:both|either|neither|and|or|nor)\b)\b[^,\s].*?(?=,|\s+(?:and|or|nor)\b|$)", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"(?:i|we|my|our|us|me)\b.*", re.IGNORECASE)
# in these an author speaks in his own voice wherever nobody is quoted; his "we" is readers, mankind
# or the West: no party to anything
AUTHORED = frozenset({"opinion", "analysis"})


def statement_of(frame: Frame, statements: Sequence[Statement]) -> Statement | None:
    """The statement whose content holds the anchor, else the one whose cue it is."""
    if found := holding(frame.span, statements):
        return found
    return next(
        (s for s in statements if any(part.overlaps(frame.span) for part in s.cue)),
        None,
    )


def holders_of(frame: Frame, document: Document, statement: Statement | None) -> tuple[Span, ...]:
    """The mentions of the holders; those of the statement's source where the sentence names none.

    Nobody where an author speaks of himself, or where nothing says who it is.
    """
    spans = tuple(without_called(document.text, span) for span in frame.holders)
    if spans and not is_first_person(document, spans):
        named = (_named_whole(span, statement) for span in spans)
        return tuple(dict.fromkeys(part for span in named for part in _conjuncts(document, span)))
    if statement is not None:
        return statement.source or spans
    return () if document.genre in AUTHORED else spans


def _named_whole(span: Span, statement: Statement | None) -> Span:
    """The speaker's whole name where a holder was cut out of it."""
    sources = statement.source if statement else ()
    within = (s for s in sources if s.start <= span.start and span.end <= s.end)
    return next(within, span)


def _conjuncts(document: Document, span: Span) -> list[Span]:
    """The holders one by one where known names joined by "and" were taken for one."""
    known, words = knowledge().entities, document.quote(span)
    parts = [Span(span.start + m.start(), span.start + m.end()) for m in _PART.finditer(words)]
    joined = len(parts) > 1 and all(document.quote(part) in known for part in parts)
    return parts if joined and words not in known else [span]


def is_first_person(document: Document, spans: Sequence[Span]) -> bool:
    """True if there are spans, and each says "I", "we" or "our"."""
    return bool(spans) and all(_FIRST_PERSON.fullmatch(document.quote(span)) for span in spans)


def whole(document: Document, spans: Sequence[Span]) -> str:
    """The verbatim text from the first to the last character of the spans."""
    return document.quote(Span(min(s.start for s in spans), max(s.end for s in spans)))

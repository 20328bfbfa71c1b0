"""Verbatim words of rows, as sentences quote them."""

from __future__ import annotations

import re
from itertools import pairwise

from detente.brief.model import Quote, QuoteRole
from detente.brief.page import Page, Row, all_spans
from detente.document import Span
from detente.record import AgendaItem, Event, Forecast, Linkage, Position, Statement

# Longer quotes are cut at a word, if they can be at a comma; the rest stands in the ledger.
LONGEST = 38
_LEAST_SHARE = 0.6
_WORD = re.compile(r"\S+")
_PAUSE = re.compile(r"[,;:—–]$")


def spans_of(row: Row, role: QuoteRole) -> tuple[Span, ...]:
    """Where the words of a role stand; empty where the row has no such words."""
    if role == "passage":
        return ()
    found = getattr(row, role, None)
    if found is None:
        return ()
    return (found,) if isinstance(found, Span) else tuple(found)


def every_span(row: Row) -> tuple[Span, ...]:
    """All spans of a row."""
    if isinstance(row, Statement):
        return all_spans(row)
    if isinstance(row, Event):
        return (row.trigger, *row.actor_spans, *row.recipient_spans)
    if isinstance(row, Position):
        return (row.goal, row.cue, *row.holder_spans)
    if isinstance(row, Linkage):
        return (row.antecedent, row.consequent, *row.holder_spans)
    if isinstance(row, Forecast):
        return tuple(one for one in (row.proposition, row.condition, row.words) if one)
    assert isinstance(row, AgendaItem)
    return (row.step,)


def passage_span(page: Page, row: Row) -> Span | None:
    """From the first to the last sentence that a row touches; None where there is none."""
    touched = [
        Span(one.start, one.end)
        for one in page.document.sentences
        if one.index == row.sentence
        or any(span.start < one.end and one.start < span.end for span in every_span(row))
    ]
    if not touched:
        return None
    return Span(min(one.start for one in touched), max(one.end for one in touched))


def quoted(page: Page | None, row: str, document: str, role: QuoteRole, words: str = "") -> Quote:
    """The quote of a row's role; ``words`` are those that the ledger's column has for it.

    Nothing is checked here: a row that is missing, or words that are not on the page, give a quote
    that does not pass.
    """
    found = page.rows.get(row) if page else None
    if page is None or found is None:
        return Quote(row, document, role, words, ())
    if role == "passage":
        span = passage_span(page, found)
        spans: tuple[Span, ...] = (span,) if span else ()
    else:
        spans = spans_of(found, role)
    text = words or page.words(spans)
    return Quote(row, document, role, text, spans)


def shortened(quote: Quote, longest: int = LONGEST) -> tuple[Quote, str]:
    """A quote of at most so many words, and the mark of what was cut, if something was."""
    words = list(_WORD.finditer(quote.text))
    if len(words) <= longest or len(quote.spans) != 1:
        return quote, ""
    ends = [one.end() for one in words[:longest]]
    pauses = [
        one.end() - 1
        for one, _ in pairwise(words[:longest])
        if _PAUSE.search(one[0]) and one.end() >= ends[-1] * _LEAST_SHARE
    ]
    end = pauses[-1] if pauses else ends[-1]
    start = quote.spans[0].start
    cut = Quote(
        quote.row, quote.document, quote.role, quote.text[:end], (Span(start, start + end),)
    )
    return cut, " […]"

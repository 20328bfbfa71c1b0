"""The day that a text's "Wednesday" or "last year" is counted from, and what they then mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.document import Document, Sentence
from detente.reading.periods import Period, coarser, span_of
from detente.reading.time_readers import Clock, TimeExpression
from detente.record import DatePrecision

_WIDEST = 370  # days; a document that may be of any day of a longer window tells no "Wednesday"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The first and last day on which the text may have been written, and how that is told."""

    first: date
    last: date
    iso: str | None
    precision: DatePrecision


def anchor_of(document: Document, sentence: Sentence) -> Anchor | None:
    """When a sentence was written: with its update, else with its document; None if not told."""
    dated = document.paragraphs[sentence.paragraph].dated
    if dated and (day := _iso(dated)):
        return Anchor(day, day, dated, "day")
    published = document.published
    if published.window is None:
        day = _iso(published.date)
        return Anchor(day, day, published.date, "day") if day else None
    first, last = _iso(published.window[0]), _iso(published.window[1])
    if not first or not last or not 0 <= (last - first).days <= _WIDEST:
        return None
    grain = published.precision if published.precision != "unknown" else "year"
    return Anchor(first, last, published.date, grain)


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def read_time(
    item: TimeExpression, anchor: Anchor | None, is_past: bool, previous: Period | None
) -> Period | None:
    """The period of an expression; where only a window is known, all that it can be."""
    try:
        if anchor is None:
            return item.read(Clock(None, is_past, previous))
        first = item.read(Clock(anchor.first, is_past, previous))
        if anchor.first == anchor.last or first is None:
            return first
        last = item.read(Clock(anchor.last, is_past, previous))
    except (ValueError, OverflowError):  # before year 1 or after 9999
        return None
    if last is None or first == last:
        return first
    return coarser(span_of(first, last), anchor.precision)

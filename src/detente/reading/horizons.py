"""By when something is expected: the words of a forecast's horizon as a period of whole days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from dateutil.easter import easter

from detente.document import Document, Sentence, Span
from detente.reading.anchors import anchor_of, read_time
from detente.reading.periods import Period, Unit, day, moved, unit_of
from detente.reading.time_expressions import find_times
from detente.reading.time_patterns import FEW
from detente.reading.time_readers import Clock, Read, TimeExpression
from detente.record import EventDate

# said of what will come at no time that one could wait for
_VAGUE = re.compile(
    r"\W*(?:(?:one|some)\s*day|eventually|sooner or later|in (?:due )?(?:time|course)|soon|shortly"
    r"|before long|at some (?:point|stage)|in the (?:long|short) (?:run|term)|ever|never"
    r"|in (?:the )?(?:near |foreseeable )?future|for the foreseeable future|for now|for ever"
    r"|at (?:last|length)|in the end|over time)\W*",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|ahead of|prior to)\b", re.IGNORECASE)
# "before May" ends with April, "before the vote in May" with May
_JUST_BEFORE = re.compile(r"\b(?:before|ahead of|prior to)\s+(?:the\s+)?$", re.IGNORECASE)
_UP_TO = re.compile(
    r"\b(?:by|before|ahead of|prior to|within|until|till|up to|into)\b", re.IGNORECASE
)
_EDGE = re.compile(r"\b(?:end|close|middle|mid|start|beginning|early|late)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:in|on|by|before|within|at|over|during|until|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_COMING = re.compile(r"\b[Tt]he (?:coming|next)(?=\s+(?:spring|summer|autumn|fall|winter)\b)")
_OUT = re.compile(
    r"\bthe (?P<unit>week|month|quarter|year|decade)"
    r" (?:is out|is over|is done|ends|closes|runs out)\b"
)
_WITHIN_ONE = re.compile(r"\bwithin the (?P<unit>week|month|quarter|year|decade)\b(?! of\b)")
_WITHIN_SOME = re.compile(r"\b(?:with)?in (?P<unit>day|week|month|year)s\b(?! of\b)")
_THIS_TIME = re.compile(r"\bthis time next (?P<unit>week|month|year)\b")
_FEAST = re.compile(
    r"\b(?:(?P<next>next)\s+)?(?P<feast>Christmas|Easter|(?:the )?[Nn]ew [Yy]ear(?!['’]))\b"
)


def read_horizon(document: Document, span: Span, sentence: Sentence) -> EventDate | None:
    """When the words at ``span`` say that something is expected; basis ``text``.

    "By" and "within" run from the day of writing, "before" to the day before. ``unresolved`` where
    the words name an event ("before the vote") or the page has no date to count from; None where
    they name no time that one could wait for ("one day").
    """
    if _VAGUE.fullmatch(document.quote(span)):
        return None
    text = document.text[sentence.start : sentence.end]
    low, high = span.start - sentence.start, span.end - sentence.start
    inside = [item for item in _times(text, document.text) if item.start < high and low < item.end]
    return next(
        (
            found
            for item in reversed(inside)
            if (found := _dated(document, sentence, span, item)).start
        ),
        EventDate(None, None, "unresolved", "text", span),
    )


def find_horizon(document: Document, span: Span, sentence: Sentence) -> EventDate | None:
    """The last time within ``span`` that lies ahead, None if none does."""
    text = document.text[sentence.start : sentence.end]
    low, high = span.start - sentence.start, span.end - sentence.start
    anchor = anchor_of(document, sentence)
    for item in reversed(_times(text, document.text)):
        if item.form != "free" or not low <= item.start < item.end <= high:
            continue
        lead = _PREPOSITION.search(text, low, item.start)
        start = lead.start() if lead else item.start
        words = Span(sentence.start + start, sentence.start + item.end)
        found = _dated(document, sentence, words, item)
        if found.end and (anchor is None or found.end > anchor.first.isoformat()):
            return found
    return None


def _dated(document: Document, sentence: Sentence, span: Span, item: TimeExpression) -> EventDate:
    anchor = anchor_of(document, sentence)
    period = read_time(item, anchor, False, None)
    if period is None:
        return EventDate(None, None, "unresolved", "text", span)
    text = document.text[sentence.start : sentence.end]
    until_words = text[max(0, span.start - sentence.start) : item.end]
    # "by" may stand just before the words that were marked
    lead = text[max(0, min(item.start, span.start - sentence.start) - 14) : item.start]
    period = _bounded(period, lead, until_words, anchor.first if anchor else None)
    counted_from = anchor.iso if anchor and item.relative else None
    start, end = period.start.isoformat(), period.end.isoformat()
    return EventDate(start, end, period.precision, "text", span, counted_from)


def _bounded(period: Period, lead: str, words: str, today: date | None) -> Period:
    """From the day of writing where the words only say until when, and up to what is "before"."""
    is_edge = _EDGE.search(words)
    if _JUST_BEFORE.search(lead) and not is_edge and (today is None or period.start > today):
        end = period.start - timedelta(days=1)
        return Period(today or end, end, period.precision)
    is_open = _UP_TO.search(words) or _UP_TO.search(lead)
    if today and today <= period.end and (is_open or period.start < today):
        return replace(period, start=today)
    return period


def _times(text: str, context: str) -> list[TimeExpression]:
    """The time expressions of a sentence, with some that only horizons have."""
    # read as "during May", since "before May" is no period: what is before it is told afterwards
    plain = _BEFORE.sub(lambda match: "during".ljust(len(match[0])), text)
    plain = _COMING.sub(lambda match: "this".ljust(len(match[0])), plain)
    own = list(_own_times(text))
    others = (
        item
        for item in find_times(plain, context)
        if not any(item.start < mine.end and mine.start < item.end for mine in own)
    )
    return sorted((*own, *others), key=lambda item: item.start)


def _own_times(text: str) -> Iterator[TimeExpression]:
    for pattern, make in _OWN:
        for match in pattern.finditer(text):
            unit: Unit = match["unit"]  # type: ignore[assignment]
            yield TimeExpression(*match.span(), make(unit), "unit", True)
    for match in _FEAST.finditer(text):
        yield TimeExpression(
            *match.span(), _feast(match["feast"], bool(match["next"])), "day", True
        )


def _to_end_of(unit: Unit) -> Read:
    # "the end of": what is before it lies inside the unit
    return lambda clock: (
        replace(unit_of(clock.today, unit), start=clock.today) if clock.today else None
    )


def _one(unit: Unit) -> Read:
    return lambda clock: _up_to(clock, 1, unit)


def _some(unit: Unit) -> Read:
    return lambda clock: _up_to(clock, FEW[1], unit)


def _after_one(unit: Unit) -> Read:
    return lambda clock: day(moved(clock.today, 1, unit)) if clock.today else None


_OWN: tuple[tuple[re.Pattern[str], Callable[[Unit], Read]], ...] = (
    (_OUT, _to_end_of),
    (_WITHIN_ONE, _one),
    (_WITHIN_SOME, _some),
    (_THIS_TIME, _after_one),
)


def _up_to(clock: Clock, number: int, unit: Unit) -> Period | None:
    if clock.today is None:
        return None
    return Period(
        clock.today, moved(clock.today, number, unit), unit_of(clock.today, unit).precision
    )


def _feast(name: str, is_next: bool) -> Read:
    def on(year: int) -> date:
        if name == "Easter":
            return easter(year)
        return date(year, 12, 25) if name == "Christmas" else date(year, 1, 1)

    def read(clock: Clock) -> Period | None:
        if clock.today is None:
            return None
        first = on(clock.today.year)
        year = clock.today.year + (1 if first <= clock.today else 0)
        return day(on(year + (1 if is_next and year == clock.today.year else 0)))

    return read

"""Time expressions of a sentence: where they stand, and how each is read against a clock.

dateparser, which this project uses for foreign dates, gives one moment for a phrase: for "early
next year", "the 1990s", "between 2003 and 2005" or "by the end of May" it finds a day or reads half
of the phrase, and it takes the "May" of "May said" for a month. What an event needs is a period
with its grain, so the phrases are rules here; full dates come from :mod:`detente.reading.dates`
and calendar arithmetic from python-dateutil.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

from detente.reading.dates import find_dates, weekday_of
from detente.reading.periods import (
    SEASONS,
    Period,
    day,
    decade,
    half,
    quarter,
    span_of,
    third,
    year,
)
from detente.reading.time_counts import counts, deictic, units
from detente.reading.time_patterns import (
    BOUND,
    DAY_WORDS,
    DAYPART_OF,
    DECADE,
    DEICTIC_WORDS,
    DETERMINED,
    EDGES,
    FRACTION,
    FROM_DAY,
    JOIN,
    MONTH_WORD,
    MONTH_WORDS,
    MONTHS,
    NINE_ELEVEN,
    NOUN_NEXT,
    OCCASION,
    OF,
    OF_YEAR,
    PART,
    PERSON_MAY,
    POSSESSIVE,
    SEASON,
    SEASON_WORDS,
    TO_DAY,
    UNIT_WORDS,
    WEEKDAY,
    WORDS,
    YEARS,
)
from detente.reading.time_readers import (
    STEPS,
    Clock,
    Form,
    TimeExpression,
    bound_reader,
    date_reader,
    earlier,
    fixed,
    month_reader,
    range_reader,
    season_reader,
    third_of,
    weekday_reader,
)


def find_times(text: str, context: str = "") -> list[TimeExpression]:
    """The time expressions of a sentence in reading order, without overlaps.

    Offsets are into ``text``; ``context`` is the whole text, asked whether its May is a person.
    """
    words = {word.lower() for word in WORDS.findall(text)}
    cores: list[TimeExpression] = []
    for family in _families(text, words, context):
        for found in family:
            if not any(found.start < other.end and other.start < found.end for other in cores):
                cores.append(found)
    if not cores:
        return cores
    cores.sort(key=lambda item: item.start)
    return [_shaped(text, item) for item in _joined(text, [_parted(text, c) for c in cores])]


def _families(text: str, words: set[str], context: str) -> Iterator[Iterator[TimeExpression]]:
    """The kinds of expression whose words occur, the more specific before the more general."""
    numbers = [word for word in words if word[0].isdigit()]
    has_year = any(len(word) >= 4 and word[:2] in ("19", "20") for word in numbers)
    if numbers:
        yield _nine_eleven(text)
        if has_year or not words.isdisjoint(MONTH_WORDS):
            yield _dates(text)
    if not words.isdisjoint(DAY_WORDS):
        yield _weekdays(text)
    if not words.isdisjoint(SEASON_WORDS):
        yield _seasons(text)
    if words & {"half", "quarter"}:
        yield _fractions(text)
    if not words.isdisjoint(MONTH_WORDS):
        yield _months(text, context)
    if has_year:
        yield _decades(text)
        yield _years(text)
    if not words.isdisjoint(DEICTIC_WORDS):
        yield deictic(text)
    if not words.isdisjoint(UNIT_WORDS):
        yield units(text)
        yield counts(text)


# --- full dates, months and years -------------------------------------------------------------


def _nine_eleven(text: str) -> Iterator[TimeExpression]:
    for match in NINE_ELEVEN.finditer(text):
        yield TimeExpression(
            *match.span(), fixed(day(date(2001, 9, 11))), "date", False, "noun_after"
        )


# a full stop behind a month that is not abbreviated ends the sentence
_FULL_STOP = re.compile(r"(?:[a-z]{5}|May|June|July)\.$")


def _dates(text: str) -> Iterator[TimeExpression]:
    for mention in find_dates(text):
        start, end, first, last = mention.start, mention.end, mention.day, mention.day
        if _FULL_STOP.search(text, start, end):
            end -= 1
        stated = mention.year
        if mention.day is not None:
            if match := FROM_DAY.search(text, max(0, start - 14), start):
                start, first = match.start(), int(match["day"])
            elif match := re.search(r"[-–]\s*(\d\d?)(?:[.,]?\s+(?:19|20)\d\d)?$", text[start:end]):
                last = int(match[1])
            elif match := TO_DAY.match(text, end):
                end, last = match.end(), int(match["day"])
                stated = int(match["year"]) if match["year"] else stated
        which = None
        if stated is None and (match := OF_YEAR.match(text, end)):
            end, which = match.end(), match["year"]
        yield TimeExpression(
            start, end, date_reader(mention, stated, (first, last), which), "date", stated is None
        )


def _months(text: str, context: str) -> Iterator[TimeExpression]:
    for match in MONTH_WORD.finditer(text):
        cue, name = (match["which"] or "").lower(), match["month"]
        if name == "May" and not _is_month_may(cue, match, context):
            continue
        if cue in _LOOSE_CUES and not NOUN_NEXT.match(text, match.end()) and cue in _NOUN_CUES:
            continue
        number = [item[:3] for item in MONTHS].index(name[:3]) + 1
        which = cue if cue in ("last", "next", "this") else ""
        start = match.start() if which else match.start("month")
        form: Form = "noun_after" if cue in _NOUN_CUES else "free"
        yield TimeExpression(
            start, match.end(), month_reader(number, which, match["year"]), "month", True, form
        )


_NOUN_CUES = frozenset(["the", "a", "its", "their", "his", "her"])
_LOOSE_CUES = _NOUN_CUES | {"and", "to", "from", "for", "of", "before", "after", "by"}


def _is_month_may(cue: str, match: re.Match[str], context: str) -> bool:
    """False where "May" is the person of the text, or may be one."""
    if not PERSON_MAY.search(context):
        return True
    return cue not in _LOOSE_CUES


def _years(text: str) -> Iterator[TimeExpression]:
    for match in YEARS.finditer(text):
        cue = (match["cue"] or "'s").lower()
        form: Form = "free"
        if cue in _YEAR_NOUN_CUES:
            if not NOUN_NEXT.match(text, match.end()):
                continue
            form = "noun_after"
        if not match["last"] and cue in ("between", "as"):
            continue
        first = int(match["first"])
        last = (
            int(match["first"][: 4 - len(match["last"])] + match["last"])
            if match["last"]
            else first
        )
        if last < first:
            continue
        yield TimeExpression(
            match.start("first"),
            match.end(),
            fixed(span_of(year(first), year(last))),
            "year",
            False,
            form,
        )


_YEAR_NOUN_CUES = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "our", "'s", "landmark"]
)


def _decades(text: str) -> Iterator[TimeExpression]:
    for match in DECADE.finditer(text):
        period = decade(int(match["decade"]))
        if match["part"]:
            period = third(period, EDGES[match["part"]])
        yield TimeExpression(*match.span(), fixed(period), "year", False)


# --- weekdays, seasons and fractions ----------------------------------------------------------


def _weekdays(text: str) -> Iterator[TimeExpression]:
    for match in WEEKDAY.finditer(text):
        number = weekday_of(match["day"])
        if re.search(r"\b(?:every|each)\s+$", text[: match.start()]):
            continue
        yield TimeExpression(
            *match.span(),
            weekday_reader(cast(int, number), (match["which"] or "").lower(), match["week"]),
            "weekday",
            True,
        )


def _seasons(text: str) -> Iterator[TimeExpression]:
    for match in SEASON.finditer(text):
        cue, name, of = match["which"].lower(), match["season"], match["year"]
        if not of and (cue == "the" or (name == "fall" and cue in ("in", "of", "by", "to"))):
            continue
        which = cue if cue in STEPS else ""
        start = match.start() if which else match.start("season")
        yield TimeExpression(
            start,
            match.end(),
            season_reader(SEASONS[name], which, of),
            "unit",
            not (of and of.isdigit()),
        )


def _fractions(text: str) -> Iterator[TimeExpression]:
    for match in FRACTION.finditer(text):
        is_half = match["part"] == "half"
        numbers = {"first": 1, "second": 2, "third": 3, "fourth": 4}
        number = numbers.get(match["number"], 2 if is_half else 4)
        if is_half and number > 2:
            continue

        def read(
            clock: Clock, of: str = match["year"], number: int = number, is_half: bool = is_half
        ) -> Period | None:
            if of.isdigit():
                at = int(of)
            elif clock.today:
                at = clock.today.year + STEPS.get(of.split(maxsplit=1)[0], 0)
            else:
                return None
            return half(at, number) if is_half else quarter(at, number)

        yield TimeExpression(*match.span(), read, "unit", not match["year"].isdigit())


# --- days and units counted from today, or from what was named before -------------------------


# --- what stands around an expression ---------------------------------------------------------


def _parted(text: str, core: TimeExpression) -> TimeExpression:
    """With "early", "the end of", "earlier" before it, and "since", "until", "by"."""
    match = PART.search(text, max(0, core.start - 24), core.start)
    if match:
        word = (match["part"] or match["edge"]).lower()
        read = core.read
        if word in ("earlier", "later") and core.kind == "unit":
            core = replace(core, read=lambda clock: earlier(read(clock), word, clock))
        elif core.kind in ("date", "month", "year", "unit", "previous") and word in EDGES:
            core = replace(core, read=lambda clock: third_of(read(clock), EDGES[word]))
        core = replace(core, start=match.start())
    return core


def _joined(text: str, cores: list[TimeExpression]) -> list[TimeExpression]:
    """Two expressions with "to", "and" or a dash between them as one range."""
    found: list[TimeExpression] = []
    for core in cores:
        before = found[-1] if found else None
        if (
            before
            and (match := JOIN.fullmatch(text, before.end, core.start))
            and (core.kind == before.kind or {core.kind, before.kind} <= {"month", "date", "year"})
            and core.form == before.form
        ):
            if match["join"] == "or":
                continue
            found[-1] = replace(
                core,
                start=before.start,
                read=range_reader(before.read, core.read),
                relative=core.relative or before.relative,
            )
        else:
            found.append(core)
    return found


def _shaped(text: str, item: TimeExpression) -> TimeExpression:
    """With its bound ("since", "by") and its form, by the words around it."""
    if item.form == "free":
        item = replace(item, form=_form(text, item))
    if item.form == "free" and (match := BOUND.search(text, max(0, item.start - 14), item.start)):
        return replace(
            item,
            start=match.start(),
            read=bound_reader(match["bound"].lower(), item.read),
            relative=True,
        )
    return item


def _form(text: str, item: TimeExpression) -> Form:
    before = text[max(0, item.start - 24) : item.start]
    is_owner = POSSESSIVE.match(text, item.end)
    if is_owner or (
        item.kind in ("weekday", "month", "year", "date")
        and DETERMINED.search(before)
        and NOUN_NEXT.match(text, item.end)
    ):
        return "occasion" if OCCASION.search(before) else "noun_after"
    if OF.search(before) and not DAYPART_OF.search(before):
        return "noun_before"
    return "free"

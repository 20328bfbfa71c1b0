"""How a time expression is read against a clock: the period it means, or None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, cast

from detente.reading.dates import DateMention
from detente.reading.periods import (
    Period,
    Third,
    Unit,
    coarser,
    day,
    month,
    moved,
    season,
    span_of,
    third,
    unit_of,
    year,
)
from detente.record import DatePrecision


@dataclass(frozen=True, slots=True)
class Clock:
    """What a relative expression is counted from.

    ``today`` is the day of writing or None; ``past`` tells whether what is dated lies behind it;
    ``previous`` is the period that the text named before.
    """

    today: date | None
    past: bool
    previous: Period | None = None


Read = Callable[[Clock], Period | None]
# ``free`` dates the clause; ``noun_after`` ("Tuesday's talks") and ``noun_before`` ("the treaty of
# 1972") only a noun; ``occasion`` ("at Tuesday's talks") the noun and what is done there
Form = Literal["free", "noun_after", "noun_before", "occasion"]
Kind = Literal["date", "month", "year", "weekday", "unit", "day", "previous", "ahead"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression at ``[start, end)`` of its sentence; ``read`` gives None if unresolved."""

    start: int
    end: int
    read: Read
    kind: Kind
    relative: bool
    form: Form = "free"


STEPS = {"last": -1, "this": 0, "that": 0, "next": 1}
FROM_PREVIOUS = {"the same": 0, "that": 0, "the next": 1, "the following": 1, "the previous": -1}
_FEW_GRAIN: dict[Unit, DatePrecision] = {
    "day": "week",
    "week": "month",
    "month": "season",
    "year": "decade",
}


def fixed(period: Period) -> Read:
    """A period that no clock changes."""
    return lambda clock: period


def date_reader(
    mention: DateMention, stated: int | None, days: tuple[int | None, int | None], which: str | None
) -> Read:
    def at(of: int) -> Period | None:
        number = mention.month
        if number is None:
            return year(of)
        if days[0] is None or days[1] is None:
            return month(of, number)
        return _days(of, number, days[0], days[1])

    def read(clock: Clock) -> Period | None:
        if mention.swappable:
            return None
        if stated is not None:
            return at(stated)
        if clock.today is None:
            return None
        if which:
            return at(clock.today.year + STEPS[which])
        return _nearest([at(clock.today.year + step) for step in (-1, 0, 1)], clock)

    return read


def _days(of: int, number: int, low: int, high: int) -> Period | None:
    """From one day of a month to another; of two that do not follow each other, the latter."""
    first, last = _date(of, number, low), _date(of, number, high)
    if last is None:
        return None
    return Period(first if first and first <= last else last, last, "day")


def _date(of: int, number: int, of_month: int) -> date | None:
    try:
        return date(of, number, of_month)
    except ValueError:
        return None


def _nearest(candidates: Sequence[Period | None], clock: Clock) -> Period | None:
    """The last of the candidates behind today, or the first ahead, as the clock tells.

    A day ten months off in the told direction but days off in the other is the near one: the
    tense was misread, or the page was written the day before.
    """
    found = [item for item in candidates if item]
    if clock.today is None or not found:
        return None
    today = clock.today
    behind = [item for item in found if item.start <= today]
    ahead = [item for item in found if item.end >= today]
    first, second = (behind[-1:], ahead[:1]) if clock.past else (ahead[:1], behind[-1:])
    if not first or not second:
        return (first or second)[0]
    chosen, other = first[0], second[0]
    is_day = chosen.precision == "day"
    if is_day and abs(chosen.start - today).days > 300 and abs(other.start - today).days < 45:
        return other
    return chosen


def month_reader(number: int, which: str, year_word: str | None) -> Read:
    def read(clock: Clock) -> Period | None:
        if clock.today is None:
            return None
        if year_word == "that":
            return month(clock.previous.start.year, number) if clock.previous else None
        if year_word:
            return month(clock.today.year + STEPS[year_word], number)
        if which == "this":
            return month(clock.today.year, number)
        around = [month(clock.today.year + step, number) for step in (-1, 0, 1)]
        if which:
            # "last May" in May is a year ago
            inside = unit_of(clock.today, "month")
            around = [item for item in around if item != inside]
            clock = replace(clock, past=which == "last")
        return _nearest(around, clock)

    return read


def weekday_reader(number: int, which: str, week: str | None) -> Read:
    def read(clock: Clock) -> Period | None:
        if which.startswith("the "):
            if clock.previous is None:
                return None
            step = 1 if which == "the following" else -1
            return day(_weekday_from(clock.previous.start, number, step, strict=True))
        if clock.today is None:
            return None
        if week or which == "next":
            monday = unit_of(moved(clock.today, STEPS[week or which], "week"), "week").start
            return day(moved(monday, number, "day"))
        step = -1 if clock.past or which == "last" else 1
        return day(_weekday_from(clock.today, number, step, strict=which == "last"))

    return read


def _weekday_from(start: date, number: int, step: int, *, strict: bool) -> date:
    """The nearest such weekday on ``start`` (not where strict), or after or before it."""
    away = (number - start.weekday()) * step % 7
    return start + timedelta(days=step * (away or (7 if strict else 0)))


def season_reader(first: int, which: str, of: str | None) -> Read:
    def read(clock: Clock) -> Period | None:
        if of and of.isdigit():
            return season(int(of), first)
        today = clock.today
        if today is None:
            return None
        if of or which == "this":
            return season(today.year + STEPS[(of or which).partition(" ")[0]], first)
        around = [season(today.year + step, first) for step in (-2, -1, 0, 1)]
        if which:
            outside = [item for item in around if not item.start <= today <= item.end]
            return _nearest(outside, replace(clock, past=which == "last"))
        return _nearest(around, clock)

    return read


def previous_reader(which: str, unit: Unit) -> Read:
    def read(clock: Clock) -> Period | None:
        if clock.previous is None:
            return None
        return unit_of(moved(clock.previous.start, FROM_PREVIOUS[which], unit), unit)

    return read


def unit_reader(which: str, unit: Unit, part: Third | None, rest: str | None) -> Read:
    word = which.removeprefix("the ").removeprefix("this ") or "this"

    def read(clock: Clock) -> Period | None:
        if clock.today is None:
            return None
        if word in ("past", "last") and which.startswith("the "):
            return Period(
                moved(clock.today, -1, unit), clock.today, unit_of(clock.today, unit).precision
            )
        if word == "coming":
            return Period(
                clock.today, moved(clock.today, 1, unit), unit_of(clock.today, unit).precision
            )
        if unit == "weekend":
            return _weekend(word, clock)
        step = {"last": -1, "past": -1, "next": 1}.get(word, 0)
        period = unit_of(moved(clock.today, step, unit), unit)
        if rest:
            return _rest_of(period, rest, clock)
        return third(period, part) if part else period

    return read


def _weekend(word: str, clock: Clock) -> Period | None:
    """Where the day of writing is part of a weekend, "this weekend" and "the weekend" are it."""
    today = cast(date, clock.today)
    current = unit_of(today, "weekend")
    is_weekend = today.weekday() >= 5
    if word == "last" or (word in ("this", "weekend") and clock.past and not is_weekend):
        return unit_of(moved(today, -1, "week"), "weekend")
    return unit_of(moved(today, 1, "week"), "weekend") if word == "next" else current


def _rest_of(period: Period, which: str, clock: Clock) -> Period:
    """Earlier (later) this week: the days of it before (after) the day of writing."""
    today = cast(date, clock.today)
    if not period.start <= today <= period.end:
        return period
    if which == "earlier":
        return replace(period, end=today)
    return replace(period, start=today)


def away_reader(step: int, amount: tuple[int, int], unit: Unit) -> Read:
    return lambda clock: away(clock.today, step, amount, unit) if clock.today else None


def away(start: date, step: int, amount: tuple[int, int], unit: Unit) -> Period | None:
    """So many units from a day; a decade is a round number, read as within two years of it."""
    low, high = sorted((moved(start, step * amount[0], unit), moved(start, step * amount[1], unit)))
    if unit == "decade":
        return Period(year(low.year - 2).start, year(high.year + 2).end, "decade")
    if low == high:
        return unit_of(low, unit)
    return coarser(span_of(unit_of(low, unit), unit_of(high, unit)), _FEW_GRAIN.get(unit, "decade"))


def ahead_reader(cue: str, amount: tuple[int, int], unit: Unit) -> Read:
    """ "in two weeks" is a time only for what lies ahead; behind, it is how long something took."""

    def read(clock: Clock) -> Period | None:
        if clock.today is None or clock.past:
            return None
        there = away(clock.today, 1, amount, unit)
        return (
            there
            if cue == "in" or not there
            else replace(there, start=clock.today, end=moved(clock.today, amount[1], unit))
        )

    return read


def around_reader(is_ahead: bool, amount: tuple[int, int], unit: Unit) -> Read:
    def read(clock: Clock) -> Period | None:
        if clock.today is None:
            return None
        there = moved(clock.today, amount[1] * (1 if is_ahead else -1), unit)
        grain = unit_of(there, unit).precision
        return Period(min(there, clock.today), max(there, clock.today), grain)

    return read


def earlier(period: Period | None, which: str, clock: Clock) -> Period | None:
    return _rest_of(period, which, clock) if period and clock.today else period


def third_of(period: Period | None, which: Third) -> Period | None:
    if period is None or (period.end - period.start).days < 2:
        return period
    return third(period, which)


def range_reader(first: Read, last: Read) -> Read:
    def read(clock: Clock) -> Period | None:
        low, high = first(clock), last(clock)
        if low is None or high is None:
            return high
        while low.start > high.start:
            low = replace(low, start=moved(low.start, -1, "year"), end=moved(low.end, -1, "year"))
        return span_of(low, high)

    return read


def bound_reader(bound: str, read: Read) -> Read:
    """With its bound: "since 2003" runs to the day of writing, "by May" from it.

    "Before" and "after" a date tell no period.
    """

    def bounded(clock: Clock) -> Period | None:
        period = read(clock)
        if period is None or bound in ("before", "after", "ahead of", "prior to", "following"):
            return None
        today = clock.today
        if bound == "since":
            return replace(period, end=today) if today and today >= period.start else period
        if today and not clock.past and today <= period.end:
            return replace(period, start=today)
        return period

    return bounded


def previous_count_reader(step: int, amount: tuple[int, int], unit: Unit) -> Read:
    """So many units before or after what the text named before."""
    return lambda clock: away(clock.previous.start, step, amount, unit) if clock.previous else None

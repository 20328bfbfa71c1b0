"""Periods of whole days: calendar units, their parts, and counting from one to another."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from detente.record import DatePrecision

Unit = Literal["day", "week", "weekend", "month", "season", "quarter", "year", "decade"]
Third = Literal["early", "mid", "late"]

# northern seasons, as the foreign pages of the press use them: the month each begins with
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_GRAINS: tuple[DatePrecision, ...] = (
    "day",
    "week",
    "month",
    "season",
    "quarter",
    "year",
    "decade",
    "unresolved",
)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day of something, and the grain in which it was told."""

    start: date
    end: date
    precision: DatePrecision


def day(value: date) -> Period:
    """One day."""
    return Period(value, value, "day")


def month(year: int, number: int) -> Period:
    """A month of a year."""
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), "month")


def season(year: int, first: int) -> Period:
    """The season that begins with month ``first`` of ``year``; a winter ends in the next year."""
    start = date(year, first, 1)
    return Period(start, start + relativedelta(months=3, days=-1), "season")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def decade(number: int) -> Period:
    """The ten years that begin with ``number``."""
    return Period(date(number, 1, 1), date(number + 9, 12, 31), "decade")


def unit_of(value: date, unit: Unit) -> Period:
    """The calendar unit that a day lies in; weeks begin on Monday, weekends on Saturday."""
    monday = value - timedelta(days=value.weekday())
    units: dict[Unit, Callable[[], Period]] = {
        "day": lambda: day(value),
        "week": lambda: Period(monday, monday + timedelta(days=6), "week"),
        "weekend": lambda: Period(monday + timedelta(days=5), monday + timedelta(days=6), "day"),
        "month": lambda: month(value.year, value.month),
        "quarter": lambda: quarter(value.year, (value.month - 1) // 3 + 1),
        "season": lambda: season_of(value),
        "year": lambda: year(value.year),
        "decade": lambda: decade(value.year // 10 * 10),
    }
    return units[unit]()


def season_of(value: date) -> Period:
    """The season that a day lies in."""
    first = value.replace(day=1) - relativedelta(months=value.month % 3)
    return season(first.year, first.month)


def quarter(of: int, number: int) -> Period:
    """The first to fourth quarter of a year."""
    start = date(of, 3 * number - 2, 1)
    return Period(start, start + relativedelta(months=3, days=-1), "quarter")


def half(of: int, number: int) -> Period:
    """The first or second half of a year, told in the grain of the year."""
    return Period(
        *((date(of, 1, 1), date(of, 6, 30)), (date(of, 7, 1), date(of, 12, 31)))[number - 1], "year"
    )


def moved(value: date, number: int, unit: Unit) -> date:
    """The day ``number`` units on (back where negative); month ends are kept inside the month."""
    if unit in ("day", "week", "weekend"):
        return value + timedelta(days=number * (1 if unit == "day" else 7))
    months = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120}[unit]
    return value + relativedelta(months=number * months)


def third(period: Period, which: Third) -> Period:
    """The first, middle or last third of a period, told in the period's own grain.

    A month's thirds are its ten days (1–10, 11–20, 21–end), a year's are four months each.
    """
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    number = ("early", "mid", "late").index(which)
    if months >= 3:
        step = months // 3
        start = period.start + relativedelta(months=number * step)
        end = period.end if number == 2 else start + relativedelta(months=step, days=-1)
    else:
        step = (period.end - period.start).days // 3
        start = period.start + timedelta(days=number * step)
        end = period.end if number == 2 else start + timedelta(days=step - 1)
    return Period(start, end, period.precision)


def span_of(first: Period, last: Period) -> Period:
    """From the earlier start to the later end, in the coarser grain."""
    return Period(
        min(first.start, last.start),
        max(first.end, last.end),
        max(first.precision, last.precision, key=_GRAINS.index),
    )


def coarser(period: Period, grain: DatePrecision) -> Period:
    """The period told in ``grain`` where that is the coarser."""
    return Period(period.start, period.end, max(period.precision, grain, key=_GRAINS.index))

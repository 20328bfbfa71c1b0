"""Dates of which a day, a month or a year is known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from detente.errors import DetenteError

_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def checked(day: date | str) -> str:
    """``day`` as ISO text; raises ``BAD_DATE`` for what is no date, month or year."""
    text = str(day)
    try:
        if not _SHAPE.fullmatch(text):
            raise ValueError
        last_day(text)
    except ValueError:
        raise DetenteError(
            "BAD_DATE", f"{text!r} is no date.", "Write 2010-04-08, 2010-04 or 2010."
        ) from None
    return text


def last_day(text: str) -> date:
    """The last day of an ISO date, month or year."""
    year, month, day = _numbers(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def day_after(text: str) -> str:
    """The first day after an ISO date, month or year; the last day of all is its own."""
    day = last_day(text)
    return (day if day == date.max else day + timedelta(days=1)).isoformat()


def newness(text: str | None) -> str:
    """What sorts dates by their last day, undated ones before all others."""
    return last_day(text).isoformat() if text else ""


def in_words(text: str | None) -> str:
    """``8 April 2010``, ``April 2010`` or ``2010``; ``undated`` for None."""
    if not text:
        return "undated"
    year, month, day = _numbers(text)
    words = [str(day)] if day else []
    return " ".join([*words, *([_MONTHS[month - 1]] if month else []), str(year)])


def _numbers(text: str) -> tuple[int, int | None, int | None]:
    numbers = [int(part) for part in text.split("-")]
    year, month, day = [*numbers, None, None][:3]
    assert year is not None
    return year, month, day

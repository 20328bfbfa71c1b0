"""Dates as English pages write them: found by pattern, never guessed from today's date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEARS = range(1900, 2100)

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|s|nesday|rsday|r|rs|urday)?\b"
    r"[.,]{0,2}\s+)?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# a time of day may be glued to the year where a page's markup parted them
_YEAR = r"(?P<year>(?:19|20)\d\d)(?=\d{1,2}:\d\d|\D|$)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)"
        r"(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<number>\d{1,2})(?P=sep)"
        r"(?P<year>\d{4}|\d{2})(?![\d/]|[.:]\d)",
        rf"{_WEEKDAY}(?<![\d/.:,-]){_DAY}(?:[\s-]+of\s+|[\s-]+){_MONTH}(?:[\s,-]+{_YEAR})?",
        rf"{_WEEKDAY}(?:\b|(?<=[a-z])){_MONTH}\s+{_DAY}(?!\d|[.,:]\d|\s*per\b|%)(?:\s*[-–]\s*\d\d?)?"
        rf"(?:[.,]?\s+{_YEAR})?",
        rf"\b{_MONTH},?\s+{_YEAR}",
    )
)
_NUMERIC = _PATTERNS[1]
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)(?:T?\d{4,6}\w*)?$")
_PARTIAL = re.compile(r"^(?P<year>(?:19|20)\d\d)(?:[-/](?P<number>\d{1,2}))?$")
_FOREIGN = re.compile(r"\b\d{1,2}\b.{0,6}[^\W\d_]{3}.{0,20}\b(?:19|20)\d\d\b")
_FOREIGN_LANGUAGES = ("fr", "de", "es", "it", "pt", "nl", "ru", "uk", "pl", "tr")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date found at ``[start, end)`` of a text; parts that it does not state are None.

    ``swappable`` marks numbers such as 03/04/2010 that read as two different days; ``month`` and
    ``day`` then hold the day-first reading. ``weekday`` counts from Monday = 0.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    swappable: bool = False

    @property
    def iso(self) -> str | None:
        """The date in ISO form at its own grain, None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year:04}"]
        for part in (self.month, self.day):
            if part is None:
                break
            parts.append(f"{part:02}")
        return "-".join(parts)

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """The grain of what is stated."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def in_year(self, year: int) -> DateMention:
        """The same date with its year."""
        return DateMention(self.start, self.end, year, self.month, self.day, self.weekday)

    def month_first(self) -> DateMention:
        """The month-first reading of a swappable date."""
        return DateMention(self.start, self.end, self.year, self.day, self.month)

    def window(self) -> tuple[str, str]:
        """First and last day, ISO, that a date with a year can be."""
        year = self.year or 0
        low, high = self.month or 1, self.month or 12
        if self.day is not None:
            return f"{year:04}-{low:02}-{self.day:02}", f"{year:04}-{high:02}-{self.day:02}"
        last = calendar.monthrange(year, high)[1]
        return f"{year:04}-{low:02}-01", f"{year:04}-{high:02}-{last:02}"

    def is_possible(self) -> bool:
        """True if the calendar has this day (29 February counts where the year is unknown)."""
        if self.year is not None and self.year not in _YEARS:
            return False
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= _days_in(self.year, self.month)


def _days_in(year: int | None, month: int) -> int:
    return calendar.monthrange(year if year is not None else 2000, month)[1]


def find_dates(text: str) -> list[DateMention]:
    """The dates of a text in reading order, without overlaps; day and month at least a number.

    Months are capitalised words ("may 5" is a verb); a bare year or a bare weekday is no date.
    """
    if not any(char.isdigit() for char in text):
        return []
    found: list[DateMention] = []
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            mention = _mention(match)
            if mention and mention.is_possible():
                found.append(mention)
                taken[match.start() : match.end()] = b"\x01" * len(match[0])
    return sorted(found, key=lambda item: item.start)


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    word = groups.get("month")
    if word and not (word[0].isupper() and _stands_out(match.string, match.start("month"))):
        return None
    month = _MONTHS.index(word[:3].lower()) + 1 if word else int(groups["number"])
    day = int(groups["day"]) if groups.get("day") else None
    named = groups.get("weekday")
    mention = DateMention(
        match.start(),
        match.end(),
        _full_year(groups.get("year")),
        month,
        day,
        _DAYS.index(named.lower()) if named else None,
    )
    return _ordered(mention, match["sep"]) if match.re is _NUMERIC else mention


def _stands_out(text: str, start: int) -> bool:
    """False inside a word in capitals; "PressApril 28" is two words that lost their space."""
    return start == 0 or not (text[start - 1].isalpha() and text[start - 1].isupper())


def _ordered(mention: DateMention, separator: str) -> DateMention:
    """Settle a numeric date whose numbers allow one order only; else mark it swappable.

    Dots are written day first wherever they are written.
    """
    month, day = mention.month or 0, mention.day or 0
    if month > 12:
        return mention.month_first()
    swappable = day <= 12 and day != month and separator != "."
    return DateMention(mention.start, mention.end, mention.year, month, day, swappable=swappable)


def _full_year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits)
    if len(digits) == 4:
        return year
    # the usual pivot for two digits; archives of the web begin in the 1990s
    return 1900 + year if year >= 70 else 2000 + year


def weekday_of(word: str) -> int | None:
    """Monday = 0 … Sunday = 6 for a weekday's name or abbreviation, else None."""
    start = word[:3].lower()
    return _DAYS.index(start) if start in _DAYS else None


def parse_stated(text: str) -> DateMention | None:
    """The date that a metadata field states, in whatever form; None if it states none.

    ISO forms, English forms, ``20100408``, Unix seconds or milliseconds; other languages' month
    names go to dateparser. Relative words ("yesterday") state nothing.
    """
    text = text.strip()
    if not text:
        return None
    if match := _COMPACT.match(text) or _PARTIAL.match(text):
        groups = match.groupdict()
        month = int(groups["number"]) if groups["number"] else None
        day = int(groups["day"]) if groups.get("day") else None
        mention = DateMention(0, len(text), int(groups["year"]), month, day)
        return mention if mention.is_possible() else None
    if _EPOCH.match(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
        return _from_date(datetime.fromtimestamp(seconds, UTC).date())
    for mention in find_dates(text):
        if mention.year is not None:
            return mention
    return _parse_foreign(text)


def _from_date(day: date) -> DateMention:
    return DateMention(0, 0, day.year, day.month, day.day)


@lru_cache(maxsize=1024)
def _parse_foreign(text: str) -> DateMention | None:
    """dateparser on a date with a month's name; it is slow, so the last resort.

    It tries every language it is given on what it cannot read, hence the short list of them.
    """
    if len(text) > 60 or not _FOREIGN.search(text):
        return None
    import dateparser

    try:
        found = dateparser.parse(
            text,
            languages=list(_FOREIGN_LANGUAGES),
            settings={
                "PARSERS": ["absolute-time"],
                "REQUIRE_PARTS": ["year", "month", "day"],
                "STRICT_PARSING": True,
            },
        )
    except (ValueError, OverflowError):
        return None
    return _from_date(found.date()) if found else None


_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[a-z]{3})(?:[/-](?P<day>\d{1,2}))?(?=[/_.?-]|$)",
    re.IGNORECASE,
)


def date_in_url(url: str | None) -> DateMention | None:
    """The date that an address carries (``/2010/04/08/``, ``/2010/apr/08/``), if any."""
    for match in _URL_DATE.finditer(url or ""):
        word = match["month"].lower()
        if word.isdigit():
            month = int(word)
        elif word in _MONTHS:
            month = _MONTHS.index(word) + 1
        else:
            continue
        day = int(match["day"]) if match["day"] else None
        mention = DateMention(match.start(), match.end(), int(match["year"]), month, day)
        if mention.is_possible():
            return mention
    return None


_BARE_YEAR = re.compile(r"(?<![\d,.$€£/-])(?:19|20)\d\d(?![\d%]|,\d{3}|\.\d)")


def years_in(text: str) -> Iterator[int]:
    """The four-digit years that a text names, in reading order."""
    for match in _BARE_YEAR.finditer(text):
        yield int(match[0])

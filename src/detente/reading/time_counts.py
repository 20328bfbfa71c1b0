"""Time expressions counted from the day of writing, or from what the text named before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import cast

from detente.reading.periods import Period, Third, Unit, day, moved, span_of
from detente.reading.time_patterns import COUNT, DEICTIC, EDGES, FEW, HAS, NUMBERS, WHICH
from detente.reading.time_readers import (
    FROM_PREVIOUS,
    Clock,
    Read,
    TimeExpression,
    ahead_reader,
    around_reader,
    away_reader,
    previous_count_reader,
    previous_reader,
    unit_reader,
)


def deictic(text: str) -> Iterator[TimeExpression]:
    steps = {"before": -2, "after": 2, "yesterday": -1, "tomorrow": 1, "today": 0}
    for match in DEICTIC.finditer(text):
        name = cast(str, match.lastgroup)

        def read(clock: Clock, name: str = name) -> Period | None:
            if clock.today is None:
                return None
            if name == "overnight":
                return span_of(day(moved(clock.today, -1, "day")), day(clock.today))
            return day(moved(clock.today, steps[name], "day"))

        yield TimeExpression(*match.span(), read, "day", True)


def units(text: str) -> Iterator[TimeExpression]:
    for match in WHICH.finditer(text):
        which = (match["which"] or "").lower()
        unit = cast(
            Unit, match["unit"] or match["of"] or match["edged"] or match["ends"] or "weekend"
        )
        if unit == "day" and which not in FROM_PREVIOUS:
            continue
        part: Third | None = None
        if match["edge"]:
            part = EDGES[match["edge"]]
        elif match["ends"]:
            part = "late"
        is_previous = which in FROM_PREVIOUS and not (which == "the next" and unit != "day")
        start = match.start()
        if which.startswith("the ") and not is_previous:
            start += 4
        yield TimeExpression(
            start,
            match.end(),
            previous_reader(which, unit)
            if is_previous
            else unit_reader(which, unit, part, match["rest"]),
            "previous" if is_previous else "unit",
            True,
        )


def counts(text: str) -> Iterator[TimeExpression]:
    for match in COUNT.finditer(text):
        found = _count(text, match)
        if found:
            yield found


def _count(text: str, match: re.Match[str]) -> TimeExpression | None:
    """The expression that a count of units makes, if it tells a time and no mere length."""
    which = (match["which"] or "").lower().split()[-1:]
    how, cue = (match["how"] or "").lower(), (match["cue"] or "").lower()
    is_many = match["ending"] is not None
    is_time = how or (which and is_many)
    is_verb = which == ["last"] and _IS_VERB.search(text, 0, match.start("which"))
    is_length = match["number"] and cue in ("in", "within", "for")
    if is_verb or not (is_time or is_length):
        return None
    start = match.start("which") if which else match.start("number" if match["number"] else "unit")
    is_after_other = match["tail"] and how in ("before", "after")
    end = match.start("tail") if match["tail"] else match.end()
    if is_after_other:
        # "after" opens a clause of its own, which the expression does not date
        end = match.start("how") - 1
    made = partial(TimeExpression, start, end, kind="unit", relative=True)
    word, amount = match["unit"].lower(), _amount(match, is_recent=bool(which))
    if is_after_other or amount is None or word == "centur":
        # what the days are counted from is another event, which may itself have no date
        return made(_untold) if is_time else None
    unit = cast(Unit, "day" if word in ("hour", "minute") else word)
    if how:
        return _away_from(made, how, amount, unit)
    if which:
        return made(around_reader(which[0] in ("next", "coming"), amount, unit))
    return _lasting(text, match, made, amount, unit)


def _lasting(
    text: str,
    match: re.Match[str],
    made: Callable[[Read], TimeExpression],
    amount: tuple[int, int],
    unit: Unit,
) -> TimeExpression | None:
    """ "for three weeks" up to now, "in two weeks" ahead; elsewhere a length is no time."""
    cue = match["cue"].lower()
    if cue == "for":
        lasts = HAS.search(text, 0, match.start())
        return made(around_reader(False, amount, unit)) if lasts else None
    if _OF.match(text, match.end()):
        return None
    ahead = made(ahead_reader(cue, amount, unit))
    return replace(ahead, start=match.start("cue"), kind="ahead")


def _away_from(
    made: Callable[[Read], TimeExpression], how: str, amount: tuple[int, int], unit: Unit
) -> TimeExpression:
    """ "two days ago" from the day of writing, "two days later" from what was named before."""
    if how in ("ago", "from now", "hence"):
        return made(away_reader(-1 if how == "ago" else 1, amount, unit))
    step = 1 if how in ("later", "after") else -1
    return replace(made(previous_count_reader(step, amount, unit)), kind="previous")


_IS_VERB = re.compile(r"\b(?:to|will|would|may|might|could|can|should|must|not)\s+$")
_OF = re.compile(r"\s+of\b")


def _untold(clock: Clock) -> Period | None:
    """An expression that no clock settles."""
    return None


def _amount(match: re.Match[str], *, is_recent: bool) -> tuple[int, int] | None:
    """How many units at least and at most; hours in days. None for a bare "years"."""
    number, unit = (match["number"] or "").lower(), match["unit"].lower()
    if unit == "minute":
        return 0, 0
    if number.isdigit():
        low = high = int(number)
    elif number in ("a few", "several", "some") or (is_recent and not number):
        low, high = FEW
    elif number:
        low = high = NUMBERS[number]
    elif match["ending"] and unit != "hour":
        return None
    else:
        low = high = 1
    if unit == "hour":
        return (0, 0) if high <= 12 else (low // 24, -(-high // 24))
    return low, high

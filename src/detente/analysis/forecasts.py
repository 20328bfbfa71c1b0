"""What came of forecasts: later events that may settle them, those due, and Brier scores.

Nothing here settles a forecast: an event is only suggested, with its reasons, and a person says
whether it came true. `docs/forecasts.md` says what the numbers cannot tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from detente.analysis.event_report import fold, stems
from detente.analysis.forecast_rows import EventRow, ForecastRow
from detente.analysis.proposed_types import families_of, states_named

# So many resolved forecasts before a mean of theirs is shown: with ten, its standard error can
# still be 0.16, more than what parts a good forecaster from one who always says 50 %.
MINIMUM = 10
# suggestions for one forecast that a person can be asked to look at
_MOST = 5
_HAPPENED = frozenset({"actual", "reported"})
# What is known to no more than a longer time cannot be said to lie inside a horizon.
_COARSEST = timedelta(days=366)
_SHORT = 4  # letters that make one of "sign" and "signed", whose stems differ


class Suggestion(NamedTuple):
    """An event that may settle a forecast, for a person to confirm.

    ``event`` is the id of the report; ``outcome`` whether by it the proposition, without its words
    of likelihood, came true; ``reasons`` why it is suggested. ``strength`` only orders the
    suggestions of one forecast: it is no probability.
    """

    forecast: str
    event: str
    outcome: bool
    strength: int
    reasons: tuple[str, ...]


class BrierScore(NamedTuple):
    """How good a forecaster was: the mean of (p - o)², 0 best, 1 worst; 0.25 for always 50 %.

    ``forecaster`` is None for what pages forecast in their own words. ``scored`` is the number of
    resolved forecasts that have a range, ``without_range`` of those left out for having none.
    ``score`` is None under ``minimum`` forecasts.
    """

    forecaster: str | None
    scored: int
    without_range: int
    minimum: int
    score: float | None

    def __str__(self) -> str:
        if self.score is None:
            return f"insufficient evidence (n = {self.scored}, needs {self.minimum})"
        return f"{self.score:.3f} (n = {self.scored})"


def suggest_resolutions(
    forecasts: Iterable[Mapping[str, Any]], events: Iterable[Mapping[str, Any]]
) -> tuple[Suggestion, ...]:
    """Later events that may settle open forecasts that can be scored, the strongest first for each.

    An event that happened speaks for what was expected, one that is denied against it, the other
    way round where it was expected not to happen. It lies after the forecast and inside its
    horizon, on another page, and shares a party with it and its type or words. One report of
    each event is suggested, five events at most.

    Args:
        forecasts: rows of ``Ledger.forecasts``.
        events: rows of ``Ledger.events``.
    """
    index = _Index([EventRow.of(row) for row in events])
    found: list[Suggestion] = []
    for forecast in map(ForecastRow.of, forecasts):
        if forecast.outcome is None and not forecast.unscoreable:
            found += _suggested(forecast, index)
    return tuple(found)


def brier(forecasts: Iterable[Mapping[str, Any]], minimum: int = MINIMUM) -> tuple[BrierScore, ...]:
    """The Brier score of each forecaster on what was resolved, by name; the pages' own last.

    p is the middle of the range that the words are read as, o is 1 for what came true and 0 else.
    A forecast that cannot be scored is left out even if it was resolved.

    Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather
    Review 78 (1950), in its form for two outcomes.

    Args:
        forecasts: rows of ``Ledger.forecasts``.
        minimum: the number of forecasts under which no score is given.
    """
    resolved: dict[str | None, list[ForecastRow]] = defaultdict(list)
    for forecast in map(ForecastRow.of, forecasts):
        if forecast.outcome is not None and not forecast.unscoreable:
            resolved[forecast.forecaster].append(forecast)
    return tuple(
        _score(name, resolved[name], minimum)
        for name in sorted(resolved, key=lambda name: (name is None, name or ""))
    )


def due(forecasts: Iterable[Mapping[str, Any]], as_of: date) -> tuple[ForecastRow, ...]:
    """Forecasts that can be scored, whose horizon has passed and that nobody resolved.

    The longest due come first. A horizon without a date ("before the vote") never passes.

    Args:
        forecasts: rows of ``Ledger.forecasts``.
        as_of: the day of asking; a horizon that ends on it has not passed.
    """
    rows = [
        (row.horizon[1], row.id, row)
        for row in map(ForecastRow.of, forecasts)
        if row.outcome is None and not row.unscoreable and row.horizon and row.horizon[1] < as_of
    ]
    return tuple(row for _, _, row in sorted(rows, key=lambda item: item[:2]))


def _score(name: str | None, rows: Sequence[ForecastRow], minimum: int) -> BrierScore:
    errors = [
        (row.probability - bool(row.outcome)) ** 2 for row in rows if row.probability is not None
    ]
    enough = bool(errors) and len(errors) >= minimum
    mean = sum(errors) / len(errors) if enough else None
    return BrierScore(name, len(errors), len(rows) - len(errors), minimum, mean)


# --- which events may settle a forecast -------------------------------------------------------


class _Expected(NamedTuple):
    """What a forecast names: stems of its words, families of event types, and states."""

    words: frozenset[str]
    families: frozenset[str]
    states: frozenset[str]


class _Index:
    """Events that happened or are denied, by what forecasts are compared on."""

    def __init__(self, events: Sequence[EventRow]) -> None:
        dated = [
            (event.days[0], event)
            for event in events
            if event.days
            and event.days[1] - event.days[0] <= _COARSEST
            and (event.modality in _HAPPENED or event.modality == "negated")
        ]
        dated.sort(key=lambda item: item[0])
        self._first_days = [first for first, _ in dated]
        self._events = [event for _, event in dated]
        # positions in the order of days, so that a stretch of time is a slice
        self._by: dict[str | tuple[str, str], list[int]] = defaultdict(list)
        for number, event in enumerate(self._events):
            for key in {stem[:_SHORT] for stem in event.stems}:
                self._by[key].append(number)
            for state in event.parties:
                self._by[event.family, state].append(number)

    def sharing(self, expected: _Expected, first: date, last: date | None) -> Iterator[EventRow]:
        """The events that share a word, or a type and a state, about that time."""
        low = bisect_left(self._first_days, first - _COARSEST)
        high = bisect_right(self._first_days, last) if last else len(self._first_days)
        keys: set[str | tuple[str, str]] = {stem[:_SHORT] for stem in expected.words}
        keys.update((family, state) for family in expected.families for state in expected.states)
        numbers: set[int] = set()
        for key in keys:
            found = self._by.get(key, [])
            numbers.update(found[bisect_left(found, low) : bisect_left(found, high)])
        return (self._events[number] for number in sorted(numbers))


def _suggested(forecast: ForecastRow, index: _Index) -> list[Suggestion]:
    if forecast.made is None:
        return []
    states, names = states_named(forecast.outcome_words)
    words = stems(forecast.outcome_words) - names
    expected = _Expected(words, families_of(forecast.outcome_words), states)
    first, last = forecast.horizon or (forecast.made, None)
    best: dict[str, Suggestion] = {}
    for event in index.sharing(expected, max(first, forecast.made), last):
        found = _compared(forecast, event, expected)
        if found and (event.event not in best or found.strength > best[event.event].strength):
            best[event.event] = found
    return sorted(best.values(), key=lambda item: (-item.strength, item.event))[:_MOST]


def _compared(forecast: ForecastRow, event: EventRow, expected: _Expected) -> Suggestion | None:
    if not _in_time(forecast, event):
        return None
    words = _in_common(expected.words, event.stems)
    same_type = event.family in expected.families
    states = expected.states & event.parties
    folded = fold(forecast.outcome_words)
    parties = [*sorted(states), *(name for name in event.names if _names(folded, name, states))]
    everyone = bool(expected.states) and expected.states <= event.parties
    if expected.states or parties:
        likely = bool(parties) and (len(words) >= 2 or (same_type and (everyone or bool(words))))
    else:
        likely = same_type and len(words) >= 2
    if not likely:
        return None
    reasons = [
        _when(forecast, event),
        f"type {event.type}" if same_type else "",
        f"words in common: {_spelt(words, forecast.proposition)}" if words else "",
        f"parties in common: {', '.join(parties)}" if parties else "no party is named",
        f"modality {event.modality}",
        "it was expected not to happen" if forecast.denies else "",
        f"only if: {forecast.condition}" if forecast.condition else "",
    ]
    strength = 2 * same_type + min(len(words), 3) + bool(parties) + everyone
    strength += (event.modality == "actual") + bool(forecast.horizon)
    happened = event.modality in _HAPPENED
    return Suggestion(
        forecast.id,
        event.id,
        happened != forecast.denies,
        strength,
        tuple(reason for reason in reasons if reason),
    )


def _in_time(forecast: ForecastRow, event: EventRow) -> bool:
    if event.document == forecast.document or event.days is None or forecast.made is None:
        return False
    first, last = event.days
    if last < forecast.made or (event.published and event.published < forecast.made):
        return False
    return forecast.horizon is None or (
        first <= forecast.horizon[1] and last >= forecast.horizon[0]
    )


def _when(forecast: ForecastRow, event: EventRow) -> str:
    day = event.days[0].isoformat() if event.days else ""
    if forecast.horizon is None:
        return f"on {day}, after the forecast; whether in time the horizon's words must tell"
    return f"on {day}, inside the horizon that ends on {forecast.horizon[1].isoformat()}"


def _in_common(mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """The stems in both, where a short word's is the beginning of its longer form's."""
    short = {stem[:_SHORT] for stem in theirs}
    return frozenset(
        stem
        for stem in mine
        if stem in theirs or stem[:_SHORT] in theirs or (len(stem) == _SHORT and stem in short)
    )


def _spelt(wanted: frozenset[str], text: str) -> str:
    """The words of ``text`` that have these stems."""
    return ", ".join(dict.fromkeys(w for w in re.findall(r"\w+", text) if stems(w) & wanted))


def _names(folded: str, name: str, states: frozenset[str]) -> bool:
    """True where the proposition has the name of a party whose state was not found already."""
    return not states and len(name) > 3 and bool(re.search(rf"\b{re.escape(fold(name))}\b", folded))

"""Rows of forecasts and events, as far as they tell whether one settles the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from detente.analysis.event_report import FAMILIES, stems
from detente.analysis.proposed_types import states_named
from detente.knowledge.probabilities import likelihood
from detente.reading.periods import month, year

_DENIES = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|none|nothing|without|fail(?:s|ed)?\s+to|refus\w+\s+to"
    r"|unable)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ForecastRow:
    """A forecast of the ledger. ``made`` is the first day on which its page can be of.

    ``forecaster`` is None where the page's own text forecasts; ``horizon`` its first and last day,
    None where it is not dated; ``outcome`` what a person said came of it.
    """

    id: str
    document: str
    made: date | None
    forecaster: str | None
    proposition: str
    condition: str | None
    words: str | None
    low: float | None
    high: float | None
    horizon: tuple[date, date] | None
    unscoreable: str | None
    outcome: bool | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From a row of ``Ledger.forecasts``."""
        start, end = _days(row["horizon_start"]), _days(row["horizon_end"])
        made, outcome = _days(row["date"]), row["outcome"]
        return cls(
            *(row["id"], row["document"], made[0] if made else None, row["actors"] or None),
            *(row["proposition"] or "", row["condition"], row["words"], row["low"], row["high"]),
            horizon=(start[0], end[1]) if start and end else None,
            unscoreable=row["unscoreable"],
            outcome=None if outcome is None else bool(outcome),
        )

    @property
    def probability(self) -> float | None:
        """The middle of the range, None without one."""
        if self.low is None or self.high is None:
            return None
        return (self.low + self.high) / 2

    @cached_property
    def outcome_words(self) -> str:
        """The proposition without its words of likelihood: what would be seen."""
        if self.words and likelihood(self.words):
            return self.proposition.replace(self.words, " ", 1)
        return self.proposition

    @cached_property
    def denies(self) -> bool:
        """True where it says that something will not happen."""
        said = bool(_DENIES.search(self.outcome_words))
        words = self.words or ""
        outside = words not in self.proposition and not likelihood(words)
        return said != (outside and bool(_DENIES.search(words)))


@dataclass(frozen=True)
class EventRow:
    """A report of an event in the ledger; ``days`` are its first and last, None if not dated."""

    id: str
    event: str
    document: str
    published: date | None
    days: tuple[date, date] | None
    type: str
    modality: str
    names: tuple[str, ...]
    states: frozenset[str]
    trigger: str
    quote: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From a row of ``Ledger.events``."""
        start, end, published = _days(row["date"]), _days(row["until"]), _days(row["published"])
        names = (*_list(row["actors"]), *_list(row["recipients"]))
        states = (*_list(row["actor_states"]), *_list(row["recipient_states"]))
        return cls(
            id=row["id"],
            event=row["event"] or row["id"],
            document=row["document"],
            published=published[1] if published else None,
            days=(start[0], end[1]) if start and end else None,
            type=row["type"],
            modality=row["modality"],
            names=names,
            states=frozenset(states),
            trigger=row["trigger"] or "",
            quote=row["quote"] or "",
        )

    @cached_property
    def family(self) -> str:
        """The type, or the first of those it is confused with."""
        return FAMILIES.get(self.type, self.type)

    @cached_property
    def parties(self) -> frozenset[str]:
        """Its parties' states, else those that its quote names."""
        return self.states or states_named(self.quote)[0]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its quote and trigger, without those of its parties' names."""
        names = (stems(name) for name in self.names)
        return stems(f"{self.quote} {self.trigger}").difference(*names)


def _days(text: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO date, month or year."""
    parts = [int(part) for part in text.split("-")] if text else []
    if not parts:
        return None
    if len(parts) == 3:
        return date(*parts), date(*parts)
    period = month(*parts) if len(parts) == 2 else year(parts[0])
    return period.start, period.end


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()

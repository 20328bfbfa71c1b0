"""Which of the events between two states their score rests on, and why the others do not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from detente.analysis.scoring import FACTORS, Evidence, Whole, day_number, gather

# who acts: the first party on the second, the second on the first, or either
Direction = Literal["both", "a_to_b", "b_to_a"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
# Why an event does not count besides its modality.
UNDATED, JOINT, LATER, UNSURE = "undated", "joint", "later", "unsure"


class ToldEvents:
    """Reports of the events between two states, as columns.

    Args:
        table: of :func:`detente.ledger.columns.event_columns`, with ``between``.
    """

    def __init__(self, table: pa.Table) -> None:
        self._events = np.array(table["event"].to_pylist(), np.object_)
        self._pages = _codes(table["event"]) * max(len(table), 1) + _codes(table["document"])
        self._modalities = np.array(table["modality"].to_pylist(), np.object_)
        self._scores = _filled(table["score"]).astype(np.float64)
        self._first_acts = _filled(table["first_acts"]).astype(np.bool_)
        self._second_acts = _filled(table["second_acts"]).astype(np.bool_)
        self._on_others = _filled(table["on_others"]).astype(np.bool_)
        self._dated = np.asarray(table["day"].is_valid(), np.bool_)
        self._days = _days(table)
        self._reliability = _filled(table["confidence"]).astype(np.float64)
        factors = {name: FACTORS[name] for name in set(self._modalities)}
        self._factors = np.array([factors[name] for name in self._modalities], np.float64)

    @property
    def newest(self) -> int | None:
        """The last day number on which something happened, None if nothing did."""
        days = self._days[self._dated & (self._factors > 0)]
        return int(days.max()) if len(days) else None

    def sift(self, last: date | None) -> tuple[NDArray[np.bool_], Mapping[str, int]]:
        """Which reports count up to a day, and how many events have none, by the reason.

        An event with several reasons goes under that of its first report, and one whose coding
        has no confidence at all is ``unsure``.
        """
        reason = np.where(self._factors > 0, "", self._modalities).astype(np.object_)
        late = self._days > (day_number(last) if last else 0)
        unsure = self._reliability <= 0
        for mask, name in (
            (~self._dated, UNDATED),
            # "both imposed sanctions on Iran" is no quarrel of the two, "exchanged fire" is one
            (self._on_others, JOINT),
            (late, LATER),
            (unsure, UNSURE),
        ):
            reason[(reason == "") & mask] = name
        counted = np.asarray(reason == "", np.bool_)
        told = set(self._events[counted])
        reasons: dict[str, str] = {}
        for event, why in zip(self._events[~counted], reason[~counted], strict=True):
            if event not in told:
                reasons.setdefault(event, why)
        return counted, dict(Counter(reasons.values()).most_common())

    def evidence(self, counted: NDArray[np.bool_], direction: Direction) -> Evidence:
        """The events of the counted reports in a direction.

        A page that tells of an event in several places reports it once, as it tells it best.
        """
        towards = {"a_to_b": self._first_acts, "b_to_a": self._second_acts}.get(direction)
        at = np.flatnonzero(counted if towards is None else counted & towards)
        at = at[np.argsort(-(self._factors * self._reliability)[at], kind="stable")]
        _, first = np.unique(self._pages[at], return_index=True)
        once = at[np.sort(first)]
        return gather(
            list(self._events[once]),
            self._days[once],
            self._scores[once],
            self._reliability[once],
            list(self._modalities[once]),
        )


def _days(table: pa.Table) -> Whole:
    """The day number that each event counts from, 0 where it has no date.

    Of a period it is the middle day, or that of the page if the page came out before.
    """
    first, last, published = (
        _filled(table[name].cast(pa.int32())).astype(np.int64)
        for name in ("day", "until", "published")
    )
    middle = (first + last) // 2
    early = np.asarray(table["published"].is_valid(), np.bool_)
    early &= (first <= published) & (published < middle)
    made: Whole = np.where(early, published, middle)
    return made


def _filled(column: pa.ChunkedArray) -> NDArray[Any]:
    """A column as numbers, 0 or false for null."""
    empty = pa.scalar(False if pa.types.is_boolean(column.type) else 0, column.type)
    made: NDArray[Any] = np.asarray(pc.fill_null(column, empty))
    return made


def _codes(column: pa.ChunkedArray) -> Whole:
    """A number for each text, equal for equal texts."""
    encoded = column.combine_chunks().dictionary_encode()
    made: Whole = np.asarray(encoded.indices, np.int64)
    return made

"""What two parties did to each other on each issue of late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from detente.analysis.issue_columns import leaf_codes
from detente.analysis.scoring import FACTORS, day_number
from detente.record import EventType

# Half a year: so long after a hostile act its author does not count as restrained.
RECENT_DAYS = 182
# After so many days an act weighs half, as in a relation's score.
_HALF_LIFE_DAYS = 90.0
HOSTILE: frozenset[EventType] = frozenset({"THREATEN", "SANCTION", "COERCE", "ASSAULT"})
# verbal and material cooperation
_COOPERATIVE_QUADS = (1, 2)


@dataclass(frozen=True, slots=True)
class Dealings:
    """Acts between two parties on one issue, each pair by the first and the second.

    ``cooperative`` and ``hostile`` are sums of their weights, 1 for an act of today that the
    reporter tells as a fact; ``recent_cooperative`` and ``recent_hostile`` are how many each party
    did within half a year; ``last`` is the day (ISO) of the last act of either kind.
    """

    cooperative: float = 0.0
    hostile: float = 0.0
    recent_cooperative: tuple[int, int] = (0, 0)
    recent_hostile: tuple[int, int] = (0, 0)
    last: str | None = None


def dealings(table: pa.Table, day: date) -> Mapping[str, Dealings]:
    """Issue → what the parties did up to ``day``.

    An event counts once, however many pages report it, if one says that it happened. What both do
    to a third party is left out.

    Args:
        table: of :func:`detente.ledger.columns.event_columns`, with ``between``.
        day: what is later, or undated, is left out.
    """
    wanted = _counted(table, day)
    table = table.take(pa.array(wanted))
    combos, codes = leaf_codes(table["issues"])
    age = day_number(day) - _days(table)
    factor = np.array([FACTORS[name] for name in table["modality"].to_pylist()], np.float64)
    weight = factor * np.exp2(-age / _HALF_LIFE_DAYS)
    cooperative = np.isin(_numbers(table["quad"]), _COOPERATIVE_QUADS)
    first, second = _numbers(table["first_acts"]) > 0, _numbers(table["second_acts"]) > 0
    hostile = np.isin(table["type"].to_pylist(), sorted(HOSTILE))
    recent = age <= RECENT_DAYS
    rows = _rows_by_issue(combos, codes, cooperative | hostile)

    def made(at: NDArray[np.int64]) -> Dealings:
        good, bad = at[cooperative[at]], at[hostile[at]]
        last = day.fromordinal(day.toordinal() - int(age[at].min()))
        return Dealings(
            float(weight[good].sum()),
            float(weight[bad].sum()),
            _each(good[recent[good]], first, second),
            _each(bad[recent[bad]], first, second),
            last.isoformat(),
        )

    return {issue: made(np.array(at, np.int64)) for issue, at in rows.items()}


def _counted(table: pa.Table, day: date) -> NDArray[np.int64]:
    """The first of each event's reports that counts."""
    factors = np.array([FACTORS[name] for name in table["modality"].to_pylist()], np.float64)
    dated = np.asarray(table["day"].is_valid(), np.bool_)
    published = np.asarray(
        pc.fill_null(pc.less_equal(table["published"], pa.scalar(day)), True), np.bool_
    )
    between = _numbers(table["on_others"]) == 0
    in_time = dated & published & (_days(table) <= day_number(day))
    at = np.flatnonzero(in_time & between & (factors > 0))
    # stable: of equally good reports the first
    at = at[np.argsort(-factors[at], kind="stable")]
    events = np.array(table["event"].to_pylist(), np.object_)[at]
    _, leads = np.unique(events.astype(str), return_index=True)
    found: NDArray[np.int64] = np.sort(at[leads])
    return found


def _rows_by_issue(
    combos: Iterable[tuple[str, ...]], codes: NDArray[np.int64], kept: NDArray[np.bool_]
) -> Mapping[str, list[int]]:
    leaves = list(combos)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(kept):
        for issue in leaves[codes[row]]:
            found[issue].append(int(row))
    return found


def _each(
    at: NDArray[np.int64], first: NDArray[np.bool_], second: NDArray[np.bool_]
) -> tuple[int, int]:
    return int(first[at].sum()), int(second[at].sum())


def _days(table: pa.Table) -> NDArray[np.int64]:
    found: NDArray[np.int64] = _numbers(table["day"].cast(pa.int32()))
    return found


def _numbers(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """A column as whole numbers, 0 for null and false."""
    kind = pa.int64()
    found: NDArray[np.int64] = np.asarray(pc.fill_null(column.cast(kind), pa.scalar(0, kind)))
    return found

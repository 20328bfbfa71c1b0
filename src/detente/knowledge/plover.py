"""PLOVER's 16 event types with their modes, quads and scores, as in its manual, version 0.8.

The manual contradicts itself twice. It prints 3 for ACCUSE, a conflict whose modes are all
negative: it is taken as -3. Its quad table puts SANCTION in verbal conflict, its chapter and
summary table in material conflict: it is taken as material conflict, for what is counted are
sanctions imposed, not words.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from detente.record import EventType

QUADS: Mapping[int, str] = MappingProxyType(
    {
        1: "verbal cooperation",
        2: "material cooperation",
        3: "verbal conflict",
        4: "material conflict",
    }
)


class Coding(NamedTuple):
    """PLOVER's quad (1-4) and score (-10 to 10) of a type and mode."""

    quad: int
    score: float


def quad_of(type: EventType) -> int:
    """The quad of an event type: a key of :data:`QUADS`."""
    return codings()[type, None].quad


def score_of(type: EventType, mode: str | None) -> float:
    """The score of a type and mode, -10 to 10; the type's own where PLOVER has no such mode."""
    table = codings()
    return (table.get((type, mode)) or table[type, None]).score


@cache
def codings() -> Mapping[tuple[EventType, str | None], Coding]:
    """(type, mode) → quad and score in the manual's order; mode None is the type itself."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {
                (cast(EventType, row["type"]), row["mode"] or None): Coding(
                    int(row["quad"]), float(row["score"])
                )
                for row in csv.DictReader(file)
            }
        )


def _modes() -> Mapping[EventType, tuple[str, ...]]:
    made: dict[EventType, tuple[str, ...]] = {}
    for type_, mode in codings():
        made[type_] = (*made.get(type_, ()), *((mode,) if mode else ()))
    return MappingProxyType(made)


# The modes of every type in the manual's order; four types have none.
MODES: Mapping[EventType, tuple[str, ...]] = _modes()

"""Cities and regions: where a place name of the foreign pages lies.

``cities.csv`` is selected from GeoNames (CC BY 4.0, geonames.org) by ``training/cities.py``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from detente.knowledge.tables import knowledge

_FOLDER = Path(__file__).parent
# A seat of government that the table of cities spells otherwise counts as a city of this size.
_CAPITAL = 1000


@dataclass(frozen=True, slots=True)
class City:
    """A city of a state (ISO 3166-1 alpha-3) with its ``people`` in thousands."""

    name: str
    state: str
    people: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Cities by name, the largest first, and regions with their state; None where disputed."""

    cities: Mapping[str, tuple[City, ...]]
    regions: Mapping[str, str | None]


@cache
def gazetteer() -> Gazetteer:
    """The tables, loaded once: 3,000 names, some milliseconds."""
    found: dict[str, list[City]] = {}
    with (_FOLDER / "cities.csv").open(encoding="utf-8", newline="") as file:
        for name, state, people in list(csv.reader(file))[1:]:
            found.setdefault(name, []).append(City(name, state, int(people)))
    for name, entity in knowledge().entities.items():
        if entity.form == "capital" and entity.state:
            known = found.setdefault(name, [])
            if all(city.state != entity.state for city in known):
                known.append(City(name, entity.state, _CAPITAL))
    with (_FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        regions = {name: state or None for name, state in list(csv.reader(file))[1:]}
    ranked = {
        name: tuple(sorted(rows, key=lambda city: -city.people)) for name, rows in found.items()
    }
    return Gazetteer(MappingProxyType(ranked), MappingProxyType(regions))

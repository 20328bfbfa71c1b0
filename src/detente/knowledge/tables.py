"""Load the tables of this folder into one immutable, cached :class:`Knowledge`."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from detente.record import ActorKind

Form = Literal[
    "name", "adjective", "people", "capital", "seat", "organ", "nickname", "organisation"
]
Gender = Literal["m", "f", ""]
Rank = Literal[
    "head",
    "minister",
    "spokesman",
    "diplomat",
    "official",
    "legislator",
    "military",
    "person",
    "kin",
    "counterpart",
    "honorific",
    "rank",
]
NounClass = Literal["government", "body", "land", "document"]
GroupKind = Literal["armed", "party", "movement", "de-facto authority", "company"]

_FOLDER = Path(__file__).parent
# What a metonym stands for decides the kind of actor: the government itself, one of its organs
# (a ministry, a chamber), or a body beside it.
_ORGANS: Mapping[str, ActorKind] = {
    "ministry": "government",
    "legislature": "government",
    "court": "organisation",
    "agency": "organisation",
    "party": "organisation",
}
_GROUP_SECTORS: Mapping[GroupKind, str] = {
    "armed": "armed group",
    "party": "party",
    "movement": "movement",
    "de-facto authority": "de facto authority",
    "company": "business",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166-1 alpha-3 (Kosovo ``XKX``), its short name and first adjective."""

    iso3: str
    name: str
    adjective: str


@dataclass(frozen=True, slots=True)
class Entity:
    """What a proper name stands for, and in which form it does so.

    A state's name, adjective, people, capital or seat of government stand for its government,
    whose actor bears the state's short name.
    """

    form: Form
    kind: ActorKind
    name: str
    state: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title: the office it names, its sector, gender and default state, if it has them."""

    office: str | None
    sector: str | None
    gender: Gender
    state: str | None
    rank: Rank
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun for a body ("army"), a land ("side") or a document ("communiqué")."""

    noun: str
    form: NounClass
    kind: ActorKind
    sector: str | None
    state: str | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person whom reports name without a title, and the years in which they do so.

    ``head`` is true for one who led a state or its government in those years.
    """

    name: str
    state: str | None
    gender: Gender
    since: int
    until: int
    head: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a bloc: a state's ISO3 or the name of a body, and its first and last day.

    A member whose seat is suspended is left out for that time. ``end`` is None for one that
    still belongs, as far as the tables know.
    """

    member: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc or format of states; no memberships where they are not worth a list."""

    name: str
    also: tuple[str, ...]
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A non-state group, its other names, its main state, and its first and last year."""

    name: str
    also: tuple[str, ...]
    state: str | None
    kind: GroupKind
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The tables. Names of entities keep their case; titles and nouns are in lower case.

    ``words`` holds lists of function words by name; ``words.csv`` says what each is for.
    """

    states: Mapping[str, State]
    entities: Mapping[str, Entity]
    titles: Mapping[str, Title]
    nouns: Mapping[str, Noun]
    people: tuple[KnownPerson, ...]
    given_names: Mapping[str, Gender]
    words: Mapping[str, frozenset[str]]


@cache
def knowledge() -> Knowledge:
    """The tables, loaded once."""
    states = {row["iso3"]: row for row in _rows("states.csv")}
    return Knowledge(
        states=MappingProxyType({iso: _state(row) for iso, row in states.items()}),
        entities=MappingProxyType(_entities(states)),
        titles=MappingProxyType(_titles()),
        nouns=MappingProxyType(_nouns()),
        people=tuple(_person(row) for row in _rows("people.csv")),
        given_names=MappingProxyType(
            {
                name: cast(Gender, row["gender"])
                for row in _rows("given_names.csv")
                for name in row["names"].split()
            }
        ),
        words=MappingProxyType(
            {row["list"]: frozenset(row["words"].split()) for row in _rows("words.csv")}
        ),
    )


@cache
def blocs() -> Mapping[str, Bloc]:
    """Name → bloc, loaded once; a day without month or day is the first or last it can be."""
    names: dict[str, tuple[str, ...]] = {}
    members: dict[str, list[Membership]] = {}
    for row in _rows("blocs.csv"):
        names.setdefault(row["bloc"], tuple(_list(row["also"])))
        found = members.setdefault(row["bloc"], [])
        if row["member"]:
            end = _last_day(row["end"]) if row["end"] else None
            found.append(Membership(row["member"], _first_day(row["start"]), end))
    return MappingProxyType(
        {name: Bloc(name, also, tuple(members[name])) for name, also in names.items()}
    )


@cache
def groups() -> Mapping[str, Group]:
    """Name → non-state group, loaded once."""
    return MappingProxyType(
        {
            row["name"]: Group(
                row["name"],
                tuple(_list(row["also"])),
                row["state"] or None,
                cast(GroupKind, row["kind"]),
                int(row["start"]) if row["start"] else None,
                int(row["end"]) if row["end"] else None,
            )
            for row in _rows("groups.csv")
        }
    )


def _first_day(text: str) -> date:
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])


def _last_day(text: str) -> date:
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:] or 12)
    return date(year, month, monthrange(year, month)[1])


def _rows(name: str) -> list[dict[str, str]]:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _state(row: Mapping[str, str]) -> State:
    return State(row["iso3"], row["name"], row["adjective"].split("|")[0] or row["name"])


def _person(row: Mapping[str, str]) -> KnownPerson:
    return KnownPerson(
        row["name"],
        row["state"] or None,
        cast(Gender, row["gender"]),
        int(row["since"]),
        int(row["until"] or 9999),
        row["head"] == "y",
    )


def _entities(states: Mapping[str, Mapping[str, str]]) -> dict[str, Entity]:
    """Every proper name; where two tables know one, the later line below wins."""
    found: dict[str, Entity] = {}
    for row in states.values():
        forms: tuple[tuple[Form, Iterable[str]], ...] = (
            ("people", _people(row)),
            ("capital", _list(row["capital"])),
            ("adjective", _list(row["adjective"])),
            ("name", [row["name"], *_list(row["also"])]),
        )
        for form, names in forms:
            entity = Entity(form, "government", row["name"], row["iso3"], "government")
            found.update(dict.fromkeys(names, entity))
    for row in _rows("metonyms.csv"):
        found[row["phrase"]] = _metonym(row, states[row["state"]]["name"])
    for group in groups().values():
        sector = _GROUP_SECTORS[group.kind]
        entity = Entity("organisation", "group", group.name, group.state, sector)
        found.update(dict.fromkeys([group.name, *group.also], entity))
    for bloc in blocs().values():
        entity = Entity("organisation", "bloc", bloc.name, None, "international")
        found.update(dict.fromkeys([bloc.name, *bloc.also], entity))
    for row in _rows("organisations.csv"):
        entity = Entity(
            "organisation",
            cast(ActorKind, row["kind"]),
            row["name"],
            row["state"] or None,
            row["sector"],
        )
        found.update(dict.fromkeys([row["name"], *_list(row["also"])], entity))
    return found


def _metonym(row: Mapping[str, str], state_name: str) -> Entity:
    stands_for = row["stands_for"]
    if stands_for in _ORGANS:
        return Entity("organ", _ORGANS[stands_for], row["name"], row["state"], row["sector"])
    form: Form = "nickname" if stands_for == "nickname" else "seat"
    return Entity(form, "government", state_name, row["state"], row["sector"])


def _people(row: Mapping[str, str]) -> list[str]:
    """The nouns for a state's people: those listed and the plurals of its adjectives."""
    regular = [
        f"{adjective}s"
        for adjective in _list(row["adjective"])
        if not re.search(r"(?:ese|sh|ch|ss|ic|\.|S|K|States)$", adjective)
    ]
    return regular + _list(row["people"])


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _titles() -> dict[str, Title]:
    found: dict[str, Title] = {}
    for row in _rows("titles.csv"):
        singular, many = row["title"], _plural(row["title"])
        for title in (many, singular):
            found[title] = Title(
                row["office"] or None,
                row["sector"] or None,
                cast(Gender, row["gender"]),
                row["state"] or None,
                cast(Rank, row["rank"]),
                plural=title == many or singular in {"people", "witnesses"},
            )
    return found


def _nouns() -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for row in _rows("nouns.csv"):
        for noun in (_plural(row["noun"]), row["noun"]):
            found.setdefault(
                noun,
                Noun(
                    row["noun"],
                    cast(NounClass, row["class"]),
                    cast(ActorKind, row["kind"] or "unresolved"),
                    row["sector"] or None,
                    row["state"] or None,
                    plural=noun != row["noun"] or noun.endswith("s"),
                ),
            )
    return found


def _plural(title: str) -> str:
    """The plural of a title; in "secretary of state" it is the first word that changes."""
    head, link, rest = title.partition(" of ")
    if not link:
        head, link, rest = title.partition(" general") if " general" in title else (title, "", "")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{link}{rest}"
    if re.search(r"(?:^|[a-z])man$", head):
        return f"{head[:-3]}men{link}{rest}"
    return f"{head}{'' if head.endswith(('s', '.')) else 's'}{link}{rest}"

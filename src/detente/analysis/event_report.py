"""A report of an event, as far as it tells whether another one is of the same event."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import Literal, NamedTuple

from detente.knowledge import knowledge
from detente.record import ActorKind, DatePrecision, EventType, Modality

# Types of one quad that readers, people and programs alike, give to one event.
_CONFUSED: tuple[tuple[EventType, ...], ...] = (
    ("AGREE", "CONCEDE"),  # "agreed to let inspectors in" promises and yields
    ("COOPERATE", "AID"),  # military and development help is both, by who words it
    ("REQUEST", "THREATEN"),  # an ultimatum demands and threatens
    ("ACCUSE", "REJECT"),  # "dismissed the report as a lie" does both
    ("SANCTION", "COERCE"),  # bans, convictions and expulsions are listed under either
)
FAMILIES: Mapping[str, str] = {type_: types[0] for types in _CONFUSED for type_ in types}
# what two parties do together has no first and second
RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# An event that someone denies, announces or expects and one that someone says has happened are
# reports of one event, whose words differ on whether it took place. What is only imagined,
# advised or feared is no report of what then happens.
_IMAGINED = frozenset({"proposed", "recommended", "hypothetical", "feared"})
_AHEAD = _IMAGINED | {"scheduled", "predicted"}
# Where only the day of publication is known, the event was then or up to so many days before.
_LAG = timedelta(days=2)
# Reports of one night differ by a day, as do those of two sides of the date line.
_DAY = timedelta(days=1)

_TOKEN = re.compile(r"[^\W_]+")
# Five letters make one of Syria, Syrian and Syria's, of talk and talks, of shelled and shelling.
_STEM = 5
_STOP_WORDS = """
the and for that this with from have has had was were are been being will would could should may
might must can not its his her their our your they them she him who whom whose which what when
where while after before during since until about over under between against into onto upon than
then there here also but nor all any both each more most other some such only own same very just
out off down again once because through said say says saying told tell tells according spokesman
spokeswoman official officials statement reporters news agency minister ministers ministry
president presidents government governments country countries foreign state states national
international leader leaders secretary prime general monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december
today yesterday tomorrow week weeks month months year years day days last next late early new two
three one first second
"""
_STOP = frozenset(_STOP_WORDS.split())


class Party(NamedTuple):
    """A party of an event: an actor's id, name, kind and state."""

    id: str
    name: str
    kind: ActorKind
    state: str | None

    @property
    def key(self) -> str | None:
        """What two reports call alike: the state, else the actor; None for "officials"."""
        if self.state:
            return self.state
        return None if self.kind in {"unnamed", "unresolved"} else self.id

    @property
    def surname(self) -> str | None:
        """A person's last name without case and accents; None for who is no person."""
        return fold(self.name).rpartition(" ")[2] if self.kind == "person" else None


class Period(NamedTuple):
    """The days on which an event can have been, and how that is known.

    ``open`` is true where the text gives no day to what lies ahead: the days are then those of
    the pages that speak of it.
    """

    first: date
    last: date
    open: bool = False

    def meets(self, other: Period) -> bool:
        """True if both can be the days of one event."""
        return self.open == other.open and self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class EventReport:
    """One event of one document.

    ``document`` is the one that counts for it: for a near-duplicate, its original. ``names`` are
    the words of its parties and date, which say nothing of what happened. Dates are ISO; the date
    of publication may be a month or a year.
    """

    id: str
    document: str
    type: EventType
    mode: str | None
    modality: Modality
    quote: str
    trigger: str = ""
    names: str = ""
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    published: str | None = None
    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unresolved"
    basis: Literal["text", "document"] = "document"
    place_state: str | None = None
    place_city: str | None = None

    @cached_property
    def family(self) -> str:
        """The type, or the first of those it is confused with."""
        return FAMILIES.get(self.type, self.type)

    @cached_property
    def imagined(self) -> bool:
        """True for what is only proposed, recommended, supposed or feared."""
        return self.modality in _IMAGINED

    @cached_property
    def period(self) -> Period | None:
        """When the event can have been, None where nothing tells."""
        if self.start and self.end:
            first, last = date.fromisoformat(self.start), date.fromisoformat(self.end)
            if self.basis == "text":
                room = _DAY if self.precision == "day" else timedelta()
                return Period(first, _later(last, room))
            if self.modality not in _AHEAD:
                return Period(_earlier(first, _LAG), last)
        if self.modality in _AHEAD and self.basis == "document" and self._published_on:
            return Period(_earlier(self._published_on, _LAG), self._published_on, open=True)
        return None

    @cached_property
    def exact(self) -> str | None:
        """The day that the text itself names, as ISO text."""
        return self.start if self.basis == "text" and self.precision == "day" else None

    @cached_property
    def doers(self) -> frozenset[str]:
        """The keys of the actors that are known."""
        return _keys(self.actors)

    @cached_property
    def receivers(self) -> frozenset[str]:
        """The keys of the recipients that are known."""
        return _keys(self.recipients)

    @cached_property
    def parties(self) -> frozenset[str]:
        """The keys of all parties that are known."""
        return self.doers | self.receivers

    @cached_property
    def mutual(self) -> bool:
        """True where the parties act together or on one another, so that order says nothing."""
        return self.type in RECIPROCAL or (len(self.actors) > 1 and not self.recipients)

    @cached_property
    def people(self) -> Mapping[str, frozenset[str]]:
        """Party key → surnames of the persons named for it."""
        found: dict[str, set[str]] = {}
        for party in (*self.actors, *self.recipients):
            if party.key and party.surname:
                found.setdefault(party.key, set()).add(party.surname)
        return {key: frozenset(names) for key, names in found.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of what the sentence says besides naming the parties and the date."""
        names = [stems(self.names)]
        for party in (*self.actors, *self.recipients):
            names += stems(party.name), _state_stems().get(party.state or "", frozenset())
        return stems(self.quote).difference(*names)

    @cached_property
    def _published_on(self) -> date | None:
        try:
            return date.fromisoformat(self.published or "")
        except ValueError:
            return None


def stems(text: str) -> frozenset[str]:
    """The first letters of the words in ``text`` that carry content, without case and accents."""
    found = (_stem(word) for word in _TOKEN.findall(text))
    return frozenset(stem for stem in found if stem)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    word = fold(word)
    return "" if len(word) < 3 or word in _STOP else word[:_STEM]


@cache
def _state_stems() -> Mapping[str, frozenset[str]]:
    """ISO3 → the stems of the names, adjectives, people and capitals that stand for a state."""
    found: dict[str, set[str]] = {}
    for phrase, entity in knowledge().entities.items():
        if entity.state and entity.form in {"name", "adjective", "people", "capital"}:
            found.setdefault(entity.state, set()).update(stems(phrase))
    return {state: frozenset(names) for state, names in found.items()}


def fold(text: str) -> str:
    """``text`` without case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=65_536)
def _keys(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.key for party in parties if party.key)


def _earlier(day: date, by: timedelta) -> date:
    return day - by if day - date.min > by else date.min


def _later(day: date, by: timedelta) -> date:
    return day + by if date.max - day > by else date.max

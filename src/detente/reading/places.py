"""Where events are: the locative phrase that belongs to each, else the page's dateline.

A name is a place only where the sentence treats it as one ("in Geneva", "outside the embassy in
Tripoli"): as a subject or after "with" it is an actor. A locative that says which war, crisis or
government is meant ("the war in Ukraine") is the place of that noun alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from detente.document import Document, Sentence, Span
from detente.knowledge import knowledge
from detente.knowledge.cities import City, Gazetteer, gazetteer
from detente.reading.clauses import APART, crossing
from detente.reading.place_patterns import (
    AFTER_NAME,
    CAPITAL_OF,
    CITY_STATES,
    DATELINE,
    DAY_NAMES,
    FOLLOWS,
    GEORGIA_USA,
    GLUED,
    LOCATIVE,
    NO_PLACE,
    OBJECT,
    OWNED,
    POSSESSIVE,
    PROVINCE,
    SEAT,
    THEME,
    US_STATES,
    VENUE,
)
from detente.record import Event, Place

_FAR = 34  # cost beyond which a locative is another clause's
_LIKE = 2.0  # a city less than so many times its namesake's size is not the plain reading
_HAPPENED = frozenset({"actual", "reported", "alleged"})
# deeds that take place, so that "killed in fighting in Syria" is in Syria
_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})  # what they hit or leave is where
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID"})


def place_events(document: Document, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their places, in the same order; None where the page does not say.

    The dateline counts for what happened in the sentences of the first paragraph only.
    """
    page = _Page(document)
    return tuple(replace(event, place=page.place(event)) for event in events)


@dataclass(frozen=True, slots=True)
class _Locative:
    """A place of a sentence, with where its preposition begins; ``theme`` is the noun it is of."""

    start: int
    end: int
    place: Place
    theme: Span | None = None


@dataclass(slots=True)
class _Page:
    """A document with the places of the sentences that were asked for."""

    document: Document
    found: dict[int, list[_Locative]] = field(default_factory=dict)
    dateline: Place | None = None
    is_dateline_read: bool = False

    def place(self, event: Event) -> Place | None:
        sentence = self.document.sentences[event.sentence]
        locatives = self.found.get(sentence.index)
        if locatives is None:
            locatives = _Sentence(self.document, sentence).locatives()
            self.found[sentence.index] = locatives
        text = self.document.text
        costs = [
            (_cost(text, sentence, event, item), number) for number, item in enumerate(locatives)
        ]
        best = min(costs, default=None)
        if event.type in _GROUND and (place := _Sentence(self.document, sentence).object(event)):
            return place
        if best and best[0] < _FAR:
            return locatives[best[1]].place
        if event.modality in _HAPPENED and self._is_lead(sentence):
            return self.dateline
        return None

    def _is_lead(self, sentence: Sentence) -> bool:
        """True in the paragraph with the dateline, which is then read."""
        lead = _lead(self.document)
        if lead is None or sentence.paragraph != lead:
            return False
        if not self.is_dateline_read:
            self.dateline = _dateline(self.document, lead)
            self.is_dateline_read = True
        return True


def _lead(document: Document) -> int | None:
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.role == "body":
            return number
    return None


def _cost(text: str, sentence: Sentence, event: Event, item: _Locative) -> int:
    """How far a locative stands from the trigger, in words and marks of clauses."""
    trigger = event.trigger
    if item.theme and not trigger.overlaps(item.theme) and event.type not in _DEEDS:
        return APART
    if item.start < trigger.end and trigger.start < item.end:
        return 0
    if item.end <= trigger.start:
        between, first = text[item.end : trigger.start], item.start
    else:
        between, first = text[trigger.end : item.start], trigger.start
    base = text[sentence.start : sentence.end]
    is_front = item.end <= trigger.start and item.start - sentence.start <= 3
    cost = crossing(base, between, first - sentence.start, is_front=is_front)
    # a place behind the verb is its own more often than one before it
    return cost + len(between.split()) + (4 if item.end <= trigger.start and not is_front else 0)


# --- the places of a sentence -----------------------------------------------------------------


@dataclass(slots=True)
class _Sentence:
    """A sentence whose places are read."""

    document: Document
    sentence: Sentence

    def locatives(self) -> list[_Locative]:
        text = self.document.text[: self.sentence.end]
        start = self.sentence.start
        found: list[_Locative] = []
        for pattern, read in (
            (VENUE, self._venue),
            (CAPITAL_OF, self._capital),
            (LOCATIVE, self._named),
            (SEAT, self._seat),
        ):
            for match in pattern.finditer(text, start):
                if any(match.start() < item.end and item.start < match.end() for item in found):
                    continue
                item = read(match)
                if item and not any(
                    item.start < other.end and other.start < item.end for other in found
                ):
                    found.append(item)
        return found

    def object(self, event: Event) -> Place | None:
        """The city or region right behind the trigger: "shelled Homs", "the attack on Aleppo"."""
        match = OBJECT.match(self.document.text, event.trigger.end, self.sentence.end)
        if match is None:
            return None
        place = self._place(match.start("name"), match["name"], match["adjective"])
        is_state = place and place.name in knowledge().entities and place.city is None
        return None if is_state else place

    def _named(self, match: re.Match[str]) -> _Locative | None:
        if NO_PLACE.search(self._before(match)) and match["prep"].lower() == "in":
            return None
        return self._located(match)

    def _located(self, match: re.Match[str]) -> _Locative | None:
        place = self._place(match.start("name"), match["name"], match["adjective"])
        if place is None or (match["prep"].lower() == "on" and place.city):
            return None
        return _Locative(match.start(), place.span.end, place, self._theme(match))

    def _before(self, match: re.Match[str]) -> str:
        return self.document.text[max(self.sentence.start, match.start() - 24) : match.start()]

    def _theme(self, match: re.Match[str]) -> Span | None:
        before = self._before(match)
        theme = THEME.search(before)
        if theme is None or match["prep"].lower() not in ("in", "across", "inside"):
            return None
        base = match.start() - len(before)
        return Span(base + theme.start("noun"), base + theme.end("noun"))

    def _capital(self, match: re.Match[str]) -> _Locative | None:
        """ "in the Turkish capital": the city is the reference's."""
        entity = knowledge().entities.get(match["adjective"])
        if entity is None or entity.form != "adjective" or not entity.state:
            return None
        city = _capitals().get(entity.state)
        span = Span(match.start("adjective"), match.end())
        place = Place(self.document.quote(span), entity.state, city, span)
        return _Locative(match.start(), match.end(), place)

    def _venue(self, match: re.Match[str]) -> _Locative | None:
        venue = Span(*match.span("venue"))
        if match["name"] and (place := self._place(match.start("name"), match["name"], None)):
            place = replace(place, span=Span(venue.start, place.span.end), venue=venue)
            return _Locative(match.start(), place.span.end, place)
        if match["prep"].lower() in ("in", "on") and not match["venue"].endswith(("base", "camp")):
            return None
        place = Place(_bare(match["venue"]), None, None, venue, venue)
        return _Locative(match.start(), venue.end, place)

    def _seat(self, match: re.Match[str]) -> _Locative | None:
        """ "at the Élysée": a seat of power stands in its state's capital."""
        name = match["name"]
        entity = knowledge().entities.get(name)
        if entity is None or entity.form not in ("seat", "organ") or not entity.state:
            return None
        if name.endswith(("administration", "government", "Administration")):
            return None
        span = Span(*match.span("venue"))
        place = Place(name, entity.state, _capitals().get(entity.state), span, span, reference=True)
        return _Locative(match.start(), span.end, place)

    def _place(self, start: int, words: str, hint: str | None) -> Place | None:
        """The place that the capitalised words at ``start`` name, the longest first."""
        known, table = knowledge().entities, gazetteer()
        pieces = list(re.finditer(r"\S+", words))
        for count in range(len(pieces), 0, -1):
            name = words[: pieces[count - 1].end()].rstrip(".,")
            owner = re.search(r"['’]s?$", name)
            bare = name[: owner.start()] if owner and name not in table.cities else name
            is_state = bare in known and known[bare].form == "name"
            if not is_state and bare not in table.cities and bare not in table.regions:
                continue
            span = Span(start, start + len(bare))
            return self._checked(span, bare, hint, table, is_state=is_state)
        return None

    def _checked(
        self, span: Span, name: str, hint: str | None, table: Gazetteer, *, is_state: bool
    ) -> Place | None:
        """The place, unless the words go on in a way that makes the name part of another."""
        text = self.document.text
        if POSSESSIVE.match(text, span.end):
            return self._owned(span, name, table, is_state=is_state)
        follows = FOLLOWS.match(text, span.end, self.sentence.end)
        if GLUED.match(text, span.end) or (
            follows and not {follows[1], follows[1].rstrip(".")} & DAY_NAMES
        ):
            return None
        if is_state or (name in table.regions and name not in table.cities):
            return self._land(span, name, table, is_state=is_state)
        city = self._city(span, name, hint, table)
        if province := PROVINCE.match(text, span.end, self.sentence.end):
            return replace(city, city=None, span=Span(city.span.start, province.end()))
        return city

    def _land(self, span: Span, name: str, table: Gazetteer, *, is_state: bool) -> Place:
        """A state, which may be a city too, or a region."""
        if name == "Georgia" and GEORGIA_USA.search(self.document.text):
            return Place(name, "USA", None, span, reference=True)
        if is_state:
            return Place(name, _state(name), name if name in CITY_STATES else None, span)
        return Place(name, table.regions[name], None, span, reference=True)

    def _owned(self, span: Span, name: str, table: Gazetteer, *, is_state: bool) -> Place | None:
        """ "in Syria's Idlib province": a possessive places only with a part of it behind it."""
        text = self.document.text
        owned = OWNED.match(text, span.end, self.sentence.end)
        if owned is None:
            return None
        if not owned["name"]:
            whole = Span(span.start, owned.end())
            if is_state or name not in table.cities:
                land = self._land(whole, name, table, is_state=is_state)
                return replace(land, name=text[whole.start : whole.end], city=None)
            city = self._city(span, name, None, table)
            return replace(city, span=whole)
        inner = owned["name"].split()[0]
        if is_state and (inner in table.cities or inner in table.regions):
            at = Span(owned.start("name"), owned.start("name") + len(inner))
            is_city = inner in table.cities and not PROVINCE.match(text, at.end)
            return Place(inner, _state(name), inner if is_city else None, at)
        return None

    def _city(self, span: Span, name: str, hint: str | None, table: Gazetteer) -> Place:
        rows = table.cities[name]
        text = self.document.text
        if match := AFTER_NAME.match(text, span.end, self.sentence.end):
            stated, length = _stated(match["state"])
            if stated and any(city.state == stated for city in rows):
                return Place(name, stated, name, Span(span.start, match.start("state") + length))
        entity = knowledge().entities.get(hint or "")
        if entity and entity.state and any(city.state == entity.state for city in rows):
            return Place(name, entity.state, name, span)
        state, is_told = self._told_apart(rows)
        return Place(name, state, name, span, reference=state is not None and not is_told)

    def _told_apart(self, rows: tuple[City, ...]) -> tuple[str | None, bool]:
        """The state of a city, and whether it is the page that tells."""
        states = list(dict.fromkeys(city.state for city in rows))
        if len(states) == 1:
            return states[0], False
        text = self.document.text
        for part in (text[self.sentence.start : self.sentence.end], text):
            named = [state for state in states if _names(state).search(part)]
            if len(named) == 1:
                return named[0], True
        if rows[0].people >= _LIKE * next(c.people for c in rows if c.state != states[0]):
            return states[0], False
        return None, False


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", phrase, flags=re.IGNORECASE)


def _stated(words: str) -> tuple[str | None, int]:
    """The state that the first of these words name, and how many characters say so."""
    known, regions = knowledge().entities, gazetteer().regions
    pieces = list(re.finditer(r"\S+", words))
    for count in range(len(pieces), 0, -1):
        end = pieces[count - 1].end()
        name = words[:end].rstrip(",;")
        bare = name.rstrip(".")
        if state := US_STATES.get(name) or regions.get(bare):
            return state, len(name)
        entity = known.get(name) or known.get(bare)
        if entity and entity.form == "name":
            return entity.state, len(bare)
    return None, 0


def _state(name: str) -> str | None:
    return knowledge().entities[name].state


@cache
def _capitals() -> Mapping[str, str]:
    """The capital of each state that has one, the first that its row lists."""
    found: dict[str, str] = {}
    for name, entity in knowledge().entities.items():
        if entity.form == "capital" and entity.state:
            found.setdefault(entity.state, name)
    return found


@cache
def _names(state: str) -> re.Pattern[str]:
    """A state's names and adjectives, as evidence that a page speaks of it."""
    names = [
        re.escape(name)
        for name, entity in knowledge().entities.items()
        if entity.state == state and entity.form in ("name", "adjective", "people")
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(names) or '(?!)'})(?!\w)")


def _dateline(document: Document, lead: int) -> Place | None:
    """ "GENEVA (Reuters) —": the place that the first paragraph opens with."""
    paragraph = document.paragraphs[lead]
    text = document.text[paragraph.start : paragraph.end]
    match = DATELINE.match(text)
    if match is None:
        return None
    name = _written(match["name"].strip())
    if name is None:
        return None
    start = paragraph.start + match.start("name")
    span = Span(start, start + len(match["name"].strip()))
    rows = gazetteer().cities.get(name)
    if rows is None:
        return Place(name, _state(name), None, span)
    stated = _stated(match["state"] or "")[0]
    if stated:
        return Place(name, stated, name, span)
    sentence = next((item for item in document.sentences if item.paragraph == lead), None)
    if sentence is None:
        return None
    state, is_told = _Sentence(document, sentence)._told_apart(rows)
    return Place(name, state, name, span, reference=state is not None and not is_told)


def _written(name: str) -> str | None:
    """A dateline's name as the tables write it; capitals are undone ("NEW DELHI")."""
    entities, cities = knowledge().entities, gazetteer().cities
    for form in (name, name.title()):
        if form in cities or (form in entities and entities[form].form == "name"):
            return form
    return None

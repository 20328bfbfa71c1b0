"""A made-up ledger of any size, with the shape of one that years of reporting fill.

The rows go in by the program's own code, many documents a transaction; what a run would work out
at its end, the events that have several reports, is written down as it is made. Words say nothing;
spans, ids, dates, issues and states are as they are in pages that were read.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, get_args

from detente.document import Document, Paragraph, Published, Sentence, Span, content_id
from detente.knowledge import knowledge
from detente.knowledge.issues import issue_ids, parents
from detente.knowledge.plover import codings
from detente.ledger import Ledger
from detente.ledger.connection import transaction
from detente.ledger.storing import store_reading
from detente.record import (
    Actor,
    AgendaItem,
    Basis,
    Event,
    EventDate,
    Forecast,
    Linkage,
    LinkageKind,
    Modality,
    Position,
    Reading,
    Stance,
    Statement,
)

STATEMENTS = 20  # a document
EVENTS = 6
POSITIONS = 4
LINKED = 0.6  # the share of documents with a linkage and a forecast
FIRST_DAY = date(2000, 1, 1)
YEARS = 25
# The n-th state is in the news as 1/n; the first two are those the benchmark asks for.
FIRST_STATES = ("USA", "RUS", "CHN", "IRN", "UKR", "ISR", "TUR", "IND", "DEU", "FRA", "GBR", "PRK")
STATES = 60
_TRANSACTION = 2000  # documents
_CACHE_KIB = 1_000_000
_OFFICES = ("president", "foreign minister", "defence minister", "spokesman")
_CUES = ("said", "told reporters", "warned", "insisted", "made clear", "announced")
_STANCES: dict[Stance, str] = {
    "seeks": "wants",
    "accepts": "would accept",
    "opposes": "rejects",
    "undecided": "has yet to reply to",
}
_BASES: tuple[Basis, ...] = ("self-stated", "self-stated", "reported", "author-asserted")
_MODALITIES: dict[Modality, float] = {
    "actual": 60,
    "reported": 10,
    "proposed": 8,
    "scheduled": 7,
    "negated": 5,
    "hypothetical": 5,
    "historical": 5,
}
_SYLLABLES = re.findall(
    r"\w+", "bar cel dor fin gal hem jor kel lam mon nar per quin ras sol tan ver"
)
_WORDS = re.findall(
    r"\w+",
    """talks border treaty missile inspectors ceasefire ministers ports grain convoy harbour envoy
    sanctions delegation river bridge cabinet army parliament proposal draft clause summit visit
    winter spring deadline observers prisoners exchange fuel pipeline cable island fishermen
    tariff currency loan election ballot radio broadcast quota permit visas crossing patrol
    withdrawal release inspection ban limit reactor warhead launcher satellite licence""",
)
_JOINTS = re.findall(
    r"\w+", "of the for a with on under over after before without its their new joint"
)


@dataclass(slots=True)
class _Page:
    """A page as it grows, sentence by sentence; a paragraph holds four."""

    number: int
    day: date
    genre: Any
    pair: tuple[str, str]
    issues: list[str]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    sentences: list[Span] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The document's."""
        return content_id("d", self.number)

    def add(self, *parts: str) -> list[Span]:
        """A further sentence, with the span of each of its parts; a full stop is put after it."""
        if self.sentences:
            gap = " " if len(self.sentences) % 4 else "\n\n"
            self.pieces.append(gap)
            self.length += len(gap)
        start, spans = self.length, []
        for part in parts:
            spans.append(Span(self.length, self.length + len(part)))
            self.length += len(part)
        self.pieces += [*parts, "."]
        self.length += 1
        self.sentences.append(Span(start, self.length))
        return spans

    def facts(self, kind: str, parts: Sequence[str]) -> dict[str, Any]:
        """What all rows have that rest on the newest sentence, which has these parts."""
        place = len(self.sentences) - 1
        return {
            "id": content_id(kind, self.number, place),
            "document": self.id,
            "sentence": place,
            "quote": "".join(parts),
        }

    def actor(self, actor: Actor) -> str:
        """The id of an actor, who is on the page from now on."""
        self.actors[actor.id] = actor
        return actor.id

    def document(self) -> Document:
        """The page itself."""
        starts = range(0, len(self.sentences), 4)
        held = [self.sentences[start : start + 4] for start in starts]
        return Document(
            id=self.id,
            locator=f"pages/{self.number:07}.html",
            fingerprint=f"{self.number:064x}",
            text="".join(self.pieces),
            paragraphs=tuple(Paragraph("body", one[0].start, one[-1].end) for one in held),
            sentences=tuple(
                Sentence(place, *span, place // 4) for place, span in enumerate(self.sentences)
            ),
            publisher=f"Paper {self.number % 40}",
            title=f"Dispatch {self.number}",
            published=Published(self.day.isoformat(), "day", "metadata"),
            genre=self.genre,
        )


class Maker:
    """Makes pages about states, the same ones for the same seed.

    ``same`` holds, for the first report of each event, the reports of it and their documents.
    """

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        others = sorted(set(knowledge().states) - set(FIRST_STATES))
        self._chance.shuffle(others)
        self._states = (*FIRST_STATES, *others)[:STATES]
        self._weights = list(accumulate(1 / place for place in range(1, STATES + 1)))
        self._people = {state: self._cast(state) for state in self._states}
        self._issues = [one for one in issue_ids() if one not in parents()]
        self._phrases = [self._phrase(8, 13) for _ in range(4000)]
        self._goals = {one: [self._phrase(4, 7) for _ in range(60)] for one in self._issues}
        self._codings = list(codings().items())
        # actor and recipient → their newest event: its coding, day and first report
        self._newest: dict[tuple[str, str], tuple[Any, date, str]] = {}
        self.same: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def reading(self, number: int, day: date) -> Reading:
        """The ``number``-th page, published on a day."""
        chance = self._chance
        genre = chance.choices(("report", "analysis", "opinion"), (85, 10, 5))[0]
        page = _Page(number, day, genre, self._pair(), chance.sample(self._issues, 2))
        said = [self._statement(page, place < POSITIONS) for place in range(STATEMENTS)]
        events = [self._event(page, place < EVENTS - 2) for place in range(EVENTS)]
        linked = chance.random() < LINKED
        linkages = (self._linkage(page),) if linked else ()
        forecasts = (self._forecast(page),) if linked else ()
        steps = tuple(self._step(page, rank) for rank in (1, 2, 3)) if genre == "opinion" else ()
        return Reading(
            page.document(),
            tuple(statement for statement, _ in said),
            tuple(page.actors.values()),
            tuple(events),
            tuple(position for _, position in said if position),
            linkages,
            forecasts,
            steps,
        )

    def _statement(self, page: _Page, wants: bool) -> tuple[Statement, Position | None]:
        """A statement, in the first ones of which a state's position is told."""
        chance = self._chance
        place = chance.random() < 0.5
        own, other = page.pair[place], page.pair[1 - place]
        speaker = chance.choice(self._people[own][1:])
        issue = chance.choice(page.issues)
        stance: Stance = chance.choices(get_args(Stance), (5, 2, 3, 1))[0]
        holder, cue, goal = _name(own), _STANCES[stance], chance.choice(self._goals[issue])
        rest = f", {chance.choice(self._phrases)} with {_name(other)}"
        if not wants:
            holder, cue, goal = "the", chance.choice(self._phrases), chance.choice(_WORDS)
        source = f"{speaker.name}, the {speaker.office} of {_name(own)},"
        said = chance.choice(_CUES)
        parts = (source, " ", said, " that ", holder, " ", cue, " ", goal, rest)
        spans = page.add(*parts)
        facts = page.facts("s", parts)
        shared: dict[str, Any] = {"confidence": chance.uniform(0.4, 1), "issues": (issue,)}
        statement = Statement(
            mode="indirect",
            source=(Span(spans[0].start, spans[0].end - 1),),
            cue=(spans[2],),
            content=(Span(spans[4].start, spans[-1].end),),
            speakers=(page.actor(speaker),),
            **facts,
            **shared,
        )
        if not wants:
            return statement, None
        position = Position(
            stance=stance,
            basis=chance.choice(_BASES),
            goal=spans[8],
            cue=spans[6],
            holder_spans=(spans[4],),
            voice="speaker",
            actors=(page.actor(self._people[own][0]),),
            statement=statement.id,
            **page.facts("p", parts),
            **shared,
        )
        return statement, position

    def _event(self, page: _Page, of_pair: bool) -> Event:
        chance = self._chance
        one, other = page.pair if of_pair else self._pair()
        if chance.random() < 0.5:
            one, other = other, one
        known = self._newest.get((one, other))
        again = known is not None and (page.day - known[1]).days <= 5 and chance.random() < 0.5
        if known is None or not again:
            coding = chance.choice(self._codings)
            known = coding, page.day - timedelta(days=chance.randrange(4)), ""
        ((type_, mode), coded), day, first = known
        parts = [_name(one), " ", type_.casefold(), " ", _name(other), " on "]
        parts += [f"{day:%A}", ", ", chance.choice(self._phrases)]
        spans = page.add(*parts)
        facts = page.facts("e", parts)
        first = first or facts["id"]
        self._newest[one, other] = known[0], day, first
        self.same[first][facts["id"]] = page.id
        return Event(
            type=type_,
            mode=mode,
            quad=coded.quad,
            score=coded.score,
            modality=chance.choices(list(_MODALITIES), list(_MODALITIES.values()))[0],
            certainty=3.0,
            trigger=spans[2],
            actor_spans=(spans[0],),
            recipient_spans=(spans[4],),
            confidence=chance.uniform(0.4, 1),
            actors=(page.actor(self._people[one][0]),),
            recipients=(page.actor(self._people[other][0]),),
            date=EventDate(day.isoformat(), day.isoformat(), "day", "text", spans[6]),
            issues=(chance.choice(page.issues),),
            **facts,
        )

    def _linkage(self, page: _Page) -> Linkage:
        chance = self._chance
        state = page.pair[chance.random() < 0.5]
        asked, given = (chance.choice(self._goals[issue]) for issue in page.issues)
        parts = (_name(state), " will not discuss ", asked, " without ", given)
        spans = page.add(*parts)
        return Linkage(
            kind=chance.choice(get_args(LinkageKind)),
            antecedent=spans[4],
            consequent=spans[2],
            holder_spans=(spans[0],),
            confidence=0.8,
            actors=(page.actor(self._people[state][0]),),
            issues=tuple(page.issues),
            **page.facts("l", parts),
        )

    def _forecast(self, page: _Page) -> Forecast:
        chance = self._chance
        state = page.pair[chance.random() < 0.5]
        ends = page.day + timedelta(days=chance.randrange(30, 700))
        horizon = f"by {ends:%B %Y}"
        parts = (_name(state), " is ", "likely", " to see ", chance.choice(self._phrases), " ")
        spans = page.add(*parts, horizon)
        until = EventDate(ends.isoformat(), ends.isoformat(), "day", "text", spans[6])
        return Forecast(
            proposition=Span(spans[3].start + 1, spans[4].end),
            condition=None,
            words=spans[2],
            low=0.55,
            high=0.8,
            horizon=until,
            unscoreable=None,
            holder_spans=(spans[0],),
            confidence=0.8,
            actors=(page.actor(self._people[state][0]),),
            issues=(page.issues[0],),
            **page.facts("f", (*parts, horizon)),
        )

    def _step(self, page: _Page, rank: int) -> AgendaItem:
        issue = self._chance.choice(page.issues)
        parts = ("They should raise ", self._chance.choice(self._goals[issue]))
        spans = page.add(*parts)
        facts = page.facts("g", parts)
        return AgendaItem(
            rank=rank, tier=1, step=spans[1], confidence=0.8, issues=(issue,), **facts
        )

    def _pair(self) -> tuple[str, str]:
        one = other = ""
        while one == other:
            one, other = self._chance.choices(self._states, cum_weights=self._weights, k=2)
        return one, other

    def _cast(self, state: str) -> list[Actor]:
        """The state's government and those who speak for it."""
        made = [Actor(content_id("a", state), _name(state), "government", state, "government")]
        for office in _OFFICES:
            name = " ".join("".join(self._chance.choices(_SYLLABLES, k=3)).title() for _ in "ab")
            made.append(Actor(content_id("a", name), name, "person", state, "government", office))
        return made

    def _phrase(self, least: int, most: int) -> str:
        """Words of which every second one means something."""
        number = self._chance.randint(least, most)
        return " ".join(
            self._chance.choice(_JOINTS if place % 2 else _WORDS) for place in range(number)
        )


def make_ledger(path: Path, statements: int, seed: int = 1) -> None:
    """Write a ledger of so many statements, as a finished run leaves it."""
    maker = Maker(seed)
    documents = max(statements // STATEMENTS, 1)
    days = (date(FIRST_DAY.year + YEARS, 1, 1) - FIRST_DAY).days
    with Ledger(path, create=True) as ledger:
        connection = ledger._connection
        # a file that is thrown away need survive nothing
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        for start in range(0, documents, _TRANSACTION):
            with transaction(connection):
                for number in range(start, min(start + _TRANSACTION, documents)):
                    day = FIRST_DAY + timedelta(days=number * days // documents)
                    _store(connection, maker.reading(number, day))
        with transaction(connection):
            _store_same(connection, maker.same)
        connection.execute("PRAGMA journal_mode = WAL")


def _store(connection: sqlite3.Connection, reading: Reading) -> None:
    """As ``Ledger.add`` does, without the search for near-duplicates, of which there are none."""
    document = reading.document
    connection.execute(
        "INSERT INTO locators VALUES (?, ?, ?, ?, ?, ?)",
        (document.locator, document.id, document.fingerprint, "benchmark", None, None),
    )
    store_reading(connection, reading, 0, b"")


def _store_same(connection: sqlite3.Connection, same: Mapping[str, Mapping[str, str]]) -> None:
    """What ``Ledger.join_reports`` works out from the rows."""
    connection.executemany(
        "INSERT INTO same_events VALUES (?, ?, ?)",
        (
            (report, first, len(set(reports.values())))
            for first, reports in same.items()
            if len(reports) > 1
            for report in reports
        ),
    )
    connection.execute("UPDATE same_events_state SET stale = 0")


def _name(state: str) -> str:
    return knowledge().states[state].name

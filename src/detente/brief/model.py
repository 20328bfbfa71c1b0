"""The brief as frozen records; its JSON has the same fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from detente.document import Genre, Span
from detente.record import ActorKind, Mode, Voice

# Whom a speaker of a state speaks for: its government (armed forces and services included), its
# legislature, or nobody but himself.
Standing = Literal["government", "legislature", "private"]
GroupKey = Literal["on_other_party", "on_other_matters", "second_hand", "undated"]
# Where the other party is named: in the words quoted, in their sentence, in their paragraph.
Crossing = Literal["quote", "sentence", "paragraph"]
Flag = Literal[
    "joint", "legislature", "second_hand", "author", "hearsay", "opinion_page", "update", "retold"
]

# Between the fragments of a discontinuous quote, as in the ledger's own columns.
JOINT = " … "


@dataclass(frozen=True, slots=True)
class Party:
    """A state that the brief is about: ISO3 code and short name."""

    iso3: str
    name: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a statement, as its page presents him.

    ``office`` is the post that the page names, if it does. ``reference`` is true where his state
    or post comes from the reference tables.
    """

    actor: str
    name: str
    kind: ActorKind
    state: str | None
    office: str | None
    reference: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement as the brief quotes it.

    ``quote`` is the verbatim content, its fragments joined by ``JOINT``; so are ``cue`` and
    ``source``. ``passage`` is the verbatim text of the sentences it stands in. ``spans`` has the
    places of these and of ``addressee`` and ``occasion`` in the document's text, by name.
    ``date`` is that of the page, or of the dated update the statement stands in. ``reported_by``
    names who is quoted as saying that the statement was made. ``references`` are numbers of
    sources: first the page it is quoted from, then others with the same words. ``crossing`` says
    where the other party is named, None if it is not.
    """

    statement: str
    document: str
    date: str | None
    speakers: tuple[Speaker, ...]
    source: str
    cue: str
    quote: str
    passage: str
    spans: Mapping[str, tuple[Span, ...]]
    mode: Mode
    voice: Voice
    confidence: float
    addressee: str | None
    occasion: str | None
    reported_by: tuple[str, ...]
    flags: tuple[Flag, ...]
    crossing: Crossing | None
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one kind, newest first: those shown, and how many the ledger has in all.

    ``command`` lists them all, among others of the party.
    """

    key: GroupKey
    entries: tuple[Entry, ...]
    total: int
    command: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who spoke for a party: how often, when last, in the newest office the pages name.

    ``last`` is None where all that is quoted is undated or told in retrospect.
    """

    actor: str
    name: str
    kind: ActorKind
    standing: Standing
    office: str | None
    office_date: str | None
    statements: int
    last: str | None
    reference: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One party: who spoke for it and what was said.

    ``persons``, ``institutions`` (government and its bodies) and ``unnamed`` come most quoted
    first. ``groups`` come in the order of ``GroupKey``, without empty ones.
    """

    party: Party
    statements: int
    persons: tuple[Participant, ...]
    institutions: tuple[Participant, ...]
    unnamed: tuple[Participant, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A page that the brief refers to by ``number``."""

    number: int
    document: str
    title: str | None
    publisher: str | None
    date: str | None
    date_basis: str
    genre: Genre
    part: str | None
    url: str | None
    locator: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the ledger cannot say: a stable kind, how often, in words, and examples."""

    kind: str
    count: int
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the brief rests on: pages up to its date, and those of them that quote the parties.

    ``first`` and ``last`` are the dates of the oldest and newest page with such a statement.
    """

    documents: int
    drawn_from: int
    statements: int
    first: str | None
    last: str | None
    near_duplicates: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What two parties have said up to a day, and what the ledger cannot say.

    ``as_of`` is an ISO date, month or year; ``as_of_given`` is false where it is the date of the
    newest page in the ledger.
    """

    title: str
    as_of: str | None
    as_of_given: bool
    since: str | None
    scope: Scope
    sides: tuple[Side, Side]
    gaps: tuple[Gap, ...]
    sources: tuple[Source, ...]

    def _repr_html_(self) -> str:
        from detente.brief.render import render

        return render(self, "html")

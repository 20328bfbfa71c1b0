"""The rows of the ledger as frozen records, and the Reading that gathers one document's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.document import Document, Span

Mode = Literal["direct", "indirect", "mixed", "attitude"]
Voice = Literal["speaker", "reporter", "author", "hearsay"]
ActorKind = Literal[
    "state", "government", "person", "organisation", "bloc", "group", "unnamed", "unresolved"
]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Modality = Literal[
    "actual",
    "reported",
    "alleged",
    "scheduled",
    "predicted",
    "proposed",
    "recommended",
    "hypothetical",
    "feared",
    "negated",
    "historical",
]
Stance = Literal["seeks", "accepts", "opposes", "undecided"]
# by whose word a position is the actor's: its own, someone else's or a reporter's, an author's
Basis = Literal["self-stated", "reported", "author-asserted"]
LinkageKind = Literal[
    "conditional", "reciprocal", "sequence", "enabling", "necessary", "spillover", "delinkage"
]
# why a forecast cannot be scored
Unscoreable = Literal["no_horizon", "no_likelihood", "not_observable", "undated"]
DatePrecision = Literal["day", "week", "month", "season", "quarter", "year", "decade", "unresolved"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or speaks, as far as the document and the reference tables tell.

    ``state`` is ISO 3166-1 alpha-3 (Kosovo ``XKX``) or None; ``sector`` a coarse field such as
    ``government``, ``military``, ``media``, ``business``; ``office`` the post named in the text;
    ``as_of`` the ISO date the resolution holds for. ``reference`` is true where a fact (state,
    office) comes from the reference tables and not from the page.
    """

    id: str
    name: str
    kind: ActorKind
    state: str | None = None
    sector: str | None = None
    office: str | None = None
    as_of: str | None = None
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: who said, thinks, fears or intends what, with its verbatim spans.

    ``source``, ``cue`` and ``content`` are lists of ``[start, end)`` fragments in reading order;
    ``source`` is empty where the text names none. ``quote`` is the verbatim text from the first
    to the last character of the statement. ``speakers`` are actor ids. ``nested_in`` is the id of
    the statement whose content holds this one. ``sentence`` is the index of the cue's sentence.
    ``issues`` are ids of the issue tree, here and in all other records.
    """

    id: str
    document: str
    sentence: int
    mode: Mode
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: str
    voice: Voice = "speaker"
    confidence: float = 0.0
    speakers: tuple[str, ...] = ()
    addressee: Span | None = None
    occasion: Span | None = None
    nested_in: str | None = None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event is, as a period of whole days.

    ``start`` and ``end`` are the first and last ISO date, equal for a day; both None where the
    precision is ``unresolved``. ``basis`` is ``text`` where the sentence says when (``span``) and
    ``document`` where only the day of publication is known. ``anchor`` is the ISO date that a
    relative expression ("Wednesday") was counted from.
    """

    start: str | None
    end: str | None
    precision: DatePrecision
    basis: Literal["text", "document"]
    span: Span | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is: the ``span`` that says so, its state (ISO 3166-1 alpha-3) and city.

    ``venue`` is the span of a building, palace or base; ``reference`` is true where the state
    comes from the table of cities and not from the page.
    """

    name: str
    state: str | None
    city: str | None
    span: Span
    venue: Span | None = None
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Who does what to whom, coded by PLOVER, with whose word it is and whether it happened.

    ``trigger`` are the words of the event; ``actor_spans`` and ``recipient_spans`` the mentions of
    its parties, ``actors`` and ``recipients`` their actor ids. Where all parties act, as in a
    meeting, all are actors. ``certainty`` runs from -3 (certainly not) to 3 (certainly so).
    ``statement`` is the id of the statement whose content holds the event; its speaker is then
    whose word it is. ``quad`` and ``score`` are PLOVER's.
    """

    id: str
    document: str
    sentence: int
    type: EventType
    mode: str | None
    quad: int
    score: float
    modality: Modality
    certainty: float
    trigger: Span
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    quote: str
    voice: Voice = "reporter"
    confidence: float = 0.0
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: EventDate | None = None
    place: Place | None = None
    statement: str | None = None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What actors seek, accept, oppose or leave open, and by whose word.

    ``goal`` is what it is about in the text's words, ``cue`` the words that show the ``stance``,
    ``holder_spans`` the mentions of those who hold it and ``actors`` their ids. ``statement`` is
    the id of the statement that says so, if one does.
    """

    id: str
    document: str
    sentence: int
    stance: Stance
    basis: Basis
    goal: Span
    cue: Span
    holder_spans: tuple[Span, ...]
    quote: str
    voice: Voice = "reporter"
    confidence: float = 0.0
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Linkage:
    """One thing made to depend on another: ``consequent`` on ``antecedent``.

    For a delinkage the antecedent is what might disturb, the consequent what is kept safe.
    ``holder_spans`` are the mentions of those whose link it is, empty where it is the text's own.
    """

    id: str
    document: str
    sentence: int
    kind: LinkageKind
    antecedent: Span
    consequent: Span
    holder_spans: tuple[Span, ...]
    quote: str
    voice: Voice = "reporter"
    confidence: float = 0.0
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Who expects what, under which condition, how likely and by when.

    ``words`` are the words of likelihood; ``low`` and ``high`` (0 to 1) the range they are read
    as, None where they have none. ``unscoreable`` says why it cannot be scored, None if it can.
    ``holder_spans`` are the mentions of the forecasters, empty where the text itself forecasts.
    """

    id: str
    document: str
    sentence: int
    proposition: Span
    condition: Span | None
    words: Span | None
    low: float | None
    high: float | None
    horizon: EventDate | None
    unscoreable: Unscoreable | None
    holder_spans: tuple[Span, ...]
    quote: str
    voice: Voice = "reporter"
    confidence: float = 0.0
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A step that an author proposes for a meeting, in the author's order.

    ``rank`` counts from 1 within the document; ``tier`` is 1 for what is to be raised first or
    now, 2 for later, 3 for what is to be left out.
    """

    id: str
    document: str
    sentence: int
    rank: int
    tier: int
    step: Span
    quote: str
    confidence: float = 0.0
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    linkages: tuple[Linkage, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()

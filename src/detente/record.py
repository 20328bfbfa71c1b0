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


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    document: Document
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()

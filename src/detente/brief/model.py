"""The brief as frozen records; its JSON has the same fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.document import Genre, Span
from detente.knowledge.parties import Party
from detente.record import ActorKind

# Whom a speaker of a state speaks for: its government (armed forces and services included), its
# legislature, or nobody but himself.
Standing = Literal["government", "legislature", "private"]
# Where the other party is named: in the words quoted, in their sentence, in their paragraph.
Crossing = Literal["quote", "sentence", "paragraph"]
Flag = Literal[
    "joint", "legislature", "second_hand", "author", "hearsay", "opinion_page", "update", "retold"
]
# What the wording of a sentence needs; ``brief.needs`` says which words need it and what meets it.
Need = Literal[
    "computed",
    "said",
    "self_stated",
    "reported",
    "asserted",
    "happened",
    "reported_event",
    "ahead",
    "denied",
    "linked",
    "forecast",
    "proposed",
    "both_sides",
    "likelihood",
    "confidence",
]
# The field of a row that a quote is of; ``passage`` is anything within the row's sentences.
QuoteRole = Literal[
    "content",
    "cue",
    "goal",
    "step",
    "antecedent",
    "consequent",
    "proposition",
    "condition",
    "words",
    "passage",
]
SectionKey = Literal[
    "participants",
    "bottom_line",
    "objectives",
    "comparison",
    "order",
    "linkages",
    "points",
    "forecasts",
    "third_parties",
    "gaps",
]

# Between the fragments of a discontinuous quote, as in the ledger's own columns.
JOINT = " … "


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
class Quote:
    """Verbatim words of a row: which row, on which page, in which role, and where.

    ``text`` are the words of ``spans`` in the document's text, fragments joined by ``JOINT``.
    """

    row: str
    document: str
    role: QuoteRole
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the brief, and what it rests on.

    ``pieces`` are its words and, between them, the quotes; ``support`` are rows that it rests on
    without quoting them. ``needs`` is what the wording asks of the rows, ``parties`` the states
    (ISO3) of which it speaks. ``lead`` stands before it: a date, an issue or a party.
    ``joined`` is true where it goes on in the paragraph of the sentence before. ``likelihood``
    (0 to 1) stands behind a word of likelihood. ``references`` are numbers of sources.
    """

    pieces: tuple[str | Quote, ...]
    needs: tuple[Need, ...] = ("computed",)
    lead: str = ""
    joined: bool = False
    parties: tuple[str, ...] = ()
    support: tuple[Quote, ...] = ()
    likelihood: float | None = None
    references: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The sentence, its quotes in quotation marks."""
        return "".join(one if isinstance(one, str) else in_marks(one.text) for one in self.pieces)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words that it quotes, in their order."""
        return tuple(one for one in self.pieces if isinstance(one, Quote))

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows that it rests on, each once."""
        return tuple(dict.fromkeys(quote.row for quote in (*self.quotes, *self.support)))


def in_marks(words: str) -> str:
    """Verbatim words between quotation marks, single ones inside a quote that has its own."""
    if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
        return words
    return f"‘{words}’" if "“" in words or "”" in words else f"“{words}”"


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences under one heading, which may be empty.

    ``more`` is how many had no room, ``noun`` says of what, and ``command`` lists them.
    """

    heading: str
    claims: tuple[Claim, ...]
    more: int = 0
    noun: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the brief; in ``columns`` its blocks stand side by side."""

    key: SectionKey
    title: str
    blocks: tuple[Block, ...]
    columns: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """Who may be at the meeting: the office held on the day, and how that is known.

    ``office_basis`` is ``reference`` where the table of offices says so and ``page`` where only
    pages do, the newest of ``office_date``. ``statements`` counts those looked at, ``last`` is the
    date of the newest.
    """

    name: str
    office: str
    office_basis: Literal["reference", "page"]
    office_date: str | None
    statements: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One party and who may speak for it at the meeting."""

    party: Party
    participants: tuple[Participant, ...]


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
class Withheld:
    """A sentence that is not in the brief, because the ledger does not support it, and why."""

    text: str
    rows: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG, in words what it shows, and how many lines of a page it takes."""

    key: str
    caption: str
    svg: str
    lines: float


@dataclass(frozen=True, slots=True)
class Brief:
    """The paper for the next meeting of two parties.

    ``as_of`` is an ISO date, month or year; ``as_of_given`` is false where it is the date of the
    newest page in the ledger; ``limit`` is how many positions of a side it may list.
    """

    title: str
    as_of: str | None
    as_of_given: bool
    since: str | None
    limit: int
    sides: tuple[Side, Side]
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    withheld: tuple[Withheld, ...]
    sources: tuple[Source, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence of the brief, in its order."""
        return tuple(
            claim for section in self.sections for block in section.blocks for claim in block.claims
        )

    def _repr_html_(self) -> str:
        from detente.brief.render import render

        return render(self, "html")

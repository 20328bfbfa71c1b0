"""What is computed for two parties, issue by issue, as frozen records: the brief's material."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.record import Basis, LinkageKind, Stance, Voice

# how the goals of two parties on one issue stand to each other; unknown where a side has none
Agreement = Literal["same", "compatible", "opposed", "unrelated", "unknown"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A row of the ledger as analysis quotes it: what the row is, and where it stands.

    ``id`` is the row's, ``date`` that of its page (ISO, None if unknown), ``quote`` verbatim,
    ``text`` its goal, step or proposition, verbatim too.
    """

    id: str
    document: str
    date: str | None
    party: str
    actor: str
    quote: str
    text: str
    voice: Voice
    confidence: float
    stance: Stance | None = None
    basis: Basis | None = None


def is_joint(one: Quoted, other: Quoted) -> bool:
    """True if one position of both parties stands for each of them."""
    return one.id == other.id


@dataclass(frozen=True, slots=True)
class Change:
    """A party's change of position on an issue: what it was, what it became, and when."""

    party: str
    issue: str
    before: Quoted
    after: Quoted


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one party stands on an issue: its positions newest first, and how much it says of it.

    ``salience`` is the share (0 to 1) of the party's rows that are on the issue, drawn towards an
    even share; ``rows`` is how many they are.
    """

    party: str
    issue: str
    positions: tuple[Quoted, ...]
    salience: float
    changes: tuple[Change, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two parties on one issue: salience and goals are separate findings.

    ``shared_salience`` is true where both give it priority, whatever they want. ``pair`` are the
    two positions that ``agreement`` was decided on, ``certainty`` (0 to 1) how sure that is,
    ``since`` the first day on which both stood so, ``decided_by`` in words what told it. Both
    rows of a ``pair`` are sourced: the party's own word, or a report of it, never an author's
    alone.
    """

    issue: str
    sides: tuple[Stand, Stand]
    shared_salience: bool
    agreement: Agreement
    pair: tuple[Quoted, Quoted] | None
    certainty: float
    since: str | None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A linkage of the ledger between issues, with its quote."""

    kind: LinkageKind
    antecedent_issues: tuple[str, ...]
    consequent_issues: tuple[str, ...]
    antecedent: str
    consequent: str
    row: Quoted


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the computed order of a meeting.

    Tier 1: a shared goal sourced for both sides; 2: goals differ but both signal restraint; 3:
    neither, leave it to a statement after the meeting. ``prospect`` (0 to 1) sorts within a tier;
    ``reasons`` are in words, ``rows`` what they rest on, ``sensitivity`` what would move it.
    """

    rank: int
    tier: Literal[1, 2, 3]
    issue: str
    prospect: float
    reasons: tuple[str, ...]
    rows: tuple[Quoted, ...]
    after: tuple[str, ...]
    sensitivity: str


@dataclass(frozen=True, slots=True)
class Trade:
    """A log-roll: each side cares more for what the other can give (saliences cross)."""

    issue_a: str
    issue_b: str
    gain: float
    reason: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The computed order, possible trades, and beside them what authors proposed, never mixed.

    ``unplaced`` are issues on which the ledger has too little of one side or both to place them,
    ``unsure`` is how many positions were read with too little confidence to be compared.
    """

    computed: tuple[Place, ...]
    trades: tuple[Trade, ...]
    links: tuple[Link, ...]
    stated: tuple[StatedAgenda, ...]
    unplaced: tuple[str, ...] = ()
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class StatedAgenda:
    """The steps that the author of one page proposes, by rank."""

    document: str
    date: str | None
    author: str | None
    steps: tuple[StatedStep, ...]


@dataclass(frozen=True, slots=True)
class StatedStep:
    """One step: rank and tier as the author gives them, issues, verbatim words."""

    rank: int
    tier: int
    issues: tuple[str, ...]
    row: Quoted

"""Whether two positions agree: their words where those suffice, else the shared network.

The words decide only between goals that are nearly worded alike (`goals.py`); paraphrases are read
by the agreement head of the frame network. Where both speak, their shares are multiplied, so that
a sure network can overrule the words and the other way round. What a party leaves open is
neither the same as the other's goal nor opposed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, get_args

from detente.analysis.goals import Goal, Likeness, likeness, overlap, read_goal
from detente.analysis.model import Agreement, Quoted, is_joint

if TYPE_CHECKING:
    from detente.reading.encoder import Encoder
    from detente.reading.event_network import Pieces

# the shares of two positions' being same, compatible, opposed and unrelated, which add up to 1
Judge = Callable[[Quoted, Quoted], Sequence[float]]
# in the order of ``frame_labels.AGREEMENTS``, which a test compares; unknown has no share
LABELS: tuple[Agreement, ...] = get_args(Agreement)[:-1]

# What nearly the same words make of the four; judged by hand, not fitted: in the development gold
# no two goals are worded so nearly alike. Figures that differ are two wishes, but 2030 and 2035
# may both be steps of one.
_WORDS: dict[Likeness, tuple[float, ...]] = {
    "same": (0.85, 0.09, 0.03, 0.03),
    "turned": (0.03, 0.05, 0.88, 0.04),
    "figures": (0.06, 0.24, 0.65, 0.05),
    "open": (0.0, 0.8, 0.0, 0.2),
}
_UNSURE = (0.25, 0.25, 0.25, 0.25)
# under this share no label is given: with four of them, 0.25 says nothing
_LEAST = 0.4
# pairs that the network is asked about for one issue, and in all, so that a brief stays fast: a
# pair takes about 10 ms
_ASKED_PER_ISSUE = 4
_ASKED = 48


class Decision(NamedTuple):
    """How two positions stand to each other, how sure that is (0 to 1), and why, in words."""

    agreement: Agreement
    certainty: float
    reason: str


# "Both want the ban lifted": how sure it is that it was read right is told by its own confidence
_ONE = Decision("same", 1.0, "one position, held by both")
_REASONS: dict[Likeness, str] = {
    "same": "the same words, to the same end",
    "turned": "the same words, to opposite ends",
    "figures": "the same words, but for the figures",
    "open": "the same words, left open by one side or both",
    "apart": "other words, compared by the network",
}


def unsure(_one: Quoted, _other: Quoted) -> Sequence[float]:
    """A judge that says nothing, so that the words decide alone."""
    return _UNSURE


@dataclass
class Agreements:
    """Decides how positions stand to each other, each pair once.

    Args:
        judge: asked where the words do not suffice; the network if not given.
        per_issue: how many pairs it may be asked about for one issue.
        in_all: and in all.
    """

    judge: Judge | None = None
    per_issue: int = _ASKED_PER_ISSUE
    in_all: int = _ASKED
    _decided: dict[tuple[object, ...], Decision] = field(default_factory=dict, init=False)
    _asked: int = field(default=0, init=False)

    def decide(self, one: Quoted, other: Quoted) -> Decision:
        """How two positions stand to each other, in whichever order; asks the judge if need be."""
        found = self._known(one, other)
        return found if found is not None else self._ask(one, other)

    def decide_all(
        self, pairs: Sequence[tuple[Quoted, Quoted]]
    ) -> list[tuple[tuple[Quoted, Quoted], Decision]]:
        """The pairs of one issue that are decided, in their order.

        The words decide as many as they can. Of the rest, those whose words overlap most are put
        to the judge, and of equals the first, up to the limits; others are left out.
        """
        found = {index: self._known(*pair) for index, pair in enumerate(pairs)}
        open_ = sorted(
            (index for index, decision in found.items() if decision is None),
            key=lambda index: (-overlap(*map(_goal, pairs[index])), index),
        )
        for index in open_[: max(0, min(self.per_issue, self.in_all - self._asked))]:
            found[index] = self._ask(*pairs[index])
        return [
            (pairs[index], decision) for index, decision in found.items() if decision is not None
        ]

    def _known(self, one: Quoted, other: Quoted) -> Decision | None:
        """What was decided before, or what the words decide alone."""
        if is_joint(one, other) and not _is_open(one, other):
            return _ONE
        key = _key(one, other)
        if key not in self._decided:
            alike = likeness(_goal(one), _goal(other))
            # "figures" is not sure enough without a look at the sentences
            if alike in {"apart", "figures"}:
                return None
            self._decided[key] = _decision(alike, _UNSURE, _is_open(one, other))
        return self._decided[key]

    def _ask(self, one: Quoted, other: Quoted) -> Decision:
        self._asked += 1
        first, second = sorted((one, other), key=_side_key)
        alike = likeness(_goal(one), _goal(other))
        decision = _decision(alike, self._judge(first, second), _is_open(one, other))
        self._decided[_key(one, other)] = decision
        return decision

    @cached_property
    def _judge(self) -> Judge:
        return self.judge or NetworkJudge()


class NetworkJudge:
    """Asks the agreement head of the frame network; its weights are loaded at first use.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` at first use.
    """

    def __init__(self) -> None:
        self._pieces: dict[str, Pieces] = {}

    def __call__(self, one: Quoted, other: Quoted) -> Sequence[float]:
        """The shares of the four labels."""
        from detente.document import Span
        from detente.reading.confidence import calibrated_shares
        from detente.reading.frame_network import with_goals

        def goal(row: Quoted) -> Span:
            at = max(row.quote.find(row.text), 0)
            return Span(at, at + len(row.text))

        marked = with_goals(self._read(one), goal(one), self._read(other), goal(other))
        scores = self._encoder.frames.read([marked])[0].agreement
        shares = calibrated_shares(scores, self._encoder.agreement_calibration)
        return [float(share) for share in shares]

    @cached_property
    def _encoder(self) -> Encoder:
        from detente.reading.encoder import Encoder

        return Encoder()

    def _read(self, row: Quoted) -> Pieces:
        """The pieces of the window of the quote that holds its goal; a quote fills one, mostly."""
        if row.quote not in self._pieces:
            from detente.document import Span

            windows = self._encoder.encode(row.quote, [Span(0, len(row.quote))])
            at = row.quote.find(row.text)
            held = [window for window in windows if window.pieces.start[0] <= at]
            self._pieces[row.quote] = (held or windows)[-1].pieces
        return self._pieces[row.quote]


def _goal(row: Quoted) -> Goal:
    return read_goal(row.text, row.stance)


def _is_open(one: Quoted, other: Quoted) -> bool:
    return "undecided" in {one.stance, other.stance}


def _decision(alike: Likeness, shares: Sequence[float], is_open: bool) -> Decision:
    words = _WORDS.get(alike, _UNSURE)
    joined = [share * other for share, other in zip(shares, words, strict=True)]
    if is_open:
        joined = [
            0.0 if label in {"same", "opposed"} else share
            for label, share in zip(LABELS, joined, strict=True)
        ]
    total = sum(joined)
    best = max(range(len(joined)), key=joined.__getitem__)
    certainty = joined[best] / total if total else 0.0
    # two labels are left of what is open: even shares say nothing
    least = max(_LEAST, 0.5 + 1e-9) if is_open else _LEAST
    if certainty < least:
        return Decision("unknown", 0.0, "nothing decides")
    return Decision(LABELS[best], certainty, _REASONS[alike])


def _side_key(row: Quoted) -> tuple[str, str, str]:
    return row.quote, row.text, row.stance or ""


def _key(one: Quoted, other: Quoted) -> tuple[object, ...]:
    return tuple(sorted((_side_key(one), _side_key(other))))

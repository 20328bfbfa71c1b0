"""What a sentence says of a marked trigger, or of a marked actor and recipient: the deep branch of
the shared encoder.

It reads on where the encoder's shared layers end, or those of another encoder, one sentence and one
question at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.document import Span
from detente.reading.decode import Floats, softmax
from detente.reading.event_labels import MODALITIES
from detente.reading.weights import MODELS, check_weights, open_network
from detente.reading.windows import Window

# questions of one run; more gain nothing on one core and only hold memory
_BATCH = 16
_OUTPUTS = ("types", "modes", "parties", "modalities")
_TRIGGER_ROLE = 3


@dataclass(frozen=True, slots=True)
class Pieces:
    """A window's word pieces: output of the encoder's first layer and of its shared ones [pieces,
    384], of all heads that read the window [pieces, 280], in half precision, and offsets.

    ``window`` is the one that they are of; None where pieces of several are joined.
    """

    early: NDArray[np.floating]
    hidden: NDArray[np.floating]
    heads: NDArray[np.floating]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    window: Window | None = None

    def within(self, span: Span) -> Pieces:
        """Those that begin inside a span of the text."""
        low, high = np.searchsorted(self.start, span)
        return self._cut(int(low), int(high))

    def around(self, spans: Sequence[Span], before: int, after: int) -> Pieces:
        """Those from so many before the first to so many after the last that begin in a span."""
        inside = np.flatnonzero(np.logical_or.reduce([self.inside(span) for span in spans]))
        if not len(inside):
            return self
        return self._cut(max(0, int(inside[0]) - before), int(inside[-1]) + 1 + after)

    def inside(self, span: Span) -> NDArray[np.bool_]:
        """True on those that begin inside a span of the text."""
        begins: NDArray[np.bool_] = (self.start >= span.start) & (self.start < span.end)
        return begins

    def _cut(self, low: int, high: int) -> Pieces:
        cut = {name: getattr(self, name)[low:high] for name in PARTS}
        return Pieces(**cut, window=self.window)


PARTS = ("early", "hidden", "heads", "start", "end")
# gives each of some texts the vectors of its pieces that the network reads on from
Vectors = Callable[[Sequence[Pieces]], Sequence[NDArray[np.floating]]]


def shared_vectors(texts: Sequence[Pieces]) -> list[NDArray[np.floating]]:
    """The output of the shipped encoder's shared layers, and of all heads beside it."""
    return [np.concatenate([text.hidden, text.heads], axis=1) for text in texts]


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence's pieces, with what is marked in them: words that may express an event, or an
    actor and a recipient, of whom one may be missing.
    """

    pieces: Pieces
    trigger: Span | None = None
    actor: Span | None = None
    recipient: Span | None = None


@dataclass(frozen=True, slots=True)
class EventReading:
    """Shares of the types and, last, of no event [17]; scores of CODES; and a piece at a time
    scores of PARTY_LABELS [n, 5], of modalities and certainty [n, 12].
    """

    pieces: Pieces
    types: Floats
    modes: Floats
    parties: Floats
    modalities: Floats

    def modality(self, span: Span) -> tuple[int, float]:
        """The index into MODALITIES and the certainty (-3 to 3) at a span."""
        shares, certainty = self._at(span)
        return int(shares.argmax()), certainty

    def _at(self, span: Span) -> tuple[Floats, float]:
        mean = self.modalities[self.pieces.inside(span)].mean(axis=0)
        return softmax(mean[: len(MODALITIES)]), float(np.clip(mean[-1], -3, 3))


@dataclass
class EventNetwork:
    """Loads the weights ``name`` in ``folder`` at first use, if their hashes match the manifest.

    ``vectors`` gives what it reads on from; ``seconds`` sums the time spent there and in the
    network itself.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` at first use.
    """

    folder: Path = MODELS
    name: str = "events.onnx"
    vectors: Vectors = shared_vectors
    seconds: float = field(default=0.0, init=False)

    @cached_property
    def _session(self) -> Any:
        check_weights(self.folder, (self.name,))
        return open_network(self.folder / self.name)

    def read(self, questions: Sequence[Question]) -> list[EventReading]:
        """What the sentences say, in the questions' order; a sentence needs a piece."""
        return [
            EventReading(
                question.pieces,
                softmax(types),
                modes,
                parties[: len(question.pieces.start)],
                modalities[: len(question.pieces.start)],
            )
            for question, (types, modes, parties, modalities) in zip(
                questions, self._answers(questions, _OUTPUTS), strict=True
            )
        ]

    def types(self, questions: Sequence[Question]) -> list[Floats]:
        """The shares of the types and, last, of no event [17], of each question."""
        return [softmax(types) for (types,) in self._answers(questions, ("types",))]

    def _answers(
        self, questions: Sequence[Question], names: tuple[str, ...]
    ) -> list[tuple[Floats, ...]]:
        """The named outputs for each question, those a piece at a time padded."""
        began = time.perf_counter()
        hidden = self.vectors([question.pieces for question in questions])
        answers: dict[int, tuple[Floats, ...]] = {}
        by_length = sorted(range(len(questions)), key=lambda at: len(questions[at].pieces.start))
        for low in range(0, len(by_length), _BATCH):
            group = by_length[low : low + _BATCH]
            roles = [_roles(questions[index]) for index in group]
            outputs = self._session.run(names, feed_of([hidden[index] for index in group], roles))
            for row, index in enumerate(group):
                answers[index] = tuple(output[row] for output in outputs)
        self.seconds += time.perf_counter() - began
        return [answers[index] for index in range(len(questions))]


def _roles(question: Question) -> NDArray[np.int64]:
    roles = np.zeros(len(question.pieces.start), dtype=np.int64)
    marked = ((1, question.actor), (2, question.recipient), (_TRIGGER_ROLE, question.trigger))
    for role, span in marked:
        if span is not None:
            roles[question.pieces.inside(span)] = role
    return roles


def joint_shares(one: Floats, other: Floats) -> Floats:
    """What two networks say of the same classes together: the product of their shares, to sum 1."""
    both = one * other + 1e-12
    shares: Floats = both / both.sum()
    return shares


def feed_of(
    hidden: Sequence[NDArray[np.floating]], roles: Sequence[NDArray[np.int64]]
) -> dict[str, NDArray[Any]]:
    """What a network that reads on is fed: texts' vectors and roles, padded, and their mask."""
    width = max(map(len, roles))
    vectors = np.zeros((len(roles), width, hidden[0].shape[1]), dtype=np.float32)
    padded = np.zeros((len(roles), width), dtype=np.int64)
    mask = np.zeros((len(roles), width), dtype=np.int64)
    for row, (text, role) in enumerate(zip(hidden, roles, strict=True)):
        size = len(role)
        vectors[row, :size], padded[row, :size], mask[row, :size] = text, role, 1
    return {"hidden": vectors, "roles": padded, "mask": mask}

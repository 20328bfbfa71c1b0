"""What a text says with some of its words marked: the branch of the encoder that finds frames.

With nothing marked it gives the anchors of positions, linkages and forecasts, the steps of agendas
and the issues; with an anchor marked, the other parts of its frame; with two goals marked, how far
they agree.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.document import Span
from detente.reading.decode import Floats
from detente.reading.event_network import PARTS, Pieces, feed_of
from detente.reading.frame_labels import ANCHORS
from detente.reading.weights import MODELS, check_weights, open_network

# texts of one run; more gain nothing on one core and only hold memory
_BATCH = 16
_OUTPUTS = ("anchors", "slots", "issues", "classes", "agreement")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text's pieces and the role of each: 0, that of an anchor, or that of one of two goals."""

    pieces: Pieces
    roles: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FrameReading:
    """Scores of a text, see ``frame_labels``: anchors and steps [n, 16], slots [n, 15] and issues
    [n, issues] a piece; classes [14] and agreement [4] of the whole.
    """

    pieces: Pieces
    anchors: Floats
    slots: Floats
    issues: NDArray[np.floating]
    classes: Floats
    agreement: Floats


def unmarked(pieces: Pieces) -> Marked:
    """A text with nothing marked."""
    return Marked(pieces, np.zeros(len(pieces.start), dtype=np.int64))


def with_anchor(pieces: Pieces, kind: str, span: Span) -> Marked:
    """A text with an anchor marked."""
    return Marked(pieces, _role(pieces, span, ANCHORS.index(kind) + 1))


def with_goals(one: Pieces, goal: Span, other: Pieces, other_goal: Span) -> Marked:
    """Two texts with a goal marked in each, as one text."""
    roles = np.concatenate(
        [_role(one, goal, len(ANCHORS) + 1), _role(other, other_goal, len(ANCHORS) + 2)]
    )
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in PARTS
    }
    return Marked(Pieces(**joined), roles)


def _role(pieces: Pieces, span: Span, role: int) -> NDArray[np.int64]:
    return np.where(pieces.inside(span), role, 0).astype(np.int64)


@dataclass
class FrameNetwork:
    """Loads the weights in ``folder`` at first use, if their hashes match the manifest.

    ``seconds`` sums the time spent in the network itself.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` at first use.
    """

    folder: Path = MODELS
    seconds: float = field(default=0.0, init=False)

    @cached_property
    def _session(self) -> Any:
        check_weights(self.folder, ("frames.onnx",))
        return open_network(self.folder / "frames.onnx")

    def read(self, texts: Sequence[Marked]) -> list[FrameReading]:
        """What the texts say, in their order; a text needs a piece."""
        readings: list[FrameReading | None] = [None] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda index: len(texts[index].roles))
        for low in range(0, len(by_length), _BATCH):
            group = by_length[low : low + _BATCH]
            anchors, slots, issues, classes, agreement = self._run([texts[i] for i in group])
            for row, index in enumerate(group):
                size = len(texts[index].roles)
                readings[index] = FrameReading(
                    texts[index].pieces,
                    anchors[row, :size],
                    slots[row, :size],
                    issues[row, :size].astype(np.float16),
                    classes[row],
                    agreement[row],
                )
        return [reading for reading in readings if reading is not None]

    def _run(self, texts: Sequence[Marked]) -> list[Floats]:
        hidden = [np.hstack([text.pieces.early, text.pieces.heads]) for text in texts]
        feed = feed_of(hidden, [text.roles for text in texts])
        began = time.perf_counter()
        outputs: list[Floats] = self._session.run(_OUTPUTS, feed)
        self.seconds += time.perf_counter() - began
        return outputs

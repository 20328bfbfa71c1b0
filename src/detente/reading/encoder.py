"""The shared encoder: windows in, scores and vectors a word out. ONNX Runtime, int8, no network."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.document import READ_ROLES, Document, Span
from detente.reading.decode import Crf, Floats, Links
from detente.reading.event_network import EventNetwork, Pieces
from detente.reading.frame_network import FrameNetwork
from detente.reading.large import large_calibration, large_pairs
from detente.reading.weights import MODELS, check_weights, open_network
from detente.reading.windows import Window, make_windows

# windows of one run; more gain nothing on one core and only hold memory
_BATCH = 8
_OUTPUTS = ("tags", "nested_tags", "links", "mentions", "triggers", "shared", "early")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window's words: first and last character, and what the heads say of each.

    ``starts`` and ``ends`` are offsets into the text; ``tags`` and ``nested_tags`` of attributions
    are [words, 7], ``vectors`` of their links [words, 4·LINK_SIZE], ``mentions`` [words, 9] by
    MENTION_LABELS, ``triggers`` [words] the log odds of belonging to an event's trigger. ``pieces``
    is what the networks of events and frames read on.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    tags: Floats
    nested_tags: Floats
    vectors: Floats
    mentions: Floats
    triggers: Floats
    pieces: Pieces


@dataclass(slots=True)
class _Parts:
    tokenizer: Tokenizer
    session: Any
    outer: Crf
    nested: Crf
    mentions: Crf
    links: Links
    calibration: list[float]
    event_calibration: list[float]
    frame_calibration: dict[str, list[float]]
    agreement_calibration: list[float]


@dataclass
class Encoder:
    """Loads the weights in ``folder`` at first use, if their hashes match the manifest.

    The large model in the folder ``large``, where one is given, has a say in the types of events.
    ``seconds`` sums the time spent in the network itself.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` at first use.
    """

    folder: Path = MODELS
    large: Path | None = None
    seconds: float = field(default=0.0, init=False)

    @cached_property
    def _parts(self) -> _Parts:
        check_weights(self.folder, ("encoder.onnx", "decoder.json", "tokenizer.json"))
        session = open_network(self.folder / "encoder.onnx")
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        scores = json.loads((self.folder / "decoder.json").read_text(encoding="utf-8"))
        return _Parts(
            tokenizer,
            session,
            _crf(scores["outer"]),
            _crf(scores["nested"]),
            _crf(scores["mentions"]),
            Links(
                np.array(scores["source_distance"], dtype=np.float32),
                np.array(scores["content_distance"], dtype=np.float32),
                float(scores["no_source"][0]),
            ),
            scores.get("calibration", []),
            scores.get("event_calibration", []),
            scores.get("frame_calibration", {}),
            scores.get("agreement_calibration", []),
        )

    @property
    def total_seconds(self) -> float:
        """Time spent in this network and in those that read on."""
        large = self.large_pairs.seconds if self.large_pairs else 0.0
        return self.seconds + self.events.seconds + self.frames.seconds + large

    @cached_property
    def events(self) -> EventNetwork:
        """The network that reads on and says what a sentence's events are."""
        return EventNetwork(self.folder)

    @cached_property
    def large_pairs(self) -> EventNetwork | None:
        """The large network, which says the type of a marked pair, or None."""
        return large_pairs(self.large) if self.large else None

    @cached_property
    def frames(self) -> FrameNetwork:
        """The network that finds positions, linkages and forecasts, with weights there too."""
        return FrameNetwork(self.folder)

    @property
    def outer(self) -> Crf:
        """Move scores of the outermost layer."""
        return self._parts.outer

    @property
    def nested(self) -> Crf:
        """Move scores of the nested layer."""
        return self._parts.nested

    @property
    def mentions(self) -> Crf:
        """Move scores of the mentions of possible parties."""
        return self._parts.mentions

    @property
    def links(self) -> Links:
        """Biases of the link scores."""
        return self._parts.links

    @property
    def calibration(self) -> list[float]:
        """Bias and slope that turn raw probabilities into calibrated confidence, or nothing."""
        return self._parts.calibration

    @cached_property
    def event_calibration(self) -> list[float]:
        """The same for events, with the large model if there is one."""
        return large_calibration(self.large) if self.large else self._parts.event_calibration

    @property
    def frame_calibration(self) -> dict[str, list[float]]:
        """The same for frames, by the sort of their anchor, and for the steps of agendas."""
        return self._parts.frame_calibration

    @property
    def agreement_calibration(self) -> list[float]:
        """A slope, and a bias for each of AGREEMENTS, for the scores of two goals' agreement."""
        return self._parts.agreement_calibration

    def read(self, document: Document) -> list[Encoded]:
        """The windows of what is read of a document, in text order."""
        blocks = [Span(p.start, p.end) for p in document.paragraphs if p.role in READ_ROLES]
        return self.encode(document.text, blocks)

    def encode(self, text: str, blocks: Sequence[Span]) -> list[Encoded]:
        """Encode the paragraphs ``blocks`` of a text, in order; windows come in text order."""
        windows = make_windows(self._parts.tokenizer, text, blocks)
        encoded: list[Encoded | None] = [None] * len(windows)
        by_length = sorted(range(len(windows)), key=lambda index: len(windows[index]))
        for low in range(0, len(by_length), _BATCH):
            group = by_length[low : low + _BATCH]
            outputs = self._run([windows[index] for index in group])
            for row, index in enumerate(group):
                encoded[index] = _words(windows[index], *(output[row] for output in outputs))
        return [item for item in encoded if item is not None]

    def _run(self, windows: Sequence[Window]) -> list[Floats]:
        width = max(map(len, windows))
        feed = {
            name: np.zeros((len(windows), width), dtype=np.int64)
            for name in ("ids", "shape", "quote", "mask")
        }
        for row, window in enumerate(windows):
            feed["mask"][row, : len(window)] = 1
            for name in ("ids", "shape", "quote"):
                feed[name][row, : len(window)] = getattr(window, name)
        began = time.perf_counter()
        outputs: list[Floats] = self._parts.session.run(_OUTPUTS, feed)
        self.seconds += time.perf_counter() - began
        return outputs


def _words(window: Window, *outputs: Floats) -> Encoded:
    first = np.flatnonzero(window.first)
    real = np.flatnonzero(window.start >= 0)
    # a word's last piece is the real piece before the next word's first
    last = real[np.append(np.searchsorted(real, first[1:]), len(real)) - 1]
    *heads, shared, early = outputs
    tags, nested, vectors, mentions, triggers = (head[first] for head in heads)
    # half precision: a long page has hundreds of thousands of pieces
    said = np.concatenate([*heads[:4], heads[4][:, None]], axis=1).astype(np.float16)
    low, high = (layer.astype(np.float16)[real] for layer in (early, shared))
    pieces = Pieces(low, high, said[real], window.start[real], window.end[real], window)
    starts, ends = window.start[first], window.end[last]
    return Encoded(starts, ends, tags, nested, vectors, mentions, triggers, pieces)


def _crf(scores: dict[str, Any]) -> Crf:
    return Crf(
        np.array(scores["moves"], dtype=np.float32), np.array(scores["begin"], dtype=np.float32)
    )

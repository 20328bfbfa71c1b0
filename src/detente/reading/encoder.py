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
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.document import Span
from detente.reading.decode import Crf, Floats, Links
from detente.reading.weights import MODELS, check_weights
from detente.reading.windows import Window, make_windows

# windows of one run; more gain nothing on one core and only hold memory
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window's words: first and last character, and the scores of both tag layers and links.

    ``starts`` and ``ends`` are offsets into the text; ``tags`` and ``nested_tags`` are [words, 7],
    ``vectors`` [words, 4·LINK_SIZE].
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    tags: Floats
    nested_tags: Floats
    vectors: Floats


@dataclass(slots=True)
class _Parts:
    tokenizer: Tokenizer
    session: Any
    outer: Crf
    nested: Crf
    links: Links
    calibration: list[float]


@dataclass
class Encoder:
    """Loads the weights in ``folder`` at first use, if their hashes match the manifest.

    ``seconds`` sums the time spent in the network itself.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` at first use.
    """

    folder: Path = MODELS
    seconds: float = field(default=0.0, init=False)

    @cached_property
    def _parts(self) -> _Parts:
        check_weights(self.folder, ("encoder.onnx", "decoder.json", "tokenizer.json"))
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        # one core a process: --jobs adds processes
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # windows differ in size, and an arena keeps the largest ever seen
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        scores = json.loads((self.folder / "decoder.json").read_text(encoding="utf-8"))
        return _Parts(
            tokenizer,
            session,
            _crf(scores["outer"]),
            _crf(scores["nested"]),
            Links(
                np.array(scores["source_distance"], dtype=np.float32),
                np.array(scores["content_distance"], dtype=np.float32),
                float(scores["no_source"][0]),
            ),
            scores.get("calibration", []),
        )

    @property
    def outer(self) -> Crf:
        """Move scores of the outermost layer."""
        return self._parts.outer

    @property
    def nested(self) -> Crf:
        """Move scores of the nested layer."""
        return self._parts.nested

    @property
    def links(self) -> Links:
        """Biases of the link scores."""
        return self._parts.links

    @property
    def calibration(self) -> list[float]:
        """Bias and slope that turn raw probabilities into calibrated confidence, or nothing."""
        return self._parts.calibration

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
        outputs: list[Floats] = self._parts.session.run(["tags", "nested_tags", "links"], feed)
        self.seconds += time.perf_counter() - began
        return outputs


def _words(window: Window, tags: Floats, nested: Floats, links: Floats) -> Encoded:
    first = np.flatnonzero(window.first)
    real = np.flatnonzero(window.start >= 0)
    # a word's last piece is the real piece before the next word's first
    last = real[np.append(np.searchsorted(real, first[1:]), len(real)) - 1]
    return Encoded(window.start[first], window.end[last], tags[first], nested[first], links[first])


def _crf(scores: dict[str, Any]) -> Crf:
    return Crf(
        np.array(scores["moves"], dtype=np.float32), np.array(scores["begin"], dtype=np.float32)
    )

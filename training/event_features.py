"""The shared blocks' output for every training sentence, computed once: it does not change."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from detente.document import Span
from detente.reading.windows import Window, make_windows
from training.event_model import lower, upper
from training.model import Encoder
from training.padding import mask_of, pad
from training.stepping import mixed_precision

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Features:
    """Pieces of one sentence: hidden vectors [n, width], offsets in it, word beginnings."""

    hidden: NDArray[np.float16]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    first: NDArray[np.bool_]

    def pieces(self, span: Span) -> NDArray[np.int64]:
        """The indices of the pieces that begin inside a span."""
        return np.flatnonzero((self.start >= span.start) & (self.start < span.end))


Lower = Callable[[Sequence[Window]], NDArray[np.float16]]


def features(
    run: Lower, tokenizer: Tokenizer, texts: Sequence[str], packed: random.Random | None
) -> dict[str, Features]:
    """Each text's features, read alone or, with ``packed``, among others as in a paragraph.

    ``run`` gives the fixed layers' output for windows, padded.

    A text that a window's edge cuts is left out.
    """
    pending: list[tuple[Window, list[tuple[str, int]]]] = []
    for group in _groups(texts, packed):
        whole, places = "", []
        for text in group:
            places.append((text, len(whole)))
            whole += text + " "
        for window in make_windows(tokenizer, whole, [Span(0, len(whole) - 1)]):
            pending.append((window, places))
    pending.sort(key=lambda item: len(item[0]))
    found: dict[str, Features] = {}
    for low in range(0, len(pending), _BATCH):
        batch = pending[low : low + _BATCH]
        hidden = run([window for window, _ in batch])
        for row, (window, places) in enumerate(batch):
            for text, at in places:
                cut = _cut(window, hidden[row, : len(window)], text, at)
                if cut:
                    found[text] = cut
    return found


def _groups(texts: Sequence[str], packed: random.Random | None) -> list[list[str]]:
    if packed is None:
        return [[text] for text in texts]
    shuffled, groups = list(texts), []
    packed.shuffle(shuffled)
    while shuffled:
        size = packed.randint(2, 5)
        groups.append(shuffled[:size])
        shuffled = shuffled[size:]
    return groups


def _cut(window: Window, hidden: NDArray[np.float16], text: str, at: int) -> Features | None:
    """A text's part of a window, None where the window does not hold it as a whole."""
    inside = (window.start >= at) & (window.start < at + len(text))
    if not inside.any():
        return None
    begins_later = window.start[inside].min() > at + len(text) - len(text.lstrip())
    ends_before = window.end[inside].max() < at + len(text.rstrip())
    if begins_later or ends_before:
        return None
    return Features(
        hidden[inside], window.start[inside] - at, window.end[inside] - at, window.first[inside]
    )


def run_lower(encoder: Encoder, windows: Sequence[Window]) -> NDArray[np.float16]:
    """The shared blocks' output for windows, padded: [windows, pieces, 384]."""
    with torch.no_grad(), mixed_precision():
        _, hidden, _ = lower(encoder, *inputs_of(windows))
    return half(hidden)


def run_both(
    encoder: Encoder, windows: Sequence[Window]
) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """The same, and the output of the attributions' own blocks."""
    with torch.no_grad(), mixed_precision():
        _, hidden, bias = lower(encoder, *inputs_of(windows))
        top = upper(encoder, hidden, bias)
    return half(hidden), half(top)


def inputs_of(windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The encoder's inputs for windows: ids, shape, quote and mask."""
    ids, shape, quote = (
        pad([getattr(window, name) for window in windows]) for name in ("ids", "shape", "quote")
    )
    return ids, shape, quote, mask_of(windows)


def half(values: Tensor) -> NDArray[np.float16]:
    """Values as half-precision numbers."""
    vectors: NDArray[np.float16] = values.float().numpy().astype(np.float16)
    return vectors

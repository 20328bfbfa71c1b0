"""Mentions of possible parties in each sentence, and how far it holds an event at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.document import Document, Span
from detente.reading.decode import Crf, Floats, label_runs, softmax, stack, viterbi
from detente.reading.encoder import Encoded
from detente.reading.event_labels import MENTION_LABELS, ROLES
from detente.reading.event_network import Pieces

# columns of MENTION_LABELS by role
_COLUMNS = {
    role: [index for index, name in enumerate(MENTION_LABELS) if name[2:] == role] for role in ROLES
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a possible party, and how likely it acts, and is acted on.

    ``role`` is the likeliest of ROLES; one that acts together with others counts on both sides.
    """

    span: Span
    role: str
    acts: float
    is_acted_on: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """A sentence: its index, the pieces in it, its mentions in order, and its likely triggers.

    ``triggers`` are the words that may belong to one, each with its chance.
    """

    sentence: int
    pieces: Pieces
    mentions: tuple[Mention, ...]
    triggers: tuple[tuple[Span, float], ...]


def find_candidates(
    document: Document, windows: Sequence[Encoded], crf: Crf
) -> Iterator[Candidates]:
    """Each sentence that holds a mention, in order."""
    if not windows:
        return
    scores = [window.mentions for window in windows]
    paths = viterbi(stack(scores), [len(item) for item in scores], crf)
    best: dict[int, Candidates] = {}
    for window, path in zip(windows, paths, strict=True):
        mentions = list(_mentions(window, path))
        chances = 1 / (1 + np.exp(-window.triggers))
        for sentence in document.sentences:
            whole = Span(sentence.start, sentence.end)
            mine = tuple(item for item in mentions if whole.start <= item.span.start < whole.end)
            if not mine:
                continue
            # a window's edge may cut a sentence: the part with more of it is read
            pieces, known = window.pieces.within(whole), best.get(sentence.index)
            if known and len(known.pieces.start) >= len(pieces.start):
                continue
            low, high = np.searchsorted(window.starts, whole)
            triggers = tuple(
                (Span(int(window.starts[at]), int(window.ends[at])), float(chances[at]))
                for at in range(low, high)
            )
            best[sentence.index] = Candidates(sentence.index, pieces, mine, triggers)
    yield from (best[index] for index in sorted(best))


def _mentions(window: Encoded, path: NDArray[np.int64]) -> Iterator[Mention]:
    shares = softmax(window.mentions)
    for role, low, high in label_runs(path, MENTION_LABELS):
        mean = shares[low : high + 1].mean(axis=0)
        acts, acted, both = (_share(mean, name) for name in ("actor", "recipient", "party"))
        span = Span(int(window.starts[low]), int(window.ends[high]))
        yield Mention(span, role, acts + both, acted + both)


def _share(mean: Floats, role: str) -> float:
    return float(mean[_COLUMNS[role]].sum())

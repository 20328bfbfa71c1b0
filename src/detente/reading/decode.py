"""From the network's scores to spans and links: Viterbi paths and the choice of source and cue.

Spans are tagged by a linear-chain CRF (Lafferty, McCallum and Pereira 2001); each cue then chooses
its source, and each content its cue, by the product of two vectors and a bias for the distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINK_SIZE = 64
# signed distances in words between two spans, cut where counts in the training data thin out
DISTANCE_BINS = (-80, -40, -20, -10, -5, -2, 0, 2, 5, 10, 20, 40, 80)

Floats = NDArray[np.float32]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crf:
    """Scores of a move from one label to the next [n, n], and of beginning with one [n]."""

    moves: Floats
    begin: Floats


@dataclass(frozen=True, slots=True)
class Links:
    """Biases of the link scores, one a distance bin, and the score of having no source."""

    source_distance: Floats
    content_distance: Floats
    no_source: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged span: inclusive word range, and the mean probability of its labels."""

    words: Range
    probability: float


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in a window, in words: its parts, and the probability of its links."""

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]
    link: float


def stack(scores: Sequence[Floats]) -> Floats:
    """Rows of unlike length as one array, filled with zeros: [rows, words, n]."""
    width = max(len(item) for item in scores)
    stacked = np.zeros((len(scores), width, scores[0].shape[1]), dtype=np.float32)
    for row, item in enumerate(scores):
        stacked[row, : len(item)] = item
    return stacked


# the score of what cannot be
NEVER = -1e4


def bio_moves(labels: Sequence[str]) -> Crf:
    """Moves that keep to the scheme of BIO labels: inside only after its beginning or inside."""
    size = len(labels)
    moves = np.zeros((size, size), dtype=np.float32)
    begin = np.zeros(size, dtype=np.float32)
    for to, name in enumerate(labels):
        if name.startswith("I-"):
            begin[to] = NEVER
            for before, other in enumerate(labels):
                if other[2:] != name[2:]:
                    moves[before, to] = NEVER
    return Crf(moves, begin)


def viterbi(emissions: Floats, lengths: Sequence[int], crf: Crf) -> list[NDArray[np.int64]]:
    """The best label path of each row of ``emissions`` [rows, words, n], cut to ``lengths``."""
    rows, width, labels = emissions.shape
    score = crf.begin + emissions[:, 0]
    back = np.zeros((rows, width, labels), dtype=np.int8)
    finals = np.empty((rows, width, labels), dtype=np.float32)
    finals[:, 0] = score
    for step in range(1, width):
        total = score[:, :, None] + crf.moves
        best = total.argmax(axis=1)
        back[:, step] = best
        score = np.take_along_axis(total, best[:, None, :], axis=1)[:, 0] + emissions[:, step]
        finals[:, step] = score
    return [
        _trace(back[row], int(finals[row, length - 1].argmax()), length)
        for row, length in enumerate(lengths)
    ]


def _trace(back: NDArray[np.int8], last: int, length: int) -> NDArray[np.int64]:
    path = np.empty(length, dtype=np.int64)
    path[-1] = last
    for step in range(length - 1, 0, -1):
        path[step - 1] = back[step, path[step]]
    return path


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def tagged_spans(path: NDArray[np.int64], emissions: Floats) -> dict[str, list[Tagged]]:
    """The spans of a label path, by role, in reading order."""
    chances = softmax(emissions)[np.arange(len(path)), path]
    spans: dict[str, list[Tagged]] = {"source": [], "cue": [], "content": []}
    for role, low, high in label_runs(path, LABELS):
        spans[role].append(Tagged((low, high), float(chances[low : high + 1].mean())))
    return spans


def label_runs(path: NDArray[np.int64], labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The spans of a path of BIO labels: role, first and last word."""
    opened: tuple[str, int] | None = None
    for index, label in enumerate([*path.tolist(), 0]):
        name = labels[label]
        if opened and not name.startswith("I-"):
            yield opened[0], opened[1], index - 1
            opened = None
        if name.startswith("B-"):
            opened = (name[2:], index)


def link_spans(spans: dict[str, list[Tagged]], vectors: Floats, links: Links) -> list[Found]:
    """Give each cue its best source or none and each content its best cue.

    ``vectors`` is [words, 4·LINK_SIZE]: a cue choosing a source, a source, a cue being chosen,
    a content. A cue that no content chooses is no attribution.
    """
    cues, sources, contents = spans["cue"], spans["source"], spans["content"]
    if not cues or not contents:
        return []
    content_scores = softmax(
        _scores(contents, cues, vectors, (3, 2)) + links.content_distance[_bins(contents, cues)]
    )
    chosen = content_scores.argmax(axis=1)
    none = np.full((len(cues), 1), links.no_source, dtype=np.float32)
    scores: Floats = none
    if sources:
        linked = _scores(cues, sources, vectors, (0, 1))
        biased = linked + links.source_distance[_bins(cues, sources)]
        scores = np.hstack([biased, none]).astype(np.float32)
    source_scores = softmax(scores)
    found = []
    for index, cue in enumerate(cues):
        mine = np.flatnonzero(chosen == index)
        if not len(mine):
            continue
        pick = int(source_scores[index].argmax())
        chance = float(source_scores[index, pick] * content_scores[mine, index].min())
        source = sources[pick] if pick < len(sources) else None
        found.append(Found(cue, source, tuple(contents[place] for place in mine), chance))
    return found


def _scores(
    rows: Sequence[Tagged], columns: Sequence[Tagged], vectors: Floats, parts: tuple[int, int]
) -> Floats:
    left, right = (
        _span_vectors(vectors[:, part * LINK_SIZE : (part + 1) * LINK_SIZE], spans)
        for part, spans in zip(parts, (rows, columns), strict=True)
    )
    scores: Floats = left @ right.T / np.float32(LINK_SIZE**0.5)
    return scores


def _span_vectors(vectors: Floats, spans: Sequence[Tagged]) -> Floats:
    low = [span.words[0] for span in spans]
    high = [span.words[1] for span in spans]
    result: Floats = (vectors[low] + vectors[high]) * np.float32(0.5)
    return result


def _bins(rows: Sequence[Tagged], columns: Sequence[Tagged]) -> NDArray[np.int64]:
    starts = np.array([span.words[0] for span in rows])
    others = np.array([span.words[0] for span in columns])
    bins: NDArray[np.int64] = np.searchsorted(
        np.array(DISTANCE_BINS), starts[:, None] - others[None, :]
    )
    return bins

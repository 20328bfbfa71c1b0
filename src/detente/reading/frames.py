"""Frames: what is sought, what hangs on what, what is expected; and the steps of a stated agenda.

The network finds anchors in whole paragraphs, then reads each anchor's sentence again with the
anchor marked and gives the other parts of its frame.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from detente.document import Document, Sentence, Span
from detente.reading.confidence import calibrated
from detente.reading.decode import (
    NEVER,
    Floats,
    bio_moves,
    label_runs,
    softmax,
    stack,
    viterbi,
)
from detente.reading.encoder import Encoded, Encoder
from detente.reading.frame_labels import (
    ANCHOR_COLUMNS,
    ANCHORS,
    EDGES,
    KINDS,
    SELF_STATED,
    SLOTS,
    STANCES,
    TIERS,
)
from detente.reading.frame_network import (
    FrameReading,
    Marked,
    unmarked,
    with_anchor,
)

# Set on the development part of our own gold, for F1.
# added to the scores of being outside: below zero more anchors are found, to be refused later
_ANCHOR_BIAS: Mapping[str, float] = {"cue": 0.0, "link": -1.0, "proposition": -1.0, "step": -1.0}
_YET_TO = re.compile(r"(?:ha(?:s|d|ve)|is|are)\s+yet\s+to\b")
# anchors read again in one go
_AT_ONCE = 128
# raw confidence from which a frame or a step is kept
_LEAST: Mapping[str, float] = {"cue": 0.7, "link": 0.7, "proposition": 0.6, "step": 0.4}


@dataclass(frozen=True, slots=True)
class Frame:
    """An anchor with its holders and other slots, in characters, and its classes as label indices.

    ``confidence`` is the chance that anchor and object, of a linkage both ends, are right.
    """

    anchor: str
    span: Span
    sentence: int
    holders: tuple[Span, ...]
    slots: Mapping[str, Span]
    stance: int
    self_stated: bool
    kind: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a stated agenda, with its tier (1 to 3)."""

    span: Span
    sentence: int
    tier: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Frames:
    """All that was found in a document, in text order; ``readings`` are those of its windows."""

    frames: tuple[Frame, ...]
    steps: tuple[Step, ...]
    readings: tuple[FrameReading, ...]

    def of(self, anchor: str) -> Iterator[Frame]:
        """The frames with this kind of anchor."""
        return (frame for frame in self.frames if frame.anchor == anchor)

    def issue_scores(self, span: Span) -> Floats | None:
        """The log odds of each issue of the tree at a span, None where nothing of it was read."""
        rows = []
        for reading in self.readings:
            low, high = np.searchsorted(reading.pieces.start, span)
            rows.append(reading.issues[low:high])
        found = np.concatenate(rows) if rows else np.zeros((0, 0))
        return found.mean(axis=0, dtype=np.float32) if len(found) else None


def find_frames(document: Document, windows: Sequence[Encoded], encoder: Encoder) -> Frames:
    """Find the frames of a document; ``windows`` are the document's, from ``encoder.read``."""
    network, coefficients = encoder.frames, encoder.frame_calibration
    readings = network.read([unmarked(window.pieces) for window in windows])
    asked: list[tuple[str, Span, Sentence, float, Marked]] = []
    for kind, found, chance, window in _anchors(windows, readings):
        span = _with_to(document, found)
        sentence = _sentence(document, span)
        pieces = window.pieces.within(Span(sentence.start, sentence.end))
        asked.append((kind, span, sentence, chance, with_anchor(pieces, kind, span)))
    ends = {
        int(start): int(end)
        for window in windows
        for start, end in zip(window.starts, window.ends, strict=True)
    }
    frames = []
    # some at a time: of a long page all readings together fill the memory
    for low in range(0, len(asked), _AT_ONCE):
        some = asked[low : low + _AT_ONCE]
        again = network.read([marked for *_, marked in some])
        for (kind, span, sentence, chance, _), reading in zip(some, again, strict=True):
            frames.append(_frame(kind, span, sentence.index, chance, reading, ends))
    kept = (
        replace(frame, confidence=calibrated(frame.confidence, coefficients.get(frame.anchor, ())))
        for frame in frames
        if frame.confidence >= _LEAST[frame.anchor]
    )
    steps = (
        replace(step, confidence=calibrated(step.confidence, coefficients.get("step", ())))
        for step in _steps(document, windows, readings)
        if step.confidence >= _LEAST["step"]
    )
    return Frames(tuple(sorted(kept, key=lambda frame: frame.span)), tuple(steps), tuple(readings))


def _anchors(
    windows: Sequence[Encoded], readings: Sequence[FrameReading]
) -> Iterator[tuple[str, Span, float, Encoded]]:
    for column, kind in enumerate(ANCHORS):
        low = column * EDGES
        scores = [
            _first(window, reading.anchors[:, low : low + EDGES])
            for window, reading in zip(windows, readings, strict=True)
        ]
        for index, (at, end, chance) in _runs(scores, _ANCHOR_BIAS[kind]):
            window = windows[index]
            yield kind, Span(int(window.starts[at]), int(window.ends[end])), chance, window


def _steps(
    document: Document, windows: Sequence[Encoded], readings: Sequence[FrameReading]
) -> Iterator[Step]:
    shares = [
        softmax(_first(window, reading.anchors[:, ANCHOR_COLUMNS:]))
        for window, reading in zip(windows, readings, strict=True)
    ]
    # first where a step is, of whatever tier, then which: a doubt of the tier cuts no step in two
    scores = [np.log(_of_any_tier(share) + 1e-9) for share in shares]
    for index, (at, end, chance) in _runs(scores, _ANCHOR_BIAS["step"]):
        span = Span(int(windows[index].starts[at]), int(windows[index].ends[end]))
        tiers = shares[index][at : end + 1, 1:].reshape(-1, len(TIERS), 2).sum(axis=(0, 2))
        yield Step(span, _sentence(document, span).index, TIERS[int(tiers.argmax())], chance)


def _of_any_tier(shares: Floats) -> Floats:
    """Of each word the shares of being outside, the beginning and the inside of a step."""
    edges = shares[:, 1:].reshape(-1, len(TIERS), 2).sum(axis=1)
    result: Floats = np.concatenate([shares[:, :1], edges], axis=1)
    return result


def _with_to(document: Document, span: Span) -> Span:
    """The anchor with the "to" that it was cut from: "has yet" alone says nothing."""
    cut = _YET_TO.match(document.text, span.start, span.end + len(" to"))
    return Span(span.start, max(span.end, cut.end())) if cut else span


def _sentence(document: Document, span: Span) -> Sentence:
    """The sentence in which a span begins; every word that is read is in one."""
    at = bisect_right(document.sentences, span.start, key=lambda sentence: sentence.start)
    return document.sentences[max(at - 1, 0)]


def _first(window: Encoded, scores: Floats) -> Floats:
    """The scores of each word's first piece."""
    result: Floats = scores[np.searchsorted(window.pieces.start, window.starts)]
    return result


_BIO = ("O", "B-x", "I-x")
_MOVES = bio_moves(_BIO)


def _runs(
    scores: Sequence[Floats], bias: float = 0.0
) -> Iterator[tuple[int, tuple[int, int, float]]]:
    """The tagged spans of each row: row, and first word, last word and chance."""
    rows = [index for index, item in enumerate(scores) if len(item)]
    if not rows:
        return
    shares = [softmax(scores[index]) for index in rows]
    logs = [np.log(share + 1e-9) for share in shares]
    for item in logs:
        item[:, 0] += bias
    paths = viterbi(stack(logs), [len(item) for item in logs], _MOVES)
    for index, path, share in zip(rows, paths, shares, strict=True):
        chances = share[np.arange(len(path)), path]
        for _, low, high in label_runs(path, _BIO):
            yield index, (low, high, float(chances[low : high + 1].mean()))


class _Found(NamedTuple):
    """A span's first and last word, the chance of its labels, and its sum of log odds."""

    low: int
    high: int
    sure: float
    gain: float


def _likeliest(scores: Floats, least: float = 0.0) -> _Found | None:
    """The likeliest span, if its sum of log odds exceeds ``least``: a goal is not cut in two.

    It is the one with the greatest sum (Bentley 1984).
    """
    shares = softmax(scores)
    logs = np.log(shares + 1e-9)
    begins, goes_on = logs[:, 1] - logs[:, 0], logs[:, 2] - logs[:, 0]
    best, found = least, None
    start, total = 0, -np.inf
    for at in range(len(scores)):
        total = total + float(goes_on[at])
        if float(begins[at]) > total:
            start, total = at, float(begins[at])
        if total > best:
            best, found = total, (start, at)
    if found is None:
        return None
    low, high = found
    chances = [shares[low, 1], *shares[low + 1 : high + 1, 2]]
    return _Found(low, high, float(np.mean(chances)), best)


def _ends(one: Floats, other: Floats) -> list[_Found | None]:
    """Both ends of a linkage, likely or not, since it has two: apart from each other.

    Where the likeliest overlap, the less likely one is sought outside of the other.
    """
    ends = [_likeliest(scores, -np.inf) for scores in (one, other)]
    first, second = ends
    if first and second and first.low <= second.high and second.low <= first.high:
        weaker = int(first.gain > second.gain)
        kept = second if weaker == 0 else first
        scores = np.array((one, other)[weaker])
        scores[kept.low : kept.high + 1, 1:] = NEVER
        ends[weaker] = _likeliest(scores, -np.inf)
    return ends


def _frame(
    kind: str,
    span: Span,
    sentence: int,
    chance: float,
    reading: FrameReading,
    ends: Mapping[int, int],
) -> Frame:
    """``ends`` gives the end of the word that begins at a place."""
    pieces = reading.pieces
    at = [index for index, start in enumerate(pieces.start) if int(start) in ends]
    scores = {
        name: reading.slots[at, column * EDGES : (column + 1) * EDGES]
        for column, name in enumerate(SLOTS)
    }
    runs = {name: _likeliest(scores[name]) for name in SLOTS if name != "holder"}
    if kind == "link":
        runs["object"], runs["condition"] = _ends(scores["object"], scores["condition"])

    def placed(low: int, high: int) -> Span:
        return Span(int(pieces.start[at[low]]), ends[int(pieces.start[at[high]])])

    holders = _runs([scores["holder"]])
    parts = ("object", "condition") if kind == "link" else ("object",)
    chances = [chance, *(run.sure for name in parts if (run := runs[name]))]
    stance, own, kinds, valid = np.split(
        reading.classes, np.cumsum([len(STANCES), len(SELF_STATED), len(KINDS)])
    )
    right = 1 / (1 + float(np.exp(-valid[0])))
    return Frame(
        kind,
        span,
        sentence,
        tuple(placed(low, high) for _, (low, high, _) in holders),
        {name: placed(run.low, run.high) for name, run in runs.items() if run},
        int(stance.argmax()),
        bool(own.argmax() == 0),
        int(kinds.argmax()),
        math.prod([*chances, right]) ** (1 / (len(chances) + 1)),
    )

"""Training examples of frames: our own passages with every position, linkage, forecast and step."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.document import Span
from detente.evaluation.statements import plain_document
from detente.reading.frame_labels import AGREEMENTS, ANCHORS, KINDS, SLOTS, STANCES
from training.event_data import OwnSentence
from training.event_features import Features
from training.frame_model import UNKNOWN, Item

Record = Mapping[str, Any]
# share of sentences with an anchor by chance, so that the network learns to refuse before it has
# mistakes of its own
_FALSE_ANCHORS = 0.2


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def anchor_item(record: Record, features: Features) -> Item:
    """A passage with nothing marked, and where its anchors and steps are."""
    labels = np.zeros((len(features.start), len(ANCHORS) + 1), dtype=np.int64)
    for column, anchor in enumerate(ANCHORS):
        for span in anchors_of(record, anchor):
            _tag(labels[:, column], features, span, 1)
    for step in record["agenda"]:
        _tag(labels[:, -1], features, _span(step["step"]), 2 * step["tier"] - 1)
    return Item(features, np.zeros(len(features.start), dtype=np.int64), anchors=labels)


def anchors_of(record: Record, anchor: str) -> list[Span]:
    """The anchors of a kind in a passage, each once."""
    rows, field = _ANCHORED[anchor]
    return list(dict.fromkeys(_span(frame[field]) for frame in record[rows]))


# where the gold has the anchors: list and field
_ANCHORED = {
    "cue": ("positions", "cue"),
    "link": ("linkages", "cue"),
    "proposition": ("forecasts", "proposition"),
}


# false anchors that a head found, by sentence: role and span
Mistakes = Mapping[str, Sequence[tuple[int, Span]]]


def frame_items(
    record: Record, found: Mapping[str, Features], mistakes: Mistakes, rng: random.Random
) -> Iterator[Item]:
    """A sentence with an anchor marked, for each anchor of a passage and for false ones."""
    document = plain_document(record["text"])
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        features = found.get(text)
        if features is None:
            continue
        true = [
            (role, span)
            for role, anchor in enumerate(ANCHORS, start=1)
            for span in anchors_of(record, anchor)
            if sentence.start <= span.start < sentence.end
        ]
        for role, span in true:
            yield _true_item(record, features, role, span, sentence.start)
        for role, span in mistakes.get(text, ()):
            yield Item(features, _roles(features, span, role), valid=0)
        if rng.random() < _FALSE_ANCHORS:
            role = rng.randint(1, len(ANCHORS))
            others = [s for r, s in true if r == role]
            if chosen := _false_anchor(features, others, sentence.start, rng):
                yield Item(features, _roles(features, chosen, role), valid=0, weight=0.5)


# events by which an actor takes a position, told as having happened
_STANCE_OF = {"REQUEST": "seeks", "REJECT": "opposes", "AGREE": "accepts"}
_TOLD = frozenset({"actual", "reported"})


def event_items(sentence: OwnSentence, features: Features) -> Iterator[Item]:
    """What a sentence of the events' gold tells: who asks, refuses or agrees with which words.

    Goals are not marked there, nor are positions that are no events: all that stays unknown.
    """
    labels = np.full((len(features.start), len(ANCHORS) + 1), UNKNOWN, dtype=np.int64)
    for event in sentence.events:
        trigger = Span(event["eventStart"], event["eventEnd"])
        stance = _STANCE_OF.get(event["event"]) if event["modality"] in _TOLD else None
        if stance is None:
            labels[features.pieces(trigger), 0] = 0
            continue
        _tag(labels[:, 0], features, trigger, 1)
        slots = np.full((len(features.start), len(SLOTS)), UNKNOWN, dtype=np.int64)
        slots[:, 0] = 0
        for actor in event["source"]:
            _tag(slots[:, 0], features, _span(actor), 1)
        roles = _roles(features, trigger, 1)
        yield Item(features, roles, slots=slots, stance=STANCES.index(stance), valid=1, weight=0.4)
    if (labels != UNKNOWN).any():
        roles = np.zeros(len(features.start), dtype=np.int64)
        yield Item(features, roles, anchors=labels, weight=0.4)


def false_anchors(
    record: Record, found: Mapping[str, Features], labelled: Mapping[str, NDArray[np.int64]]
) -> Iterator[tuple[str, tuple[int, Span]]]:
    """A passage's sentences with what a head takes for anchors there and is none.

    ``labelled`` has the head's label of each piece of a text, a column for each sort.
    """
    document = plain_document(record["text"])
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if text not in found:
            continue
        features, labels = found[text], labelled[text]
        for role, anchor in enumerate(ANCHORS, start=1):
            true = [_moved(span, -sentence.start) for span in anchors_of(record, anchor)]
            for low in np.flatnonzero(labels[:, role - 1] == 1):
                high = low
                while high + 1 < len(labels) and labels[high + 1, role - 1] == 2:
                    high += 1
                span = Span(int(features.start[low]), int(features.end[high]))
                if not any(span.overlaps(other) for other in true):
                    yield text, (role, span)


def _true_item(record: Record, features: Features, role: int, span: Span, at: int) -> Item:
    slots = np.zeros((len(features.start), len(SLOTS)), dtype=np.int64)

    def fill(name: str, entry: Mapping[str, Any] | None) -> None:
        if entry is not None:
            _tag(slots[:, SLOTS.index(name)], features, _moved(_span(entry), -at), 1)

    stance = own = kind = UNKNOWN
    if role == 1:
        for frame in _with(record["positions"], "cue", span):
            for actor in frame["actors"]:
                fill("holder", actor)
            fill("object", frame["goal"])
            stance = STANCES.index(frame["stance"])
            own = int(frame["basis"] != "self-stated")
        slots[:, 2:] = UNKNOWN
    elif role == 2:
        for frame in _with(record["linkages"], "cue", span):
            fill("holder", frame["holder"])
            fill("object", frame["consequent"])
            fill("condition", frame["antecedent"])
            kind = KINDS.index(frame["kind"])
        slots[:, 3:] = UNKNOWN
    else:
        for frame in _with(record["forecasts"], "proposition", span):
            fill("holder", frame["forecaster"])
            for name in ("condition", "words", "horizon"):
                fill(name, frame[name])
        slots[:, 1] = UNKNOWN
    roles = _roles(features, _moved(span, -at), role)
    return Item(features, roles, slots=slots, stance=stance, own=own, kind=kind, valid=1)


def _with(frames: Sequence[Record], anchor: str, span: Span) -> Iterator[Record]:
    return (frame for frame in frames if _span(frame[anchor]) == span)


def _false_anchor(
    features: Features, true: Sequence[Span], at: int, rng: random.Random
) -> Span | None:
    """One to three words that are no anchor."""
    words = np.flatnonzero(features.first)
    low = rng.randrange(len(words))
    high = min(low + rng.randint(0, 2), len(words) - 1)
    end = features.end[words[high + 1] - 1] if high + 1 < len(words) else features.end[-1]
    span = Span(int(features.start[words[low]]), int(end))
    return None if any(span.overlaps(_moved(other, -at)) for other in true) else span


def agreement_item(record: Record, found: Mapping[str, Features]) -> Item | None:
    """Two sentences with a goal marked in each."""
    one, other = (found.get(record[side]["text"]) for side in "ab")
    if one is None or other is None:
        return None
    goals = [Span(record[side]["start"], record[side]["end"]) for side in "ab"]
    roles = np.concatenate(
        [_roles(one, goals[0], len(ANCHORS) + 1), _roles(other, goals[1], len(ANCHORS) + 2)]
    )
    return Item(joined([one, other]), roles, agreement=AGREEMENTS.index(record["label"]))


def joined(texts: Sequence[Features]) -> Features:
    """Texts one after another, as one."""
    names = ("hidden", "start", "end", "first")
    return Features(*(np.concatenate([getattr(text, name) for text in texts]) for name in names))


def issue_item(record: Record, features: Features, issues: Sequence[str]) -> Item:
    """A passage with the issues it is about; a leaf's family is one too."""
    about = set(record["issues"]) | {issue.partition(".")[0] for issue in record["issues"]}
    gold = np.array([issue in about for issue in issues], dtype=np.float32)
    return Item(features, np.zeros(len(features.start), dtype=np.int64), issues=gold)


def sentences_of(record: Record) -> list[str]:
    """The sentences of a passage, as the frame items name them."""
    document = plain_document(record["text"])
    return [document.text[s.start : s.end] for s in document.sentences]


def _span(entry: Mapping[str, Any]) -> Span:
    return Span(entry["start"], entry["end"])


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _tag(labels: NDArray[np.int64], features: Features, span: Span, beginning: int) -> None:
    """Label a span's pieces: ``beginning`` on the first, the next number on the others."""
    inside = features.pieces(span)
    if len(inside):
        labels[inside] = beginning + 1
        labels[inside[0]] = beginning


def _roles(features: Features, span: Span, role: int) -> NDArray[np.int64]:
    roles = np.zeros(len(features.start), dtype=np.int64)
    roles[features.pieces(span)] = role
    return roles

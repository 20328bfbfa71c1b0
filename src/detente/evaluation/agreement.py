"""``evaluate goals``: whether the goals of two parties agree, given both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.measures import Report, class_f1, macro_f1
from detente.evaluation.statements import plain_document
from detente.reading.confidence import calibrated_shares
from detente.reading.decode import Floats
from detente.reading.encoder import Encoder
from detente.reading.frame_labels import AGREEMENTS
from detente.reading.frame_network import with_goals


def evaluate_goals(data: Path, encoder: Encoder | None = None) -> Report:
    """Macro-F1 over same, compatible, opposed and unrelated, each one's F1, and accuracy.

    ``calibrated_accuracy`` is by the shares that a brief goes by, and ``calibrated_wrong`` the part
    of all pairs that these call the same or opposed and that are not.

    Args:
        data: JSONL with ``label`` and, under ``a`` and ``b``, a sentence ``text`` with the
            ``start`` and ``end`` of its goal.
        encoder: runs the network.

    Raises:
        DetenteError: ``DATA_EMPTY``.
    """
    encoder = encoder or Encoder()
    gold, found, shown = [], [], []
    for label, ways in read_agreements(data, encoder):
        scores = np.mean(ways, axis=0)
        gold.append(label)
        found.append(_likeliest(scores))
        shown.append(_likeliest(calibrated_shares(scores, encoder.agreement_calibration)))
    if not gold:
        raise DetenteError("DATA_EMPTY", f"{data} holds no pairs.", "Name a file with records.")
    wrong = sum(a != b and b in {"same", "opposed"} for a, b in zip(gold, shown, strict=True))
    measured = {
        "macro_f1": macro_f1(gold, found),
        "accuracy": _accuracy(gold, found),
        **{f"{name}_f1": score for name, score in class_f1(gold, found).items()},
        "calibrated_accuracy": _accuracy(gold, shown),
        "calibrated_wrong": wrong / len(gold),
    }
    rounded = {name: round(score, 4) for name, score in measured.items()}
    return {"task": "goals", "data": str(data), "n": len(gold), "scores": rounded}


def _likeliest(scores: Floats) -> str:
    return AGREEMENTS[int(scores.argmax())]


def _accuracy(gold: Sequence[str], found: Sequence[str]) -> float:
    return sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold)


def read_agreements(data: Path, encoder: Encoder) -> Iterator[tuple[str, list[Floats]]]:
    """Each record's label and the network's scores of AGREEMENTS, each way round."""
    for line in data.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        record, marked = json.loads(line), []
        for side in "ab":
            entry = record[side]
            pieces = encoder.read(plain_document(entry["text"]))[0].pieces
            marked.append((pieces, Span(entry["start"], entry["end"])))
        (one, goal), (other, other_goal) = marked
        readings = encoder.frames.read(
            [with_goals(one, goal, other, other_goal), with_goals(other, other_goal, one, goal)]
        )
        yield record["label"], [reading.agreement for reading in readings]

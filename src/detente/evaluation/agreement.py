"""``evaluate goals``: whether the goals of two parties agree, given both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.measures import Report, class_f1, macro_f1
from detente.evaluation.statements import plain_document
from detente.reading.decode import Floats
from detente.reading.encoder import Encoder
from detente.reading.frame_labels import AGREEMENTS
from detente.reading.frame_network import with_goals


def evaluate_goals(data: Path, encoder: Encoder | None = None) -> Report:
    """Macro-F1 over same, compatible, opposed and unrelated, each one's F1, and accuracy.

    Args:
        data: JSONL with ``label`` and, under ``a`` and ``b``, a sentence ``text`` with the
            ``start`` and ``end`` of its goal.
        encoder: runs the network.

    Raises:
        DetenteError: ``DATA_EMPTY``.
    """
    encoder = encoder or Encoder()
    gold, found = [], []
    for label, ways in read_agreements(data, encoder):
        gold.append(label)
        found.append(AGREEMENTS[int(np.sum(ways, axis=0).argmax())])
    if not gold:
        raise DetenteError("DATA_EMPTY", f"{data} holds no pairs.", "Name a file with records.")
    right = sum(a == b for a, b in zip(gold, found, strict=True))
    scores = {"macro_f1": macro_f1(gold, found), "accuracy": right / len(gold)}
    scores |= {f"{name}_f1": score for name, score in class_f1(gold, found).items()}
    rounded = {name: round(score, 4) for name, score in scores.items()}
    return {"task": "goals", "data": str(data), "n": len(gold), "scores": rounded}


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

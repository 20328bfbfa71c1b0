"""``evaluate modality``: certainty of predicates, or the modality classes of our own gold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.event_gold import read_event_sentences
from detente.evaluation.factuality import read_predicates
from detente.evaluation.measures import Report, class_f1, macro_f1
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.event_labels import MODALITIES
from detente.reading.event_network import EventReading, Question


def evaluate_modality(data: Path, encoder: Encoder | None = None) -> Report:
    """Score certainty or modality at words that the gold marks.

    A file whose lines have ``targets`` gives the mean absolute error and Pearson's r of the
    certainty on -3 to 3 [``mae r``]; gold standard records with ``modality`` the macro-F1 over the
    classes, the accuracy and the F1 of each class.
    """
    encoder = encoder or Encoder()
    if not data.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND", f"{data} is no file.", "See docs/evaluation.md for the formats."
        )
    with data.open(encoding="utf-8") as file:
        first = file.readline()
    if "targets" in _object(first):
        return _certainty(data, encoder)
    return _classes(data, encoder)


def _object(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _certainty(data: Path, encoder: Encoder) -> Report:
    gold: list[float] = []
    found: list[float] = []
    for text, targets in read_predicates(data):
        readings = _readings(text, [span for span, _ in targets], encoder)
        for (span, value), reading in zip(targets, readings, strict=True):
            gold.append(value)
            found.append(reading.modality(span)[1])
    if not gold:
        raise DetenteError("DATA_EMPTY", f"{data} holds no targets.", "Name a file with targets.")
    scores = {
        "mae": round(float(np.abs(np.array(gold) - np.array(found)).mean()), 4),
        "r": round(float(np.corrcoef(gold, found)[0, 1]), 4),
    }
    return {"task": "modality", "data": str(data), "n": len(gold), "scores": scores}


def _classes(data: Path, encoder: Encoder) -> Report:
    gold: list[str] = []
    found: list[str] = []
    for sentence in read_event_sentences(data):
        marked = [
            (event.trigger, event.modality)
            for event in sentence.events
            if event.trigger and event.modality
        ]
        readings = _readings(sentence.text, [span for span, _ in marked], encoder)
        for (span, modality), reading in zip(marked, readings, strict=True):
            gold.append(modality)
            found.append(MODALITIES[reading.modality(span)[0]])
    if not gold:
        raise DetenteError(
            "DATA_EMPTY", f"{data} marks no modality.", "Records need eventStart and modality."
        )
    right = sum(a == b for a, b in zip(gold, found, strict=True))
    scores = {"macro_f1": round(macro_f1(gold, found), 4), "accuracy": round(right / len(gold), 4)}
    scores |= {f"{name}_f1": round(f1, 4) for name, f1 in class_f1(gold, found).items()}
    return {"task": "modality", "data": str(data), "n": len(gold), "scores": scores}


def _readings(text: str, spans: Sequence[Span], encoder: Encoder) -> list[EventReading]:
    """One reading a span, marked in the window that holds it as a trigger is in a sentence."""
    windows = encoder.read(plain_document(text))
    asked = []
    for span in spans:
        window = next(w for w in windows if len(w.pieces.within(span).start))
        asked.append(Question(window.pieces, trigger=span))
    return encoder.events.read(asked)

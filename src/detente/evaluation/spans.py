"""``evaluate spans``: actors and recipients as spans, on a BIO file."""

from __future__ import annotations

from pathlib import Path

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.event_gold import read_bio
from detente.evaluation.measures import Counts, Report
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.event_mentions import find_candidates

_LABELS = {"actor": "S", "recipient": "T", "party": "R"}


def evaluate_spans(data: Path, encoder: Encoder | None = None) -> Report:
    """Exact and overlap F1 of the spans of sources (S), targets (T) and those who act together (R).

    A span is an exact hit with the same label and ends, an overlap hit with the same label and a
    common character; hits are paired one to one.
    """
    encoder = encoder or Encoder()
    exact, overlap = Counts(), Counts()
    number = 0
    for text, gold in read_bio(data):
        number += 1
        document = plain_document(text)
        windows = encoder.read(document)
        found = [
            (_LABELS[mention.role], mention.span)
            for item in find_candidates(document, windows, encoder.mentions)
            for mention in item.mentions
            if mention.role in _LABELS
        ]
        exact.add(len(set(gold) & set(found)), len(found), len(gold))
        overlap.add(_overlaps(gold, found), len(found), len(gold))
    if not number:
        raise DetenteError("DATA_EMPTY", f"{data} holds no sentence.", "Name a BIO file.")
    scores = {"exact_f1": round(exact.f1, 4), "overlap_f1": round(overlap.f1, 4)}
    return {"task": "spans", "data": str(data), "n": number, "scores": scores}


def _overlaps(gold: list[tuple[str, Span]], found: list[tuple[str, Span]]) -> int:
    free = list(found)
    hits = 0
    for label, span in gold:
        hit = next((item for item in free if item[0] == label and item[1].overlaps(span)), None)
        if hit:
            free.remove(hit)
            hits += 1
    return hits

"""Gold of certainty: predicates of a sentence with a number from -3 (not so) to 3 (so)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from detente.document import Span
from detente.errors import DetenteError

_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_TIGHT_LEFT = frozenset(
    [".", ",", ";", ":", "!", "?", ")", "]", "%", "'", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m"]
)
_TIGHT_RIGHT = frozenset("([$")


def read_predicates(path: Path) -> Iterator[tuple[str, list[tuple[Span, float]]]]:
    """The sentences of a factuality file as prose, with the span and certainty of each predicate.

    Each line is a JSON object: ``text`` of words joined by spaces, and ``targets`` with ``span1``
    ``[first, end)`` in words and ``label``.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``, ``GOLD_RECORD``.
    """
    if not path.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND", f"{path} is no file.", "See docs/evaluation.md for the formats."
        )
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                text, places = _prose(record["text"].split(" "))
                targets = [
                    (
                        Span(places[target["span1"][0]].start, places[target["span1"][1] - 1].end),
                        float(target["label"]),
                    )
                    for target in record["targets"]
                ]
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise DetenteError(
                    "GOLD_RECORD",
                    f"{path}, line {number} is no sentence with targets: {error}.",
                    "Each line is a JSON object with text and targets of span1 and label.",
                ) from error
            yield text, targets


def _prose(words: list[str]) -> tuple[str, list[Span]]:
    """Words as they stand in prose, and where each of them is."""
    text, before, quotes = "", "", 0
    places = []
    for raw in words:
        word = _MARKS.get(raw, raw)
        closing = word == '"' and quotes % 2 == 1
        opened = before == '"' and quotes % 2 == 1
        quotes += word == '"'
        if text and not (
            word in _TIGHT_LEFT or before in _TIGHT_RIGHT or closing or (opened and word != '"')
        ):
            text += " "
        places.append(Span(len(text), len(text) + len(word)))
        text += word
        before = word
    return text, places

"""The mode of a statement: direct, indirect, mixed or attitude."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.document import Span
from detente.reading.windows import quote_states
from detente.record import Mode

_WORD = re.compile(r"[a-z]+")
_INNER = re.compile(r"[‘“\"]|(?<!\w)'")
_CUES = Path(__file__).resolve().parent.parent / "knowledge" / "attitude_cues.csv"


@cache
def attitude_cues() -> frozenset[str]:
    """The cue words that name a state of mind: belief, fear, hope, wish, intention."""
    with _CUES.open(encoding="utf-8", newline="") as handle:
        return frozenset(row["word"] for row in csv.DictReader(handle))


def statement_mode(text: str, cue: Sequence[Span], content: Sequence[Span]) -> Mode:
    """Direct if the content is wholly quoted, mixed if partly, attitude by its cue, else indirect.

    A quotation decides before the cue does: “I fear a war” with the cue *fears* is direct speech.
    Quotation marks around cue and content together are another's, and do not count. A turn of a
    transcript, whose cue is the colon after the name, is direct.
    """
    words = " ".join(text[span.start : span.end] for span in cue)
    if words == ":":
        return "direct"
    inside, outside = _quoted_words(text, cue, content)
    if inside and not outside:
        return "direct"
    if _is_attitude(words):
        return "attitude"
    return "mixed" if inside else "indirect"


def _is_attitude(cue: str) -> bool:
    return not attitude_cues().isdisjoint(_WORD.findall(cue.lower()))


def _quoted_words(text: str, cue: Sequence[Span], content: Sequence[Span]) -> tuple[int, int]:
    """How many words of the content stand inside quotation marks, and how many outside."""
    low = text.rfind("\n", 0, cue[0].start) + 1
    inside = outside = 0
    if _paragraph_states(text, low)[cue[0].start - low] == 1:
        # all of it stands in a quotation: only one within that counts
        quoted = [_INNER.search(text[span.start : span.end]) for span in content]
        whole = all(found and found.start() == 0 for found in quoted)
        return sum(map(bool, quoted)), 0 if whole else len(quoted)
    for span in content:
        low = text.rfind("\n", 0, span.start) + 1
        states = _paragraph_states(text, low)
        for word in re.finditer(r"\w+", text[span.start : span.end]):
            place = span.start + word.start() - low
            # a content that runs on into the next paragraph is judged by its first
            if place < len(states) and states[place]:
                inside += 1
            elif place < len(states) and word[0].lower() != "that":
                # "that" before a quotation does not make it mixed
                outside += 1
    return inside, outside


def _paragraph_states(text: str, low: int) -> NDArray[np.int8]:
    high = text.find("\n", low)
    return quote_states(text[low : high if high >= 0 else len(text)])

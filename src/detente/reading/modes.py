"""The mode of a statement: direct, indirect, mixed or attitude."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from detente.document import Span
from detente.reading.windows import quote_states
from detente.record import Mode

_WORD = re.compile(r"[a-z]+")
_CUES = Path(__file__).resolve().parent.parent / "knowledge" / "attitude_cues.csv"


@cache
def attitude_cues() -> frozenset[str]:
    """The cue words that name a state of mind: belief, fear, hope, wish, intention."""
    with _CUES.open(encoding="utf-8", newline="") as handle:
        return frozenset(row["word"] for row in csv.DictReader(handle))


def statement_mode(text: str, cue: Sequence[Span], content: Sequence[Span]) -> Mode:
    """Direct if the content is wholly quoted, mixed if partly, attitude by its cue, else indirect.

    A quotation decides before the cue does: “I fear a war” with the cue *fears* is direct speech.
    """
    quoted, plain = _quoted_share(text, content)
    if quoted and not plain:
        return "direct"
    if _is_attitude(" ".join(text[span.start : span.end] for span in cue)):
        return "attitude"
    return "mixed" if quoted else "indirect"


def _is_attitude(cue: str) -> bool:
    words = _WORD.findall(cue.lower())
    known = attitude_cues()
    return any(word in known for word in words)


def _quoted_share(text: str, content: Sequence[Span]) -> tuple[int, int]:
    """How many words of the content stand inside quotation marks, and how many outside."""
    if not content:
        return 0, 0
    low = text.rfind("\n", 0, content[0].start) + 1
    high = text.find("\n", content[-1].end)
    states = quote_states(text[low : high if high >= 0 else len(text)])
    inside = outside = 0
    for span in content:
        for word in re.finditer(r"\w+", text[span.start : span.end]):
            place = span.start + word.start() - low
            # a content of several paragraphs leaves the first one's states
            if place < len(states) and states[place]:
                inside += 1
            else:
                outside += 1
    # "that" before a quotation, or a stray word, does not make it mixed
    return inside, (outside if outside > 1 or inside < 3 else 0)

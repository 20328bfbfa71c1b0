"""Numbers that describe the lines of a flattened page, for the line classifier.

Two tables, one row a line: ``Page.first`` (form, repetition, place among the prose, shared words)
and ``Page.second`` (the same questions asked again, once a first estimate says which lines are
the article). Columns are in a fixed order: the shipped weights depend on it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.reading.line_words import FUNCTION, WORD, Floats, Keys, Vocabulary

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]*[A-Z]")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d"
    r"|\d\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b"
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\bago\b|\bmin(?:ute)?s?\.? read\b|\b\d+ (?:min|hrs?)\b", re.I
)
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|image|picture[ds]?|credit|courtesy|getty|reuters|afp|epa|ap|pool|file)\b"
    r"\s*(?:[:/)]|by\b|credit|photo|image|$)|[(/][^()/]*(?:photo|getty|reuters|afp|epa|image)"
    r"|\((?:left|right|centre|center|[lrc])\)"
)
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\.(?:com|org|net|gov|int)\b|[#@]\w")
_BYLINES = ("by ", "by: ", "from ", "written by", "reported by", "words by")
_LABEL = re.compile(r"^[\w’' -]{2,24}:\s")
_TURN = re.compile(r"^(?:Q|A|Question|Answer|[A-Z][A-Z.’' -]{2,30})\s?[:.]\s")
_SYMBOL = re.compile(r"[|•·›»>@#©→{}<=_+*~^\\✓★▶×]")
_OPENERS = frozenset("\"'“‘«")
_FINITE_VERBS = """
    is are was were has have had said says say told will would can could may must did does do
    added called made came went took met warned agreed
"""
_FINITE = frozenset(_FINITE_VERBS.split())
_THIRD = frozenset(["he", "she", "they", "his", "her", "their", "him", "them", "it", "its"])
_SECOND = frozenset(["you", "your", "yours", "our", "us", "we", "my", "me", "i"])
_BITS, _MASK = 20, (1 << 20) - 1

_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_PROSE_WORDS = 8  # fewer words are a heading or a link, whatever they end with
_GAP_COST = 7.0  # words of prose that one line without any uses up in the main run
_TAIL = 160  # characters at the end of a line where a credit or an address would stand
_OPENING = 24  # characters that lines of one kind have in common at their beginning
_LIKELY = 0.3  # share of article text from which a line counts as core
_FAR = 40.0  # distances beyond this many lines are all the same


@lru_cache(maxsize=1 << 16)
def _traits(word: str) -> int:
    """What kinds of word the word is, as counters side by side in one integer.

    Summing the integers of a line's words counts every kind at once.
    """
    low = word.lower()
    kinds = (
        len(word) > 3,
        len(word) > 3 and word[0].isupper(),
        word.isupper() and len(word) > 1,
        word[0].isdigit(),
        low in FUNCTION,
        low in _SECOND,
        low in _THIRD,
        low in _FINITE or low.endswith("ed"),
    )
    return sum(kind << (_BITS * place) for place, kind in enumerate(kinds))


def _form(line: str, words: list[str], low: str) -> tuple[float, ...]:
    count = len(words)
    some = count or 1
    code = sum(map(_traits, words))
    kinds = [(code >> shift) & _MASK for shift in range(0, 8 * _BITS, _BITS)]
    first = _traits(words[0]) if words else 0
    long_tail = kinds[0] - (first & _MASK)
    capitals = kinds[1] - ((first >> _BITS) & _MASK)
    digits = kinds[3] > 0
    last = line[-1]
    tail = max(0, len(low) - _TAIL)
    return (
        math.log1p(count),
        len(line) / some if count else 0.0,
        last in ".!?…\"'”’)]" and bool(_SENTENCE_END.search(line[-4:])),
        last == ":",
        line.endswith(("…", "...")),
        last == "?",
        min(len(_SENTENCE_BREAK.findall(line)), 6) if count > 3 else 0,
        line.count(",") / some,
        capitals / (long_tail or 1),
        kinds[2] / some,
        kinds[3] / some,
        len(_SYMBOL.findall(line)) / len(line),
        kinds[4] / some,
        line[0].islower(),
        line[0] in _OPENERS,
        "“" in line or '"' in line,
        line[0].isdigit(),
        kinds[5] / some,
        kinds[6] / some,
        kinds[7] / some,
        digits and bool(_DATE.search(low)),
        (digits or " ago" in low) and bool(_CLOCK.search(low)),
        bool(_CREDIT.search(low, tail)),
        bool(_ADDRESS.search(low, tail)),
        low.startswith(_BYLINES),
        ": " in line[:28] and bool(_LABEL.match(line)),
        ":" in line[:34] and bool(_TURN.match(line)),
        last.isalnum(),
    )


# Columns of _form that the context looks at again.
_WORDS, _ENDS, _CAPITALS, _FUNCTIONS, _LOWER, _DATES, _TURNS = 0, 2, 8, 12, 13, 20, 26
_SHOWN = (_WORDS, _ENDS, _CAPITALS, _FUNCTIONS, _LOWER, _DATES)


def is_byline(line: str) -> bool:
    """True for a short line that names the author or the date."""
    low = line.lower()
    return len(low.split()) < 20 and (low.startswith(_BYLINES) or bool(_DATE.search(low)))


class Page:
    """The lines of a page as numbers.

    Args:
        lines: paragraphs without blank ones, white space normalised.
        vocabulary: what is known of words.
    """

    def __init__(self, lines: Sequence[str], vocabulary: Vocabulary) -> None:
        low = [line.lower() for line in lines]
        words = [WORD.findall(line) for line in lines]
        self.size = len(lines)
        self.counts = np.array([len(line) for line in words], np.float32)
        self._form = np.array(
            [_form(*row) for row in zip(lines, words, low, strict=True)], np.float32
        )
        self._low = low
        self._shared = Keys(words, vocabulary)
        self.first = self._first()

    def _first(self) -> Floats:
        form = self._form
        prose = np.where(
            (form[:, _ENDS] > 0) & (self.counts >= _PROSE_WORDS) & (form[:, _FUNCTIONS] > 0.15),
            self.counts,
            0.0,
        ).astype(np.float32)
        start, end = main_run(prose)
        boilerplate = self._shared.boilerplate()
        core = (np.arange(self.size) >= start) & (np.arange(self.size) < end) & (prose > 0)
        columns = [
            form,
            self._repetition(),
            boilerplate,
            *(shifted(boilerplate, by) for by in (-1, 1)),
            *(shifted(form[:, list(_SHOWN)], by) for by in _NEIGHBOURS),
            surroundings(prose, start, end),
            self._cohesion(core),
        ]
        return np.hstack(columns).astype(np.float32)

    def second(self, likely: Floats) -> Floats:
        """The second table, given the first estimate of each line's being article text."""
        weight = likely * np.minimum(self.counts, 60.0)
        cohesion = self._cohesion(likely > _LIKELY)
        start, end = main_run(weight, _GAP_COST / 2)
        columns = [
            likely[:, None],
            *(shifted(likely[:, None], by) for by in (-5, -4, *_NEIGHBOURS, 4, 5)),
            surroundings(weight, start, end),
            cohesion,
            self._unlike(likely > _LIKELY, cohesion),
            self._shared.adjacent(),
        ]
        return np.hstack(columns).astype(np.float32)

    def _repetition(self) -> Floats:
        rows = np.zeros((self.size, 4), np.float32)
        turns = float(self._form[:, _TURNS].sum())
        same, openings = Counter(self._low), Counter(line[:_OPENING] for line in self._low)
        earlier: set[str] = set()
        for index, line in enumerate(self._low):
            rows[index] = (same[line], line in earlier, openings[line[:_OPENING]], 0.0)
            earlier.add(line)
        rows[:, ::2] = np.log(rows[:, ::2])
        # A single turn of speech is a label; several are a transcript.
        rows[:, 3] = self._form[:, _TURNS] * turns
        return rows

    def _cohesion(self, core: NDArray[np.bool_]) -> Floats:
        rows = self._shared.cohesion(core)
        return np.hstack([rows, shifted(rows[:, :3], -1), shifted(rows[:, :3], 1)])

    def _unlike(self, core: NDArray[np.bool_], cohesion: Floats) -> Floats:
        """How far each line's length and cohesion differ from those of the page's core lines."""
        columns = np.column_stack([np.log1p(self.counts), cohesion[:, :4]])
        usual = np.median(columns[core], axis=0) if core.any() else np.zeros(columns.shape[1])
        return (columns - usual).astype(np.float32)


def main_run(weight: Floats, cost: float = _GAP_COST) -> tuple[int, int]:
    """``[start, end)`` of the run of lines with the greatest weight, less a cost for each line.

    (The maximum-sum segment; one line costs ``cost``.)
    """
    best, best_span = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, value in enumerate(weight.tolist()):
        if total <= 0:
            total, start = 0.0, index
        total += value - cost
        if total > best:
            best, best_span = total, (start, index + 1)
    return best_span


def shifted(rows: Floats, by: int) -> Floats:
    """The rows of the lines ``by`` further on; -1 beyond the ends of the page."""
    moved = np.full_like(rows, -1.0)
    if by > 0:
        moved[:-by] = rows[by:]
    else:
        moved[-by:] = rows[:by]
    return moved


def surroundings(weight: Floats, start: int, end: int) -> Floats:
    """Where each line stands among the weight (words of prose) of the page."""
    size = len(weight)
    index = np.arange(size, dtype=np.float32)
    sums = np.concatenate([[0.0], np.cumsum(weight.astype(np.float64))])
    total = max(float(sums[-1]), 1.0)
    heavy = np.flatnonzero(weight > _PROSE_WORDS / 2)
    columns = [
        sums[:-1] / total,
        index / size,
        np.full(size, np.log1p(total)),
        np.full(size, np.log(size)),
    ]
    places = np.arange(size)
    for reach in (2, 5, 15):
        left = sums[places] - sums[np.maximum(places - reach, 0)]
        right = sums[np.minimum(places + 1 + reach, size)] - sums[places + 1]
        columns += [np.log1p(np.maximum(left, 0)), np.log1p(np.maximum(right, 0))]
    if len(heavy):
        at = np.searchsorted(heavy, places)
        back = np.where(at > 0, places - heavy[np.maximum(at - 1, 0)], _FAR)
        at = np.searchsorted(heavy, places, side="right")
        ahead = np.where(at < len(heavy), heavy[np.minimum(at, len(heavy) - 1)] - places, _FAR)
        columns += [np.minimum(back, _FAR), np.minimum(ahead, _FAR)]
        columns += [
            np.clip(index - heavy[0], -_FAR, _FAR),
            np.clip(index - heavy[-1], -_FAR, _FAR),
        ]
    else:
        columns += [np.full(size, _FAR)] * 4
    columns += [
        np.clip(index - start, -_FAR, _FAR),
        np.clip(index - end, -_FAR, _FAR),
    ]
    return np.stack(columns, axis=1).astype(np.float32)

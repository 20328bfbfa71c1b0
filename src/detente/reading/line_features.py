"""Numbers that describe the lines of a flattened page, for the line classifier.

Two tables, one row a line: ``Page.first`` (form, repetition, place among the prose, shared words)
and ``Page.second`` (the same questions asked again, once a first estimate says which lines are
the article). Columns are in a fixed order: the shipped weights depend on it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
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
_CREDIT_WORDS = frozenset(
    f"{word}{mark}"
    for word in "photo photos photograph photographs image picture pictured credit courtesy getty"
    " reuters afp epa ap pool file".split()
    for mark in ("", ":", ")", ".")
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
_FUNCTION = frozenset(
    "a an the of to in on at by for with from into over under after before between against about"
    " through during as and or but nor so if when while because although though since until than"
    " that which who whom whose what where why how this these those it its he him his she her they"
    " them their there not no be been being is are was were has have had do does did will would"
    " can could should may might must more most also only some any all each other such".split()
)
_FINITE = frozenset(
    "is are was were has have had said says say told will would can could may must did does do"
    " added called made came went took met warned agreed".split()
)
_THIRD = frozenset("he she they his her their him them it its".split())
_SECOND = frozenset("you your yours our us we my me i".split())
_BITS, _MASK = 20, (1 << 20) - 1
_KEY = 6  # letters that stand for a word and its inflections

_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_PROSE_WORDS = 8  # fewer words are a heading or a link, whatever they end with
_GAP_COST = 7.0  # words of prose that one line without any uses up in the main run
_FAR = 40.0  # distances beyond this many lines are all the same


class _Traits(dict[str, int]):
    """What kinds of word each word is, as counters side by side in one integer.

    Summing the integers of a line's words counts every kind at once.
    """

    def __missing__(self, word: str) -> int:
        low = word.lower()
        kinds = (
            len(word) > 3,
            len(word) > 3 and word[0].isupper(),
            word.isupper() and len(word) > 1,
            word[0].isdigit(),
            low in _FUNCTION,
            low in _SECOND,
            low in _THIRD,
            low in _FINITE or low.endswith("ed"),
        )
        self[word] = code = sum(kind << (_BITS * place) for place, kind in enumerate(kinds))
        return code


def _form(line: str, words: list[str], low: str, traits: _Traits) -> tuple[float, ...]:
    count = len(words)
    some = count or 1
    code = sum(map(traits.__getitem__, words))
    kinds = [(code >> shift) & _MASK for shift in range(0, 8 * _BITS, _BITS)]
    first = traits[words[0]] if words else 0
    long_tail = kinds[0] - (first & _MASK)
    capitals = kinds[1] - ((first >> _BITS) & _MASK)
    digits = kinds[3] > 0
    last = line[-1]
    credit = not _CREDIT_WORDS.isdisjoint(low.split()) or "/" in line or "(" in line
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
        credit and bool(_CREDIT.search(low)),
        bool(_ADDRESS.search(low)),
        low.startswith(_BYLINES),
        ": " in line[:28] and bool(_LABEL.match(line)),
        ":" in line[:34] and bool(_TURN.match(line)),
        last.isalnum(),
    )


# Columns of _form that the context looks at again.
_WORDS, _ENDS, _CAPITALS, _FUNCTIONS, _DATES = 0, 2, 8, 12, 20
_SHOWN = (_WORDS, _ENDS, _CAPITALS, _FUNCTIONS, _DATES)


class Page:
    """The lines of a page as numbers.

    Args:
        lines: paragraphs without blank ones, white space normalised.
        commonness: word keys with the share of articles that have them; others count as rare.
    """

    def __init__(self, lines: Sequence[str], commonness: Mapping[str, float]) -> None:
        words = [_WORD.findall(line) for line in lines]
        low = [line.lower() for line in lines]
        lower = [_WORD.findall(line) for line in low]
        traits = _Traits()
        self.size = len(lines)
        self.counts = np.array([len(line) for line in words], np.float32)
        self._form = np.array(
            [_form(*row, traits) for row in zip(lines, words, low, strict=True)], np.float32
        )
        self._keys = [
            {word[:_KEY] for word in line if len(word) > 2 and word not in _FUNCTION}
            for line in lower
        ]
        self._names = [
            {word[:_KEY].lower() for word in line[1:] if word[0].isupper()} for line in words
        ]
        rare = {key: 1.0 - commonness.get(key, 0.0) ** 0.5 for keys in self._keys for key in keys}
        self._rarity = rare
        self._seen = Counter(" ".join(line) for line in lower)
        self._same = [" ".join(line) for line in lower]
        self.first = self._first()

    def _first(self) -> Floats:
        form = self._form
        prose = np.where(
            (form[:, _ENDS] > 0) & (self.counts >= _PROSE_WORDS) & (form[:, _FUNCTIONS] > 0.15),
            self.counts,
            0.0,
        ).astype(np.float32)
        start, end = main_run(prose)
        core = (np.arange(self.size) >= start) & (np.arange(self.size) < end) & (prose > 0)
        columns = [
            form,
            self._repetition(),
            *(shifted(form[:, list(_SHOWN)], by) for by in _NEIGHBOURS),
            surroundings(prose, start, end),
            self._cohesion(core.astype(np.float32)),
        ]
        return np.hstack(columns).astype(np.float32)

    def second(self, likely: Floats) -> Floats:
        """The second table, given the first estimate of each line's being article text."""
        weight = likely * np.minimum(self.counts, 60.0)
        start, end = main_run(weight, _GAP_COST / 2)
        columns = [
            likely[:, None],
            *(shifted(likely[:, None], by) for by in (-5, -4, *_NEIGHBOURS, 4, 5)),
            surroundings(weight, start, end),
            self._cohesion(np.where(likely > 0.3, likely, 0.0).astype(np.float32)),
        ]
        return np.hstack(columns).astype(np.float32)

    def _repetition(self) -> Floats:
        rows = np.zeros((self.size, 3), np.float32)
        earlier: set[str] = set()
        openings = Counter(line[:24] for line in self._same)
        for index, line in enumerate(self._same):
            rows[index] = (
                np.log(self._seen[line]),
                line in earlier,
                np.log(openings[line[:24]]),
            )
            earlier.add(line)
        return rows

    def _cohesion(self, core: Floats) -> Floats:
        """How far each line speaks of what the core lines (by weight) speak of.

        A line's own words do not count for it. Columns: rarity-weighted share of its keys that
        the core has, the same for names, its rarest shared weight, the same share for the keys of
        the nearest core line before and after, the share with the first core lines, and the
        first column's value in the two neighbours.
        """
        counts: Counter[str] = Counter()
        chosen = [int(index) for index in np.flatnonzero(core > 0)]
        for index in chosen:
            counts.update(self._keys[index])
        opening: set[str] = set()
        for index in chosen[:3]:
            opening |= self._keys[index]
        inside = set(chosen)
        rows = np.zeros((self.size, 6), np.float32)
        rarity = self._rarity
        before, after = _nearest(chosen, self.size)
        for index, keys in enumerate(self._keys):
            own = 1 if index in inside else 0
            total = sum(rarity[key] for key in keys)
            if not total:
                continue
            shared = {key for key in keys if counts[key] > own}
            names = self._names[index]
            near: set[str] = set()
            if before[index] >= 0:
                near |= self._keys[before[index]]
            if after[index] >= 0:
                near |= self._keys[after[index]]
            rows[index] = (
                sum(rarity[key] for key in shared) / total,
                sum(counts[name] > own for name in names) / len(names) if names else -1.0,
                sum(rarity[key] for key in shared),
                sum(rarity[key] for key in keys & near) / total,
                sum(rarity[key] for key in keys & opening) / total
                if index not in chosen[:3]
                else 1,
                total,
            )
        return np.hstack([rows, shifted(rows[:, :3], -1), shifted(rows[:, :3], 1)])


def _nearest(chosen: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    before, after = [-1] * size, [-1] * size
    previous = -1
    marks = set(chosen)
    for index in range(size):
        before[index] = previous
        if index in marks:
            previous = index
    following = -1
    for index in range(size - 1, -1, -1):
        after[index] = following
        if index in marks:
            following = index
    return before, after


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
    sums = np.concatenate([[0.0], np.cumsum(weight)])
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
        columns += [np.log1p(left), np.log1p(right)]
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

"""The words of a flattened page's lines: what each line speaks of, and with which others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_FUNCTION_WORDS = """
    a an the of to in on at by for with from into over under after before between against about
    through during as and or but nor so if when while because although though since until than
    that which who whom whose what where why how this these those it its he him his she her they
    them their there not no be been being is are was were has have had do does did will would
    can could should may might must more most also only some any all each other such
"""
FUNCTION = frozenset(_FUNCTION_WORDS.split())
_KEY = 6  # letters that stand for a word and its inflections


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words (their keys, see ``keys_of``) beforehand.

    ``commonness`` is the share of news articles that have the word; words that are not in it
    count as rare. ``boilerplate`` is the logarithm of how many times more sites have the word in
    their furniture than in their articles, for words where that is much.
    """

    commonness: Mapping[str, float]
    boilerplate: Mapping[str, float]


class Keys:
    """The words of each line that can show what it is about, as flat arrays of numbers."""

    def __init__(self, words: Sequence[Sequence[str]], vocabulary: Vocabulary) -> None:
        self._size = len(words)
        keys: list[str] = []
        names: list[bool] = []
        sizes: list[int] = []
        for line in words:
            # Not a set: sums must not depend on the order of hashes, which differs by process.
            own = dict.fromkeys(map(_key, line))
            own.pop("", None)
            capital = set(map(_name_key, line[1:]))
            keys += own
            names += map(capital.__contains__, own)
            sizes.append(len(own))
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        common, boilerplate = vocabulary.commonness, vocabulary.boilerplate
        rarity = np.array([1.0 - common.get(key, 0.0) ** 0.5 for key in numbers], np.float64)
        stale = np.array([boilerplate.get(key, 0.0) for key in numbers], np.float64)
        self._lines = np.repeat(np.arange(self._size), sizes)
        self._keys = np.array([numbers[key] for key in keys], np.int64)
        self._names = np.array(names, np.float64)
        self._rarity = rarity[self._keys]
        self._boilerplate = stale[self._keys]
        self._sizes = np.maximum(np.array(sizes, np.float64), 1.0)
        self._many = len(numbers) + 1
        # One number for each pair of line and key, to ask whether a given line has a key.
        self._pairs = np.sort(self._lines * self._many + self._keys)

    def boilerplate(self) -> Floats:
        """The sum and the mean of the keys' boilerplate scores in each line."""
        total = self._sum(self._boilerplate)
        return np.stack([total, total / self._sizes], axis=1).astype(np.float32)

    def adjacent(self) -> Floats:
        """The share of each line's keys, by rarity, in the line before it and in the one after."""
        places = np.arange(self._size)
        total = np.maximum(self._sum(self._rarity), 1e-6)
        columns = [self._sum(self._has(places + by) * self._rarity) / total for by in (-1, 1)]
        return np.stack(columns, axis=1).astype(np.float32)

    def cohesion(self, core: NDArray[np.bool_]) -> Floats:
        """How far each line speaks of what the core lines speak of; its own words do not count.

        Columns: the share of its keys, weighted by rarity, that the core has; the same share for
        names (-1 where it has none); the shared rarity; the share that the nearest core lines
        before and after have; the share that the first three core lines have (1 for these);
        the rarity of all its keys.
        """
        chosen = np.flatnonzero(core)
        counts = np.bincount(self._keys[core[self._lines]], minlength=self._many)
        shared = (counts[self._keys] > core[self._lines]) * self._rarity
        before, after = _nearest(chosen, self._size)
        near = self._has(before) | self._has(after)
        opening = np.zeros(self._many, bool)
        opening[self._keys[np.isin(self._lines, chosen[:3])]] = True
        total = np.maximum(self._sum(self._rarity), 1e-6)
        named, known = self._sum(self._names), self._sum(self._names * (shared > 0))
        rows = np.stack(
            [
                self._sum(shared) / total,
                np.where(named > 0, known / np.maximum(named, 1), -1),
                self._sum(shared),
                self._sum(near * self._rarity) / total,
                self._sum(opening[self._keys] * self._rarity) / total,
                total,
            ],
            axis=1,
        )
        rows[chosen[:3], 4] = 1.0
        return rows.astype(np.float32)

    def _sum(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.bincount(self._lines, weights=values, minlength=self._size)
        return sums.astype(np.float64)

    def _has(self, other: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each key of each line, whether the line's given other line has it too."""
        if not len(self._pairs):
            return np.zeros(0, bool)
        wanted = other[self._lines] * self._many + self._keys
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        found: NDArray[np.bool_] = self._pairs[at] == wanted
        return found


def _nearest(chosen: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The last chosen line before each line and the first one after it; -1 where there is none."""
    places = np.arange(size)
    padded = np.concatenate([[-1], chosen, [-1]])
    before = padded[np.searchsorted(chosen, places)]
    after = padded[np.searchsorted(chosen, places, side="right") + 1]
    return before, after


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    low = word.lower()
    return "" if len(word) < 3 or low in FUNCTION else low[:_KEY]


@lru_cache(maxsize=1 << 16)
def _name_key(word: str) -> str:
    return _key(word) if word[0].isupper() else ""


def keys_of(line: str) -> set[str]:
    """The keys of a line's words: what they begin with, without function words."""
    return set(map(_key, WORD.findall(line))) - {""}

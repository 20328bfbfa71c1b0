"""Words of likelihood and the range of probability that they are read as.

The ranges have two sources. ICD-203 is the table by which the intelligence agencies of the United
States write (Intelligence Community Directive 203, "Analytic Standards"). The survey asked some
1,860 readers what a phrase means to them (Mauboussin and Mauboussin, Harvard Business Review,
2018): the range is that from the 10th to the 90th percentile of their answers. Where both have a
phrase ICD-203 counts, since it says what a writer ought to mean. A phrase that neither has, but
that is close to one of theirs, is read as that one and marked ``close``. A number in the text
stands for itself.

"Could", "might", "may", "will", "expects" and comparisons ("more likely") have no range.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

Source = Literal["ICD-203", "survey", "stated"]


class Likelihood(NamedTuple):
    """What words of likelihood are read as: a range of probability, 0 to 1, and by which source.

    ``phrase`` is the source's phrase; ``close`` is true where the text has another one that is only
    close to it. For a number of the text itself the source is ``stated``.
    """

    low: float
    high: float
    source: Source
    phrase: str
    close: bool = False

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


class Reading(NamedTuple):
    """A source's range for a phrase; the survey also has the median of its answers."""

    low: float
    high: float
    median: float | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase: whose it is or which it is close to, and its opposite and stronger phrase.

    ``clear`` is true where it speaks of likelihood wherever it stands; "certain" and "slim" do
    not.
    """

    source: Source | None
    like: str
    negated: str
    strong: str
    clear: bool


_NUMBERS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "hundred": 100},
}
_PATH = Path(__file__).with_suffix(".csv")
_NEGATION = (
    r"(?:\bby\s+no\s+means|\bfar\s+from|\banything\s+but|\bnot|\w+n['’]t|\bnever|\bno\s+longer|\bhardly|\bscarcely|\bneither|\bnor|\bno)"
    r"(?:\s+(?:yet|at\s+all|all\s+that|so|that|too|particularly|especially|now))?"
    r"(?:\s+(?:an?|the|much\s+of\s+a))?\s+"
)
_STRONG = r"very|highly|extremely|overwhelmingly|exceedingly|hugely|really|most|deeply|vanishingly"
_WEAK = r"quite|fairly|rather|pretty|somewhat|reasonably|entirely|altogether"
_CHANCE = r"(?:chances?|probability|likelihood|odds|risk|possibility|prospect)"
_AT_LEAST = r"at\s+least|more\s+than|greater\s+than|over|above|better\s+than|no\s+less\s+than"
_AT_MOST = r"at\s+most|less\s+than|under|below|no\s+more\s+than|up\s+to|worse\s+than"
_COUNT = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_NUMBER = (
    rf"(?:\b(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))\s+)?(?:"
    r"(?<![\d.,])(?P<from>\d{1,3}(?:\.\d+)?)(?:\s*(?:-|–|to|and|or)\s*(?P<to>\d{1,3}(?:\.\d+)?))?"
    r"[\s-]*(?:%|per\s?cent\b)"
    rf"|\b(?P<part>{_COUNT})(?:\s+|-)(?:in|out\s+of)(?:\s+|-)(?P<whole>{_COUNT})\b)"
)
_STATED = re.compile(_NUMBER, re.IGNORECASE)
_STATED_CHANCE = re.compile(
    rf"{_NUMBER}\s+{_CHANCE}\b|\b{_CHANCE}\s+(?:(?:at|of|is|are|as|was|were|put)\s+){{0,2}}"
    rf"(?:about\s+|around\s+|roughly\s+)?{re.sub(r'[?]P<[a-z]+>', '?:', _NUMBER)}",
    re.IGNORECASE,
)


def likelihood(words: str) -> Likelihood | None:
    """The range that words of likelihood are read as; None where they have none.

    "Not", "very" and their like just before a phrase count; "not" after it denies what is
    expected, not how likely it is: "probably not" is read as "probably".
    """
    if stated := _stated(words):
        return stated
    match = _pattern(clear=False).search(words)
    if match is None:
        return None
    phrase, close = _plain(match["phrase"]), False
    row = _phrases()[phrase]
    if match["negation"]:
        phrase, close = row.negated, True
    elif match["strong"] and row.strong:
        phrase, close = row.strong, True
    return _read(phrase, close)


def find_likelihood(text: str) -> tuple[int, int] | None:
    """``[start, end)`` of the first words of likelihood in running text, None if there are none.

    Only of those that are nothing else elsewhere: "certain" and "slim" are passed over.
    """
    found = [
        match.span()
        for pattern in (_STATED_CHANCE, _pattern(clear=True))
        for match in pattern.finditer(text)
        if likelihood(match[0])
    ]
    return min(found, default=None)


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` of words of likelihood with the "not" and "very" that stand before them."""
    for match in _pattern(clear=False).finditer(text):
        if match.start() <= start < match.end("phrase") <= end:
            return match.start(), end
    return start, end


@cache
def readings() -> Mapping[tuple[Source, str], Reading]:
    """(source, phrase) → its range, in the order of the sources' own tables."""
    return MappingProxyType(
        {
            (cast(Source, row["source"]), row["phrase"]): Reading(
                float(row["low"]), float(row["high"]), float(row["median"] or 0) or None
            )
            for row in _rows()
            if row["source"]
        }
    )


def _read(phrase: str, close: bool) -> Likelihood | None:
    if not phrase:
        return None
    row = _phrases()[phrase]
    if row.source is None:
        return _read(row.like, True)
    low, high, _ = readings()[row.source, phrase]
    return Likelihood(low, high, row.source, phrase, close)


def _stated(words: str) -> Likelihood | None:
    match = _STATED.search(words)
    if match is None:
        return None
    if match["part"]:
        whole = _count(match["whole"])
        low = high = _count(match["part"]) / whole if whole else 2.0
    else:
        low = float(match["from"]) / 100
        high = float(match["to"] or match["from"]) / 100
    if not 0 <= low <= high <= 1:
        return None
    if match["least"]:
        high = 1.0
    if match["most"]:
        low = 0.0
    return Likelihood(round(low, 4), round(high, 4), "stated", _plain(match[0]))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).lower()


@cache
def _phrases() -> Mapping[str, _Phrase]:
    """Phrase → what is known of it; ICD-203's row, which comes first, where both have it."""
    found: dict[str, _Phrase] = {}
    for row in _rows():
        found.setdefault(
            row["phrase"],
            _Phrase(
                cast(Source, row["source"]) or None,
                *(row["like"], row["negated"], row["strong"]),
                clear=bool(row["clear"]),
            ),
        )
    return MappingProxyType(found)


@cache
def _pattern(clear: bool) -> re.Pattern[str]:
    """Any phrase of the table, the longest first; those without a range keep others from theirs."""
    phrases = _phrases()
    kept = [
        phrase
        for phrase, row in phrases.items()
        if row.clear or not clear or not (row.source or row.like)
    ]
    # lazy: "very likely" is a phrase before it is a stronger "likely"
    return re.compile(
        rf"(?P<negation>{_NEGATION})??(?:(?P<strong>{_STRONG})\s+|(?:{_WEAK})\s+)??"
        rf"(?<![\w-])(?P<phrase>{_any(kept)})(?![\w-])",
        re.IGNORECASE,
    )


def _any(phrases: Iterable[str]) -> str:
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)


def _rows() -> list[dict[str, str]]:
    with _PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

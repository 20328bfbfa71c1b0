"""What the words of a goal say by themselves: for or against what, and with which figures.

"A ban on fur imports", sought, and "imports of fur", opposed, are one wish. A word of ending,
banning or refusing turns the goal round; so does opposing it. What is left are the stems of its
other words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from detente.analysis.event_report import fold, stems
from detente.record import Stance

# what the words of two goals say of each other: nothing where they have too little in common
Likeness = Literal["same", "turned", "figures", "open", "apart"]

_SIGNS: dict[Stance, int] = {"seeks": 1, "accepts": 1, "opposes": -1, "undecided": 0}
# Words that turn round what follows or precedes them. Not "out", "delay" or "less", which leave
# some of it: such pairs are for the network.
_TURNS = re.compile(
    r"no|not|nor|never|neither|none|without|against|end(?:s|ed|ing)?|halt\w*|stop(?:s|ped|ping)?"
    r"|cease[sd]?|ceasing|cessation|ban(?:s|ned|ning)?|moratori\w+|prohibit\w*|lift(?:s|ed|ing)?"
    r"|remov(?:e[sd]?|als?|ing)|cancel\w*|abolish\w*|abolition|withdraw\w*|suspen\w+"
    r"|drop(?:s|ped|ping)?|scrap(?:s|ped|ping)?|abandon\w*|prevent\w*|avoid\w*|reject\w*"
    r"|refus\w+|dismantl\w*|repeal\w*|revok\w+|revers\w+|annul\w*|oppos\w+"
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_COUNTED = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
_TENS = {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90"}
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split(), 2)} | _TENS
_MONTHS = re.compile(
    r"january|february|march|april|june|july|august|september|october|november|december"
)
# of all stems of two goals, this share is in both where they are about the same
_ALIKE = 0.6
# a single word that two goals share says little
_SHARED = 2


# words that only point to what was named before, or stand for it
_POINTING = """
it its itself that this these those them they their he him his she her you your we us our i me my
one ones same such other others another each both either all any anything something nothing
everything kind sort way thing things do does did done doing so to of for by in on with as and
or not be is are was were exactly just even the a an
"""
_POINTERS = frozenset(_POINTING.split())


class Goal(NamedTuple):
    """A goal as its words have it.

    ``sign`` is 1 for what is wanted, -1 for what is not, 0 where that is left open; ``matter`` are
    the stems of what it is about, ``figures`` its numbers and months.
    """

    sign: int
    matter: frozenset[str]
    figures: frozenset[str]
    words: tuple[str, ...]


def read_goal(text: str, stance: Stance | None) -> Goal:
    """The goal that ``text`` words and ``stance`` is taken to; no stance counts as left open."""
    turns, matter, figures, words = _read(text)
    sign = _SIGNS[stance] if stance else 0
    return Goal(-sign if turns % 2 else sign, matter, figures, words)


def is_named(text: str) -> bool:
    """False for a goal that only points to what was said before: "it", "you do that to us"."""
    return any(token not in _POINTERS for token in _TOKEN.findall(fold(text)))


def likeness(one: Goal, other: Goal) -> Likeness:
    """What the words of two goals say of each other.

    - same     about the same matter, to the same end
    - turned   about the same matter, to opposite ends
    - figures  the same but for its numbers or dates
    - open     about the same matter, and one party or both leave it open
    - apart    too few words in common to say anything
    """
    if not (one.words == other.words or _alike(one.matter, other.matter)):
        return "apart"
    if one.sign == 0 or other.sign == 0:
        return "open"
    if one.sign != other.sign:
        return "turned"
    if one.figures - other.figures and other.figures - one.figures:
        return "figures"
    return "same"


def overlap(one: Goal, other: Goal) -> float:
    """The share of all stems of two goals that is in both, 0 to 1."""
    union = one.matter | other.matter
    return len(one.matter & other.matter) / len(union) if union else 0.0


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _SHARED and shared >= _ALIKE * len(one | other)


@lru_cache(maxsize=65_536)
def _read(text: str) -> tuple[int, frozenset[str], frozenset[str], tuple[str, ...]]:
    tokens = _TOKEN.findall(fold(text).replace("n't", " not").replace("n’t", " not"))
    turns = [token for token in tokens if _TURNS.fullmatch(token)]
    figures = {
        _NUMBERS.get(token, token.replace(",", ""))
        for token in tokens
        if token[0].isdigit() or token in _NUMBERS or _MONTHS.fullmatch(token)
    }
    rest = " ".join(
        token
        for token in tokens
        if not (_TURNS.fullmatch(token) or token[0].isdigit() or token in _NUMBERS)
    )
    return len(turns), stems(rest), frozenset(figures), tuple(tokens)

"""Personal names for comparison: one spelling for the ways in which pages write a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

_NUMERALS = ("jr", "sr", "ii", "iii", "iv", "vi", "viii", "jr.", "sr.")
_INITIALS = (letter + dot for letter in "abcdefghijklmnopqrstuvwxyz" for dot in ("", "."))
_DROPPED = frozenset((*_NUMERALS, *_INITIALS))
_MARKS = re.compile("[\u0300-\u036f]")
# Letters that no decomposition turns into plain ones.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "’": "'",
        "‘": "'",
        "ʻ": "'",
        "ʼ": "'",
        "‑": "-",
    }
)
_ARTICLE = re.compile(r"\b(?:al|el|ul|ad|ar|as|an|at|ash|az)-")
_Y = re.compile(r"(?:iy|yy)\b")
_EI = re.compile(r"ey\b")
# Words inside a name that one page writes and the next leaves out.
_PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "bint", "ben", "ould", "of"})
# Romanisations of one sound, longest first, for ``skeleton``.
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"shch|sch|tch|tsch|tzsch|sh|ch|cz|š|č|ć", "s"),
        (r"dzh|dj|zh|gi(?=[aou])|ž", "j"),
        (r"kh|gh|h", ""),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ts|tz|z|c(?=[eiy])", "s"),
        (r"q|ck|c", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"[aeiouyj']", ""),
        (r"(.)\1+", r"\1"),
    )
)


@cache
def fold(name: str) -> str:
    """A name for comparison: no accents, case, hyphens or "al-", one transliteration."""
    return _fold(name)


def _fold(name: str) -> str:
    plain = name.lower()
    if not plain.isascii():
        plain = name.casefold().translate(_LETTERS)
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    if "-" in plain:
        plain = _ARTICLE.sub("", plain).replace("-", " ")
    if "y" in plain:
        plain = _Y.sub("y", _EI.sub("ei", plain))
    return " ".join(plain.split())


def name_words(person: Iterable[str]) -> tuple[str, ...]:
    """The folded words of a personal name that count: no initials, "al" or "Jr."."""
    words = [word for part in person for word in fold(part).split()]
    kept = tuple(word for word in words if word not in _DROPPED and word not in {"al", "el"})
    return kept or tuple(words)


def short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """True if the words of ``short`` stand together in ``full``."""
    size = len(short)
    return any(tuple(full[at : at + size]) == tuple(short) for at in range(len(full) - size + 1))


@cache
def match_words(name: str) -> tuple[str, ...]:
    """The words of a whole name that two spellings of it share: no "bin", "al", initials."""
    plain = _fold(name).replace("'", "")
    if "." in plain or "," in plain:
        plain = plain.replace(".", " ").replace(",", " ")
    words = plain.split()
    kept = tuple(w for w in words[1:] if w not in _DROPPED and w not in _PARTICLES)
    first = tuple(w for w in words[:1] if w not in _DROPPED)
    return first + kept or tuple(words)


def is_full(name: str) -> bool:
    """True for a name of several words, "S. M. Krishna" and "Inam-ul-Haq" among them."""
    return " " in fold(name)


def initials(name: str) -> frozenset[str]:
    """The middle initials of a name: ``h``, ``w`` for "George H. W. Bush"."""
    return frozenset(re.findall(r"\b([a-z])(?:\.|\b(?=\s))", fold(name.replace(".", ". "))))


@cache
def skeleton(words: tuple[str, ...]) -> str:
    """The consonants of a name in one romanisation: "Ahmadi-Nejad" and "Ahmadinejad" are one.

    Vowels, ``h`` and doubled letters are dropped, and letters that stand for one sound in the
    common romanisations of Arabic, Persian, Russian and Chinese are made one.
    """
    plain = "".join(words)
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


def same_name(one: str, other: str) -> bool:
    """True if two written names can be one person's, of whom state, office and day agree.

    The rule: the same words, whatever their order; or all words of the shorter (two at least) in
    the longer; or three words in common; or the same consonants (``skeleton``) in the whole name
    or, of two words at least, in each word of the shorter.
    """
    first, second = match_words(one), match_words(other)
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    short, full = sorted((first, second), key=len)
    common = len(set(short) & set(full))
    if len(short) > 1 and (common == len(set(short)) or common > 2):
        return True
    if skeleton(first) == skeleton(second) and len(skeleton(first)) > 2:
        return True
    bones = {skeleton((word,)) for word in full}
    return len(short) > 1 and all(skeleton((word,)) in bones for word in short)

"""A text cut into pieces: the phrases that the tables know, names, other words and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from detente.knowledge import Entity, Noun, Title, knowledge
from detente.knowledge.actors import OwnActors, own_actors

PieceKind = Literal["entity", "title", "noun", "name", "word", "mark", "poss"]
Value = Entity | Title | Noun | None
_Index = tuple[dict[str, Entity], dict[str, Title | Noun]]

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Sen|Rep|Gov|Adm|Amb|Capt|Sgt|Prof|St|Jr|Sr|No|[A-Z])\."
    r"|['’]s\b|G[-‑]?\d+"
    r"|[^\W_]+(?:(?!['’]s\b)[-‑'’][^\W_]+)*\+?|[^\w\s]"
)
# "al-Assad", "el-Sisi"; not "al-Qaeda", which the tables know.
_ARABIC = re.compile(r"(?:al|el|ul|ad|an|ar|as|ash|at|az)[-‑][A-Z]")
# Words that begin a sentence with a capital and are no part of a name.
_COMMON = knowledge().words["common"]


class Piece(NamedTuple):
    """A token or a phrase of the tables, with its ``[start, end)``."""

    kind: PieceKind
    text: str
    start: int
    end: int
    value: Value = None


def cut(text: str, offset: int = 0) -> list[Piece]:
    """The pieces of a text, longest phrase of the tables first; ``offset`` is added to spans."""
    tokens = [(m[0], m.start() + offset, m.end() + offset) for m in _TOKEN.finditer(text)]
    own = own_actors()
    index, starts = _index(own), _phrases(own)
    pieces: list[Piece] = []
    place, opening = 0, True
    while place < len(tokens):
        word, start, end = tokens[place]
        found = _match(index, starts, tokens, place)
        if found and word == "The":
            # "The Atlantic Council" is not of "The Atlantic"
            rest = _match(index, starts, tokens, place + 1)
            found = None if rest and rest[0] >= found[0] else found
        if found:
            size, kind, value = found
            end = tokens[place + size - 1][2]
            phrase = text[start - offset : end - offset]
            pieces.append(Piece(kind, phrase, start, end, value))
        else:
            size = 1
            pieces.append(Piece(_plain_kind(word, opening), word, start, end))
        opening = word in '.?!:“"‘' or (opening and pieces[-1].kind == "mark")
        place += size
    return pieces


def _plain_kind(word: str, opening: bool) -> PieceKind:
    if word in {"'s", "’s"}:
        return "poss"
    if not word[0].isalnum():
        return "mark"
    if not word[0].isupper():
        return "name" if _ARABIC.match(word) else "word"
    lower = word.lower()
    if lower in _COMMON or (opening and lower.endswith(("ing", "ly"))):
        return "word"
    return "name"


def _match(
    index: _Index,
    starts: Mapping[str, tuple[int, ...]],
    tokens: Sequence[tuple[str, int, int]],
    place: int,
) -> tuple[int, PieceKind, Value] | None:
    """How many tokens from a place on are the longest phrase of the tables, and which."""
    if place >= len(tokens):
        return None
    word = tokens[place][0]
    lengths = starts.get(word) or starts.get(word.lower())
    return _longest(index, tokens, place, lengths) if lengths else None


def _longest(
    index: _Index, tokens: Sequence[tuple[str, int, int]], place: int, lengths: Sequence[int]
) -> tuple[int, PieceKind, Value] | None:
    exact, lower = index
    for size in lengths:
        if place + size > len(tokens):
            continue
        words = " ".join(token[0] for token in tokens[place : place + size]).replace("’", "'")
        if entity := exact.get(words):
            if entity.form == "nickname" and not _stands_alone(tokens, place):
                continue
            return size, "entity", entity
        low = words.lower()
        if value := lower.get(low):
            if words.isupper() and len(words) == 2 and low != "mp":
                continue
            return size, "title" if isinstance(value, Title) else "noun", value
    return None


def _stands_alone(tokens: Sequence[tuple[str, int, int]], place: int) -> bool:
    """ "The North", not "North Carolina" nor "the Far North"."""
    after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    before = tokens[place - 1][0].lower() if place else ""
    return before == "the" and not after[:1].isupper()


@cache
def _index(own: OwnActors) -> _Index:
    """Phrases as tokens joined by spaces: proper names as written, the rest in lower case."""
    known = knowledge()
    exact = {_key(name): entity for name, entity in known.entities.items()}
    # In title case the tokeniser sees "Lt. Gen." as the text has it.
    lower: dict[str, Title | Noun] = {
        _key(name.title()).lower(): title for name, title in known.titles.items()
    }
    lower.update({_key(name): noun for name, noun in known.nouns.items()})
    exact.update({_key(name): entity for name, entity in own.entities.items()})
    return exact, lower


def _key(phrase: str) -> str:
    return " ".join(_TOKEN.findall(phrase.replace("’", "'")))


@cache
def _phrases(own: OwnActors) -> Mapping[str, tuple[int, ...]]:
    """First token of every phrase → the lengths of the phrases that start so, longest first."""
    found: dict[str, set[int]] = {}
    for table in _index(own):
        for phrase in table:
            words = phrase.split(" ")
            found.setdefault(words[0].replace("'", "’"), set()).add(len(words))
            found.setdefault(words[0], set()).add(len(words))
    return {
        word: tuple(sorted(sizes | found.get(word.lower(), set()), reverse=True))
        for word, sizes in found.items()
    }

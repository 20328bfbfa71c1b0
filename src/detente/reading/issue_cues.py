"""Which issues the words of a text speak for: all cue terms of the tree, found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from detente.document import Span
from detente.knowledge.issues import Issue, Strength, Term, blocks, issues
from detente.reading.decode import Floats

# Sorts of evidence: a strong term that is a name, a phrase or a single word; a place beside a
# matter (or two matters, for an issue without places); a place or a matter that stands alone.
SORTS = ("name", "phrase", "word", "pair", "place", "matter")
_NAME, _PHRASE, _WORD, _PAIR, _PLACE, _MATTER = range(len(SORTS))

_TOKEN = re.compile(r"[^\W_]+")
# what may stand where a term has a space or a hyphen
_SPACES = frozenset((" ", "-", "‐", "‑", "–", "\n", "\xa0"))
# A third term of a sort adds less than the first.
_MOST, _DAMPING = 3.0, 0.7
# words whose forms are kept at hand; a long run meets names and numbers without end
_MOST_REMEMBERED = 50_000


class Entry(NamedTuple):
    """What a term says: of which issue (its place in the tree), how strongly, in which sort."""

    issue: int
    strength: Strength
    sort: int


@dataclass(eq=False, slots=True)
class _Node:
    """A place in the tree of terms: the nodes after it, and what the term that ends here says."""

    after: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    ends: bool = False


class _Word(NamedTuple):
    """The forms under which terms may have a word, and the nodes of terms that begin with it."""

    keys: tuple[str, ...]
    begins: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The terms found in a text, in text order; none lies within another."""

    spans: tuple[Span, ...]
    terms: tuple[tuple[Entry, ...], ...]
    size: int
    paired: frozenset[int]

    def evidence(self, *spans: Span) -> Floats:
        """Evidence [issues, SORTS] of the terms that begin inside spans; a term counts once."""
        found = {
            entries: None
            for span in spans
            for entries in self.terms[
                bisect_left(self.spans, (span.start,)) : bisect_left(self.spans, (span.end,))
            ]
        }
        table = np.zeros((self.size, len(SORTS)), dtype=np.float32)
        for entries in found:
            # a term of several issues says less of each
            shared = sum(entry.strength == "strong" for entry in entries)
            for entry in entries:
                table[entry.issue, entry.sort] += shared**-0.5 if entry.sort <= _WORD else 1.0
        self._pair(table)
        damped: Floats = np.power(np.minimum(table, _MOST), _DAMPING).astype(np.float32)
        return damped

    def _pair(self, table: Floats) -> None:
        place, matter = table[:, _PLACE], table[:, _MATTER]
        needs_place = np.zeros(self.size, dtype=bool)
        needs_place[list(self.paired)] = True
        pairs = np.where(needs_place, np.minimum(place, 1) * matter, np.maximum(matter - 1, 0))
        table[:, _PAIR] = pairs
        table[:, _PLACE] = np.where(pairs > 0, 0, place)
        table[:, _MATTER] = np.where(pairs > 0, 0, matter)


class CueTerms:
    """The cue terms of a tree of issues, ready to be found."""

    def __init__(self, tree: Mapping[str, Issue]) -> None:
        self._root = _Node()
        self._stems: set[str] = set()
        self._words: dict[str, _Word] = {}
        self._size = len(tree)
        places = set()
        for number, terms in enumerate(_with_inherited(tree)):
            for term in terms:
                self._add(term, number)
                if term.strength == "place":
                    places.add(number)
        self._paired = frozenset(places)
        for phrase in blocks():
            self._node(phrase).ends = True
        self._stem_sizes = sorted({len(stem) - 1 for stem in self._stems})

    def find(self, text: str) -> Cues:
        """All terms in a text; of two, one of which lies within the other, the longer."""
        found: dict[Span, dict[Entry, None]] = {}
        tokens = list(_TOKEN.finditer(text))
        words = [self._known(token.group()) for token in tokens]
        for index, word in enumerate(words):
            # most words begin no term
            if word.begins:
                for span, node in _ends(text, tokens, words, index):
                    found.setdefault(span, {}).update(dict.fromkeys(node.entries))
        kept, reached = [], 0
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if span.end > reached:
                reached = span.end
                if found[span]:
                    kept.append(span)
        terms = tuple(tuple(found[span]) for span in kept)
        return Cues(tuple(kept), terms, self._size, self._paired)

    def _known(self, text: str) -> _Word:
        word = self._words.get(text)
        if word is None:
            if len(self._words) >= _MOST_REMEMBERED:
                self._words.clear()
            first = self._root.after
            keys = self._keys_of(text)
            word = _Word(keys, tuple(first[key] for key in keys if key in first))
            self._words[text] = word
        return word

    def _keys_of(self, word: str) -> tuple[str, ...]:
        """The forms under which terms may have a word: as it stands, small, singular, its stems."""
        forms = {word, word.lower()}
        if word.isupper() and len(word) > 4:
            forms.add(word.capitalize())
        small = word.lower()
        if len(word) > 3 and small.endswith("s") and not small.endswith("ss"):
            forms.add(small[:-1])
        stems = {f"{form[:size]}*" for form in forms for size in self._stem_sizes}
        return tuple(sorted(forms | (stems & self._stems)))

    def _add(self, term: Term, number: int) -> None:
        node = self._node(term.text)
        words = len(_TOKEN.findall(term.text))
        sort = {"place": _PLACE, "matter": _MATTER}.get(term.strength)
        if sort is None:
            named = term.text != term.text.lower()
            sort = _NAME if named else _PHRASE if words > 1 else _WORD
        node.ends = True
        node.entries.append(Entry(number, term.strength, sort))

    def _node(self, phrase: str) -> _Node:
        node, end = self._root, 0
        for token in _TOKEN.finditer(phrase):
            key = token.group()
            if phrase[token.end() :] == "*":
                key += "*"
                self._stems.add(key)
            gap = _gap(phrase[end : token.start()]) if end else ""
            node, end = node.after.setdefault(gap + key, _Node()), token.end()
        return node


def _ends(
    text: str,
    tokens: Sequence[re.Match[str]],
    words: Sequence[_Word],
    index: int,
) -> Iterator[tuple[Span, _Node]]:
    """The terms that begin at a token."""
    start = tokens[index].start()
    nodes: Sequence[_Node] = words[index].begins
    while nodes:
        end = tokens[index].end()
        for node in nodes:
            if node.ends:
                yield Span(start, end), node
        index += 1
        if index == len(tokens):
            return
        gap = _gap(text[end : tokens[index].start()])
        nodes = [
            node.after[gap + key]
            for node in nodes
            for key in words[index].keys
            if gap + key in node.after
        ]
        if not nodes:
            return


def _gap(between: str) -> str:
    return " " if between in _SPACES else between.replace("’", "'")


def _with_inherited(tree: Mapping[str, Issue]) -> Iterator[Iterable[Term]]:
    """Each issue's terms; an issue with places has the matters of those above it too."""
    for issue in tree.values():
        terms = {term.text: term for term in issue.terms}
        above = tree.get(issue.parent or "")
        while above is not None and any(term.strength == "place" for term in issue.terms):
            for term in above.terms:
                if term.strength == "matter":
                    terms.setdefault(term.text, term)
            above = tree.get(above.parent or "")
        yield terms.values()


@dataclass(slots=True)
class _Ready:
    tree: Mapping[str, Issue]
    terms: CueTerms


_ready: list[_Ready] = []


def find_cues(text: str) -> Cues:
    """The cue terms of the tree in use that a text holds."""
    tree = issues()
    if not _ready or _ready[0].tree is not tree:
        _ready[:] = [_Ready(tree, CueTerms(tree))]
    return _ready[0].terms.find(text)

"""Training examples: windows with a label a word and links between spans."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.document import Span
from detente.evaluation.gold import GoldPassage
from detente.evaluation.polnear import Article, Attribution
from detente.reading.decode import LABELS
from detente.reading.windows import Window, make_windows

IGNORE = -1
_QUOTE_SWAPS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_SINGLE_SWAPS = str.maketrans({"“": "‘", "”": "’", '"': "'"})


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution inside a window: word ranges of its cue, source (or None) and contents."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    contents: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window, the piece index of each word, a label a word for both layers, and the links.

    ``nested`` is None where the nested layer is not known.
    """

    window: Window
    words: NDArray[np.int64]
    labels: NDArray[np.int64]
    nested: NDArray[np.int64] | None
    links: tuple[Link, ...]
    nested_links: tuple[Link, ...] = ()


def paragraphs(text: str) -> list[Span]:
    """The non-empty lines of a text."""
    spans, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(place, place + len(line)))
        place += len(line) + 1
    return spans


def restyle(text: str, rng: random.Random) -> str:
    """The text with its quotation marks in another style at times; lengths stay as they are."""
    roll = rng.random()
    if roll < 0.3:
        return text.translate(_QUOTE_SWAPS)
    if roll < 0.4:
        return text.translate(_SINGLE_SWAPS)
    return text


def examples(
    tokenizer: Tokenizer,
    text: str,
    outer: Sequence[Attribution],
    nested: Sequence[Attribution] | None,
) -> Iterator[Example]:
    """The windows of a text with their labels; spans cut by a window's edge keep their part."""
    for window in make_windows(tokenizer, text, paragraphs(text)):
        words = np.flatnonzero(window.first)
        labels, links = _labels(window, words, outer)
        inner, inner_links = (None, ()) if nested is None else _labels(window, words, nested)
        yield Example(window, words, labels, inner, links, inner_links)


def _labels(
    window: Window, words: NDArray[np.int64], attributions: Iterable[Attribution]
) -> tuple[NDArray[np.int64], tuple[Link, ...]]:
    starts = window.start[words]
    labels = np.zeros(len(words), dtype=np.int64)
    links = []

    def mark(span: Span, role: str) -> tuple[int, int] | None:
        inside = np.flatnonzero((starts >= span.start) & (starts < span.end))
        if not len(inside):
            return None
        labels[inside] = LABELS.index(f"I-{role}")
        labels[inside[0]] = LABELS.index(f"B-{role}")
        return int(inside[0]), int(inside[-1])

    for attribution in attributions:
        contents = [mark(span, "content") for span in attribution.content]
        sources = [mark(span, "source") for span in attribution.source]
        cues = [mark(span, "cue") for span in attribution.cue]
        cue = next((found for found in cues if found), None)
        if cue:
            source = next((found for found in sources if found), None)
            links.append(Link(cue, source, tuple(found for found in contents if found)))
    return labels, tuple(links)


def polnear_examples(
    tokenizer: Tokenizer,
    articles: Iterable[Article],
    rng: random.Random,
    nested: dict[str, list[Attribution]] | None,
) -> list[Example]:
    """Examples of articles; ``nested`` holds silver inner attributions by article name."""
    found: list[Example] = []
    for article in articles:
        inner = None if nested is None else nested.get(article.name, [])
        text = restyle(article.text, rng)
        found += examples(tokenizer, text, article.attributions, inner)
    return found


def gold_examples(
    tokenizer: Tokenizer, passages: Iterable[GoldPassage], rng: random.Random
) -> list[Example]:
    """Examples of our own gold, several passages to a window as paragraphs are in an article."""
    shuffled = list(passages)
    rng.shuffle(shuffled)
    found: list[Example] = []
    for low in range(0, len(shuffled), 4):
        text, outer, inner = "", [], []
        for passage in shuffled[low : low + 4]:
            outer += [_moved(item, len(text)) for item in passage.outer()]
            inner += [_moved(item, len(text)) for item in passage.nested()]
            text += passage.text + "\n\n"
        found += examples(tokenizer, restyle(text, rng), outer, inner)
    return found


def _moved(item: Attribution, offset: int) -> Attribution:
    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(span.start + offset, span.end + offset) for span in spans)

    return Attribution(move(item.source), move(item.cue), move(item.content))


def load_silver(path: Path) -> dict[str, list[Attribution]]:
    """Silver nested attributions by article name, as written by ``training.silver``."""
    silver = json.loads(path.read_text(encoding="utf-8"))

    def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
        return tuple(Span(*pair) for pair in pairs)

    return {
        name: [Attribution(*(spans(part) for part in item)) for item in items]
        for name, items in silver.items()
    }

"""Windows: whole paragraphs packed into the pieces that the encoder reads at once.

A window carries, for every word piece, its id, its character offsets, the shape of its word
(the vocabulary is uncased) and whether it stands inside quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.document import Span
from detente.errors import DetenteError

# Attribution rarely reaches beyond a paragraph; 256 pieces hold nearly all whole ones, and longer
# windows cost attention time without finding more.
MAX_PIECES = 256
SHAPES = ("special", "lower", "title", "upper", "digit", "punctuation")
QUOTES = ("outside", "inside", "mark")

Ints = NDArray[np.int64]


# a window is equal to itself alone, so that what is known of one can be kept under it
@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Window:
    """Arrays of one length, one entry a piece, first ``[CLS]``; ``[SEP]`` ends each paragraph.

    ``start`` and ``end`` are character offsets into the text (-1 on special pieces); ``first`` is
    true on the first piece of a word; ``shape`` and ``quote`` index SHAPES and QUOTES.
    """

    ids: Ints
    shape: Ints
    quote: Ints
    start: Ints
    end: Ints
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


def quote_states(text: str) -> NDArray[np.int8]:
    """For each character of a paragraph: 0 outside quotation marks, 1 inside, 2 a mark itself.

    Double marks (straight or curly) and single ones used as quotation marks count. A quotation
    that the paragraph opens and does not close runs to its end.
    """
    states = np.zeros(len(text), dtype=np.int8)
    closing = ""
    for index, char in enumerate(text):
        if closing and char in closing and _closes(text, index):
            states[index] = 2
            closing = ""
        elif not closing and (opened := _opens(text, index)):
            states[index] = 2
            closing = opened
        elif closing:
            # a stray opening mark inside a quotation belongs to it
            states[index] = 1
    return states


def _opens(text: str, index: int) -> str:
    """The characters that would close a quotation opened at ``index``, or an empty string."""
    char = text[index]
    if char == "“":
        return "”"
    if char == '"':
        return '"'
    if char == "”":
        return ""
    if char in "‘'":
        before = text[index - 1] if index else " "
        after = text[index + 1] if index + 1 < len(text) else " "
        if (before.isspace() or before in "(—–") and after.isalnum():
            end = "’'" if char == "‘" else "'"
            # an apostrophe ("the ’90s", "generals’") opens nothing: a close must follow
            if any(mark in text[index + 1 :] for mark in end):
                return end
    return ""


def _closes(text: str, index: int) -> bool:
    if text[index] in '”"':
        return True
    after = text[index + 1] if index + 1 < len(text) else " "
    before = text[index - 1] if index else " "
    return not after.isalnum() and not before.isspace()


def _shape(word: str) -> int:
    if not any(char.isalnum() for char in word):
        return 5
    if word[0].isdigit():
        return 4
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() else 1


@dataclass(slots=True)
class _Pieces:
    """The pieces of one paragraph, before packing."""

    ids: Ints
    shape: Ints
    quote: Ints
    start: Ints
    end: Ints
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def cut(self, low: int, high: int) -> _Pieces:
        return _Pieces(*(getattr(self, name)[low:high] for name in _FIELDS))


_FIELDS = ("ids", "shape", "quote", "start", "end", "first")


def _pieces(tokenizer: Tokenizer, text: str, block: Span) -> _Pieces:
    paragraph = text[block.start : block.end]
    encoding = tokenizer.encode(paragraph, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    word_ids = np.array(encoding.word_ids, dtype=np.int64)
    first = np.ones(len(word_ids), dtype=np.bool_)
    first[1:] = word_ids[1:] != word_ids[:-1]
    begins = np.flatnonzero(first)
    ends = np.append(begins, len(word_ids))[1:] - 1
    shapes = [
        _shape(paragraph[offsets[low, 0] : offsets[high, 1]])
        for low, high in zip(begins, ends, strict=True)
    ]
    repeats = ends - begins + 1
    states = quote_states(paragraph)
    return _Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        shape=np.repeat(np.array(shapes, dtype=np.int64), repeats),
        quote=states[offsets[:, 0]].astype(np.int64) if len(offsets) else offsets[:, 0],
        start=offsets[:, 0] + block.start,
        end=offsets[:, 1] + block.start,
        first=first,
    )


def _cuts(pieces: _Pieces, text: str, room: int) -> Iterator[_Pieces]:
    """Cut a paragraph that is too long, after a sentence's end where there is one."""
    low = 0
    while len(pieces) - low > room:
        high = low + room
        for index in range(high - 1, low + room // 2, -1):
            if pieces.first[index] and text[pieces.start[index - 1]] in '.!?”"':
                high = index
                break
        else:
            while high > low + 1 and not pieces.first[high]:
                high -= 1
        yield pieces.cut(low, high)
        low = high
    yield pieces.cut(low, len(pieces))


def make_windows(tokenizer: Tokenizer, text: str, blocks: Sequence[Span]) -> list[Window]:
    """Pack the paragraphs ``blocks`` of ``text``, in order, into windows of at most MAX_PIECES."""
    windows: list[Window] = []
    current: list[_Pieces] = []
    size = 1
    for block in blocks:
        pieces = _pieces(tokenizer, text, block)
        for part in _cuts(pieces, text, MAX_PIECES - 2):
            if not len(part):
                continue
            if current and size + len(part) + 1 > MAX_PIECES:
                windows.append(_pack(tokenizer, current))
                current, size = [], 1
            current.append(part)
            size += len(part) + 1
    if current:
        windows.append(_pack(tokenizer, current))
    return windows


def _pack(tokenizer: Tokenizer, parts: Sequence[_Pieces]) -> Window:
    opening, separator = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if opening is None or separator is None:
        raise DetenteError("MODEL_CHANGED", "The tokenizer has no [CLS] and [SEP].")

    def packed(name: str, first: int, after: int) -> Ints:
        columns: list[Ints] = [np.array([first], dtype=np.int64)]
        for part in parts:
            columns += [getattr(part, name), np.array([after], dtype=np.int64)]
        return np.concatenate(columns)

    return Window(
        ids=packed("ids", opening, separator),
        shape=packed("shape", 0, 0),
        quote=packed("quote", 0, 0),
        start=packed("start", -1, -1),
        end=packed("end", -1, -1),
        first=packed("first", 0, 0).astype(np.bool_),
    )

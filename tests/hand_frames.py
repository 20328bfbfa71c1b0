"""Frames, statements and windows made by hand, their spans given by words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.document import Document, Span
from detente.reading.encoder import Encoded
from detente.reading.event_network import Pieces
from detente.reading.frame_labels import KINDS, STANCES
from detente.reading.frames import Frame
from detente.record import LinkageKind, Mode, Stance, Statement

# letters of a piece
_PIECE = 3


def span_of(document: Document, words: str) -> Span:
    """The first place of the words in a document."""
    start = document.text.index(words)
    return Span(start, start + len(words))


def hand_frame(
    document: Document,
    anchor: str,
    words: str,
    *,
    stance: Stance = "seeks",
    kind: LinkageKind = "conditional",
    own: bool = False,
    holder: str | Sequence[str] = (),
    **slots: str,
) -> Frame:
    """A frame of sort ``anchor`` at ``words``, with the words of its holders and its slots."""
    span = span_of(document, words)
    sentence = next(s for s in document.sentences if s.start <= span.start < s.end)
    held = [holder] if isinstance(holder, str) else holder
    holders = tuple(span_of(document, words) for words in held)
    spans = {name: span_of(document, given) for name, given in slots.items() if given}
    stated, linked = STANCES.index(stance), KINDS.index(kind)
    return Frame(anchor, span, sentence.index, holders, spans, stated, own, linked, 0.8)


def hand_statement(
    document: Document,
    source: str | None,
    cue: str,
    content: str,
    *,
    mode: Mode = "indirect",
    id: str = "s-1",
    nested_in: str | None = None,
) -> Statement:
    """A statement of one span a part; ``source`` None where the text names none."""
    sources = (span_of(document, source),) if source else ()
    cues, contents = (span_of(document, cue),), (span_of(document, content),)
    sentence = next(s for s in document.sentences if s.start <= cues[0].start < s.end).index
    return Statement(
        id, document.id, sentence, mode, sources, cues, contents, "", nested_in=nested_in
    )


def hand_window(text: str, span: Span | None = None) -> Encoded:
    """A window of a text or a part of it: words at spaces, each cut into pieces of three letters
    and, last, a full stop.
    """
    low, high = span or (0, len(text))
    words, at = [], low
    for word in text[low:high].split():
        at = text.index(word, at)
        bare = word.rstrip(".,")
        words.append(Span(at, at + len(bare)))
        if bare != word:
            words.append(Span(at + len(bare), at + len(word)))
        at += len(word)
    cut = [
        Span(start, min(start + _PIECE, word.end))
        for word in words
        for start in range(word.start, word.end, _PIECE)
    ]
    empty = np.zeros((len(words), 1), dtype=np.float32)
    pieces = Pieces(
        np.zeros((len(cut), 2), dtype=np.float32),
        np.zeros((len(cut), 2), dtype=np.float32),
        np.zeros((len(cut), 2), dtype=np.float32),
        np.array([piece.start for piece in cut]),
        np.array([piece.end for piece in cut]),
    )
    starts, ends = (np.array([word[side] for word in words]) for side in (0, 1))
    return Encoded(starts, ends, empty, empty, empty, empty, empty[:, 0], pieces)

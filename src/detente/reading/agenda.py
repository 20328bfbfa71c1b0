"""Stated agendas: what an author proposes to raise, in the author's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import Document, Span, content_id
from detente.reading.endings import finished, says_something
from detente.reading.frames import Frames, Step
from detente.reading.holders import AUTHORED
from detente.record import AgendaItem

# one step alone is advice, not an order
_LEAST_STEPS = 2

_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first firstly one 1", "second secondly two 2", "third thirdly three 3",
         "fourth fourthly four 4", "fifth fifthly five 5", "sixth sixthly six 6",
         "seventh seventhly seven 7"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_ORDINAL = re.compile(
    r"(?:^|[.;:—–,]\s*|\band\s+|\bthe\s+|\bcomes?\s+|\b(?:step|item|point|number)\s+)("
    + "|".join(word for word in _ORDINALS if not word.isdigit())
    + r"|[1-7](?=[.)]))\b",
    re.IGNORECASE,
)
# said after other steps, but to be done before them
_BEFORE_ALL = re.compile(
    r"\b(?:before (?:any|all|either|that|this|anything|everything|doing so|they (?:do|get to))"
    r"|but first|ahead of (?:all|any) (?:that|this|of)|even earlier"
    r"|prior to (?:all|any) (?:that|of))",
    re.IGNORECASE,
)


def find_agenda(document: Document, frames: Frames) -> tuple[AgendaItem, ...]:
    """The steps that the author of an opinion or analysis proposes, by rank; issues not yet known.

    What is to be raised first comes before what comes later, and that before what is to be left
    out; within a tier the author's ordinals count, else the order of the text.
    """
    steps = _whole(document, frames.steps)
    if document.genre not in AUTHORED or len(steps) < _LEAST_STEPS:
        return ()
    return tuple(
        AgendaItem(
            id=content_id("a", document.id, step.span, rank, step.tier),
            document=document.id,
            sentence=step.sentence,
            rank=rank,
            tier=step.tier,
            step=step.span,
            quote=document.quote(step.span),
            confidence=step.confidence,
        )
        for rank, step in enumerate(_ordered(document, steps), start=1)
    )


def _whole(document: Document, steps: Sequence[Step]) -> list[Step]:
    """Steps that were cut in two joined, to the end of their clause, those of no words left out."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        near = last is not None and not document.text[last.span.end : step.span.start].strip()
        if last is not None and near and last.sentence == step.sentence and last.tier == step.tier:
            span = Span(last.span.start, max(last.span.end, step.span.end))
            found[-1] = replace(last, span=span, confidence=min(last.confidence, step.confidence))
        else:
            found.append(step)
    return [
        replace(step, span=finished(document, step.span, step.sentence))
        for step in found
        if says_something(document, step.span)
    ]


def _ordered(document: Document, steps: Sequence[Step]) -> list[Step]:
    """Steps by tier, the author's own count, and the text; those moved forward come first."""
    placed = []
    last = 0.0
    for at, step in enumerate(steps):
        before = document.text[document.sentences[step.sentence].start : step.span.start]
        tail = document.text[step.span.end : document.sentences[step.sentence].end]
        counted = _ORDINAL.findall(before)
        place = float(_ORDINALS[counted[-1].lower()]) if counted else last + 0.01
        if at and step.tier == 1 and (_BEFORE_ALL.search(before) or _BEFORE_ALL.search(tail)):
            place = 0.0
        last = max(last, place)
        placed.append((step.tier, place, at, step))
    return [entry[-1] for entry in sorted(placed, key=lambda entry: entry[:3])]

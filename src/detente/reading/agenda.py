"""Stated agendas: what an author proposes to raise, in the author's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import Document, Span, content_id
from detente.reading.counted_steps import COUNTS, CountedStep, counted_steps, reaches
from detente.reading.endings import finished, says_something
from detente.reading.frames import Frames, Step
from detente.reading.holders import AUTHORED
from detente.record import AgendaItem

# of counted steps so many are right; what was read is believed beside them from here on
_COUNTED, _SURE = 0.8, 0.6
# the tier of what is not to be raised
_LEFT_OUT = 3
# one step alone is advice, not an order
_LEAST_STEPS = 2

_ORDINAL = re.compile(
    r"(?:^|[.;:—–,]\s*|\band\s+|\bthe\s+|\bcomes?\s+|\b(?:step|item|point|number)\s+)("
    + "|".join(word for word in COUNTS if not word.isdigit())
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
    out; within a tier the author's ordinals count, else the order of the text. Where the author
    counts, what is counted are the steps, and what is said between is not.
    """
    if document.genre not in AUTHORED:
        return ()
    steps = _with_counted(document, _whole(document, frames.steps))
    if len(steps) < _LEAST_STEPS:
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


def _with_counted(document: Document, steps: list[Step]) -> list[Step]:
    """The steps, with those that the author counts in place of what was read around them."""
    for run in counted_steps(document):
        read = [[step for step in steps if step.sentence in reach] for reach in reaches(run)]
        # reasons and events are counted as well as advice
        if 2 * sum(map(bool, read)) < len(run):
            continue
        counted = [
            step for one, near in zip(run, read, strict=True) for step in _counted(one, near)
        ]
        low, high = run[0].sentence, run[-1].sentence
        # what is to be left out may be said anywhere, what is to be done not before the count
        around = [
            step
            for step in steps
            if step.sentence > high or (step.sentence < low and step.tier == _LEFT_OUT)
        ]
        found = {step.span: step for step in [*around, *counted]}
        steps = [found[span] for span in sorted(found)]
    return steps


def _counted(counted: CountedStep, read: Sequence[Step]) -> list[Step]:
    """A counted step with the tier that was read there, or that its sentence tells.

    Where the count only names the matter it is the surest step that was read of it, and where it
    holds several they are several.
    """
    sure = [step for step in read if step.confidence >= _SURE]
    same = [step for step in sure if step.span.overlaps(counted.span)]
    if counted.is_matter and sure and not same:
        return [max(sure, key=lambda step: step.confidence)]
    if len(same) > 1:
        return same
    tier = max([1 + counted.later, *(step.tier for step in same)])
    confidence = max([_COUNTED, *(step.confidence for step in same)])
    return [Step(counted.span, counted.sentence, tier, confidence)]


def _ordered(document: Document, steps: Sequence[Step]) -> list[Step]:
    """Steps by tier, the author's own count, and the text; those moved forward come first."""
    placed = []
    last = 0.0
    for at, step in enumerate(steps):
        before = document.text[document.sentences[step.sentence].start : step.span.start]
        tail = document.text[step.span.end : document.sentences[step.sentence].end]
        counted = _ORDINAL.findall(before)
        place = float(COUNTS[counted[-1].lower()]) if counted else last + 0.01
        if at and step.tier == 1 and (_BEFORE_ALL.search(before) or _BEFORE_ALL.search(tail)):
            place = 0.0
        last = max(last, place)
        placed.append((step.tier, place, at, step))
    return [entry[-1] for entry in sorted(placed, key=lambda entry: entry[:3])]

"""Positions: what actors seek, accept, oppose or leave open, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import Document, Span, content_id
from detente.reading.endings import finished, says_something
from detente.reading.frame_labels import STANCES
from detente.reading.frames import Frame, Frames
from detente.reading.holders import AUTHORED, holders_of, is_first_person, statement_of, whole
from detente.reading.stance_words import settled_stance
from detente.record import Basis, Position, Reading, Statement

# what may come of it, or a threat: neither wish nor consent ("could leave the treaty")
_MAY_BREAK = re.compile(
    r"(?:(?:could|might|may)\s+(?:\w+ly\s+)?(?:withdraw|pull|abandon|suspend|halt|cut|respond|expel"
    r"|impose|scrap|{0})|(?:would|will)\s+(?:\w+ly\s+)?(?:{0}))\b".format(
        "leave|quit|walk|break|strike|attack|retaliate|collapse|fail"
    ),
    re.IGNORECASE,
)

# to say that a thing is not so, to fear or to believe it is no wish; nor is it consent to agree
# that one does not agree
_NO_STANCE = re.compile(
    r"(?:(?:has|have|had|also|strongly|flatly)\s+)*(?:den(?:y|ies|ied|ying)|fear(?:s|ed|ing)?"
    r"|believe[sd]?)\b",
    re.IGNORECASE,
)
_DISAGREES = re.compile(r"(?:(?:to|go|goes|going|on)\s+)*(?:disagree|differ)", re.IGNORECASE)


def find_positions(
    document: Document, frames: Frames, statements: Sequence[Statement]
) -> tuple[Position, ...]:
    """The positions of a document in text order; holders, issues and voice not yet resolved.

    A position nobody holds is none: an author's own wishes, a wish without a subject.
    """
    found = {}
    for frame in frames.of("cue"):
        statement = statement_of(frame, statements)
        holders = holders_of(frame, document, statement)
        goal = frame.slots.get("object")
        if goal is None or not holders or not says_something(document, goal):
            continue
        goal = finished(document, goal, frame.sentence)
        cue = document.quote(frame.span)
        if _is_none(cue, document.quote(goal)) or _is_authors(document, holders, statement):
            continue
        settled = settled_stance(cue, [document.quote(span) for span in holders])
        position = Position(
            id=content_id("p", document.id, frame.span, goal, holders),
            document=document.id,
            sentence=frame.sentence,
            stance=settled or STANCES[frame.stance],
            basis=_basis(document, frame, statement),
            goal=goal,
            cue=frame.span,
            holder_spans=holders,
            quote=whole(document, [frame.span, goal, *frame.holders]),
            confidence=frame.confidence,
            statement=statement.id if statement else None,
        )
        found[position.id] = position
    return tuple(found.values())


def _is_none(cue: str, goal: str) -> bool:
    return bool(
        _MAY_BREAK.match(f"{cue} {goal}") or _NO_STANCE.match(cue) or _DISAGREES.match(goal)
    )


def _is_authors(document: Document, holders: Sequence[Span], statement: Statement | None) -> bool:
    """True for the wish of an author who says of himself "I" or "we" that he has it."""
    if document.genre not in AUTHORED or statement is None or statement.nested_in:
        return False
    return tuple(holders) == statement.source and is_first_person(document, holders)


def _basis(document: Document, frame: Frame, statement: Statement | None) -> Basis:
    """By whose word it is the holder's.

    An author's word for what others want is never theirs: in an opinion or an analysis only what
    stands in the content of a statement by the holder is. Elsewhere a speech act is the holder's
    own word, a wish that a reporter ascribes is not.
    """
    authored = document.genre in AUTHORED
    if statement is None or (authored and is_first_person(document, statement.source)):
        if authored:
            return "author-asserted"
        return "self-stated" if frame.self_stated else "reported"
    named = frame.holders
    if any(part.overlaps(frame.span) for part in statement.cue):
        # the cue of the position is that of the statement
        if authored:
            return "author-asserted"
        speaks = statement.mode != "attitude" and frame.self_stated
        return "self-stated" if speaks else "reported"
    if authored and (statement.mode == "attitude" or _is_wish(document, statement)):
        # no speech that is told: the author says what the holder thinks or demands
        return "author-asserted"
    by_holder = not named or any(part.overlaps(span) for part in statement.source for span in named)
    first_person = is_first_person(document, named)
    # whom an author quotes on another's wish is no word of the other's, whatever the network says
    read_so = frame.self_stated and not authored
    return "self-stated" if by_holder or first_person or read_so else "reported"


def _is_wish(document: Document, statement: Statement) -> bool:
    return any(settled_stance(document.quote(part), ()) for part in statement.cue)


def settle_bases(reading: Reading) -> Reading:
    """The reading, with the basis of what a statement says of somebody's position.

    It is the holder's own word where a speaker is the holder or of its state, and another's where
    the speakers are of other states, or of an unknown one ("a diplomat said that Russia would not
    accept"); where only the holder's is unknown, it stays as it was read.
    """
    actors = {actor.id: actor for actor in reading.actors}
    said = {statement.id: statement for statement in reading.statements}

    def settled(position: Position) -> Position:
        statement = said.get(position.statement or "")
        if statement is None or any(part.overlaps(position.cue) for part in statement.cue):
            return position
        speakers, holders = set(statement.speakers), set(position.actors)
        theirs = {actors[id].state for id in speakers}
        states = {actors[id].state for id in holders}
        if position.basis == "author-asserted" or not speakers or not holders:
            return position
        if speakers & holders or (theirs & states) - {None}:
            return replace(position, basis="self-stated")
        if None not in states:
            return replace(position, basis="reported")
        return position

    return replace(reading, positions=tuple(map(settled, reading.positions)))

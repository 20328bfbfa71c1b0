"""Split a source that names several speakers: "Lavrov and Clinton", "Mali and Burkina Faso"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.knowledge import Entity
from detente.reading.heads import Nominal
from detente.reading.mentions import describe
from detente.reading.pieces import Piece

_LINKS = frozenset({"and", "&", ","})
# What separates a part from the one before it, and the part.
_Segment = tuple[Piece | None, list[Piece]]


def conjuncts(pieces: Sequence[Piece]) -> list[Nominal]:
    """The noun phrases that a source joins; one if it names a single party."""
    if not any(piece.text.lower() in {"and", "&"} for piece in pieces):
        return [describe(pieces)]
    groups = _groups(_segments(pieces)) or [list(pieces)]
    if _adjectives(groups[:-1]):
        return [_joined(pieces, groups)]
    found = [describe(group) for group in groups]
    return [_inherit(item, found[0]) for item in found]


def _segments(pieces: Sequence[Piece]) -> list[_Segment]:
    """The pieces between commas and "and", each with what separates it from the one before."""
    segments: list[_Segment] = [(None, [])]
    for piece in pieces:
        if piece.text.lower() not in _LINKS:
            segments[-1][1].append(piece)
        elif segments[-1][1]:
            segments.append((piece, []))
        else:
            segments[-1] = (piece, [])
    return [segment for segment in segments if segment[1]]


def _groups(segments: Sequence[_Segment]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    head: Nominal | None = None
    last_and = max(
        (at for at, (link, _) in enumerate(segments) if link is None or link.text != ","), default=0
    )
    for at, (link, part) in enumerate(segments):
        nominal = describe(part)
        if head is None or link is None or _splits(link.text, head, nominal, at <= last_and):
            groups.append(list(part))
            head = nominal
        else:
            groups[-1] = [*groups[-1], link, *part]
    return groups


def _splits(link: str, head: Nominal, nominal: Nominal, listed: bool) -> bool:
    if _adjective(head):
        return bool(nominal.noun or nominal.title or _adjective(nominal))
    if not (_party(head) and _party(nominal)):
        return False
    if link == ",":
        same = bool(head.person) == bool(nominal.person) and not nominal.title
        return listed and same
    return True


def _party(nominal: Nominal) -> bool:
    """True for a phrase that names one speaker by itself."""
    if nominal.person or nominal.entity or nominal.body:
        return True
    alone = nominal.determiner in {"the", "a", "an", "one", "another"} or nominal.pronoun
    return bool(alone and (nominal.noun or nominal.title) and not nominal.plural)


def _adjective(nominal: Nominal) -> bool:
    return bool(nominal.entity and nominal.entity.form == "adjective")


def _adjectives(groups: Sequence[Sequence[Piece]]) -> bool:
    return bool(groups) and all(_adjective(describe(group)) for group in groups)


def _joined(pieces: Sequence[Piece], groups: Sequence[Sequence[Piece]]) -> Nominal:
    """ "American and Russian officials": one phrase about several states."""
    last = describe(groups[-1])
    states = tuple(
        piece.value.state
        for group in groups
        for piece in group
        if isinstance(piece.value, Entity) and piece.value.state
    )
    text = describe(pieces).text
    if len(set(states)) < 2:
        return replace(last, text=text)
    return replace(last, text=text, states=tuple(dict.fromkeys(states)), state=None, plural=True)


def _inherit(nominal: Nominal, first: Nominal) -> Nominal:
    """ "Senators McConnell and Kyl": the plural title is that of each."""
    if not first.person or not nominal.person or nominal.title:
        return nominal
    if not first.title or not first.title.plural:
        return nominal
    return replace(
        nominal,
        title=first.title,
        office=first.office,
        sector=first.sector,
        state=first.state,
        said=first.said,
    )

"""What a phrase asks of the table of offices: name, title, state or organisation, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.knowledge import Entity, knowledge
from detente.knowledge.names import fold, is_full
from detente.knowledge.offices import Offices, body_key
from detente.knowledge.posts import post_of
from detente.reading.heads import PARTICLES, name_run
from detente.reading.pieces import Piece, cut

# Capitalised words of titles, which are no part of a name.
_MINISTRIES = knowledge().words["office_capitals"]
_JUNIOR = re.compile(r",? (?:Jr|Sr)\b\.?")
_FORMER = re.compile(r"\b(?:former|formerly|ex|late|onetime|one-time|erstwhile)\b", re.IGNORECASE)
_COMING = re.compile(r"\b(?:incoming|designate|-elect|elect)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"^(?:(?:the|of|for|and|a|an|,|-|in|to)\s+)+|(?:\s+(?:of|for|the|,|and|in|to))+$"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase taken apart; ``said`` is false where the state is not the phrase's own word.

    ``post`` is the title's post (see ``knowledge.posts``), empty where there is no title; ``when``
    is ``former`` or ``future`` where the phrase says that the office is over or not yet held.
    """

    name: str = ""
    title: str = ""
    post: str = ""
    state: str | None = None
    body: str = ""
    said: bool = True
    when: str = ""


def asked(text: str, table: Offices, state: str | None = None) -> Asked:
    """Take a phrase apart; ``state`` is the one that its surroundings speak of, if any."""
    phrase = _JUNIOR.sub("", " ".join(text.split())).strip(" ,.;:")
    pieces = cut(phrase)
    name, rest = _known_name(phrase, pieces, table) or _name(pieces)
    own, body = None, ""
    words: list[str] = []
    for piece in rest:
        entity = piece.value
        if isinstance(entity, Entity) and entity.form == "organisation":
            if _of_ministry(words):
                words.append(piece.text)
            else:
                body = body_key(entity.name)
        elif isinstance(entity, Entity) and entity.state:
            own = entity.state
            if entity.form in {"seat", "organ"}:
                words.append(piece.text)
        elif piece.kind != "poss":
            words.append(piece.text)
    title = _ENDS.sub("", " ".join(words)).strip(" ,")
    when = "former" if _FORMER.search(title) else "future" if _COMING.search(title) else ""
    said = bool(own)
    known = knowledge().titles.get(title.lower())
    if not own and not body:
        own = state or (known.state if known else None)
    return Asked(name, title, post_of(title) if title else "", own, body, said, when)


def _of_ministry(words: Sequence[str]) -> bool:
    """True inside a title such as "Minister for Europe", "Secretary of State for …"."""
    before = " ".join(words[:-1]).lower().split()
    return "minister" in before or ("secretary" in before and "general" not in before)


def _known_name(
    phrase: str, pieces: Sequence[Piece], table: Offices
) -> tuple[str, list[Piece]] | None:
    """The longest run of pieces that is a full name of the table, and the other pieces."""
    for size in range(len(pieces), 0, -1):
        for at in range(len(pieces) - size + 1):
            first, last = pieces[at], pieces[at + size - 1]
            name = phrase[first.start : last.end]
            if is_full(name) and name[0].isupper() and table.exact(name) and not _titled(name):
                return name, [*pieces[:at], *pieces[at + size :]]
    return None


def _titled(name: str) -> bool:
    """True if a title is part of it: "President Lula" is more than a name."""
    return fold(name).split()[0] in _MINISTRIES


def _name(pieces: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The personal name in a phrase, and the pieces that are none of it."""
    best: Sequence[Piece] = ()
    for end in range(len(pieces), 0, -1):
        if end < len(pieces) and pieces[end].kind == "name" and not _is_office_word(pieces[end]):
            continue
        run = [p for p in name_run(pieces[:end]) if not _is_office_word(p)]
        while run and run[0].text.lower() in PARTICLES:
            run = run[1:]
        if len(run) > len(best) and run[-1] is pieces[end - 1]:
            best = run
    kept = {id(piece) for piece in best}
    return " ".join(p.text for p in best), [p for p in pieces if id(p) not in kept]


def _is_office_word(piece: Piece) -> bool:
    return piece.text.lower() in _MINISTRIES

"""What a whole noun phrase says of an actor, with apposition, "of …", "who speaks for …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.knowledge import Entity, knowledge
from detente.reading.heads import OFFICE_WORDS, Nominal, core, name_run, stronger
from detente.reading.pieces import Piece

_WORDS = knowledge().words
# What an apposition can begin with, besides a title or a name: "the", "India's", "deputy".
_APPOSED = OFFICE_WORDS.union(
    *(_WORDS[name] for name in ("determiners", "possessives", "loose", "many"))
)


def describe(pieces: Sequence[Piece]) -> Nominal:
    """What a noun phrase is about, from its pieces; apposition and "of …" are taken in."""
    pieces = _trim(pieces)
    text = _text(pieces)
    at = _head_end(pieces)
    nominal = replace(core(pieces[:at]), text=text)
    rest = pieces[at:]
    if nominal.entity and nominal.entity.form == "people" and rest and rest[0].kind == "word":
        nominal = replace(nominal, entity=None, plural=True)
    if rest and rest[0].text == "of" and _is_share(pieces[:at]):
        nominal, rest = _share(nominal, text, rest)
    while rest:
        size = _part_end(rest)
        nominal = _join(nominal, rest[:size])
        rest = rest[size:]
    return nominal


def _is_share(head: Sequence[Piece]) -> bool:
    """True for "one (of)", "some (of)"."""
    return len(head) == 1 and head[0].text.lower() in _WORDS["shares"]


def _share(nominal: Nominal, text: str, rest: Sequence[Piece]) -> tuple[Nominal, Sequence[Piece]]:
    """ "One of the aides": what it is part of, but for the number."""
    size = _part_end(rest)
    whole = core(rest[1:size])
    determiner = text.split(" ", 1)[0].lower()
    if size == 2 and rest[1].text.lower() in {"them", "these", "those", "whom"}:
        whole = replace(whole, pronoun="their")
    part = replace(
        whole, text=text, entity=None, person=(), determiner=determiner, plural=determiner != "one"
    )
    return part, rest[size:]


def _text(pieces: Sequence[Piece]) -> str:
    """The words of the pieces with single spaces, as they stood."""
    out, end = "", 0
    for piece in pieces:
        out += " " + piece.text if piece.start > end else piece.text
        end = piece.end
    return " ".join(out.split())


def _trim(pieces: Sequence[Piece]) -> Sequence[Piece]:
    first, last = 0, len(pieces)
    while first < last and pieces[first].kind == "mark":
        first += 1
    while last > first and pieces[last - 1].kind in {"mark", "poss"}:
        last -= 1
    return pieces[first:last]


def _head_end(pieces: Sequence[Piece]) -> int:
    """Where the head's own words end: at a mark, a relative pronoun or a preposition."""
    for at, piece in enumerate(pieces):
        if at and piece.kind == "mark" and piece.text not in "-'’.“”\"‘":
            return at
        if at and piece.kind == "word" and piece.text.lower() in _WORDS["cut"]:
            return at
    return len(pieces)


def _part_end(rest: Sequence[Piece]) -> int:
    for at, piece in enumerate(rest[1:], start=1):
        if piece.kind == "mark" and piece.text not in "-'’.“”\"‘":
            return at
        if piece.kind == "word" and piece.text.lower() in _WORDS["cut"]:
            return at
    return len(rest)


def _join(nominal: Nominal, part: Sequence[Piece]) -> Nominal:
    """Take in what follows the head: an apposition, or a phrase with a preposition."""
    link, rest = part[0], part[1:]
    word = link.text.lower()
    if not rest:
        return nominal
    if link.kind == "mark":
        return _appose(nominal, rest) if word in ",(—–-" else nominal
    if word in {"of", "for", "from", "at"} or (word == "to" and not nominal.state):
        return _belongs(nominal, rest, word)
    if word == "who" and len(rest) > 1 and rest[0].text.lower() in _WORDS["leading"]:
        return _belongs(nominal, rest[1:], word)
    if word in {"in", "near", "on", "and"}:
        return _placed(nominal, rest, word)
    return nominal


def _placed(nominal: Nominal, rest: Sequence[Piece], word: str) -> Nominal:
    """ "In Kyiv" is where somebody is, "in Congress" is whose they are."""
    inner = core(rest)
    if word == "and":
        states = _both(nominal, inner)
        return replace(nominal, place=None, states=states) if inner.entity else nominal
    place = inner.entity.state if inner.entity else None
    if inner.entity and inner.entity.form == "organ" and not nominal.state:
        return replace(nominal, state=place, said=False)
    return replace(nominal, place=nominal.place or place)


def _both(nominal: Nominal, inner: Nominal) -> tuple[str, ...]:
    """ "The foreign ministers of India and Pakistan": the states of which the title is held."""
    named = inner.entity.state if inner.entity else None
    if nominal.plural and nominal.title and nominal.state and named:
        return (*(nominal.states or (nominal.state,)), named)
    return nominal.states


def _belongs(nominal: Nominal, rest: Sequence[Piece], word: str) -> Nominal:
    """ "Of Russia", "for the Chinese foreign ministry": state, and what the office is of."""
    inner = core(rest)
    if named := _name_after(nominal, inner, rest):
        return named
    if inner.person and not inner.body and not nominal.owner and not nominal.person:
        nominal = replace(nominal, owner=inner.person)
    if word == "to" or _outsider(nominal):
        return nominal
    entity = inner.entity if inner.entity and inner.entity.form == "organisation" else None
    told = not nominal.state or bool(not nominal.said and inner.state and inner.said)
    keep = not nominal.office or word == "who" or bool(nominal.person and nominal.organisation)
    return replace(
        nominal,
        state=inner.state if told else nominal.state,
        said=inner.said if told else nominal.said,
        pronoun=nominal.pronoun or inner.pronoun,
        office=nominal.office if keep else _office_of(nominal.office or "", inner, word, rest),
        organisation=nominal.organisation or entity,
    )


def _outsider(nominal: Nominal) -> bool:
    return nominal.title is not None and nominal.title.office in _WORDS["outsiders"]


def _name_after(nominal: Nominal, inner: Nominal, rest: Sequence[Piece]) -> Nominal | None:
    """ "President of Russia Vladimir Putin", "Aide to the President Yuri Ushakov"."""
    if nominal.person or not nominal.title or not inner.person or inner.body:
        return None
    before = rest[: len(rest) - len(name_run(rest))]
    last = before[-1].value if before else None
    if isinstance(last, Entity) and last.form == "name":
        return replace(nominal, person=inner.person, state=last.state, said=True, plural=False)
    if inner.determiner == "the" and inner.title:
        return replace(nominal, person=inner.person, plural=False)
    return None


def _office_of(office: str, inner: Nominal, word: str, rest: Sequence[Piece]) -> str:
    if inner.noun and inner.noun.form != "document":
        return f"{inner.noun.noun.lower()} {office}" if word == "for" else office
    if inner.entity and inner.entity.form in {"organisation", "organ", "seat"}:
        return f"{office} {word} {_text(rest)}"
    return office


def _appose(nominal: Nominal, rest: Sequence[Piece]) -> Nominal:
    """Join an apposition: a title to a name, or a name to a title."""
    first = rest[0]
    if first.kind == "word" and first.text.lower() not in _APPOSED:
        return nominal
    other = core(rest)
    if nominal.person and not nominal.body and other.title and not other.person:
        return _named(other, nominal)
    if not nominal.person and other.person and (nominal.title or nominal.pronoun):
        return replace(_named(nominal, other), plural=False)
    return nominal


def _named(title: Nominal, name: Nominal) -> Nominal:
    """The person of ``name`` with the office of ``title``."""
    best = stronger(name.title, title.title) if title.title else name.title
    own = bool(best and name.title and best.office == name.title.office and name.office)
    return replace(
        title,
        text=name.text or title.text,
        person=name.person,
        entity=None,
        title=best,
        office=name.office if own else title.office or name.office,
        state=title.state or name.state,
        said=title.said if title.state else name.said,
        gender=title.gender or name.gender,
        plural=False,
    )

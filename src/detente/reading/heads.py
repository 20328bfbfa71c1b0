"""The head of a noun phrase and what stands before it: name, title, office, state, owner, number.

Table and rule based and quick: no tagger runs. ``mentions`` adds what follows the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.knowledge import Entity, Noun, Title, knowledge
from detente.knowledge.tables import Gender
from detente.reading.pieces import Piece

_WORDS = knowledge().words
OFFICE_WORDS = _WORDS["office_words"]
PAIRS = _WORDS["pairs"]
PARTICLES = _WORDS["particles"]
# Who is beside a state and not of it, in the singular; the forms of its name that own them.
_BESIDE = frozenset(
    (
        *("neighbour", "neighbor", "ally", "allie", "rival", "foe", "enemy", "enemie", "partner"),
        *("adversary", "adversarie", "critic", "opponent", "supporter", "backer", "creditor"),
        *("donor", "sponsor", "lender"),
    )
)
_OWNERS = frozenset({"name", "capital", "seat", "nickname"})
# Which title counts where a person has two: "Senator X, the ranking Republican on the panel".
_WEIGHT = {"honorific": 0, "kin": 1, "person": 1, "official": 2, "rank": 2, "military": 3}


@dataclass(frozen=True, slots=True)
class Nominal:
    """What a noun phrase says of an actor.

    ``person`` holds the words of a personal name; ``entity`` a proper name of the tables at the
    head, ``noun`` a body, land or document there, ``title`` the title there. ``owner`` is the
    personal name in a possessive or after "to" ("Mr. Obama's aides"), ``pronoun`` a possessive
    pronoun before the head. ``said`` is false where the state comes from a table alone.
    """

    text: str
    person: tuple[str, ...] = ()
    title: Title | None = None
    entity: Entity | None = None
    noun: Noun | None = None
    office: str | None = None
    sector: str | None = None
    state: str | None = None
    said: bool = True
    states: tuple[str, ...] = ()
    gender: Gender = ""
    determiner: str = ""
    pronoun: str = ""
    owner: tuple[str, ...] = ()
    owner_title: Title | None = None
    place: str | None = None
    plural: bool = False
    body: bool = False
    organisation: Entity | None = None


def core(pieces: Sequence[Piece]) -> Nominal:
    """The head and its modifiers, without what follows."""
    pieces, determiner, pronoun = split_determiner(pieces)
    nominal = Nominal("", determiner=determiner, pronoun=pronoun)
    if not pieces:
        return nominal
    if _is_titled_body(pieces) or is_body(name_run(pieces)):
        return replace(nominal, body=True, state=_state_of(pieces))
    nominal, pieces = _owner(nominal, pieces)
    pieces = [piece for piece in pieces if piece.kind != "poss"]
    if not pieces:
        return nominal
    run = name_run(pieces)
    before = pieces[: len(pieces) - len(run)]
    if run and not _strays(run, before):
        nominal = _modified(nominal, before, person=True)
        return replace(nominal, person=tuple(_cased(piece.text) for piece in run))
    return _headed(nominal, pieces)


def _cased(word: str) -> str:
    """A transcript's "CLINTON" as other pages have it."""
    return word.title() if word.isupper() and len(word) > 3 else word


def split_determiner(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], str, str]:
    determiner = pronoun = ""
    while pieces and pieces[0].kind == "word":
        low = pieces[0].text.lower()
        if low in _WORDS["possessives"]:
            pronoun = low
        elif low in PAIRS:
            bare = low == "two" and not (determiner or pronoun)
            determiner = "several" if bare else low
        elif low in _WORDS["determiners"] or low in _WORDS["many"] or low == "one":
            determiner = determiner or low
        elif low not in _WORDS["loose"]:
            break
        pieces = pieces[1:]
    return pieces, determiner, pronoun


def _owner(nominal: Nominal, pieces: Sequence[Piece]) -> tuple[Nominal, Sequence[Piece]]:
    """Take off "Mr. Obama's" and "Obama" before a title or a body; "Russia's" stays a modifier."""
    for at, piece in enumerate(pieces):
        if at and piece.kind == "poss" and isinstance(pieces[at - 1].value, Title):
            title = _modified(nominal, pieces[:at])
            nominal = replace(nominal, owner_title=title.title, state=title.state)
            return nominal, pieces[at + 1 :]
        plain = at + 1 < len(pieces) and pieces[at + 1].kind in {"title", "noun"}
        ends = at + 1 < len(pieces) and pieces[at + 1].kind == "poss"
        if piece.kind == "name" and (ends or (plain and pieces[-1].kind != "name")):
            run = name_run(pieces[: at + 1])
            if not is_body(run):
                owner = tuple(part.text for part in run)
                return replace(nominal, owner=owner), pieces[at + 1 + ends :]
    return nominal, pieces


def name_run(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The personal name that ends the pieces, particles and all."""
    given = knowledge().given_names
    first = len(pieces)
    while first and (
        pieces[first - 1].kind == "name"
        or (first < len(pieces) and pieces[first - 1].text.lower() in PARTICLES)
        or (first < len(pieces) and pieces[first - 1].text in given)
        or (first == len(pieces) and _doubles(pieces))
    ):
        first -= 1
    while first < len(pieces) and pieces[first].kind == "word":
        first += 1
    return pieces[first:]


def _doubles(pieces: Sequence[Piece]) -> bool:
    """A table phrase that is a surname here: "Michael Jordan", "Sakie King"."""
    return (
        len(pieces) > 1
        and pieces[-1].kind in {"entity", "title"}
        and pieces[-1].text[0].isupper()
        and pieces[-2].text in knowledge().given_names
    )


def is_body(run: Sequence[Piece]) -> bool:
    """True for a run of capitals that names a body or a thing: "the Aldgate Institute"."""
    heads = _WORDS["body_heads"] | _WORDS["thing_heads"]
    return bool(run) and (run[-1].text in heads or run[0].text in _WORDS["body_heads"])


def _strays(run: Sequence[Piece], before: Sequence[Piece]) -> bool:
    """True for a lone capital after a plain word: "judges handling federal Freedom (of …)"."""
    if len(run) > 1 or not before or run[0].text in knowledge().given_names:
        return False
    return before[-1].kind == "word" and before[-1].text.lower() not in _WORDS["loose"]


def _is_titled_body(pieces: Sequence[Piece]) -> bool:
    """True for a common noun with a name of its own: "the Aldgate Institute"."""
    value, named = pieces[-1].value, len(pieces) > 1 and pieces[-2].kind == "name"
    body = isinstance(value, Noun) and value.kind in {"organisation", "bloc"}
    return named and body and pieces[-1].text[0].isupper()


def _state_of(pieces: Sequence[Piece]) -> str | None:
    """The state named last."""
    return (_states(pieces) or (None,))[-1]


def _modified(nominal: Nominal, pieces: Sequence[Piece], *, person: bool = False) -> Nominal:
    """Take state, office, sector and gender from the titles and modifiers before a head."""
    title: Title | None = None
    entity: Entity | None = None
    default: str | None = None
    fixed = bool(nominal.owner or nominal.owner_title or nominal.pronoun)
    words: list[str] = []
    ended = False
    for piece in pieces:
        if ended and piece.kind != "mark":
            words, ended = [], False
        if isinstance(piece.value, Entity):
            entity, words = piece.value, _office_words(piece.value, piece.text)
        elif isinstance(piece.value, Title):
            title = stronger(title, piece.value)
            default = piece.value.state or default
            if piece.value.office:
                words = [*words, piece.text.lower()]
                ended = piece.text.lower() not in _WORDS["prefixes"]
        elif isinstance(piece.value, Noun):
            words.append(piece.text.lower())
        elif piece.kind in {"word", "name"} and piece.text.lower() not in _WORDS["loose"]:
            words.append(piece.text)
    said = bool(entity and entity.form in {"name", "adjective", "people"})
    state = entity.state if entity else nominal.state
    if title and not state and not fixed:
        state, said = default, False
    return replace(
        nominal,
        title=title,
        office=_office(title, words) if title and title.office else None,
        sector=title.sector if title else None,
        gender=title.gender if title else "",
        state=state,
        said=said or state is None,
        organisation=entity if entity and entity.form in {"organisation", "organ"} else None,
        plural=nominal.determiner in _WORDS["many"] or bool(title and title.plural and not person),
    )


def stronger(old: Title | None, new: Title) -> Title:
    """The title that names the office: the weightier, of equals the later."""
    if old is None:
        return new
    if _WEIGHT.get(new.rank, 4) >= _WEIGHT.get(old.rank, 4):
        return replace(new, gender=new.gender or old.gender)
    return replace(old, gender=old.gender or new.gender)


def _office_words(entity: Entity, text: str) -> list[str]:
    return [text] if entity.form in {"seat", "organisation", "organ"} else []


def _office(title: Title, words: Sequence[str]) -> str:
    """The office in words: what modifies the title, then its label."""
    whole = knowledge().titles.get(" ".join(words).lower())
    if whole and whole.office:
        return whole.office
    return " ".join((*words[:-1], title.office or ""))


def _headed(nominal: Nominal, pieces: Sequence[Piece]) -> Nominal:
    """A phrase without a personal name: its last piece is the head."""
    head, before = pieces[-1], pieces[:-1]
    value = head.value
    if isinstance(value, Entity):
        return _entity_head(nominal, value, before)
    if isinstance(value, Title):
        nominal = _modified(nominal, pieces)
        states = _states(before)
        outside = len(states) > 1 or _is_beside(head, before)
        return replace(nominal, states=states, state=None) if outside else nominal
    if isinstance(value, Noun):
        return _noun_head(nominal, value, pieces)
    nominal = _modified(nominal, before)
    many = nominal.plural or head.text.endswith("s")
    if _is_beside(head, before):
        nominal = replace(nominal, state=None, said=True)
    return replace(nominal, title=None, office=None, sector=None, plural=many)


def _is_beside(head: Piece, before: Sequence[Piece]) -> bool:
    """True for "India's neighbours", who are no Indians, as Indian neighbours would be."""
    owned = any(isinstance(p.value, Entity) and p.value.form in _OWNERS for p in before)
    return owned and head.text.lower().rstrip("s") in _BESIDE


def _entity_head(nominal: Nominal, value: Entity, before: Sequence[Piece]) -> Nominal:
    if value.form == "adjective" and nominal.determiner not in {"the", ""}:
        return replace(nominal, state=value.state, plural=False)
    if value.form == "people" and nominal.determiner != "the":
        return replace(nominal, state=value.state, plural=True)
    said = value.form in {"name", "adjective", "people"}
    state = _state_of(before)
    if not value.state and state:
        return replace(nominal, entity=value, state=state)
    if state not in {None, value.state} and (value.form == "organ" or value.name.endswith("Party")):
        # Many states have a Senate or a Labour Party; the table's is meant where no other is named.
        other = replace(value, state=state)
        return replace(nominal, entity=other, state=state, sector=value.sector)
    return replace(
        nominal, entity=value, state=value.state, sector=value.sector, said=said or not value.state
    )


def _noun_head(nominal: Nominal, value: Noun, pieces: Sequence[Piece]) -> Nominal:
    modified = _modified(nominal, pieces[:-1])
    state, said = modified.state, modified.said
    if not state and value.state and not modified.owner and not nominal.pronoun:
        state, said = value.state, False
    words = [
        piece.text
        for piece in pieces[:-1]
        if not isinstance(piece.value, Entity) and piece.text.lower() not in _WORDS["loose"]
    ]
    words.append(value.noun if value.plural else pieces[-1].text)
    return replace(
        modified,
        noun=replace(value, noun=" ".join(words)) if value.form == "body" else value,
        title=None,
        office=None,
        sector=value.sector,
        state=state,
        said=said,
        states=_states(pieces),
        plural=value.plural or modified.plural,
    )


def _states(pieces: Sequence[Piece]) -> tuple[str, ...]:
    found = (piece.value.state for piece in pieces if isinstance(piece.value, Entity))
    return tuple(dict.fromkeys(state for state in found if state))

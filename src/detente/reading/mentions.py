"""Noun phrases that name an actor, taken apart with the tables: title, name, state, head noun.

Table and rule based and quick: no tagger runs. :func:`cut` splits a text into pieces once,
:func:`describe` says what one noun phrase is about; who that is, is settled in ``actors``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from detente.knowledge import Entity, Noun, Title, knowledge
from detente.knowledge.tables import Gender

PieceKind = Literal["entity", "title", "noun", "name", "word", "mark", "poss"]
Value = Entity | Title | Noun | None

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Sen|Rep|Gov|Adm|Amb|Capt|Sgt|Prof|St|Jr|Sr|No|[A-Z])\."
    r"|['’]s\b|G[-‑]?\d+"
    r"|[^\W_]+(?:(?!['’]s\b)[-‑'’][^\W_]+)*\+?|[^\w\s]"
)
PARTICLES = frozenset(
    "al el ul bin ben ibn bint abu de da di do dos del della der den van von zu la le ter e y af".split()
)
# Words that begin a sentence with a capital and are no part of a name.
_COMMON = frozenset(
    """a about above according across after again against all almost already also although always am
    among an and another any anyone apart are around as asked at away back be because been before
    behind being below besides between beyond both but by can could despite did do does during each
    earlier either even every everyone everything everybody few finally first for former from further
    given had has have he hence her here hers him his how however i if in indeed inside instead into
    is it its itself just last late later less like many may me meanwhile might mine more moreover
    most much must my near nearly neither never nevertheless next no nobody none nor not nothing now
    of off often on once one only onto or other others otherwise our ours out outside over past per
    perhaps rather read said same says second secondly she should since so some someone something
    soon still such ten than that the their theirs them then there therefore these they third this
    those though three through throughout thus to today together tomorrow tonight too toward towards
    two under unless unlike until up upon us very via was we were what whatever when where whereas
    whether which while who whoever whom whose why will with within without would yes yesterday yet
    you your yours four five six seven eight nine several senior top asked speaking monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august
    september october november december western eastern northern southern central mr read sources
    critics sceptics skeptics photo""".split()
)
# Capitalised heads that make a run of capitals a thing or a body, not a person.
_BODY_HEADS = frozenset(
    """Institute Institution University College School Center Centre Foundation Council Committee
    Commission Party Association Union League Bank Group Company Corporation Agency Endowment
    Society Fund Academy Front Movement Congress Parliament Assembly Court Ministry Department
    Office Network Coalition Forum Club Command Brigade Guards Observatory Federation Authority
    Post Times Journal Courier Herald Tribune Gazette News Daily Weekly Press Television TV Radio
    Wire Dispatch Examiner Chronicle Standard Mail Telegraph Observer Review Sun Globe Star""".split()
)
_THING_HEADS = frozenset(
    """Declaration Treaty Agreement Accord Accords Pact Protocol Convention Act Summit Conference
    Hall House Palace Street Square Avenue Road Sea Ocean Gulf River Lake Bay Strait Straits Island
    Islands Mountains Valley Peninsula Airport Base Port Bridge War Wall Day Week Year Project
    Plan Initiative Doctrine Charter Statement Resolution Budget Start START Prize Cup Games
    Building Hotel Hill Cold World Great New East West Middle Street Pipeline Stream Skies""".split()
)
# Adjectives before a title that are no part of the office.
_LOOSE = frozenset(
    """senior top another other leading prominent veteran longtime long-time powerful influential
    new old young retired former ex outgoing incoming then late unnamed anonymous unidentified
    current many some several few two three four five six seven eight nine ten dozen dozens most
    certain various local western european regional foreign-policy high-ranking high-level
    ranking more no any each every both one two-term hard-line hardline embattled exiled
    opposition own dear
    """.split()
)
_CUT = frozenset(
    """of for in at from on with to near close by about who whom whose which that where when
    familiar working preparing briefed travelling traveling speaking involved after before as
    under inside outside among between behind during based present writing and or, against
    seated standing ruled""".split()
)
_POSSESSIVES = frozenset("his her its their my our your".split())
SHARES = frozenset("one two three some several many most none all both each few neither".split())
_DETERMINERS = frozenset("the a an this that these those another some any no each every".split())
PAIRS = frozenset("two both neither either each".split())
_MANY = frozenset(
    "two three four five six seven eight nine ten both several many some few most other all".split()
)
# Words before a title that belong to its phrase: "the deputy foreign minister X".
OFFICE_WORDS = frozenset(
    """deputy foreign former chief senior first vice acting defence defense interior finance press
    energy trade justice home national security political military top retired late veteran
    opposition external affairs water oil environment culture health cabinet special then""".split()
)
_APPOSED = _DETERMINERS | _POSSESSIVES | _LOOSE | _MANY | OFFICE_WORDS
# Which title counts where a person has two: "Senator X, the ranking Republican on the panel".
_WEIGHT = {"honorific": 0, "kin": 1, "person": 1, "official": 2, "rank": 2, "military": 3}


class Piece(NamedTuple):
    """A token or a phrase of the tables, with its ``[start, end)``."""

    kind: PieceKind
    text: str
    start: int
    end: int
    value: Value = None


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


def cut(text: str, offset: int = 0) -> list[Piece]:
    """The pieces of a text, longest phrase of the tables first; ``offset`` is added to spans."""
    tokens = [(m[0], m.start() + offset, m.end() + offset) for m in _TOKEN.finditer(text)]
    starts = _phrases()
    pieces: list[Piece] = []
    place, opening = 0, True
    while place < len(tokens):
        word, start, end = tokens[place]
        found = None
        if (lengths := starts.get(word)) or (lengths := starts.get(word.lower())):
            found = _longest(tokens, place, lengths)
        if found:
            size, kind, value = found
            end = tokens[place + size - 1][2]
            phrase = text[start - offset : end - offset]
            pieces.append(Piece(kind, phrase, start, end, value))
        else:
            size = 1
            pieces.append(Piece(_plain_kind(word, opening), word, start, end))
        opening = word in '.?!:“"‘' or (opening and pieces[-1].kind == "mark")
        place += size
    return pieces


def _plain_kind(word: str, opening: bool) -> PieceKind:
    if word in {"'s", "’s"}:
        return "poss"
    if not word[0].isalnum():
        return "mark"
    if not word[0].isupper():
        return "word"
    lower = word.lower()
    if lower in _COMMON or (opening and lower.endswith(("ing", "ly"))):
        return "word"
    return "name"


def _longest(
    tokens: Sequence[tuple[str, int, int]], place: int, lengths: Sequence[int]
) -> tuple[int, PieceKind, Value] | None:
    exact, lower = _index()
    for size in lengths:
        if place + size > len(tokens):
            continue
        words = " ".join(token[0] for token in tokens[place : place + size]).replace("’", "'")
        if entity := exact.get(words):
            if entity.form == "nickname" and not _stands_alone(tokens, place):
                continue
            return size, "entity", entity
        low = words.lower()
        if value := lower.get(low):
            if words.isupper() and len(words) == 2 and low != "mp":
                continue
            return size, "title" if isinstance(value, Title) else "noun", value
    return None


def _stands_alone(tokens: Sequence[tuple[str, int, int]], place: int) -> bool:
    """ "The North", not "North Carolina" nor "the Far North"."""
    after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    before = tokens[place - 1][0].lower() if place else ""
    return before == "the" and not after[:1].isupper()


@cache
def _index() -> tuple[dict[str, Entity], dict[str, Title | Noun]]:
    """Phrases as tokens joined by spaces: proper names as written, the rest in lower case."""
    known = knowledge()
    exact = {_key(name): entity for name, entity in known.entities.items()}
    # In title case the tokeniser sees "Lt. Gen." as the text has it.
    lower: dict[str, Title | Noun] = {
        _key(name.title()).lower(): title for name, title in known.titles.items()
    }
    lower.update({_key(name): noun for name, noun in known.nouns.items()})
    return exact, lower


def _key(phrase: str) -> str:
    return " ".join(_TOKEN.findall(phrase.replace("’", "'")))


@cache
def _phrases() -> Mapping[str, tuple[int, ...]]:
    """First token of every phrase → the lengths of the phrases that start so, longest first."""
    found: dict[str, set[int]] = {}
    for table in _index():
        for phrase in table:
            words = phrase.split(" ")
            found.setdefault(words[0].replace("'", "’"), set()).add(len(words))
            found.setdefault(words[0], set()).add(len(words))
    for word, sizes in found.items():
        sizes |= found.get(word.lower(), set())
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


def describe(pieces: Sequence[Piece]) -> Nominal:
    """What a noun phrase is about, from its pieces; apposition and "of …" are taken in."""
    pieces = _trim(pieces)
    text = _text(pieces)
    at = _head_end(pieces)
    nominal = replace(_core(pieces[:at]), text=text)
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
    return len(head) == 1 and head[0].text.lower() in SHARES


def _share(nominal: Nominal, text: str, rest: Sequence[Piece]) -> tuple[Nominal, Sequence[Piece]]:
    """ "One of the aides": what it is part of, but for the number."""
    size = _part_end(rest)
    whole = _core(rest[1:size])
    determiner = text.split(" ", 1)[0].lower()
    if size == 2 and rest[1].text.lower() in {"them", "these", "those", "whom"}:
        whole = replace(whole, pronoun="their")
    part = replace(
        whole, text=text, entity=None, person=(), determiner=determiner, plural=determiner != "one"
    )
    return part, rest[size:]


def _text(pieces: Sequence[Piece]) -> str:
    """The words of the pieces with single spaces, as they stood."""
    out = ""
    for before, piece in zip((None, *pieces[:-1]), pieces, strict=True):
        gap = " " if before and piece.start > before.end else ""
        out += gap + piece.text
    return " ".join(out.split())


def _trim(pieces: Sequence[Piece]) -> Sequence[Piece]:
    first, last = 0, len(pieces)
    while first < last and pieces[first].kind == "mark":
        first += 1
    while last > first and pieces[last - 1].kind == "mark":
        last -= 1
    return pieces[first:last]


def _head_end(pieces: Sequence[Piece]) -> int:
    """Where the head's own words end: at a mark, a relative pronoun or a preposition."""
    for at, piece in enumerate(pieces):
        if at and piece.kind == "mark" and piece.text not in "-'’.“”\"‘":
            return at
        if at and piece.kind == "word" and piece.text.lower() in _CUT:
            return at
    return len(pieces)


def _part_end(rest: Sequence[Piece]) -> int:
    for at, piece in enumerate(rest[1:], start=1):
        if piece.kind == "mark" and piece.text not in "-'’.“”\"‘":
            return at
        if piece.kind == "word" and piece.text.lower() in _CUT:
            return at
    return len(rest)


def _core(pieces: Sequence[Piece]) -> Nominal:
    """The head and its modifiers, without what follows."""
    pieces, determiner, pronoun = _determiner(pieces)
    nominal = Nominal("", determiner=determiner, pronoun=pronoun)
    if not pieces:
        return nominal
    nominal, pieces = _owner(nominal, pieces)
    pieces = [piece for piece in pieces if piece.kind != "poss"]
    run = _name_run(pieces)
    if run and not nominal.owner and _is_body(run):
        return replace(nominal, body=True, plural=False, **_state_of(pieces[: -len(run)]))
    if run:
        before = pieces[: -len(run)]
        nominal = _modified(nominal, before, person=True)
        return replace(nominal, person=tuple(_cased(piece.text) for piece in run))
    return _headed(nominal, pieces)


def _cased(word: str) -> str:
    """A transcript's "CLINTON" as other pages have it."""
    return word.title() if word.isupper() and len(word) > 3 else word


def _determiner(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], str, str]:
    determiner = pronoun = ""
    while pieces and pieces[0].kind == "word":
        low = pieces[0].text.lower()
        if low in _POSSESSIVES:
            pronoun = low
        elif low in PAIRS:
            determiner = low
        elif low in _DETERMINERS or low in _MANY or low == "one":
            determiner = determiner or low
        elif low not in _LOOSE:
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
            run = _name_run(pieces[: at + 1])
            if not _is_body(run):
                owner = tuple(part.text for part in run)
                return replace(nominal, owner=owner), pieces[at + 1 + ends :]
    return nominal, pieces


def _name_run(pieces: Sequence[Piece]) -> Sequence[Piece]:
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


def _is_body(run: Sequence[Piece]) -> bool:
    return bool(run) and (run[-1].text in _BODY_HEADS or run[0].text in _BODY_HEADS)


def _state_of(pieces: Sequence[Piece]) -> dict[str, str | None]:
    for piece in reversed(pieces):
        if isinstance(piece.value, Entity) and piece.value.state:
            return {"state": piece.value.state}
    return {}


def _modified(nominal: Nominal, pieces: Sequence[Piece], *, person: bool = False) -> Nominal:
    """Take state, office, sector and gender from the titles and modifiers before a head."""
    title: Title | None = None
    entity: Entity | None = None
    default: str | None = None
    fixed = bool(nominal.owner or nominal.owner_title or nominal.pronoun)
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece.value, Entity):
            entity, words = piece.value, _office_words(piece.value, piece.text)
        elif isinstance(piece.value, Title):
            title = _stronger(title, piece.value)
            default = piece.value.state or default
            if piece.value.office:
                words.append(piece.text)
        elif isinstance(piece.value, Noun):
            words.append(piece.text.lower())
        elif piece.kind in {"word", "name"} and piece.text.lower() not in _LOOSE:
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
        plural=nominal.determiner in _MANY or bool(title and title.plural and not person),
    )


def _stronger(old: Title | None, new: Title) -> Title:
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
    spoken = " ".join(words[:-1]) if words else ""
    whole = knowledge().titles.get(" ".join(words).lower())
    if whole and whole.office:
        return whole.office
    spoken = " ".join(w if w.isupper() or not w.istitle() else w for w in spoken.split())
    label = title.office or ""
    return f"{_lowered(spoken)} {label}".strip()


def _lowered(words: str) -> str:
    """Lower case, but for proper names of the tables and abbreviations."""
    if words in knowledge().entities:
        return words
    return " ".join(
        word
        if word.isupper() or word in {"Treasury", "Kremlin", "White", "House"}
        else word.lower()
        for word in words.split()
    )


def _headed(nominal: Nominal, pieces: Sequence[Piece]) -> Nominal:
    """A phrase without a personal name: its last piece is the head."""
    head, before = pieces[-1], pieces[:-1]
    value = head.value
    if isinstance(value, Entity):
        return _entity_head(nominal, value, before)
    if isinstance(value, Title):
        nominal = _modified(nominal, pieces)
        states = _states(before)
        return replace(nominal, states=states, state=None) if len(states) > 1 else nominal
    if isinstance(value, Noun):
        return _noun_head(nominal, value, pieces)
    nominal = _modified(nominal, before)
    many = nominal.plural or head.text.endswith("s")
    return replace(nominal, title=None, office=None, sector=None, plural=many)


def _entity_head(nominal: Nominal, value: Entity, before: Sequence[Piece]) -> Nominal:
    if value.form == "adjective" and nominal.determiner not in {"the", ""}:
        return replace(nominal, state=value.state, plural=False)
    if value.form == "people" and nominal.determiner != "the":
        return replace(nominal, state=value.state, plural=True)
    said = value.form in {"name", "adjective", "people"}
    if not value.state and (owner := _state_of(before)):
        return replace(nominal, entity=value, said=True, **owner)
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
        for piece in pieces
        if not isinstance(piece.value, Entity) and piece.text.lower() not in _LOOSE
    ]
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


def _join(nominal: Nominal, part: Sequence[Piece]) -> Nominal:
    """Take in what follows the head: an apposition, or a phrase with a preposition."""
    link, rest = part[0], part[1:]
    if not rest:
        return nominal
    if link.kind == "mark":
        return _appose(nominal, rest) if link.text in ",(—–-" else nominal
    word = link.text.lower()
    if word in {"of", "for", "from", "at"}:
        return _belongs(nominal, rest, word)
    if word == "to" and not nominal.state:
        inner = _core(rest)
        if inner.person and inner.determiner != "the":
            return replace(nominal, owner=inner.person)
        return _belongs(nominal, rest, word)
    if word in {"in", "near", "on"}:
        inner = _core(rest)
        place = inner.entity.state if inner.entity else None
        one = len([p for p in rest if isinstance(p.value, Entity)]) == 1
        if inner.entity and inner.entity.form == "organ" and not nominal.state:
            return replace(nominal, state=place, said=False)
        return replace(nominal, place=nominal.place or (place if one else None))
    return nominal


def _belongs(nominal: Nominal, rest: Sequence[Piece], word: str) -> Nominal:
    """ "of Russia", "for the Chinese foreign ministry": state, and what the office is of."""
    inner = _core(rest)
    if named := _name_after(nominal, inner, rest):
        return named
    if inner.person and not inner.body and not nominal.owner:
        nominal = replace(nominal, owner=inner.person) if not nominal.person else nominal
    changes: dict[str, object] = {}
    ends = inner.entity is not None and inner.entity.form in {"organisation"}
    if not nominal.state or (not nominal.said and inner.state and inner.said):
        changes.update(state=inner.state, said=inner.said)
    if inner.pronoun and not nominal.pronoun:
        changes["pronoun"] = inner.pronoun
    if nominal.office and not (nominal.person and nominal.organisation):
        changes["office"] = _office_of(nominal.office, inner, word, rest)
    if ends and not nominal.organisation:
        changes["organisation"] = inner.entity
    if inner.determiner == "the" and inner.noun and not inner.state and not nominal.state:
        changes["place"] = None
    return replace(nominal, **changes)  # type: ignore[arg-type]


def _name_after(nominal: Nominal, inner: Nominal, rest: Sequence[Piece]) -> Nominal | None:
    """ "President of Russia Vladimir Putin", "Aide to the President Yuri Ushakov"."""
    if nominal.person or not nominal.title or not inner.person or inner.body:
        return None
    before = rest[: len(rest) - len(_name_run(rest))]
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
    other = _core(rest)
    if nominal.person and not nominal.body and other.title and not other.person:
        return _named(other, nominal)
    if not nominal.person and other.person and (nominal.title or nominal.pronoun):
        return replace(_named(nominal, other), plural=False)
    return nominal


def _named(title: Nominal, name: Nominal) -> Nominal:
    """The person of ``name`` with the office of ``title``."""
    best = _stronger(name.title, title.title) if title.title else name.title
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

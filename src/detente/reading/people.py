"""The people of one document: full names with their offices, and what short forms mean."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from detente.document import content_id
from detente.knowledge import KnownPerson, Title, knowledge
from detente.knowledge.names import fold, name_words, short_for
from detente.knowledge.tables import Gender
from detente.reading.heads import Nominal
from detente.record import Actor, ActorKind

# Two people of one surname, last named fewer characters apart than this, cannot be told apart.
_APART = 200
_LESSER = re.compile(r"\b(?:deputy|vice|assistant|former|under)\b")


@dataclass(eq=False, slots=True)
class Party:
    """An actor in the making: facts are filled in while the document is read.

    ``identity`` is the name and state that the table of offices has for a person whom it knows.
    """

    kind: ActorKind
    name: str
    state: str | None = None
    sector: str | None = None
    office: str | None = None
    reference: bool = False
    gender: Gender = ""
    plural: bool = False
    title: Title | None = None
    words: tuple[str, ...] = ()
    head: bool = False
    places: list[int] = field(default_factory=list)
    identity: tuple[str, str] | None = None

    def actor(self, as_of: str | None) -> Actor:
        """The finished record; its id depends on kind, name and state alone."""
        name = " ".join(self.words) if self.kind == "person" else fold(self.name)
        name, state = self.identity or (name, self.state or "")
        return Actor(
            content_id("a", self.kind, name, state),
            self.name,
            self.kind,
            self.state,
            self.sector,
            self.office,
            as_of,
            self.reference,
        )


class People:
    """The people named in a document, and who a short form means at a place in it."""

    def __init__(self, year: int | None, states: frozenset[str], *, later: bool = False) -> None:
        self.parties: list[Party] = []
        self._by_word: dict[str, list[Party]] = {}
        self._later = later
        self._year = year
        self._states = states

    def learn(self, named: Iterable[tuple[int, Nominal]]) -> None:
        """Take in every mention ``(place, nominal)``; full names are learnt before short ones."""
        for place, nominal in sorted(
            named, key=lambda item: (len(name_words(item[1].person)) == 1, item[0])
        ):
            party = self._same(nominal) or self.new(nominal)
            _fill(party, self.checked(nominal))
            self.index(party)
            insort(party.places, place)

    def checked(self, nominal: Nominal) -> Nominal:
        """The nominal without a state that only its title implies and the page never speaks of.

        A senator is American in a page on America, not in one on Nigeria.
        """
        if nominal.said or not self._states or nominal.state in self._states:
            return nominal
        return replace(nominal, state=None, said=True)

    def _same(self, nominal: Nominal) -> Party | None:
        words = name_words(nominal.person)
        fits = self._fitting(nominal)
        exact = [party for party in fits if party.words == words]
        if len(words) > 1 or len(fits) == 1:
            fits = exact or fits
            return fits[0] if fits else None
        return exact[0] if exact else None

    def new(self, nominal: Nominal) -> Party:
        """Take in a person whom nobody in the document can be."""
        words = name_words(nominal.person)
        party = Party("person", " ".join(nominal.person), words=words, sector=None)
        given = knowledge().given_names.get(nominal.person[0])
        party.gender = nominal.gender or (given or "" if len(nominal.person) > 1 else "")
        if known := self._known(words, nominal):
            _adopt(party, known)
        else:
            party.gender = party.gender or self._known_gender(words)
            party.state = self._known_state(words)
            party.reference = party.state is not None
        self.add(party)
        return party

    def add(self, party: Party) -> None:
        """Take in a person who is known from elsewhere."""
        self.parties.append(party)
        self.index(party)

    def index(self, party: Party) -> None:
        """Let a person be found by each word of the name."""
        for word in party.words:
            known = self._by_word.setdefault(word, [])
            if party not in known:
                known.append(party)

    def _fitting(self, nominal: Nominal) -> list[Party]:
        """The people whom a name can be short for, in the order of their learning."""
        words = name_words(nominal.person)
        return [
            party
            for party in min((self._by_word.get(word, []) for word in words), key=len, default=[])
            if short_for(words, party.words) and _agree(party, nominal)
        ]

    def _known(self, words: tuple[str, ...], nominal: Nominal) -> KnownPerson | None:
        """The one person of the table that the words mean, if the document's states agree."""
        fits = [
            person
            for person in _known_people().get(" ".join(words[-1:]), ())
            if short_for(words, name_words(person.name.split()))
            and (nominal.state is None or person.state in {None, nominal.state})
            and (len(words) > 1 or self._short(person))
            and (not nominal.gender or nominal.gender == person.gender)
        ]
        if len(fits) > 1 and self._year:
            fits = [p for p in fits if p.since <= self._year <= p.until] or fits
        return fits[0] if len(fits) == 1 else None

    def _known_gender(self, words: tuple[str, ...]) -> Gender:
        """A surname tells he from she even where it is not enough to tell who it is."""
        genders = {person.gender for person in _known_people().get(" ".join(words[-1:]), ())}
        return genders.pop() if len(genders) == 1 else ""

    def _known_state(self, words: tuple[str, ...]) -> str | None:
        """The state of a bare surname that several of its people bear, if the page speaks of it."""
        if len(words) > 1 or self._later:
            return None
        states = {person.state for person in _known_people().get(words[0], ())}
        state = states.pop() if len(states) == 1 else None
        return state if state in self._states else None

    def _short(self, person: KnownPerson) -> bool:
        """True if a bare surname may mean a person of the table: the page must speak of the state.

        A later page of an article has lost its first mentions, so there it never does.
        """
        return not self._later and (person.state is None or person.state in self._states)

    def find(self, nominal: Nominal, place: int) -> Party | None:
        """Who a name means at a place; None where two people fit and nothing tells them apart."""
        words = name_words(nominal.person)
        fits = self._fitting(nominal)
        if len(fits) > 1:
            fits = [p for p in fits if p.words[-1:] == words[-1:]] or fits
        if len(fits) > 1:
            fits = [p for p in fits if p.places and p.places[0] <= place] or fits
        if len(fits) > 1 and nominal.office:
            fits = [p for p in fits if holds(p, nominal)] or fits
        if len(fits) > 1:
            # one that is known but not named yet is farther than any that is
            last = [
                p.places[bisect_right(p.places, place) - 1] if p.places else -_APART for p in fits
            ]
            if sorted(last)[-1] - sorted(last)[-2] < _APART:
                return None
            return fits[last.index(max(last))]
        return fits[0] if fits else None

    def ambiguous(self, nominal: Nominal) -> bool:
        """True if several people can be meant by a name."""
        return len(self._fitting(nominal)) > 1

    def known(self, nominal: Nominal) -> Party | None:
        """A person of the table whom the document names by a bare short form only."""
        if not self._known(name_words(nominal.person), nominal):
            return None
        return self.new(nominal)

    def holders(self, nominal: Nominal) -> list[Party]:
        """The people who hold the office that a phrase without a name speaks of.

        Where nobody is given that office, a known leader without an office can be "the president".
        """
        found = [party for party in self.parties if holds(party, nominal)]
        if found or not nominal.title or nominal.title.rank != "head":
            return found
        return [
            party
            for party in self.parties
            if party.head
            and not party.office
            and party.state
            and nominal.state in {None, party.state}
        ]


def holds(party: Party, nominal: Nominal) -> bool:
    """True if a party can be "the foreign minister", "the Russian leader" of the phrase."""
    title, own = nominal.title, party.title
    if not title or not own or (nominal.state and party.state not in {None, nominal.state}):
        return False
    if title.gender and party.gender and title.gender != party.gender:
        return False
    if title.office == "leader" or title.rank == "spokesman":
        return own.rank == ("head" if title.office == "leader" else "spokesman")
    return _same_office(title, fold(nominal.office or ""), own, fold(party.office or ""))


def _same_office(title: Title, office: str, own: Title, held: str) -> bool:
    if bool(_LESSER.search(office)) != bool(_LESSER.search(held)):
        return False
    if title.rank in {"diplomat", "official"} and own.rank == title.rank:
        label = fold(title.office or "")
        return label in {"diplomat", "official"} or label in held
    return f" {held} ".endswith(f" {office} ") or f" {held} ".startswith(f" {office} of ")


def _agree(party: Party, nominal: Nominal) -> bool:
    if nominal.gender and party.gender and nominal.gender != party.gender:
        return False
    return not (nominal.state and nominal.said and party.state not in {None, nominal.state})


def _fill(party: Party, nominal: Nominal) -> None:
    """Add what a mention says to what is known; the text's word beats a table's."""
    words = name_words(nominal.person)
    if len(words) > len(party.words) or (
        len(words) == len(party.words) > 1 and party.reference and not party.places
    ):
        party.name, party.words = " ".join(nominal.person), words
    party.gender = party.gender or nominal.gender
    if nominal.state and (not party.state or (party.reference and nominal.said)):
        party.state, party.reference = nominal.state, not nominal.said
    office = nominal.office
    if nominal.title and office and (not party.office or _outranks(nominal.title, party.title)):
        party.office, party.title = office, nominal.title
        party.sector = nominal.sector


def _outranks(new: Title, old: Title | None) -> bool:
    low = {"person", "official", "kin", "honorific", "rank"}
    return old is None or (old.rank in low and new.rank not in low)


def _adopt(party: Party, known: KnownPerson) -> None:
    if " " not in party.name:
        party.name = known.name
    if len(party.words) == 1:
        party.words = name_words(known.name.split())
    party.gender = party.gender or known.gender
    party.head = known.head
    if known.state:
        party.state, party.reference = known.state, True


@cache
def _known_people() -> dict[str, tuple[KnownPerson, ...]]:
    """The people of the table by each word of their names."""
    found: dict[str, list[KnownPerson]] = {}
    for person in knowledge().people:
        for word in name_words(person.name.split()):
            found.setdefault(word, []).append(person)
    return {word: tuple(people) for word, people in found.items()}

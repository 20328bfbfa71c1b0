"""From a noun phrase to the parties it means, with what the document has told so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.knowledge import Entity, Noun, knowledge
from detente.knowledge.names import name_words
from detente.reading.antecedents import Antecedents
from detente.reading.heads import PAIRS, Nominal
from detente.reading.office_holders import OfficeHolders
from detente.reading.people import Party, People
from detente.record import ActorKind

OFFICES = frozenset({"head", "minister", "spokesman", "diplomat", "legislator"})
# Whose place is whose state: "officials in Kyiv" are Ukrainian, "diplomats in Kyiv" need not be.
_RESIDENT = frozenset({"official", "legislator", "military", "minister"})
# Bodies that are of the place they stand in: "rebels in Syria", but not "the embassy in Kyiv".
_OF_PLACE = frozenset({"judiciary", "legislature", "opposition", "armed group"})
_OF_PLACE_NOUNS = frozenset({"junta", "ruling party", "police", "central bank"})
# Who, in the singular, belongs to the state that the text is about: "the foreign minister".
_OF_STATE = frozenset({"head", "minister", "spokesman"})
# Bodies that belong to no state: "the agency" is one that the text has named.
_ABROAD = frozenset({"international", "think tank", "business"})
_OWNERS = {"his": "he", "her": "she", "its": "it"}
# Before "Baltic states": some of a bloc's members and not the bloc.
_SEVERAL = knowledge().words["many"] - {"all"}
# A second state named this many times as often as the third makes a pair with the first.
_PAIR_SHARE = 1.4


class Parties:
    """Finds the parties of noun phrases in one document."""

    def __init__(
        self, text: str, people: People, antecedents: Antecedents, offices: OfficeHolders
    ) -> None:
        self._text = text
        self._people = people
        self._antecedents = antecedents
        self._offices = offices
        self._bodies: dict[tuple[ActorKind, str, str | None], Party] = {}

    def of(self, nominal: Nominal, place: int) -> list[Party]:
        """Whom a noun phrase at a place means; empty where the text does not tell."""
        if nominal.person and not nominal.body:
            return [self._person(nominal, place)]
        if nominal.entity:
            return self._entity(nominal.entity, nominal)
        if nominal.body:
            return [self._named_body(nominal)]
        return self._described(self._with_owner(self._people.checked(nominal), place), place)

    def _described(self, nominal: Nominal, place: int) -> list[Party]:
        if nominal.noun:
            return self._noun(nominal, nominal.noun, place)
        if nominal.title:
            return self._titled(nominal, place)
        return [self._unnamed(nominal, place)]

    def _is_plain(self, nominal: Nominal) -> bool:
        """ "Proponents said": a plural whose capital is that of the sentence, and no surname."""
        word = nominal.text
        if len(nominal.person) > 1 or not word.endswith("s"):
            return False
        return not re.search(rf"[a-z,] {re.escape(word)}\b", self._text)

    def _person(self, nominal: Nominal, place: int) -> Party:
        nominal = self._with_owner(nominal, place) if nominal.pronoun or nominal.owner else nominal
        party = self._people.find(nominal, place)
        if party is None and self._people.ambiguous(nominal):
            return Party("unresolved", nominal.text)
        if party is None and self._is_plain(nominal):
            return Party("unnamed", nominal.text, plural=True)
        party = party or self._people.known(nominal) or self._people.new(nominal)
        if nominal.state and not party.state:
            party.state, party.reference = nominal.state, not nominal.said
        return party

    def _entity(self, entity: Entity, nominal: Nominal) -> list[Party]:
        if entity.form in {"organ", "organisation"}:
            if entity.kind == "bloc" and nominal.determiner in _SEVERAL:
                return [Party("unnamed", bare_phrase(nominal), plural=True)]
            # A group or bloc is one actor, whichever state the phrase puts it in.
            state = entity.state if entity.kind in {"group", "bloc"} else nominal.state
            key = (entity.kind, entity.name, entity.state or state)
            return [self._body(key, entity.sector, reference=entity.state is not None)]
        if not entity.state:
            return []
        return [self.government(entity.state, reference=not nominal.said)]

    def _named_body(self, nominal: Nominal) -> Party:
        """A body that no table knows, by its capitals: "the Aldgate Institute"."""
        name = re.sub(r"^(?:(?:The|An?|[^A-Z\s]\S*)\s+)+", "", nominal.text)
        return self._body(("organisation", name.split(",")[0], nominal.state), None)

    def _noun(self, nominal: Nominal, noun: Noun, place: int) -> list[Party]:
        if noun.form == "land":
            return self._lands(nominal, place)
        if noun.form == "document":
            return self._document_source(nominal)
        if noun.form == "government":
            return self._lands(nominal, place)
        return self._common_body(nominal, noun, place)

    def _common_body(self, nominal: Nominal, noun: Noun, place: int) -> list[Party]:
        """ "The ministry" is the one named before; "its army" that of the state in question."""
        bare = " " not in noun.noun
        if bare and (found := self._antecedents.ending_with(noun.noun, nominal.state, place)):
            return found
        if noun.sector in _ABROAD and not nominal.state:
            kind: ActorKind = "bloc" if noun.kind == "bloc" else "organisation"
            return self._antecedents.last_of(kind, place)
        states = self._several(nominal, place)
        if nominal.plural and len(states) > 1:
            said = len(nominal.states) > 1
            return [self._common(noun, state, reference=not said) for state in states]
        home = nominal.place if _is_of_place(noun) else None
        state = nominal.state or home or self._antecedents.focus(place)
        return [self._common(noun, state, reference=not (nominal.state and nominal.said))]

    def _several(self, nominal: Nominal, place: int) -> Sequence[str]:
        """The states of "the Greek and Turkish navies", of "the two navies", of "both sides"."""
        if nominal.determiner in PAIRS and len(nominal.states) != 2:
            return self._pair(place)
        return nominal.states

    def _common(self, noun: Noun, state: str | None, *, reference: bool) -> Party:
        adjective = f"{knowledge().states[state].adjective} " if state else ""
        key = (noun.kind, f"{adjective}{noun.noun}", state)
        return self._body(key, noun.sector, reference=reference)

    def _lands(self, nominal: Nominal, place: int) -> list[Party]:
        """ "Both sides", "the government", "the French and German governments"."""
        states = self._several(nominal, place)
        if not states and not nominal.plural and nominal.determiner not in PAIRS:
            focus = nominal.state or self._antecedents.focus(place)
            states = [focus] if focus else []
        if states:
            said = nominal.said or len(states) > 1
            return [self.government(state, reference=not said) for state in states]
        return [Party("unnamed", bare_phrase(nominal), plural=nominal.plural)]

    def _pair(self, place: int) -> list[str]:
        """The two states that the text is about at a place, if there are two."""
        near = self._antecedents.states_near(place)
        if len(near) == 2:
            return near
        ranked = self._antecedents.states_named().most_common(3)
        if len(ranked) == 2 or (len(ranked) == 3 and ranked[1][1] >= _PAIR_SHARE * ranked[2][1]):
            return [state for state, _ in ranked[:2]]
        return []

    def _document_source(self, nominal: Nominal) -> list[Party]:
        """A statement speaks for who issued it, where the phrase names the issuer."""
        if nominal.organisation:
            return self._entity(nominal.organisation, nominal)
        if nominal.owner:
            found = self._people.find(Nominal("", person=nominal.owner), 0)
            return [found] if found else []
        if nominal.state:
            return [self.government(nominal.state, reference=not nominal.said)]
        return [Party("unresolved", bare_phrase(nominal))]

    def _titled(self, nominal: Nominal, place: int) -> list[Party]:
        """A title without a name: the person who holds it, else the office, else a group."""
        title = nominal.title
        two = title is not None and nominal.plural and nominal.determiner in PAIRS
        if title and two and (pair := self._antecedents.two_people(place, title.rank)):
            return pair
        if title and nominal.plural and len(nominal.states) > 1 and title.rank in _OF_STATE:
            return [
                party for state in nominal.states for party in self._each(nominal, state, place)
            ]
        if title and title.rank == "counterpart" and (found := self._counterpart(nominal, place)):
            return [found]
        definite = nominal.determiner in {"the", "this", "that", ""} or bool(nominal.pronoun)
        single = definite and not nominal.plural
        if single and (found := self._holder(nominal, place) or self._tabled(nominal)):
            return [found]
        return [self._unnamed(nominal, place, single=single)]

    def _each(self, nominal: Nominal, state: str, place: int) -> list[Party]:
        """ "The Indian and Pakistani foreign ministers": the one of a state."""
        text = f"{knowledge().states[state].adjective} {nominal.office}"
        one = replace(
            nominal, text=text, states=(), state=state, said=True, plural=False, determiner="the"
        )
        return self._titled(one, place)

    def _counterpart(self, nominal: Nominal, place: int) -> Party | None:
        """ "His Chinese counterpart" holds in China the office that he holds."""
        owner = self._owner(nominal, place)
        if owner is None or not owner.office or owner.title is None:
            return None
        held = replace(nominal, title=owner.title, office=owner.office, text=owner.office)
        return self._tabled(held)

    def _owner(self, nominal: Nominal, place: int) -> Party | None:
        """Whom "his", "Mr. Obama's", "the president's" mean."""
        if nominal.owner:
            name = Nominal("", person=nominal.owner)
            return self._people.find(name, place) or self._people.known(name)
        if nominal.owner_title:
            held = Nominal("", title=nominal.owner_title, office=nominal.owner_title.office)
            return self._antecedents.latest(self._people.holders(held), place)
        if nominal.pronoun:
            found = self._antecedents.before(place, _OWNERS.get(nominal.pronoun, "they"), [])
            return found[0] if found else None
        return None

    def _tabled(self, nominal: Nominal) -> Party | None:
        """Who holds the office by the table, if it leaves no doubt."""
        row = self._offices.of_title(nominal)
        if row is None:
            return None
        identity = self._offices.identity(row)
        for party in self._people.parties:
            if party.identity == identity:
                return party
        words = name_words(row.person.split())
        given = knowledge().given_names.get(row.person.split()[0], "")
        party = Party(
            "person",
            row.person,
            row.state or nominal.state,
            nominal.sector,
            nominal.office,
            reference=True,
            gender=nominal.gender or given,
            title=nominal.title,
            words=words,
            identity=identity,
        )
        self._people.add(party)
        return party

    def _holder(self, nominal: Nominal, place: int) -> Party | None:
        held = self._people.holders(nominal)
        held = [p for p in held if p.state and p.state == nominal.state] or held
        heard = self._antecedents.holders(nominal, place)
        if found := self._antecedents.latest([*held, *heard], place):
            return found
        return self._just_spoke(nominal, place)

    def _just_spoke(self, nominal: Nominal, place: int) -> Party | None:
        """ "The deputy minister denied", right after one spoke whose office was not told."""
        last = self._antecedents.last_speaker(place)
        if last is None or last.kind != "person" or last.office or nominal.pronoun:
            return None
        public = nominal.title is not None and nominal.title.rank in OFFICES
        if not public or nominal.determiner != "the" or nominal.state not in {None, last.state}:
            return None
        last.office, last.title, last.sector = nominal.office, nominal.title, nominal.sector
        return last

    def _unnamed(self, nominal: Nominal, place: int, *, single: bool = False) -> Party:
        rank = nominal.title.rank if nominal.title else "person"
        state, said = nominal.state, nominal.said
        if not state and rank in _RESIDENT:
            state = nominal.place
        if not state and single and rank in _OF_STATE and not nominal.organisation:
            state, said = self._antecedents.focus(place), False
        return Party(
            "unnamed",
            bare_phrase(nominal),
            state,
            nominal.sector,
            nominal.office if rank in OFFICES else None,
            reference=bool(state) and not said,
            gender=nominal.gender,
            plural=nominal.plural,
            title=nominal.title,
        )

    def _with_owner(self, nominal: Nominal, place: int) -> Nominal:
        """The state of "his spokesman", "Mr. Obama's aides", "the president's adviser"."""
        if nominal.state and nominal.said:
            return nominal
        owner = self._owner(nominal, place)
        if owner is None or not owner.state:
            return nominal
        return replace(nominal, state=owner.state, said=not owner.reference)

    def government(self, state: str, *, reference: bool = False) -> Party:
        """The government of a state, under the state's short name."""
        name = knowledge().states[state].name
        return self._body(("government", name, state), "government", reference=reference)

    def _body(
        self, key: tuple[ActorKind, str, str | None], sector: str | None, *, reference: bool = False
    ) -> Party:
        """The one party for a government or body; what the text says once is no reference."""
        party = self._bodies.get(key)
        if party is None:
            party = self._bodies[key] = Party(key[0], key[1], key[2], sector, reference=reference)
        party.reference = party.reference and reference
        return party


def _is_of_place(noun: Noun) -> bool:
    return noun.sector in _OF_PLACE or noun.noun in _OF_PLACE_NOUNS


def bare_phrase(nominal: Nominal) -> str:
    """The words of a phrase without its determiner."""
    return re.sub(
        r"^(?:the|an?|this|that|these|those|his|her|its|their|my|our)\s+",
        "",
        nominal.text,
        flags=re.IGNORECASE,
    )

"""Who speaks: the source of every statement resolved to an actor, as far as the text tells.

A state's name, capital or seat of government resolves to its government, an actor of kind
``government`` that bears the state's short name; ministries, chambers and armies are actors of
their own. What cannot be resolved stays ``unresolved`` under its verbatim words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import Document
from detente.knowledge import Entity, Noun, knowledge
from detente.reading.antecedents import Antecedents, Heard
from detente.reading.conjuncts import conjuncts
from detente.reading.discourse import Discourse
from detente.reading.mentions import PAIRS, Nominal, cut, describe
from detente.reading.people import Party, People
from detente.record import Actor, Statement

_HEARSAY = re.compile(
    r"\b(?:reported(?:ly)?|alleged(?:ly)?|purported(?:ly)?|supposed(?:ly)?|rumou?red|rumou?rs?"
    r"|(?:is|are|was|were|been|be) (?:\w+ly )?(?:said|understood|believed|thought|known|reported"
    r"|expected|assumed|claimed|considered|presumed|seen))\b",
    re.IGNORECASE,
)
_RELATIVES = frozenset("who whom whose which that".split())
_HE, _SHE = frozenset("he him himself".split()), frozenset("she her herself".split())
_IT, _THEY = frozenset("it itself".split()), frozenset("they them themselves these those".split())
_I, _WE = frozenset("i me myself my".split()), frozenset("we us ourselves our".split())
_PRONOUNS = _HE | _SHE | _IT | _THEY | _I | _WE
_NOBODY = frozenset(
    "everyone everybody nobody anyone anybody someone somebody none one no-one this that you all "
    "neither either each both some many others few several most".split()
)
_COMMUNITIES = frozenset("official legislator military minister".split())
# A second state named at least this share as often as the first makes a pair of the two.
_PAIR_SHARE = 1.4


def resolve_speakers(
    document: Document, statements: Sequence[Statement]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements with ``speakers`` filled in (actor ids), and those actors.

    The order of the statements is kept. A statement without a source keeps no speakers; its
    voice becomes ``hearsay`` where the cue says that the word goes round. Actors come in the
    order of their first statement; the same actor in two documents has the same id.
    """
    resolver = _Resolver(document, statements)
    found = resolver.resolve()
    actors: dict[str, Actor] = {}
    replaced = []
    for statement in statements:
        if not statement.source:
            replaced.append(_unsourced(document, statement))
            continue
        ids = []
        for party in found[statement.id]:
            actor = party.actor(document.published.date)
            actors.setdefault(actor.id, actor)
            ids.append(actor.id)
        replaced.append(replace(statement, speakers=tuple(dict.fromkeys(ids))))
    return tuple(replaced), tuple(actors.values())


def _unsourced(document: Document, statement: Statement) -> Statement:
    cue = " ".join(document.quote(span) for span in statement.cue)
    return replace(statement, voice="hearsay") if _HEARSAY.search(cue) else statement


class _Resolver:
    """Resolves the sources of one document, outer statements before those inside them."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self._document = document
        self._scan = Discourse(document)
        self._statements = {s.id: s for s in statements if s.source}
        year = int(document.published.date[:4]) if document.published.date else None
        later = document.part is not None and document.part.page > 1
        self._people = People(year, frozenset(self._scan.states), later=later)
        self._phrases = {s.id: self._parse(s) for s in self._statements.values()}
        self._people.learn(self._named())
        self._bodies: dict[tuple[str, str, str | None], Party] = {}
        self._antecedents = Antecedents(self._scan, statements)
        self._found: dict[str, list[Party]] = {}

    def resolve(self) -> dict[str, list[Party]]:
        """Statement id → its parties."""
        self._hear_text()
        order = sorted(self._statements.values(), key=lambda s: (self._depth(s), s.source[0].start))
        for statement in order:
            parties = self._resolve(statement)
            self._found[statement.id] = parties
            span = statement.source[0]
            self._antecedents.add(Heard(span.start, span.end, parties, True, statement.id))
        return self._found

    def _depth(self, statement: Statement) -> int:
        depth, holder = 0, statement.nested_in
        while holder and depth < 9:
            outer = self._statements.get(holder)
            depth, holder = depth + 1, outer.nested_in if outer else None
        return depth

    def _parse(self, statement: Statement) -> list[Nominal]:
        text = " ".join(self._document.quote(span) for span in statement.source)
        return conjuncts(cut(text, statement.source[0].start))

    def _named(self) -> list[tuple[int, Nominal]]:
        """Every mention that can introduce a person: titled or full names, and sources."""
        named = [(mention.start, mention.nominal) for mention in self._scan.people]
        for key, phrases in self._phrases.items():
            start = self._statements[key].source[0].start
            named += [
                (start, phrase)
                for phrase in phrases
                if phrase.person
                and not phrase.body
                and (len(phrase.person) > 1 or phrase.title or phrase.office)
            ]
        return named

    def _hear_text(self) -> None:
        """Put the mentions of the running text where pronouns can find them."""
        for mention in [*self._scan.people, *self._scan.short]:
            if party := self._people.find(mention.nominal, mention.start):
                if mention.start not in party.places:
                    party.places.append(mention.start)
                    party.places.sort()
                self._antecedents.add(Heard(mention.start, mention.end, [party]))
        sources = [span for s in self._statements.values() for span in s.source]
        for mention in self._scan.bodies:
            if any(span.start <= mention.start < span.end for span in sources):
                continue
            parties = self._nominal(mention.nominal, mention.start)
            self._antecedents.add(Heard(mention.start, mention.end, parties))

    def _resolve(self, statement: Statement) -> list[Party]:
        phrases = self._phrases[statement.id]
        verbatim = " ".join(self._document.quote(span) for span in statement.source)
        low = verbatim.lower().strip(" ,")
        parties: list[Party] = []
        if low in _PRONOUNS:
            parties = self._pronoun(low, statement)
        elif low in _RELATIVES or low.split()[-1] in {"which", "whom"}:
            parties = self._relative(low, statement)
        elif low not in _NOBODY:
            for phrase in phrases:
                parties += self._nominal(phrase, statement.source[0].start)
            self._from_outer(parties, statement)
        return parties or [Party("unresolved", verbatim)]

    def _from_outer(self, parties: Sequence[Party], statement: Statement) -> None:
        """ "Deputies feared", says a Russian: where nothing else is said, his own deputies."""
        speakers = self._found.get(statement.nested_in or "", [])
        states = {speaker.state for speaker in speakers}
        for party in parties:
            bare = party.kind == "unnamed" and party.plural and not party.state
            if bare and party.title and party.title.rank in _COMMUNITIES and len(states) == 1:
                party.state = next(iter(states))

    # -- pronouns ----------------------------------------------------------------------------

    def _pronoun(self, low: str, statement: Statement) -> list[Party]:
        outer = self._statements.get(statement.nested_in or "")
        place = statement.source[0].start
        speakers = self._found.get(outer.id, []) if outer else []
        quoted = bool(outer and self._antecedents.quoted(outer, place))
        if low in _I or low in _WE:
            return self._first_person(low, speakers)
        shape = _shape(low)
        if outer and not quoted and self._antecedents.fits(speakers, shape):
            return speakers
        if outer and quoted:
            start = min(span.start for span in (*outer.source, *outer.content, *outer.cue))
            return self._antecedents.before(place, shape, speakers, inside=start)
        return self._antecedents.before(place, shape, [], own=statement.content)

    def _first_person(self, low: str, speakers: list[Party]) -> list[Party]:
        if speakers:
            official = [p for p in speakers if p.kind == "person" and p.sector in _PUBLIC]
            if low in _WE and official and official[0].state:
                return [self._government(official[0].state, reference=official[0].reference)]
            return speakers
        if low in _I and self._document.genre == "opinion" and self._document.byline:
            author = re.sub(r"^by\s+", "", self._document.byline, flags=re.IGNORECASE)
            nominal = Nominal(author, person=tuple(author.split(",")[0].split()))
            self._people.learn([(0, nominal)])
            found = self._people.find(nominal, 0)
            return [found] if found else []
        return []

    def _relative(self, low: str, statement: Statement) -> list[Party]:
        """The noun phrase that ends right before "who", "which", "several of whom"."""
        place = statement.source[0].start
        if found := self._antecedents.ending_at(place):
            return found if len(low.split()) == 1 or low.startswith("all") else _some(found, low)
        start = max(self._scan.sentence_start(place), place - 120)
        pieces = cut(self._document.text[start:place], start)
        while pieces and pieces[-1].kind == "mark":
            pieces.pop()
        first = len(pieces)
        while first and pieces[first - 1].kind not in {"mark"}:
            first -= 1
            if pieces[first].text.lower() in {"a", "an", "the", "his", "her", "its", "their"}:
                break
            if pieces[first].text.lower() in _LINKS:
                first += 1
                break
        nominal = describe(pieces[first:])
        if nominal.title or nominal.noun or nominal.entity or nominal.plural:
            return self._nominal(nominal, pieces[first].start)
        return self._antecedents.before(place, "it" if "which" in low else "he", [])

    # -- noun phrases ------------------------------------------------------------------------

    def _nominal(self, nominal: Nominal, place: int) -> list[Party]:
        if nominal.person and not nominal.body:
            return [self._person(nominal, place)]
        if nominal.entity:
            return self._entity(nominal.entity, nominal)
        if nominal.body:
            return [self._named_body(nominal)]
        nominal = self._with_owner(nominal, place)
        if nominal.noun:
            return self._noun(nominal, nominal.noun, place)
        if nominal.title:
            return self._titled(nominal, place)
        return [self._unnamed(nominal, place)]

    def _person(self, nominal: Nominal, place: int) -> Party:
        nominal = self._with_owner(nominal, place) if nominal.pronoun or nominal.owner else nominal
        party = self._people.find(nominal, place) or self._people.known(nominal)
        if party is None:
            self._people.learn([(place, nominal)])
            party = self._people.find(nominal, place)
        if party is None:
            return Party("person", " ".join(nominal.person), words=())
        if nominal.state and not party.state:
            party.state, party.reference = nominal.state, not nominal.said
        return party

    def _entity(self, entity: Entity, nominal: Nominal) -> list[Party]:
        if entity.form in {"organ", "organisation"}:
            key = (entity.kind, entity.name, entity.state or nominal.state)
            return [self._body(key, entity.sector, reference=entity.state is not None)]
        if not entity.state:
            return []
        return [self._government(entity.state, reference=not nominal.said)]

    def _named_body(self, nominal: Nominal) -> Party:
        """A body that no table knows, by its capitals: "the Aldgate Institute"."""
        name = re.sub(r"^(?:the|a|an)\s+", "", nominal.text, flags=re.IGNORECASE)
        return self._body(("organisation", name.split(",")[0], nominal.state), None)

    def _noun(self, nominal: Nominal, noun: Noun, place: int) -> list[Party]:
        if noun.form == "land":
            return self._lands(nominal, place)
        if noun.form == "document":
            return self._document_source(nominal)
        state = nominal.state or self._antecedents.focus(place)
        if noun.form == "government":
            if len(nominal.states) > 1 or nominal.determiner in PAIRS:
                return self._lands(nominal, place)
            return [self._government(state, reference=not nominal.said)] if state else []
        if noun.kind in {"bloc", "organisation"} and not nominal.state:
            if found := self._antecedents.last_of(noun.kind, place):
                return found
        adjective = f"{knowledge().states[state].adjective} " if state else ""
        key = (noun.kind, f"{adjective}{noun.noun}", state)
        return [self._body(key, noun.sector, reference=not nominal.said)]

    def _lands(self, nominal: Nominal, place: int) -> list[Party]:
        """ "Both sides", "the two countries", "the French and German governments"."""
        states: Sequence[str] = nominal.states
        if nominal.determiner in PAIRS and len(states) != 2:
            states = self._pair(place)
        if len(states) > 1:
            return [self._government(state) for state in states]
        if states or (not nominal.plural and self._antecedents.focus(place)):
            focus = (states or [self._antecedents.focus(place) or ""])[0]
            return [self._government(focus)]
        return [Party("unnamed", _phrase(nominal), plural=True)]

    def _pair(self, place: int) -> list[str]:
        """The two states that the text is about at a place, if there are two."""
        near = self._antecedents.states_near(place)
        if len(near) == 2:
            return near
        ranked = self._scan.states.most_common(3)
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
            return [self._government(nominal.state, reference=not nominal.said)]
        return [Party("unresolved", _phrase(nominal))]

    def _titled(self, nominal: Nominal, place: int) -> list[Party]:
        """A title without a name: the person who holds it, else the office, else a group."""
        title = nominal.title
        if title and nominal.plural and nominal.determiner in PAIRS:
            if pair := self._antecedents.two_people(place, title.rank):
                return pair
        definite = nominal.determiner in {"the", "this", "that", ""} or nominal.pronoun
        if not nominal.plural and definite:
            if found := self._holder(nominal, place):
                return [found]
        return [self._unnamed(nominal, place, definite=bool(definite))]

    def _holder(self, nominal: Nominal, place: int) -> Party | None:
        held = self._people.holders(nominal)
        held = [p for p in held if p.state and p.state == nominal.state] or held
        heard = self._antecedents.holders(nominal, place)
        return self._antecedents.latest([*held, *heard], place)

    def _unnamed(self, nominal: Nominal, place: int, *, definite: bool = False) -> Party:
        title = nominal.title
        state = nominal.state
        if not state and title and title.rank in _COMMUNITIES:
            state = nominal.place
        if not state and definite and title and title.rank in {"head", "minister", "spokesman"}:
            if not nominal.plural and not nominal.organisation:
                state = self._antecedents.focus(place)
        return Party(
            "unnamed",
            _phrase(nominal),
            state,
            nominal.sector,
            nominal.office if title and title.rank in _OFFICES else None,
            reference=bool(state) and not nominal.said,
            gender=nominal.gender,
            plural=nominal.plural,
            title=title,
        )

    def _with_owner(self, nominal: Nominal, place: int) -> Nominal:
        """The state of "his spokesman", "Mr. Obama's aides", "the president's adviser"."""
        if nominal.state and nominal.said:
            return nominal
        owner: Party | None = None
        if nominal.owner:
            owner = self._people.find(Nominal("", person=nominal.owner), place)
            owner = owner or self._people.known(Nominal("", person=nominal.owner))
        elif nominal.owner_title:
            held = Nominal("", title=nominal.owner_title, office=nominal.owner_title.office)
            owner = self._antecedents.latest(self._people.holders(held), place)
        elif nominal.pronoun:
            shape = _shape(_OWNERS.get(nominal.pronoun, "they"))
            found = self._antecedents.before(place, shape, [])
            owner = found[0] if found else None
        if owner is None or not owner.state:
            return nominal
        return replace(nominal, state=owner.state, said=not owner.reference)

    def _government(self, state: str, *, reference: bool = False) -> Party:
        name = knowledge().states[state].name
        return self._body(("government", name, state), "government", reference=reference)

    def _body(
        self, key: tuple[str, str, str | None], sector: str | None, *, reference: bool = False
    ) -> Party:
        """The one party for a government or body; what the text says once is no reference."""
        party = self._bodies.get(key)
        if party is None:
            party = self._bodies[key] = Party(key[0], key[1], key[2], sector, reference=reference)  # type: ignore[arg-type]
        party.reference = party.reference and reference
        return party


_PUBLIC = frozenset({"government", "military", "legislature"})
_OFFICES = frozenset({"head", "minister", "spokesman", "diplomat", "legislator"})
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_LINKS = frozenset(
    "by for to from of with in on at than as and but said told among against that is was were".split()
)


def _shape(low: str) -> str:
    for shape, words in (("he", _HE), ("she", _SHE), ("it", _IT)):
        if low in words:
            return shape
    return "they"


def _some(found: list[Party], low: str) -> list[Party]:
    """Some of a group are an unnamed part of it."""
    states = {party.state for party in found}
    return [Party("unnamed", low, states.pop() if len(states) == 1 else None, plural=True)]


def _phrase(nominal: Nominal) -> str:
    """The words of a phrase without its determiner."""
    return re.sub(
        r"^(?:the|an?|this|that|these|those|his|her|its|their|my|our)\s+",
        "",
        nominal.text,
        flags=re.IGNORECASE,
    )

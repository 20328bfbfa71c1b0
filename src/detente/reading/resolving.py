"""Mentions resolved to parties: names, titles, pronouns and relative clauses of one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.document import Document, Span
from detente.knowledge import knowledge
from detente.reading.antecedents import Antecedents, Heard, Spans
from detente.reading.conjuncts import conjuncts
from detente.reading.discourse import Discourse
from detente.reading.heads import Nominal
from detente.reading.mentions import describe
from detente.reading.office_holders import OfficeHolders
from detente.reading.parties import Parties
from detente.reading.people import Party, People
from detente.reading.pieces import Piece, cut
from detente.record import Event, Forecast, Linkage, Position, Statement

_WORDS = knowledge().words
_SHAPES = {
    word: shape
    for shape, words in (
        ("he", "he him himself his"),
        ("she", "she her herself hers"),
        ("it", "it itself its"),
        ("they", "they them themselves their these those"),
        ("i", "i me myself my mine"),
        ("we", "we us ourselves our"),
    )
    for word in words.split()
}
# Speakers who speak for their state when they say "we".
_PUBLIC = frozenset({"government", "military", "legislature"})
# How many characters back a relative pronoun looks for its noun phrase.
_REACH = 120
_STATE_RANKS = frozenset({"head", "minister", "spokesman"})
# Groups that, unless the text says otherwise, are the speaker's own.
_OWN = frozenset({"official", "legislator", "military"})


def shape_of(low: str) -> str | None:
    """The shape of a pronoun in lower case, ``he`` for "him"; None for other words."""
    return _SHAPES.get(low)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words that name parties; ``outer`` is the statement inside which they stand, ``own`` the
    content of the statement whose source they are, ``barred`` who cannot be meant.
    """

    text: str
    place: int
    phrases: Sequence[Nominal]
    outer: str | None
    own: Sequence[Span] = ()
    barred: Sequence[Party] = ()


class Resolver:
    """Resolves the mentions of one document, outer statements before those inside them."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self._document = document
        self._scan = Discourse(document)
        self._statements = {s.id: s for s in statements if s.source}
        date = document.published.date
        year = int(date[:4]) if date else None
        later = document.part is not None and document.part.page > 1
        self._people = People(year, frozenset(self._scan.states), later=later)
        self._phrases = {s.id: self._parse(s) for s in self._statements.values()}
        self._people.learn(self._named())
        self._antecedents = Antecedents(self._scan, statements)
        self._offices = OfficeHolders(date, self._scan.states)
        self.identify()
        self._parties = Parties(document.text, self._people, self._antecedents, self._offices)
        self._found: dict[str, list[Party]] = {}
        self._sources = {s.source[0]: s.id for s in self._statements.values() if len(s.source) == 1}

    def speakers(self) -> dict[str, list[Party]]:
        """Statement id → the parties of its source; to be called before ``sides``."""
        self._hear_text()
        self._place_officials()
        order = sorted(self._statements.values(), key=lambda s: (self._depth(s), s.source[0].start))
        for statement in order:
            span = statement.source[0]
            text = " ".join(self._document.quote(part) for part in statement.source)
            phrases = self._phrases[statement.id]
            mention = _Mention(text, span.start, phrases, statement.nested_in, statement.content)
            parties = self._resolve(mention)
            self._found[statement.id] = parties
            people = any(_is_people(phrase) for phrase in phrases)
            self._antecedents.add(
                Heard(span.start, span.end, parties, True, statement.id, plural=people)
            )
        return self._found

    def sides(self, event: Event) -> tuple[list[Party], list[Party]]:
        """The acting and the receiving parties of an event; no party is on both sides."""
        self._offices.today = event.modality != "historical"
        actors = self._side(event.actor_spans, event.statement, ())
        recipients = self._side(event.recipient_spans, event.statement, actors)
        return actors, [party for party in recipients if party not in actors]

    def holders(self, row: Position | Linkage | Forecast) -> list[Party]:
        """Whose position, linkage or forecast it is."""
        self._offices.today = True
        return self._side(row.holder_spans, row.statement, ())

    def _side(
        self, spans: Sequence[Span], outer: str | None, barred: Sequence[Party]
    ) -> list[Party]:
        found: list[Party] = []
        for span in spans:
            text = self._document.quote(span)
            phrases = conjuncts(cut(text, span.start))
            source = self._sources.get(span)
            if source and not barred:
                # a source of a statement is resolved already
                parties = self._found[source]
            else:
                parties = self._resolve(_Mention(text, span.start, phrases, outer, barred=barred))
            self._antecedents.add(Heard(span.start, span.end, parties))
            found += parties
        return list(dict.fromkeys(found))

    def identify(self) -> None:
        """Look up in the table of offices whoever has not been found there yet."""
        for party in self._people.parties:
            self._offices.identify(party)

    def _depth(self, statement: Statement) -> int:
        depth, holder = 0, statement.nested_in
        while holder and depth < 9:
            outer = self._statements.get(holder)
            depth, holder = depth + 1, outer.nested_in if outer else None
        return depth

    def _parse(self, statement: Statement) -> list[Nominal]:
        text = ", ".join(self._document.quote(span) for span in statement.source)
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
            party = self._people.find(mention.nominal, mention.start)
            if party := party or self._people.known(mention.nominal):
                if mention.start not in party.places:
                    party.places.append(mention.start)
                    party.places.sort()
                self._antecedents.add(Heard(mention.start, mention.end, [party]))
        sources = Spans(span for s in self._statements.values() for span in s.source)
        for mention in self._scan.bodies:
            if sources.holds(mention.start):
                continue
            parties = self._parties.of(mention.nominal, mention.start)
            self._antecedents.add(Heard(mention.start, mention.end, parties))

    def _place_officials(self) -> None:
        """Give an official whose state nothing tells the state named last before him."""
        for party in self._people.parties:
            if party.kind == "person" and not party.state and _is_official(party) and party.places:
                party.state = self._antecedents.focus(party.places[0])
                party.reference = party.state is not None

    def _resolve(self, mention: _Mention) -> list[Party]:
        low = mention.text.lower().strip(" ,")
        parties: list[Party] = []
        if low in _SHAPES:
            parties = self._pronoun(low, mention)
        elif low in _WORDS["relatives"] or low.endswith((" which", " whom")):
            parties = self._relative(low, mention.place)
        elif low not in _WORDS["nobody"]:
            for phrase in mention.phrases:
                parties += self._parties.of(phrase, mention.place)
            self._from_outer(parties, mention)
        return parties or [Party("unresolved", mention.text)]

    def _from_outer(self, parties: Sequence[Party], mention: _Mention) -> None:
        """ "Deputies feared", says a Russian: where nothing else is said, his own deputies."""
        speakers = self._found.get(mention.outer or "", [])
        states = {speaker.state for speaker in speakers}
        for party in parties:
            bare = party.kind == "unnamed" and party.plural and not party.state
            if bare and party.title and party.title.rank in _OWN and len(states) == 1:
                party.state = next(iter(states))

    def _pronoun(self, low: str, mention: _Mention) -> list[Party]:
        outer = self._statements.get(mention.outer or "")
        place, barred = mention.place, mention.barred
        speakers = self._found.get(outer.id, []) if outer else []
        quoted = bool(outer and self._antecedents.quoted(outer, place))
        shape = _SHAPES[low]
        if shape in {"i", "we"}:
            return self._first_person(shape, speakers)
        free = not any(party in barred for party in speakers)
        if outer and not quoted and free and self._antecedents.fits(speakers, shape):
            return speakers
        if outer and quoted:
            start = min(span.start for span in (*outer.source, *outer.content, *outer.cue))
            return self._antecedents.before(place, shape, [*speakers, *barred], inside=start)
        return self._antecedents.before(place, shape, barred, own=mention.own)

    def _first_person(self, shape: str, speakers: list[Party]) -> list[Party]:
        """ "I" is who speaks, or the author of an opinion; an official's "we" is his state."""
        for party in speakers[:1] if shape == "we" else ():
            public = party.kind == "person" and (party.sector in _PUBLIC or party.head)
            if public and party.state:
                return [self._parties.government(party.state, reference=party.reference)]
        byline = self._document.byline if self._document.genre == "opinion" else None
        if speakers or shape == "we" or not byline:
            return speakers
        author = re.sub(r"^by\s+", "", byline, flags=re.IGNORECASE).split(",")[0]
        return self._parties.of(Nominal(author, person=tuple(author.split())), 0)

    def _relative(self, low: str, place: int) -> list[Party]:
        """The noun phrase that ends right before "who", "which", "several of whom"."""
        if found := self._antecedents.ending_at(place):
            return found if len(low.split()) == 1 or low.startswith("all") else _some(found, low)
        start = max(self._scan.sentence_start(place), place - _REACH)
        nominal = describe(_last_phrase(cut(self._document.text[start:place], start)))
        if nominal.title or nominal.noun or nominal.entity or nominal.plural:
            return self._parties.of(nominal, place)
        return self._antecedents.before(place, "it" if "which" in low else "he", [])


def _last_phrase(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The noun phrase that ends a text, back to its determiner or to a word that links."""
    last = len(pieces)
    while last and pieces[last - 1].kind == "mark":
        last -= 1
    first = last
    while first and pieces[first - 1].kind != "mark":
        word = pieces[first - 1].text.lower()
        if word in _WORDS["links"]:
            break
        first -= 1
        if word in _WORDS["determiners"] or word in _WORDS["possessives"]:
            break
    return pieces[first:last]


def _is_official(party: Party) -> bool:
    """True for the holder of a state's office, one of no organisation."""
    rank = party.title.rank if party.title else ""
    return (
        rank in _STATE_RANKS and party.sector == "government" and " of " not in (party.office or "")
    )


def _is_people(nominal: Nominal) -> bool:
    return nominal.entity is not None and nominal.entity.form == "people"


def _some(found: Sequence[Party], low: str) -> list[Party]:
    """Some of a group are an unnamed part of it."""
    states = {party.state for party in found}
    return [Party("unnamed", low, states.pop() if len(states) == 1 else None, plural=True)]

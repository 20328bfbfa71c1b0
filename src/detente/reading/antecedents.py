"""What a pronoun or a bare title can point back to: everything heard in the text so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.document import Span
from detente.knowledge.names import fold
from detente.reading.discourse import Discourse
from detente.reading.heads import Nominal
from detente.reading.people import Party, holds
from detente.record import Statement

# How many sentences and paragraphs back a pronoun looks.
_SENTENCES, _PARAGRAPHS = 6, 2
_BODIES = frozenset({"government", "organisation", "bloc", "group"})
_NEAR = 3
# How many characters before "which" its noun phrase can begin.
_REACH = 120
_COLLECTIVE = frozenset({"government", "organisation", "bloc"})
_QUOTES = re.compile(r"[“”\"]")


@dataclass(order=True, slots=True)
class Heard:
    """A mention: its ``[start, end)``, the parties meant, and the statement whose source it is.

    ``plural`` marks a government named by its people ("the Russians").
    """

    start: int
    end: int
    parties: list[Party] = field(compare=False)
    source: bool = field(default=False, compare=False)
    statement: str = field(default="", compare=False)
    plural: bool = field(default=False, compare=False)


class Spans:
    """Spans, joined where they overlap, to ask whether one holds a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, place: int) -> bool:
        """True if a span holds the place."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


class Antecedents:
    """Mentions in the order of the text, searched backwards from a place."""

    def __init__(self, scan: Discourse, statements: Sequence[Statement]) -> None:
        self._scan = scan
        self._heard: list[Heard] = []
        self._nested = {s.id for s in statements if s.nested_in}
        self._quotes = Spans(span for s in statements if s.mode == "direct" for span in s.content)
        self._contents = Spans(span for s in statements for span in s.content)

    def add(self, heard: Heard) -> None:
        """Take in a mention."""
        insort(self._heard, heard)

    def _back(self, place: int) -> Iterator[Heard]:
        """The mentions that end before a place, last first."""
        for at in range(bisect_left(self._heard, Heard(place, 0, [])) - 1, -1, -1):
            if self._heard[at].end <= place:
                yield self._heard[at]

    def quoted(self, outer: Statement, place: int) -> bool:
        """True if a place lies between quote marks in the content of ``outer``."""
        for span in outer.content:
            if span.start <= place < span.end:
                before = self._scan.text[span.start : place]
                if outer.mode == "direct":
                    return True
                return len(_QUOTES.findall(before)) % 2 == 1
        return False

    def fits(self, parties: Sequence[Party], shape: str) -> bool:
        """True if the parties can be what a pronoun of that shape stands for."""
        if not parties or all(party.kind == "unresolved" for party in parties):
            return shape == "it" and bool(parties)
        if shape == "they":
            return len(parties) > 1 or parties[0].plural or parties[0].kind == "group"
        if len(parties) > 1:
            return False
        party = parties[0]
        if shape == "it":
            return party.kind not in {"person", "unnamed"}
        wrong = {"he": "f", "she": "m"}[shape]
        human = party.kind == "person" or (party.kind == "unnamed" and not party.plural)
        return human and party.gender != wrong

    def before(
        self,
        place: int,
        shape: str,
        barred: Sequence[Party],
        *,
        inside: int | None = None,
        own: Sequence[Span] = (),
    ) -> list[Party]:
        """The parties that a pronoun at a place stands for; empty if none fits.

        Sentence by sentence backwards: first who speaks in the sentence, then who is named first
        in it. ``barred`` cannot be meant; ``inside`` is where the quotation around begins; who is
        named in the pronoun's ``own`` content is not its speaker.
        """
        start = place if inside is None else inside
        found = self._search(start, shape, barred, own)
        if not found and shape == "they":
            found = self._search(start, "loose", barred, own)
        return found

    def _search(
        self, place: int, shape: str, barred: Sequence[Party], own: Sequence[Span]
    ) -> list[Party]:
        here = self._scan.sentence(place)
        paragraph = self._scan.paragraph(place)
        by_sentence: dict[int, list[Heard]] = {}
        for heard in self._back(place):
            sentence = self._scan.sentence(heard.start)
            if (
                here - sentence > _SENTENCES
                or paragraph - self._scan.paragraph(heard.start) > _PARAGRAPHS
            ):
                break
            inside = any(span.start <= heard.start < span.end for span in own)
            if not inside and self._can(heard, shape, barred):
                by_sentence.setdefault(sentence, []).append(heard)
        for _, candidates in sorted(by_sentence.items(), reverse=True):
            return self._best(candidates)
        return []

    def _can(self, heard: Heard, shape: str, barred: Sequence[Party]) -> bool:
        if any(party in barred for party in heard.parties):
            return False
        if not heard.source and self._quotes.holds(heard.start):
            return False
        if shape == "loose":
            return all(party.kind in _COLLECTIVE for party in heard.parties)
        return (shape == "they" and heard.plural) or self.fits(heard.parties, shape)

    def _best(self, candidates: Sequence[Heard]) -> list[Party]:
        """Of a sentence's candidates, last first: its speaker, else its first mention."""
        for heard in candidates:
            if heard.source and heard.statement not in self._nested:
                return heard.parties
        return candidates[-1].parties

    def ending_at(self, place: int) -> list[Party]:
        """The parties of the mention that ends right before a place, a comma between or not."""
        for heard in self._back(place):
            if place - heard.start > _REACH:
                break
            if not self._scan.text[heard.end : place].strip(" ,"):
                return heard.parties
        return []

    def focus(self, place: int) -> str | None:
        """The state the text is about at a place: the last one named or speaking before it."""
        for heard in self._back(place):
            for party in heard.parties:
                if party.state:
                    return party.state
        ranked = self._scan.states.most_common(1)
        return ranked[0][0] if ranked else None

    def states_named(self) -> Counter[str]:
        """How often each state is named, by its people too."""
        people = [p.state for h in self._heard for p in h.parties if p.kind == "person" and p.state]
        return self._scan.states + Counter(people)

    def states_near(self, place: int) -> list[str]:
        """The states named in the paragraph up to a place, in order of mention."""
        paragraph = self._scan.paragraph(place)
        found: list[str] = []
        for heard in self._back(place):
            if self._scan.paragraph(heard.start) != paragraph:
                break
            found[:0] = [party.state for party in heard.parties if party.state]
        return list(dict.fromkeys(found))

    def last_of(self, kind: str, place: int) -> list[Party]:
        """The last party of a kind named before a place, else the first after it."""
        for heard in (*self._back(place), *self._heard):
            for party in heard.parties:
                if party.kind == kind:
                    return [party]
        return []

    def two_people(self, place: int, rank: str) -> list[Party]:
        """ "The two presidents", "both ministers": two people of a rank; empty if there are none.

        Leaders are the two that the document names most often, others the last two before.
        """
        if rank in {"head", "person"}:
            heads = [p for h in self._heard for p in h.parties if p.kind == "person" and _leads(p)]
            top = Counter(heads).most_common(2)
            if len(top) > 1:
                return sorted((party for party, _ in top), key=heads.index)
        found: dict[Party, None] = {}
        for heard in self._back(place):
            for party in heard.parties:
                if party.kind == "person" and (rank == "person" or _ranks(party, rank)):
                    found[party] = None
            if len(found) > 1:
                return list(found)[1::-1]
        return []

    def ending_with(self, words: str, state: str | None, place: int) -> list[Party]:
        """ "The ministry", "the agency": the last body before a place whose name ends so."""
        for heard in self._back(place):
            for party in heard.parties:
                whole = party.kind in _BODIES and fold(party.name).endswith(f" {words}")
                if whole and state in {None, party.state}:
                    return [party]
        return []

    def last_speaker(self, place: int) -> Party | None:
        """Who alone spoke last before a place, outside any quotation."""
        for heard in self._back(place):
            if heard.source and heard.statement not in self._nested:
                return heard.parties[0] if len(heard.parties) == 1 else None
        return None

    def holders(self, nominal: Nominal, place: int) -> list[Party]:
        """Unnamed speakers shortly before a place who can be "the official" of the phrase."""
        paragraph = self._scan.paragraph(place)
        found = []
        for heard in self._back(place):
            if paragraph - self._scan.paragraph(heard.start) > _PARAGRAPHS:
                break
            party = heard.parties[0] if heard.parties and heard.source else None
            if party and party.kind == "unnamed" and not party.plural and holds(party, nominal):
                found.append(party)
        return found

    def latest(self, parties: Sequence[Party], place: int) -> Party | None:
        """Of some parties the one heard last before a place, else the one heard first after."""
        wanted = set(parties)
        near: list[tuple[int, int, Party]] = []
        for heard in self._back(place):
            sentence = self._scan.sentence(heard.start)
            if near and near[0][0] - sentence >= _NEAR:
                break
            near += [(sentence, heard.start, p) for p in reversed(heard.parties) if p in wanted]
        if not near:
            later = (party for heard in self._heard for party in heard.parties if party in wanted)
            return next(later, parties[0] if parties else None)
        # Who is named inside reported words is less the topic than who is named outside them.
        near = [item for item in near if not self._contents.holds(item[1])] or near
        # Of two in one sentence, the first is what the sentence is about.
        return [party for sentence, _, party in near if sentence == near[0][0]][-1]


def _leads(party: Party) -> bool:
    return party.head or _ranks(party, "head")


def _ranks(party: Party, rank: str) -> bool:
    return party.title is not None and party.title.rank in {rank, "counterpart"}

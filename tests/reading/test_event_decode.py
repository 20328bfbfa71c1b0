from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.document import Span
from detente.reading.event_decode import Draft, decode_events
from detente.reading.event_labels import CODES, MODALITIES, NO_EVENT, TYPES
from detente.reading.event_mentions import Candidates, Mention
from detente.reading.pair_network import Pair, PairNetwork, PairReading, Pieces

Asked = tuple[str, str]


@dataclass
class Told(PairNetwork):
    """Answers as it is told: (actor, recipient) → type, words of its trigger and share."""

    text: str = ""
    answers: Mapping[Asked, tuple[str, str, float]] | None = None

    def read(self, pairs: Sequence[Pair]) -> list[PairReading]:
        return [self._reading(pair) for pair in pairs]

    def _reading(self, pair: Pair) -> PairReading:
        asked = (self._words(pair.actor), self._words(pair.recipient))
        type, trigger, share = (self.answers or {}).get(asked, ("", "", 0.0))
        types = np.zeros(len(TYPES) + 1, dtype=np.float32)
        triggers = np.zeros((len(pair.pieces.start), 2 * len(TYPES)), dtype=np.float32)
        types[NO_EVENT] = 1 - share
        if type:
            index = TYPES.index(type)
            types[index] = share
            at = np.flatnonzero(pair.pieces.start == self.text.index(trigger))
            triggers[at, index] = triggers[at, len(TYPES) + index] = 9
        modes = np.zeros(len(CODES), dtype=np.float32)
        modalities = np.zeros((len(pair.pieces.start), len(MODALITIES) + 1), dtype=np.float32)
        return PairReading(pair.pieces, types, modes, triggers, modalities)

    def _words(self, span: Span | None) -> str:
        return self.text[span.start : span.end] if span else ""


def decode(text: str, names: str, answers: Mapping[Asked, tuple[str, str, float]]) -> list[Draft]:
    """Events of a sentence whose words are pieces, whose every word may be a trigger, and whose
    last name is likelier to be acted on than the others.
    """
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append(Span(at, at + len(word)))
        at += len(word)
    pieces = Pieces(
        np.zeros((len(places), 4), dtype=np.float32),
        np.zeros((len(places), 4), dtype=np.float32),
        np.zeros((len(places), 4), dtype=np.float32),
        np.array([place.start for place in places]),
        np.array([place.end for place in places]),
    )
    *first, last = names.split("|")
    mentions = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), role, acts, 1 - acts)
        for name, role, acts in (*((name, "actor", 0.6) for name in first), (last, "party", 0.4))
    )
    candidates = Candidates(0, pieces, mentions, tuple((place, 0.9) for place in places))
    return list(decode_events([candidates], Told(text=text, answers=answers)))


def sides(text: str, draft: Draft) -> tuple[str, list[str], list[str], str]:
    actors, recipients = (
        [text[span.start : span.end] for span in spans]
        for spans in (draft.actors, draft.recipients)
    )
    trigger = text[draft.trigger.start : draft.trigger.end]
    return TYPES[draft.type], actors, recipients, trigger


def test_pairs_of_one_trigger_are_one_event_with_all_its_parties() -> None:
    text = "Oslo and Riga expelled Moscow"
    answers = {
        ("Oslo", "Moscow"): ("SANCTION", "expelled", 0.9),
        ("Riga", "Moscow"): ("SANCTION", "expelled", 0.8),
    }
    (draft,) = decode(text, "Oslo|Riga|Moscow", answers)
    assert sides(text, draft) == ("SANCTION", ["Oslo", "Riga"], ["Moscow"], "expelled")
    assert draft.share == np.float32(0.9)


def test_an_event_both_ways_has_actors_alone() -> None:
    text = "Oslo met Riga"
    answers = {
        ("Oslo", "Riga"): ("CONSULT", "met", 0.9),
        ("Riga", "Oslo"): ("CONSULT", "met", 0.8),
    }
    (draft,) = decode(text, "Oslo|Riga", answers)
    assert sides(text, draft) == ("CONSULT", ["Oslo", "Riga"], [], "met")


def test_two_events_of_one_pair_are_two() -> None:
    text = "Oslo met Riga and Riga sued Oslo"
    answers = {("Oslo", "Riga"): ("CONSULT", "met", 0.6), ("Riga", "Oslo"): ("ACCUSE", "sued", 0.9)}
    first, second = decode(text, "Oslo|Riga", answers)
    assert sides(text, first) == ("CONSULT", ["Oslo"], ["Riga"], "met")
    assert sides(text, second) == ("ACCUSE", ["Riga"], ["Oslo"], "sued")


def test_one_party_alone_is_asked_where_a_trigger_is_left_over() -> None:
    text = "Riga marched"
    (draft,) = decode(text, "Riga", {("Riga", ""): ("PROTEST", "marched", 0.9)})
    assert sides(text, draft) == ("PROTEST", ["Riga"], [], "marched")


def test_one_party_alone_adds_nothing_to_an_event_of_two() -> None:
    text = "Oslo sued Riga"
    answers = {("Oslo", "Riga"): ("ACCUSE", "sued", 0.9), ("Oslo", ""): ("ACCUSE", "sued", 0.9)}
    (draft,) = decode(text, "Oslo|Riga", answers)
    assert sides(text, draft) == ("ACCUSE", ["Oslo"], ["Riga"], "sued")


def test_what_the_network_calls_no_event_is_none() -> None:
    assert decode("Oslo near Riga", "Oslo|Riga", {("Oslo", "Riga"): ("AID", "near", 0.2)}) == []


def test_only_the_words_around_the_parties_are_read() -> None:
    text = " ".join(f"w{number:02}" for number in range(90))
    at = {number: Span(number * 4, number * 4 + 3) for number in (2, 40, 50, 88)}
    vectors, start = np.arange(90, dtype=np.float32)[:, None], np.arange(90) * 4
    pieces = Pieces(vectors, vectors, vectors, start, start + 3)

    def read(*numbers: int) -> tuple[str, int]:
        cut = pieces.around([at[number] for number in numbers], 20, 30)
        for part in (cut.early, cut.hidden, cut.heads):
            assert part[:, 0].tolist() == (cut.start // 4).tolist()
        return text[cut.start[0] : cut.end[0]], len(cut.start)

    assert read(40, 50) == ("w20", 61)
    assert read(50, 40) == ("w20", 61)
    assert read(2) == ("w00", 33)
    assert read(2, 88) == ("w00", 90)
    assert len(pieces.around([Span(9000, 9003)], 20, 30).start) == 90

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.document import Span
from detente.reading.event_decode import Draft, decode_events
from detente.reading.event_labels import CODES, MODALITIES, NO_EVENT, PARTY_LABELS, TYPES
from detente.reading.event_mentions import Candidates, Mention
from detente.reading.event_network import EventNetwork, EventReading, Pieces, Question

# a trigger's type and share, and who acts and who is acted on, with a bar between
Told = tuple[str, float, str, str]


@dataclass
class Network(EventNetwork):
    """Answers as it is told, and keeps what it was asked."""

    text: str = ""
    answers: Mapping[str, Told] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def read(self, questions: Sequence[Question]) -> list[EventReading]:
        return [self._reading(question) for question in questions]

    def _reading(self, question: Question) -> EventReading:
        assert question.trigger is not None
        trigger = self.text[question.trigger.start : question.trigger.end]
        self.asked.append(trigger)
        type, share, actors, recipients = self.answers.get(trigger, ("", 0.0, "", ""))
        types = np.zeros(len(TYPES) + 1, dtype=np.float32)
        types[NO_EVENT] = 1 - share
        if type:
            types[TYPES.index(type)] = share
        pieces = question.pieces
        parties = np.zeros((len(pieces.start), len(PARTY_LABELS)), dtype=np.float32)
        parties[:, 0] = 9
        for names, begins in ((actors, 1), (recipients, 3)):
            for name in filter(None, names.split("|")):
                low = self.text.index(name)
                inside = np.flatnonzero((pieces.start >= low) & (pieces.start < low + len(name)))
                parties[inside, begins + 1] = parties[inside[0], begins] = 18
                parties[inside[0], begins + 1] = 0
        modes = np.zeros(len(CODES), dtype=np.float32)
        modalities = np.zeros((len(pieces.start), len(MODALITIES) + 1), dtype=np.float32)
        return EventReading(pieces, types, modes, parties, modalities)


@dataclass
class Large(EventNetwork):
    """Calls every pair a SANCTION."""

    pairs: list[Question] = field(default_factory=list)

    def types(self, questions: Sequence[Question]) -> list[np.ndarray]:
        self.pairs += questions
        shares = np.full(len(TYPES) + 1, 0.01, dtype=np.float32)
        shares[TYPES.index("SANCTION")] = 0.84
        return [shares for _ in questions]


def decode(
    text: str, triggers: str, names: str, answers: Mapping[str, Told], large: Large | None = None
) -> list[Draft]:
    """Events of a sentence whose words are pieces, with some words likely to be triggers."""
    return list(
        decode_events([sentence(text, triggers, names)], Network(text=text, answers=answers), large)
    )


def sentence(text: str, triggers: str, names: str) -> Candidates:
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append(Span(at, at + len(word)))
        at += len(word)
    vectors = np.zeros((len(places), 4), dtype=np.float32)
    start, end = (np.array([place[side] for place in places]) for side in (0, 1))
    mentions = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), "actor", 0.5, 0.5)
        for name in filter(None, names.split("|"))
    )
    likely = [
        (place, 0.9 if text[place.start : place.end] in triggers.split("|") else 0.1)
        for place in places
    ]
    return Candidates(0, Pieces(vectors, vectors, vectors, start, end), mentions, tuple(likely))


def told(text: str, draft: Draft) -> tuple[str, list[str], list[str], str]:
    actors, recipients = (
        [text[span.start : span.end] for span in spans]
        for spans in (draft.actors, draft.recipients)
    )
    return TYPES[draft.type], actors, recipients, text[draft.trigger.start : draft.trigger.end]


def test_a_trigger_tells_of_one_event_with_all_its_parties() -> None:
    text = "Oslo and Riga expelled Moscow"
    answers = {"expelled": ("SANCTION", 0.9, "Oslo|Riga", "Moscow")}
    (draft,) = decode(text, "expelled", "Oslo|Riga|Moscow", answers)
    assert told(text, draft) == ("SANCTION", ["Oslo", "Riga"], ["Moscow"], "expelled")
    assert draft.share == np.float32(0.9)


def test_each_trigger_is_asked_about_once_and_no_other_word() -> None:
    text = "Oslo met Riga and Riga will sue Oslo"
    answers: dict[str, Told] = {
        "met": ("CONSULT", 0.7, "Oslo|Riga", ""),
        "will sue": ("ACCUSE", 0.9, "Riga", "Oslo"),
    }
    network = Network(text=text, answers=answers)
    found = list(decode_events([sentence(text, "met|will|sue", "Oslo|Riga")], network))
    assert network.asked == ["met", "will sue"]
    assert [told(text, draft) for draft in found] == [
        ("CONSULT", ["Oslo", "Riga"], [], "met"),
        ("ACCUSE", ["Riga"], ["Oslo"], "will sue"),
    ]


def test_a_party_is_the_whole_mention_that_the_network_sees_a_part_of() -> None:
    text = "The Norwegian government marched on Riga"
    answers = {"marched": ("PROTEST", 0.9, "Norwegian", "Riga")}
    (draft,) = decode(text, "marched", "The Norwegian government", answers)
    assert told(text, draft) == ("PROTEST", ["The Norwegian government"], ["Riga"], "marched")


def test_who_acts_is_not_acted_on() -> None:
    text = "Oslo government met Riga"
    answers = {"met": ("CONSULT", 0.9, "Oslo|Riga", "government")}
    (draft,) = decode(text, "met", "Oslo government|Riga", answers)
    assert told(text, draft) == ("CONSULT", ["Oslo government", "Riga"], [], "met")


def test_an_event_told_with_two_words_is_one() -> None:
    text = "Oslo met Riga for talks"
    answers: dict[str, Told] = {
        "met": ("CONSULT", 0.7, "Oslo|Riga", ""),
        "talks": ("CONSULT", 0.9, "Oslo|Riga", ""),
    }
    (draft,) = decode(text, "met|talks", "Oslo|Riga", answers)
    assert told(text, draft) == ("CONSULT", ["Oslo", "Riga"], [], "talks")


def test_what_the_network_calls_no_event_is_none() -> None:
    answers = {"near": ("AID", 0.3, "Oslo", "Riga")}
    assert decode("Oslo near Riga", "near", "Oslo|Riga", answers) == []


def test_an_event_without_a_party_is_none() -> None:
    assert decode("Riga marched", "marched", "Riga", {"marched": ("PROTEST", 0.9, "", "")}) == []


def test_a_large_network_has_a_say_in_the_type_of_what_has_two_parties() -> None:
    text = "Oslo hit Riga and Bonn fell"
    answers: dict[str, Told] = {
        "hit": ("ASSAULT", 0.9, "Oslo", "Riga"),
        "fell": ("RETREAT", 0.9, "Bonn", ""),
    }
    large = Large()
    first, second = decode(text, "hit|fell", "Oslo|Riga|Bonn", answers, large)
    (asked,) = large.pairs
    assert (asked.actor, asked.recipient, asked.trigger) == (Span(0, 4), Span(9, 13), None)
    # a sure answer stands against a less sure one
    assert told(text, first) == ("ASSAULT", ["Oslo"], ["Riga"], "hit")
    assert first.share == 1
    assert told(text, second) == ("RETREAT", ["Bonn"], [], "fell")


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

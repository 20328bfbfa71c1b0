"""From what the network says of triggers to events: which words are asked about, who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from detente.document import Span
from detente.reading.decode import Floats, bio_moves, label_runs, softmax, viterbi
from detente.reading.event_labels import CODES, NO_EVENT, PARTY_LABELS, TYPES
from detente.reading.event_mentions import Candidates
from detente.reading.event_network import EventNetwork, EventReading, Question, joint_shares

# Set on the development parts of our own gold and of PLV, for the F1 of events.
# a word is asked about from this chance on that it belongs to a trigger
_LEAST_TRIGGER = 0.25
# share of all types together from which a trigger tells of an event
_LEAST_EVENT = 0.7
# times the chance of being no party, which is the likelier guess for most words; and where a side
# would be empty, for that side
_NO_PARTY, _NO_PARTY_OF_NONE = 0.3, 0.05
# pieces of a long sentence that are read before and after a trigger
_BEFORE, _AFTER = 40, 40
_MOVES = bio_moves(PARTY_LABELS)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in characters, before it is a record."""

    sentence: int
    type: int
    mode: str | None
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    share: float
    reading: EventReading


def decode_events(
    candidates: Sequence[Candidates], network: EventNetwork, large: EventNetwork | None = None
) -> Iterator[Draft]:
    """The events of the sentences, in order of sentence and trigger.

    Where there is a ``large`` network, it has a say in the type of what has two parties.
    """
    asked = [
        (item, Question(item.pieces.around([trigger], _BEFORE, _AFTER), trigger))
        for item in candidates
        for trigger in _triggers(item)
    ]
    readings = network.read([question for _, question in asked])
    drafts = [
        draft
        for (item, question), reading in zip(asked, readings, strict=True)
        if reading.types[:NO_EVENT].sum() >= _LEAST_EVENT
        and (draft := _draft(item, question, reading))
    ]
    if large:
        drafts = list(_retyped(drafts, large))
    for _, mine in groupby(drafts, key=lambda draft: draft.sentence):
        yield from _told_once(mine)


def _triggers(item: Candidates) -> Iterator[Span]:
    """The runs of likely words."""
    for likely, run in groupby(item.triggers, key=lambda entry: entry[1] >= _LEAST_TRIGGER):
        if likely:
            words = [word for word, _ in run]
            yield Span(words[0].start, words[-1].end)


def _draft(item: Candidates, question: Question, reading: EventReading) -> Draft | None:
    actors, recipients = _parties(item, reading)
    if question.trigger is None or not (actors or recipients):
        return None
    type = int(reading.types[:NO_EVENT].argmax())
    share = float(reading.types[type])
    mode = _mode(type, reading)
    return Draft(item.sentence, type, mode, question.trigger, actors, recipients, share, reading)


def _parties(item: Candidates, reading: EventReading) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Actors and recipients: the mentions where the network sees one, or the words themselves."""
    place = {int(start): at for at, start in enumerate(reading.pieces.start)}
    words = [word for word, _ in item.triggers if word.start in place]
    logs = np.log(softmax(reading.parties[[place[word.start] for word in words]]) + 1e-9)
    actors, recipients = _sides(item, words, logs, _NO_PARTY)
    if not actors or (not recipients and len(actors) == 1):
        likely, acted_on = _sides(item, words, logs, _NO_PARTY_OF_NONE)
        actors = actors or [span for span in likely if span not in recipients]
        recipients = recipients or acted_on
    return tuple(sorted(actors)), tuple(sorted(span for span in recipients if span not in actors))


def _sides(
    item: Candidates, words: Sequence[Span], logs: Floats, no_party: float
) -> tuple[list[Span], list[Span]]:
    """Who acts and who is acted on, with the chance of being no party times ``no_party``."""
    scores = logs.copy()
    scores[:, 0] += np.log(no_party)
    (path,) = viterbi(scores[None], [len(words)], _MOVES)
    sides: dict[str, dict[Span, None]] = {"actor": {}, "recipient": {}}
    for role, low, high in label_runs(path, PARTY_LABELS):
        run = Span(words[low].start, words[high].end)
        named = [mention.span for mention in item.mentions if mention.span.overlaps(run)]
        sides[role] |= dict.fromkeys(named or [run])
    return list(sides["actor"]), list(sides["recipient"])


def _mode(type: int, reading: EventReading) -> str | None:
    """The likeliest of the type's modes, None for none."""
    of_type = [index for index, (name, _) in enumerate(CODES) if name == TYPES[type]]
    return CODES[max(of_type, key=lambda index: reading.modes[index])][1]


def _retyped(drafts: Sequence[Draft], large: EventNetwork) -> Iterator[Draft]:
    """The drafts, in those of two parties with the likeliest type of both networks together."""
    asked = {at: question for at, draft in enumerate(drafts) if (question := _pair(draft))}
    answers = dict(zip(asked, large.types(list(asked.values())), strict=True))
    for at, draft in enumerate(drafts):
        yield _joint(draft, answers[at]) if at in answers else draft


def _pair(draft: Draft) -> Question | None:
    parties = [*draft.actors[:1], *(draft.recipients or draft.actors[1:])[:1]]
    if not draft.actors or len(parties) < 2:
        return None
    return Question(draft.reading.pieces, actor=parties[0], recipient=parties[1])


def _joint(draft: Draft, other: Floats) -> Draft:
    """With the type that both networks together hold likeliest."""
    both = joint_shares(draft.reading.types[:NO_EVENT], other[:NO_EVENT])
    type = int(both.argmax())
    return replace(draft, type=type, mode=_mode(type, draft.reading), share=float(both[type]))


def _told_once(drafts: Iterable[Draft]) -> list[Draft]:
    """One of those of the same type and parties: the likeliest; in order of their triggers."""
    best: dict[object, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: -draft.share):
        best.setdefault((draft.type, draft.actors, draft.recipients), draft)
    return sorted(best.values(), key=lambda draft: draft.trigger)

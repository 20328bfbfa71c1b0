"""From what the network says of pairs to events: which pairs are asked, and how they join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from detente.document import Span
from detente.reading.event_labels import CODES, NO_EVENT, TYPES
from detente.reading.event_mentions import Candidates
from detente.reading.pair_network import Pair, PairNetwork, PairReading

# Set on the development parts of our own gold and of PLV, for the F1 of events at a cost of half of
# what statements cost on whole pages.
# a sentence in which no word is likelier to belong to a trigger holds no event
_LEAST_TRIGGER = 0.45
# an uncovered word from here on calls for parties of one side alone
_OPEN_TRIGGER = 0.78
# chance that the first acts times chance that the second is acted on, for a pair to be asked
_LEAST_PAIR = 0.1
# a sentence of many triggers is worth more questions; each costs a read of the sentence
_PAIRS_A_TRIGGER = 2
# pieces of the sentence that are read before and after the parties: what stands farther off costs
# an eighth of the time and settles nothing
_BEFORE, _AFTER = 20, 30
_LEAST_SIDE = 0.2
_MOST_SIDES = 2
# share of all types together from which a pair is an event, and of the likeliest type
_LEAST_EVENT = 0.3
_LEAST_SHARE = 0.25
# share of another type from which it is a second event of the same two parties
_SECOND_SHARE = 0.35


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
    reading: PairReading


@dataclass(frozen=True, slots=True)
class _Link:
    """One pair that the network calls an event of a type."""

    actor: Span | None
    recipient: Span | None
    type: int
    trigger: Span
    share: float
    reading: PairReading


def decode_events(candidates: Sequence[Candidates], network: PairNetwork) -> Iterator[Draft]:
    """The events of the sentences, in order of sentence and trigger.

    Pairs are asked first; parties of one side alone where a likely trigger is still without any.
    """
    likely = [item for item in candidates if _holds_trigger(item)]
    asked = [(item, pair) for item in likely for pair in _pairs(item)]
    links: dict[int, list[_Link]] = defaultdict(list)
    for sentence, link in _links(asked, network):
        links[sentence].append(link)
    asked = [
        (item, pair)
        for item in likely
        if _open(item, links[item.sentence])
        for pair in _sides(item, links[item.sentence])
    ]
    for sentence, link in _links(asked, network):
        if not any(
            _same(link, other) for other in links[sentence] if other.actor and other.recipient
        ):
            links[sentence].append(link)
    for item in likely:
        yield from sorted(
            _joined(item.sentence, links[item.sentence]), key=lambda draft: draft.trigger
        )


def _holds_trigger(item: Candidates) -> bool:
    return any(chance >= _LEAST_TRIGGER for _, chance in item.triggers)


def _pairs(item: Candidates) -> list[Pair]:
    """The likeliest ordered pairs of mentions."""
    scored = [
        (actor.acts * recipient.is_acted_on, actor, recipient)
        for actor, recipient in permutations(item.mentions, 2)
    ]
    scored = [entry for entry in scored if entry[0] >= _LEAST_PAIR]
    scored.sort(key=lambda entry: -entry[0])
    most = _PAIRS_A_TRIGGER * _triggers(item) + 1
    return [_pair(item, actor.span, recipient.span) for _, actor, recipient in scored[:most]]


def _pair(item: Candidates, actor: Span | None, recipient: Span | None) -> Pair:
    """The question about these parties, in the words around them."""
    spans = [span for span in (actor, recipient) if span]
    return Pair(item.pieces.around(spans, _BEFORE, _AFTER), actor, recipient)


def _triggers(item: Candidates) -> int:
    """How many triggers a sentence seems to have: runs of likely words."""
    likely = [False, *(chance >= _LEAST_TRIGGER for _, chance in item.triggers)]
    return sum(here and not before for before, here in pairwise(likely))


def _sides(item: Candidates, links: Iterable[_Link]) -> list[Pair]:
    """The likeliest mentions alone, those that take part in nothing yet first of all."""
    busy = {span for link in links for span in (link.actor, link.recipient)}
    scored = [
        (mention.span not in busy, score, mention.span, acts)
        for mention in item.mentions
        for acts, score in ((True, mention.acts), (False, mention.is_acted_on))
        if score >= _LEAST_SIDE
    ]
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    return [
        _pair(item, span, None) if acts else _pair(item, None, span)
        for _, _, span, acts in scored[:_MOST_SIDES]
    ]


def _open(item: Candidates, links: Sequence[_Link]) -> bool:
    """True if a likely trigger belongs to no event found so far."""
    return any(
        chance >= _OPEN_TRIGGER and not any(word.overlaps(link.trigger) for link in links)
        for word, chance in item.triggers
    )


def _links(
    asked: Sequence[tuple[Candidates, Pair]], network: PairNetwork
) -> Iterator[tuple[int, _Link]]:
    readings = network.read([pair for _, pair in asked])
    for (item, pair), reading in zip(asked, readings, strict=True):
        shares = reading.types[:NO_EVENT]
        if shares.sum() < _LEAST_EVENT:
            continue
        for rank, type in enumerate(map(int, (-shares).argsort()[:2])):
            share = float(shares[type])
            if share >= (_SECOND_SHARE if rank else _LEAST_SHARE):
                trigger = reading.trigger(type)
                yield (
                    item.sentence,
                    _Link(pair.actor, pair.recipient, type, trigger, share, reading),
                )


def _same(one: _Link, other: _Link) -> bool:
    """True if two links are of one event."""
    return one.type == other.type and one.trigger.overlaps(other.trigger)


def _joined(sentence: int, links: Sequence[_Link]) -> Iterator[Draft]:
    """The events of a sentence: links of one type and trigger are one event."""
    groups: list[list[_Link]] = []
    for link in sorted(links, key=lambda link: -link.share):
        group = next((group for group in groups if _same(group[0], link)), None)
        if group is None:
            groups.append([link])
        else:
            group.append(link)
    for group in groups:
        best = group[0]
        actors, recipients = _parties(group)
        yield Draft(
            sentence,
            best.type,
            _mode(best),
            best.trigger,
            actors,
            recipients,
            best.share,
            best.reading,
        )


def _parties(group: Sequence[_Link]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Actors and recipients of one event. Where it goes both ways, all act and none is recipient.

    A mention that would be on both sides of a one-way event is on the side with more weight.
    """
    weight: dict[tuple[Span, int], float] = defaultdict(float)
    ways = {(link.actor, link.recipient) for link in group}
    mutual = {actor for actor, recipient in ways if actor and (recipient, actor) in ways}
    for link in group:
        for side, span in enumerate((link.actor, link.recipient)):
            if span is not None:
                weight[span, 0 if span in mutual else side] += link.share
    spans = {span for span, _ in weight}
    acting = {span for span in spans if weight[span, 0] >= weight[span, 1]}
    return tuple(sorted(acting)), tuple(sorted(spans - acting))


def _mode(link: _Link) -> str | None:
    """The likeliest of the type's modes, None for none."""
    of_type = [index for index, (type, _) in enumerate(CODES) if type == TYPES[link.type]]
    return CODES[max(of_type, key=lambda index: link.reading.modes[index])][1]

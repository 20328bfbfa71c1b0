"""Training examples of events: sentences with marked parties, and what is known of each."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path
from typing import Any

from evals.split import is_dev

from detente.document import Span
from detente.evaluation.event_gold import read_bio, read_marked_pairs, root_types
from detente.evaluation.factuality import read_predicates
from detente.reading.event_labels import MODALITIES, NO_EVENT, TYPES

# PLV's quads differ from PLOVER's where it joins CONCEDE and RETREAT
_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "CONCEDE", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


@dataclass(frozen=True, slots=True)
class PairExample:
    """A sentence with the spans of one actor and one recipient, either of which may be missing.

    ``types`` are the indices into TYPES that the pair may have (NO_EVENT: none); ``trigger``,
    ``modality`` and ``mode`` are None where they are not known.
    """

    text: str
    actor: Span | None
    recipient: Span | None
    types: tuple[int, ...]
    trigger: Span | None = None
    modality: int | None = None
    mode: str | None = None
    weight: float = 1.0
    shares: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class WordExample:
    """A sentence with words whose certainty (-3 to 3) or modality is known."""

    text: str
    targets: tuple[tuple[Span, float], ...]
    classes: bool


@dataclass(frozen=True, slots=True)
class MentionExample:
    """A sentence with its parties by role; ``whole`` where every mention is marked."""

    text: str
    mentions: tuple[tuple[str, Span], ...]
    triggers: tuple[Span, ...]
    whole: bool


def plv_pairs(path: Path) -> list[PairExample]:
    """PLV's marked pairs that are not kept for development."""
    return [
        PairExample(
            pair.text, pair.source, pair.target, tuple(map(TYPES.index, root_types(pair.root)))
        )
        for pair in read_marked_pairs(path)
        if not is_dev(pair.text)
    ]


def cameo_pairs(bio: Path, classes: Path) -> list[PairExample]:
    """Source and target of the BIO file's sentences with the quad of the same sentence's class."""
    quads = {}
    with classes.open(encoding="utf-8", newline="") as file:
        for text, number in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            quads["".join(filter(str.isalnum, text.lower()))] = int(number)
    found = []
    for text, spans in read_bio(bio):
        quad = quads.get("".join(filter(str.isalnum, text.lower())), 0)
        roles = defaultdict(list)
        for label, span in spans:
            roles[label].append(span)
        if quad and not is_dev(text) and len(roles["S"]) == 1:
            recipient = roles["T"][0] if roles["T"] else None
            types = tuple(map(TYPES.index, _QUADS[quad]))
            plain, place = _prose(text)
            found.append(
                PairExample(
                    plain, place(roles["S"][0]), recipient and place(recipient), types, weight=0.5
                )
            )
    return found


def _prose(text: str) -> tuple[str, Any]:
    """The words of a tokenised sentence as prose, and where a span of it went."""
    tight = {".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "’"}
    kept: list[str] = []
    moved: dict[int, int] = {}
    place = before = 0
    for word in text.split(" "):
        joined = word in tight or not kept or (kept and kept[-1] in "([$“")
        start = before + (0 if joined else 1)
        for offset in range(len(word) + 1):
            moved[place + offset] = start + offset
        kept.append(word)
        before, place = start + len(word), place + len(word) + 1
    plain = [" "] * before
    at = 0
    for word in kept:
        plain[moved[at] : moved[at] + len(word)] = word
        at += len(word) + 1
    return "".join(plain), lambda span: Span(moved[span.start], moved[span.end])


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence of our own gold: its records, one an event, and all mentions."""

    text: str
    events: tuple[dict[str, Any], ...]
    others: tuple[Span, ...]


def own_sentences(path: Path) -> list[OwnSentence]:
    """The sentences of our own gold, which marks every event and every mention."""
    events: dict[str, list[dict[str, Any]]] = {}
    others: dict[str, tuple[Span, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found = events.setdefault(record["text"], [])
        if record["event"]:
            found.append(record)
        others[record["text"]] = tuple(_spans(record["others"]))
    return [OwnSentence(text, tuple(found), others[text]) for text, found in events.items()]


def _spans(entries: Iterable[dict[str, Any]]) -> Iterator[Span]:
    return (Span(entry["start"], entry["end"]) for entry in entries)


def own_pairs(sentences: Iterable[OwnSentence], rng: random.Random) -> list[PairExample]:
    """The pairs of our own gold, and as many that are none: reversed, unrelated, one-sided."""
    found = []
    for sentence in sentences:
        known: dict[tuple[Span | None, Span | None], list[dict[str, Any]]] = defaultdict(list)
        half: set[tuple[Span | None, Span | None]] = set()
        for event in sentence.events:
            actors, recipients = list(_spans(event["source"])), list(_spans(event["target"]))
            pairs: list[tuple[Span | None, Span | None]] = list(product(actors, recipients))
            if not recipients and len(actors) > 1:
                pairs = list(permutations(actors, 2))
            for pair in pairs or [*((a, None) for a in actors), *((None, r) for r in recipients)]:
                known[pair].append(event)
            # one side of a two-sided event is no event of its own, and no proof of none
            half |= {(a, None) for a in actors} | {(None, r) for r in recipients}
            half |= {(r, a) for a, r in product(actors, recipients)} if len(actors) > 2 else set()
        for (actor, recipient), events in known.items():
            for event in events:
                found.append(
                    PairExample(
                        sentence.text,
                        actor,
                        recipient,
                        (TYPES.index(event["event"]),),
                        Span(event["eventStart"], event["eventEnd"]),
                        MODALITIES.index(event["modality"]),
                        event["mode"],
                        1.0 / len(events) if len(events) > 1 else 1.0,
                    )
                )
        mentions = {span for pair in known for span in pair if span} | set(sentence.others)
        empty: list[tuple[Span | None, Span | None]] = [
            pair for pair in permutations(sorted(mentions), 2) if pair not in known
        ]
        empty += [(span, None) for span in mentions if (span, None) not in half]
        empty += [(None, span) for span in mentions if (None, span) not in half]
        rng.shuffle(empty)
        most = 2 if sentence.events else 1
        found += [PairExample(sentence.text, a, r, (NO_EVENT,)) for a, r in empty[:most]]
    return found


def own_words(sentences: Iterable[OwnSentence]) -> list[WordExample]:
    """The modality of each trigger of our own gold."""
    return [
        WordExample(
            sentence.text,
            tuple(
                (
                    Span(event["eventStart"], event["eventEnd"]),
                    float(MODALITIES.index(event["modality"])),
                )
                for event in sentence.events
            ),
            True,
        )
        for sentence in sentences
        if sentence.events
    ]


def certain_words(path: Path, skip: set[str]) -> list[WordExample]:
    """The predicates of a factuality file with their certainty, but for sentences to skip."""
    return [
        WordExample(text, tuple(targets), False)
        for text, targets in read_predicates(path)
        if text not in skip
    ]


def own_mentions(sentences: Iterable[OwnSentence]) -> list[MentionExample]:
    """All mentions of our own gold: actor before party before recipient before other."""
    found = []
    for sentence in sentences:
        roles: dict[Span, str] = {}
        for event in sentence.events:
            actors, recipients = list(_spans(event["source"])), list(_spans(event["target"]))
            mutual = not recipients and len(actors) > 1
            for span in actors:
                if roles.get(span) != "actor":
                    roles[span] = "party" if mutual else "actor"
            for span in recipients:
                roles.setdefault(span, "recipient")
        for span in sentence.others:
            roles.setdefault(span, "other")
        triggers = tuple(Span(e["eventStart"], e["eventEnd"]) for e in sentence.events)
        mentions = tuple((role, span) for span, role in _apart(roles))
        found.append(MentionExample(sentence.text, mentions, triggers, True))
    return found


def _apart(roles: dict[Span, str]) -> Iterator[tuple[Span, str]]:
    """Mentions in order; where two overlap, the one with a role in an event, else the longer."""
    ordered = sorted(roles, key=lambda span: (roles[span] == "other", span.start - span.end))
    taken: list[Span] = []
    for span in ordered:
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return ((span, roles[span]) for span in sorted(taken))


def public_mentions(bio: Path, pairs: Sequence[PairExample]) -> list[MentionExample]:
    """Sources and targets of the BIO file and of marked pairs; other mentions are not marked."""
    names = {"S": "actor", "T": "recipient", "R": "party"}
    found = []
    for text, spans in read_bio(bio):
        if not is_dev(text):
            plain, place = _prose(text)
            mentions = tuple((names[label], place(span)) for label, span in spans)
            found.append(MentionExample(plain, mentions, (), False))
            found.append(
                MentionExample(
                    text, tuple((names[label], span) for label, span in spans), (), False
                )
            )
    seen = set()
    for pair in pairs:
        if pair.text not in seen and pair.actor and pair.recipient:
            seen.add(pair.text)
            both = (("actor", pair.actor), ("recipient", pair.recipient))
            found.append(
                MentionExample(pair.text, tuple(sorted(both, key=lambda m: m[1])), (), False)
            )
    return found

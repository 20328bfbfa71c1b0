"""``evaluate events`` and ``event-types``: events end to end, and the type of a marked pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.event_gold import (
    GoldEvent,
    GoldSentence,
    MarkedPair,
    read_event_sentences,
    read_marked_pairs,
    root_types,
)
from detente.evaluation.measures import Counts, Report, macro_f1
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.event_labels import TYPES
from detente.reading.event_network import Question, joint_shares
from detente.reading.events import find_events
from detente.reading.statements import find_statements
from detente.record import Event

# PLV's classes: it joins CONCEDE and RETREAT in YIELD, which is material cooperation
_ROOTS: dict[str, str] = {
    name: "YIELD" if name in ("CONCEDE", "RETREAT") else name for name in TYPES
}
_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


def read_events(text: str, encoder: Encoder) -> tuple[Event, ...]:
    """The events of a text that stands alone."""
    document = plain_document(text)
    windows = encoder.read(document)
    statements = find_statements(document, windows, encoder)
    return find_events(document, windows, statements, encoder)


def evaluate_event_types(data: Path, encoder: Encoder | None = None) -> Report:
    """Root and quad of marked pairs (a PLV table): macro-F1 and the roots' accuracy.

    The shares of CONCEDE and RETREAT count for YIELD, those of a quad's types for the quad.
    """
    encoder = encoder or Encoder()
    pairs = read_marked_pairs(data)
    if not pairs:
        raise DetenteError("DATA_EMPTY", f"{data} holds no pairs.", "Name a PLV table.")
    roots, quads = [], []
    for pair in pairs:
        shares = _type_shares(pair, encoder)
        of_root: dict[str, float] = defaultdict(float)
        of_quad: dict[int, float] = defaultdict(float)
        for name, share in shares.items():
            of_root[_ROOTS[name]] += share
            of_quad[_QUADS[_ROOTS[name]]] += share
        roots.append(max(of_root, key=of_root.__getitem__))
        quads.append(max(of_quad, key=of_quad.__getitem__))
    gold_roots = [
        "YIELD" if len(root_types(p.root)) > 1 else _ROOTS[root_types(p.root)[0]] for p in pairs
    ]
    scores = {
        "root_macro_f1": round(macro_f1(gold_roots, roots), 4),
        "quad_macro_f1": round(macro_f1([pair.quad for pair in pairs], quads), 4),
        "root_accuracy": round(
            sum(a == b for a, b in zip(gold_roots, roots, strict=True)) / len(pairs), 4
        ),
    }
    return {"task": "event-types", "data": str(data), "n": len(pairs), "scores": scores}


def _type_shares(pair: MarkedPair, encoder: Encoder) -> Mapping[str, float]:
    windows = encoder.read(plain_document(pair.text))
    marked = [span for span in (pair.source, pair.target) if span]
    # the window that holds most of the marked words, where a text has several
    pieces = max(
        (window.pieces for window in windows),
        key=lambda item: sum(len(item.within(span).start) for span in marked),
    )
    question = Question(pieces, actor=pair.source, recipient=pair.target)
    (shares,) = encoder.events.types([question])
    if encoder.large_pairs:
        (other,) = encoder.large_pairs.types([question])
        shares = joint_shares(shares, other)
    return dict(zip(TYPES, map(float, shares), strict=False))


def evaluate_events(data: Path, encoder: Encoder | None = None) -> Report:
    """Events from raw sentences: precision, recall and F1, or recall alone on marked pairs.

    A hit has the gold's type and, on each side that the gold names, a party that overlaps one of
    the gold's. Where all parties of an event act and none is recipient, as in a meeting, each
    counts on both sides. Hits are paired one to one. ``missed_*`` and ``wrong_*`` count the errors
    by cause: the gold events that were missed, the found ones that are none of the gold's.
    """
    encoder = encoder or Encoder()
    partial = data.suffix == ".tsv"
    sentences = _marked_sentences(data) if partial else read_event_sentences(data)
    if not sentences:
        raise DetenteError("DATA_EMPTY", f"{data} holds no gold.", "Name a file with records.")
    counts, causes = Counts(), Counter[str]()
    for sentence in sentences:
        found = read_events(sentence.text, encoder)
        hits, mistakes = count_sentence(sentence.events, found)
        counts.add(hits, len(found), len(sentence.events))
        causes.update(mistakes)
    if partial:
        # what a table of pairs does not mark is not wrong
        causes = Counter({name: n for name, n in causes.items() if name.startswith("missed_")})
    scores = {"recall": round(counts.recall, 4)}
    if not partial:
        scores = {"precision": round(counts.precision, 4), **scores, "f1": round(counts.f1, 4)}
    scores |= {name: round(n / counts.gold, 4) for name, n in sorted(causes.items())}
    return {"task": "events", "data": str(data), "n": counts.gold, "scores": scores}


def _marked_sentences(data: Path) -> list[GoldSentence]:
    sentences: dict[str, list[GoldEvent]] = {}
    for pair in read_marked_pairs(data):
        actors = (pair.source,) if pair.source else ()
        recipients = (pair.target,) if pair.target else ()
        event = GoldEvent(root_types(pair.root), actors, recipients)
        sentences.setdefault(pair.text, []).append(event)
    return [GoldSentence(text, tuple(events)) for text, events in sentences.items()]


def count_sentence(gold: Sequence[GoldEvent], found: Sequence[Event]) -> tuple[int, dict[str, int]]:
    """How many of a sentence's events are hits, and how many were missed or are wrong by cause."""
    pairs = _pair_up(gold, found)
    hit, taken = {at for at, _ in pairs}, {at for _, at in pairs}
    causes = Counter(f"missed_{_cause(e, found)}" for at, e in enumerate(gold) if at not in hit)
    causes.update(f"wrong_{_fault(e, gold)}" for at, e in enumerate(found) if at not in taken)
    return len(pairs), dict(causes)


def hit_events(gold: Sequence[GoldEvent], found: Sequence[Event]) -> set[int]:
    """The places of the found events that are hits."""
    return {at for _, at in _pair_up(gold, found)}


def _pair_up(gold: Sequence[GoldEvent], found: Sequence[Event]) -> list[tuple[int, int]]:
    """Indices of gold and found events that hit each other, each used once."""
    pairs: list[tuple[int, int]] = []
    for at, event in enumerate(gold):
        free = [index for index in range(len(found)) if index not in {used for _, used in pairs}]
        hits = [i for i in free if found[i].type in event.types and _parties_hit(event, found[i])]
        if hits:
            # of several, the one whose trigger is the gold's
            hits.sort(
                key=lambda i: not (event.trigger and found[i].trigger.overlaps(event.trigger))
            )
            pairs.append((at, hits[0]))
    return pairs


def _parties_hit(gold: GoldEvent, event: Event) -> bool:
    actors, recipients = event.actor_spans, event.recipient_spans
    if len(actors) > 1 and not recipients:
        recipients = actors
    return (not gold.actors or _overlap(gold.actors, actors)) and (
        not gold.recipients or _overlap(gold.recipients, recipients)
    )


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)


def _cause(gold: GoldEvent, found: Sequence[Event]) -> str:
    """Why a gold event was missed."""
    parties = [event for event in found if _parties_hit(gold, event)]
    same = [event for event in found if event.type in gold.types]
    if any(event.type in gold.types for event in parties):
        return "counted_once"
    if parties:
        return "type"
    if any(_reversed(gold, event) for event in same):
        return "direction"
    if same:
        return "parties"
    return "event"


def _fault(event: Event, gold: Sequence[GoldEvent]) -> str:
    """What is wrong with a found event."""
    if not gold:
        return "no_event_there"
    if any(event.type in item.types and _parties_hit(item, event) for item in gold):
        return "counted_twice"
    if any(event.type in item.types and _reversed(item, event) for item in gold):
        return "direction"
    if any(event.type in item.types for item in gold):
        return "parties"
    if any(_parties_hit(item, event) for item in gold):
        return "type"
    return "other"


def _reversed(gold: GoldEvent, event: Event) -> bool:
    return _overlap(gold.actors, event.recipient_spans) and (
        not gold.recipients or _overlap(gold.recipients, event.actor_spans)
    )

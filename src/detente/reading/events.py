"""Events: who does what to whom, with verbatim spans, and whether it happened.

The encoder finds mentions and triggers; a branch of it reads each likely pair of parties in its
sentence; this step makes records of what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import Document, Span, content_id
from detente.knowledge.plover import quad_of, score_of
from detente.reading.confidence import calibrated
from detente.reading.encoder import Encoded, Encoder
from detente.reading.event_decode import Draft, decode_events
from detente.reading.event_labels import MODALITIES, TYPES
from detente.reading.event_mentions import find_candidates
from detente.reading.nesting import holding
from detente.record import Event, Modality, Statement

_FIRST_PERSON = re.compile(r"(?:i|we|my|our|us|me)\b", re.IGNORECASE)
# words that only say that something is said: what is said may be an event, saying it is none
_PLAIN_SAYING = re.compile(
    r"said|says?|saying|told|tells?|telling|added|adds?|noted|notes|wrote|writes|explained|explains"
    r"|remarked|recalled|argued|argues|insisted|insists|believes?|believed|thinks?|thought",
    re.IGNORECASE,
)
# "asked by Ankara": who stands here has done it; not "stood by Ankara", "voted by a margin"
_BY = re.compile(r"\s+by\s+(?:the\s+|an?\s+)?")
_BESIDE = re.compile(r"st(?:ands?|ood|anding)|abid(?:es?|ed|ing)|vot(?:es?|ed|ing)", re.IGNORECASE)
# what a speaker does by saying it: verbal cooperation and verbal conflict
_VERBAL_QUADS = frozenset({1, 3})


def find_events(
    document: Document,
    windows: Sequence[Encoded],
    statements: Sequence[Statement],
    encoder: Encoder,
) -> tuple[Event, ...]:
    """The events of a document in text order; parties, dates, places and voice not yet resolved.

    ``windows`` are the document's, as ``encoder.read`` gives them. An event inside the content of a
    statement carries its id.
    """
    candidates = list(find_candidates(document, windows, encoder.mentions))
    events = [
        _record(document, _active(document, draft), holding(draft.trigger, statements), encoder)
        for draft in decode_events(candidates, encoder.events, encoder.large_pairs)
        if not _is_saying(document, draft)
    ]
    return tuple({event.id: event for event in events}.values())


def _is_saying(document: Document, draft: Draft) -> bool:
    """True where nothing but saying is the event; who is told to do something is asked to."""
    return bool(
        _PLAIN_SAYING.fullmatch(document.quote(draft.trigger)) and TYPES[draft.type] != "REQUEST"
    )


def _active(document: Document, draft: Draft) -> Draft:
    """With who is named after "by" as the actor, and who stands before the words as recipient."""
    trigger = draft.trigger
    by = _BY.match(document.text, trigger.end)
    if by is None or TYPES[draft.type] == "CONSULT" or _BESIDE.fullmatch(document.quote(trigger)):
        return draft
    parties = sorted({*draft.actors, *draft.recipients})
    agents = [span for span in parties if by.start() < span.start <= by.end()]
    before = tuple(span for span in parties if span.end <= trigger.start)
    if not agents or not before or draft.recipients == before:
        return draft
    after = tuple(span for span in draft.actors if span.start > trigger.end)
    return replace(draft, actors=after or tuple(agents), recipients=before)


def _record(document: Document, draft: Draft, holder: Statement | None, encoder: Encoder) -> Event:
    type = TYPES[draft.type]
    spans = [draft.trigger, *draft.actors, *draft.recipients]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    index, certainty = draft.reading.modality(draft.trigger)
    modality = _modality(MODALITIES[index], document, draft, holder)
    return Event(
        id=content_id("e", document.id, type, draft.trigger, draft.actors, draft.recipients),
        document=document.id,
        sentence=draft.sentence,
        type=type,
        mode=draft.mode,
        quad=quad_of(type),
        score=score_of(type, draft.mode),
        modality=modality,
        certainty=round(certainty, 2),
        trigger=draft.trigger,
        actor_spans=draft.actors,
        recipient_spans=draft.recipients,
        quote=document.quote(whole),
        confidence=calibrated(draft.share, encoder.event_calibration),
        statement=holder.id if holder else None,
    )


def _modality(
    read: Modality, document: Document, draft: Draft, holder: Statement | None
) -> Modality:
    """What a speaker tells as a fact is reported, unless the telling is itself the event."""
    if read != "actual" or holder is None:
        return read
    performed = quad_of(TYPES[draft.type]) in _VERBAL_QUADS and any(
        _FIRST_PERSON.match(document.quote(span)) for span in draft.actors
    )
    return "actual" if performed else "reported"

"""A made-up page with positions, a linkage, forecasts and a stated agenda."""

from __future__ import annotations

from dataclasses import replace

from detente.document import Document, Span, content_id
from detente.record import (
    Actor,
    AgendaItem,
    Event,
    EventDate,
    Forecast,
    Linkage,
    Position,
    Reading,
    Statement,
)
from sample_events import sample_document, sample_event

LINES = (
    "Norland wants the straits patrolled jointly, its envoy Ada Lind said.",
    "Westmark opposes a joint patrol, according to two reports.",
    "There will be no visas without readmission, she said.",
    "Talks will probably resume in May if the port reopens; a treaty could follow.",
    "First raise the prisoners, and only then fishing.",
)
ACTORS = (
    Actor("a-lind", "Ada Lind", "person", "NOR", "government", "envoy"),
    Actor("a-norland", "Norland", "government", "NOR"),
    Actor("a-westmark", "Westmark", "government", "USA"),
)


def framed_reading(locator: str = "pages/straits.html", published: str = "2022-03-01") -> Reading:
    """Two positions, a linkage, two forecasts, two steps, a statement and an event, on issues."""
    document = replace(
        sample_document(*LINES, published=published), locator=locator, title="The straits"
    )
    wants, opposes, visas, talks, _ = (
        document.quote((sentence.start, sentence.end)) for sentence in document.sentences
    )
    said = Statement(
        id=content_id("s", document.id, 1),
        document=document.id,
        sentence=0,
        mode="indirect",
        source=(_span(document, "its envoy Ada Lind"),),
        cue=(_span(document, "said"),),
        content=(_span(document, "Norland wants the straits patrolled jointly"),),
        quote=wants,
        confidence=0.9,
        speakers=("a-lind",),
        issues=("5.2",),
    )
    seeks = Position(
        id=content_id("p", document.id, 1),
        document=document.id,
        sentence=0,
        stance="seeks",
        basis="self-stated",
        goal=_span(document, "the straits patrolled jointly"),
        cue=_span(document, "wants"),
        holder_spans=(_span(document, "Norland"),),
        quote=wants,
        voice="speaker",
        confidence=0.9,
        actors=("a-norland", "a-lind"),
        issues=("5.2", "9"),
        statement=said.id,
    )
    against = replace(
        seeks,
        id=content_id("p", document.id, 2),
        sentence=1,
        stance="opposes",
        basis="reported",
        goal=_span(document, "a joint patrol"),
        cue=_span(document, "opposes"),
        holder_spans=(_span(document, "Westmark"),),
        quote=opposes,
        voice="reporter",
        confidence=0.6,
        actors=("a-westmark",),
        issues=("5.2",),
        statement=None,
    )
    link = Linkage(
        id=content_id("l", document.id, 1),
        document=document.id,
        sentence=2,
        kind="conditional",
        antecedent=_span(document, "readmission"),
        consequent=_span(document, "no visas"),
        holder_spans=(_span(document, "she"),),
        quote=visas,
        voice="speaker",
        confidence=0.7,
        actors=(),
        issues=("50",),
    )
    return Reading(
        document,
        (said,),
        ACTORS,
        (_event(document),),
        (seeks, against),
        (link,),
        _forecasts(document, talks),
        _agenda(document),
    )


def _event(document: Document) -> Event:
    event = sample_event(document, "opposes", type_="REJECT")
    return replace(
        event,
        actors=("a-westmark",),
        recipients=("a-norland",),
        date=EventDate("2022-02-28", "2022-02-28", "day", "document"),
        issues=("5.2.1",),
    )


def _forecasts(document: Document, quote: str) -> tuple[Forecast, ...]:
    resume = Forecast(
        id=content_id("f", document.id, 1),
        document=document.id,
        sentence=3,
        proposition=_span(document, "Talks will probably resume"),
        condition=_span(document, "if the port reopens"),
        words=_span(document, "probably"),
        low=0.55,
        high=0.8,
        horizon=EventDate(
            "2022-05-01", "2022-05-31", "month", "text", _span(document, "in May"), "2022-03-01"
        ),
        unscoreable=None,
        holder_spans=(),
        quote=quote,
        confidence=0.8,
        issues=("5.2",),
    )
    treaty = replace(
        resume,
        id=content_id("f", document.id, 2),
        proposition=_span(document, "a treaty could follow"),
        condition=None,
        words=_span(document, "could"),
        low=None,
        high=None,
        horizon=None,
        unscoreable="no_likelihood",
        issues=(),
    )
    return resume, treaty


def _agenda(document: Document) -> tuple[AgendaItem, ...]:
    last = document.sentences[4]
    first = AgendaItem(
        id=content_id("g", document.id, 1),
        document=document.id,
        sentence=4,
        rank=1,
        tier=1,
        step=_span(document, "the prisoners"),
        quote=document.quote((last.start, last.end)),
        confidence=0.8,
        issues=("7.1",),
    )
    then = replace(
        first,
        id=content_id("g", document.id, 2),
        rank=2,
        tier=2,
        step=_span(document, "fishing"),
        issues=(),
    )
    return first, then


def _span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))

"""Positions, linkages and so on, put into made-up pages by the words they stand on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.document import Span, content_id
from detente.record import (
    Actor,
    AgendaItem,
    Basis,
    Event,
    EventDate,
    EventType,
    Forecast,
    Linkage,
    LinkageKind,
    Modality,
    Position,
    Reading,
    Stance,
    Voice,
)


def span(reading: Reading, words: str, after: int = 0) -> Span:
    """The first place of the words."""
    start = reading.document.text.index(words, after)
    return Span(start, start + len(words))


def position(  # noqa: PLR0913 - a keyword for each field
    reading: Reading,
    actor: Actor,
    cue: str,
    goal: str,
    issue: str | None,
    *,
    stance: Stance = "seeks",
    basis: Basis = "self-stated",
    voice: Voice | None = None,
    holder: str | None = None,
    confidence: float = 0.9,
) -> Reading:
    """The page with one more position; its statement is the one whose content holds the goal."""
    at = span(reading, goal)
    statement = next(
        (s for s in reading.statements if any(c.overlaps(at) for c in s.content)), None
    )
    if basis != "self-stated":
        statement = None
    usual: Voice = "author" if basis == "author-asserted" else "reporter"
    made = Position(
        id=content_id("p", reading.document.id, cue, goal),
        document=reading.document.id,
        sentence=_sentence(reading, at),
        stance=stance,
        basis=basis,
        goal=at,
        cue=span(reading, cue),
        holder_spans=(span(reading, holder),) if holder else (),
        quote=_whole(reading, at, span(reading, cue)),
        voice=voice or ("speaker" if statement else usual),
        confidence=confidence,
        actors=(actor.id,),
        issues=(issue,) if issue else (),
        statement=statement.id if statement else None,
    )
    return replace(_knowing(reading, actor), positions=(*reading.positions, made))


def linkage(
    reading: Reading,
    actor: Actor | None,
    kind: LinkageKind,
    antecedent: str,
    consequent: str,
    issues: tuple[str, ...],
    voice: Voice = "speaker",
) -> Reading:
    """The page with one more linkage."""
    before, after = span(reading, antecedent), span(reading, consequent)
    made = Linkage(
        id=content_id("k", reading.document.id, antecedent, consequent),
        document=reading.document.id,
        sentence=_sentence(reading, before),
        kind=kind,
        antecedent=before,
        consequent=after,
        holder_spans=(),
        quote=_whole(reading, before, after),
        voice=voice,
        confidence=0.9,
        actors=(actor.id,) if actor else (),
        issues=issues,
    )
    known = _knowing(reading, actor) if actor else reading
    return replace(known, linkages=(*reading.linkages, made))


def forecast(  # noqa: PLR0913 - a keyword for each field
    reading: Reading,
    proposition: str,
    *,
    words: str | None = None,
    low: float | None = None,
    high: float | None = None,
    horizon: tuple[str, str] | None = None,
    actor: Actor | None = None,
    issues: tuple[str, ...] = (),
) -> Reading:
    """The page with one more forecast."""
    at = span(reading, proposition)
    made = Forecast(
        id=content_id("f", reading.document.id, proposition),
        document=reading.document.id,
        sentence=_sentence(reading, at),
        proposition=at,
        condition=None,
        words=span(reading, words) if words else None,
        low=low,
        high=high,
        horizon=EventDate(*horizon, "day", "text") if horizon else None,
        unscoreable=None if horizon and low is not None else "no_horizon",
        holder_spans=(),
        quote=reading.document.quote(at),
        voice="reporter",
        confidence=0.9,
        actors=(actor.id,) if actor else (),
        issues=issues,
    )
    known = _knowing(reading, actor) if actor else reading
    return replace(known, forecasts=(*reading.forecasts, made))


def step(reading: Reading, words: str, rank: int, tier: int, issue: str) -> Reading:
    """The page with one more step of an author's agenda."""
    at = span(reading, words)
    made = AgendaItem(
        id=content_id("a", reading.document.id, words),
        document=reading.document.id,
        sentence=_sentence(reading, at),
        rank=rank,
        tier=tier,
        step=at,
        quote=words,
        confidence=0.9,
        issues=(issue,),
    )
    return replace(reading, agenda=(*reading.agenda, made))


def event(  # noqa: PLR0913 - a keyword for each field
    reading: Reading,
    trigger: str,
    actors: tuple[Actor, ...],
    recipients: tuple[Actor, ...] = (),
    *,
    type_: EventType = "CONSULT",
    day: str | None = None,
    modality: Modality = "actual",
    voice: Voice = "reporter",
    score: float = 2.5,
    issues: tuple[str, ...] = (),
    **changes: Any,
) -> Reading:
    """The page with one more event."""
    at = span(reading, trigger)
    number = _sentence(reading, at)
    whole = reading.document.sentences[number]
    made = Event(
        id=content_id("e", reading.document.id, trigger, type_),
        document=reading.document.id,
        sentence=number,
        type=type_,
        mode=None,
        quad=1 if score > 0 else 3,
        score=score,
        modality=modality,
        certainty=3.0,
        trigger=at,
        actor_spans=(),
        recipient_spans=(),
        quote=reading.document.quote((whole.start, whole.end)),
        voice=voice,
        confidence=0.9,
        actors=tuple(one.id for one in actors),
        recipients=tuple(one.id for one in recipients),
        date=EventDate(day, day, "day", "text" if day else "document"),
        issues=issues,
    )
    known = reading
    for actor in (*actors, *recipients):
        known = _knowing(known, actor)
    return replace(known, events=(*reading.events, replace(made, **changes)))


def _knowing(reading: Reading, actor: Actor) -> Reading:
    return reading if actor in reading.actors else replace(reading, actors=(*reading.actors, actor))


def _sentence(reading: Reading, at: Span) -> int:
    return next(s.index for s in reading.document.sentences if s.start <= at.start < s.end)


def _whole(reading: Reading, *spans: Span) -> str:
    ends = max(one.end for one in spans)
    return reading.document.text[min(one.start for one in spans) : ends]

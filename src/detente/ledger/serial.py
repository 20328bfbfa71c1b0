"""A Reading as JSON and back: the one form in which the program prints and keeps it.

The fields are those of the records, but for the spans of a row, which stand together, such as
``{"source": [[start, end], …], "cue": …, "content": …, "addressee": …, "occasion": …}`` of a
statement and ``{"goal": [[start, end]], "cue": …, "holder": …}`` of a position.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from detente.document import Document, Paragraph, Part, Published, Sentence, Span
from detente.ledger.frame_tables import FRAMES, FrameTable
from detente.record import Actor, Event, EventDate, Place, Reading, Statement

_FRAGMENTS = ("source", "cue", "content")
_SINGLE = ("addressee", "occasion")
_CODED = (
    *("id", "document", "sentence"),
    *("type", "mode", "quad", "score", "modality", "certainty"),
)


def reading_to_json(reading: Reading) -> str:
    """The Reading as one line of JSON; spans are ``[start, end]``, in characters of the text."""
    raw = asdict(reading)
    raw["statements"] = [_with_spans(statement) for statement in raw["statements"]]
    raw["events"] = [_with_event_spans(event) for event in raw["events"]]
    for frame in FRAMES:
        raw[frame.field] = [_with_frame_spans(frame, record) for record in raw[frame.field]]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def reading_from_json(text: str) -> Reading:
    """The Reading that ``reading_to_json`` wrote."""
    raw = json.loads(text)
    return Reading(
        document=_document(raw["document"]),
        statements=tuple(map(_statement, raw["statements"])),
        actors=tuple(Actor(**actor) for actor in raw["actors"]),
        # earlier versions of the ledger kept readings without events, and without frames
        events=tuple(map(_event, raw.get("events", ()))),
        **{
            frame.field: tuple(_frame(frame, record) for record in raw.get(frame.field, ()))
            for frame in FRAMES
        },
    )


def placed(reading: Reading, locator: str, fingerprint: str) -> Reading:
    """The Reading as read from ``locator``, whose bytes have ``fingerprint``."""
    document = replace(reading.document, locator=locator, fingerprint=fingerprint)
    return replace(reading, document=document)


def unplaced(reading: Reading) -> Reading:
    """The Reading without the place it was read from: equal for equal pages anywhere."""
    return placed(reading, "", "")


def _with_spans(raw: dict[str, Any]) -> dict[str, Any]:
    spans = {name: raw.pop(name) for name in _FRAGMENTS}
    spans |= {name: _listed(raw.pop(name)) for name in _SINGLE}
    first = ("id", "document", "sentence", "mode")
    return {**{name: raw.pop(name) for name in first}, "spans": spans, **raw}


def _with_event_spans(raw: dict[str, Any]) -> dict[str, Any]:
    date, place = raw["date"] or {}, raw["place"] or {}
    spans = {
        "trigger": [raw.pop("trigger")],
        "actor": raw.pop("actor_spans"),
        "recipient": raw.pop("recipient_spans"),
        "date": _listed(date.pop("span", None)),
        "place": _listed(place.pop("span", None)),
        "venue": _listed(place.pop("venue", None)),
    }
    coded = {name: raw.pop(name) for name in _CODED}
    return {**coded, "spans": spans, **raw}


def _with_frame_spans(frame: FrameTable, raw: dict[str, Any]) -> dict[str, Any]:
    spans = {role: _listed(raw.pop(role)) for role in frame.spans}
    if raw.get("horizon"):
        spans["horizon"] = _listed(raw["horizon"].pop("span"))
    if frame.held:
        spans["holder"] = raw.pop("holder_spans")
    first = ("id", "document", "sentence", *frame.fields)
    return {**{name: raw.pop(name) for name in first}, "spans": spans, **raw}


def _listed(span: object) -> list[object]:
    return [] if span is None else [span]


def _document(raw: Mapping[str, Any]) -> Document:
    fields = dict(raw)
    fields["paragraphs"] = tuple(Paragraph(**paragraph) for paragraph in raw["paragraphs"])
    fields["sentences"] = tuple(Sentence(**sentence) for sentence in raw["sentences"])
    published = dict(raw["published"])
    if published["window"] is not None:
        published["window"] = tuple(published["window"])
    fields["published"] = Published(**published)
    fields["part"] = None if raw["part"] is None else Part(**raw["part"])
    return Document(**fields)


def _statement(raw: Mapping[str, Any]) -> Statement:
    fields = dict(raw)
    spans = fields.pop("spans")
    for name in _FRAGMENTS:
        fields[name] = tuple(Span(*span) for span in spans[name])
    for name in _SINGLE:
        fields[name] = Span(*spans[name][0]) if spans[name] else None
    fields["speakers"] = tuple(raw["speakers"])
    fields["issues"] = _issues(raw)
    return Statement(**fields)


def _event(raw: Mapping[str, Any]) -> Event:
    fields = dict(raw)
    spans = {
        name: tuple(Span(*span) for span in found) for name, found in fields.pop("spans").items()
    }
    if raw["date"] is not None:
        fields["date"] = EventDate(**raw["date"], span=_first(spans["date"]))
    if raw["place"] is not None:
        venue = _first(spans["venue"])
        fields["place"] = Place(**raw["place"], span=spans["place"][0], venue=venue)
    return Event(
        trigger=spans["trigger"][0],
        actor_spans=spans["actor"],
        recipient_spans=spans["recipient"],
        **fields
        | {name: tuple(raw[name]) for name in ("actors", "recipients")}
        | {"issues": _issues(raw)},
    )


def _frame(frame: FrameTable, raw: Mapping[str, Any]) -> Any:
    fields = dict(raw)
    spans = {
        name: tuple(Span(*span) for span in found) for name, found in fields.pop("spans").items()
    }
    fields |= {role: _first(spans[role]) for role in frame.spans}
    if raw.get("horizon"):
        fields["horizon"] = EventDate(**raw["horizon"], span=_first(spans["horizon"]))
    if frame.held:
        fields["holder_spans"] = spans["holder"]
        fields["actors"] = tuple(raw["actors"])
    return frame.record(**fields | {"issues": _issues(raw)})


def _issues(raw: Mapping[str, Any]) -> tuple[str, ...]:
    # earlier versions placed no row on an issue
    return tuple(raw.get("issues", ()))


def _first(spans: tuple[Span, ...]) -> Span | None:
    return spans[0] if spans else None

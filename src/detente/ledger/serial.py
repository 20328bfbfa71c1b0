"""A Reading as JSON and back: the one form in which the program prints and keeps it.

The fields are those of the records, but for a statement's spans, which stand together as
``{"source": [[start, end], …], "cue": …, "content": …, "addressee": …, "occasion": …}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from detente.document import Document, Paragraph, Part, Published, Sentence, Span
from detente.record import Actor, Reading, Statement

_FRAGMENTS = ("source", "cue", "content")
_SINGLE = ("addressee", "occasion")


def reading_to_json(reading: Reading) -> str:
    """The Reading as one line of JSON; spans are ``[start, end]``, in characters of the text."""
    raw = asdict(reading)
    raw["statements"] = [_with_spans(statement) for statement in raw["statements"]]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def reading_from_json(text: str) -> Reading:
    """The Reading that ``reading_to_json`` wrote."""
    raw = json.loads(text)
    return Reading(
        document=_document(raw["document"]),
        statements=tuple(map(_statement, raw["statements"])),
        actors=tuple(Actor(**actor) for actor in raw["actors"]),
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
    for name in _SINGLE:
        span = raw.pop(name)
        spans[name] = [] if span is None else [span]
    first = ("id", "document", "sentence", "mode")
    return {**{name: raw.pop(name) for name in first}, "spans": spans, **raw}


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
    return Statement(**fields)

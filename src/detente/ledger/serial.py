"""A Reading as JSON and back, with the field names of the records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from detente.document import Document, Paragraph, Part, Published, Sentence, Span
from detente.record import Actor, Reading, Statement


def reading_to_json(reading: Reading) -> str:
    """The Reading as one line of JSON; spans are ``[start, end]``."""
    return json.dumps(asdict(reading), ensure_ascii=False, separators=(",", ":"))


def reading_from_json(text: str) -> Reading:
    """The Reading that ``reading_to_json`` wrote."""
    raw = json.loads(text)
    return Reading(
        document=_document(raw["document"]),
        statements=tuple(map(_statement, raw["statements"])),
        actors=tuple(Actor(**actor) for actor in raw["actors"]),
    )


def page_to_json(reading: Reading) -> str:
    """The Reading as JSON without the place it was read from: equal for equal pages anywhere."""
    return reading_to_json(placed(reading, "", ""))


def placed(reading: Reading, locator: str, fingerprint: str) -> Reading:
    """The Reading as read from ``locator``, whose bytes have ``fingerprint``."""
    document = replace(reading.document, locator=locator, fingerprint=fingerprint)
    return replace(reading, document=document)


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
    for name in ("source", "cue", "content"):
        fields[name] = tuple(Span(*span) for span in raw[name])
    for name in ("addressee", "occasion"):
        fields[name] = _span(raw[name])
    fields["speakers"] = tuple(raw["speakers"])
    return Statement(**fields)


def _span(raw: Sequence[int] | None) -> Span | None:
    return None if raw is None else Span(*raw)

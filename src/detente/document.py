"""A document: one page's article, cleaned, with its paragraphs, their roles and its sentences."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["title", "dek", "body", "update", "caption", "furniture", "teaser"]
Genre = Literal["report", "analysis", "opinion", "official"]
READ_ROLES: frozenset[str] = frozenset({"title", "dek", "body", "update"})


class Span(NamedTuple):
    """``[start, end)`` character offsets into ``Document.text``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as a source handed it over, decoded but not cleaned.

    ``locator`` is where it came from: a path, ``path#7`` for the seventh record of a file,
    ``-`` for standard input. ``fingerprint`` is the hex SHA-256 of the bytes it was read from.
    ``kind`` says how to clean it. The other fields are what the record stated, if it did.
    """

    locator: str
    text: str
    kind: Literal["html", "text"]
    fingerprint: str
    url: str | None = None
    title: str | None = None
    date: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published.

    ``date`` is ISO (``2010-04-08``, ``2010-04`` or ``2010``) or None; ``precision`` names its
    grain; ``basis`` says where it comes from; ``window`` is the first and last day it can be.
    """

    date: str | None = None
    precision: Literal["day", "month", "year", "unknown"] = "unknown"
    basis: Literal["metadata", "text", "inferred", "unknown"] = "unknown"
    window: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The document is page ``page`` of ``of`` (None where the total is not stated)."""

    page: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its role and ``[start, end)`` in the text; ``dated`` is an update's ISO date."""

    role: Role
    start: int
    end: int
    dated: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph that is read: its index, ``[start, end)`` and paragraph index."""

    index: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """One page's article. ``text`` holds every paragraph of any role, joined by blank lines."""

    id: str
    locator: str
    fingerprint: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...] = ()
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: str | None = None
    published: Published = Published()
    genre: Genre = "report"
    part: Part | None = None
    language: str = "en"

    def quote(self, span: Span | tuple[int, int]) -> str:
        """The verbatim text of a span."""
        return self.text[span[0] : span[1]]


def content_id(prefix: str, *parts: object) -> str:
    """An id derived from content: ``prefix`` + 16 hex digits of the SHA-256 of the parts."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:16]}"

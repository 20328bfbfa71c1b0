"""What stands between a raw page and a document: blocks of text with roles, and metadata."""

from __future__ import annotations

from dataclasses import dataclass

from detente.document import Role


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as extracted: its role and its text, white space normalised to single spaces."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it says nothing. ``date`` is ISO."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """Blocks in page order, and the metadata."""

    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()

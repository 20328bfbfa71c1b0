"""Every quote of a brief, byte for byte against the stored text of its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.brief.model import JOINT, Brief, Entry
from detente.document import Document, Span
from detente.errors import DetenteError
from detente.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A statement that must not be quoted, the page it is said to be on, and why."""

    statement: str
    locator: str
    reason: str

    def __str__(self) -> str:
        return f"{self.statement} ({self.locator}): {self.reason}"


def fault(entry: Entry, document: Document) -> str | None:
    """Why an entry may not be quoted from this document; None if every word stands there.

    The content, the cue and the source must equal the text at their spans in UTF-8, fragment by
    fragment, and the passage, the addressee and the occasion must stand on the page.
    """
    spans = entry.spans
    if not spans["content"] or not spans["cue"]:
        return "it has no words to quote"
    for role, words in (("content", entry.quote), ("cue", entry.cue), ("source", entry.source)):
        if not _lie_within(spans[role], document.text):
            return f"the place of its {role} is not on the page"
        if not _same_bytes(words, _cut(document, spans[role])):
            return f"its {role} differs from the page at the place given"
    for part in (entry.passage, entry.addressee, entry.occasion):
        if part and part not in document.text:
            return "what stands around it is not on the page"
    return None


def verify_brief(brief: Brief, ledger: Ledger) -> tuple[Unsupported, ...]:
    """What of a finished brief its ledger does not support: nothing, unless one was changed."""
    found = []
    pages = {source.document: source.locator for source in brief.sources}
    for entry in _entries(brief):
        try:
            reading = ledger.reading(entry.document)
        except DetenteError:
            reason: str | None = "its page is not in the ledger"
        else:
            known = {statement.id for statement in reading.statements}
            reason = fault(entry, reading.document)
            if entry.statement not in known:
                reason = "the ledger holds no such statement"
        if reason:
            locator = pages.get(entry.document, entry.document)
            found.append(Unsupported(entry.statement, locator, reason))
    return tuple(found)


def _entries(brief: Brief) -> Iterable[Entry]:
    for side in brief.sides:
        for group in side.groups:
            yield from group.entries


def _lie_within(spans: Sequence[Span], text: str) -> bool:
    return all(0 <= start < end <= len(text) for start, end in spans)


def _cut(document: Document, spans: Sequence[Span]) -> str:
    return JOINT.join(document.quote(span) for span in spans)


def _same_bytes(one: str, other: str) -> bool:
    return one.encode("utf-8", "surrogatepass") == other.encode("utf-8", "surrogatepass")

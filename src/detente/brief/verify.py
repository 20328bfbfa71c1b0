"""Every quote of a brief, byte for byte against the stored text of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.brief.model import JOINT, Brief, Entry
from detente.document import Document
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

    All that it quotes must equal the text at its spans in UTF-8, fragment by fragment.
    """
    if not entry.quote or not entry.cue:
        return "it has no words to quote"
    for role, words in _quoted(entry).items():
        spans = entry.spans.get(role, ())
        if not all(0 <= start < end <= len(document.text) for start, end in spans):
            return f"the place of its {role} is not on the page"
        if not _same_bytes(words, JOINT.join(document.quote(span) for span in spans)):
            return f"its {role} differs from the page at the place given"
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


def _quoted(entry: Entry) -> dict[str, str]:
    """All that an entry quotes, by the names of the spans."""
    return {
        "content": entry.quote,
        "cue": entry.cue,
        "source": entry.source,
        "passage": entry.passage,
        "addressee": entry.addressee or "",
        "occasion": entry.occasion or "",
    }


def _same_bytes(one: str, other: str) -> bool:
    return one.encode("utf-8", "surrogatepass") == other.encode("utf-8", "surrogatepass")

"""Linkages: one thing made to depend on another, and whose link it is."""

from __future__ import annotations

from collections.abc import Sequence

from detente.document import Document, content_id
from detente.reading.endings import finished, says_something
from detente.reading.frame_labels import KINDS
from detente.reading.frames import Frames
from detente.reading.holders import holders_of, statement_of, whole
from detente.record import Linkage, Statement


def find_linkages(
    document: Document, frames: Frames, statements: Sequence[Statement]
) -> tuple[Linkage, ...]:
    """The linkages of a document in text order; holders, issues and voice not yet resolved."""
    found = {}
    for frame in frames.of("link"):
        statement = statement_of(frame, statements)
        ends = [frame.slots.get(slot) for slot in ("condition", "object")]
        if not all(end and says_something(document, end) for end in ends):
            continue
        antecedent, consequent = (finished(document, end, frame.sentence) for end in ends if end)
        if antecedent.overlaps(consequent):
            continue
        linkage = Linkage(
            id=content_id("k", document.id, antecedent, consequent),
            document=document.id,
            sentence=frame.sentence,
            kind=KINDS[frame.kind],
            antecedent=antecedent,
            consequent=consequent,
            holder_spans=holders_of(frame, document, statement),
            quote=whole(document, [antecedent, consequent]),
            confidence=frame.confidence,
            statement=statement.id if statement else None,
        )
        found[linkage.id] = linkage
    return tuple(found.values())

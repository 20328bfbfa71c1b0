"""The orders that authors propose, as they stand on their pages; nothing here is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.analysis.model import Quoted, StatedAgenda, StatedStep
from detente.days import checked, last_day

if TYPE_CHECKING:
    from detente.ledger import Ledger

# the newest steps that are looked at, and of how many pages it is asked whether both parties
# occur there: a page takes some milliseconds
_STEPS = 500
_PAGES = 20
# An order that was proposed longer ago was for another meeting.
_LONGEST_AGO = timedelta(days=365)


def load_stated(
    ledger: Ledger,
    a: str,
    b: str,
    as_of: date | str,
    since: date | str | None = None,
    about: Container[str] | None = None,
) -> tuple[StatedAgenda, ...]:
    """The agendas of the last year on pages on which both states (ISO3) occur, the newest first.

    Args:
        ledger: an open ledger.
        a: ISO3 code of the first.
        b: of the second.
        as_of: the last day, month or year.
        since: the first one.
        about: only pages of which a step is on one of these issues.
    """
    parties = {a.upper(), b.upper()}
    oldest = (last_day(checked(as_of)) - _LONGEST_AGO).isoformat()
    since = max(oldest, checked(since)) if since else oldest
    pages: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in ledger.agendas(since=since, until=as_of, limit=_STEPS):
        pages[row["document"]].append(row)
    found = [_agenda(document, rows) for document, rows in pages.items()]
    if about is not None:
        found = [
            agenda
            for agenda in found
            if any(issue in about for step in agenda.steps for issue in step.issues)
        ]
    return tuple(
        agenda
        for agenda in found[:_PAGES]
        if parties <= {actor.state for actor in ledger.reading(agenda.document).actors}
    )


def _agenda(document: str, rows: list[dict[str, Any]]) -> StatedAgenda:
    steps = sorted((_step(row) for row in rows), key=lambda step: (step.rank, step.row.id))
    return StatedAgenda(document, rows[0]["date"], rows[0]["byline"], tuple(steps))


def _step(row: Mapping[str, Any]) -> StatedStep:
    quoted = Quoted(
        id=row["id"],
        document=row["document"],
        date=row["date"],
        party="",
        actor=row["byline"] or "",
        quote=row["quote"],
        text=row["step"],
        voice="author",
        confidence=row["confidence"],
    )
    issues = tuple(row["issues"].split("; ")) if row["issues"] else ()
    return StatedStep(row["rank"], row["tier"], issues, quoted)

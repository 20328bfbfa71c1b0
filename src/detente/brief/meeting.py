"""The purpose of the meeting, and the last contact of the two sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.brief.desk import Desk, number, sentence, state_name
from detente.brief.gather import events_between
from detente.brief.model import Block, Claim, Section
from detente.brief.verify import fault
from detente.days import in_words, last_day, newness
from detente.record import EventType

_CONTACTS: tuple[EventType, ...] = ("CONSULT", "AGREE")
_DEEDS = {
    "CONSULT": ("were in contact", "been in contact"),
    "AGREE": ("reached an agreement", "reached an agreement"),
}
# reports looked at until one can be told; the newest ones may be hearsay, or readiness only
_LOOKED_AT = 40


def meeting(desk: Desk) -> Section:
    """Why the paper is written, what is planned, and the last contact that happened."""
    return Section(
        "participants",
        "Purpose, participants, last contact",
        (
            Block("", (_purpose(desk), *_ahead(desk))),
            Block("", tuple(_last_contact(desk))),
        ),
    )


def _purpose(desk: Desk) -> Claim:
    one, other = (state_name(code) for code in desk.codes)
    day = f", as the ledger stood on {in_words(desk.period.as_of)}" if desk.period.as_of else ""
    return sentence(f"For a meeting of {one} and {other}{day}.", parties=desk.codes, lead="Purpose")


def _ahead(desk: Desk) -> Iterator[Claim]:
    """The next meeting that a page announces."""
    after = desk.period.after
    if after is None:
        return
    rows = events_between(
        desk.ledger, desk.parties, _CONTACTS, "scheduled", since=after, limit=_LOOKED_AT
    )
    for row in reversed(list(rows)):
        claim = _event(desk, row, f"A meeting is scheduled for {_when(row)}", "Planned")
        if claim and fault(claim, desk.library) is None:
            yield claim
            return


def _last_contact(desk: Desk) -> Iterator[Claim]:
    rows = events_between(
        desk.ledger,
        desk.parties,
        _CONTACTS,
        ("actual", "reported"),
        since=desk.period.since,
        until=desk.period.as_of,
        limit=_LOOKED_AT,
    )
    sure = [row for row in rows if row["confidence"] >= LEAST_CONFIDENCE]
    for row in sorted(sure, key=_place, reverse=True):
        deed, told = _DEEDS[row["type"]]
        reports = f", by {number(row['reports'], 'report')}" if row["reports"] > 1 else ""
        for words in (deed, f"are reported to have {told}"):
            claim = _event(desk, row, f"{_when(row, 'On')} both sides {words}{reports}", "Last")
            if claim and fault(claim, desk.library) is None:
                yield claim
                return
    yield sentence("The ledger has no contact of theirs that happened.", lead="Last contact")


def _place(row: dict[str, Any]) -> tuple[str, bool, bool, float]:
    """Newest first; of one day text before headlines, and a meeting before an agreement."""
    headline = row["quote"].strip(" .") in (row["title"] or "")
    return newness(row["date"]), not headline, row["type"] == "CONSULT", row["confidence"]


def _event(desk: Desk, row: dict[str, Any], words: str, lead: str) -> Claim | None:
    """A sentence on an event, with the passage; None for one of a page after the day."""
    published, day = row["published"], desk.period.as_of
    if desk.page(row["document"]) is None:
        return None
    if day and (published is None or last_day(published) > last_day(day)):
        return None
    quote, cut = desk.event(row)
    lead = "Last contact" if lead == "Last" else lead
    stop = "" if quote.text.endswith((".", "!", "?", "”")) or cut else "."
    return sentence(f"{words}: ", quote, cut, stop, lead=lead, parties=desk.codes)


def _when(row: dict[str, Any], on: str = "") -> str:
    """``On 8 April 2010``; by when, if only the page's own day is known."""
    if row["precision"] == "day" and row["basis"] == "text":
        return f"{on} {in_words(row['date'])}".strip()
    if row["basis"] == "text" and row["date"] and row["date"][:7] == row["until"][:7]:
        return f"{'In ' if on else ''}{in_words(row['date'][:7])}"
    if row["basis"] == "text" and row["date"]:
        return f"{'Between ' if on else ''}{in_words(row['date'])} and {in_words(row['until'])}"
    return f"{'By ' if on else ''}{in_words(row['published'])}"

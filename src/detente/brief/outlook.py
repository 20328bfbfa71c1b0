"""Forecasts on the two sides: what was resolved, what is due, what is still ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.brief.clauses import clause_of
from detente.brief.desk import Desk, clean, first_upper, on_day, outlet, sentence, state_name
from detente.brief.model import Block, Claim, Quote, Section
from detente.brief.page import Page
from detente.brief.standing import standings_on
from detente.days import in_words, last_day, newness
from detente.knowledge.parties import names_of
from detente.record import Forecast

# the newest of each side's forecasts and of those that name both, looked at
_LOOKED_AT = 30
# words of a sentence that a forecast is quoted in; a proposition is never cut
_SENTENCE, _WHOLE = 36, 10_000
# What fell due longer ago belongs to the forecaster's record, not to the meeting.
_LONG_DUE = timedelta(days=2 * 365)
_ISSUES = 4


def forecasts(desk: Desk, most: int) -> Section | None:
    """Resolved ones first, then those due, then those ahead; None where there are none."""
    blocks = []
    room = most
    for name, found in desk.once(_groups).items():
        shown = found[:room]
        if shown:
            claims = tuple(claim for row in shown for claim in _forecast(desk, row))
            command = f"detente forecasts{desk.until}"
            blocks.append(Block(name, claims, len(found) - len(shown), "forecast", command))
            room -= len(shown)
    return Section("forecasts", "Forecasts due and resolved", tuple(blocks)) if blocks else None


def _groups(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """By heading the forecasts on pages that may be quoted."""
    groups = {"Resolved": _is_resolved, "Due, not resolved": _is_due, "Ahead": _is_ahead}
    rows = _rows(desk)
    return {
        name: [row for row in rows if belongs(desk, row) and desk.page(row["document"])]
        for name, belongs in groups.items()
    }


def _rows(desk: Desk) -> list[dict[str, Any]]:
    """Forecasts by a side, on one of the first issues, or that name both sides, newest first."""
    ledger, period = desk.ledger, desk.period
    one, other = map(names_of, desk.codes)
    found: dict[str, dict[str, Any]] = {}
    issues = [comparison.issue for comparison in desk.computed.comparisons[:_ISSUES]]
    asked: list[dict[str, Any]] = [
        {"words": _any(one)},
        *({"state": code} for code in desk.codes),
        *({"issue": issue} for issue in issues),
    ]
    for filters in asked:
        rows = ledger.forecasts(
            **filters,
            since=period.since,
            until=period.as_of,
            confidence=LEAST_CONFIDENCE,
            limit=_LOOKED_AT,
        )
        for row in rows:
            if "words" not in filters or any(name in row["quote"] for name in other):
                found[row["id"]] = row
    return sorted(found.values(), key=lambda row: newness(row["date"]), reverse=True)


def _any(names: list[str]) -> str:
    return " OR ".join(f'"{name}"' for name in names)


def _is_resolved(desk: Desk, row: dict[str, Any]) -> bool:
    return row["outcome"] is not None


def _is_due(desk: Desk, row: dict[str, Any]) -> bool:
    end, day = row["horizon_end"], desk.period.as_of
    past = bool(end and day and last_day(day) - _LONG_DUE <= last_day(end) < last_day(day))
    return past and row["outcome"] is None and not row["unscoreable"]


def _is_ahead(desk: Desk, row: dict[str, Any]) -> bool:
    end, day = row["horizon_end"], desk.period.as_of
    return row["outcome"] is None and bool(end and day and last_day(end) >= last_day(day))


def _forecast(desk: Desk, row: dict[str, Any]) -> Iterator[Claim]:
    page = desk.library[row["document"]]
    teller = _teller(desk, row)
    start = f"{first_upper(teller)} expects" if teller else f"A forecast in {outlet(page.document)}"
    by = f"by {in_words(row['horizon_end'])}" if row["horizon_end"] else ""
    read = ""
    if row["low"] is not None and row["high"] is not None:
        read = f"read as {row['low']:.0%} to {row['high']:.0%}"
    facts = ", ".join(one for one in (read, by) if one)
    yield sentence(
        f"{start}: ",
        *_words(desk, page, row),
        f" ({facts})." if facts else ".",
        lead=on_day(row["date"]),
    )
    if row["outcome"] is not None:
        outcome = "came true" if row["outcome"] else "did not come true"
        yield sentence(f"It {outcome}, by the entry of a person.", joined=True)


def _words(desk: Desk, page: Page, row: dict[str, Any]) -> list[str | Quote]:
    """The forecast in its sentence; where that is too long, whole, and what limits it."""
    if whole := clause_of(page, row["id"], _SENTENCE):
        return [whole]
    what, _ = desk.words(row, "proposition", row["proposition"] or "", _WHOLE)
    pieces: list[str | Quote] = [what]
    if row["condition"]:
        condition, _ = desk.words(row, "condition", row["condition"], _WHOLE)
        pieces += [", if ", condition]
    if row["words"] and row["words"] not in (row["proposition"] or ""):
        words, _ = desk.words(row, "words", row["words"])
        pieces += [", ", words]
    return pieces


def _teller(desk: Desk, row: dict[str, Any]) -> str | None:
    """The forecaster that the page names, else the author who signs; None for nobody by name."""
    page = desk.library[row["document"]]
    found = page.rows.get(row["id"])
    if isinstance(found, Forecast):
        standings = standings_on(page)
        for actor in page.parties(found):
            if actor.kind in {"person", "organisation", "bloc"}:
                return clean(actor.name)
            if actor.state and standings.of(actor, page) == "government":
                return state_name(actor.state)
        if found.holder_spans:
            return None
    byline = clean(page.document.byline or "").removeprefix("By ").removeprefix("by ")
    return byline or None if page.document.genre in {"opinion", "analysis"} else None

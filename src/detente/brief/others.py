"""Third parties: who else takes a position or speaks on the issues of the meeting, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.analysis.linkages import is_on
from detente.analysis.model import Quoted
from detente.brief.desk import Desk, first_upper, label, sentence, state_name
from detente.brief.model import Block, Claim, Section
from detente.brief.page import Page
from detente.brief.stances import clause, is_held, origin
from detente.days import newness
from detente.knowledge import knowledge

# newest positions looked at for each of the first issues
_ISSUES = 4
_LOOKED_AT = 20
_QUOTE = 24


def third_parties(desk: Desk, most: int) -> Section | None:
    """States with a position on the first issues of the paper, each with its newest word."""
    claims = desk.once(_told)
    if not claims:
        return None
    more = max(len(claims) - most, 0)
    block = Block("", tuple(claims[:most]), more, "state", f"detente positions{desk.until}")
    return Section("third_parties", "Third parties", (block,))


def _told(desk: Desk) -> list[Claim]:
    """A sentence for each state, that with the newest word first."""
    found: dict[str, dict[str, tuple[str, dict[str, Any]]]] = defaultdict(dict)
    for one in _issues(desk):
        rows = desk.ledger.positions(
            issue=one,
            since=desk.period.recent,
            until=desk.period.as_of,
            confidence=LEAST_CONFIDENCE,
            limit=_LOOKED_AT,
        )
        for row in rows:
            for state in (row["states"] or "").split("; "):
                other = state not in desk.codes and state in knowledge().states
                if other and is_on(row["quote"], one):
                    found[state].setdefault(row["id"], (one, row))
    told = [claim for code in sorted(found) for claim in _newest(desk, code, found[code])]
    return [claim for _, claim in sorted(told, key=lambda one: one[0], reverse=True)]


def _issues(desk: Desk) -> list[str]:
    """The first issues on which the two themselves have positions."""
    held = [
        one.issue for one in desk.computed.comparisons if any(side.positions for side in one.sides)
    ]
    return held[:_ISSUES]


def _newest(
    desk: Desk, code: str, rows: dict[str, tuple[str, dict[str, Any]]]
) -> Iterator[tuple[str, Claim]]:
    """The day and the sentence of the newest position of a state that can be told."""
    newest = sorted(rows.values(), key=lambda one: newness(one[1]["date"]), reverse=True)
    for issue, row in newest:
        position = _quoted(row, code)
        page = desk.page(row["document"])
        if page is None or not is_held(position, page) or not _names_both(desk, page):
            continue
        count = f" In all {len(rows)} positions." if len(rows) > 1 else ""
        claim = sentence(
            *clause(desk, position, named=False, longest=_QUOTE),
            f"{origin(desk, position)}, on {label(issue)}.",
            count,
            lead=first_upper(state_name(code).removeprefix("the ")),
            parties=(code,),
            support=(desk.goal(position),),
        )
        yield newness(row["date"]), claim
        return


def _names_both(desk: Desk, page: Page) -> bool:
    """False for a page on which one of the two has no part: it is about other pairs of states."""
    return {actor.state for actor in page.actors.values()}.issuperset(desk.codes)


def _quoted(row: dict[str, Any], code: str) -> Quoted:
    return Quoted(
        id=row["id"],
        document=row["document"],
        date=row["date"],
        party=code,
        actor=row["actors"] or "",
        quote=row["quote"],
        text=row["goal"] or "",
        voice=row["voice"],
        confidence=row["confidence"],
        stance=row["stance"],
        basis=row["basis"],
    )

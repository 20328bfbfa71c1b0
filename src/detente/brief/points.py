"""Which points are certain, possible and unlikely to be raised."""

from __future__ import annotations

from datetime import timedelta

from detente.analysis.model import Comparison
from detente.brief.desk import Desk, listed_issues, sentence
from detente.brief.model import Block, Section
from detente.days import last_day

# An issue on which neither side was heard for so long is not expected to come up.
_QUIET = timedelta(days=365)
_SHOWN = 5


def points(desk: Desk) -> Section | None:
    """By salience and by how long ago each side was heard; None where no issue is known.

    Certain: a priority of each, heard within a year. Possible: of one side, or of neither but heard
    within a year. Unlikely: not heard for longer.
    """
    groups: dict[str, list[str]] = {"Certain": [], "Possible": [], "Unlikely": []}
    for one in desk.computed.comparisons:
        if any(side.positions for side in one.sides) or one.shared_salience:
            groups[_expected(desk, one)].append(one.issue)
    reasons = {
        "Certain": "a priority of each, and heard within a year",
        "Possible": "heard within a year, a priority of one side or of neither",
        "Unlikely": "not heard for over a year",
    }
    claims = tuple(
        sentence(f"{listed_issues(names[:_SHOWN])}{_more(names)} ({reasons[name]}).", lead=name)
        for name, names in groups.items()
        if names
    )
    if not claims:
        return None
    return Section(
        "points", "Points certain, possible, unlikely to be raised", (Block("", claims),)
    )


def _expected(desk: Desk, one: Comparison) -> str:
    dates = [row.date for side in one.sides for row in side.positions if row.date]
    newest = max((last_day(date) for date in dates), default=None)
    day = desk.period.as_of
    if newest and day and last_day(day) - newest > _QUIET:
        return "Unlikely"
    return "Certain" if one.shared_salience else "Possible"


def _more(names: list[str]) -> str:
    return f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""

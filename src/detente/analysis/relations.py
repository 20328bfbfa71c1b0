"""How two states stand to each other: their score over time, and where they agree, by issue.

The score is :mod:`detente.analysis.scoring`'s, on the events between the two; congruence and
conflict are :mod:`detente.analysis.networks`', on the positions of both. All is computed on
columns, so that hundreds of thousands of events take a second.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from detente.analysis.agreement import Agreements, unsure
from detente.analysis.congruence import IssueRow, issue_rows, stances
from detente.analysis.gathering import Columns, attention, fetch, rows_on
from detente.analysis.goals import likeness, read_goal
from detente.analysis.linkages import is_on
from detente.analysis.model import Change, Quoted
from detente.analysis.positions import hold, stand
from detente.analysis.scoring import (
    Choices,
    Evidence,
    Score,
    Series,
    Whole,
    day_number,
    score_series,
)
from detente.analysis.told_events import DIRECTIONS, Direction, ToldEvents
from detente.days import checked, last_day
from detente.errors import DetenteError
from detente.knowledge.issues import descendants, issues
from detente.knowledge.parties import Party, find_party

if TYPE_CHECKING:
    from detente.ledger import Ledger
    from detente.ledger.rows import Rows

Every = Literal["day", "week", "month", "quarter", "year"]
_EPOCH = date(1970, 1, 1)
_MONTHS: Mapping[Every, int] = MappingProxyType({"month": 1, "quarter": 3, "year": 12})


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The score in one direction: the events it rests on and its value at the end of each step.

    ``events`` and ``reports`` are how many came in during each step; those before the first step
    are in none, but weigh by their age.
    """

    evidence: Evidence
    series: Series
    events: Whole
    reports: Whole

    @property
    def now(self) -> Score | None:
        """The score on the last day, None where there is no day at all."""
        return self.series.at(-1) if len(self.series) else None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Relation:
    """What the ledger tells of two states, an issue and a period.

    ``since`` and ``until`` are the first and last day of the series, None where nothing is dated.
    ``left_out`` counts events that the score does not rest on, by the modality that they were
    reported with, or as ``undated``, ``later`` than the last day, ``joint`` (what
    both do to a third party) or ``unsure``. ``changes`` are those that the words of the goals tell
    alone. ``positions_left_out`` counts positions that are no state's own: an author's or the other
    state's word of it, hearsay, a firm's.
    """

    parties: tuple[Party, Party]
    issue: str | None
    since: date | None
    until: date | None
    as_of: date | None
    every: Every
    choices: Choices
    courses: Mapping[Direction, Course]
    left_out: Mapping[str, int]
    issues: tuple[IssueRow, ...]
    changes: tuple[Change, ...]
    positions_left_out: int

    @property
    def score(self) -> Score | None:
        """The score of both directions on the last day, None where nothing is dated."""
        return self.courses["both"].now

    @property
    def words(self) -> str:
        """The score with its interval, or that there is too little evidence for one."""
        return self.score.words if self.score else "insufficient evidence (n_eff = 0.0)"

    @property
    def events(self) -> int:
        """How many events the score rests on, those before ``since`` included."""
        return self.score.events if self.score else 0

    @property
    def reports(self) -> int:
        """How many documents' reports of these events count."""
        return self.score.reports if self.score else 0

    def rows(self) -> Rows:
        """The series as a table: a row for each direction and step.

        ``mean``, ``low`` and ``high`` are null where there is too little evidence.
        """
        from detente.ledger.rows import Rows

        return Rows.of(_COLUMNS, [row for name in DIRECTIONS for row in self._steps(name)])

    def to_json(self) -> str:
        """All of it as one JSON object."""
        names = [name for name, _ in _COLUMNS[1:]]
        made = {
            "parties": [{"iso3": party.iso3, "name": party.name} for party in self.parties],
            "issue": self.issue,
            "since": _iso(self.since),
            "until": _iso(self.until),
            "as_of": _iso(self.as_of),
            "every": self.every,
            "choices": asdict(self.choices),
            "score": {name: _score(self.courses[name].now) for name in DIRECTIONS},
            "left_out": dict(self.left_out),
            "series": {
                name: [dict(zip(names, row[1:], strict=True)) for row in self._steps(name)]
                for name in DIRECTIONS
            },
            "issues": [_plain(row) for row in self.issues],
            "changes": [asdict(change) for change in self.changes],
            "positions_left_out": self.positions_left_out,
        }
        return json.dumps(made, ensure_ascii=False, indent=2, default=str)

    def _steps(self, name: Direction) -> list[tuple[Any, ...]]:
        course = self.courses[name]
        made: list[tuple[Any, ...]] = []
        for index in range(len(course.series)):
            score = course.series.at(index)
            bounds = (_short(value) for value in (score.mean, score.low, score.high))
            numbers = int(course.events[index]), int(course.reports[index])
            sums = _short(score.n_eff), _short(score.weight)
            made.append((name, score.day.isoformat(), *bounds, *sums, *numbers))
        return made


_COLUMNS = (
    ("direction", str),
    ("day", str),
    ("mean", float),
    ("low", float),
    ("high", float),
    ("n_eff", float),
    ("weight", float),
    ("events", int),
    ("reports", int),
)


def relate(  # noqa: PLR0913 - a keyword for each choice
    ledger: Ledger,
    party_a: str,
    party_b: str,
    *,
    issue: str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    as_of: date | str | None = None,
    choices: Choices | None = None,
    every: Every = "month",
    columns: Columns | None = None,
) -> Relation:
    """The relation of two states.

    Args:
        ledger: an open ledger.
        party_a: an ISO3 code, or the name, adjective or capital of a state.
        party_b: the other one.
        issue: only events and positions of this issue or one below it.
        since: first day, month or year of the series, and of the pages positions are taken from.
            Earlier events still weigh, by their age. The first counted event's if not given.
        until: last one. That of the newest page or event of the two if not given.
        as_of: leave out pages that cannot have been published by then, and what has no date.
        choices: what the score depends on.
        every: how far the days of the series are apart.
        columns: what the ledger holds of the two in the period, where it was asked before.

    Raises:
        DetenteError: ``PARTY_UNKNOWN``, ``PARTY_NOT_A_STATE``, ``PARTIES_EQUAL``, ``BAD_DATE``,
            ``BAD_PERIOD``, ``BAD_ISSUE``, ``ISSUE_UNKNOWN``, and those of the ledger.
    """
    choices = choices or Choices()
    parties = _two_parties(party_a, party_b)
    below = _below(issue)
    first, last, known = _first_day(since), _last_day(until), _last_day(as_of)
    if known is not None:
        last = min(last or known, known)
    codes = parties[0].iso3, parties[1].iso3
    columns = columns or fetch(ledger, codes, first, last)
    events, positions = (_known(table, known) for table in (columns.events, columns.positions))

    told = ToldEvents(_on(events, below))
    last = last or _newest(told, events, positions)
    columns.said(last)  # counted while the rest is looked at
    counted, left_out = told.sift(last)
    evidence = {name: told.evidence(counted, name) for name in DIRECTIONS}
    first = _start(first, last, evidence["both"])
    taken = stances(positions, codes)
    return Relation(
        parties=parties,
        issue=issue,
        since=first,
        until=last,
        as_of=known,
        every=every,
        choices=choices,
        courses=MappingProxyType(
            {name: _course(evidence[name], first, last, every, choices) for name in DIRECTIONS}
        ),
        left_out=MappingProxyType(dict(left_out)),
        issues=issue_rows(taken.taken, codes, attention(columns, events, last), below),
        changes=_changes(columns.newest(last).rows, below),
        positions_left_out=taken.left_out,
    )


def period_ends(first: date, last: date, every: Every) -> Whole:
    """Day numbers of the last day of each period from ``first`` on; ``last`` ends the last one."""
    start, end = day_number(first), day_number(last)
    if every == "day":
        return np.arange(start, end + 1)
    if every == "week":
        ends = np.arange(start + 6 - first.weekday(), end, 7)
    else:
        step = _MONTHS[every]
        month = (first.year - _EPOCH.year) * 12 + first.month - 1
        until = (last.year - _EPOCH.year) * 12 + last.month
        after = np.arange(month - month % step + step, until + 1, step)
        ends = after.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    return np.append(ends[ends < end], end)


def _course(
    evidence: Evidence, first: date | None, last: date | None, every: Every, choices: Choices
) -> Course:
    if first is None or last is None:
        days, start = np.zeros(0, np.int64), 0
    else:
        days, start = period_ends(first, last, every), day_number(first)
    series = score_series(evidence, days, choices)
    before = evidence.days < start
    events, reports = (
        np.diff(values, prepend=int(earlier))
        for values, earlier in (
            (series.events, before.sum()),
            (series.reports, evidence.reports[before].sum()),
        )
    )
    return Course(evidence, series, events, reports)


def _two_parties(one: str, other: str) -> tuple[Party, Party]:
    first, second = find_party(one), find_party(other)
    if first == second:
        raise DetenteError("PARTIES_EQUAL", f"Both parties are {first.name}.", "Name two states.")
    return first, second


def _below(issue: str | None) -> frozenset[str] | None:
    if issue is None:
        return None
    if issue.strip() not in issues():
        raise DetenteError(
            "ISSUE_UNKNOWN", f"{issue!r} is no issue of the tree.", "docs/issues.md lists them."
        )
    return frozenset(descendants(issue.strip()))


def _first_day(day: date | str | None) -> date | None:
    if day is None:
        return None
    return date.fromisoformat((checked(day) + "-01-01")[:10])


def _last_day(day: date | str | None) -> date | None:
    return None if day is None else last_day(checked(day))


def _known(table: pa.Table, day: date | None) -> pa.Table:
    """The rows of pages that can have been published by a day."""
    if day is None:
        return table
    return table.filter(pc.less_equal(table["published"], pa.scalar(day)))


def _on(table: pa.Table, below: frozenset[str] | None) -> pa.Table:
    """The rows on one of these issues."""
    if below is None:
        return table
    column = table["issues"].combine_chunks()
    wanted = pc.is_in(column.flatten(), pa.array(sorted(below), pa.string()))
    rows = np.unique(np.asarray(pc.list_parent_indices(column).filter(wanted)))
    return table.take(pa.array(rows, pa.int64()))


def _changes(
    newest: Mapping[tuple[str, str], tuple[Quoted, ...]], below: frozenset[str] | None
) -> tuple[Change, ...]:
    """What the states changed, oldest first."""
    found: list[Change] = []
    for (party, issue), rows in newest.items():
        # to find which of all rows are on the issue takes longer than to see that none changed
        if (below is not None and issue not in below) or not _may_tell_change(issue, rows):
            continue
        kept = rows_on(issue, rows)
        words_alone = Agreements(unsure, per_issue=0)
        found += stand(party, issue, hold(kept), 0.0, len(kept), words_alone).changes
    return tuple(
        sorted(found, key=lambda one: (one.after.date or "", one.issue, one.after.id, one.party))
    )


def _may_tell_change(issue: str, rows: Sequence[Quoted]) -> bool:
    """True if two goals on the issue are alike and to different ends."""
    goals = [(read_goal(row.text, row.stance), row) for row in rows]
    return any(
        one.sign != other.sign
        and likeness(one, other) in {"turned", "open"}
        and is_on(first.quote, issue)
        and is_on(second.quote, issue)
        for (one, first), (other, second) in combinations(goals, 2)
    )


def _newest(told: ToldEvents, *tables: pa.Table) -> date | None:
    """The last day that any of this speaks of, but for what lies ahead."""
    days = [day for table in tables if (day := pc.max(table["published"]).as_py())]
    if told.newest is not None:
        days.append(_EPOCH + timedelta(days=told.newest))
    return max(days, default=None)


def _start(first: date | None, last: date | None, evidence: Evidence) -> date | None:
    """The first day of the series: that of the first event that counts if none is asked for."""
    if first and last and first > last:
        raise DetenteError(
            "BAD_PERIOD", f"The period begins on {first} and ends on {last}.", "Give a later end."
        )
    if first or last is None or not len(evidence.days):
        return first or last
    return _EPOCH + timedelta(days=int(evidence.days[0]))


def _score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    made = {name: _short(value) for name, value in asdict(score).items()}
    return {**made, "words": score.words}


def _plain(row: IssueRow) -> dict[str, Any]:
    made = {name: getattr(row, name) for name in IssueRow.__slots__}
    return {**made, "stances": [dict(stances) for stances in row.stances]}


def _short(value: Any) -> Any:
    """A number as it is printed: no digit that means nothing."""
    return round(value, 4) if isinstance(value, float) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

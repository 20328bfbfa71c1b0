"""How a relation looks in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detente.analysis.congruence import SIDES, IssueRow
from detente.analysis.told_events import JOINT, LATER, UNDATED, UNSURE
from detente.tables import cut, line
from detente.terminal import counted

if TYPE_CHECKING:
    from rich.console import Console

    from detente.analysis.relations import Course, Relation
    from detente.analysis.scoring import Choices
    from detente.record import Stance

# What is left of each table in a terminal; `--json` and `--csv` have all of it.
_STEPS, _ISSUES, _CHANGES = 12, 12, 8
_LABEL_CHARACTERS, _GOAL_CHARACTERS = 44, 60
_WHY = {
    UNDATED: "undated",
    LATER: "later",
    JOINT: "where both act on a third party",
    UNSURE: "of no confidence",
}


def show_relation(console: Console, relation: Relation) -> None:
    """Print the scores of the last day, the last steps of the series, issues and changes."""
    _say(console, f"{_heading(relation)}: {relation.words}", "bold")
    first, second = (party.name for party in relation.parties)
    ways = (first, second, relation.courses["a_to_b"]), (second, first, relation.courses["b_to_a"])
    for one, other, towards in ways:
        now = towards.now
        if now is not None:
            _say(console, f"{one} → {other}: {now.words}")
    course = relation.courses["both"]
    if len(course.series):
        console.print()
        console.print(_series(course, console.encoding))
    if relation.issues:
        console.print()
        console.print(_issues(relation, console.encoding))
    if relation.changes:
        console.print()
    for change in relation.changes[-_CHANGES:]:
        before, after = (
            f"{row.stance} “{cut(row.text, _GOAL_CHARACTERS)}” ({row.date})"
            for row in (change.before, change.after)
        )
        _say(console, f"{change.party} on {change.issue}: {before} → {after}")


def rests_on(relation: Relation) -> str:
    """What the score rests on, what it leaves out and what was chosen, in a sentence each."""
    told = f"It rests on {counted(relation.events, 'event')} in "
    told += f"{counted(relation.reports, 'report')}, {_chosen(relation.choices)}."
    if relation.left_out:
        told += f" Left out: {_left_out(relation.left_out)}."
    pages = sum(sum(row.positions) for row in relation.issues)
    told += f" {counted(pages, 'position')} on {counted(len(relation.issues), 'issue')}"
    told += f", {counted(len(relation.changes), 'change')}"
    if relation.positions_left_out:
        told += f"; {counted(relation.positions_left_out, 'position')} left out that"
        told += " only an author, hearsay or the other state has, or that is no government's"
    return f"{told}."


def _heading(relation: Relation) -> str:
    names = " and ".join(party.name for party in relation.parties)
    on = f" on {relation.issue}" if relation.issue else ""
    return f"{names}{on}" + (f", {relation.until}" if relation.until else "")


def _chosen(choices: Choices) -> str:
    return (
        f"with a half-life of {choices.half_life_days:g} days, σ = {choices.sigma:g},"
        f" σ₀ = {choices.sigma_prior:g} (k = {choices.k:g}); a score needs n_eff ≥"
        f" {choices.enough_events:g} and Σw ≥ {choices.enough_weight:g}"
    )


def _left_out(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {_WHY.get(why, why)}" for why, number in counts.items())


def _series(course: Course, encoding: str | None) -> Table:
    table = _table("up to", "score", "interval", "n_eff", "new events", "reports")
    size = len(course.series)
    for index in range(max(0, size - _STEPS), size):
        score = course.series.at(index)
        shown = score.mean is not None
        cells = (
            score.day.isoformat(),
            f"{score.mean:+.1f}" if shown else "too little",
            f"{score.low:+.1f} to {score.high:+.1f}" if shown else "",
            f"{score.n_eff:.1f}",
            f"{course.events[index]:,}",
            f"{course.reports[index]:,}",
        )
        table.add_row(*(line(cell, encoding) for cell in cells))
    if size > _STEPS:
        table.caption = f"the last {_STEPS} of {size}; --csv has all"
    return table


def _issues(relation: Relation, encoding: str | None) -> Table:
    first, second = (party.iso3 for party in relation.parties)
    table = _table("issue", first, second, "congruence", "conflict", "salience", "pages")
    for row in relation.issues[:_ISSUES]:
        cells = (
            cut(f"{row.issue} {row.label}", _LABEL_CHARACTERS),
            _sides(row.stances[0]),
            _sides(row.stances[1]),
            f"{row.congruence:,.0f}",
            f"{row.conflict:,.0f}",
            _saliences(row),
            f"{row.documents:,}",
        )
        table.add_row(*(line(cell, encoding) for cell in cells))
    if len(relation.issues) > _ISSUES:
        table.caption = f"the first {_ISSUES} of {len(relation.issues)}; --json has all"
    return table


def _sides(stances: Mapping[Stance, int]) -> str:
    """``4 for, 1 against``."""
    found: dict[str, int] = {}
    for stance, number in stances.items():
        side = SIDES.get(stance, stance)
        found[side] = found.get(side, 0) + number
    order = ("for", "against", "undecided")
    return ", ".join(f"{found[side]} {side}" for side in order if side in found) or "none"


def _saliences(row: IssueRow) -> str:
    return " / ".join(f"{share:.0%}" for share in row.salience)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, name in enumerate(columns):
        numeric = place and name in {"score", "n_eff", "new events", "reports", "pages"}
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    table.caption_justify = "left"
    return table


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(line(text, console.encoding), style))

"""Where one party stands on an issue: the newest stance to each of its goals, and what changed.

Rows whose goals are worded nearly alike are of one goal. What an author asserts of a party is kept
where the ledger has nothing better on the goal, to be shown as that: it is no row of the party's
own, and no change of position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.analysis.agreement import Agreements
from detente.analysis.goals import Goal, likeness, read_goal
from detente.analysis.model import Change, Quoted, Stand
from detente.analysis.speaking import NO_SOURCE
from detente.record import Basis

# What each basis is worth as evidence of what a party itself wants: its own word whole; a
# reporter's or another's word of it less, by choice; an author's nothing.
WORTH: Mapping[Basis, float] = {"self-stated": 1.0, "reported": 0.7, "author-asserted": 0.0}
# of goals that a party gave up for an opposed one, so many of the newest are looked at
_COMPARED = 6


@dataclass(frozen=True, slots=True)
class Held:
    """A party's newest row on one goal.

    ``support`` (0 to 1) is how sure it is that the party stands so: the chance that at least one
    of the documents that say it is right, each by its confidence and the worth of its basis, as if
    they were independent. ``first`` is the first day of the time, up to the newest row, in which
    no row has it stand otherwise; None where a row is undated.
    """

    row: Quoted
    goal: Goal
    support: float
    first: str | None
    past: tuple[Quoted, ...]


def is_sourced(row: Quoted) -> bool:
    """True if a row is the party's own word, or a report of it, and no author's or hearsay."""
    return WORTH.get(row.basis or "author-asserted", 0.0) > 0 and row.voice not in NO_SOURCE


def hold(rows: Iterable[Quoted]) -> tuple[Held, ...]:
    """The goals of one party on one issue, that with the newest row first."""
    groups: list[tuple[Goal, list[Quoted]]] = []
    for row in sorted(rows, key=_newest_first):
        goal = read_goal(row.text, row.stance)
        group = next((group for known, group in groups if _one_goal(known, goal)), None)
        if group is None:
            groups.append((goal, [row]))
        else:
            group.append(row)
    return tuple(sorted(map(_held, groups), key=lambda held: _newest_first(held.row)))


def stand(
    party: str,
    issue: str,
    held: Sequence[Held],
    share: float,
    rows: int,
    agreements: Agreements,
) -> Stand:
    """A party's stand; ``share`` is its salience, ``rows`` are how many the ledger has on it."""
    changes = sorted(
        _changes(party, issue, held, agreements),
        key=lambda change: (change.after.date or "", change.after.id, change.before.id),
    )
    positions = tuple(item.row for item in held)
    return Stand(party, issue, positions, share, tuple(changes), rows)


def _newest_first(row: Quoted) -> tuple[object, ...]:
    """Undated rows last; of one day the best basis, then the surest."""
    days = -int((row.date or "0").replace("-", ""))
    worth = WORTH[row.basis] if row.basis and is_sourced(row) else 0.0
    return days, -worth, -row.confidence, row.id


def _one_goal(one: Goal, other: Goal) -> bool:
    return likeness(one, other) in {"same", "turned", "open"}


def _held(group: tuple[Goal, list[Quoted]]) -> Held:
    rows = group[1]
    sourced = [row for row in rows if is_sourced(row)]
    chosen = sourced or rows
    newest = chosen[0]
    goal = read_goal(newest.text, newest.stance)
    last = _last_run(chosen, goal.sign)
    return Held(newest, goal, _support(last), last[-1].date, tuple(sourced))


def _last_run(rows: Sequence[Quoted], sign: int) -> list[Quoted]:
    """The newest rows, up to the first one that has the party stand otherwise."""
    run: list[Quoted] = []
    for row in rows:
        if read_goal(row.text, row.stance).sign != sign:
            break
        run.append(row)
    return run


def _support(rows: Sequence[Quoted]) -> float:
    best: dict[str, float] = {}
    for row in rows:
        worth = WORTH[row.basis] if row.basis and is_sourced(row) else 0.0
        best[row.document] = max(best.get(row.document, 0.0), worth * row.confidence)
    doubt = 1.0
    for chance in best.values():
        doubt *= 1.0 - chance
    return 1.0 - doubt


def _changes(
    party: str, issue: str, held: Sequence[Held], agreements: Agreements
) -> Iterator[Change]:
    """One goal to another end than before; or a goal opposed to one that was not heard since.

    Rows of one day tell no change, as no page tells which came first; nor do undated ones.
    """
    for item in held:
        for after, before in pairwise(_by_day(item.past)):
            if _sign(after) != _sign(before):
                yield Change(party, issue, before, after)
    own = [item for item in held if is_sourced(item.row) and item.row.date][:_COMPARED]
    pairs = [
        (older.row, newer.row)
        for place, newer in enumerate(own)
        for older in own[place + 1 :]
        if (older.row.date or "") < (newer.first or "")
    ]
    for (before, after), decision in agreements.decide_all(pairs):
        if decision.agreement == "opposed":
            yield Change(party, issue, before, after)


def _by_day(rows: Sequence[Quoted]) -> list[Quoted]:
    """One row a day, newest first; days on which the rows contradict each other are left out."""
    days: dict[str, list[Quoted]] = {}
    for row in rows:
        if row.date:
            days.setdefault(row.date, []).append(row)
    return [found[0] for found in days.values() if len({_sign(row) for row in found}) == 1]


def _sign(row: Quoted) -> int:
    return read_goal(row.text, row.stance).sign

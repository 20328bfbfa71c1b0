"""What the ledger has of two parties, issue by issue: their positions, and their attention.

States, their governments, officials and lawmakers speak for a party; its firms, movements, scholars
and courts do not, and what the other party alone says of it is left out. At most ``_NEWEST`` rows
of a party on one issue are looked at. Attention counts what all speakers of a state say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from detente.analysis.dealings import Dealings, dealings
from detente.analysis.goals import is_named
from detente.analysis.issue_columns import leaf_codes
from detente.analysis.linkages import is_on
from detente.analysis.model import Quoted
from detente.analysis.salience import Attention
from detente.analysis.speaking import own_rows
from detente.days import checked, last_day
from detente.ledger.columns import in_order

if TYPE_CHECKING:
    from detente.ledger import IssueCounts, Ledger

# Confidence is calibrated: under this more than three positions in five are misread, and of two
# that are compared both are right in one case of six at best. They are counted and not used.
LEAST_CONFIDENCE = 0.4
# Of a party and issue; older rows would change no figure but the date since when.
_NEWEST = 40


@dataclass(frozen=True, slots=True)
class Gathered:
    """Positions by (party, issue), each party's attention, and dealings by issue, up to a day.

    ``unsure`` is how many positions were read with too little confidence to be among them.
    """

    parties: tuple[str, str]
    day: date
    positions: Mapping[tuple[str, str], tuple[Quoted, ...]]
    attention: Mapping[str, Attention]
    dealings: Mapping[str, Dealings]
    unsure: int = 0


class Newest(NamedTuple):
    """The newest positions of each (party, issue), and how many there are.

    A paragraph's issue may not be what a row is on: see :func:`rows_on`. ``counts`` are each
    party's rows by issue, ``totals`` those on any; ``unsure`` were read with too little confidence
    to be among them.
    """

    rows: Mapping[tuple[str, str], tuple[Quoted, ...]]
    counts: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    unsure: int


@dataclass(frozen=True, eq=False)
class Columns:
    """What the ledger holds of two states (ISO3), asked for once for all that is made of it.

    ``events`` are all between the two, ``positions`` those of a period; ``said`` begins to count
    each state's statements from its beginning up to a day; ``words`` gives the goal and the quote
    of positions by id: of tens of thousands few are read.
    """

    parties: tuple[str, str]
    events: pa.Table
    positions: pa.Table
    said: Callable[[date | None], Future[Mapping[str, IssueCounts]]]
    words: Callable[[Iterable[str]], Mapping[str, tuple[str, str]]]
    _newest: dict[date | None, Newest] = field(default_factory=dict, init=False, repr=False)

    def newest(self, day: date | None) -> Newest:
        """The newest rows on pages up to a day; none without one."""
        if day not in self._newest:
            self._newest[day] = _newest(self, day)
        return self._newest[day]


def fetch(
    ledger: Ledger,
    parties: tuple[str, str],
    since: date | str | None = None,
    until: date | str | None = None,
) -> Columns:
    """The columns of two states (ISO3); ``since`` and ``until`` are of pages.

    Events are not cut off by either: they weigh by their age, and what lies ahead is counted.

    Raises:
        DetenteError: ``BAD_DATE``, and those of the ledger.
    """

    @cache
    def said(day: date | None) -> Future[Mapping[str, IssueCounts]]:
        return ledger.beside(
            lambda other: {
                party: other.issue_counts(party, since=since, until=day) for party in parties
            }
        )

    events = ledger.beside(lambda other: other.event_columns(between=parties))
    second = ledger.beside(
        lambda other: other.position_columns(parties[1:], since=since, until=until)
    )
    first = ledger.position_columns(parties[:1], since=since, until=until)
    positions = in_order(pa.concat_tables([first, second.result()]))
    return Columns(parties, events.result(), positions, said, ledger.position_words)


def gather(
    ledger: Ledger,
    a: str,
    b: str,
    as_of: date | str,
    since: date | str | None = None,
    columns: Columns | None = None,
) -> Gathered:
    """The rows of two states (ISO3) on pages of the period, from ``columns`` where given.

    Raises:
        DetenteError: ``BAD_DATE``, and those of the ledger.
    """
    day = last_day(checked(as_of))
    columns = columns or fetch(ledger, (a.upper(), b.upper()), since, day)
    return gather_columns(columns, day)


def gather_columns(columns: Columns, day: date) -> Gathered:
    """The same, from columns of pages up to the day; events that begin later are left out."""
    columns.said(day)  # counted while the rest is looked at
    newest = columns.newest(day)
    begun = pc.less_equal(columns.events["day"], pa.scalar(day))
    events = columns.events.filter(begun)
    found = {key: rows_on(key[1], rows) for key, rows in newest.rows.items()}
    return Gathered(
        columns.parties,
        day,
        {key: rows for key, rows in found.items() if rows},
        attention(columns, events, day),
        dealings(events, day),
        newest.unsure,
    )


def attention(columns: Columns, events: pa.Table, day: date | None) -> Mapping[str, Attention]:
    """What each party says of each issue: its positions, these events and its statements."""
    newest, statements = columns.newest(day), columns.said(day).result()
    made = {}
    for party in columns.parties:
        acted, number = _events(events, party == columns.parties[0], day)
        said = statements[party]
        counts = Counter(newest.counts[party])
        for found in (acted, said.rows):
            counts.update(found)
        made[party] = Attention(dict(counts), newest.totals[party] + number + said.total)
    return made


def rows_on(issue: str, rows: Iterable[Quoted]) -> tuple[Quoted, ...]:
    """The rows that name their goal, in words on an issue or on none that can be told."""
    return tuple(row for row in rows if is_named(row.text) and is_on(row.quote, issue))


def _newest(columns: Columns, day: date | None) -> Newest:
    table, parties = columns.positions, columns.parties
    sure = pc.greater_equal(table["confidence"], LEAST_CONFIDENCE)
    unsure = len(pc.unique(table.filter(pc.invert(sure))["position"]))
    table = table.filter(sure)
    known = pc.fill_null(pc.less_equal(table["published"], pa.scalar(day, pa.date32())), False)
    table = table.filter(pc.and_(known, pa.array(own_rows(table, parties), pa.bool_())))
    sets, codes = leaf_codes(table["issues"])
    states, ids = table["state"].to_pylist(), table["position"].to_pylist()
    counts: dict[str, defaultdict[str, int]] = {party: defaultdict(int) for party in parties}
    totals = dict.fromkeys(parties, 0)
    at: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    # the newest first: the table has the oldest first
    for row in range(len(table) - 1, -1, -1):
        party = states[row]
        if (party, ids[row]) in seen:
            continue
        seen.add((party, ids[row]))
        totals[party] += bool(sets[codes[row]])
        for issue in sets[codes[row]]:
            counts[party][issue] += 1
            if counts[party][issue] <= _NEWEST:
                at[party, issue].append(row)
    chosen = sorted({row for rows in at.values() for row in rows})
    made = _quoted(table, chosen, columns.words({ids[row] for row in chosen}))
    found = {key: tuple(made[row] for row in rows) for key, rows in at.items()}
    return Newest(found, counts, totals, unsure)


def _quoted(
    table: pa.Table, rows: list[int], words: Mapping[str, tuple[str, str]]
) -> dict[int, Quoted]:
    taken = table.take(pa.array(rows, pa.int64())).to_pylist()
    return {
        row: _row(record, *words[record["position"]])
        for row, record in zip(rows, taken, strict=True)
    }


def _row(record: Mapping[str, Any], goal: str, quote: str) -> Quoted:
    published: date | None = record["published"]
    return Quoted(
        id=record["position"],
        document=record["document"],
        date=published.isoformat() if published else None,
        party=record["state"],
        actor=record["name"],
        quote=quote,
        text=goal,
        voice=record["voice"],
        confidence=record["confidence"],
        stance=record["stance"],
        basis=record["basis"],
    )


def _events(table: pa.Table, first: bool, day: date | None) -> tuple[dict[str, int], int]:
    """Issue → reports of events in which the party acts, and how many have an issue at all."""
    acts = pc.fill_null(table["first_acts" if first else "second_acts"], False)
    known = pc.fill_null(pc.less_equal(table["published"], pa.scalar(day, pa.date32())), True)
    sets, codes = leaf_codes(table.filter(pc.and_(acts, known))["issues"])
    found: defaultdict[str, int] = defaultdict(int)
    total = 0
    for code, number in enumerate(np.bincount(codes, minlength=len(sets))):
        total += int(number) if sets[code] else 0
        for issue in sets[code]:
            found[issue] += int(number)
    return dict(found), total

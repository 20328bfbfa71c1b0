"""Which reports are of one event: of one type, the same parties, near days and similar words.

Reports are compared within blocks: of one family of types and one party, and of days that meet,
so that the work grows with the number of reports and hardly faster. Two that contradict each other
(other days, parties, persons or places) are never of one event; those that do not are linked where
enough speaks for it. Clusters then grow from the strongest link on. A link joins two clusters only
if no report of one contradicts a report of the other, and at least half of their pairs are linked,
so that no chain of half-alike reports becomes one event.

Nothing depends on the order of the reports, nor on the words of other pages. Events of one
document are joined by the same rules: the headline and the text report one event.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from detente.analysis.event_report import EventReport

# What speaks for one event, in points; set on the development part of evals/gold/same_event.jsonl.
_WORDS = 6.0  # times the cosine of the sentences' words, 0 to 1
_BOTH_SIDES = 1.0  # who acts and who is acted on are known of both, and shared
_PERSON = 1.0  # a person named in both
_SAME_DAY = 1.0  # both texts name the same day
_OTHER_DAY = -1.0  # each text names a day, and they are neighbours
_CITY = 1.0
_TRIGGER = 0.25
_OTHER_MODE = -1.0
_OTHER_TYPE = -1.0
_COARSE = -1.0  # one text gives a month or more
_COARSER_THAN_WEEK = frozenset({"month", "season", "quarter", "year", "decade"})
ENOUGH = 2.5
# Two meetings of the same two parties on one day are rare, two remarks or two attacks are not.
_RARELY_TWICE = frozenset({"CONSULT"})
_ONCE = 1.0


class Link(NamedTuple):
    """Two reports that may be of one event, and the points that speak for it."""

    points: float
    one: EventReport
    other: EventReport


def same_events(reports: Iterable[EventReport]) -> dict[str, str]:
    """Report id → id of the event, which is that of its first report.

    The first is the one published first, and of those the one with the least id, so that an event
    keeps its id when later pages report it too.
    """
    ordered = sorted(reports, key=_rank)
    clusters = {report.id: [report] for report in ordered}
    links = sorted(find_links(ordered), key=lambda link: (-link.points, link.one.id, link.other.id))
    linked = {(link.one.id, link.other.id) for link in links}
    for link in links:
        one, other = clusters[link.one.id], clusters[link.other.id]
        if one is not other and _may_join(one, other, linked):
            larger, smaller = (one, other) if len(one) >= len(other) else (other, one)
            larger.extend(smaller)
            for report in smaller:
                clusters[report.id] = larger
    first = {id(cluster): min(cluster, key=_rank).id for cluster in clusters.values()}
    return {report.id: first[id(clusters[report.id])] for report in ordered}


def find_links(reports: Sequence[EventReport]) -> Iterator[Link]:
    """All pairs of reports for which enough points speak; ``one`` is the one of the lesser id."""
    blocks: dict[tuple[str, bool, str], list[EventReport]] = defaultdict(list)
    for report in reports:
        if report.period:
            for key in _blocks(report):
                blocks[report.family, report.imagined, key].append(report)
    for (_, _, key), block in blocks.items():
        for one, other in _meeting(block):
            # a pair that shares several blocks is looked at in the first
            if key == min(_blocks(one) & _blocks(other)) and compatible(one, other):
                needed = ENOUGH - _ONCE * (one.family in _RARELY_TWICE)
                found = points(one, other)
                if found >= needed:
                    yield Link(found - needed, *sorted((one, other), key=lambda item: item.id))


def compatible(one: EventReport, other: EventReport) -> bool:
    """False if the two cannot be of one event, whatever their words."""
    return (
        one.family == other.family
        and one.imagined == other.imagined
        and one.period is not None
        and other.period is not None
        and one.period.meets(other.period)
        and _same_parties(one, other)
        and _same_people(one.people, other.people)
        and not _differ(one.place_state, other.place_state)
        and not _differ(one.place_city, other.place_city)
    )


def points(one: EventReport, other: EventReport) -> float:
    """How much speaks for one event, where nothing speaks against it."""
    both_sides = (one.doers & other.doers and one.receivers & other.receivers) or (
        (one.mutual or other.mutual) and len(one.parties & other.parties) > 1
    )
    persons = any(names & other.people.get(key, frozenset()) for key, names in one.people.items())
    coarse = {one.precision, other.precision} & _COARSER_THAN_WEEK
    evidence = (
        (_BOTH_SIDES, both_sides),
        (_PERSON, persons),
        (_SAME_DAY, one.exact and one.exact == other.exact),
        (_OTHER_DAY, _differ(one.exact, other.exact)),
        (_CITY, one.place_city and one.place_city == other.place_city),
        (_TRIGGER, one.trigger and one.trigger == other.trigger),
        (_OTHER_MODE, _differ(one.mode, other.mode)),
        (_OTHER_TYPE, one.type != other.type),
        (_COARSE, coarse),
    )
    return _WORDS * _cosine(one.words, other.words) + sum(
        weight for weight, holds in evidence if holds
    )


def _rank(report: EventReport) -> tuple[str, str]:
    # '~' sorts after every date
    return (report.published or "~", report.id)


def _blocks(report: EventReport) -> frozenset[str]:
    """Where a report meets others of its event: by its parties, or its place if none is known."""
    return report.parties or frozenset({f"in {report.place_state}"} if report.place_state else ())


def _meeting(block: list[EventReport]) -> Iterator[tuple[EventReport, EventReport]]:
    """The pairs of a block whose days meet."""
    active: list[EventReport] = []
    for report in sorted(block, key=lambda item: (item.period, item.id)):
        period = report.period
        assert period is not None
        active = [item for item in active if item.period and item.period.last >= period.first]
        yield from ((item, report) for item in active)
        active.append(report)


def _may_join(
    one: Sequence[EventReport], other: Sequence[EventReport], linked: set[tuple[str, str]]
) -> bool:
    pairs = list(product(one, other))
    found = sum((min(a.id, b.id), max(a.id, b.id)) in linked for a, b in pairs)
    return 2 * found >= len(pairs) and all(compatible(a, b) for a, b in pairs)


def _same_parties(one: EventReport, other: EventReport) -> bool:
    """True if the known parties are the same, in the same places where places matter.

    A side that one report leaves open or calls "officials" is no contradiction, as long as
    another party is shared.
    """
    if one.mutual or other.mutual:
        known = min(len(one.parties), len(other.parties))
        return not known or len(one.parties & other.parties) >= min(known, 2)
    doers, receivers = one.doers & other.doers, one.receivers & other.receivers
    if (one.doers and other.doers and not doers) or (
        one.receivers and other.receivers and not receivers
    ):
        return False
    return bool(doers or receivers) or not (one.parties or other.parties)


def _same_people(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """False if for some state each report names a person that the other does not."""
    return not any(
        names - others and others - names
        for key, names in one.items()
        if (others := other.get(key, frozenset()))
    )


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _cosine(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / math.sqrt(len(one) * len(other)) if common else 0.0

"""Who may be at the meeting: who holds which office on the day, and who has spoken of late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from detente.brief.entries import Entry, Said
from detente.brief.gather import Library
from detente.brief.model import Participant
from detente.brief.standing import Standings
from detente.days import last_day, newness
from detente.knowledge.actors import offices
from detente.knowledge.names import same_name
from detente.knowledge.offices import Tenure, bounds
from detente.reading.offices import who
from detente.record import Actor

# A statement counts half for every such time of its age: a minister of ten years ago is not there.
HALF_LIFE = timedelta(days=365)
# A page's word for an office of longer ago may be out of date.
_STALE = timedelta(days=365)
_SHOWN = 5
_PRINCIPALS = ("head_of_state", "head_of_government", "foreign_minister")


def find_participants(
    said: Said, standings: Standings, library: Library, as_of: str | None
) -> tuple[Participant, ...]:
    """Heads and foreign minister on the day by the table of offices, then who spoke, of late first.

    A head of state is listed where the pages quote him or nobody else heads the government. Who
    has left office by the table, or holds one only by a page of long ago, is left out.
    """
    heard = _heard(said, standings, library)
    found: dict[str, Participant] = {}
    for head in _principals(said.party.iso3, as_of, heard):
        found[head.name] = head
    end = last_day(as_of) if as_of else None
    for times in sorted(heard, key=lambda times: -_weight(times, end)):
        one = _speaker(times, said.party.iso3, as_of)
        # without a day nobody knows whether he still speaks
        if (
            one
            and (one.last or end is None)
            and not any(same_name(one.name, name) for name in found)
        ):
            found[one.name] = one
    return tuple(found.values())[:_SHOWN]


def _heard(said: Said, standings: Standings, library: Library) -> list[list[tuple[Actor, Entry]]]:
    """The people who spoke for the party, each with his statements, newest first."""
    heard: dict[str, list[tuple[Actor, Entry]]] = defaultdict(list)
    for draft in said.drafts:
        if draft.second_hand:
            continue
        page = library[draft.entry.document]
        for speaker in draft.entry.speakers:
            actor = page.actors[speaker.actor]
            own = actor.state == said.party.iso3 and actor.kind == "person"
            if own and standings.of(actor, page) == "government":
                heard[actor.id].append((actor, draft.entry))
    return list(heard.values())


def _principals(
    state: str, as_of: str | None, heard: Iterable[list[tuple[Actor, Entry]]]
) -> Iterator[Participant]:
    if as_of is None:
        return
    heard = list(heard)
    first, last = bounds(as_of)
    held: dict[str, Tenure] = {}
    for post in _PRINCIPALS:
        certain = [one for one in offices().of_post(state, post) if one.certain(first, last)]
        for tenure in certain[-1:]:
            held.setdefault(post, tenure)
    for post, tenure in held.items():
        times = next((one for one in heard if _is(tenure, one[0][0].name)), [])
        heads_both = post == "head_of_state" and held.get("head_of_government", tenure).person
        if post == "head_of_state" and not times and heads_both != tenure.person:
            continue
        yield _participant(tenure.person, tenure.title, times)


def _is(tenure: Tenure, name: str) -> bool:
    return any(same_name(name, own) for own in tenure.names)


def _speaker(times: list[tuple[Actor, Entry]], state: str, as_of: str | None) -> Participant | None:
    """One speaker in the office held on the day; None where it is over, or not known any more."""
    name = max((actor.name for actor, _ in times), key=len)
    answer = who(name, as_of, state=state)
    if answer.standing == "holder" and answer.tenure is not None:
        return _participant(answer.tenure.person, answer.tenure.title, times)
    if answer.standing in {"former", "future"}:
        return None
    posts = [(actor.office, said.date) for actor, said in times if actor.office and said.date]
    if not posts or as_of is None or last_day(as_of) - last_day(posts[0][1] or "") > _STALE:
        return None
    day = posts[0][1]
    # "secretary" and "secretary of state" on one day: the fuller title tells more
    office = max((post for post, named in posts if named == day), key=len)
    return _participant(name, office, times, day)


def _participant(
    name: str, office: str, times: list[tuple[Actor, Entry]], day: str | None = None
) -> Participant:
    return Participant(
        name=name,
        office=office,
        office_basis="page" if day else "reference",
        office_date=day,
        statements=len(times),
        last=max((_said(entry) for _, entry in times), key=newness, default=None),
    )


def _weight(times: list[tuple[Actor, Entry]], end: date | None) -> float:
    """2^(−age/half-life) for each statement: the usual discount of old evidence."""
    days = [_said(entry) for _, entry in times]
    ages = [(end - last_day(day)) / HALF_LIFE for day in days if day and end]
    return sum((float(0.5**age) for age in ages), 0.0)


def _said(entry: Entry) -> str | None:
    """When a statement was made: not known if it is told in retrospect."""
    return None if "retold" in entry.flags else entry.date

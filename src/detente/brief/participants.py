"""Who spoke for a party."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from detente.brief.days import last_day, newness
from detente.brief.entries import Said
from detente.brief.gather import Library
from detente.brief.model import Entry, Participant, Standing
from detente.brief.standing import Standings
from detente.record import Actor

# Who is likely to be at the next meeting: a minister of ten years ago is not.
HALF_LIFE = timedelta(days=365)


def find_participants(
    said: Said, standings: Standings, library: Library, as_of: str | None
) -> list[Participant]:
    """The speakers of a party's own statements, most quoted of late first, then by name.

    A statement counts half for every ``HALF_LIFE`` before ``as_of``; one without a date does not.
    """
    end = last_day(as_of) if as_of else None
    heard: dict[str, list[tuple[Actor, Entry]]] = defaultdict(list)
    standing: dict[str, Standing] = {}
    for draft in said.drafts:
        # what has no date may be of another time, unless the whole ledger has none
        if draft.second_hand or (end and draft.entry.date is None):
            continue
        page = library[draft.entry.document]
        for actor in (page.actors[speaker.actor] for speaker in draft.entry.speakers):
            speaks_for = standings.of(actor, page)
            if actor.state == said.party.iso3 and speaks_for != "private":
                heard[actor.id].append((actor, draft.entry))
                standing.setdefault(actor.id, speaks_for)
    weights = {id: sum(_weight(_said(one), end) for _, one in times) for id, times in heard.items()}
    found = [_participant(times, standing[id]) for id, times in heard.items()]
    return sorted(
        found, key=lambda one: (-weights[one.actor], -one.statements, one.name, one.actor)
    )


def _weight(day: str | None, end: date | None) -> float:
    """2^(−age/half-life): the usual discount of old evidence."""
    return 0.5 ** ((end - last_day(day)) / HALF_LIFE) if day and end else 0.0


def _said(entry: Entry) -> str | None:
    """When a statement was made: not known if it is told in retrospect."""
    return None if "retold" in entry.flags else entry.date


def _participant(times: Sequence[tuple[Actor, Entry]], standing: Standing) -> Participant:
    """One speaker; ``times`` are newest first."""
    names = Counter(actor.name for actor, _ in times)
    actor = times[0][0]
    posts = [(who.office, said.date) for who, said in times if who.office]
    day = posts[0][1] if posts else None
    # "secretary" and "secretary of state" on one day: the fuller title tells more
    office = max((post for post, named in posts if named == day), key=len, default=None)
    return Participant(
        actor=actor.id,
        name=max(names, key=lambda name: (names[name], len(name))),
        kind=actor.kind,
        standing=standing,
        office=office,
        office_date=day,
        statements=len(times),
        last=max((_said(entry) for _, entry in times), key=newness),
        reference=all(who.reference for who, _ in times),
    )

"""Who spoke for a party."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from detente.brief.days import newness
from detente.brief.entries import Draft
from detente.brief.gather import Readings
from detente.brief.model import Entry, Participant, Party, Standing
from detente.brief.standing import Standings
from detente.record import Actor


def find_participants(
    drafts: Iterable[Draft], party: Party, standings: Standings, readings: Readings
) -> list[Participant]:
    """The speakers of a party's own statements, most quoted first, then latest, then by name."""
    heard: dict[str, list[tuple[Actor, Entry]]] = defaultdict(list)
    standing: dict[str, Standing] = {}
    for draft in drafts:
        if draft.second_hand:
            continue
        reading = readings[draft.entry.document]
        speakers = {speaker.actor for speaker in draft.entry.speakers}
        for actor in reading.actors:
            speaks_for = standings.of(actor, reading)
            if actor.id in speakers and actor.state == party.iso3 and speaks_for != "private":
                heard[actor.id].append((actor, draft.entry))
                standing.setdefault(actor.id, speaks_for)
    found = [_participant(times, standing[id]) for id, times in heard.items()]
    found.sort(key=lambda one: (one.name, one.actor))
    found.sort(key=lambda one: (one.statements, newness(one.last)), reverse=True)
    return found


def _participant(times: Sequence[tuple[Actor, Entry]], standing: Standing) -> Participant:
    """One speaker; ``times`` are newest first."""
    names = Counter(actor.name for actor, _ in times)
    actor, latest = times[0]
    posts = [(who.office, said.date) for who, said in times if who.office]
    office, day = posts[0] if posts else (None, None)
    return Participant(
        actor=actor.id,
        name=max(names, key=lambda name: (names[name], len(name))),
        kind=actor.kind,
        standing=standing,
        office=office,
        office_date=day,
        statements=len(times),
        last=latest.date,
        reference=all(who.reference for who, _ in times),
    )

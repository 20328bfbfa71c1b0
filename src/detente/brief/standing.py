"""For whom a speaker speaks: a government, a legislature, or nobody but himself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from detente.brief.model import Standing
from detente.knowledge import knowledge
from detente.record import Actor, Reading

_GOVERNMENT = frozenset({"government", "military", "intelligence"})
# A post that the speaker has left: "a retired diplomat", "the former secretary of state".
_PAST = re.compile(r"\b(?:former(?:ly)?|retired|ex|erstwhile|one-?time|ousted|exiled)\b", re.I)


class Standings:
    """Judges speakers by what all the given readings say of them."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._sectors: dict[str, set[str]] = defaultdict(set)
        self._offices: set[str] = set()
        self._past: set[tuple[str, str]] = set()
        for reading in readings:
            self._learn(reading)

    def of(self, actor: Actor, reading: Reading) -> Standing:
        """For whom the actor speaks in this document.

        The sector that the document gives decides, else the one that others give. A person whom
        only the reference tables place, or who has a post without a sector, counts as speaking
        for the state unless his years are over; "former" and "retired" speak for themselves.
        """
        if (actor.id, reading.document.id) in self._past or _is_history(actor, reading):
            return "private"
        sectors = {actor.sector} if actor.sector else self._sectors[actor.id]
        if sectors & _GOVERNMENT:
            return "government"
        if "legislature" in sectors:
            return "legislature"
        if sectors or actor.kind not in {"person", "unnamed", "government"}:
            return "private"
        placed = actor.kind == "person" and (actor.reference or actor.id in self._offices)
        return "government" if placed or actor.office or actor.kind == "government" else "private"

    def _learn(self, reading: Reading) -> None:
        for actor in reading.actors:
            if actor.sector:
                self._sectors[actor.id].add(actor.sector)
            if actor.office:
                self._offices.add(actor.id)
        for statement in reading.statements:
            if any(_PAST.search(reading.document.quote(span)) for span in statement.source):
                # of several speakers nobody can say which one is meant
                self._past.update((actor, reading.document.id) for actor in statement.speakers[:1])


def _is_history(actor: Actor, reading: Reading) -> bool:
    """True for a person of the tables whose years were over when the page was published."""
    date = reading.document.published.date
    if actor.kind != "person" or not date:
        return False
    known = [p for p in knowledge().people if p.name == actor.name and p.state == actor.state]
    return bool(known) and all(person.until < int(date[:4]) for person in known)

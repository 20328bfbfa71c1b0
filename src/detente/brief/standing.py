"""For whom a speaker speaks: a government, a legislature, or nobody but himself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from detente.brief.model import Standing
from detente.brief.page import Page
from detente.knowledge import knowledge
from detente.record import Actor

_STATES = frozenset({"state", "government"})
_GOVERNMENT = frozenset({"government", "military", "intelligence"})
# A post that the speaker has left: "a retired diplomat", "the former secretary of state".
_PAST = re.compile(r"\b(?:former(?:ly)?|retired|ex|erstwhile|one-?time|ousted|exiled)\b", re.I)
_ON: WeakKeyDictionary[Page, Standings] = WeakKeyDictionary()


def standings_on(page: Page) -> Standings:
    """Those of one page by its own word alone, learnt once a page."""
    found = _ON.get(page)
    if found is None:
        found = _ON[page] = Standings([page])
    return found


class Standings:
    """Judges speakers by what all the given pages say of them."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._sectors: dict[str, set[str]] = defaultdict(set)
        self._offices: set[str] = set()
        self._past: set[tuple[str, str]] = set()
        for page in pages:
            self._learn(page)

    def of(self, actor: Actor, page: Page) -> Standing:
        """For whom the actor speaks in this document.

        The sector that the document gives decides, else the one that others give. A person whom
        only the reference tables place, or who has a post without a sector, counts as speaking
        for the state unless his years are over; "former" and "retired" speak for themselves.
        """
        if (actor.id, page.id) in self._past or _is_history(actor, page):
            return "private"
        sectors = {actor.sector} if actor.sector else self._sectors[actor.id]
        if sectors & _GOVERNMENT:
            return "government"
        if "legislature" in sectors:
            return "legislature"
        if sectors or actor.kind not in {"person", "unnamed", *_STATES}:
            return "private"
        placed = actor.kind == "person" and (actor.reference or actor.id in self._offices)
        return "government" if placed or actor.office or actor.kind in _STATES else "private"

    def _learn(self, page: Page) -> None:
        for actor in page.actors.values():
            if actor.sector:
                self._sectors[actor.id].add(actor.sector)
            if actor.office:
                self._offices.add(actor.id)
        for statement in page.statements.values():
            if _PAST.search(page.words(statement.source)):
                # of several speakers nobody can say which one is meant
                self._past.update((actor, page.id) for actor in statement.speakers[:1])


def _is_history(actor: Actor, page: Page) -> bool:
    """True for a person of the tables whose years were over when the page was published."""
    if actor.kind != "person" or page.year is None:
        return False
    known = [p for p in knowledge().people if p.name == actor.name and p.state == actor.state]
    return bool(known) and all(person.until < page.year for person in known)

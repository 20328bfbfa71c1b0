"""The table of offices at work in one document: who its people are, and whom a bare title means."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from detente.knowledge import knowledge
from detente.knowledge.actors import offices
from detente.knowledge.names import fold, is_full, name_words
from detente.knowledge.offices import Offices, Tenure, body_key, bounds
from detente.knowledge.posts import post_of
from detente.reading.heads import Nominal
from detente.reading.office_answers import Answer, office_name
from detente.reading.office_phrases import Asked
from detente.reading.offices import settle
from detente.reading.people import Party

# Titles that tell who somebody is; "analyst", "general" and "Mr." do not.
_TELLING = frozenset({"head", "minister", "spokesman", "diplomat", "legislator"})
# Titles that one person at a time has in a state or organisation.
_SINGLE = frozenset({"head", "minister", "spokesman"})
# "President Bush" needs no "American".
_KNOWN_ABROAD = frozenset({"head_of_state", "head_of_government"})
_NOT_NOW = re.compile(
    r"\b(?:former|then|ex|late|next|new|future|incoming|previous|last|any|another)\b", re.IGNORECASE
)


class OfficeHolders:
    """Looks a document's people and titles up, as of the document's date.

    Args:
        date: ISO date of the document; a month or year counts only where all of it agrees.
        states: the states that the document speaks of.
    """

    def __init__(self, date: str | None, states: Collection[str]) -> None:
        self._date = date
        self._states = states
        # false while what is looked up lies in the past: its titles are not those of the day
        self.today = True

    @cached_property
    def _table(self) -> Offices:
        return offices()

    def identify(self, party: Party) -> None:
        """Give a person of the table an identity, and the state and office that the text omits."""
        if party.identity or party.kind != "person":
            return
        ask = self._asked(party)
        answer = settle(ask, self._date, self._table)
        if answer.tenure is None and ask.post and party.state and is_full(party.name):
            # the page may know of an office that the table does not
            ask = replace(ask, title="", post="")
            answer = settle(ask, self._date, self._table)
        row = answer.tenure
        if row is None or not self._is_meant(party, answer, row):
            return
        party.identity = self.identity(row)
        if not is_full(party.name):
            party.name, party.words = row.person, name_words(row.person.split())
        if not party.state and row.state:
            party.state, party.reference = row.state, True
        if not party.office and answer.standing == "holder" and answer.held:
            party.office, party.reference = office_name(row), True
            party.title = knowledge().titles.get(row.title.lower(), party.title)
            party.sector = party.sector or (party.title.sector if party.title else "government")

    def _asked(self, party: Party) -> Asked:
        telling = bool(party.office and party.title and party.title.rank in _TELLING)
        title = (party.office or "") if telling else ""
        post = post_of(title) if title else ""
        return Asked(party.name, title, post, party.state, said=not party.reference)

    def _is_meant(self, party: Party, answer: Answer, row: Tenure) -> bool:
        """True if more than the name speaks for a person of the table."""
        if not is_full(party.name):
            # a surname and a title: who holds that office now; a minister's state must be named
            near = row.state in self._states or row.office in _KNOWN_ABROAD or row.body
            return bool(party.office and answer.standing == "holder" and answer.held and near)
        if party.state:
            return row.state in {None, party.state}
        return row.state in self._states or bool(row.body)

    def identity(self, row: Tenure) -> tuple[str, str]:
        """Name and state that make the id of a person: the same whatever the office."""
        states = (other.state for other in self._table.exact(row.person) if other.state)
        return fold(row.person), next(states, row.state or "")

    def of_title(self, nominal: Nominal) -> Tenure | None:
        """Who certainly holds the office of "the Russian foreign minister" on the page's day."""
        title = nominal.title
        if not title or title.rank not in _SINGLE or not nominal.office or not self._date:
            return None
        if not self.today or _NOT_NOW.search(nominal.text) or nominal.plural:
            return None
        body = nominal.organisation
        if not (nominal.state or body):
            return None
        key = body_key(body.name) if body and body.form == "organisation" else ""
        office = nominal.office
        if key and body:
            office = re.sub(rf"^.*?(?={re.escape(title.office or '')})|\s+of\s.*$", "", office)
        ask = Asked(title=office, post=post_of(office), state=nominal.state, body=key)
        answer = settle(ask, self._date, self._table)
        return answer.tenure if answer.held and self._settled(answer) else None

    def _settled(self, answer: Answer) -> bool:
        """True if the day is none of a handover and the dates leave no doubt."""
        day = bounds(self._date or "")
        rows = (*answer.held, *(item.tenure for item in answer.others))
        return len({row.person for row in rows if row.possible(*day)}) == 1

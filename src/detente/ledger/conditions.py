"""What all filters share: WHERE clauses over rows, their dates, actors, states and issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from detente.errors import DetenteError
from detente.knowledge import knowledge
from detente.ledger.connection import fold

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ISO3 = re.compile(r"[A-Z]{3}")
_ISSUE = re.compile(r"\w[\w-]*(\.\w[\w-]*)*")
# one or several of the values of a column
Choice = str | Sequence[str]


class Conditions:
    """The WHERE clause of a query over rows ``r``, grown filter by filter."""

    def __init__(self) -> None:
        self._clauses: list[str] = []
        self.values: list[object] = []
        self.of_state = False

    def add(self, clause: str, *values: object) -> None:
        """Demand ``clause``, whose question marks stand for ``values``."""
        self._clauses.append(clause)
        self.values.extend(values)

    def state(self, kind: str, state: str, until: date | str | None) -> None:
        """Demand a party of this state in rows of a kind, whose ``x`` in ``row_states`` are named.

        Rows that begin after ``until`` may be left out at once; all others have to be asked.
        """
        self.of_state = True
        self.add(f"x.kind = '{kind}' AND x.state = ? AND r.key = x.row", state.upper())
        if until is not None:
            self.add("x.day <= ?", iso_date(until) + "~")

    def period(self, since: date | str | None, until: date | str | None) -> None:
        """Demand a document that may have been published in the period, both ends included."""
        if since is not None:
            self.add("r.last_day >= ?", iso_date(since))
        if until is not None:
            # '~' sorts after digits and '-': until 2010-04 takes in all of April
            self.add("r.first_day <= ?", iso_date(until) + "~")

    def one_of(self, column: str, chosen: Choice, allowed: Sequence[str], code: str) -> None:
        """Demand one of the ``chosen`` values; raises ``code`` for one that is not ``allowed``."""
        values = [chosen] if isinstance(chosen, str) else list(chosen)
        for value in values:
            if value not in allowed:
                raise DetenteError(
                    code, f"{value!r} is no {column}.", f"Use one of: {', '.join(allowed)}."
                )
        self.add(f"r.{column} IN ({', '.join('?' * len(values))})", *values)

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self._clauses)}" if self._clauses else ""


def iso_date(day: date | str) -> str:
    """``day`` as ISO text; raises ``BAD_DATE`` for what is no date, month or year."""
    text = str(day)
    if not _DATE.fullmatch(text):
        raise DetenteError(
            "BAD_DATE", f"{text!r} is no date.", "Write 2010-04-08, 2010-04 or 2010."
        )
    return text


def actor_condition(actor: str) -> tuple[str, tuple[object, ...]]:
    """What an actor ``a`` of this id, name or part of it, or state meets, and its values."""
    if actor in knowledge().states:
        # by index: names need not be searched for it
        return "a.state = ?", (actor,)
    if _ISO3.fullmatch(actor):
        # a code, or an acronym as written: RUS is not in Brussels, WHO not in whoever
        return "(a.state = ? OR a.id = ? OR instr(a.name, ?) > 0)", (actor, actor, actor)
    return "(a.id = ? OR instr(fold(a.name), ?) > 0)", (actor, fold(actor.strip()))


def issue_condition(kind: str, issue: str, rows: str = "r") -> tuple[str, ...]:
    """The clause that rows of a kind meet on ``issue`` or one below it, and its values.

    ``5`` covers ``5.2`` and ``5.2.1``, but not ``50``. ``rows`` is the table's name in the query.

    Raises:
        DetenteError: ``BAD_ISSUE`` for what cannot be an issue's id.
    """
    named = issue.strip()
    if not _ISSUE.fullmatch(named):
        raise DetenteError(
            "BAD_ISSUE", f"{issue!r} is no issue.", "Give the id of one, such as 5 or 5.2."
        )
    clause = (
        f"{rows}.key IN (SELECT i.row FROM row_issues i WHERE i.kind = '{kind}'"
        " AND (i.issue = ? OR (i.issue > ? AND i.issue < ?)))"
    )
    # '/' sorts next after '.'
    return clause, named, f"{named}.", f"{named}/"


def state_condition(kind: str, state: str, until: date | str | None = None) -> tuple[str, ...]:
    """The clause that rows ``r`` of a kind meet with a party of ``state``, and its values.

    Rows that begin after ``until`` may be left out at once; all others have to be asked.
    """
    clause = f"SELECT s.row FROM row_states s WHERE s.kind = '{kind}' AND s.state = ?"
    if until is None:
        return f"r.key IN ({clause})", state.upper()
    return f"r.key IN ({clause} AND s.day <= ?)", state.upper(), iso_date(until) + "~"

"""What may be asked of a ledger: filtered rows, and columns for analysis."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.ledger.columns import event_columns, position_columns, position_words
from detente.ledger.conditions import Choice
from detente.ledger.connection import plain_errors, snapshot
from detente.ledger.corrections import select_corrections
from detente.ledger.counting import IssueCounts, count_issues
from detente.ledger.event_queries import EventCounts, EventFilter, count_events, select_events
from detente.ledger.frame_queries import FrameFilter, FrameKind, select_frames
from detente.ledger.queries import StatementFilter, select_documents, select_statements
from detente.ledger.rows import Rows
from detente.ledger.search import search

if TYPE_CHECKING:
    import pyarrow as pa


class Questions:
    """The queries of ``Ledger``. Each sees one state of the file, whatever is written meanwhile."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def statements(  # noqa: PLR0913 - a keyword for each filter
        self,
        *,
        actor: str | None = None,
        state: str | None = None,
        issue: str | None = None,
        words: str | None = None,
        mode: str | None = None,
        nested: bool | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Statements that meet all filters, newest first, with speakers and verbatim fragments.

        Args:
            actor: a speaker's id, ISO3 state or part of the name, whatever its case and accents.
            state: a speaker's ISO3 state.
            issue: the id of an issue: ``5`` covers ``5.2`` too.
            words: to be found in the quote; see ``search``.
            mode: direct, indirect, mixed or attitude.
            nested: only statements inside others (True) or only outer ones (False).
            since: first date, month or year; a page of unknown date is in no period.
            until: last one, included.
            limit: at most so many.
            include_duplicates: also those of near-duplicates of other documents.

        Raises:
            DetenteError: ``BAD_DATE``, ``BAD_ISSUE``, ``BAD_MODE``, ``NO_WORDS``.
        """
        chosen = StatementFilter(
            actor=actor,
            state=state,
            issue=issue,
            words=words,
            mode=mode,
            nested=nested,
            since=since,
            until=until,
            include_duplicates=include_duplicates,
        )
        with self._reading():
            return select_statements(self._connection, chosen, limit)

    def events(  # noqa: PLR0913 - a keyword for each filter
        self,
        *,
        type: Choice | None = None,
        quad: int | None = None,
        modality: Choice | None = None,
        voice: Choice | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        between: tuple[str, str] | None = None,
        state: str | None = None,
        place: str | None = None,
        issue: str | None = None,
        words: str | None = None,
        confidence: float | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Reports of events that meet all filters, newest event first.

        In each row ``event`` is the id of the event, which its reports share, and ``reports`` how
        many documents report it.

        Args:
            type: PLOVER's type, or several.
            quad: PLOVER's quad, 1 to 4.
            modality: actual, negated and so on, or several.
            voice: speaker, reporter, author or hearsay, or several.
            actor: who acts: an id, ISO3 state or part of the name, whatever its case and accents.
            recipient: on whom, in the same forms.
            between: two such parties, of which one acts and the other does so too or is acted on.
            state: a party's ISO3 state, whatever its role.
            place: an ISO3 state or part of a place's name.
            issue: the id of an issue: ``5`` covers ``5.2`` too.
            words: to be found in the quote; see ``search``.
            confidence: at least so much, 0 to 1.
            since: first date, month or year of the event; one whose date is unresolved is in none.
            until: last one, included.
            limit: at most so many.
            include_duplicates: also those of near-duplicates of other documents.

        Raises:
            DetenteError: ``BAD_TYPE``, ``BAD_MODALITY``, ``BAD_VOICE``, ``BAD_DATE``,
                ``BAD_ISSUE``, ``NO_WORDS``.
        """
        filters = {name: value for name, value in locals().items() if name not in {"self", "limit"}}
        with self._reading():
            return select_events(self._connection, EventFilter(**filters), limit)

    def count_events(self, **filters: Any) -> EventCounts:
        """How many events meet all filters, and in how many reports; filters as for ``events``."""
        with self._reading():
            return count_events(self._connection, EventFilter(**filters))

    def positions(  # noqa: PLR0913 - a keyword for each filter
        self,
        *,
        actor: str | None = None,
        state: str | None = None,
        issue: str | None = None,
        stance: Choice | None = None,
        basis: Choice | None = None,
        words: str | None = None,
        confidence: float | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Positions that meet all filters, newest page first: who seeks or opposes what.

        Args:
            actor: who holds it: an id, ISO3 state or part of the name.
            state: a holder's ISO3 state.
            issue: the id of an issue: ``5`` covers ``5.2`` too.
            stance: seeks, accepts, opposes or undecided, or several.
            basis: self-stated, reported or author-asserted, or several.
            words: to be found in the quote; see ``search``.
            confidence: at least so much, 0 to 1.
            since: first date, month or year of the page; one of unknown date is in no period.
            until: last one, included.
            limit: at most so many.
            include_duplicates: also those of near-duplicates of other documents.

        Raises:
            DetenteError: ``BAD_STANCE``, ``BAD_BASIS``, ``BAD_DATE``, ``BAD_ISSUE``, ``NO_WORDS``.
        """
        return self._frames("position", locals())

    def linkages(  # noqa: PLR0913 - a keyword for each filter
        self,
        *,
        actor: str | None = None,
        state: str | None = None,
        issue: str | None = None,
        kind: Choice | None = None,
        words: str | None = None,
        confidence: float | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Linkages that meet all filters, newest page first: what is made to depend on what.

        Args as for ``positions``, and ``kind``: conditional, reciprocal and so on, or several. One
        that nobody is named to hold has no actor and no state.

        Raises:
            DetenteError: ``BAD_KIND``, ``BAD_DATE``, ``BAD_ISSUE``, ``NO_WORDS``.
        """
        return self._frames("linkage", locals())

    def forecasts(  # noqa: PLR0913 - a keyword for each filter
        self,
        *,
        actor: str | None = None,
        state: str | None = None,
        issue: str | None = None,
        scoreable: bool | None = None,
        resolved: bool | None = None,
        words: str | None = None,
        confidence: float | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Forecasts that meet all filters, newest page first, and what came of them.

        ``outcome`` is true where it happened, false where it did not, null where nobody said so;
        ``resolved_by`` is the id of the event that shows it and ``correction`` the number to undo
        it by. Args as for ``positions``, and ``scoreable`` and ``resolved``: only those that can be
        scored or were resolved (True), or only the others (False).

        Raises:
            DetenteError: ``BAD_DATE``, ``BAD_ISSUE``, ``NO_WORDS``.
        """
        return self._frames("forecast", locals())

    def agendas(
        self,
        *,
        issue: str | None = None,
        words: str | None = None,
        confidence: float | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Steps that authors propose for a meeting, newest page first, in the author's order.

        Args as for ``positions``.

        Raises:
            DetenteError: ``BAD_DATE``, ``BAD_ISSUE``, ``NO_WORDS``.
        """
        return self._frames("agenda_item", locals())

    def event_columns(
        self,
        between: tuple[str, str] | None = None,
        *,
        issue: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        include_duplicates: bool = False,
    ) -> pa.Table:
        """Reports of events as a ``pyarrow.Table`` for analysis; see ``columns.event_columns``."""
        with self._reading():
            return event_columns(
                self._connection,
                between,
                issue=issue,
                since=since,
                until=until,
                include_duplicates=include_duplicates,
            )

    def position_columns(
        self,
        states: Sequence[str] | None = None,
        *,
        issue: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        include_duplicates: bool = False,
    ) -> pa.Table:
        """Positions as a ``pyarrow.Table`` for analysis; see ``columns.position_columns``."""
        with self._reading():
            return position_columns(
                self._connection,
                states,
                issue=issue,
                since=since,
                until=until,
                include_duplicates=include_duplicates,
            )

    def position_words(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The goal and the quote of positions by id; see ``columns.position_words``."""
        with self._reading():
            return position_words(self._connection, ids)

    def issue_counts(
        self,
        state: str,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
        include_duplicates: bool = False,
    ) -> IssueCounts:
        """How many statements by speakers of an ISO3 state are on each issue, and on any at all.

        A statement that is on an issue below another one is not counted on that. A page counts
        from the first day on which it can have been published; one of unknown date is in no period.

        Raises:
            DetenteError: ``BAD_DATE``.
        """
        with self._reading():
            return count_issues(self._connection, state, since, until, include_duplicates)

    def corrections(self) -> Rows:
        """What people put right, the last first; ``undone_by`` is the number of what undid it."""
        with self._reading():
            return select_corrections(self._connection)

    def documents(
        self,
        *,
        words: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        limit: int | None = None,
        include_duplicates: bool = False,
    ) -> Rows:
        """Documents that meet all filters, newest first; arguments as for ``statements``."""
        with self._reading():
            return select_documents(
                self._connection,
                words=words,
                since=since,
                until=until,
                limit=limit,
                include_duplicates=include_duplicates,
            )

    def search(
        self,
        words: str,
        *,
        limit: int = 20,
        marks: tuple[str, str] = ("[", "]"),
        include_duplicates: bool = False,
    ) -> Rows:
        """Documents that hold the words, best first, with a snippet whose hits are marked.

        All words must occur, or their other endings; ``"two words"`` are a phrase, ``sanction*``
        a beginning, ``OR`` and ``NOT`` are heeded. Furniture and teasers are not searched.

        Raises:
            DetenteError: ``NO_WORDS``.
        """
        with self._reading():
            return search(
                self._connection,
                words,
                limit=limit,
                marks=marks,
                include_duplicates=include_duplicates,
            )

    def _frames(self, kind: FrameKind, arguments: dict[str, Any]) -> Rows:
        """The frames that meet the filters among a method's arguments."""
        limit = arguments["limit"]
        filters = {name: arguments[name] for name in arguments if name not in {"self", "limit"}}
        with self._reading():
            return select_frames(self._connection, FrameFilter(of=kind, **filters), limit)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with plain_errors(self.path), snapshot(self._connection):
            yield

"""The ledger: one file that keeps every document read, and what was read from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from detente.errors import Rejection
from detente.ledger.connection import connect, plain_errors, transaction
from detente.ledger.corrections import resolve_forecast, undo
from detente.ledger.counting import count_rows
from detente.ledger.dump import dump_rows
from detente.ledger.finding import find_page
from detente.ledger.loading import load_reading
from detente.ledger.pages import Outcome, Pages
from detente.ledger.questions import Questions
from detente.ledger.serial import reading_from_json
from detente.ledger.storing_events import is_stale
from detente.record import Reading

if TYPE_CHECKING:
    from detente.analysis.relations import Every, Relation
    from detente.analysis.scoring import Choices
    from detente.brief.model import Brief

_Answer = TypeVar("_Answer")

# What ``add`` raises where the fault is the page's: the next page can still be stored.
PAGE_FAULTS = frozenset({"ROWS_INVALID", "ROWS_TOO_BIG", "TEXT_NOT_UNICODE"})


class Superseded(NamedTuple):
    """What a page held before it changed, and the id of the document that took its place."""

    reading: Reading
    replaced_by: str


class Ledger(Questions):
    """The ledger in one SQLite file. Many may read it beside one who writes.

    Use as a context manager, or call ``close``. Every document is stored with all its rows in one
    transaction, so that a run that is killed can go on where it stopped: see ``known``. By default
    queries count a story once: near-duplicates are left out unless ``include_duplicates``.

    Args:
        path: the file.
        create: make it if it is missing.

    Raises:
        DetenteError: ``LEDGER_NOT_FOUND``, ``FOLDER_NOT_FOUND``, ``NOT_A_LEDGER``,
            ``LEDGER_TOO_NEW``; every method: ``LEDGER_BUSY``, ``LEDGER_FULL``,
            ``LEDGER_READ_ONLY``, ``LEDGER_DAMAGED``, ``LEDGER_DISK_ERROR``.
    """

    def __init__(self, path: str | Path, create: bool = False) -> None:
        super().__init__(Path(path), connect(Path(path), create=create))
        self._pages = Pages(self._connection)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was added is stored already."""
        self._connection.close()

    def beside(self, question: Callable[[Ledger], _Answer]) -> Future[_Answer]:
        """The answer to come from the same file, asked on another processor meanwhile.

        Most of the time that a large ledger takes is SQLite's, which does not hold Python up.
        """

        def ask() -> _Answer:
            with Ledger(self.path) as other:
                return question(other)

        pool = ThreadPoolExecutor(1)
        answer = pool.submit(ask)
        pool.shutdown(wait=False)
        return answer

    # writing

    def known(self, locator: str, fingerprint: str, version: str) -> bool:
        """True if the page at ``locator`` with these bytes was stored by this reader version.

        False for rejected pages: every run tries and names them again.
        """
        with plain_errors(self.path):
            row = self._connection.execute(
                "SELECT 1 FROM locators WHERE locator = ?1 AND fingerprint = ?2 AND version = ?3"
                " AND NOT EXISTS (SELECT 1 FROM rejections WHERE locator = ?1)",
                (locator, fingerprint, version),
            ).fetchone()
        return row is not None

    def add(
        self, reading: Reading, version: str, signature: Sequence[int] | None = None
    ) -> Outcome:
        """Store a Reading made by reader ``version``, all of it or nothing.

        Args:
            reading: its ``document.locator`` and ``fingerprint`` say which page it is of.
            version: see ``known``.
            signature: ``signature(body_text(document))``, where another process made it.

        Raises:
            DetenteError: with a code of ``PAGE_FAULTS`` where only this Reading cannot be stored.
        """
        with self._writing():
            self._connection.execute(
                "DELETE FROM rejections WHERE locator = ?", (reading.document.locator,)
            )
            return self._pages.put(reading, version, signature)

    def reject(self, rejection: Rejection, fingerprint: str | None = None) -> None:
        """Record that an input was not stored. What an earlier run stored from there stays."""
        row = (
            rejection.locator,
            fingerprint,
            rejection.code,
            rejection.message,
            rejection.advice,
        )
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO rejections VALUES (?, ?, ?, ?, ?)", row
            )

    def begin_run(self) -> int:
        """Note that a run starts now; returns its number."""
        with self._writing():
            cursor = self._connection.execute("INSERT INTO runs (started) VALUES (?)", (_now(),))
        return int(cursor.lastrowid or 0)

    def end_run(self, run: int, counts: Mapping[str, int]) -> None:
        """Note that a run ended now, and what it counted."""
        with self._writing():
            self._connection.execute(
                "UPDATE runs SET finished = ?, counts = ? WHERE key = ?",
                (_now(), json.dumps(dict(counts)), run),
            )

    def join_reports(self) -> None:
        """Work out which reports are of one event, if rows were stored or removed since last time.

        ``pipeline.read`` does so at its end. Until then new reports count as events of their own.
        """
        from detente.ledger.same_events import join_reports

        with self._writing():
            if is_stale(self._connection):
                join_reports(self._connection)

    def resolve_forecast(
        self,
        forecast: str,
        outcome: bool,
        *,
        by: str | None = None,
        who: str | None = None,
        why: str = "",
    ) -> int:
        """Record what came of a forecast; returns the number of the correction.

        The last word on a forecast holds, and can be taken back by ``undo``.

        Args:
            forecast: its id, or the beginning of it.
            outcome: whether it came true.
            by: the id of the event that shows it, or the beginning of it.
            who: who says so; the login name if not given.
            why: for what reason.

        Raises:
            DetenteError: ``FORECAST_NOT_FOUND``, ``FORECAST_AMBIGUOUS``, ``EVENT_NOT_FOUND``,
                ``EVENT_AMBIGUOUS``.
        """
        with self._writing():
            return resolve_forecast(self._connection, forecast, outcome, by, who, why)

    def undo(self, correction: int, *, who: str | None = None, why: str = "") -> int:
        """Take a correction back by a further one, whose number is returned.

        Raises:
            DetenteError: ``CORRECTION_NOT_FOUND``, ``CANNOT_UNDO``.
        """
        with self._writing():
            return undo(self._connection, correction, who, why)

    # reading

    def reading(self, ref: str | Path) -> Reading:
        """The Reading of a document named by id, beginning of its id, address or locator.

        Raises:
            DetenteError: ``DOCUMENT_NOT_FOUND``, ``DOCUMENT_AMBIGUOUS``.
        """
        with self._reading():
            locator, id = find_page(self._connection, str(ref), self.path)
            if locator is not None:
                return self._pages.reading_at(locator)
            return load_reading(self._connection, id)

    def brief(
        self,
        party_a: str,
        party_b: str,
        *,
        as_of: date | str | None = None,
        since: date | str | None = None,
        limit: int | None = None,
    ) -> Brief:
        """The brief of two states, from one state of the ledger; see ``brief.build_brief``."""
        from detente.brief.build import DEFAULT_LIMIT, build_brief

        with self._reading():
            return build_brief(self, party_a, party_b, as_of, since, limit or DEFAULT_LIMIT)

    def relations(  # noqa: PLR0913 - a keyword for each choice
        self,
        party_a: str,
        party_b: str,
        *,
        issue: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        as_of: date | str | None = None,
        choices: Choices | None = None,
        every: Every = "month",
    ) -> Relation:
        """How two states stand to each other, from one state of the ledger.

        Arguments and errors are those of ``analysis.relations.relate``.
        """
        from detente.analysis.relations import relate

        with self._reading():
            return relate(
                self,
                party_a,
                party_b,
                issue=issue,
                since=since,
                until=until,
                as_of=as_of,
                choices=choices,
                every=every,
            )

    def rejections(self) -> tuple[Rejection, ...]:
        """The inputs that could not be stored when they were last read."""
        with plain_errors(self.path):
            rows = self._connection.execute(
                "SELECT locator, code, message, advice FROM rejections ORDER BY locator"
            ).fetchall()
        return tuple(Rejection(*row) for row in rows)

    def history(self, locator: str) -> tuple[Superseded, ...]:
        """What stood at a locator before, oldest first."""
        with plain_errors(self.path):
            rows = self._connection.execute(
                "SELECT reading, replaced_by FROM document_history WHERE locator = ?"
                " ORDER BY ordinal",
                (locator,),
            ).fetchall()
        return tuple(Superseded(reading_from_json(text), by) for text, by in rows)

    def counts(
        self, include_duplicates: bool = False, only: Sequence[str] | None = None
    ) -> dict[str, int]:
        """How many documents, statements and so on the ledger holds; ``only`` those named.

        ``reports`` are the documents' accounts of the ``events``, each counted once. ``copies`` are
        further locators of documents that are counted once; ``near_duplicates`` are documents left
        out of all other counts of content by default.
        """
        with self._reading():
            return count_rows(self._connection, include_duplicates, only)

    def dump_rows(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """All content as (table, row), in an order that depends on the content alone.

        Left out are runs and keys: two ledgers made from the same pages dump the same.
        """
        with self._reading():
            yield from dump_rows(self._connection)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with plain_errors(self.path), transaction(self._connection):
            yield


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""The ledger: one file that keeps every document read, and what was read from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from detente.errors import DetenteError, Rejection
from detente.ledger.connection import connect, plain_errors, snapshot, transaction
from detente.ledger.dump import dump_rows
from detente.ledger.loading import load_reading
from detente.ledger.pages import Outcome, Pages
from detente.ledger.queries import StatementFilter, select_documents, select_statements
from detente.ledger.rows import Rows
from detente.ledger.search import search
from detente.ledger.serial import reading_from_json
from detente.record import Reading

if TYPE_CHECKING:
    from detente.brief.model import Brief

# What ``add`` raises where the fault is the page's: the next page can still be stored.
PAGE_FAULTS = frozenset({"ROWS_INVALID", "ROWS_TOO_BIG", "TEXT_NOT_UNICODE"})

_AMBIGUOUS_SHOWN = 5


class Superseded(NamedTuple):
    """What a page held before it changed, and the id of the document that took its place."""

    reading: Reading
    replaced_by: str


class Ledger:
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
        self.path = Path(path)
        self._connection = connect(self.path, create=create)
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

    # reading

    def reading(self, ref: str | Path) -> Reading:
        """The Reading of a document named by id, beginning of its id, address or locator.

        Raises:
            DetenteError: ``DOCUMENT_NOT_FOUND``, ``DOCUMENT_AMBIGUOUS``.
        """
        with self._reading():
            locator, ids = self._find(str(ref))
            if locator is not None:
                return self._pages.reading_at(locator)
            if len(ids) > 1:
                shown = ", ".join(ids[:_AMBIGUOUS_SHOWN])
                raise DetenteError(
                    "DOCUMENT_AMBIGUOUS",
                    f"{ref} may be {shown}{' or another' if len(ids) > _AMBIGUOUS_SHOWN else ''}.",
                    "Give the whole id.",
                )
            if not ids:
                raise DetenteError(
                    "DOCUMENT_NOT_FOUND",
                    f"{self.path} holds no document {ref}.",
                    "Give an id, an address or the path it was read from; `detente search` finds"
                    " documents by their words.",
                )
            return load_reading(self._connection, ids[0])

    def statements(  # noqa: PLR0913 - a keyword for each filter
        self,
        *,
        actor: str | None = None,
        state: str | None = None,
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
            words: to be found in the quote; see ``search``.
            mode: direct, indirect, mixed or attitude.
            nested: only statements inside others (True) or only outer ones (False).
            since: first date, month or year; a page of unknown date is in no period.
            until: last one, included.
            limit: at most so many.
            include_duplicates: also those of near-duplicates of other documents.

        Raises:
            DetenteError: ``BAD_DATE``, ``BAD_MODE``, ``NO_WORDS``.
        """
        chosen = StatementFilter(
            actor=actor,
            state=state,
            words=words,
            mode=mode,
            nested=nested,
            since=since,
            until=until,
            include_duplicates=include_duplicates,
        )
        with self._reading():
            return select_statements(self._connection, chosen, limit)

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

    def counts(self, include_duplicates: bool = False) -> dict[str, int]:
        """How many documents, statements and so on the ledger holds.

        ``copies`` are further locators of documents that are counted once; ``near_duplicates``
        are documents left out of ``documents``, ``statements`` and ``speakers`` by default.
        """
        left_out = "SELECT document FROM near_duplicates" if not include_duplicates else "SELECT ''"
        queries = {
            "documents": f"documents WHERE id NOT IN ({left_out})",
            "statements": f"statements WHERE document NOT IN ({left_out})",
            "speakers": "(SELECT DISTINCT actor FROM statement_speakers"
            f" WHERE document NOT IN ({left_out}))",
            "near_duplicates": "near_duplicates",
            "copies": "(SELECT 1 FROM locators l WHERE EXISTS (SELECT 1 FROM locators f"
            " WHERE f.document = l.document AND f.locator < l.locator))",
            "rejections": "rejections",
            "superseded": "document_history",
        }
        with self._reading():
            return {
                name: int(self._connection.execute(f"SELECT count(*) FROM {query}").fetchone()[0])
                for name, query in queries.items()
            }

    def dump_rows(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """All content as (table, row), in an order that depends on the content alone.

        Left out are runs and keys: two ledgers made from the same pages dump the same.
        """
        with self._reading():
            yield from dump_rows(self._connection)

    def _find(self, ref: str) -> tuple[str | None, list[str]]:
        """A locator that ``ref`` names, else the ids of the documents it may mean."""
        one = self._column("SELECT id FROM documents WHERE id = ?", ref)
        if one:
            return None, one
        for locator in (ref, PurePath(ref).as_posix()):
            if self._column("SELECT locator FROM locators WHERE locator = ?", locator):
                return locator, []
        at = self._column("SELECT locator FROM locators WHERE url = ? ORDER BY locator", ref)
        documents = self._column("SELECT DISTINCT document FROM locators WHERE url = ?", ref)
        if len(documents) == 1:
            return at[0], []
        # every id that begins with `ref` sorts from `ref` up to the greatest character after it
        return None, documents or self._column(
            "SELECT id FROM documents WHERE id >= ?1 AND id < ?1 || char(1114111) AND ?1 <> ''"
            " ORDER BY id",
            ref,
        )

    def _column(self, query: str, value: str) -> list[str]:
        return [str(row[0]) for row in self._connection.execute(query, (value,))]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with plain_errors(self.path), transaction(self._connection):
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with plain_errors(self.path), snapshot(self._connection):
            yield


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

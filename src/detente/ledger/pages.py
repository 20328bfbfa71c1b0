"""Which document stands at which locator, across new, repeated, copied and changed pages.

A document's rows are those of the page at its first locator (in sorted order). Pages with the
same document at other locators are recorded there; where they differ in anything else, such as the
publisher, with a variant, so that they can take the first one's place when that page changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from detente.ledger.loading import load_reading
from detente.ledger.near_duplicates import Links, body_text, pack, signature
from detente.ledger.serial import placed, reading_from_json, reading_to_json, unplaced
from detente.ledger.storing import delete_reading, store_reading
from detente.record import Reading


class Outcome(StrEnum):
    """What adding a Reading did.

    ``stored``: a new document. ``duplicate``: the document was there, from another locator.
    ``replaced``: the page had another content or was read differently before. ``unchanged``.
    """

    stored = "stored"
    duplicate = "duplicate"
    replaced = "replaced"
    unchanged = "unchanged"


class _Page(NamedTuple):
    document: str
    fingerprint: str
    version: str
    variant: str | None


class Pages:
    """Writes Readings at their locators. To be used inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._links = Links(connection)

    def put(self, reading: Reading, version: str, numbers: Sequence[int] | None) -> Outcome:
        """Make ``reading``, made by reader ``version``, what stands at its locator.

        ``numbers`` is the signature of its body, if it is known already.
        """
        document = reading.document
        old = self._page(document.locator)
        if old is None:
            return self._enter(reading, version, numbers)
        before = self.reading_at(document.locator)
        if unplaced(before) == unplaced(reading):
            self._connection.execute(
                "UPDATE locators SET fingerprint = ?, version = ? WHERE locator = ?",
                (document.fingerprint, version, document.locator),
            )
            return Outcome.unchanged
        # the same bytes read by another version are no news: their history is the program's
        if old.fingerprint != document.fingerprint:
            self._record(before, document.id)
        self._leave(document.locator, old.document)
        self._enter(reading, version, numbers)
        return Outcome.replaced

    def reading_at(self, locator: str) -> Reading:
        """What was read at a locator that the ledger has."""
        page = self._page(locator)
        if page is None:
            raise KeyError(locator)
        if page.variant is not None:
            reading = reading_from_json(page.variant)
        else:
            reading = load_reading(self._connection, page.document)
        return placed(reading, locator, page.fingerprint)

    def _enter(self, reading: Reading, version: str, numbers: Sequence[int] | None) -> Outcome:
        document = reading.document
        first = self._first_locator(document.id)
        page = unplaced(reading)
        rows = page if first is None else unplaced(load_reading(self._connection, document.id))
        variant = None if page == rows else reading_to_json(page)
        self._connection.execute(
            "INSERT INTO locators VALUES (?, ?, ?, ?, ?, ?)",
            (document.locator, document.id, document.fingerprint, version, document.url, variant),
        )
        if first is None:
            self._store(reading, numbers)
            self._links.settle([document.id])
            return Outcome.stored
        if variant is not None and document.locator < first:
            self._regroup(document.id, rows)
        return Outcome.duplicate

    def _leave(self, locator: str, id: str) -> None:
        rows = unplaced(load_reading(self._connection, id))
        self._connection.execute("DELETE FROM locators WHERE locator = ?", (locator,))
        if self._first_locator(id) is None:
            self._links.settle(self._delete(id))
        else:
            self._regroup(id, rows)

    def _first_locator(self, id: str) -> str | None:
        row = self._connection.execute(
            "SELECT min(locator) FROM locators WHERE document = ?", (id,)
        ).fetchone()
        return None if row[0] is None else str(row[0])

    def _regroup(self, id: str, rows: Reading) -> None:
        """Give a document, whose rows now hold ``rows``, those of the page at its first locator."""
        pages = self._connection.execute(
            "SELECT locator, variant FROM locators WHERE document = ? ORDER BY locator", (id,)
        ).fetchall()
        first = pages[0][1]
        if first is None:
            return
        dependants = self._delete(id)
        self._store(reading_from_json(first), None)
        self._links.settle([id, *dependants])
        # what equals the rows needs no variant; what equalled the old ones does now
        old = reading_to_json(rows)
        variants = [(locator, None if page == first else page or old) for locator, page in pages]
        self._connection.executemany(
            "UPDATE locators SET variant = ? WHERE locator = ?",
            [(variant, locator) for locator, variant in variants],
        )

    def _store(self, reading: Reading, numbers: Sequence[int] | None) -> None:
        shingles, *rest = numbers or signature(body_text(reading.document))
        minhash = pack(rest)
        key = store_reading(self._connection, reading, shingles, minhash)
        self._links.insert(key, minhash)

    def _delete(self, id: str) -> list[str]:
        """Remove a document's rows; returns the documents it stood for, now to be settled."""
        dependants = self._links.remove(id)
        delete_reading(self._connection, id)
        return dependants

    def _page(self, locator: str) -> _Page | None:
        row = self._connection.execute(
            "SELECT document, fingerprint, version, variant FROM locators WHERE locator = ?",
            (locator,),
        ).fetchone()
        return None if row is None else _Page(*row)

    def _record(self, before: Reading, replaced_by: str) -> None:
        locator = before.document.locator
        self._connection.execute(
            "INSERT INTO document_history SELECT ?, count(*), ?, ?, ?"
            " FROM document_history WHERE locator = ?",
            (locator, before.document.id, replaced_by, reading_to_json(before), locator),
        )

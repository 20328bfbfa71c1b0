"""The document that a user means by an id, its beginning, an address or a path."""

from __future__ import annotations

import sqlite3
from pathlib import Path, PurePath

from detente.errors import DetenteError

_AMBIGUOUS_SHOWN = 5


def find_page(connection: sqlite3.Connection, ref: str, ledger: Path) -> tuple[str | None, str]:
    """The locator that ``ref`` names and "", or None and the id of the document that it means.

    Raises:
        DetenteError: ``DOCUMENT_NOT_FOUND``, ``DOCUMENT_AMBIGUOUS``; ``ledger`` is named in them.
    """
    locator, ids = _find(connection, ref)
    if locator is not None:
        return locator, ""
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
            f"{ledger} holds no document {ref}.",
            "Give an id, an address or the path it was read from; `detente search` finds"
            " documents by their words.",
        )
    return None, ids[0]


def _find(connection: sqlite3.Connection, ref: str) -> tuple[str | None, list[str]]:
    """A locator that ``ref`` names, else the ids of the documents it may mean."""

    def column(query: str, value: str) -> list[str]:
        return [str(row[0]) for row in connection.execute(query, (value,))]

    one = column("SELECT id FROM documents WHERE id = ?", ref)
    if one:
        return None, one
    for locator in (ref, PurePath(ref).as_posix()):
        if column("SELECT locator FROM locators WHERE locator = ?", locator):
            return locator, []
    at = column("SELECT locator FROM locators WHERE url = ? ORDER BY locator", ref)
    documents = column("SELECT DISTINCT document FROM locators WHERE url = ?", ref)
    if len(documents) == 1:
        return at[0], []
    # every id that begins with `ref` sorts from `ref` up to the greatest character after it
    return None, documents or column(
        "SELECT id FROM documents WHERE id >= ?1 AND id < ?1 || char(1114111) AND ?1 <> ''"
        " ORDER BY id",
        ref,
    )

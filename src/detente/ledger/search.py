"""Full-text search: what users type as an FTS5 query, and ranked hits with snippets."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable

from detente.errors import DetenteError
from detente.ledger.rows import Rows

COLUMNS = (
    ("document", str),
    ("statement", str),
    ("date", str),
    ("publisher", str),
    ("title", str),
    ("locator", str),
    ("snippet", str),
)
# A word in the headline says more about the page than one in its body.
_TITLE_WEIGHT = 4.0
# FTS5 cuts a snippet to at most 64 words; 32 are two lines in a terminal.
_SNIPPET_WORDS = 32
# Enough for a pasted sentence; FTS5's parser refuses deep queries.
_MOST_TERMS = 64

_TERM = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')


def match_query(words: str) -> str:
    """The FTS5 query for what a user typed.

    All words must occur, in any order; ``"two words"`` are a phrase, ``sanction*`` is a
    beginning; ``OR`` between words and ``NOT`` before one are heeded. All else is taken as words.

    Raises:
        DetenteError: ``NO_WORDS`` where nothing can be searched for, ``TOO_MANY_WORDS``.
    """
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    excluded = False
    count = 0
    for phrase, mark, word in _TERM.findall(words):
        if word == "OR":
            groups.append(([], []))
        elif word == "NOT":
            excluded = True
        elif word != "AND" and (term := _term(word or phrase, mark)):
            groups[-1][excluded].append(term)
            excluded = False
            count += 1
    if count > _MOST_TERMS:
        raise DetenteError(
            "TOO_MANY_WORDS", f"{count} words are too many to search for.", "Search for fewer."
        )
    query = " OR ".join(_group(*group) for group in groups if group[0])
    if not query:
        raise DetenteError(
            "NO_WORDS",
            "There is no word to search for.",
            'Give words or a phrase, such as: enrichment "heavy water".',
        )
    return query


def search(
    connection: sqlite3.Connection,
    words: str,
    *,
    limit: int,
    marks: tuple[str, str],
    include_duplicates: bool,
) -> Rows:
    """Documents that hold the words, best first by BM25, each with its best place.

    That is a statement where one holds all the words (``statement`` is then its id), else the
    passage of the page; hits stand between the two ``marks``.
    """
    query = match_query(words)
    counted = "" if include_duplicates else "AND r.duplicate_of IS NULL"
    hits = connection.execute(
        "SELECT r.key, r.id, r.date, r.publisher, r.title, r.locator"
        " FROM documents_fts f JOIN document_rows r ON r.key = f.rowid"
        f" WHERE documents_fts MATCH ? {counted}"
        f" ORDER BY bm25(documents_fts, {_TITLE_WEIGHT}, 1.0), r.id LIMIT ?",
        (query, limit),
    ).fetchall()
    records = []
    for key, id, date, publisher, title, locator in hits:
        statement, snippet = _place(connection, query, key, id, marks)
        records.append((id, statement, date, publisher, title, locator, snippet))
    return Rows.of(COLUMNS, records)


def _place(
    connection: sqlite3.Connection, query: str, key: int, id: str, marks: tuple[str, str]
) -> tuple[str | None, str]:
    # a document's statements were stored together, so their keys are one run
    row = connection.execute(
        f"SELECT s.id, snippet(statements_fts, 0, ?, ?, '…', {_SNIPPET_WORDS})"
        " FROM statements_fts f JOIN statements s ON s.key = f.rowid"
        " WHERE statements_fts MATCH ? AND f.rowid BETWEEN"
        " (SELECT min(key) FROM statements WHERE document = ?) AND"
        " (SELECT max(key) FROM statements WHERE document = ?)"
        " ORDER BY bm25(statements_fts), s.ordinal LIMIT 1",
        (*marks, query, id, id),
    ).fetchone()
    if row is not None:
        return str(row[0]), str(row[1])
    row = connection.execute(
        f"SELECT snippet(documents_fts, -1, ?, ?, '…', {_SNIPPET_WORDS})"
        " FROM documents_fts WHERE documents_fts MATCH ? AND rowid = ?",
        (*marks, query, key),
    ).fetchone()
    return None, str(row[0])


def _group(wanted: Iterable[str], excluded: Iterable[str]) -> str:
    query = " AND ".join(wanted)
    without = " OR ".join(excluded)
    return f"(({query}) NOT ({without}))" if without else f"({query})"


def _term(text: str, mark: str) -> str:
    """``text`` quoted for FTS5, or nothing if it has no character that FTS5 indexes."""
    if not any(unicodedata.category(char)[0] in "LN" for char in text):
        return ""
    beginning = mark or text.endswith("*")
    # NUL would end the query early
    plain = text.replace('"', " ").replace("\0", " ").rstrip("*")
    return f'"{plain}"' + (" *" if beginning else "")

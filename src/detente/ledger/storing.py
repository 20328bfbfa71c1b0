"""From a Reading to the ledger's rows, and their removal. To be used inside a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from detente.document import Document, Span
from detente.ledger.frame_tables import FRAMES
from detente.ledger.look_ups import delete_look_ups, store_look_ups
from detente.ledger.storing_events import mark_stale, store_events
from detente.ledger.storing_frames import store_frames
from detente.record import Reading, Statement

# tables whose quotes are indexed for search
_QUOTED = ("statements", "events", *(frame.table for frame in FRAMES))


def store_reading(
    connection: sqlite3.Connection, reading: Reading, shingles: int, minhash: bytes
) -> int:
    """Write all rows of a document that is not in the ledger; returns its key.

    ``shingles`` and ``minhash`` are its body's; see ``near_duplicates``.
    """
    key = _store_document(connection, reading.document, shingles, minhash)
    _store_actors(connection, reading)
    _store_statements(connection, reading)
    store_events(connection, reading)
    store_frames(connection, reading)
    store_look_ups(connection, reading)
    # also a page without events may be what others are near-duplicates of
    mark_stale(connection)
    connection.execute(
        "INSERT INTO documents_fts (rowid, title, body)"
        " SELECT key, title, body FROM document_bodies WHERE key = ?",
        (key,),
    )
    for table in _QUOTED:
        connection.execute(
            f"INSERT INTO {table}_fts (rowid, quote)"
            f" SELECT key, quote FROM {table} WHERE document = ?",
            (reading.document.id,),
        )
    return key


def delete_reading(connection: sqlite3.Connection, id: str) -> None:
    """Remove all rows of a document, to which no locator may refer at the transaction's end."""
    # an external index forgets a row only if it is told the words it was given
    for table in _QUOTED:
        connection.execute(
            f"INSERT INTO {table}_fts ({table}_fts, rowid, quote)"
            f" SELECT 'delete', key, quote FROM {table} WHERE document = ?",
            (id,),
        )
    connection.execute(
        "INSERT INTO documents_fts (documents_fts, rowid, title, body)"
        " SELECT 'delete', b.key, b.title, b.body FROM document_bodies b"
        " JOIN documents d ON d.key = b.key WHERE d.id = ?",
        (id,),
    )
    delete_look_ups(connection, id)
    connection.execute("DELETE FROM documents WHERE id = ?", (id,))
    mark_stale(connection)


def _store_document(
    connection: sqlite3.Connection, document: Document, shingles: int, minhash: bytes
) -> int:
    published, part = document.published, document.part
    row = (
        document.id,
        document.url,
        document.publisher,
        document.title,
        document.dek,
        document.byline,
        published.date,
        published.precision,
        published.basis,
        *(published.window or (None, None)),
        document.genre,
        *((part.page, part.of) if part else (None, None)),
        document.language,
        shingles,
        minhash,
        document.text,
    )
    cursor = connection.execute(
        "INSERT INTO documents (id, url, publisher, title, dek, byline, published_date,"
        " published_precision, published_basis, published_from, published_to, genre, part_page,"
        f" part_of, language, shingles, signature, text) VALUES ({_places(row)})",
        row,
    )
    connection.executemany(
        "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?)",
        (
            (document.id, ordinal, paragraph.role, paragraph.start, paragraph.end, paragraph.dated)
            for ordinal, paragraph in enumerate(document.paragraphs)
        ),
    )
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)",
        (
            (document.id, ordinal, sentence.index, sentence.start, sentence.end, sentence.paragraph)
            for ordinal, sentence in enumerate(document.sentences)
        ),
    )
    return int(cursor.lastrowid or 0)


def _store_actors(connection: sqlite3.Connection, reading: Reading) -> None:
    connection.executemany(
        "INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                reading.document.id,
                actor.id,
                ordinal,
                actor.name,
                actor.kind,
                actor.state,
                actor.sector,
                actor.office,
                actor.as_of,
                int(actor.reference),
            )
            for ordinal, actor in enumerate(reading.actors)
        ),
    )


def _store_statements(connection: sqlite3.Connection, reading: Reading) -> None:
    connection.executemany(
        "INSERT INTO statements (id, document, ordinal, sentence, mode, quote, voice, confidence,"
        " nested_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                statement.id,
                statement.document,
                ordinal,
                statement.sentence,
                statement.mode,
                statement.quote,
                statement.voice,
                statement.confidence,
                statement.nested_in,
            )
            for ordinal, statement in enumerate(reading.statements)
        ),
    )
    connection.executemany(
        "INSERT INTO statement_spans VALUES (?, ?, ?, ?, ?, ?)",
        (
            (statement.id, role, ordinal, span[0], span[1], reading.document.quote(span))
            for statement in reading.statements
            for role, ordinal, span in _spans(statement)
        ),
    )
    connection.executemany(
        "INSERT INTO statement_speakers VALUES (?, ?, ?, ?)",
        (
            (statement.id, ordinal, statement.document, actor)
            for statement in reading.statements
            for ordinal, actor in enumerate(statement.speakers)
        ),
    )


def _spans(statement: Statement) -> Iterator[tuple[str, int, Span]]:
    roles = {
        "source": statement.source,
        "cue": statement.cue,
        "content": statement.content,
        "addressee": (statement.addressee,) if statement.addressee else (),
        "occasion": (statement.occasion,) if statement.occasion else (),
    }
    for role, spans in roles.items():
        for ordinal, span in enumerate(spans):
            yield role, ordinal, span


def _places(row: tuple[object, ...]) -> str:
    return ", ".join("?" * len(row))

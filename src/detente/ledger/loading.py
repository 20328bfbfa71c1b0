"""From the ledger's rows back to the records."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from detente.document import Document, Paragraph, Part, Published, Sentence, Span
from detente.ledger.loading_events import load_events
from detente.ledger.loading_frames import load_frames
from detente.ledger.look_ups import load_issues
from detente.record import Actor, Reading, Statement


def load_reading(connection: sqlite3.Connection, document: str) -> Reading:
    """The Reading of the stored document with this id, as read from its first locator."""
    return Reading(
        document=load_document(connection, document),
        statements=tuple(_statements(connection, document)),
        actors=tuple(
            Actor(id, name, kind, state, sector, office, as_of, bool(reference))
            for id, name, kind, state, sector, office, as_of, reference in connection.execute(
                "SELECT id, name, kind, state, sector, office, as_of, reference"
                " FROM actors WHERE document = ? ORDER BY ordinal",
                (document,),
            )
        ),
        events=tuple(load_events(connection, document)),
        **load_frames(connection, document),
    )


def load_document(connection: sqlite3.Connection, id: str) -> Document:
    """The stored document ``id``, as read from its first locator."""
    (text, url, publisher, title, dek, byline, *published, genre, page, of, language) = (
        connection.execute(
            "SELECT text, url, publisher, title, dek, byline, published_date,"
            " published_precision, published_basis, published_from, published_to,"
            " genre, part_page, part_of, language FROM documents WHERE id = ?",
            (id,),
        ).fetchone()
    )
    locator, fingerprint = connection.execute(
        "SELECT locator, fingerprint FROM locators WHERE document = ? ORDER BY locator LIMIT 1",
        (id,),
    ).fetchone()
    date, precision, basis, first, last = published
    return Document(
        id=id,
        locator=locator,
        fingerprint=fingerprint,
        text=text,
        paragraphs=tuple(
            Paragraph(*row)
            for row in connection.execute(
                "SELECT role, start_at, end_at, dated FROM paragraphs"
                " WHERE document = ? ORDER BY ordinal",
                (id,),
            )
        ),
        sentences=tuple(
            Sentence(*row)
            for row in connection.execute(
                "SELECT sentence, start_at, end_at, paragraph FROM sentences"
                " WHERE document = ? ORDER BY ordinal",
                (id,),
            )
        ),
        url=url,
        publisher=publisher,
        title=title,
        dek=dek,
        byline=byline,
        published=Published(date, precision, basis, None if first is None else (first, last)),
        genre=genre,
        part=None if page is None else Part(page, of),
        language=language,
    )


def _statements(connection: sqlite3.Connection, id: str) -> Iterable[Statement]:
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for statement, role, start, end in connection.execute(
        "SELECT f.statement, f.role, f.start_at, f.end_at FROM statement_spans f"
        " JOIN statements s ON s.id = f.statement WHERE s.document = ?"
        " ORDER BY f.statement, f.role, f.ordinal",
        (id,),
    ):
        spans[statement, role].append(Span(start, end))
    speakers: dict[str, list[str]] = defaultdict(list)
    for statement, actor in connection.execute(
        "SELECT p.statement, p.actor FROM statement_speakers p"
        " JOIN statements s ON s.id = p.statement WHERE s.document = ?"
        " ORDER BY p.statement, p.ordinal",
        (id,),
    ):
        speakers[statement].append(actor)
    issues = load_issues(connection, "statement", id)
    for statement, sentence, mode, quote, voice, confidence, nested_in in connection.execute(
        "SELECT id, sentence, mode, quote, voice, confidence, nested_in"
        " FROM statements WHERE document = ? ORDER BY ordinal",
        (id,),
    ):
        yield Statement(
            id=statement,
            document=id,
            sentence=sentence,
            mode=mode,
            source=tuple(spans[statement, "source"]),
            cue=tuple(spans[statement, "cue"]),
            content=tuple(spans[statement, "content"]),
            quote=quote,
            voice=voice,
            confidence=confidence,
            speakers=tuple(speakers[statement]),
            addressee=next(iter(spans[statement, "addressee"]), None),
            occasion=next(iter(spans[statement, "occasion"]), None),
            nested_in=nested_in,
            issues=issues.get(statement, ()),
        )

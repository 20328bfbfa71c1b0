"""Readings made up for the ledger's tests: some by a seed, some from given paragraphs."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import replace

from detente.document import (
    Document,
    Paragraph,
    Published,
    Role,
    Sentence,
    Span,
    content_id,
)
from detente.ledger import Ledger
from detente.ledger.frame_tables import FRAMES, ISSUED
from detente.record import Actor, Reading, Statement

FULL_TEXT = tuple(
    f"{table}_fts"
    for table in ("documents", "statements", "events", *(frame.table for frame in FRAMES))
)
STATES = {"Norland": "NOR", "Sudovia": "SDN", "Westmark": "USA", "Ostreich": "RUS"}
WORDS = re.findall(
    r"\w+",
    "the envoy talks border treaty missile inspectors ceasefire minister ports grain convoy "
    "harbour sanctions delegation river bridge cabinet army parliament proposal draft clause "
    "summit visit winter spring deadline observers prisoners exchange fuel pipeline cable "
    "island fishermen tariff currency loan election ballot radio broadcast rumour protest",
)


def fingerprint(text: str) -> str:
    """The SHA-256 of a page's bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(
    paragraphs: Sequence[tuple[Role, str]],
    locator: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    date: str | None = None,
    url: str | None = None,
) -> Document:
    """A document with these paragraphs, one sentence each."""
    spans, at = [], 0
    for _, text in paragraphs:
        spans.append((at, at + len(text)))
        at += len(text) + 2
    text = "\n\n".join(text for _, text in paragraphs)
    return Document(
        id=content_id("d", text),
        locator=locator,
        fingerprint=fingerprint(f"{title} {publisher} {date} {url} {text}"),
        text=text,
        paragraphs=tuple(
            Paragraph(role, start, end)
            for (role, _), (start, end) in zip(paragraphs, spans, strict=True)
        ),
        sentences=tuple(
            Sentence(index, start, end, index) for index, (start, end) in enumerate(spans)
        ),
        url=url,
        publisher=publisher,
        title=title,
        published=Published(date, "day", "metadata") if date else Published(),
    )


def reading_of(document: Document) -> Reading:
    """The document with a statement for each paragraph "X said that …" or "X told …"."""
    statements, actors = [], {}
    for index, paragraph in enumerate(document.paragraphs):
        text = document.text[paragraph.start : paragraph.end]
        cue = next((cue for cue in (" said ", " told ", " fears ") if cue in text), None)
        if cue is None:
            continue
        at = paragraph.start + text.index(cue)
        name = document.text[paragraph.start : at]
        actor = Actor(content_id("a", name), name, "person", state=STATES.get(name.split()[-1]))
        actors[actor.id] = actor
        end = paragraph.end - text.endswith(".")
        statements.append(
            Statement(
                id=content_id("s", document.id, paragraph.start, end),
                document=document.id,
                sentence=index,
                mode="attitude" if cue == " fears " else "indirect",
                source=(Span(paragraph.start, at),),
                cue=(Span(at + 1, at + len(cue) - 1),),
                content=(Span(at + len(cue), end),),
                quote=document.text[paragraph.start : end],
                confidence=0.75,
                speakers=(actor.id,),
            )
        )
    return Reading(document, tuple(statements), tuple(actors.values()))


def story(seed: int, paragraphs: int = 20, statements: int = 15) -> list[tuple[Role, str]]:
    """Made-up paragraphs, the first ``statements`` of them attributions."""
    chance = random.Random(seed)
    lines: list[tuple[Role, str]] = [("title", _words(chance, 8))]
    for number in range(paragraphs):
        said = f"Envoy {chance.choice(sorted(STATES))} said that " if number < statements else ""
        lines.append(("body", f"{said}{_words(chance, 35)}."))
    lines.append(("furniture", "Follow us and share this page."))
    return lines


def page(seed: int, locator: str | None = None, **fields: str) -> Reading:
    """A Reading made by a seed alone, dated in 2001 to 2024."""
    date = f"{2001 + seed % 24}-{1 + seed % 12:02}-{1 + seed % 28:02}"
    settings = {"title": f"Story {seed}", "publisher": f"Paper {seed % 5}", "date": date, **fields}
    return reading_of(document_of(story(seed), locator or f"pages/{seed:05}.html", **settings))


def at(reading: Reading, locator: str, **fields: str) -> Reading:
    """The same page read from another place, with other metadata if given."""
    document = replace(reading.document, locator=locator, **fields)  # type: ignore[arg-type]
    return replace(reading, document=document)


def cut(reading: Reading, leave_out: Sequence[int], locator: str) -> Reading:
    """The same story without some of its paragraphs and under another title."""
    document = reading.document
    lines = [
        (paragraph.role, document.text[paragraph.start : paragraph.end])
        for index, paragraph in enumerate(document.paragraphs)
        if index not in leave_out
    ]
    return reading_of(document_of(lines, locator, title="Cut short", date=document.published.date))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def indexes_are_whole(ledger: Ledger) -> None:
    """Fail unless the full-text indexes and the signature bands fit the rows."""
    connection = ledger._connection
    for index in FULL_TEXT:
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    stray = "SELECT 1 FROM minhash_bands WHERE document NOT IN (SELECT key FROM documents)"
    assert connection.execute(stray).fetchall() == []
    for kind, table in ISSUED.items():
        for look_up in ("row_issues", "row_states"):
            stray = (
                f"SELECT 1 FROM {look_up} WHERE kind = ? AND row NOT IN (SELECT key FROM {table})"
            )
            assert connection.execute(stray, (kind,)).fetchall() == []

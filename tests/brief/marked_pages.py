"""Pages made up for the brief's tests, from marked paragraphs and the people in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from detente.document import Document, Paragraph, Published, Span, content_id
from detente.evaluation.gold import parse_marked
from detente.ledger import Ledger
from detente.reading.sentences import split_sentences
from detente.record import Actor, ActorKind, Mode, Reading, Statement


def who(
    name: str,
    state: str | None,
    office: str | None = None,
    *,
    kind: ActorKind = "person",
    sector: str | None = "government",
    reference: bool = False,
) -> Actor:
    """An actor; by default a member of a government."""
    return Actor(
        content_id("a", kind, name, state),
        name,
        kind,
        state,
        sector,
        office,
        reference=reference,
    )


LAVROV = who("Sergei Lavrov", "RUS", "foreign minister")
PUTIN = who("Vladimir Putin", "RUS", "president")
KREMLIN = who("Russia", "RUS", kind="government", reference=True)
RUSSIAN_OFFICIALS = who("Russian officials", "RUS", kind="unnamed")
BLINKEN = who("Antony Blinken", "USA", "secretary of state")
WHITE_HOUSE = who("United States", "USA", kind="government", reference=True)
MACRON = who("Emmanuel Macron", "FRA", "president")
NOBODY = who("one of them", None, kind="unresolved", sector=None)


def page(
    date: str | None,
    marked: str,
    speakers: Mapping[int, Actor | Sequence[Actor]],
    *,
    modes: Mapping[int, Mode] | None = None,
    confidence: Mapping[int, float] | None = None,
    **fields: Any,
) -> Reading:
    """A page whose statements are marked as ``{s1:He} {c1:said} {q1:so}``.

    Args:
        date: when it was published, to the day, month or year, or None.
        marked: paragraphs, parted by blank lines.
        speakers: by the number of the statement.
        modes: ``indirect`` where nothing is given.
        confidence: 0.9 where nothing is given.
        fields: of the document.
    """
    passage = parse_marked("page", marked)
    document = _document(passage.text, date, fields)
    ids = {s.number: content_id("s", document.id, s.number) for s in passage.statements}
    statements, actors = [], {}
    for gold in passage.statements:
        given = speakers.get(gold.number, ())
        named = [given] if isinstance(given, Actor) else list(given)
        actors.update({actor.id: actor for actor in named})
        spans = gold.attribution
        every = [Span(*span) for span in (*spans.source, *spans.cue, *spans.content)]
        cue = Span(*spans.cue[0])
        statements.append(
            Statement(
                id=ids[gold.number],
                document=document.id,
                sentence=sum(one.start <= cue.start for one in document.sentences) - 1,
                mode=(modes or {}).get(gold.number, "indirect"),
                source=tuple(Span(*span) for span in spans.source),
                cue=tuple(Span(*span) for span in spans.cue),
                content=tuple(Span(*span) for span in spans.content),
                quote=document.text[min(every).start : max(span.end for span in every)],
                confidence=(confidence or {}).get(gold.number, 0.9),
                speakers=tuple(actor.id for actor in named),
                nested_in=ids[gold.nested_in] if gold.nested_in else None,
            )
        )
    return Reading(document, tuple(statements), tuple(actors.values()))


def with_statement(reading: Reading, number: int, **changes: Any) -> Reading:
    """The page with one statement, by its place from 0, changed."""
    statements = list(reading.statements)
    statements[number] = replace(statements[number], **changes)
    return replace(reading, statements=tuple(statements))


def ledger_of(folder: Path, *readings: Reading) -> Ledger:
    """A ledger in a folder that holds these pages."""
    ledger = Ledger(folder / "ledger.detente", create=True)
    for reading in readings:
        ledger.add(reading, "1")
    return ledger


def _document(text: str, date: str | None, fields: Mapping[str, Any]) -> Document:
    paragraphs, at = [], 0
    for line in text.split("\n\n"):
        paragraphs.append(Paragraph("body", at, at + len(line)))
        at += len(line) + 2
    precision = {4: "year", 7: "month", 10: "day"}[len(date)] if date else "unknown"
    published = Published(date, cast(Any, precision), "metadata" if date else "unknown")
    id = content_id("d", text)
    document = Document(
        id=id,
        locator=f"pages/{id[2:8]}.html",
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        paragraphs=tuple(paragraphs),
        sentences=split_sentences(text, tuple(paragraphs)),
        title=f"Page of {date}",
        publisher="The Courier",
        published=published,
    )
    return replace(document, **fields)


MARCH = page(
    "2021-03-02",
    "{s1:Sergei Lavrov, the foreign minister,} {c1:told} reporters in Moscow {q1:that Washington"
    " had broken its word}.\n\n{s2:He} {c2:said} {q2:the harvest would be good}.",
    {1: LAVROV, 2: LAVROV},
    url="https://courier.example/march",
)
MAY = page(
    "2021-05-20",
    "{q1:“We seek a predictable relationship,”} {s1:Antony Blinken} {c1:said}, {q1:“and Russia"
    " knows it.”}\n\n{s2:The White House} {c2:announced} {q2:a new envoy for the Arctic}.",
    {1: BLINKEN, 2: WHITE_HOUSE},
    modes={1: "direct"},
)

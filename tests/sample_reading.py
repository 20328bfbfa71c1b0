"""A made-up page with three statements, one of them nested, hostile text, and on demand events."""

from __future__ import annotations

from dataclasses import replace

from detente.document import Document, Paragraph, Part, Published, Role, Sentence, Span, content_id
from detente.record import Actor, Event, EventDate, Place, Reading, Statement

PARAGRAPHS: tuple[tuple[Role, str], ...] = (
    ("title", "Eight hours \x1b[31min Geneva"),
    ("dek", "No closer [bold]on the islands[/bold]"),
    (
        "body",
        "“We will not wait,” Ada Lind told reporters, adding that the generals fear a new war."
        " Moscow\u202e denied it.",
    ),
    ("furniture", "Follow us"),
    ("update", "UPDATE, Jan. 12: The council met."),
)


def sample_reading(locator: str = "pages/lind.html") -> Reading:
    """The Reading of the made-up page, as read from ``locator``."""
    document = _document(locator)

    def span(words: str) -> Span:
        start = document.text.index(words)
        return Span(start, start + len(words))

    def statement(number: int, source: str, cue: str, content: str, quote: str) -> Statement:
        return Statement(
            id=content_id("s", document.id, number),
            document=document.id,
            sentence=2,
            mode=("direct", "indirect", "attitude")[number - 1],
            source=(span(source),),
            cue=(span(cue),),
            content=(span(content),),
            quote=quote,
            confidence=0.9,
            speakers=("a-generals",) if number == 3 else ("a-lind",),
            addressee=span("reporters") if number == 1 else None,
            nested_in=content_id("s", document.id, 2) if number == 3 else None,
        )

    said = "“We will not wait,” Ada Lind told reporters"
    fear = "the generals fear a new war"
    return Reading(
        document,
        (
            statement(1, "Ada Lind", "told", "“We will not wait,”", said),
            statement(
                2,
                "Ada Lind",
                "adding",
                f"that {fear}",
                f"Ada Lind told reporters, adding that {fear}",
            ),
            statement(3, "the generals", "fear", "a new war", fear),
        ),
        (
            Actor("a-lind", "Ada Lind", "person", "NOR", "government", "envoy", None, True),
            Actor("a-generals", "the generals", "unnamed"),
        ),
    )


def eventful_reading(locator: str = "pages/lind.html") -> Reading:
    """The same with three events: one feared by a speaker, one of two parties, one with a place."""
    reading = sample_reading(locator)
    document = reading.document
    denies, meets = document.sentences[2], document.sentences[4]

    def span(words: str) -> Span:
        start = document.text.index(words)
        return Span(start, start + len(words))

    war = Event(
        id=content_id("e", document.id, 1),
        document=document.id,
        sentence=denies.index,
        type="ASSAULT",
        mode=None,
        quad=4,
        score=-9.0,
        modality="feared",
        certainty=0.5,
        trigger=span("a new war"),
        actor_spans=(),
        recipient_spans=(),
        quote=document.quote((denies.start, denies.end)),
        voice="speaker",
        confidence=0.8,
        date=EventDate(None, None, "unresolved", "document"),
        statement=content_id("s", document.id, 3),
    )
    denial = replace(
        war,
        id=content_id("e", document.id, 2),
        type="REJECT",
        quad=3,
        score=-2.0,
        modality="actual",
        certainty=3.0,
        trigger=span("denied"),
        actor_spans=(span("Moscow"),),
        recipient_spans=(span("Ada Lind"),),
        voice="reporter",
        actors=("a-moscow",),
        recipients=("a-lind",),
        date=EventDate("2022-01-10", "2022-01-10", "day", "document"),
        statement=None,
    )
    meeting = replace(
        denial,
        id=content_id("e", document.id, 3),
        sentence=meets.index,
        type="CONSULT",
        mode="multilateral",
        quad=1,
        score=4.0,
        trigger=span("met"),
        actor_spans=(span("The council"),),
        recipient_spans=(),
        quote=document.quote((meets.start, meets.end)),
        actors=(),
        recipients=(),
        date=EventDate("2022-01-12", "2022-01-12", "day", "text", span("Jan. 12")),
        place=Place("Geneva", "CHE", "Geneva", span("Geneva"), None, True),
    )
    moscow = Actor("a-moscow", "Russia", "government", "RUS")
    return replace(reading, actors=(*reading.actors, moscow), events=(war, denial, meeting))


def _document(locator: str) -> Document:
    spans, at = [], 0
    for _, text in PARAGRAPHS:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 2
    text = "\n\n".join(text for _, text in PARAGRAPHS)
    return Document(
        id=content_id("d", text),
        locator=locator,
        fingerprint="0" * 64,
        text=text,
        paragraphs=tuple(
            Paragraph(role, *span, dated="2022-01-12" if role == "update" else None)
            for (role, _), span in zip(PARAGRAPHS, spans, strict=True)
        ),
        sentences=tuple(Sentence(index, *span, index) for index, span in enumerate(spans)),
        url="https://courier.example/lind",
        publisher="The Courier",
        title=PARAGRAPHS[0][1],
        published=Published("2022-01-10", "day", "text"),
        part=Part(1, 2),
    )

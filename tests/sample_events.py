"""Made-up documents of one or more paragraphs, and events with the triggers one names."""

from __future__ import annotations

from detente.document import Document, Paragraph, Published, Sentence, Span, content_id
from detente.reading.sentences import split_sentences
from detente.record import Event, EventType, Modality


def sample_document(
    *paragraphs: str, published: str | Published | None = None, dated: str | None = None
) -> Document:
    """A document of body paragraphs, split into sentences; ``dated`` makes the last an update."""
    text = "\n\n".join(paragraphs)
    made: list[Paragraph] = []
    start = 0
    for number, words in enumerate(paragraphs):
        last = number == len(paragraphs) - 1
        is_update = last and dated is not None
        made.append(
            Paragraph(
                "update" if is_update else "body",
                start,
                start + len(words),
                dated if is_update else None,
            )
        )
        start += len(words) + 2
    return Document(
        id=content_id("d", text),
        locator="made-up.txt",
        fingerprint="0" * 64,
        text=text,
        paragraphs=tuple(made),
        sentences=split_sentences(text, tuple(made)),
        published=_published(published),
    )


def _published(published: str | Published | None) -> Published:
    if isinstance(published, Published):
        return published
    if published is None:
        return Published()
    return Published(published, "day", "metadata", (published, published))


def sample_event(
    document: Document,
    trigger: str,
    modality: Modality = "actual",
    type_: EventType = "CONSULT",
) -> Event:
    """An event at the first place where the document has the words of its trigger."""
    start = document.text.index(trigger)
    sentence = _sentence_at(document, start)
    return Event(
        id=content_id("e", document.id, start, type_),
        document=document.id,
        sentence=sentence.index,
        type=type_,
        mode=None,
        quad=1,
        score=1.0,
        modality=modality,
        certainty=3.0,
        trigger=Span(start, start + len(trigger)),
        actor_spans=(),
        recipient_spans=(),
        quote=document.quote((sentence.start, sentence.end)),
    )


def _sentence_at(document: Document, start: int) -> Sentence:
    return next(item for item in document.sentences if item.start <= start < item.end)

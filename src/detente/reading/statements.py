"""Statements: who said, thinks, fears or intends what, with verbatim spans and two layers.

The encoder tags the outermost attributions and, in a second layer, those inside their content;
this step decodes both and makes records of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.document import Document, Span, content_id
from detente.reading.confidence import calibrated
from detente.reading.decode import Found, Range, link_spans, stack, tagged_spans, viterbi
from detente.reading.encoder import Encoded, Encoder
from detente.reading.modes import statement_mode
from detente.reading.occasions import addressee_of, occasion_of, without_called
from detente.record import Statement


@dataclass(frozen=True, slots=True)
class _Draft:
    """An attribution in characters, before it is a record."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


def find_statements(
    document: Document, windows: Sequence[Encoded], encoder: Encoder
) -> tuple[Statement, ...]:
    """The statements of a document in text order, ``speakers`` not yet resolved.

    ``windows`` are the document's, as ``encoder.read`` gives them. A nested statement follows the
    one that holds it and carries its id in ``nested_in``.
    """
    starts = [sentence.start for sentence in document.sentences]
    outer, nested = (
        [_told_of(document, draft) for draft in _drafts(windows, encoder, layer)]
        for layer in ("outer", "nested")
    )
    statements: list[Statement] = []
    for draft in outer:
        holder = _record(document, starts, draft, None)
        statements.append(holder)
        statements += [
            _record(document, starts, inner, holder.id) for inner in nested if _holds(draft, inner)
        ]
    return tuple({item.id: item for item in statements}.values())


def _drafts(windows: Sequence[Encoded], encoder: Encoder, layer: str) -> Iterator[_Draft]:
    if not windows:
        return
    crf = encoder.outer if layer == "outer" else encoder.nested
    scores = [item.tags if layer == "outer" else item.nested_tags for item in windows]
    paths = viterbi(stack(scores), [len(item) for item in scores], crf)
    for window, emissions, path in zip(windows, scores, paths, strict=True):
        spans = tagged_spans(path, emissions)
        for found in link_spans(spans, window.vectors, encoder.links):
            yield _Draft(
                _characters(window, [found.source.words] if found.source else []),
                _characters(window, [found.cue.words]),
                _characters(window, [content.words for content in found.contents]),
                _confidence(found, encoder.calibration),
            )


def _told_of(document: Document, draft: _Draft) -> _Draft:
    """The draft, its source without those who are spoken to."""
    source = tuple(without_called(document.text, span) for span in draft.source)
    return replace(draft, source=source)


def _characters(window: Encoded, ranges: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(Span(int(window.starts[low]), int(window.ends[high])) for low, high in ranges)


def _confidence(found: Found, coefficients: Sequence[float]) -> float:
    """Probability that the statement is right by the lenient measure.

    It is fitted to the chance of the weakest span times that of the links.
    """
    spans = [found.cue, *found.contents] + ([found.source] if found.source else [])
    chance = min(span.probability for span in spans) * found.link
    return calibrated(chance, coefficients)


def _holds(outer: _Draft, inner: _Draft) -> bool:
    cue = inner.cue[0]
    return any(span.start <= cue.start and cue.end <= span.end for span in outer.content)


def _record(
    document: Document, starts: Sequence[int], draft: _Draft, holder: str | None
) -> Statement:
    spans = [*draft.source, *draft.cue, *draft.content]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Statement(
        id=content_id("s", document.id, draft.source, draft.cue, draft.content, holder or ""),
        document=document.id,
        sentence=max(bisect_right(starts, draft.cue[0].start) - 1, 0),
        mode=statement_mode(document.text, draft.cue, draft.content),
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        quote=document.quote(whole),
        confidence=draft.confidence,
        addressee=addressee_of(document.text, draft.cue[0], draft.content),
        occasion=occasion_of(document.text, draft.cue[0], draft.content),
        nested_in=holder,
    )

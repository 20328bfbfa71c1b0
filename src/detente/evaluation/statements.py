"""``evaluate statements``: exact-span and token F1, and whole attributions, strict and lenient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.document import Document, Paragraph, Span
from detente.errors import DetenteError
from detente.evaluation.gold import in_test, read_pages, read_passages
from detente.evaluation.measures import Counts, Report
from detente.evaluation.polnear import Attribution, read_articles
from detente.reading.encoder import Encoder
from detente.reading.sentences import split_sentences
from detente.reading.statements import find_statements

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ROLES = ("source", "cue", "content")
Matches = Callable[[Attribution, Attribution], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its gold: outermost attributions, and nested ones where they are marked."""

    text: str
    outer: Sequence[Attribution]
    nested: Sequence[Attribution] | None = None


def read_cases(data: Path) -> Iterator[Case]:
    """The cases of a PolNeAR folder, a folder of pages with gold, or marked passages' test part."""
    if data.is_dir() and any(data.glob("*.gold.json")):
        for page in read_pages(data):
            yield Case(page.text, page.outer(), page.nested())
    elif data.is_dir():
        for article in read_articles(data):
            yield Case(article.text, article.attributions)
    elif data.suffix == ".jsonl" and data.is_file():
        for passage in read_passages(data):
            if in_test(passage.id):
                yield Case(passage.text, passage.outer(), passage.nested())
    else:
        raise DetenteError(
            "DATA_NOT_FOUND",
            f"{data} is no PolNeAR folder, no folder of *.gold.json and no JSONL of marked text.",
            "See evals/gold/README.md for the format.",
        )


def plain_document(text: str) -> Document:
    """A text as it stands, each non-empty line a body paragraph: nothing is cleaned away."""
    paragraphs, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph("body", place, place + len(line)))
        place += len(line) + 1
    return Document(
        id="d-plain",
        locator="",
        fingerprint="",
        text=text,
        paragraphs=tuple(paragraphs),
        sentences=split_sentences(text, paragraphs),
    )


def evaluate_statements(data: Path, encoder: Encoder | None = None) -> Report:
    """Score the statements step on gold; nested statements too where the gold marks them.

    Spans are counted once a document and role, a span being one contiguous fragment. An
    attribution is a strict hit if all of its spans are exact, a lenient hit if cue and source
    overlap (or neither has a source) and the contents' characters have a Jaccard index of 0.5
    or more; hits are paired one to one.
    """
    encoder = encoder or Encoder()
    tally: dict[str, Counts] = {}
    number = 0
    for case in read_cases(data):
        number += 1
        outer, nested = _predict(case.text, encoder)
        _count(tally, case.text, case.outer, outer, "")
        if case.nested is not None:
            _count(tally, case.text, case.nested, nested, "nested_")
    if not number:
        raise DetenteError("DATA_EMPTY", f"{data} holds no gold.", "Name a folder with texts.")
    scores = {name: round(counts.f1, 4) for name, counts in tally.items()}
    return {"task": "statements", "data": str(data), "n": number, "scores": scores}


def _predict(text: str, encoder: Encoder) -> tuple[list[Attribution], list[Attribution]]:
    outer: list[Attribution] = []
    nested: list[Attribution] = []
    document = plain_document(text)
    for item in find_statements(document, encoder.read(document), encoder):
        (nested if item.nested_in else outer).append(
            Attribution(item.source, item.cue, item.content)
        )
    return outer, nested


def _count(
    tally: dict[str, Counts],
    text: str,
    gold: Sequence[Attribution],
    predicted: Sequence[Attribution],
    prefix: str,
) -> None:
    tokens = [match.start() for match in _TOKEN.finditer(text)]
    for role in _ROLES:
        wanted, found = _spans(gold, role), _spans(predicted, role)
        tally.setdefault(f"{prefix}{role}_exact_f1", Counts()).add(
            len(wanted & found), len(found), len(wanted)
        )
        inside, said = _tokens(wanted, tokens), _tokens(found, tokens)
        tally.setdefault(f"{prefix}{role}_token_f1", Counts()).add(
            len(inside & said), len(said), len(inside)
        )
    for name, matches in (("strict_f1", strict_match), ("lenient_f1", lenient_match)):
        tally.setdefault(prefix + name, Counts()).add(
            pair_up(gold, predicted, matches), len(predicted), len(gold)
        )


def _spans(items: Iterable[Attribution], role: str) -> set[Span]:
    return {span for item in items for span in getattr(item, role)}


def _tokens(spans: Iterable[Span], tokens: Sequence[int]) -> set[int]:
    return {start for span in spans for start in tokens if span.start <= start < span.end}


def strict_match(gold: Attribution, predicted: Attribution) -> bool:
    """True if source, cue and content have exactly the same fragments."""
    return gold == predicted


def lenient_match(gold: Attribution, predicted: Attribution) -> bool:
    """True if cues and sources overlap and the contents' character Jaccard is 0.5 or more."""
    if not _overlap(gold.cue, predicted.cue):
        return False
    if (gold.source or predicted.source) and not _overlap(gold.source, predicted.source):
        return False
    wanted, found = _characters(gold.content), _characters(predicted.content)
    return len(wanted & found) >= 0.5 * len(wanted | found)


def _overlap(left: Iterable[Span], right: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in left for other in right)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def pair_up(gold: Sequence[Attribution], predicted: Sequence[Attribution], matches: Matches) -> int:
    """How many gold attributions find a predicted one of their own, in reading order."""
    left = list(predicted)
    hits = 0
    for item in gold:
        match = next((other for other in left if matches(item, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits

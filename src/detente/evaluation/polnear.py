"""Read PolNeAR: news articles with stand-off (brat) attributions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.document import Span
from detente.errors import DetenteError

_SPAN = re.compile(r"^(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t")
_RELATION = re.compile(r"^E\d+\t(Attribution\S*?):T\d+ (.+)$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, cue and content, each as contiguous fragments in reading order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's text and its outermost attributions."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def join_fragments(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort fragments and join those with nothing but white space between them.

    brat breaks a span at line ends; a fragment in the sense of the measures is contiguous text.
    """
    joined: list[Span] = []
    for span in sorted(set(spans)):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def read_articles(folder: Path) -> Iterator[Article]:
    """The articles of a PolNeAR folder (``text/`` beside ``attributions/``), by name.

    Where an article has several annotators, the first by file name counts. An article without
    an annotation file is left out.

    Raises:
        DetenteError: ``DATA_NOT_FOUND`` where the folder has no ``text/`` and ``attributions/``.
    """
    texts, annotations = folder / "text", folder / "attributions"
    if not texts.is_dir() or not annotations.is_dir():
        raise DetenteError(
            "DATA_NOT_FOUND",
            f"{folder} is no PolNeAR folder: it has no text/ beside attributions/.",
            "Name the folder train or dev of the corpus.",
        )
    by_article: dict[str, Path] = {}
    for path in sorted(annotations.glob("*.ann")):
        by_article.setdefault(path.stem.rpartition("_")[0], path)
    for path in sorted(texts.glob("*.txt")):
        annotation = by_article.get(path.stem)
        if annotation is None:
            continue
        with path.open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        with annotation.open(encoding="utf-8", newline="") as handle:
            attributions = tuple(_attributions(text, handle.read()))
        yield Article(path.stem, text, attributions)


def _attributions(text: str, annotation: str) -> Iterator[Attribution]:
    spans: dict[str, list[Span]] = {}
    relations: list[str] = []
    for line in annotation.splitlines():
        if found := _SPAN.match(line):
            fragments = (part.split() for part in found[3].split(";"))
            spans[found[1]] = [Span(int(start), int(end)) for start, end in fragments]
        elif relation := _RELATION.match(line):
            relations.append(relation[2])
    for relation_arguments in relations:
        roles: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for argument in relation_arguments.split():
            role, _, key = argument.partition(":")
            roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(key, ()))
        if roles["Cue"] or roles["Content"]:
            yield Attribution(
                join_fragments(text, roles["Source"]),
                join_fragments(text, roles["Cue"]),
                join_fragments(text, roles["Content"]),
            )

"""Measure cleaning: the article text that is read against gold text, shingle by shingle."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from lxml import etree

from detente.document import READ_ROLES, Document, RawPage
from detente.errors import DetenteError
from detente.evaluation.measures import Report
from detente.reading.clean import clean
from detente.sources import read_sources

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4
_SUFFIXES = ("", ".html", ".html.gz", ".htm", ".htm.gz")
# Elements whose text no reader sees.
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
# Elements that begin and end a line when a page is turned into plain text.
_BLOCKS = """
    address article aside blockquote body br button caption dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p
    pre section select summary table tbody td tfoot th thead tr ul
"""
_LINES = frozenset(_BLOCKS.split())


class Match(NamedTuple):
    """Shares of true positive, false positive and missed shingles; they sum to 1, or are all 0."""

    hit: float
    extra: float
    missed: float


class GoldPage(NamedTuple):
    """A page's HTML file and the article text that should be read from it."""

    path: Path
    text: str


def evaluate_pages(data: Path, flattened: bool = False) -> Report:
    """Clean every page of ``data`` and score the text that is read (``f1 precision recall``).

    With ``flattened``, each page is first reduced to plain lines, and cleaned from those alone.
    The gold texts are article bodies, with a standfirst where there is one and without headline:
    so the title is left out of what is scored. A page that is rejected counts as nothing found.

    Raises:
        DetenteError: ``DATA_NOT_FOUND`` where ``data`` holds no pages with gold text.
    """
    pages = list(read_gold(data))
    matches = [match_shingles(page.text, _found(page.path, flattened)) for page in pages]
    return Report(task="pages", data=str(data), n=len(pages), scores=score_matches(matches))


def _found(path: Path, flattened: bool) -> str:
    page = next(iter(read_sources([path])), None)
    if not isinstance(page, RawPage):
        return ""
    if flattened:
        page = replace(page, kind="text", text="\n".join(flatten(page.text)))
    try:
        return body_text(clean(page))
    except DetenteError:
        return ""


def body_text(document: Document) -> str:
    """The paragraphs that are read, but for the title, one a line."""
    return "\n".join(
        document.text[paragraph.start : paragraph.end]
        for paragraph in document.paragraphs
        if paragraph.role in READ_ROLES and paragraph.role != "title"
    )


def match_shingles(gold: str, found: str) -> Match:
    """Match the 4-word shingles of two texts, counted with their repetitions.

    The counts are divided by their sum, so that long texts weigh no more than short ones
    (``string_shingle_matching`` of the article-extraction-benchmark, Scrapinghub 2019).
    """
    wanted, got = _shingles(gold), _shingles(found)
    hit = sum((wanted & got).values())
    extra = sum((got - wanted).values())
    missed = sum((wanted - got).values())
    total = hit + extra + missed or 1
    return Match(hit / total, extra / total, missed / total)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    # A text of one to three words is one shorter shingle; an empty one has none.
    words = _TOKEN.findall(text)
    if not words:
        return Counter()
    starts = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[start : start + _SHINGLE]) for start in starts)


def score_matches(matches: Iterable[Match]) -> dict[str, float]:
    """Precision, recall (each the mean over pages) and F1, the harmonic mean of the two means.

    Pages where nothing was found do not count towards precision, nor pages without gold text
    towards recall (``metrics_from_tp_fp_fns`` of the same benchmark).
    """
    pages = list(matches)
    precisions = [m.hit / (m.hit + m.extra) for m in pages if m.hit + m.extra > 0]
    recalls = [m.hit / (m.hit + m.missed) for m in pages if m.hit + m.missed > 0]
    precision = fmean(precisions) if precisions else 0.0
    recall = fmean(recalls) if recalls else 0.0
    both = precision + recall
    return {
        "f1": 2 * precision * recall / both if both else 0.0,
        "precision": precision,
        "recall": recall,
    }


def flatten(html: str) -> list[str]:
    """The lines of text a page shows, one a block element, as a plain copy of it would have them.

    Navigation, captions and footers stay; scripts and styles go. White space is single spaces.
    """
    # Bytes, because lxml refuses a str that declares an encoding.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    if root is None:
        return []
    lines = [" ".join(line.split()) for line in "".join(_pieces(root)).split("\n")]
    return [line for line in lines if line]


def _pieces(root: etree._Element) -> Iterator[str]:
    # Source line ends are white space like any other: only elements break lines.
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        breaks = element.tag in _LINES
        if event == "end":
            yield ("\n" if breaks else "") + " ".join((element.tail or "").split("\n"))
        elif element.tag in _UNSEEN:
            walk.skip_subtree()
        else:
            yield ("\n" if breaks else "") + " ".join((element.text or "").split("\n"))


def read_gold(data: Path) -> Iterator[GoldPage]:
    """The pages of a folder that has ``gold.jsonl`` beside ``html/``, or of folders in it.

    Raises:
        DetenteError: ``DATA_NOT_FOUND`` where there is no such folder or a page is missing.
    """
    folders = (
        [data]
        if (data / "gold.jsonl").is_file()
        else sorted(data.iterdir())
        if data.is_dir()
        else []
    )
    folders = [folder for folder in folders if (folder / "gold.jsonl").is_file()]
    if not folders:
        raise DetenteError(
            "DATA_NOT_FOUND",
            f"{data} is no page folder: it has no gold.jsonl beside html/.",
            "Name a folder with both, or one that holds such folders.",
        )
    for folder in folders:
        with (folder / "gold.jsonl").open(encoding="utf-8") as handle:
            for row in map(json.loads, filter(str.strip, handle)):
                yield GoldPage(_page_path(folder, row["file"]), row["text"])


def _page_path(folder: Path, name: str) -> Path:
    for parent in (folder, folder / "html"):
        for suffix in _SUFFIXES:
            path = parent / f"{name}{suffix}"
            if path.is_file():
                return path
    raise DetenteError(
        "DATA_NOT_FOUND",
        f"The page {name} of {folder / 'gold.jsonl'} is not there.",
        "Put it into html/ beside gold.jsonl.",
    )

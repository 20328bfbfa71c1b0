"""Pages with a role for every line, for training and scoring the line classifier.

Real pages: HTML with gold text, flattened in several ways; a line's role comes from its match
with the gold text and from the markup it stood in.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

_WORD = re.compile(r"\w+")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object"})
_BLOCK_NAMES = """
    address article aside blockquote body button caption dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p
    pre section select summary table tbody td tfoot th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_INLINE_ITEMS = frozenset({"li", "td", "th", "option", "button"})
_CAPTION = re.compile(r"caption|credit|copyright", re.IGNORECASE)
_CARD = re.compile(r"related|teaser|promo|card|recommend|trending|most-|more-|read-next", re.I)
_HELD_OUT = 6  # one site in so many is never trained on


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A flattened page: its lines, their roles, and the gold text and title it came from."""

    name: str
    kind: str
    site: str
    lines: tuple[str, ...]
    roles: tuple[str, ...]
    gold: str = ""
    title: str = ""

    def fold(self, folds: int) -> int:
        """A number below ``folds`` that all pages of the site share; never changes."""
        return int(hashlib.sha256(self.site.encode()).hexdigest()[8:16], 16) % folds

    @property
    def held_out(self) -> bool:
        """True for the development part, which nothing is trained on."""
        return int(hashlib.sha256(self.site.encode()).hexdigest()[:8], 16) % _HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of turning a page into lines."""

    head_title: bool = False
    breaks: bool = True
    joined_items: bool = False
    every_node: bool = False


SHAPES = (
    Shape(),
    Shape(head_title=True, breaks=False),
    Shape(joined_items=True),
    Shape(head_title=True, every_node=True),
)


def flatten_marked(html: str, shape: Shape = SHAPES[0]) -> list[tuple[str, str]]:
    """The lines of a page with what their markup says: ``caption``, ``link``, ``card`` or ````."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    lines: list[tuple[str, str]] = []
    pieces: list[tuple[str, str]] = []
    marks: list[str] = [""]

    def close() -> None:
        line = " ".join("".join(text for text, _ in pieces).split())
        if line:
            sizes: dict[str, int] = defaultdict(int)
            for text, mark in pieces:
                sizes[mark] += len(text.strip())
            top = max(sizes, key=lambda mark: sizes[mark])
            # Several links on one line are a menu, no headline.
            menu = (
                top == "link"
                and sum(mark == "link" and bool(text.strip()) for text, mark in pieces) > 2
            )
            clear = sizes[top] > 0.7 * sum(sizes.values()) and not menu
            lines.append((line, top if clear else ""))
        pieces.clear()

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        block = tag in _BLOCKS or shape.every_node
        if shape.joined_items and tag in _INLINE_ITEMS:
            block = False
            pieces.append(("  ", marks[-1]))
        if block or (tag == "br" and shape.breaks):
            close()
        if event == "end":
            marks.pop()
            text = element.tail
        elif tag in _UNSEEN or (tag == "head" and not shape.head_title):
            walk.skip_subtree()
            marks.append(marks[-1])
            continue
        else:
            marks.append(_mark(element, tag, marks[-1]))
            text = element.text
        if tag == "br" and not shape.breaks:
            pieces.append((" ", ""))
        pieces.append((text or "", marks[-1]))
    close()
    return lines


def _mark(element: etree._Element, tag: str, outer: str) -> str:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag == "figcaption" or outer == "caption" or _CAPTION.search(names):
        return "caption"
    if tag == "a" or outer == "link":
        return "link"
    return "card" if outer == "card" or _CARD.search(names) else ""


def align(lines: Sequence[str], gold: str) -> list[bool]:
    """Which lines are the gold text's: the chain of matches in the same order with most words."""
    words, starts, ends = _gold_words(gold)
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - 3):
        grams[tuple(words[at : at + 4])].append(at)
    tokens = [_WORD.findall(line.lower()) for line in lines]
    places: list[tuple[int, int, int]] = []
    for index, line in enumerate(tokens):
        places += [(index, at, len(line)) for at in _places(line, words, grams, starts, ends)]
    chain = _best_chain(places)
    keep, end = [False] * len(lines), -1
    for index, line in enumerate(tokens):
        if index in chain:
            keep[index], end = True, chain[index]
        elif (
            line
            and end >= 0
            and words[end : end + len(line)] == line
            and (end not in starts or len(line) > 1)
        ):
            # A piece of a paragraph that inline markup had cut.
            keep[index], end = True, end + len(line)
    return keep


def _gold_words(gold: str) -> tuple[list[str], set[int], set[int]]:
    words: list[str] = []
    starts, ends = set(), set()
    for paragraph in gold.lower().split("\n"):
        starts.add(len(words))
        words += _WORD.findall(paragraph)
        ends.add(len(words))
    return words, starts, ends


def _places(
    line: list[str],
    words: list[str],
    grams: dict[tuple[str, ...], list[int]],
    starts: set[int],
    ends: set[int],
) -> list[int]:
    size = len(line)
    if 0 < size < 4:
        found = [at for at in sorted(starts) if words[at : at + size] == line]
        return [at for at in found if at + size in ends][:5]
    own = [tuple(line[at : at + 4]) for at in range(size - 3)]
    hits = [at for at, gram in enumerate(own) if gram in grams]
    if not own or len(hits) < 0.6 * len(own):
        return []
    found = [max(0, at - hits[0]) for at in grams[own[hits[0]]][:5]]
    if size < 8 and len(hits) < len(own):
        return [at for at in found if at in starts or at + size in ends]
    return found


def _best_chain(places: list[tuple[int, int, int]]) -> dict[int, int]:
    best, back = [0.0] * len(places), [-1] * len(places)
    for now, (index, at, size) in enumerate(places):
        for then in range(now - 1, -1, -1):
            other, start, length = places[then]
            score = best[then] - 0.02 * (index - other)
            if other < index and start + length <= at + 2 and score > best[now]:
                best[now], back[now] = score, then
        best[now] += size
    chain: dict[int, int] = {}
    now = max(range(len(places)), key=best.__getitem__, default=-1)
    while now >= 0:
        index, at, size = places[now]
        chain[index] = at + size
        now = back[now]
    return chain


def read_pages(folder: Path, shapes: Sequence[Shape]) -> Iterator[LabelledPage]:
    """The gold pages of a folder, each flattened in every shape given."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as handle:
        for row in map(json.loads, handle):
            html = gzip.decompress((folder / row["file"]).read_bytes()).decode("utf-8", "replace")
            kind = folder.name
            if kind == "wcxb" and (row.get("news_score") or 0) >= 3:
                kind = "wcxb-news"
            for number, shape in enumerate(shapes):
                marked = flatten_marked(html, shape)
                lines = tuple(line for line, _ in marked)
                keep = align(lines, row["text"])
                roles = _roles(marked, keep, row["title"] or "")
                site = urlsplit(row["url"]).netloc.removeprefix("www.")
                name = f"{row['file']}/{number}"
                yield LabelledPage(name, kind, site, lines, roles, row["text"], row["title"] or "")


def _roles(marked: Sequence[tuple[str, str]], keep: list[bool], title: str) -> tuple[str, ...]:
    wanted = set(_WORD.findall(title.lower()))
    roles: list[str] = []
    first = keep.index(True) if True in keep else len(keep)
    for index, ((line, mark), kept) in enumerate(zip(marked, keep, strict=True)):
        own = set(_WORD.findall(line.lower()))
        if kept:
            roles.append("body")
        elif index < first and wanted and len(own & wanted) >= 0.75 * len(own | wanted):
            roles.append("title")
        elif mark == "caption":
            roles.append("caption")
        elif mark in {"link", "card"} and len(line.split()) >= 5:
            roles.append("teaser")
        else:
            roles.append("furniture")
    _mark_dek(roles, [line for line, _ in marked])
    return tuple(roles)


def _mark_dek(roles: list[str], lines: Sequence[str]) -> None:
    """Call a short first line of the gold text a dek where something parts it from the rest."""
    first = roles.index("body") if "body" in roles else len(roles)
    words = len(lines[first].split()) if first + 1 < len(lines) else 0
    if 3 < words < 40 and (roles[first + 1] != "body" or lines[first][-1].isalnum()):
        roles[first] = "dek"


def read_articles(folder: Path) -> Iterator[LabelledPage]:
    """Plain articles (a heading, then paragraphs divided by blank lines) as pages of body only."""
    for path in sorted(folder.glob("*.txt")):
        lines = [" ".join(line.split()) for line in path.read_text("utf-8").split("\n")]
        lines = [line for line in lines if line]
        if len(lines) > 4 and len(lines[0].split()) < 25:
            roles = ["title" if len(lines[0].split()) < 25 else "body"] + ["body"] * (
                len(lines) - 1
            )
            yield LabelledPage(path.stem, "article", path.stem, tuple(lines), tuple(roles))

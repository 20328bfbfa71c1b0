"""What the markup of a page says of its lines: which are captions, links, or the summary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from detente.document import Role
from detente.limits import MAX_CANDIDATES
from detente.reading.blocks import Metadata

_SHOWN = XPath("//body//text()[contains(., $start)]/..")
_DEK_CLASS = re.compile(
    r"standfirst|\bdek\b|\bdeck\b|sub-?title|sub-?head|strapline|summary|description|excerpt"
    r"|intro|\blede?\b|\blead\b",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
# "READ MORE: " and the like before a link, for which the colon or the capitals vary.
_BEFORE_LINK = re.compile(r"(?:also|click|find|more|read|recommended|related|see|watch)\b", re.I)
_NO_LETTER = re.compile(r"[\W_]+")
_TEASER_WORDS = 30  # a longer line that ends in a link is prose
_LINK_WORDS = 4  # a shorter link on a line of its own may be a name or a sub-heading
_PROSE_CHARS = 60
_START_CHARS = 30


def key_of(text: str | None) -> str:
    """The letters and digits of a text in lower case, to compare lines of a page."""
    return _NO_LETTER.sub("", (text or "").casefold())


@dataclass(frozen=True, slots=True)
class Marks:
    """Keys of the page's captions, of its longer links and of its title and dek.

    ``shown_dek`` is the summary as the page shows it apart from the article, or None.
    """

    title: str
    shown_dek: str | None
    dek: str
    captions: frozenset[str]
    links: frozenset[str]

    def role(self, text: str, is_paragraph: bool) -> Role:
        """The role of one line of the article."""
        key = key_of(text)
        if key == self.title:
            return "title"
        if key == self.dek:
            return "dek"
        if key in self.captions:
            return "caption"
        return "teaser" if is_paragraph and self._is_link(text, key) else "body"

    def _is_link(self, text: str, key: str) -> bool:
        """True for a paragraph that is a link and nothing else but "Read more:"."""
        if key in self.links:
            return True
        if len(text.split()) > _TEASER_WORDS or not _BEFORE_LINK.match(text):
            return False
        return any(key.endswith(link) and 5 * len(link) > 3 * len(key) for link in self.links)


def read_marks(tree: HtmlElement, metadata: Metadata) -> Marks:
    """The marks of a page; to be read before the extractor changes the tree."""
    dek = _shown_dek(tree, metadata.dek)
    links = (" ".join("".join(link.itertext()).split()) for link in tree.iter("a"))
    return Marks(
        title=key_of(metadata.title),
        shown_dek=dek,
        dek=key_of(dek),
        captions=frozenset(
            key_of("".join(item.itertext()))
            for item in islice(tree.iter("figcaption"), MAX_CANDIDATES)
        ),
        links=frozenset(key_of(link) for link in links if link.count(" ") >= _LINK_WORDS - 1),
    )


def _shown_dek(tree: HtmlElement, dek: str | None) -> str | None:
    """The summary that the metadata state, if the page shows it apart from the paragraphs."""
    start = " ".join((dek or "").split())[:_START_CHARS]
    if len(start) < _START_CHARS:
        return None
    for shown in cast("list[HtmlElement]", _SHOWN(tree, start=start))[:MAX_CANDIDATES]:
        for element in (shown, shown.getparent()):
            if element is None:
                continue
            text = " ".join("".join(element.itertext()).split())
            if _is_same(key_of(text), dek or "") and _stands_apart(element):
                return text
    return None


def _is_same(key: str, dek: str) -> bool:
    # metadata cut a long summary short
    if dek.rstrip().endswith(("…", "...")):
        return key.startswith(key_of(dek)) and len(key) < 2 * len(dek)
    return key == key_of(dek)


def _stands_apart(element: HtmlElement) -> bool:
    """False for a paragraph among others: then it is the article's first, not its summary."""
    if element.tag in _HEADINGS:
        return True
    parent = element.getparent()
    around = [element, parent] if parent is not None else [element]
    if any(_DEK_CLASS.search(item.get("class", "") + item.get("itemprop", "")) for item in around):
        return True
    return not any(
        len("".join(other.itertext())) > _PROSE_CHARS
        for other in islice(parent if parent is not None else (), MAX_CANDIDATES)
        if other is not element and other.tag == element.tag
    )

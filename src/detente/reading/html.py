"""An article from a page of HTML: its blocks in page order and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from detente.document import RawPage
from detente.errors import DetenteError
from detente.limits import MAX_TEXT_CHARS
from detente.reading.blocks import Block, Extracted
from detente.reading.html_guard import guard_html
from detente.reading.html_marks import Marks, read_marks
from detente.reading.html_metadata import read_metadata

# Elements of the extractor's result that hold a block of text each.
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "code", "div", "body"})
# Two line breaks part paragraphs, and so does one between a sentence's end and the next's start.
_SPACES = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"\n ?\n\s*|(?<=[.!?…”\"]) ?\n ?(?=[A-Z“\"])")
_LETTER = re.compile(r"[^\W_]")


def read_html(page: RawPage) -> Extracted:
    """The article of a page: title, dek, body and captions, with the page's metadata.

    Sub-headings, list items and table rows are blocks of the body. Reader comments are left out.

    Raises:
        DetenteError: ``TOO_COMPLEX``, ``TOO_DEEP`` or ``TOO_LARGE`` for what no parser should
            be given, ``NO_ARTICLE`` where no text is found.
    """
    tree = _parse(guard_html(page.text))
    metadata = read_metadata(tree, page.url)
    marks = read_marks(tree, metadata)
    lines = list(_lines(_extract(tree)))
    if sum(len(line.text) for line in lines) > MAX_TEXT_CHARS:
        raise DetenteError(
            "TOO_LARGE",
            f"The page has more than the {MAX_TEXT_CHARS:,} characters of text that are read.",
            "Split it into its articles.",
        )
    return Extracted(tuple(_blocks(lines, metadata.title, marks)), metadata)


def _parse(html: bytes) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise _no_article() from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DetenteError(
            "TOO_DEEP",
            "The page nests its elements deeper than any real page.",
            "Save the article alone, or as plain text.",
        )
    return tree


def _extract(tree: HtmlElement) -> etree._Element:
    try:
        document = bare_extraction(tree, include_comments=False, with_metadata=False)
    except Exception as error:  # a foreign library on hostile input: any failure is the page's
        raise _no_article() from error
    if document is None or document.body is None:
        raise _no_article()
    body: etree._Element = document.body
    return body


def _no_article() -> DetenteError:
    return DetenteError(
        "NO_ARTICLE",
        "No article text was found on this page.",
        "Check that it is an article and not an index, an error or a login page.",
    )


class _Line(NamedTuple):
    """One line of the article and the element that holds it."""

    tag: str
    text: str


def _lines(body: etree._Element) -> Iterator[_Line]:
    """The text of each block, with single spaces, in page order."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            holder = element if event == "end" else element.getparent()
            yield from _flushed(pieces, body.tag if holder is None else holder.tag)
        elif event == "start" and element.tag == "lb":
            pieces.append("\n")
        elif event == "start" and element.tag == "cell" and element.getprevious() is not None:
            pieces.append(" | ")
        text = element.text if event == "start" else element.tail
        if text:
            # line ends in the source are white space; only elements break lines
            pieces.append(text.replace("\n", " "))
    yield from _flushed(pieces, body.tag)


def _flushed(pieces: list[str], tag: str) -> Iterator[_Line]:
    for text in _BREAK.split(_SPACES.sub(" ", "".join(pieces))):
        if _LETTER.search(text):
            yield _Line(tag, " ".join(text.split()))
    pieces.clear()


def _blocks(lines: list[_Line], title: str | None, marks: Marks) -> Iterator[Block]:
    blocks = [Block(marks.role(text, is_paragraph=tag == "p"), text) for tag, text in lines]
    if title:
        yield Block("title", title)
    if marks.shown_dek and not any(block.role == "dek" for block in blocks):
        yield Block("dek", marks.shown_dek)
    yield from (block for block in blocks if block.role != "title")

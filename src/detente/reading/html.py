"""An article from a page of HTML: its blocks in page order and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction

from detente.document import RawPage, Role
from detente.errors import DetenteError
from detente.limits import MAX_CANDIDATES, MAX_TEXT_CHARS
from detente.reading.blocks import Block, Extracted
from detente.reading.html_guard import guard_html
from detente.reading.html_metadata import read_metadata

# Elements of the extractor's result that hold a block of text each.
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "code", "div", "body"})
# Two line breaks part paragraphs, and so does one between a sentence's end and the next's start.
_BREAK = re.compile(r"\s*\n\s*\n\s*|(?<=[.!?…”\"])\s*\n\s*(?=[A-Z“\"])")
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
    captions = {_squeezed(item) for item in islice(tree.iter("figcaption"), MAX_CANDIDATES)}
    body = _extract(tree)
    texts = list(_texts(body))
    if sum(map(len, texts)) > MAX_TEXT_CHARS:
        raise DetenteError(
            "TOO_LARGE",
            f"The page has more than the {MAX_TEXT_CHARS:,} characters of text that are read.",
            "Split it into its articles.",
        )
    return Extracted(tuple(_with_roles(texts, metadata.title, metadata.dek, captions)), metadata)


def _parse(html: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
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


def _texts(body: etree._Element) -> Iterator[str]:
    """The text of each block, with single spaces, in page order."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from _flushed(pieces)
        elif event == "start" and element.tag == "lb":
            pieces.append("\n")
        elif event == "start" and element.tag == "cell" and element.getprevious() is not None:
            pieces.append(" | ")
        text = element.text if event == "start" else element.tail
        if text:
            # line ends in the source are white space; only elements break lines
            pieces.append(text.replace("\n", " "))
    yield from _flushed(pieces)


def _flushed(pieces: list[str]) -> Iterator[str]:
    for text in _BREAK.split("".join(pieces)):
        if _LETTER.search(text):
            yield " ".join(text.split())
    pieces.clear()


def _with_roles(
    texts: list[str], title: str | None, dek: str | None, captions: set[str]
) -> Iterator[Block]:
    title_key, dek_key = _key(title), _key(dek)
    if title:
        yield Block("title", title)
    for text in texts:
        key = _key(text)
        role: Role = "body"
        if key and key == title_key:
            continue
        if key and key == dek_key:
            role, dek_key = "dek", ""
        elif key in captions:
            role = "caption"
        yield Block(role, text)


def _squeezed(element: HtmlElement) -> str:
    return _key("".join(element.itertext()))


def _key(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())

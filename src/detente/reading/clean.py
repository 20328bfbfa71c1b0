"""From a raw page to a document: its paragraphs with roles, its date, genre, part and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.document import READ_ROLES, Document, Paragraph, RawPage, content_id
from detente.errors import DetenteError
from detente.reading.blocks import Block, Extracted, Metadata
from detente.reading.dates import find_dates
from detente.reading.genre import find_genre, sections_of
from detente.reading.language import language_of
from detente.reading.lines import read_lines
from detente.reading.margins import with_margins
from detente.reading.parts import find_part
from detente.reading.published import published_on
from detente.reading.rejoin import rejoin
from detente.reading.sentences import split_sentences
from detente.reading.turns import restore_turns
from detente.reading.updates import mark_updates, update_dates

_INVISIBLE = (
    (0x00, 0x09), (0x0E, 0x20), (0x7F, 0xA0), (0x200B, 0x2010), (0x202A, 0x202F),
    (0x2060, 0x2070), (0xFEFF, 0xFF00),
)  # fmt: skip
_GONE = {code: "" for low, high in _INVISIBLE for code in range(low, high)}
_SPACES = dict.fromkeys([0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x2028, 0x2029], "\n")
# Windows-1252 read as Latin-1: the quotation marks and dashes of many old pages
_WINDOWS = {
    0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
}  # fmt: skip
_TABLE = {**_GONE, **_SPACES, **_BREAKS, **_WINDOWS}
# a soft hyphen at a line's end is the break of a word
_SOFT_HYPHEN = re.compile("\u00ad\\s*")
_SURROGATE = re.compile("[\ud800-\udfff]")

_PROSE_WORDS = 20  # a first line this long is no title, whatever the page's shape says
_BYLINE = re.compile(r"^(?:words |text |story )?by:?\s+(\S.{2,90})$", re.IGNORECASE)
_BYLINE_END = re.compile(r"\s*(?:[|•·]|,\s*(?:in|for|updated|published)\b|\s[–—-]\s).*$")


def clean(page: RawPage) -> Document:
    """Read one raw page as a document.

    What the record states (title, address, date) goes before what the page says of itself. The
    document's id is derived from title, date and the text that is read, so that the same article
    has one id wherever it comes from.

    Raises:
        DetenteError: ``NO_ARTICLE`` where nothing readable is left, ``LANGUAGE`` where the text
            is clearly not English, or a code of the extraction.
    """
    extracted = _extract(page)
    metadata = extracted.metadata
    blocks = _titled(_tidied(extracted.blocks), page.title)
    # markers and advertisements must be furniture before the sentence around them is rejoined
    blocks, part = find_part(blocks)
    blocks = mark_updates(rejoin(restore_turns(blocks)))
    read = "\n\n".join(block.text for block in blocks if block.role in READ_ROLES)
    _check(blocks, read)
    url = page.url or metadata.url
    around, sections = blocks, []
    if page.kind == "html":
        around, sections = with_margins(page.text, blocks), sections_of(page.text)
        part = part or find_part(around)[1]
    published = published_on(around, (page.date, metadata.date), url)
    text, paragraphs = _laid_out(blocks, update_dates(blocks, published))
    title = tidy(page.title or "") or _first(blocks, "title") or metadata.title
    return Document(
        id=content_id("d", title, published.date, read),
        locator=page.locator,
        fingerprint=page.fingerprint,
        text=text,
        paragraphs=paragraphs,
        sentences=split_sentences(text, paragraphs),
        url=url,
        publisher=metadata.publisher,
        title=title,
        dek=_first(blocks, "dek") or metadata.dek,
        byline=metadata.byline or _byline(around),
        published=published,
        genre=find_genre(around, url, sections),
        part=part,
        language="en",
    )


def tidy(text: str) -> str:
    """The text in NFC with single spaces, without invisible characters; quote marks stay."""
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    text = _SURROGATE.sub("\ufffd", _SOFT_HYPHEN.sub("", text))
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def _extract(page: RawPage) -> Extracted:
    if page.kind == "text":
        return Extracted(tuple(read_lines(_visible(page.text).splitlines())), Metadata())
    # the HTML extractor takes half a second to load, and a folder of text never needs it
    from detente.reading.html import read_html

    return read_html(page)


def _tidied(blocks: Iterable[Block]) -> list[Block]:
    tidied = (replace(block, text=tidy(block.text)) for block in blocks)
    return [block for block in tidied if block.text]


def _titled(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks with the record's title as title: the block that is it, else a new first one."""
    wanted = tidy(title or "")
    if not wanted:
        return list(blocks)
    key = _key(wanted)
    for index, block in enumerate(blocks):
        if block.role in ("title", "body", "dek", "furniture") and _key(block.text) == key:
            return [
                replace(other, role="title") if at == index else _demoted(other)
                for at, other in enumerate(blocks)
            ]
    return [Block("title", wanted), *map(_demoted, blocks)]


def _demoted(block: Block) -> Block:
    """What was taken for the title before the record named another."""
    if block.role != "title":
        return block
    is_prose = len(block.text.split()) >= _PROSE_WORDS or block.text.endswith(".")
    return replace(block, role="body" if is_prose else "dek")


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _check(blocks: Sequence[Block], read: str) -> None:
    if not any(block.role in ("body", "update", "dek") for block in blocks):
        raise DetenteError(
            "NO_ARTICLE",
            "No article text was found on this page.",
            "Check that it is an article and not an index, an error or a login page.",
        )
    language = language_of(read)
    if language != "en":
        raise DetenteError(
            "LANGUAGE",
            f"This page is in another language ({language}); detente reads English.",
            "Give it a translation instead.",
        )


def _first(blocks: Sequence[Block], role: str) -> str | None:
    return next((block.text for block in blocks if block.role == role), None)


def _byline(blocks: Sequence[Block]) -> str | None:
    """The author that a line above the article names."""
    for block in blocks:
        if block.role == "body" and len(block.text.split()) >= _PROSE_WORDS:
            return None
        match = _BYLINE.match(block.text) if block.role == "furniture" else None
        if match:
            dates = find_dates(match[1])
            named = match[1][: dates[0].start] if dates else match[1]
            return _BYLINE_END.sub("", named).rstrip(" |,–—-") or None
    return None


def _laid_out(
    blocks: Sequence[Block], dates: Sequence[str | None]
) -> tuple[str, tuple[Paragraph, ...]]:
    paragraphs: list[Paragraph] = []
    start = 0
    for block, dated in zip(blocks, dates, strict=True):
        end = start + len(block.text)
        paragraphs.append(Paragraph(block.role, start, end, dated))
        start = end + 2
    return "\n\n".join(block.text for block in blocks), tuple(paragraphs)

"""What stands around the article on an HTML page: labels, stamps, page markers, author notes.

The extractor leaves these lines out, rightly; but they tell the date, the part and the genre.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from detente.reading.blocks import Block

_CODE = re.compile(
    r"<(script|style|noscript|template|svg|select|textarea|head)\b|<!--", re.IGNORECASE
)
# No attribute value with an angle bracket is worth a scan that a page of "<<<<" makes quadratic.
_TAG = re.compile(r"<(/?[a-zA-Z][\w-]*)?[^<>]*>")
_INLINE = re.compile(
    r"/?(?:a|abbr|b|bdi|cite|em|font|i|mark|q|small|span|strong|su[bp]|time|u)", re.IGNORECASE
)
_MAX_HTML = 2_000_000  # characters looked at
_MAX_LINES = 60  # on either side: what tells of the article stands near it
_MAX_WORDS = 60  # a longer line is another text
_KEY = 40  # letters and digits that tell one line from another


def with_margins(html: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an article amid the lines of its page that stand around it, as furniture.

    Lines between the title and the first paragraph come between them here too. Meant for reading
    date, part and genre; the text of the document holds none of these lines.
    """
    lines = _lines(html[:_MAX_HTML])
    keys = [_key(line) for line in lines]
    prose = {_key(block.text) for block in blocks if block.role != "title"}
    titles = [block for block in blocks if block.role == "title"]
    rest = [block for block in blocks if block.role != "title"]
    places = [place for place, key in enumerate(keys) if key in prose]
    first, last = (places[0], places[-1]) if places else (len(lines), len(lines))
    heads = {_key(block.text) for block in titles}
    title = max((place for place, key in enumerate(keys[:first]) if key in heads), default=-1)
    before = _furniture(lines[:title] if title > 0 else [])[-_MAX_LINES:]
    between = _furniture(lines[title + 1 : first])[-_MAX_LINES:]
    after = _furniture(lines[last + 1 :])[:_MAX_LINES]
    return [*before, *titles, *between, *rest, *after]


def _furniture(lines: Sequence[str]) -> list[Block]:
    return [Block("furniture", line) for line in lines if len(line.split()) <= _MAX_WORDS]


def _lines(html: str) -> list[str]:
    marked = _TAG.sub(_gap, _without_code(html))
    lines = (" ".join(line.split()) for line in unescape(marked).split("\n"))
    return [line for line in lines if line]


def _gap(tag: re.Match[str]) -> str:
    return " " if tag[1] and _INLINE.fullmatch(tag[1]) else "\n"


def _without_code(html: str) -> str:
    """The page without scripts, styles, its head and comments; each part is searched once."""
    kept: list[str] = []
    place = 0
    while opening := _CODE.search(html, place):
        kept.append(html[place : opening.start()])
        closing = "-->" if opening[1] is None else rf"</{opening[1]}\s*>"
        end = re.compile(closing, re.IGNORECASE).search(html, opening.end())
        if end is None:
            return "".join(kept)
        place = end.end()
    return "".join([*kept, html[place:]])


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())[:_KEY]

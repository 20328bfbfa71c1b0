"""Which part of an article a page is: "Page 3 of 4", "Continued from page 1", "1 2 3 4 Next"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.document import Part
from detente.reading.blocks import Block

_MAX_LENGTH = 120  # characters of a marker
_MAX_WORDS = 14  # a line of markers is short; page numbers of a long article may be ten
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBER = r"(\d{1,2}|one|two|three|four|five|six|seven|eight)"
_EDGE = r"[\s|\[\](){}<>«»‹›←→.,:;…•·–—-]*"

_N_OF_M = re.compile(
    rf"^{_EDGE}(?:you are (?:on|reading) )?(?:page|part|p\.)\s*{_NUMBER}\s*(?:of|/|out of)"
    rf"\s*{_NUMBER}(?![\w/])",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"^\s*[\[(]\s*(\d{1,2})\s*(?:/|of)\s*(\d{1,2})\s*[\])]\s*$")
_FROM = re.compile(
    rf"^{_EDGE}(?:\(?continued |cont(?:[’']?d|\.)? )from (?:the )?"
    rf"(?:(?:page|p\.)\s*(?P<section>[a-h]-?)?(?P<page>\d{{1,3}}|one|two|three)"
    rf"|(?P<other>front page|previous page|first page|page one))\b{_EDGE}",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"^{_EDGE}(?:story |article )?(?:continue[sd]?|cont(?:[’']?d|\.)?|turn)\s*(?:on|to)\s+"
    rf"(?:the )?(?:next page|(?:page|p\.)\s*[a-h]?-?\d{{1,3}}){_EDGE}$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"^{_EDGE}(?:read |go to |see )?(?:(?:the )?(?:next|previous|prev\.?|last) page"
    rf"|next\s*:?\s*page\s+{_NUMBER}\b(?:[,:.]? [^.!?]{{0,60}})?"
    r"|(?:back|return) to (?:page one|page \d+)"
    rf"|(?:view (?:as )?)?(?:single|one) page|(?:view|show) all pages){_EDGE}$",
    re.IGNORECASE,
)
_PAGER_WORD = re.compile(
    r"^(?:next|prev(?:ious)?|page|pages|first|last|single|view|all|as|of|newer|older|go|to|one)$",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(rf"\b(?:part|page)\s+{_NUMBER}\s*(?:of|/)\s*{_NUMBER}[\])]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one marker tells; the page number with the greatest weight counts."""

    weight: int
    page: int | None = None
    of: int | None = None


def find_part(blocks: Sequence[Block]) -> tuple[list[Block], Part | None]:
    """The blocks with every page marker as furniture, and the part that the markers tell.

    A marker that opens a paragraph ("(Continued from page 1) …") is cut off as a block of its own.
    A title keeps its role. A page number beats what is derived from "continued from".
    """
    marked: list[Block] = []
    told: list[_Told] = []
    for block in blocks:
        is_title = block.role in ("title", "dek")
        if is_title and (match := _IN_TITLE.search(block.text)):
            told.append(_n_of_m(3, match))
        elif len(block.text.split()) > _MAX_WORDS or len(block.text) > _MAX_LENGTH:
            marked += _cut(block, told)
            continue
        elif block.role != "title" and (marker := _read_marker(block.text)):
            told.append(marker)
            marked.append(replace(block, role="furniture"))
            continue
        marked.append(block)
    return marked, _part(told)


def _part(told: Sequence[_Told]) -> Part | None:
    pages = [item for item in told if item.page]
    if not pages:
        return None
    best = max(pages, key=lambda item: item.weight)
    totals = [best.of, *(item.of for item in told if item.of and item.of >= (best.page or 0))]
    total = next((of for of in totals if of), None)
    return Part(best.page or 1, total) if total != 1 else None


def _read_marker(text: str) -> _Told | None:
    """What a short line tells if it is a marker."""
    if (match := _N_OF_M.match(text)) and _is_marker_rest(text[match.end() :]):
        return _n_of_m(4, match)
    if match := _FRACTION.match(text):
        return _n_of_m(3, match)
    if (match := _FROM.match(text)) and match.end() == len(text):
        return _Told(2, _page_after(match))
    if _ON.match(text):
        return _Told(0, 1)
    if match := _NEXT.match(text):
        return _Told(1, _number(match[1]) - 1 if match[1] else None)
    return _read_pager(text)


def _n_of_m(weight: int, match: re.Match[str]) -> _Told:
    page, of = _number(match[1]), _number(match[2])
    return _Told(weight, page, of) if 1 <= page <= of else _Told(0)


def _is_marker_rest(rest: str) -> bool:
    """True if nothing but pager words, numbers and signs follows a marker."""
    words = re.findall(r"\w+", rest)
    return all(word.isdecimal() or _PAGER_WORD.match(word) for word in words)


def _cut(block: Block, told: list[_Told]) -> list[Block]:
    """A long paragraph, without the "Continued from" that may open it."""
    match = _FROM.match(block.text)
    if match is None or not match[0].rstrip().endswith((")", "]", ".", ":", "–", "—", "-")):
        return [block]
    told.append(_Told(2, _page_after(match)))
    marker, rest = block.text[: match.end()].rstrip(), block.text[match.end() :]
    return [Block("furniture", marker), Block(block.role, rest)]


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def _page_after(match: re.Match[str]) -> int:
    """The part that is continued from another: the next page, or a newspaper's second leaf."""
    page = match["page"]
    if page is None or match["section"]:
        return 2
    number = _number(page)
    return number + 1 if number < 10 else 2


def _read_pager(text: str) -> _Told | None:
    """``1 2 3 4 Next``: which page it is shows where it is in brackets, left out, or at an end."""
    words = re.findall(r"\w+", text)
    numbers = [int(word) for word in words if word.isdecimal()]
    rest = [word for word in words if not word.isdecimal()]
    signed = re.search(r"[\[»«›‹←→]", text) is not None
    if not rest and not signed and (len(numbers) < 3 or len(text.split()) != len(numbers)):
        return None
    if not all(_PAGER_WORD.match(word) for word in rest) or not _are_pages(numbers):
        return None
    return _Told(1, _current(text, numbers, {word.lower() for word in rest}), numbers[-1])


def _are_pages(numbers: Sequence[int]) -> bool:
    """True for 1 2 3 4, also with one number left out (the page that is no link)."""
    return (
        len(numbers) > 1
        and numbers[0] in (1, 2)
        and len(numbers) >= numbers[-1] - 1
        and all(low < high for low, high in pairwise(numbers))
    )


def _current(text: str, numbers: Sequence[int], words: set[str]) -> int | None:
    if bracketed := re.search(r"[\[(]\s*(\d{1,2})\s*[\])]", text):
        return int(bracketed[1])
    missing = set(range(1, numbers[-1] + 1)) - set(numbers)
    if missing:
        return missing.pop()
    forward = "next" in words or re.search(r"[»›>→]", text) is not None
    backward = bool(words & {"previous", "prev"}) or re.search(r"[«‹<←]", text) is not None
    if forward == backward:
        return None
    return 1 if forward else numbers[-1]

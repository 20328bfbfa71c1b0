"""Is a statement news on its page, or told in retrospect?

A page of this year may tell what was said twenty years ago; it must not head a list of the newest
statements, nor count as the last time its speaker was heard.
"""

from __future__ import annotations

import re
from functools import lru_cache

from detente.brief.page import Page
from detente.record import Statement

# "In 2007", "On 8 May 2018", "By the spring of 2012", as an adverbial that sets the time.
_YEAR = re.compile(
    r"\b(?:in|on|by|since|from|until|during|of|after|before|early|late|mid)"
    r"[\s-](?:[^\W\d]+\s|\d{1,2}\s|the\s){0,3}((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OPENING_YEAR = re.compile(
    r"(?:^|[.!?][”\"’]?\s+)(?:in|on|by|since|during|after|before)\s"
    r"[^.,;]{0,24}?\b((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\blast year\b|\b(?:years?|decades?) (?:ago|earlier|before)\b|\bthe year before\b",
    re.IGNORECASE,
)
# What ties a sentence to the day of its page.
_NOW = re.compile(
    r"\b(?:today|yesterday|tonight|this (?:week|month|year|morning|afternoon|evening)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last (?:week|night)|earlier this)\b",
    re.IGNORECASE,
)
_CHRONICLE_YEARS = 4
# How far back, in characters, the year of a chronicle is looked for.
_CHAPTER = 10_000
# How far back a word such as "yesterday" still sets the time: about a paragraph.
_NEAR = 800
# How far after its cue a statement may be dated: "warned the Senate in 1988".
_BESIDE = 40
_HAD = re.compile(r"(?:had|having)\b", re.IGNORECASE)
# A cue in the present or the perfect is of the page's own time, whatever year stands beside it.
_PRESENT = re.compile(
    r"(?:has|have|is|are|(?!was\b)[^\W\d]+[^\Ws]s|say|insist|want|hope|fear|believe|think|expect|plan"
    r"|warn|argue|deny)\b",
    re.IGNORECASE,
)


def is_retold(page: Page, statement: Statement) -> bool:
    """True if the page says that the statement is older than the page.

    That is so where the cue is in the past perfect, where its sentence sets it in an earlier year
    (or "last year") outside the quoted words, or where an earlier sentence of its paragraph opens
    with such a year and nothing between ties it to the present. In a chronicle the year holds
    until the next one.
    """
    text, cue = page.document.text, statement.cue[0]
    if _HAD.match(text, cue.start):
        return True
    sentence = page.sentence(statement)
    if page.year is None or sentence is None or _PRESENT.match(text, cue.start):
        return False
    end = min(sentence.end, cue.end + _BESIDE)
    own = _outside_content(text, statement, sentence.start, end)
    if _NOW.search(own):
        return False
    if _AGO.search(own) or _earlier(_YEAR.findall(own), page.year):
        return True
    start = min([sentence.start, *(one.start for one in page.paragraphs(statement))])
    if _is_chronicle(text, page.year):
        start = max(0, start - _CHAPTER)
    before = text[start : sentence.start]
    years = _OPENING_YEAR.findall(before)[-1:]
    return not _NOW.search(before[-_NEAR:]) and _earlier(years, page.year)


@lru_cache(maxsize=8)
def _is_chronicle(text: str, year: int) -> bool:
    """True for a page that walks through the years up to its own."""
    return len({int(found) for found in _OPENING_YEAR.findall(text)} - {year}) >= _CHRONICLE_YEARS


def _earlier(years: list[str], than: int) -> bool:
    return bool(years) and max(map(int, years)) < than


def _outside_content(text: str, statement: Statement, start: int, end: int) -> str:
    pieces, at = [], start
    for span in sorted(statement.content):
        if span.start < end and start < span.end:
            pieces.append(text[at : max(at, span.start)])
            at = max(at, span.end)
    return " … ".join([*pieces, text[at:end]])

"""When a page was published: from its metadata, else from its text, else unknown.

Neither the file's date nor today's is ever used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.document import READ_ROLES, Published
from detente.reading.blocks import Block
from detente.reading.dates import (
    DateMention,
    date_in_url,
    find_dates,
    parse_stated,
    years_in,
)

Basis = Literal["metadata", "text", "inferred"]

# How far a date in the text is to be trusted, by how it is introduced. A dateline names the day
# of writing, often the day before the page; a stamp before the title may be the day of the visit.
_SAID, _BYLINE, _DATELINE, _STAMP, _NEAR_STAMP = 100, 95, 90, 80, 75
_TAIL_SAID, _TAIL_STAMP, _EARLY_STAMP, _IN_PRINT, _UPDATED = 60, 55, 50, 45, 30
_LONG = 25  # words of a paragraph that is surely article text
_STAMP_WORDS = 30  # a line longer than this states more than who wrote it and when
_EXTRA_WORDS = 7  # words of a stamp besides its date: a name, a place, a section

_SAID_CUE = re.compile(
    r"\b(?:published|posted|issued|released?|filed|created|uploaded|publication|pub\.?)\b[^.]{0,30}$"
    r"|\bdate[d:]*\s*$|\bfirst (?:appeared|aired)\b[^.]{0,30}$",
    re.IGNORECASE,
)
_UPDATED_CUE = re.compile(
    r"\b(?:up-?dated?|modified|revised|amended|corrected|changed|reviewed|edited)\b[^.]{0,40}$",
    re.IGNORECASE,
)
_PRINT_CUE = re.compile(
    r"\b(?:in print|print edition|printed|this article (?:appears|appeared)|version of this)\b",
    re.IGNORECASE,
)
_OTHER_CUE = re.compile(
    r"©|\b(?:photo|photograph|file|picture[ds]?|image|taken|copyright|expires?|until|offer|event"
    r"|born|retrieved|accessed|since|deadline|archive[sd]?)\b",
    re.IGNORECASE,
)
_BYLINE_START = re.compile(r"^(?:by|from|analysis by|written by)\s+[A-Z]", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:[01]?\d|2[0-4])[:.h][0-5]\d(?::\d\d)?\b|\b\d{1,2}\s*[ap]\.?m\b\.?|[ap]\.m\.|\b[ap]m\b"
    r"|\b(?:gmt|utc|bst|ist|cest|cet|msk|jst|aest|e[sd]?t|p[sd]?t|c[sd]t|m[sd]t)\b"
    r"|\b(?:at|on|of|in|the|and|min(?:ute)?s? read|hours?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[a-z]{2,}[.!?]$")
_DATELINE_AFTER = re.compile(
    r"^(?:[.,]?\s*\([^)]{1,40}\)|,?\s+[A-Z][\w/]+(?=\s*(?:[—–]|--?\s)))?[.,:]?\s*"
    r"(?:[—–]|--?(?=\s)|:|[./]\s*/|\()"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[^.]{0,30}?((?:19|20)\d\d)(?:\s*[-–]\s*(\d{4}))?", re.I
)
_US_ZONE = re.compile(r"\b(?:E[SD]?T|P[SD]?T|C[SD]T)\b")
_US_SPELLING = re.compile(r"\b(?:defense|color|labor|center|favor|percent|program)\b")
_UK_SPELLING = re.compile(
    r"\b(?:defence|colour|labour|centre|favour|per cent|programme|\w{3,}is(?:ed|ation)|whilst)\b"
)
_DAY_FIRST_HOST = re.compile(
    r"^(?:\w+://)?[^/]*\.(?:uk|ie|au|nz|in|pk|ru|ua|de|fr|it|es|eu|int|tr|il|za|ng|ke)(?:[:/]|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: int
    mention: DateMention


def published_on(
    blocks: Sequence[Block], stated: Iterable[str | None] = (), url: str | None = None
) -> Published:
    """When the page was published.

    Args:
        blocks: the page's blocks with their roles; updates are set apart already.
        stated: the dates that the record and the page's metadata state, in any form, best first.
        url: the page's address, whose path often holds the day.

    The basis is ``metadata`` for ``stated`` and the address, ``text`` for a dateline, byline or
    stamp, ``inferred`` where the text leaves out the year but lets only one pass, else
    ``unknown``. ``window`` is given whenever a date is.
    """
    candidates = sorted(_candidates(blocks), key=lambda item: -item.score)
    dated = [item.mention for item in candidates if item.mention.year is not None]
    for mention in (*(parse_stated(item or "") for item in stated), date_in_url(url)):
        if mention:
            return _published(_refined(mention, dated), "metadata", blocks, url)
    best = candidates[0] if candidates else None
    if best and best.mention.year is None and best.score >= _STAMP:
        inferred = _with_year(best.mention, blocks, dated)
        if inferred:
            return _published(inferred, "inferred", blocks, url)
    if dated:
        return _published(dated[0], "text", blocks, url)
    return Published()


def _refined(mention: DateMention, dated: Sequence[DateMention]) -> DateMention:
    """The day that the text gives within a month or year that the metadata gives."""
    if mention.precision == "day":
        return mention
    low, high = mention.window()
    inside = (item for item in dated if item.precision == "day" and low <= item.window()[0] <= high)
    return next(inside, mention)


def _published(
    mention: DateMention, basis: Basis, blocks: Sequence[Block], url: str | None
) -> Published:
    if mention.swappable:
        month_first = _month_first(blocks, url)
        if month_first is None:
            return _between(mention, basis)
        mention = mention.month_first() if month_first else mention
    return Published(mention.iso, mention.precision, basis, mention.window())


def _between(mention: DateMention, basis: Basis) -> Published:
    """A date such as 03/04/2010 that nothing settles: the year, and both days as its window."""
    days = sorted((mention.window()[0], mention.month_first().window()[0]))
    return Published(f"{mention.year:04}", "year", basis, (days[0], days[1]))


def _month_first(blocks: Sequence[Block], url: str | None) -> bool | None:
    """Whether the page writes the month before the day; None where it does not show."""
    if url and _DAY_FIRST_HOST.match(url):
        return False
    text = "\n".join(block.text for block in blocks)
    votes = 0
    for mention in find_dates(text):
        if mention.day is not None and not mention.swappable:
            written = text[mention.start : mention.end].lstrip()
            if written[:3].isalpha() and mention.weekday is None:
                votes += 1
            elif written[0].isdigit() and written[-5:-4].isspace():
                votes -= 1
    votes += 2 * bool(_US_ZONE.search(text))
    votes += len(_US_SPELLING.findall(text)) - len(_UK_SPELLING.findall(text))
    return None if votes == 0 else votes > 0


def _candidates(blocks: Sequence[Block]) -> list[_Candidate]:
    bodies = [i for i, block in enumerate(blocks) if _is_article(block)] or [len(blocks)]
    # a summary or a lead may stand above the stamp, so the head reaches to the third paragraph
    second, third = (bodies[min(n, len(bodies) - 1)] for n in (1, 2))
    title = next((i for i, block in enumerate(blocks) if block.role == "title"), -1)
    found: list[_Candidate] = []
    tail: list[_Candidate] = []
    for index, block in enumerate(blocks):
        if block.role in ("teaser", "caption", "update", "title"):
            continue
        if index <= second and (dateline := _dateline(block.text)):
            found.append(_Candidate(_DATELINE, dateline))
        elif index < bodies[0]:
            found += _stamps(block, _EARLY_STAMP if index < title else _STAMP)
        elif index < third:
            found += _stamps(block, _NEAR_STAMP)
        elif index > bodies[-1]:
            tail += _stamps(block, _TAIL_STAMP)
    # several days below the article belong to a list of other articles
    days = {item.mention.iso for item in tail if item.score >= _TAIL_STAMP}
    return found + [item for item in tail if item.score < _TAIL_STAMP or len(days) == 1]


def _is_article(block: Block) -> bool:
    return block.role == "body" and len(block.text.split()) >= _LONG


def _dateline(text: str) -> DateMention | None:
    """The date of ``GENEVA, June 16 (Agency) —`` at the start of a paragraph."""
    head = text[:110]
    if len(text) < 40 or not any(char.isdigit() for char in head):
        return None
    for mention in find_dates(head)[:1]:
        place = head[: mention.start].strip(" ,.(-–—|/")
        if mention.day is None or not _is_place(place):
            return None
        if _DATELINE_AFTER.match(head[mention.end :].lstrip(")")):
            return mention
    return None


def _is_place(place: str) -> bool:
    """True for nothing, or for up to seven words in capitals or each with a capital."""
    words = re.findall(r"[^\s,/()-]+", place)
    small = {"and", "of", "the", "on", "in", "near", "de", "el", "al"}
    return len(words) <= 7 and all(word[0].isupper() or word.lower() in small for word in words)


def _stamps(block: Block, bare_score: int) -> Iterable[_Candidate]:
    """The dates of a short line that states them, each scored by the words before it."""
    text = block.text
    if len(text.split()) > _STAMP_WORDS:
        return
    dates = find_dates(text)
    extra = _extra_words(text, dates)
    if not dates or (block.role in READ_ROLES and extra > _EXTRA_WORDS):
        return
    after = 0
    for mention in dates:
        score = _stamp_score(text, text[after : mention.start], bare_score, extra)
        after = mention.end
        if score and mention.day is not None:
            yield _Candidate(score, mention)
        elif score and mention.year is not None:
            # a month and year alone is weaker than any full date of its kind
            yield _Candidate(score - 10, mention)


def _stamp_score(text: str, before: str, bare_score: int, extra: int) -> int:
    is_head = bare_score == _STAMP
    if _UPDATED_CUE.search(before):
        return _UPDATED
    if _PRINT_CUE.search(text):
        return _IN_PRINT
    if _SAID_CUE.search(before):
        return _TAIL_SAID if bare_score == _TAIL_STAMP else _SAID
    if _OTHER_CUE.search(text) or _SENTENCE_END.search(text):
        return 0
    if _BYLINE_START.match(text) and extra <= _STAMP_WORDS / 2:
        return _BYLINE if is_head else bare_score
    return bare_score if extra <= (_EXTRA_WORDS if is_head else 3) else 0


def _extra_words(text: str, dates: Sequence[DateMention]) -> int:
    """How many words a line has besides its dates and times."""
    for mention in reversed(dates):
        text = text[: mention.start] + " " + text[mention.end :]
    return len(_WORD.findall(_TIME.sub(" ", text)))


def _with_year(
    mention: DateMention, blocks: Sequence[Block], dated: Sequence[DateMention]
) -> DateMention | None:
    """The date with the only year that the page allows, if it allows just one.

    The page is not older than the last year that its article names as past, nor younger than
    its copyright line, print citation or update notes; a stated weekday must agree.
    """
    article = " ".join(block.text for block in blocks if block.role in READ_ROLES)
    whole = [item for item in find_dates(article) if item.year is not None and item.day]
    near = {year for item in whole for year in [_year_after(mention, item)] if year}
    named = [year for year in set(years_in(article)) if not _is_ahead(article, year)]
    low = max(named, default=None)
    high = _latest(blocks, dated)
    if len(near) == 1 and (low is None or max(near) >= low):
        years = near
    elif low is not None and high is not None and high - low <= 7:
        years = set(range(low, high + 1))
    else:
        return None
    fitting = [item for year in sorted(years) if _agrees(item := mention.in_year(year))]
    return fitting[0] if len(fitting) == 1 else None


def _latest(blocks: Sequence[Block], dated: Sequence[DateMention]) -> int | None:
    years = [item.year for item in dated if item.year]
    for block in blocks:
        if block.role == "update":
            years += [item.year for item in find_dates(block.text) if item.year]
        elif block.role not in READ_ROLES and (match := _COPYRIGHT.search(block.text)):
            years.append(int(match[2] or match[1]))
    return min(years, default=None)


def _year_after(mention: DateMention, event: DateMention) -> int | None:
    """The year that puts ``mention`` within 60 days after a dated event, if one does."""
    for year in (event.year or 0, (event.year or 0) + 1):
        day = mention.in_year(year)
        if day.is_possible() and 0 <= _ordinal(day) - _ordinal(event) <= 60:
            return year
    return None


def _ordinal(mention: DateMention) -> int:
    return date(mention.year or 1, mention.month or 1, mention.day or 1).toordinal()


def _is_ahead(article: str, year: int) -> bool:
    """True if the article speaks of the year as to come ("by 2030", "expires in 2026")."""
    ahead = r"by|until|till|through|before|expires?(?: in)?|due in|will\b[^.]{0,60}"
    return re.search(rf"\b(?:{ahead})\s+(?:\w+\s+)?{year}\b", article) is not None


def _agrees(mention: DateMention) -> bool:
    """False if the day does not exist or falls on another weekday than the stamp says."""
    if not mention.is_possible():
        return False
    return mention.weekday is None or (_ordinal(mention) - 1) % 7 == mention.weekday

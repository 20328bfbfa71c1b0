"""Notes that are younger than the text around them: updates, corrections, editors' notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.document import Published
from detente.reading.blocks import Block
from detente.reading.dates import DateMention, find_dates, weekday_of

_BULLET = r"^[\s•*·▪■●\[(–—-]*"
# A label is followed by its date, time or number and a colon, dash or closing bracket; "Update on
# the talks" and "Correction of course" are ordinary sentences and fail here.
_LABEL = re.compile(
    _BULLET
    + r"(?P<label>up-?dated?|corrections?(?: and clarifications?)?|corrected|clarifications?"
    r"|clarified|addendum|erratum|retraction|postscript|late update"
    r"|(?:an )?editor(?:s|[’']s|s[’'])?[’']? note|note to (?:our )?readers|for the record"
    r"|publisher[’']s note)"
    r"(?P<when>(?:[^:–—()\[\]|]|:\d\d){0,48}(?:[(\[](?:[^:()\[\]]|:\d\d){0,48}[)\]])?)"
    r"\s*(?P<end>:(?!\d)|[–—]|(?<=\s)--?\s|(?<=[)\]]))",
    re.IGNORECASE,
)
_NOUN = r"(?:article|story|post|piece|headline|caption|standfirst|subheading|column|page)"
_EARLIER = re.compile(
    r"^[^.]{0,60}\b(?:earlier|previous|prior|original|first) version of (?:this|the) (?:online )?"
    rf"(?:{_NOUN}|report|analysis|essay|dispatch|interview|transcript|text)\b",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    _BULLET
    + rf"(?:(?:this (?:\w+ )?(?:{_NOUN}|report|analysis|essay|dispatch|interview|transcript|text)"
    rf"|the {_NOUN}(?: (?:of|to|on) this {_NOUN})?)\s(?:was|has been|were|is being|have been)\s"
    r"(?:\w+ly |since been )?(?:amended|updated|corrected|revised|edited|clarified|modified)\b"
    r"(?! by\b)"
    r"|we have (?:amended|corrected|updated) this"
    r"|\(?(?:this (?:version|story) )?(?:corrects|clarifies|updates|refiles|recasts|adds)\b"
    r"[^.]{0,120}\)$)",
    re.IGNORECASE,
)
# What may stand between a label and its colon, apart from a date.
_WHEN_WORD = re.compile(
    r"(?:no|on|at|as|of|posted|published|added|appended|today|noon|midnight|local|eastern|time"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:[:.]\d\d)?(?:[ap]\.?m)?|[ap]\.?m|i{1,3}|iv"
    r"|gmt|utc|bst|ist|msk|jst|ce?s?t|e[sd]?t|m[sd]t|p[sd]t)\.?",
    re.IGNORECASE,
)
_WHEN_SIGN = re.compile(r"[\s,()\[\]|#–—-]+")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_TIME_ONLY = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?][”\"’')\]]*$")
_CANDIDATES = frozenset({"body", "dek", "caption", "furniture", "teaser", "update"})
_MIN_WORDS = 3


def mark_updates(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the role ``update`` on every update, correction and editor's note.

    A note is known by its label ("Update, 14 June:", "Correction (March 3, 2014):") or by what it
    says of the article ("This article was amended on…"). A label alone on its line makes a note
    of the paragraph that follows it. A stamp without a sentence ("Updated 14:05") is none.
    """
    marked: list[Block] = []
    pending = False
    for block in blocks:
        role = block.role
        if role in _CANDIDATES and is_update(block.text):
            role, pending = "update", _is_label_alone(block.text)
        elif role in _CANDIDATES and _is_label_alone(block.text):
            pending = True
        elif pending:
            if role in ("body", "dek") or _ENDS_SENTENCE.search(block.text):
                role = "update"
            pending = False
        marked.append(block if role == block.role else replace(block, role=role))
    return marked


def is_update(text: str) -> bool:
    """True if a paragraph is a note on the article, with at least a sentence to it."""
    if _AMENDED.match(text) or _EARLIER.match(text):
        return True
    label = _label(text)
    return label is not None and len(_without_dates(text[label.end() :]).split()) >= _MIN_WORDS


def _is_label_alone(text: str) -> bool:
    label = _label(text)
    if label is None or label["end"] != ":":
        return False
    rest = text[label.end() :].strip()
    # "Updated: 16 June 2021" is a stamp; nothing follows from it for the next paragraph
    is_stamp = label["label"].lower().startswith("up")
    return not rest if is_stamp else not _without_dates(rest).strip(" .,")


def _label(text: str) -> re.Match[str] | None:
    """The label at the start of a note, if all that stands in it is a date, time or number."""
    match = _LABEL.match(text)
    if match is None:
        return None
    words = filter(None, _WHEN_SIGN.split(_without_dates(match["when"])))
    return match if all(map(_WHEN_WORD.fullmatch, words)) else None


def _without_dates(text: str) -> str:
    for mention in reversed(find_dates(text)):
        text = text[: mention.start] + " " + text[mention.end :]
    return text


def update_dates(blocks: Sequence[Block], published: Published) -> list[str | None]:
    """For each block, the ISO date that an update states, None for other roles and undated ones.

    A date without a year is the first such day from the publication on; a weekday likewise; a
    time alone is the day of publication.
    """
    start = (
        date.fromisoformat(published.date)
        if published.precision == "day" and published.date
        else None
    )
    dates: list[str | None] = []
    for block in blocks:
        dates.append(_dated(block.text, start) if block.role == "update" else None)
    return dates


def _dated(text: str, start: date | None) -> str | None:
    label = _label(text)
    end = label.end() if label else 0
    # "Editors' Note: June 3, 2014 …": a date right behind the label dates the note too
    of_label = [item for item in find_dates(text[: end + 40]) if item.start <= end + 1]
    for mention in (*(of_label if label else ()), *find_dates(_own_date(text))):
        return mention.iso if mention.year is not None else _next_day(mention, start)
    if start is None or label is None:
        return None
    head = text[:end]
    if match := _WEEKDAY.search(head):
        ahead = ((weekday_of(match[1]) or 0) - start.weekday()) % 7
        return (start + timedelta(days=ahead)).isoformat()
    return start.isoformat() if _TIME_ONLY.search(head) else None


_OWN_DATE = re.compile(
    r"\b(?:amended|updated|corrected|revised|changed|edited|clarified|modified|appended|added)\s+"
    r"(?:on|at)\s[^.;]{0,50}",
    re.IGNORECASE,
)


def _own_date(text: str) -> str:
    """The words of "was amended on 4 May 2011" that date the note, not what it tells of."""
    match = _OWN_DATE.search(text)
    return match[0] if match else ""


def _next_day(mention: DateMention, start: date | None) -> str | None:
    """The first such day from ``start`` on."""
    if start is None or mention.month is None or mention.day is None:
        return None
    for year in range(start.year, start.year + 5):
        found = mention.in_year(year)
        if found.is_possible() and (found.iso or "") >= start.isoformat():
            return found.iso
    return None

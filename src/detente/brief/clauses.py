"""The words around what a row is about: enough of its sentence to be understood, and no more."""

from __future__ import annotations

import re

from detente.brief.model import Quote
from detente.brief.page import Page
from detente.brief.quoting import every_span
from detente.document import Span
from detente.record import Position

# Where a sentence may be cut: behind a comma, semicolon, colon or dash and its quotation mark.
_BORDER = re.compile(r"[,;:][”\"’]?\s+|\s[–—-]{1,2}\s|—")
# what stands before a clause and is none of it: its conjunction, the number of a list, a dateline
_BEFORE = re.compile(
    r"(?:(?:and|but|so|or)\s+|\d{1,2}[.)]\s+|(?-i:[A-Z]{3,}[^—.]{0,30}\s—\s))", re.I
)
_ENDS = " \t\n,;:.–—-"


def clause_of(page: Page, id: str, longest: int) -> Quote | None:
    """The sentence of a row, or clauses of it that hold all of the row's words, verbatim.

    None where so many words do not hold them; then the row's own words have to do. What stands in
    another sentence is left out.
    """
    row = page.rows.get(id)
    own = page.sentence_of(row) if row else None
    if row is None or own is None:
        return None
    whole = Span(own.start, own.end)
    # a cue or a holder may stand in another sentence; the first span is what the row is about
    spans = [one for one in every_span(row) if whole.start <= one.start and one.end <= whole.end]
    if every_span(row)[0] not in spans:
        return None
    text = page.document.text
    first, last = min(one.start for one in spans), max(one.end for one in spans)
    found = _grown(text, whole, Span(first, last), longest)
    if found is None:
        return None
    if isinstance(row, Position) and _is_shared(page, row, found):
        # the verb and the goal say which of the sentence's goals is meant
        found = Span(min(row.cue.start, row.goal.start), max(row.cue.end, row.goal.end))
    words = text[found.start : found.end]
    return Quote(id, page.id, "passage", words, (found,))


def _is_shared(page: Page, row: Position, found: Span) -> bool:
    """True if the words hold a goal of another position too, and this one's cue beside its own."""
    if row.cue not in (one for one in every_span(row) if found.start <= one.start < found.end):
        return False
    return any(
        isinstance(other, Position)
        and found.start <= other.goal.start < found.end
        and not other.goal.overlaps(row.goal)
        for other in page.rows.values()
        if other.id != row.id
    )


def _grown(text: str, whole: Span, core: Span, longest: int) -> Span | None:
    """The widest run of clauses around the core within so many words: first back, then on."""
    borders = [
        (whole.start + one.start(), whole.start + one.end())
        for one in _BORDER.finditer(text[whole.start : whole.end])
    ]
    starts = [whole.start, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), whole.end]
    befores = sorted((one for one in starts if one <= core.start), reverse=True)
    afters = sorted(one for one in ends if one >= core.end)
    if not befores or not afters:
        return None
    # a sentence short enough stands whole, else the subject counts for more than what follows
    tries = [Span(befores[-1], afters[-1])]
    tries += [Span(start, afters[0]) for start in reversed(befores)]
    for found in tries:
        trimmed = _balanced(text, _trimmed(text, found), whole)
        if before := _BEFORE.match(text, trimmed.start, core.start):
            trimmed = Span(before.end(), trimmed.end)
        inside = trimmed.start <= core.start and core.end <= trimmed.end
        if inside and len(text[trimmed.start : trimmed.end].split()) <= longest:
            return trimmed
    return None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    while start < end and text[start] in _ENDS:
        start += 1
    return Span(start, end)


def _balanced(text: str, span: Span, whole: Span) -> Span:
    """With the other mark of a quotation that begins or ends outside, or without a lone one."""
    words = text[span.start : span.end]
    opened, closed = words.count("“"), words.count("”")
    start, end = span
    if opened > closed:
        at = text.find("”", end, min(end + 3, whole.end))
        if at >= 0:
            end = at + 1
        elif words.startswith("“"):
            start += 1
    elif closed > opened:
        if start > whole.start and text[start - 1] == "“":
            start -= 1
        elif words.endswith("”"):
            end -= 1
    return _trimmed(text, Span(start, end))

"""Spans that a tagger cut short, brought to the end of their clause."""

from __future__ import annotations

import re

from detente.document import Document, Span

# no phrase ends with one of these
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|but|that|which|who|whom|whose|as"
    r"|has|have|had|is|are|was|were|be|been|will|would|its|their|his|her|than|into|about|between"
    r"|under|over|until|before|after|without|against|not|no)$",
    re.IGNORECASE,
)
# what closes a clause; a comma or point inside a number does not
_CLOSE = re.compile(r"[,;:—–.!?](?!\d)|\s[—–-]\s|[”\"’)](?=\s|$)")
_WORDS = re.compile(r"\w{3,}")


def finished(document: Document, span: Span, sentence: int) -> Span:
    """The span, to the end of its clause where its last word cannot be the last of a phrase."""
    if not _UNFINISHED.search(document.quote(span)):
        return span
    end = document.sentences[sentence].end
    close = _CLOSE.search(document.text, span.end, end)
    stop = close.start() if close else end
    length = len(document.text[span.start : stop].rstrip())
    return Span(span.start, max(span.end, span.start + length))


def says_something(document: Document, span: Span) -> bool:
    """False for a span of articles, prepositions and marks alone."""
    words = _WORDS.findall(document.quote(span))
    return any(not _UNFINISHED.search(word) for word in words)

"""Who is spoken to, and on which occasion, where the sentence says so beside the cue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.document import Span

_TELLING = re.compile(
    r"\b(?:told|tells?|telling|informed|informs|assured|assures|reminded|reminds|warned|warns|"
    r"advised|notified|briefed|asked|urged|convinced|persuaded|cautioned)$",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(
    r"\s+(?:to\s+)?(?P<who>(?!that\b|on\b|in\b|at\b|of\b|against\b|about\b|if\b|whether\b|how\b|not\b)"
    r"[^,;:.“”\"()]{2,80}?)"
    r"(?=\s+(?:in|at|on|during|after|before|that|to|last|this|late|early|yesterday|today|by|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\s*[,;:.“”\"()]|\s*$)"
)
# titles by which one is spoken to without a name: "Mr. Lavrov, the minister," is spoken of
_POSTS = (
    r"(?:(?:Vice|Prime|Foreign|Deputy|Attorney|Under)[\s-])?(?:Secretary(?:[\s-]General)?|President"
    r"|Minister|Ambassador|Chair(?:man|woman|person)?|Speaker|Chancellor|Commissioner|General"
    r"|High\sRepresentative|Director|Premier)"
)
_CALLED = re.compile(
    rf"(?:(?:Madame?|Mister|Mr\.?|Mrs\.?|Ms\.?)\s{_POSTS}|Sir|Ma['’]am|(?:Your\s)?Excellenc(?:y|ies))"
    r",\s+(?=[^\s,])"
)
_OCCASION = re.compile(
    r"\b(?:in|at|during|after|before|following|on the sidelines of)\s+"
    r"(?:(?:a|an|the|his|her|its|their|this|that)\s+)?"
    r"(?:[\w’'-]+\s+){0,4}?"
    r"(?:(?:news|press)\s+conference|conference|interview|briefing|speech|statement|meeting|summit|"
    r"talks|(?:telephone|phone)\s+call|call|address|hearing|debate|letter|essay|communiqu[eé]|"
    r"session|visit)\b"
    r"(?:\s+(?:in|with|to|at|of|on)\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3})?"
)


def addressee_of(text: str, cue: Span, content: Sequence[Span]) -> Span | None:
    """The span of whom a *telling* cue is followed by ("told **reporters** that"), or None."""
    words = text[cue.start : cue.end]
    gap = text[cue.end : _gap_end(text, cue, content)]
    if not _TELLING.search(words) and not gap.lstrip().startswith("to "):
        return None
    found = _ADDRESSEE.match(gap)
    if not found:
        return None
    return Span(cue.end + found.start("who"), cue.end + found.end("who"))


def without_called(text: str, source: Span) -> Span:
    """The source without whom it is told to: "Madam Secretary, **Republican senators** say"."""
    called = _CALLED.match(text, source.start, source.end)
    return Span(called.end(), source.end) if called else source


def occasion_of(text: str, cue: Span, content: Sequence[Span]) -> Span | None:
    """The span of the occasion in the cue's line outside the content ("at a news conference")."""
    low = text.rfind("\n", 0, cue.start) + 1
    high = text.find("\n", cue.end)
    line = text[low : high if high >= 0 else len(text)]
    nearest: Span | None = None
    for found in _OCCASION.finditer(line):
        span = Span(low + found.start(), low + found.end())
        between = text[min(cue.end, span.end) : max(cue.start, span.start)]
        # another sentence's occasion is not this statement's
        if re.search(r"[.!?]\s", between) or any(span.overlaps(part) for part in content):
            continue
        if nearest is None or abs(span.start - cue.end) < abs(nearest.start - cue.end):
            nearest = span
    return nearest


def _gap_end(text: str, cue: Span, content: Sequence[Span]) -> int:
    """Where the words after the cue end: at the next content, else at the line's end."""
    after = [span.start for span in content if span.start >= cue.end]
    line = text.find("\n", cue.end)
    return min([*after, line if line >= 0 else len(text), cue.end + 120])

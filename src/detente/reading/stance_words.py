"""What the words of a cue say of a stance beyond doubt: plain wishes, consent, refusals, and "not".

On the passages of our own gold the rules decide two positions in five, 99 of 100 as a reader does;
the network, which sees many cues seldom, is wrong on such words more often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.record import Stance

_AGAINST = re.compile(
    r"\b(?:refus\w*|reject\w*|oppos\w*|object(?:s|ed|ing|ions?| to)|rul(?:e|es|ed|ing) out|against"
    r"|declin\w*|unwilling\w*|resist\w*|veto\w*|dismiss\w*|balk\w*)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:want\w*|accept\w*|agree\w*|ready|readiness|willing\w*|support\w*|back(?:s|ed|ing)?"
    r"|welcom\w*|seek\w*|favou?r\w*|prepared|consent\w*|endors\w*|allow\w*|entertain|countenance"
    r"|tolerate|contemplate|live with|interested)\b",
    re.IGNORECASE,
)
# of these, said without a "not", at least 98 of 100 in our own gold are what they say
_ACCEPTS = re.compile(
    r"\b(?:conced\w+|accept(?:s|ed|ing)?|agree[sd]?|consent(?:s|ed)?|endors(?:e|es|ed|ing)"
    r"|assent(?:s|ed)?)\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(
    r"\b(?:want(?:s|ed|ing)?|insist(?:s|ed|ing)?|demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)"
    r"|call(?:s|ed|ing)? for|press(?:es|ed|ing)|propos(?:e|es|ed|ing|al))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no(?! doubt)|not(?! only)|never|nothing|cannot|without|hardly)\b|n['’]t\b", re.IGNORECASE
)
_NO_MORE = re.compile(
    r"\b(?:dropp?\w*|lift\w*|withdr\w+|ceas\w+|gone back|g(?:o|oes|ive|ave|iven) up|waiv\w+"
    r"|no longer)\b",
    re.IGNORECASE,
)
# what is said of nobody is negated; No 10 is somebody
_NOBODY = re.compile(r"(?:neither|none|nobody|no one|no(?!\.? ?\d))\b", re.IGNORECASE)
# left open, whatever the verb
_OPEN = re.compile(r"\b(?:whether|yet|still|neither|nor|say|said)\b", re.IGNORECASE)
_RULES_OUT = re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE)


def settled_stance(cue: str, holders: Sequence[str]) -> Stance | None:
    """The stance that a cue of these holders shows by its words alone, None where in doubt."""
    if _OPEN.search(cue):
        return None
    negated = bool(_NOT.search(cue)) or any(_NOBODY.match(holder) for holder in holders)
    if against := _AGAINST.findall(cue):
        if len(against) > 1:
            return None  # "refused to drop its objection"
        if negated and _RULES_OUT.search(cue):
            return None
        return "accepts" if negated or _NO_MORE.search(cue) else "opposes"
    if negated:
        return "opposes" if _FOR.search(cue) else None
    return None if _NO_MORE.search(cue) else _plain(cue)


def _plain(cue: str) -> Stance | None:
    """What a cue without a "not" says: consent or a wish, None where it is neither or both."""
    accepts, seeks = _ACCEPTS.search(cue), _SEEKS.search(cue)
    if accepts and not seeks:
        return "accepts"
    return "seeks" if seeks and not accepts else None

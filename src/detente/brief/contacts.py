"""What counts as a contact of two sides: a meeting, a call, an agreement that was concluded."""

from __future__ import annotations

import re

# CONSULT is any meeting, talk, visit or call. Of what PLOVER codes as AGREE only this is a contact:
# that both are ready to do something, or say they will, brings nobody to a table.
_CONCLUDED = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|conclud\w*|reach\w*|settl\w*|seal(?:s|ed)?|str(?:ikes?|uck)|agree[sd]?"
    r"|agreements?|deal|accord|treaty|pact|initial\w*|adopt\w*|exchang\w*)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:ready|readiness|willing\w*|prepared|promis\w*|pledg\w*|vow\w*|offer\w*"
    r"|propos\w*|hop(?:e|es|ed|ing)|intend\w*|plan(?:s|ned|ning)?|want\w*|would|will|to be"
    r"|expected|due|agree[sd]? to meet|(?:going|about|set) to)\b",
    re.IGNORECASE,
)
# how far before its trigger, in characters, "are ready to" still governs it
_BEFORE = 24


# of one mind about a fact, each for itself: "both sides agree that relations are at their worst"
_OF_ONE_MIND = re.compile(r"\bagree[sd]? (?:that|how|why|whether)\b", re.IGNORECASE)
_AFTER = 8


def is_contact(type_: str, trigger: str, before: str = "", after: str = "") -> bool:
    """True if an event of this type, told by these words, brought the two sides together.

    ``before`` and ``after`` are the text that its sentence has before and after the trigger.
    """
    if _NOT_YET.search(f"{before[-_BEFORE:]}{trigger}"):
        return False
    if _OF_ONE_MIND.search(f"{trigger}{after[:_AFTER]}"):
        return False
    return type_ == "CONSULT" or (type_ == "AGREE" and _CONCLUDED.search(trigger) is not None)

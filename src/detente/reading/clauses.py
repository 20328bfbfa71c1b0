"""Clauses without a parser: told by the words that open them and the marks that close them."""

from __future__ import annotations

import re

# The cost of a mark that one clause's words do not reach across.
APART = 100

OPENERS = (
    r"that|which|who|whom|whose|where|when|while|after|before|because|although|though|if|unless"
    r"|whereas|until|once|whether"
)
BREAK = re.compile(
    rf"(?P<strong>[;:“”\"—]|\s[–-]{{1,2}}\s|,?\s+but\b)"
    rf"|(?P<open>(?:,\s*)?\b(?:{OPENERS})\b"
    r"|,\s+(?:as|saying|adding|warning|citing|accusing|calling|urging|noting|including)\b"
    r"|\bas\s+(?:he|she|they|it|the|his|her|their|its|fighting|talks)\b"
    r"|\b(?:of|from|for|by|without)\s+(?:\w+ly\s+)?[a-z]{2,}ing\b)"
    r"|(?P<other>,\s+and\s+(?:the|he|she|it|they|his|her|its|their|(?-i:[A-Z])\w+)\s)"
    r"|(?P<and>,?\s+and\b)|(?P<comma>,)",
    re.IGNORECASE,
)
# a word or two in quotation marks, or an aside between dashes, that both places stand outside of
_ASIDE = re.compile(r"[“\"][^“”\"]{0,40}[”\"]|\s?—[^—]*—\s?|\s–[^–]*–\s|\([^()]*\)")
# "other": a clause with a subject of its own
_OPENED = re.compile(
    rf"^\W*(?:{OPENERS}|as)\b|\b(?:who|whom|whose|which|where|after|before|when|while)\b",
    re.IGNORECASE,
)
_COSTS = {"other": 40, "and": 4, "comma": 3}


def crossing(text: str, between: str, start: int, *, is_front: bool) -> int:
    """The cost of the clause marks between two places, of which the first begins at ``start``."""
    depth, cost = _opened_before(text, start) if not is_front else 0, 0
    inside = depth > 0
    for match in BREAK.finditer(_ASIDE.sub(" ", between)):
        kind = match.lastgroup or ""
        if kind == "strong":
            cost += APART
        elif kind == "open":
            depth += 1
            inside = inside and depth > 1
        elif kind == "comma" and depth:
            # the comma ends a clause: one that both stand outside of is skipped at no cost
            cost += APART if inside else _COSTS["comma"]
            depth -= 1
        else:
            cost += _COSTS["and" if is_front and kind == "other" else kind]
    return cost + (APART if depth > int(inside) else 0)


def _opened_before(text: str, place: int) -> int:
    """1 where a word just before ``place``, in the same run between commas, opens a clause."""
    run = re.split(r"[,;:“”\"—]", text[:place])[-1]
    return 1 if _OPENED.search(run) else 0

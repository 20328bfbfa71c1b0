"""Which sentences have room on two pages of A4, by an estimate of the lines they take.

The style sheet sets the type; these numbers are counted from pages it printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from detente.brief.model import Block, Claim, Section, SectionKey, Side
from detente.brief.wording import heard_line, office_line, paragraphs

# Two pages of 267 mm in lines of 3.8 mm, less what cannot be filled at the foot of the first one.
LINES = 128
_WIDTH, _COLUMN_WIDTH = 123, 57
_SECTION, _HEADING, _PARAGRAPH = 1.6, 1.1, 0.25
_HEADER = 3
# In the order in which they give way, each down to so many paragraphs of a block. The order and
# what it rests on stay together: they give way by being written shorter.
_LEAST: tuple[tuple[SectionKey, int], ...] = (
    ("third_parties", 2),
    ("forecasts", 2),
    ("gaps", 5),
    ("linkages", 2),
    ("objectives", 3),
    ("third_parties", 1),
    ("forecasts", 1),
    ("gaps", 3),
    ("linkages", 1),
    ("objectives", 2),
    ("gaps", 1),
)


def room_for(sides: Sequence[Side], figures: float) -> float:
    """The lines that two pages have for sections, beside participants and figures."""
    people = max(map(_people, sides)) + _HEADING
    return LINES - _HEADER - people - figures


def _people(side: Side) -> int:
    """The lines of a side's participants, each with when he was last quoted."""
    said = (f"{one.name}, {office_line(one)} {heard_line(one)}" for one in side.participants)
    return sum(ceil(len(line) / _COLUMN_WIDTH) for line in said)


def overflow(sections: Sequence[Section], room: float) -> float:
    """By how many lines the sections are too long; under 0 where there is room left."""
    return sum(map(_lines, sections)) - room


def fit(sections: Sequence[Section], room: float) -> tuple[Section, ...]:
    """The sections without the paragraphs that there is no room for; each block counts them."""
    found = {section.key: section for section in sections}
    for key, least in _LEAST:
        while key in found and overflow(tuple(found.values()), room) > 0:
            shorter = _shorter(found[key], least)
            if shorter is None:
                break
            found[key] = shorter
    return tuple(found.values())


def _shorter(section: Section, least: int) -> Section | None:
    """The section without the last paragraph of its longest block; None if it has too few."""
    counts = [len(paragraphs(block.claims)) for block in section.blocks]
    longest = max(range(len(counts)), key=counts.__getitem__)
    if counts[longest] <= least:
        return None
    block = section.blocks[longest]
    kept = paragraphs(block.claims)[:-1]
    claims = tuple(claim for paragraph in kept for claim in paragraph)
    blocks = list(section.blocks)
    blocks[longest] = replace(block, claims=claims, more=block.more + 1)
    return replace(section, blocks=tuple(blocks))


def _lines(section: Section) -> float:
    width = _COLUMN_WIDTH if section.columns else _WIDTH
    heights = [_height(block, width) for block in section.blocks if block.claims]
    if not heights:
        return 0.0
    return _SECTION + (max(heights) if section.columns else sum(heights))


def _height(block: Block, width: int) -> float:
    heading = _HEADING if block.heading else 0.0
    # in a column the command that lists the others takes a line of its own
    more = (2.0 if width == _COLUMN_WIDTH else 1.0) if block.more else 0.0
    return heading + more + sum(_paragraph(one, width) for one in paragraphs(block.claims))


def _paragraph(claims: Sequence[Claim], width: int) -> float:
    letters = sum(len(claim.lead) + len(claim.text) + 2 for claim in claims) + 3
    return ceil(letters / width) + _PARAGRAPH

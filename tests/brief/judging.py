"""A judge of goals for the tests, who needs no network, and briefs made with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marked_pages import ledger_of

from detente.analysis.model import Quoted
from detente.brief import Brief, build_brief
from detente.brief.model import Claim
from detente.record import Reading


def judge(one: Quoted, other: Quoted) -> Sequence[float]:
    """Same if both speak of warheads, opposed if a side opposes, else compatible."""
    if "warheads" in one.text and "warheads" in other.text:
        return (0.9, 0.05, 0.03, 0.02)
    return (0.03, 0.05, 0.9, 0.02) if "opposes" in {one.stance, other.stance} else (0, 0.9, 0, 0.1)


def brief_of(folder: Path, *readings: Reading, **settings: Any) -> Brief:
    """The brief of the United States and Russia from a ledger of these pages."""
    with ledger_of(folder, *readings) as ledger:
        return build_brief(ledger, "USA", "RUS", judge=judge, **settings)


def section(brief: Brief, key: str) -> list[str]:
    """The sentences of a section, each after its lead."""
    return [line(claim) for one in brief.sections if one.key == key for claim in claims(one)]


def column(brief: Brief, side: int) -> list[str]:
    """The objectives of one side."""
    found = next(one for one in brief.sections if one.key == "objectives")
    return [line(claim) for claim in found.blocks[side].claims]


def claims(section: Any) -> list[Claim]:
    """The sentences of a section."""
    return [claim for block in section.blocks for claim in block.claims]


def line(claim: Claim) -> str:
    """A sentence after its lead."""
    return f"{claim.lead}: {claim.text}" if claim.lead else claim.text

"""Speakers' turns of a transcript, which are short and look like furniture one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.reading.blocks import Block

_TURN = re.compile(r"^(?:[A-Z][A-Z0-9.’' -]{1,40}|Q|A)(?: \([^)]{1,40}\))?:\s+\S")
_ENDED = re.compile(r"[.!?…][”\"’')\]]*$")
_TRANSCRIPT = 3  # turns among the body that make a page a transcript
_LOST = frozenset({"furniture", "teaser", "caption"})


def is_turn(text: str) -> bool:
    """True for ``PENCE: We disagree.`` and ``Q: Why?``."""
    return _TURN.match(text) is not None


def restore_turns(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with every turn of a transcript as body; other pages stay as they are."""
    turns = [at for at, block in enumerate(blocks) if block.role == "body" and is_turn(block.text)]
    if len(turns) < _TRANSCRIPT:
        return list(blocks)
    return [
        replace(block, role="body") if at > turns[0] and _is_lost_turn(block) else block
        for at, block in enumerate(blocks)
    ]


def _is_lost_turn(block: Block) -> bool:
    return block.role in _LOST and is_turn(block.text) and _ENDED.search(block.text) is not None

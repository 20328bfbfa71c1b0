"""A transcript keeps all of its turns."""

from __future__ import annotations

from detente.reading.blocks import Block
from detente.reading.turns import restore_turns

TURNS = [
    Block("body", "MODERATOR: Good evening, everybody."),
    Block("body", "SENIOR OFFICIAL ONE: Thanks. You have seen the sheet."),
    Block("body", "Q: Which is it?"),
]


def test_a_turn_taken_for_furniture_comes_back() -> None:
    lost = Block("furniture", "MODERATOR: Thank you all. Get some sleep.")
    assert restore_turns([*TURNS, lost]) == [*TURNS, Block("body", lost.text)]


def test_other_lines_of_a_transcript_stay_furniture() -> None:
    lines = [Block("furniture", "SHARE: Copy link"), Block("teaser", "Lighthouse painted.")]
    before = Block("furniture", "CONTACT: Ask the press desk.")
    assert restore_turns([before, *TURNS, *lines]) == [before, *TURNS, *lines]


def test_a_page_that_is_no_transcript_is_left_alone() -> None:
    blocks = [*TURNS[:2], Block("furniture", "PHOTO: The guest house at dusk.")]
    assert restore_turns(blocks) == blocks

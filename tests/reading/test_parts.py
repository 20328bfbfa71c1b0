"""Page markers say which part of an article a page is."""

from __future__ import annotations

import pytest

from detente.document import Part
from detente.reading.blocks import Block
from detente.reading.parts import find_part


@pytest.mark.parametrize(
    ("marker", "part"),
    [
        ("Page 3 of 4", Part(3, 4)),
        ("← Page 3 of 4 →", Part(3, 4)),
        ("Page 3 of 4 | Next page", Part(3, 4)),
        ("(3/4)", Part(3, 4)),
        ("Part two of three", Part(2, 3)),
        ("Continued from page 1", Part(2, None)),
        ("(Continued from Page A1)", Part(2, None)),
        ("Continued on Page A12", Part(1, None)),
        ("Next: page 3, The airport", Part(2, None)),
        ("1 2 3 4 Next", Part(1, 4)),
        ("« Previous 1 2 3 4", Part(4, 4)),
        ("« Prev 1 3 4 Next »", Part(2, 4)),
        ("1 [2] 3", Part(2, 3)),
        ("« Previous 1 2 3 4 Next »", None),
        ("Next page", None),
        ("Page 1 of 1", None),
    ],
)
def test_a_marker_becomes_furniture_and_tells_the_part(marker: str, part: Part | None) -> None:
    assert find_part([Block("body", marker)]) == ([Block("furniture", marker)], part)


@pytest.mark.parametrize(
    "text",
    [
        "3 of the 4 ministers left the room.",
        "1 2",
        "1 000 000",
        "2010 2011 2012",
        "Next",
        "The page was turned, and 3 of 4 delegates went home.",
        "Part of the problem",
    ],
)
def test_other_short_lines_are_left_alone(text: str) -> None:
    block = Block("body", text)
    assert find_part([block]) == ([block], None)


def test_the_page_number_beats_what_other_markers_suggest() -> None:
    markers = ("Continued from page 1", "1 2 3 Next »", "Page 2 of 3", "Next: page 3, The airport")
    assert find_part([Block("body", marker) for marker in markers])[1] == Part(2, 3)


def test_the_pager_adds_the_total_to_continued_from() -> None:
    markers = ("Continued from page 1", "« Previous 1 2 3 4 Next »")
    assert find_part([Block("furniture", marker) for marker in markers])[1] == Part(2, 4)


def test_a_marker_that_opens_a_paragraph_is_cut_off() -> None:
    rest = (
        "island, whose disappearance nobody in the capital had ever tied to the North, came home."
    )
    blocks, part = find_part([Block("body", f"(Continued from page 1) {rest}")])
    assert blocks == [Block("furniture", "(Continued from page 1)"), Block("body", rest)]
    assert part == Part(2, None)


def test_a_title_with_its_part_stays_the_title() -> None:
    title = Block("title", "The long road to Helsinki (Part 2 of 3)")
    assert find_part([title]) == ([title], Part(2, 3))

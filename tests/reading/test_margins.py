"""The lines around an HTML article are found again, fast on any input."""

from __future__ import annotations

import time

import pytest

from detente.reading.blocks import Block
from detente.reading.margins import with_margins

LEAD = "The two ministers met in Geneva on Tuesday and came no nearer to a text, officials said."
BLOCKS = [Block("title", "No text yet"), Block("body", LEAD), Block("body", "It goes on.")]


def around(html: str) -> list[str]:
    return [block.text for block in with_margins(html, BLOCKS)]


def test_lines_keep_their_place_around_title_and_article() -> None:
    html = f"""<html><head><title>No text yet | Post</title></head><body>
        <ul><li>World</li><li>Opinion</li></ul><h1>No <em>text</em> yet</h1>
        <p>By Ann Other <span>16 June 2021</span></p><p>{LEAD}</p><div>Advertisement</div>
        <p>It goes on.</p><div>Page 2 of 3</div><script>var a = "<p>no</p>";</script>
        <!-- <p>nor this</p> --><p>AT&amp;T</p></body></html>"""
    assert around(html) == [
        "World", "Opinion", "No text yet", "By Ann Other 16 June 2021", LEAD, "It goes on.",
        "Page 2 of 3", "AT&T",
    ]  # fmt: skip


def test_only_the_lines_around_are_furniture() -> None:
    html = f"<p>World</p><h1>No text yet</h1><p>{LEAD}</p><p>It goes on.</p>"
    assert with_margins(html, BLOCKS) == [Block("furniture", "World"), *BLOCKS]


def test_a_page_that_does_not_show_its_article_keeps_the_blocks() -> None:
    assert [
        block for block in with_margins("<p>x</p>", BLOCKS) if block.role != "furniture"
    ] == BLOCKS
    assert with_margins("", []) == []


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<script>", "<!--", "</", "&amp", "<p>a", '<a b="c" ', "<head>", "\u00ad<"],
)
def test_hostile_markup_takes_no_time(piece: str) -> None:
    start = time.process_time()
    with_margins(piece * (700_000 // len(piece)), BLOCKS)
    assert time.process_time() - start < 10

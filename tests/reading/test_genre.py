"""Genre from labels, address, notes on the author and style."""

from __future__ import annotations

import pytest

from detente.document import Genre, Role
from detente.reading.blocks import Block
from detente.reading.genre import find_genre, sections_of

NEWS = (
    "The foreign minister said on Tuesday that the talks would go on in Geneva, and two officials "
    "said that his counterpart had agreed to send a deputy to them on Friday morning."
)
VIEW = (
    "I have sat in that room, and I do not believe a word of it. The president must say so, and "
    "his allies should say it before him; my guess is that they will not. We ought to be ashamed."
)
READOUT = (
    "The President spoke today with the Prime Minister. The two leaders discussed security in the "
    "region. The President reaffirmed his support and welcomed the steps taken, and underscored "
    "the need for dialogue."
)


def page(body: str, *head: tuple[Role, str], end: tuple[str, ...] = ()) -> list[Block]:
    notes = [Block("furniture", text) for text in end]
    return [*(Block(role, text) for role, text in head), *[Block("body", body)] * 4, *notes]


def test_a_page_without_cues_is_a_report() -> None:
    assert find_genre([]) == "report"
    assert find_genre(page(NEWS)) == "report"


def test_style_alone_tells_opinion_and_readout() -> None:
    assert find_genre(page(VIEW)) == "opinion"
    assert find_genre(page(READOUT)) == "official"


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ("Opinion", "opinion"),
        ("Home » Commentary » Russia", "opinion"),
        ("News Analysis", "analysis"),
        ("For immediate release", "official"),
        ("Readout", "official"),
    ],
)
def test_a_label_above_the_article_decides(head: str, genre: Genre) -> None:
    calm = NEWS.replace("on Tuesday ", "").replace("on Friday morning", "soon")
    assert find_genre(page(calm, ("furniture", head), ("title", "The talks go on"))) == genre


def test_a_menu_that_names_every_section_is_no_label() -> None:
    menu: list[tuple[Role, str]] = [
        ("furniture", name) for name in ("News", "Opinion", "Sport", "Culture", "Weather")
    ]
    assert find_genre(page(NEWS, *menu)) == "report"
    assert find_genre(page(NEWS, ("furniture", "World | Politics | Opinion | Sport"))) == "report"


@pytest.mark.parametrize(
    ("url", "genre"),
    [
        ("https://post.example/commentisfree/2010/apr/08/treaty", "opinion"),
        ("https://post.example/analysis/treaty", "analysis"),
        ("https://www.state.gov/the-talks-go-on", "official"),
        ("https://post.example/world/treaty", "report"),
    ],
)
def test_the_address_tells(url: str, genre: Genre) -> None:
    calm = NEWS.replace("on Tuesday ", "").replace("on Friday morning", "soon")
    assert find_genre(page(calm), url) == genre


def test_speakers_turns_are_a_transcript() -> None:
    turns = ["MODERATOR: Welcome.", "QUESTION: Is it over?", "SECRETARY CLINTON: It is not."]
    assert find_genre([Block("body", turn) for turn in turns]) == "official"


def test_a_note_on_the_author_marks_analysis_or_opinion() -> None:
    calm = NEWS.replace("on Tuesday ", "").replace("on Friday morning", "soon")
    note = "Ann Other is a fellow at the Institute. Views are her own."
    assert find_genre(page(calm, end=(note,))) in ("analysis", "opinion")


def test_sections_are_read_from_the_metadata_of_html() -> None:
    html = '<meta property="article:section" content="Opinion"><script>{"articleSection":["World"]}'
    assert sections_of(html) == ["Opinion", "World"]

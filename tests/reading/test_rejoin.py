"""Broken sentences are made whole, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.document import Role
from detente.reading.blocks import Block
from detente.reading.rejoin import rejoin


def body(*texts: str) -> list[Block]:
    return [Block("body", text) for text in texts]


def joined(*texts: str) -> list[str]:
    return [block.text for block in rejoin(body(*texts))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The North spoke of thirteen victims, among them a woman from Sado", "island, he said."),
        ("“We will not wait for ever,”", "he said."),
        ("The minister, who had flown in from Moscow, met the", "Germans in the hall."),
        ("He met Mr.", "Lavrov in Geneva."),
        ("Russia blamed the policies of the U.S.", "and its allies for the failure."),
        (
            "The text was signed in the morning by the ministers of Norway,",
            "Sweden and Finland, who had come by train.",
        ),
    ],
)
def test_a_sentence_broken_by_a_blank_line_is_rejoined(first: str, second: str) -> None:
    assert joined(first, second) == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The talks ended without a text on Friday.", "the minister left."),
        ("What comes next", "al-Assad and his army."),
        ("What Comes Next for the Two of Them", "Russia wants a deal."),
        ("The two sides agreed on the following:", "an end to sanctions"),
        ("an end to sanctions and to the war", "a withdrawal of troops"),
        ("• The withdrawal of all foreign troops", "• an end to sanctions"),
        ("The ministers met in Geneva for two days", "Russia wants a deal."),
        ("An end to the sanctions of both states; and", "A return of the envoys."),
        ("It was a week that nobody wants to go back to", "Russia wants a deal."),
        ("Which telephones the ministers had with them", "iPhones were rare."),
    ],
)
def test_headings_lists_and_whole_sentences_stay_apart(first: str, second: str) -> None:
    assert joined(first, second) == [first, second]


def test_furniture_between_the_halves_comes_after_them() -> None:
    blocks = body("He flew from Moscow to the Swiss city of", "Geneva for the talks.")
    blocks.insert(1, Block("furniture", "Advertisement"))
    assert rejoin(blocks) == [
        Block("body", "He flew from Moscow to the Swiss city of Geneva for the talks."),
        Block("furniture", "Advertisement"),
    ]


FIRST = "Soldiers who had gone unpaid for months and who had nothing to hope for since the"
SECOND = "spring drew their conclusions and went home."


@pytest.mark.parametrize("roles", [("body", "teaser"), ("furniture", "body")])
def test_a_half_taken_for_furniture_comes_back(roles: tuple[Role, Role]) -> None:
    blocks = [Block(roles[0], FIRST), Block(roles[1], SECOND)]
    assert rejoin(blocks) == [Block("body", f"{FIRST} {SECOND}")]


@pytest.mark.parametrize(
    ("role", "line"),
    [("furniture", "share this"), ("furniture", "read more about the talks"), ("caption", SECOND)],
)
def test_furniture_after_an_open_sentence_stays_furniture(role: Role, line: str) -> None:
    blocks = [Block("body", FIRST), Block(role, line)]
    assert rejoin(blocks) == blocks


WHOLE = "The ministers met in the morning, and in the evening they went home again by train."
CUT = "In the evening he dined with the leaders of eleven countries of Central and Eastern"
REST = "Europe, several of whom feared that the deal would be paid for out of their pockets."


def test_a_name_cut_in_two_is_rejoined_amid_whole_paragraphs_only() -> None:
    assert joined(WHOLE, WHOLE, CUT, REST) == [WHOLE, WHOLE, f"{CUT} {REST}"]
    assert joined(WHOLE, WHOLE, CUT, WHOLE) == [WHOLE, WHOLE, CUT, WHOLE], "it may be a heading"
    assert joined(CUT, REST) == [CUT, REST], "it may be a summary above the article"
    assert joined(WHOLE, CUT, CUT, REST) == [WHOLE, CUT, CUT, REST], "it may be a list"


def test_a_title_is_never_joined_to_the_article() -> None:
    blocks = [Block("title", "Ministers fly to the Swiss city of"), Block("body", "geneva talks.")]
    assert rejoin(blocks) == blocks


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the negotia- tions failed", "the negotiations failed"),
        ("a govern- ment of national unity", "a government of national unity"),
        ("a long- term deal", "a long-term deal"),
        ("the Sino- American deal", "the Sino-American deal"),
        ("pre- and post-war", "pre- and post-war"),
        ("the talks- which had failed", "the talks- which had failed"),
        ("a summit- Russia said no", "a summit- Russia said no"),
        ("the cease- fire, a ceasefire of days", "the ceasefire, a ceasefire of days"),
        ("the cease- fire, a cease-fire of days", "the cease-fire, a cease-fire of days"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_mended_with_care(broken: str, whole: str) -> None:
    assert joined(broken) == [whole]


def test_a_word_broken_between_paragraphs_is_mended() -> None:
    assert joined("The two sides opened a round of negotia-", "tions in Geneva.") == [
        "The two sides opened a round of negotiations in Geneva."
    ]


ROLES: tuple[Role, ...] = ("title", "body", "update", "furniture")
TEXTS = st.sampled_from(
    [
        "The minister said no",
        "of the negotia-",
        "tions and Mr.",
        "Lavrov went on, and",
        "end. The U.S.",
        "“no,”",
        "long- term and pre- war",
        "•",
        "-",
        "and it ended.",
        "The two sides, who had met in the morning, spoke of the",
    ]
)
BLOCKS = st.lists(st.builds(Block, st.sampled_from(ROLES), TEXTS), max_size=7)


def letters(blocks: Iterable[Block]) -> str:
    return "".join(block.text for block in blocks).replace(" ", "").replace("-", "")


@settings(deadline=None)
@given(BLOCKS)
def test_no_text_is_lost_and_no_block_added(blocks: list[Block]) -> None:
    after = rejoin(blocks)
    assert len(after) <= len(blocks)
    assert sorted(letters(after)) == sorted(letters(blocks))
    read = iter(letters(block for block in after if block.role in ("body", "update")))
    kept = letters(block for block in blocks if block.role == "body")
    assert all(letter in read for letter in kept), "the article's order changed"

"""Roles of the paragraphs of pages that were flattened to plain lines."""

from __future__ import annotations

import json
import textwrap
import time
from pathlib import Path

import pytest

from detente.document import READ_ROLES
from detente.errors import DetenteError
from detente.reading import lines as module
from detente.reading.lines import join_wrapped, read_lines

TITLE = "Ankara and Baghdad agree to share the waters of the Tigris"
DEK = "Two ministers, one river and a promise to measure it together"
BODY = [
    "ANKARA — Turkey and Iraq agreed on Tuesday to share the waters of the Tigris during dry"
    " summers, ending a dispute that had soured relations between the two neighbours for years.",
    "The Iraqi water minister told reporters that Turkey had promised to release at least half of"
    " the river’s flow through the dam at Ilisu in each month between June and September.",
    "“We will measure it together, and we will publish what we measure,” the minister said.",
    "His Turkish counterpart said that the two countries would build a joint station on the border"
    " and that engineers from Baghdad would be free to visit the dam whenever they wished.",
    "A fragile river",
    "Farmers in southern Iraq say that the Tigris has fallen so low that salt water from the Gulf"
    " now reaches Basra, and the government in Baghdad fears that whole villages will move north.",
    "Turkish officials were concerned that the agreement would be read as an admission that the"
    " dam had caused the shortage, according to a diplomat who saw the drafts in Ankara.",
    "The two ministers did not say what would happen in a year without snow in the mountains, and"
    " an Iraqi member of parliament said that the text left that question to the engineers.",
]
TEASERS = [
    "Why the baker of Trieste closed on his busiest day",
    "A pastry chef had queues around the block. Then he read a letter from his daughter.",
    "Ten gardens to see before the end of spring",
]
HEAD = ["THE EASTERN COURIER", "Home", "World", "Business", "Culture", "Sport", "Sign in"]
TAIL = [
    "Keep reading",
    *TEASERS,
    "Sign up for our newsletter",
    "Get the day’s stories in your inbox.",
    "About us",
    "Contact",
    "Privacy policy",
    "© The Eastern Courier. All rights reserved.",
]
PAGE = [
    *HEAD,
    TITLE,
    DEK,
    "By Leyla Aksoy",
    "March 4, 2014",
    "Share Tweet E-mail",
    *BODY[:3],
    "Follow us on Twitter",
    *TEASERS[:2],
    *BODY[3:],
    *TAIL,
]


def read(lines: list[str]) -> list[str]:
    """The paragraphs that are read."""
    return [block.text for block in read_lines(lines) if block.role in READ_ROLES]


def test_the_whole_article_is_read_and_little_else() -> None:
    found = read(PAGE)
    article = [TITLE, DEK, *BODY]
    assert [text for text in found if text in article] == article
    # the threshold favours recall: a teaser among the paragraphs may pass, the rest may not
    assert set(found) <= {*article, *TEASERS[:2]}


def test_title_and_dek_have_their_roles() -> None:
    roles = {block.text: block.role for block in read_lines(PAGE)}
    assert roles[TITLE] == "title"
    assert roles[DEK] == "dek"
    assert roles["By Leyla Aksoy"] == "furniture"


def test_every_paragraph_comes_back_once_in_order() -> None:
    assert [block.text for block in read_lines(PAGE)] == PAGE


def test_bare_text_is_read_whole() -> None:
    assert read(BODY) == BODY
    assert read(BODY[:1]) == BODY[:1]


def test_blank_lines_change_nothing() -> None:
    spaced = [line for text in PAGE for line in (text, "")]
    assert read_lines(spaced) == read_lines(PAGE)


@pytest.mark.parametrize("width", [64, 72, 80])
def test_hard_wrapped_text_is_joined(width: int) -> None:
    wrapped = [line for text in [TITLE, *BODY] for line in (*textwrap.wrap(text, width), "")]
    assert join_wrapped(wrapped) == [TITLE, *BODY]


def test_lines_that_are_whole_are_not_joined() -> None:
    assert join_wrapped(PAGE) == PAGE
    assert join_wrapped(["  One   two ", "", "three"]) == ["One two", "three"]


def test_both_halves_of_a_broken_paragraph_are_read() -> None:
    first, second = BODY[3][:60], BODY[3][61:]
    broken = [*HEAD, TITLE, *BODY[:3], first, "", second, *BODY[4:], *TAIL]
    assert {first, second} <= set(read(broken))


def test_turns_of_a_transcript_are_read() -> None:
    turns = [
        "QUESTION: Will the minister travel to Baghdad?",
        "MS. AKSOY: He hopes to. I have no date for you.",
        "QUESTION: And the dam at Ilisu?",
        "MS. AKSOY: We have told the Iraqi side that the release of water will begin in June, and"
        " that their engineers are welcome at the dam.",
        "QUESTION: Half of the flow?",
        "MS. AKSOY: At least half. That is what the two ministers agreed on Tuesday.",
    ]
    assert set(turns) <= set(read(["Daily briefing on the Tigris agreement", *turns, *BODY[3:]]))


def test_nothing_gives_nothing() -> None:
    assert read_lines([]) == []
    assert read_lines(["", "  "]) == []
    assert [block.text for block in read_lines(["—"])] == ["—"]


def test_three_hundred_lines_are_quick() -> None:
    page = [*HEAD * 15, *PAGE[len(HEAD) :], *TAIL * 17][:300]
    read_lines(page)
    best = min(_seconds(page) for _ in range(5))
    # 10 ms on an idle core; the margin is for busy machines.
    assert best < 0.1


def _seconds(page: list[str]) -> float:
    start = time.perf_counter()
    read_lines(page)
    return time.perf_counter() - start


def test_changed_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODELS", tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"lines_first.onnx": "0" * 64}))
    for code in ("MODEL_MISSING", "MODEL_CHANGED"):
        module._weights.cache_clear()
        with pytest.raises(DetenteError) as error:
            read_lines(BODY)
        assert error.value.code == code
        (tmp_path / "lines_first.onnx").write_bytes(b"none")
    module._weights.cache_clear()

"""Sentences are exact, whole, and never cross a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.document import READ_ROLES, Paragraph, Role
from detente.reading.sentences import split_sentences


def sentences(text: str) -> list[str]:
    found = split_sentences(text, [Paragraph("body", 0, len(text))])
    return [text[item.start : item.end] for item in found]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. Secretary of State Colin Powell met Sen. John McCain at No. 10 on Jan. 5.",
        "“Is it true?” Mr. Lavrov asked.",
        "“Is it true?” he asked.",
        "“It is over!” the minister shouted.",
        "The talks began at 3 p.m. Monday in Geneva.",
        "The call was at 7 p.m. Eastern.",
        "Lt. Gen. H.R. McMaster spoke with Amb. Anatoly Antonov and Rep. Adam Smith.",
        "President George W. Bush met Vladimir V. Putin in St. Petersburg.",
        "The A.F.L.-C.I.O. members left Ft. Worth.",
        "1. The treaty comes first.",
        "Russia’s U.N. ambassador said the U.S.’s plan cost $3.5 million.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["He lives in the U.S.", "He left on Monday."],
        ["“We will go.", "We will stay.”", "He left."],
        ["“No,” he said.", "“Never.”"],
        ["''We go.''", "He left."],
        ["‘We go.", "We stay.’", "The envoy shrugged."],
        ["He said « Go. »", "Then he left."],
        ["At 5 p.m.", "The guns fell silent."],
        ["Mr. Obama said: “We did it.", "They did not.”"],
        ["No. 10 said no.", "He left."],
        ["“Why?”", "The minister left the room."],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_paragraphs_that_are_not_read_have_no_sentences() -> None:
    text = "A title\n\nShare this. Now.\n\nA body. Two of it."
    paragraphs = [
        Paragraph("title", 0, 7),
        Paragraph("furniture", 9, 25),
        Paragraph("body", 27, 45),
    ]
    found = split_sentences(text, paragraphs)
    assert [text[item.start : item.end] for item in found] == ["A title", "A body.", "Two of it."]
    assert [(item.index, item.paragraph) for item in found] == [(0, 0), (1, 2), (2, 2)]


ROLES: tuple[Role, ...] = ("title", "body", "update", "furniture", "teaser")
PIECES = st.sampled_from(
    [*"aZ5.?!…,;:“”‘’\"'«»()[]-—  \u3000", "Mr.", "U.S.", "p.m.", " Monday", "said", ". “A", ".” B"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ROLES), TEXTS), max_size=5))
def test_sentences_cover_what_is_read_once_and_nothing_else(parts: list[tuple[Role, str]]) -> None:
    paragraphs, start = [], 0
    for role, part in parts:
        paragraphs.append(Paragraph(role, start, start + len(part)))
        start += len(part) + 2
    text = "\n\n".join(part for _, part in parts)
    found = split_sentences(text, paragraphs)
    covered = [0] * len(text)
    for index, item in enumerate(found):
        paragraph = paragraphs[item.paragraph]
        assert item.index == index
        assert paragraph.start <= item.start < item.end <= paragraph.end
        assert text[item.start : item.end] == text[item.start : item.end].strip()
        for place in range(item.start, item.end):
            covered[place] += 1
    for paragraph in paragraphs:
        for place in range(paragraph.start, paragraph.end):
            if not text[place].isspace():
                assert covered[place] == (paragraph.role in READ_ROLES)
    assert max(covered, default=0) <= 1
    assert [item.start for item in found] == sorted(item.start for item in found)

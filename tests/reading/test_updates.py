"""Update, correction and editor's notes are set apart and dated; ordinary sentences are not."""

from __future__ import annotations

import pytest

from detente.document import Published
from detente.reading.blocks import Block
from detente.reading.updates import is_update, mark_updates, update_dates

PUBLISHED = Published("2021-06-12", "day", "text", ("2021-06-12", "2021-06-12"))


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Update, 14 June: The inspectors have confirmed it.", "2021-06-14"),
        ("UPDATED 3:40 p.m. ET: The Kremlin has denied it.", "2021-06-12"),
        ("UPDATE (Thursday, 9 a.m.): Talks have resumed.", "2021-06-17"),
        ("Correction (March 3, 2014): The name was wrong.", "2014-03-03"),
        ("Correction, Jan. 3: The year was wrong in it.", "2022-01-03"),
        ("Editors’ Note: June 3, 2014 The quotation has gone.", "2014-06-03"),
        ("• This article was amended on 4 May 2011 to correct a name.", "2011-05-04"),
        ("This story has been updated with a comment.", None),
        ("An earlier version of this article misstated the date.", None),
        ("Update: On 3 June 2014 the minister was told of it.", None),
        ("Editor's note: This is the first of three reports.", None),
        ("Update 2: The minister has said no.", None),
        ("(Adds Kremlin comment, paragraph 4)", None),
    ],
)
def test_a_note_is_marked_and_dated(text: str, dated: str | None) -> None:
    (block,) = mark_updates([Block("body", text)])
    assert block.role == "update"
    assert update_dates([block], PUBLISHED) == [dated]


@pytest.mark.parametrize(
    "text",
    [
        "Update on talks: the ministers meet again on Friday.",
        "Correction of course: a new policy for the region",
        "Clarification of the treaty: what it means",
        "The article said that Russia would leave.",
        "The report was revised by the agency after complaints.",
        "Updated 16 June 2021 14:05",
        "Updated: 16 June 2021 14:05 GMT",
        "This story was first told in June.",
        "Updating the treaty will take years, he said: no one is in a hurry.",
    ],
)
def test_an_ordinary_sentence_or_a_stamp_is_no_note(text: str) -> None:
    assert not is_update(text)


def test_a_title_stays_a_title() -> None:
    title = Block("title", "Update: Russia says that the call is off")
    assert mark_updates([title]) == [title]


def test_a_label_on_its_own_line_marks_the_paragraph_below_it() -> None:
    blocks = [
        Block("body", "Correction:"),
        Block("body", "The name was wrong."),
        Block("body", "x"),
    ]
    assert [block.role for block in mark_updates(blocks)] == ["body", "update", "body"]


@pytest.mark.parametrize("stamp", ["Updated: 3 June 2014", "Corrections", "Update"])
def test_a_stamp_or_a_menu_marks_nothing_below_it(stamp: str) -> None:
    blocks = [Block("furniture", stamp), Block("body", "The name was wrong.")]
    assert mark_updates(blocks) == blocks


def test_a_date_without_a_year_needs_a_publication_date() -> None:
    note = Block("update", "Update, 14 June: The inspectors have confirmed it.")
    assert update_dates([note], Published()) == [None]


def test_only_notes_are_dated() -> None:
    blocks = [Block("body", "Update, 14 June: no note by its role."), Block("title", "A title")]
    assert update_dates(blocks, PUBLISHED) == [None, None]

"""The publication date: metadata, else text, else unknown; never a day the page does not state."""

from __future__ import annotations

import pytest

from detente.document import Published, Role
from detente.reading.blocks import Block
from detente.reading.published import published_on

LONG = (
    "The two delegations met for six hours on Wednesday and came no nearer to a text, officials on "
    "both sides said, though neither would speak of a failure and both will return to the table."
)


def page(*lines: str, after: tuple[str, ...] = (), lead: str = LONG) -> list[Block]:
    """A page with lines above its article and lines below it."""
    above = [Block("furniture", line) for line in lines]
    below = [Block("furniture", line) for line in after]
    body = [Block("body", lead), Block("body", LONG), Block("body", LONG)]
    return [Block("title", "No text yet"), *above, *body, *below]


def test_metadata_goes_before_the_text() -> None:
    found = published_on(page("Published 1 May 2010"), ["2010-04-08T10:00:00Z"])
    assert found == Published("2010-04-08", "day", "metadata", ("2010-04-08", "2010-04-08"))


def test_a_stated_date_that_cannot_be_read_is_passed_over() -> None:
    assert published_on(page("16 June 2021"), ["n/a", None]).basis == "text"


def test_the_address_counts_as_metadata() -> None:
    found = published_on(page(), url="https://post.example/2010/apr/08/no-text-yet")
    assert (found.date, found.basis) == ("2010-04-08", "metadata")


def test_the_text_gives_the_day_within_the_month_of_the_metadata() -> None:
    found = published_on(page("16 June 2021"), ["2021-06"])
    assert (found.date, found.basis) == ("2021-06-16", "metadata")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published 16 June 2021", "2021-06-16"),
        ("By Ann Other | June 16, 2021", "2021-06-16"),
        ("Tuesday 6 April 2010 18.30 BST", "2010-04-06"),
        ("16 Jun 2021 14:05", "2021-06-16"),
        ("Posted: 06/16/2021 02:05 PM EDT", "2021-06-16"),
        ("Washington, DC March 26, 2010", "2010-03-26"),
        ("June 2021", "2021-06"),
        ("Mon 14 Jun 2021 10.00 EDT Last modified on Tue 15 Jun 2021 11.00 EDT", "2021-06-14"),
        ("Last updated 16 June 2021", "2021-06-16"),
        ("Agency PressApril 28, 2023 GMT", "2023-04-28"),
        ("April 25, 20232:26 PM", "2023-04-25"),
        ("11:58, 23 APR 2024", "2024-04-23"),
    ],
)
def test_a_stamp_above_the_article_is_read(line: str, date: str) -> None:
    found = published_on(page(line))
    assert (found.date, found.basis) == (date, "text")


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("GENEVA, June 16, 2021 (Agency) — ", "2021-06-16"),
        ("PYONGYANG, Sept. 17, 2002 - ", "2002-09-17"),
        ("16 June 2021 – ", "2021-06-16"),
        ("(Geneva, 16 June 2021) -- ", "2021-06-16"),
        ("MOSCOW. June 16, 2021. /Agency/. ", "2021-06-16"),
    ],
)
def test_a_dateline_is_read(dateline: str, date: str) -> None:
    found = published_on(page(lead=dateline + LONG))
    assert (found.date, found.basis) == (date, "text")


def test_the_first_publication_goes_before_the_update() -> None:
    found = published_on(page("Updated 18 June 2021", "Published 16 June 2021"))
    assert found.date == "2021-06-16"


def test_a_stamp_may_stand_below_the_article() -> None:
    assert published_on(page(after=("First published on 16 June 2021",))).date == "2021-06-16"


@pytest.mark.parametrize(
    "line",
    ["Photo taken on June 3, 2019", "Offer expires 1 May 2022", "© 2021 The Courier", "71° cloudy"],
)
def test_other_dates_in_the_margin_are_no_publication_dates(line: str) -> None:
    assert published_on(page(line)) == Published()


def test_dates_of_events_in_the_article_are_no_publication_dates() -> None:
    lead = "On June 14, 2021 the ministers met in Brussels and agreed on very little. " + LONG
    assert published_on(page(lead=lead)) == Published()


def test_a_list_of_other_articles_below_dates_nothing() -> None:
    after = ("Harbour dredging late 3 May 2010", "Lighthouse painted 7 May 2010")
    assert published_on(page(after=after)).basis == "unknown"


@pytest.mark.parametrize("role", ["teaser", "caption", "update"])
def test_what_is_not_the_page_itself_dates_nothing(role: Role) -> None:
    blocks = page()
    blocks.insert(1, Block(role, "Published 16 June 2021"))
    assert published_on(blocks) == Published()


def test_a_dateline_without_a_year_takes_the_year_of_the_event_it_follows() -> None:
    lead = "GENEVA, June 16 (Agency) — " + LONG + " They had last met on May 20, 2021."
    found = published_on(page(lead=lead))
    assert found == Published("2021-06-16", "day", "inferred", ("2021-06-16", "2021-06-16"))


def test_years_and_the_weekday_of_the_stamp_can_leave_one_year() -> None:
    lead = LONG + " The treaty was signed in 2019."
    blocks = page("Wednesday, June 16", after=("© 2023 The Courier",), lead=lead)
    assert published_on(blocks).date == "2021-06-16"


def test_a_dateline_without_a_year_stays_unknown_where_the_page_does_not_bound_it() -> None:
    lead = "GENEVA, June 16 (Agency) — " + LONG + " The treaty was signed in 2010."
    assert published_on(page(lead=lead)) == Published()


def test_a_date_that_reads_two_ways_keeps_both_days_as_its_window() -> None:
    found = published_on(page("Published 03/04/2010"))
    assert found == Published("2010", "year", "text", ("2010-03-04", "2010-04-03"))


@pytest.mark.parametrize(
    ("line", "url", "date"),
    [
        ("Published 03/04/2010 2:05 PM EST", None, "2010-03-04"),
        ("Published 03/04/2010", "https://post.example.co.uk/item", "2010-04-03"),
    ],
)
def test_the_place_of_the_page_decides_between_the_two_readings(
    line: str, url: str | None, date: str
) -> None:
    assert published_on(page(line), url=url).date == date


def test_a_page_without_any_text_has_no_date() -> None:
    assert published_on([]) == Published()

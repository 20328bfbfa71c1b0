"""Dates are found as English pages write them, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.dates import date_in_url, find_dates, parse_stated


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Tuesday 6 April 2010 18.30 BST", "2010-04-06"),
        ("June 16, 2021", "2021-06-16"),
        ("Sept. 17, 2002", "2002-09-17"),
        ("16th of June, 2021", "2021-06-16"),
        ("16-Jun-2021", "2021-06-16"),
        ("2021-06-16T14:05:00Z", "2021-06-16"),
        ("31/12/2010", "2010-12-31"),
        ("12/31/2010", "2010-12-31"),
        ("8.4.2010", "2010-04-08"),
        ("April 2010", "2010-04"),
        ("JUNE 16, 2021", "2021-06-16"),
    ],
)
def test_a_written_date_is_found_whole(text: str, iso: str) -> None:
    (mention,) = find_dates(text)
    assert mention.iso == iso


@pytest.mark.parametrize(
    "text", ["they may 5 times", "March 3,000 soldiers", "version 1.2.03.4", "in 2010"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []


def test_a_date_without_a_year_has_no_iso_form() -> None:
    (mention,) = find_dates("GENEVA, Wednesday, June 16 (Agency)")
    assert (mention.month, mention.day, mention.weekday, mention.iso) == (6, 16, 2, None)


def test_numbers_that_read_two_ways_are_marked() -> None:
    (mention,) = find_dates("03/04/2010")
    assert mention.swappable
    assert (mention.iso, mention.month_first().iso) == ("2010-04-03", "2010-03-04")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2010-04", "2010-04"),
        ("2010", "2010"),
        ("20100408", "2010-04-08"),
        ("20100408T120000Z", "2010-04-08"),
        ("1270684800", "2010-04-08"),
        ("1270684800000", "2010-04-08"),
        ("Thu, 08 Apr 2010 14:05:00 GMT", "2010-04-08"),
        ("8 avril 2010", "2010-04-08"),
    ],
)
def test_a_metadata_field_is_read_in_the_usual_forms(text: str, iso: str) -> None:
    mention = parse_stated(text)
    assert mention is not None
    assert mention.iso == iso


@pytest.mark.parametrize("text", ["", "yesterday", "3 hours ago", "n/a", "99999999999999999"])
def test_a_field_without_a_date_states_none(text: str) -> None:
    assert parse_stated(text) is None


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://post.example/world/2010/apr/08/treaty", "2010-04-08"),
        ("https://post.example/2010/04/08/treaty.html", "2010-04-08"),
        ("https://post.example/2010/04/treaty", "2010-04"),
        ("https://post.example/2010-04-08-treaty", "2010-04-08"),
        ("https://post.example/item/2010", None),
        (None, None),
    ],
)
def test_the_address_may_hold_the_date(url: str | None, iso: str | None) -> None:
    mention = date_in_url(url)
    assert (mention and mention.iso) == iso


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_its_common_forms(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d-%b-%Y", "%A %d %B %Y"):
        (mention,) = find_dates(f"Published {day.strftime(form)}.")
        assert mention.iso == day.isoformat()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for mention in find_dates(text):
        assert 0 <= mention.start < mention.end <= len(text)
    parse_stated(text[:20])

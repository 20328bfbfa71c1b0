"""Dates of events: each expression, its clause, and what stays unresolved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.document import Published
from detente.reading.event_dates import date_events
from detente.record import EventDate, EventType, Modality
from sample_events import sample_document, sample_event


def dated(
    text: str,
    trigger: str,
    published: str | Published | None,
    modality: Modality = "actual",
    type_: EventType = "CONSULT",
) -> EventDate:
    document = sample_document(*text.split("\n"), published=published)
    event = sample_event(document, trigger, modality, type_)
    found = date_events(document, [event])[0].date
    assert found is not None
    if found.span:
        sentence = document.sentences[event.sentence]
        assert sentence.start <= found.span.start < found.span.end <= sentence.end
    return found


def brief(found: EventDate) -> str:
    """``start end precision``, one date where they are equal."""
    if found.start is None or found.end is None:
        return f"{found.precision}/{found.basis}"
    dates = found.start if found.start == found.end else f"{found.start} {found.end}"
    return f"{dates} {found.precision}" + ("/document" if found.basis == "document" else "")


# Wednesday, 5 March 2014
WEDNESDAY = "2014-03-05"

PAST = [
    ("The ministers met on Tuesday.", "met", "2014-03-04 day"),
    ("The ministers met Monday in Oslo.", "met", "2014-03-03 day"),
    ("The ministers met on Wednesday.", "met", "2014-03-05 day"),
    ("The ministers met on Thursday.", "met", "2014-02-27 day"),
    ("The ministers met last Friday.", "met", "2014-02-28 day"),
    ("The ministers met last Wednesday.", "met", "2014-02-26 day"),
    ("They met on Thursday of last week.", "met", "2014-02-27 day"),
    ("They met late on Sunday.", "met", "2014-03-02 day"),
    ("They met from Monday to Wednesday.", "met", "2014-03-03 2014-03-05 day"),
    ("They met on Monday and Tuesday.", "met", "2014-03-03 2014-03-04 day"),
    ("Wednesday's talks ended without a deal.", "talks", "2014-03-05 day"),
    ("The Tuesday meeting went badly.", "meeting", "2014-03-04 day"),
    ("They met today.", "met", "2014-03-05 day"),
    ("They met yesterday.", "met", "2014-03-04 day"),
    ("Jets struck the base last night.", "struck", "2014-03-04 day"),
    ("Jets struck the base overnight.", "struck", "2014-03-04 2014-03-05 day"),
    ("They met the day before yesterday.", "met", "2014-03-03 day"),
    ("They met this morning.", "met", "2014-03-05 day"),
    ("They met last week.", "met", "2014-02-24 2014-03-02 week"),
    ("They met earlier this week.", "met", "2014-03-03 2014-03-05 week"),
    ("They met this week.", "met", "2014-03-03 2014-03-09 week"),
    ("They met over the weekend.", "met", "2014-03-01 2014-03-02 day"),
    ("They met last weekend.", "met", "2014-03-01 2014-03-02 day"),
    ("They met last month.", "met", "2014-02-01 2014-02-28 month"),
    ("They met early last month.", "met", "2014-02-01 2014-02-09 month"),
    ("They met last year.", "met", "2013-01-01 2013-12-31 year"),
    ("They met late last year.", "met", "2013-09-01 2013-12-31 year"),
    ("They met last quarter.", "met", "2013-10-01 2013-12-31 quarter"),
    ("They met last spring.", "met", "2013-03-01 2013-05-31 season"),
    ("They met last winter.", "met", "2013-12-01 2014-02-28 season"),
    ("They met in the summer.", "met", "2013-06-01 2013-08-31 season"),
    ("They met in the spring of 2003.", "met", "2003-03-01 2003-05-31 season"),
    ("They met two days ago.", "met", "2014-03-03 day"),
    ("They met a few days ago.", "met", "2014-02-26 2014-03-03 week"),
    ("They met two hours ago.", "met", "2014-03-05 day"),
    ("They met three weeks ago.", "met", "2014-02-10 2014-02-16 week"),
    ("They met two months ago.", "met", "2014-01-01 2014-01-31 month"),
    ("They fought sixty years ago.", "fought", "1954-01-01 1954-12-31 year"),
    ("They fought a decade ago.", "fought", "2002-01-01 2006-12-31 decade"),
    ("They have met in recent weeks.", "met", "2014-01-15 2014-03-05 week"),
    ("They met twice in the past two months.", "met", "2014-01-05 2014-03-05 month"),
    ("Rebels have shelled the town for three weeks.", "shelled", "2014-02-12 2014-03-05 week"),
    ("The troops left in 2013.", "left", "2013-01-01 2013-12-31 year"),
    ("The troops left in early 2013.", "left", "2013-01-01 2013-04-30 year"),
    ("The troops left in mid-2013.", "left", "2013-05-01 2013-08-31 year"),
    ("The sides signed in March 2012.", "signed", "2012-03-01 2012-03-31 month"),
    ("The sides signed in January.", "signed", "2014-01-01 2014-01-31 month"),
    ("The sides signed in late January.", "signed", "2014-01-21 2014-01-31 month"),
    ("The sides signed in November.", "signed", "2013-11-01 2013-11-30 month"),
    ("The sides signed last October.", "signed", "2013-10-01 2013-10-31 month"),
    ("The sides signed in January last year.", "signed", "2013-01-01 2013-01-31 month"),
    ("The sides signed in May.", "signed", "2013-05-01 2013-05-31 month"),
    ("They met on 5 June 2013 in Oslo.", "met", "2013-06-05 day"),
    ("They met on June 5, 2013, in Oslo.", "met", "2013-06-05 day"),
    ("They met on 20 February.", "met", "2014-02-20 day"),
    ("They met on Feb. 20 in Oslo.", "met", "2014-02-20 day"),
    ("They met on Monday, March 3, in Oslo.", "met", "2014-03-03 day"),
    ("They met on 5–7 June 2013.", "met", "2013-06-05 2013-06-07 day"),
    ("They met on June 5-7, 2013.", "met", "2013-06-05 2013-06-07 day"),
    ("They met from 5 to 7 June 2013.", "met", "2013-06-05 2013-06-07 day"),
    ("They met on 28 February and 1 March 2013.", "met", "2013-02-28 2013-03-01 day"),
    ("They met between January and March 2013.", "met", "2013-01-01 2013-03-31 month"),
    ("They fought between 2003 and 2005.", "fought", "2003-01-01 2005-12-31 year"),
    ("They fought from 1980 to 1988.", "fought", "1980-01-01 1988-12-31 year"),
    ("They fought in 2003–05.", "fought", "2003-01-01 2005-12-31 year"),
    ("They fought during the 1990s.", "fought", "1990-01-01 1999-12-31 decade"),
    ("They fought in the early 1990s.", "fought", "1990-01-01 1993-04-30 decade"),
    ("They have traded since 2003.", "traded", "2003-01-01 2014-03-05 year"),
    ("They met in the first half of 2011.", "met", "2011-01-01 2011-06-30 year"),
    ("They met in the third quarter of 2011.", "met", "2011-07-01 2011-09-30 quarter"),
    ("The 1974 invasion split the island.", "invasion", "1974-01-01 1974-12-31 year"),
    ("The treaty of 1972 is dead.", "treaty", "1972-01-01 1972-12-31 year"),
    ("The Sept. 11 attacks changed that.", "attacks", "2001-09-11 day"),
    ("They met at last week's summit in Oslo.", "met", "2014-02-24 2014-03-02 week"),
    (
        "They met on 5 June 2013. Three weeks later they signed.",
        "signed",
        "2013-06-24 2013-06-30 week",
    ),
    ("They met on 5 June 2013. The next day they signed.", "signed", "2013-06-06 day"),
    (
        "They met on 5 June 2013. They signed the same month.",
        "signed",
        "2013-06-01 2013-06-30 month",
    ),
]

AHEAD = [
    ("The ministers will meet on Friday.", "meet", "2014-03-07 day"),
    ("The ministers will meet on Monday.", "meet", "2014-03-10 day"),
    ("The ministers will meet on Wednesday.", "meet", "2014-03-05 day"),
    ("The ministers will meet next Thursday.", "meet", "2014-03-13 day"),
    ("Talks will resume tomorrow.", "resume", "2014-03-06 day"),
    ("They will meet next week.", "meet", "2014-03-10 2014-03-16 week"),
    ("They will meet this weekend.", "meet", "2014-03-08 2014-03-09 day"),
    ("They will meet later this week.", "meet", "2014-03-05 2014-03-09 week"),
    ("They will meet next month.", "meet", "2014-04-01 2014-04-30 month"),
    ("They will vote early next year.", "vote", "2015-01-01 2015-04-30 year"),
    ("They will meet in June.", "meet", "2014-06-01 2014-06-30 month"),
    ("They will meet in January.", "meet", "2015-01-01 2015-01-31 month"),
    ("They will meet on 5 June.", "meet", "2014-06-05 day"),
    ("They will meet in two weeks.", "meet", "2014-03-17 2014-03-23 week"),
    ("They will meet within ten days.", "meet", "2014-03-05 2014-03-15 day"),
    ("Troops will leave by the end of May.", "leave", "2014-03-05 2014-05-31 month"),
    ("Troops will leave by Friday.", "leave", "2014-03-05 2014-03-07 day"),
    ("Troops will leave by the end of the year.", "leave", "2014-03-05 2014-12-31 year"),
    ("They agreed on Tuesday to withdraw by June.", "withdraw", "2014-03-05 2014-06-30 month"),
    ("Troops will leave in the coming weeks.", "leave", "2014-03-05 2014-04-23 week"),
]

CLAUSES = [
    ("Delegates met on Monday and signed on Tuesday.", "met", "2014-03-03 day"),
    ("Delegates met on Monday and signed on Tuesday.", "signed", "2014-03-04 day"),
    ("He said on Tuesday that Iran had signed the deal.", "signed", "2014-03-05 day/document"),
    ("He warned Iran on Tuesday that talks would end.", "warned", "2014-03-04 day"),
    (
        "Troops have left, the ministry said in a statement on Tuesday.",
        "left",
        "2014-03-05 day/document",
    ),
    ("Iran condemned the raid in a statement on Monday.", "condemned", "2014-03-03 day"),
    (
        "After rebels attacked the town on Monday, the army fired back.",
        "attacked",
        "2014-03-03 day",
    ),
    (
        "After rebels attacked the town on Monday, the army fired back.",
        "fired",
        "2014-03-05 day/document",
    ),
    ("On Monday, the army, which had been mocked, fired back.", "fired", "2014-03-03 day"),
    (
        "The army fired back after rebels attacked the town on Monday.",
        "fired",
        "2014-03-05 day/document",
    ),
    ("It came on Monday, when the president signed a law.", "signed", "2014-03-03 day"),
    ("He violated the 2010 nuclear deal.", "violated", "2014-03-05 day/document"),
    ("They will debate the end of a law passed in 1974.", "debate", "2014-03-05 day/document"),
    ("Both sides agreed to resume talks in October.", "agreed", "2014-03-05 day/document"),
    ("They announced a new round for 15 June.", "announced", "2014-03-05 day/document"),
    ("It rejected a plan that Iran made on Monday.", "rejected", "2014-03-05 day/document"),
]

NO_TIME = [
    ("May said she had rejected it.", "rejected"),
    ("They may attack the town.", "attack"),
    ("Crowds march on the palace and attack it.", "attack"),
    ("The army sent 1,974 tonnes of grain.", "sent"),
    ("The council adopted UNSCR 1973 unanimously.", "adopted"),
    ("They upheld resolution 2118 and met.", "met"),
    ("The raid killed 2005 people.", "killed"),
    ("They were attacked by 2000 soldiers.", "attacked"),
    ("The talks lasted for three weeks.", "talks"),
    ("It broke the Good Friday Agreement.", "broke"),
    ("They spoke to Russia Today.", "spoke"),
    ("The most important treaty in two decades was signed.", "signed"),
    ("Talks are expected to last several hours.", "Talks"),
    ("They launched a two-day attack.", "launched"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), PAST)
def test_what_happened_is_dated_back(text: str, trigger: str, expected: str) -> None:
    assert brief(dated(text, trigger, WEDNESDAY, type_="AGREE")) == expected


@pytest.mark.parametrize(("text", "trigger", "expected"), AHEAD)
def test_what_is_to_come_is_dated_ahead(text: str, trigger: str, expected: str) -> None:
    assert brief(dated(text, trigger, WEDNESDAY, "scheduled")) == expected


@pytest.mark.parametrize(("text", "trigger", "expected"), CLAUSES)
def test_a_time_belongs_to_its_clause(text: str, trigger: str, expected: str) -> None:
    type_: EventType = "REJECT" if trigger in ("condemned", "rejected") else "ASSAULT"
    assert brief(dated(text, trigger, WEDNESDAY, type_=type_)) == expected


@pytest.mark.parametrize(("text", "trigger"), NO_TIME)
def test_words_that_are_no_time(text: str, trigger: str) -> None:
    assert brief(dated(text, trigger, WEDNESDAY)) == "2014-03-05 day/document"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Tuesday.", "unresolved/text"),
        ("They met last week.", "unresolved/text"),
        ("They met in March.", "unresolved/text"),
        ("They met on 5 June.", "unresolved/text"),
        ("They met in March 2014.", "2014-03-01 2014-03-31 month"),
        ("They met in 2013.", "2013-01-01 2013-12-31 year"),
        ("They met during the 1990s.", "1990-01-01 1999-12-31 decade"),
        ("They met.", "unresolved/document"),
    ],
)
def test_a_document_without_a_date(text: str, expected: str) -> None:
    found = dated(text, "met", None)
    assert brief(found) == expected
    assert found.anchor is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met last year.", "2013-01-01 2013-12-31 year"),
        ("They met last month.", "2014-02-01 2014-02-28 month"),
        ("They met yesterday.", "2014-02-28 2014-03-30 month"),
        ("They met.", "2014-03-01 2014-03-31 month/document"),
    ],
)
def test_a_document_of_a_month(text: str, expected: str) -> None:
    published = Published("2014-03", "month", "inferred", ("2014-03-01", "2014-03-31"))
    assert brief(dated(text, "met", published)) == expected


@pytest.mark.parametrize("modality", ["actual", "reported", "alleged", "negated"])
def test_without_a_time_the_day_of_the_page_counts(modality: Modality) -> None:
    assert brief(dated("They met.", "met", WEDNESDAY, modality)) == "2014-03-05 day/document"


@pytest.mark.parametrize(
    "modality",
    ["scheduled", "predicted", "proposed", "recommended", "hypothetical", "feared", "historical"],
)
def test_without_a_time_the_rest_has_none(modality: Modality) -> None:
    assert brief(dated("They met.", "met", WEDNESDAY, modality)) == "unresolved/document"


def test_an_update_is_counted_from_its_own_day() -> None:
    document = sample_document(
        "They talked.", "They met on Tuesday.", published="2014-03-05", dated="2014-03-12"
    )
    found = date_events(document, [sample_event(document, "met")])[0].date
    assert (
        found == EventDate("2014-03-11", "2014-03-11", "day", "text", found.span, "2014-03-12")
        if found
        else False
    )


def test_the_anchor_of_a_relative_time_is_kept() -> None:
    assert dated("They met on Tuesday.", "met", WEDNESDAY).anchor == WEDNESDAY
    assert dated("They met in 2013.", "met", WEDNESDAY).anchor is None


WORDS = st.sampled_from(
    [
        "On",
        "Monday",
        ",",
        "the",
        "talks",
        "in",
        "May",
        "2013",
        "and",
        "three",
        "weeks",
        "later",
        "met",
        ".",
        "since",
        "last",
        "year's",
        "by",
        "end",
        "of",
        "5",
        "June",
        "–",
        "7",
        "ago",
        "few",
        "days",
        "that",
        "after",
        "“",
        "”",
        "1990s",
        "early",
        "next",
        "weekend",
        "Tuesday's",
        "31",
        "February",
        "for",
        "9999",
        "years",
    ]
)


@settings(deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=25),
    st.integers(0, 400),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["actual", "scheduled", "negated", "historical"]),
)
def test_any_words_give_a_span_in_the_sentence_and_ordered_dates(
    words: list[str], place: int, day: date, modality: Modality
) -> None:
    text = " ".join([*words, "met"])
    found = dated(text, text.split()[place % len(text.split())], day.isoformat(), modality)
    assert (found.start is None) == (found.end is None) == (found.precision == "unresolved")
    assert (found.start or "") <= (found.end or "")

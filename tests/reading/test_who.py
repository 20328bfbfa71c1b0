"""Whom a name or a title means on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.knowledge.offices import Offices, Tenure
from detente.reading.offices import look_up, who


@pytest.mark.parametrize(
    ("text", "on", "person", "state", "title"),
    [
        ("Kevin Rudd", "2011-05-03", "Kevin Rudd", "AUS", "foreign minister"),
        ("Kevin Rudd", "2008-06-01", "Kevin Rudd", "AUS", "prime minister"),
        ("Kevin Rudd", "2015-06-01", "Kevin Rudd", "AUS", "former prime minister"),
        ("Gordon Brown", "1999-05-01", "Gordon Brown", "GBR", "chancellor of the exchequer"),
        ("Gordon Brown", "2009-05-01", "Gordon Brown", "GBR", "prime minister"),
        ("the Russian foreign minister", "1999-06-01", "Igor Ivanov", "RUS", "foreign minister"),
        ("Russia's foreign minister", "2019-06-01", "Sergei Lavrov", "RUS", "foreign minister"),
        ("Foreign Minister of Russia", "2019", "Sergei Lavrov", "RUS", "foreign minister"),
        ("Foreign Minister Lavrov", "2019-06-01", "Sergei Lavrov", "RUS", "foreign minister"),
        ("Russia's Lavrov", "2019-06-01", "Sergei Lavrov", "RUS", "foreign minister"),
        ("U.S. Secretary of State", "2010-01-01", "Hillary Clinton", "USA", "secretary of state"),
        ("President Bush", "2005-01-01", "George W. Bush", "USA", "president"),
        ("President Bush", "1991-01-01", "George H. W. Bush", "USA", "president"),
        ("George Bush", "2005-01-01", "George W. Bush", "USA", "president"),
        ("President Park", "2014-01-01", "Park Geun-hye", "KOR", "president"),
        ("Syrian President Bashar al-Assad", "2005", "Bashar al-Assad", "SYR", "president"),
        (
            "British Prime Minister Theresa May",
            "2018-01-01",
            "Theresa May",
            "GBR",
            "prime minister",
        ),
        ("Britain's foreign minister", "2008-01-01", "David Miliband", "GBR", "foreign secretary"),
    ],
)
def test_names_and_titles_are_resolved_to_the_office_on_the_day(
    text: str, on: str, person: str, state: str, title: str
) -> None:
    answer = who(text, on)
    assert (answer.person, answer.state, answer.title) == (person, state, title)


@pytest.mark.parametrize(
    ("text", "on", "why"),
    [
        ("Rudd", "2011-05-03", "surname alone"),
        ("President Bush", None, "several people"),
        ("George Bush", "2012-01-01", "several people"),
        ("the Russian foreign minister", None, "needs a date"),
        ("the foreign minister", "2011-05-03", "needs its state"),
        ("the former Russian president", "2011-05-03", "needs a name"),
        ("Ada Brask", "2011-05-03", "no Ada Brask"),
        ("Russian Foreign Minister Kevin Rudd", "2011-05-03", "no Kevin Rudd"),
        ("", "2011-05-03", "neither a person nor an office"),
    ],
)
def test_what_nothing_settles_stays_unresolved(text: str, on: str | None, why: str) -> None:
    answer = who(text, on)
    assert (answer.standing, answer.person, answer.tenure) == ("unresolved", None, None)
    assert why in answer.why


def test_the_state_of_the_surroundings_serves_a_title_that_names_none() -> None:
    assert who("the Chancellor", "2009-03-01", state="GBR").person == "Alistair Darling"
    assert who("the Chancellor", "2009-03-01", state="DEU").person == "Angela Merkel"
    assert who("the French foreign minister", "2009-03-01", state="GBR").state == "FRA"


def test_a_country_and_a_state_of_one_name_are_not_mixed_up() -> None:
    assert who("Prime Minister of Georgia", "2019-05-05").state == "GEO"
    assert who("Governor of Georgia", "2019-05-05").person is None


def row(person: str, office: str, start: str, end: str, title: str = "") -> Tenure:
    words = title or office.replace("_", " ").title()
    return Tenure(person, "NOR", "", office, words, (), start, end)


TABLE = Offices(
    [
        row("Anna Berg", "finance_minister", "1995-01-01", "1999-06-30"),
        row("Anna Berg", "head_of_state", "1999-07-01", "2004-07-01", "President"),
        row("Nils Dal", "head_of_state", "2004-07-01", "2009", "President"),
        row("Kari Dal", "head_of_state", "2009", "2014", "President"),
        row("Ole Vik", "foreign_minister", "2001", "2003"),
        row("Per Vik", "foreign_minister", "2002-06-01", "2002-09-01"),
    ]
)


def test_finance_minister_first_and_president_later() -> None:
    assert look_up("Anna Berg", "1997-01-01", TABLE).office == "finance_minister"
    assert look_up("Anna Berg", "2003-01-01", TABLE).office == "head_of_state"
    assert look_up("Anna Berg", "2005-01-01", TABLE).title == "former president"
    early = look_up("Anna Berg", "1990-01-01", TABLE)
    assert (early.standing, early.title) == ("future", "future president")


def test_two_presidents_of_one_surname_are_told_apart_by_date_or_given_name_or_not_at_all() -> None:
    assert look_up("President Dal", "2006-01-01", TABLE).person == "Nils Dal"
    assert look_up("President Dal", "2012-01-01", TABLE).person == "Kari Dal"
    assert look_up("President Kari Dal", "2009-06-01", TABLE).person == "Kari Dal"
    both = look_up("President Dal", "2009-06-01", TABLE)
    assert both.person is None
    assert {item.tenure.person for item in both.others} == {"Nils Dal", "Kari Dal"}


def test_on_the_day_of_a_handover_the_incoming_holder_counts_and_the_other_is_listed() -> None:
    answer = look_up("the Norwegian president", "2004-07-01", TABLE)
    assert answer.person == "Nils Dal"
    assert [(item.tenure.person, item.why) for item in answer.others] == [
        ("Anna Berg", "left the office on that day")
    ]


def test_two_holders_at_once_and_dates_too_coarse_leave_it_open() -> None:
    assert look_up("Norway's foreign minister", "2002-07-01", TABLE).person is None
    assert look_up("Norway's president", "2009-06-01", TABLE).person is None
    assert look_up("Norway's foreign minister", "2001-06-01", TABLE).person == "Ole Vik"


def test_the_user_s_file_wins_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "state,office,title,person,start,end\n"
        "RUS,foreign_minister,Foreign Minister,Ivan Petrov,2010-01-01,2010-12-31\n",
        encoding="utf-8",
    )
    answer = who("the Russian foreign minister", date(2010, 6, 1), actors=path)
    assert answer.person == "Ivan Petrov"
    assert answer.tenure and answer.tenure.source == str(path)
    assert who("the Russian foreign minister", "2010-06-01").person == "Sergei Lavrov"


def test_what_is_no_date_is_an_error() -> None:
    with pytest.raises(DetenteError, match="BAD_DATE"):
        who("Kevin Rudd", "last week")

"""The rows of the table of offices, found by name and by post, with dates of any precision."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.knowledge.actor_import import import_actors
from detente.knowledge.actors import offices, own_actors, read_actors, use_actors
from detente.knowledge.names import match_words, same_name
from detente.knowledge.offices import Offices, Tenure
from detente.knowledge.posts import is_body_head, post_of


def tenure(person: str, *also: str, start: str = "2000", end: str = "2005") -> Tenure:
    return Tenure(person, "EGY", "", "foreign_minister", "Foreign Minister", also, start, end)


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "certain", "possible"),
    [
        ("2000-03-01", "2005-02-01", "2000-03-01", "2000-03-01", True, True),
        ("2000-03-01", "2005-02-01", "2005-02-01", "2005-02-01", True, True),
        ("2000-03-01", "2005-02-01", "2005-02-02", "2005-02-02", False, False),
        ("2000", "2005", "2000-06-01", "2000-06-01", False, True),
        ("2000", "2005", "2001-01-01", "2001-01-01", True, True),
        ("2000", "2005", "2005-06-01", "2005-06-01", False, True),
        ("2000-03", "", "2000-04-01", "2024-01-01", True, True),
        ("2000-03", "", "2000-01-01", "2000-12-31", False, True),
        ("", "2005", "1990-01-01", "1990-01-01", True, True),
    ],
)
def test_a_tenure_is_certain_inside_its_dates_and_possible_at_their_edges(
    start: str, end: str, first: str, last: str, certain: bool, possible: bool
) -> None:
    row = tenure("Amr Moussa", start=start, end=end)
    assert (row.certain(first, last), row.possible(first, last)) == (certain, possible)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Tomislav Nikolić", "Tomislav Nikolic"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Park Geun-hye", "Geun-hye Park"),
        ("Mohammed bin Salman", "Mohammed Salman"),
        ("Mohammed al-Dairi", "Mohammed Dairi"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("George W. Bush", "George Bush"),
        ("Mohammad Javad Zarif", "Mohammad Zarif"),
        ("Jens Stoltenberg", "JENS STOLTENBERG"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Perfecto Yasay", "Perfecto R. Yasay, Jr."),
    ],
)
def test_a_name_is_found_in_the_ways_it_is_written(written: str, asked: str) -> None:
    row = tenure(written)
    assert list(Offices([row]).named(asked)) == [row]


def test_other_spellings_and_romanisations_find_the_person() -> None:
    row = tenure("Mahmoud Ahmadinejad", "Mahmud Ahmadi Nezhad")
    table = Offices([row])
    assert list(table.named("Mahmud Ahmadi Nezhad")) == [row]
    assert list(table.sounding("Mahmud Ahmadi-Nejad")) == [row]
    assert not table.named("Mahmoud")
    assert not table.named("Akbar Hashemi")


def test_same_name_asks_for_more_than_a_given_name() -> None:
    assert same_name("José Manuel García-Margallo", "José García-Margallo y Marfil")
    assert same_name("Moussa Koussa", "Musa Kusa")
    assert not same_name("Ali Larijani", "Ali Akbar Salehi")
    assert not same_name("Ivan Petrov", "Ivan")


def test_particles_and_initials_do_not_count_but_first_words_do() -> None:
    assert match_words("Ben Bot") == ("ben", "bot")
    assert match_words("S. M. Krishna") == ("krishna",)
    assert match_words("Inam-ul-Haq") == ("inam", "haq")


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("Minister for Foreign Affairs", "foreign_minister"),
        ("Federal Minister of Foreign Affairs", "foreign_minister"),
        ("Minister of Foreign Affairs, European Union and Cooperation", "foreign_minister"),
        ("Secretary of State for Foreign and Commonwealth Affairs", "foreign_minister"),
        ("External Affairs Minister", "foreign_minister"),
        ("Foreign Secretary", "foreign_secretary"),
        ("Secretary of State", "secretary_of_state"),
        ("Deputy Foreign Minister", "deputy foreign_minister"),
        ("Minister of State for Foreign Affairs", "deputy foreign_minister"),
        ("Minister of Foreign Trade", "minister of foreign trade"),
        (
            "Director of the Foreign Intelligence Service",
            "director of the foreign intelligence service",
        ),
        ("former prime minister", "prime_minister"),
        ("President of the Council of Ministers", "prime_minister"),
        ("President of the Council of State", "president of the council of state"),
        ("President of the Republic", "president"),
        ("White House Press Secretary", "spokesperson presidency"),
        ("Foreign Ministry spokeswoman", "spokesperson foreign"),
        ("Chancellor of the Exchequer", "finance_minister"),
        ("Secretary of Defense", "defence_minister"),
        ("Secretary of State for the Home Department", "interior_minister"),
        ("Permanent Representative to the United Nations", "un_ambassador"),
    ],
)
def test_a_title_tells_its_post(title: str, post: str) -> None:
    assert post_of(title) == post


def test_what_heads_a_body() -> None:
    assert is_body_head("Secretary-General")
    assert is_body_head("chief")
    assert not is_body_head("spokesman")


def test_the_table_is_quick() -> None:
    offices()  # loaded once
    start = time.process_time()
    for _ in range(200):
        offices().named("Sergei Lavrov")
        offices().of_post("RUS", "foreign_minister")
    assert time.process_time() - start < 0.2


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_the_user_is_read_and_put_away(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.csv",
        "kind,state,office,title,person,also,start\n"
        ",NOR,foreign_minister,Foreign Minister,Anna Berg,A. Berg,2010\n"
        "group,YEM,,,Coast Committee,CC|the Committee of the Coast,\n",
    )
    use_actors(path)
    try:
        assert offices().of_post("NOR", "foreign_minister")[0].person == "Anna Berg"
        assert own_actors().entities["CC"].kind == "group"
    finally:
        use_actors(None)
    assert not offices().named("Anna Berg")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,state\nAnna Berg,NOR\n", "no column `person`"),
        ("person,state\nAnna Berg,Norway\n", "line 2: state 'Norway'"),
        ("person,start\nAnna Berg,May 2010\n", "start 'May 2010'"),
        ("person,start,end\nAnna Berg,2010-05,2009\n", "ends .2009. before"),
        ("person,kind\nAnna Berg,fish\n", "kind 'fish'"),
        ("person,state\n,NOR\n", "line 2: no person"),
    ],
)
def test_a_faulty_file_is_refused_with_its_lines(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(DetenteError, match=fault):
        read_actors(write(tmp_path / "own.csv", text))
    with pytest.raises(DetenteError, match="ACTORS_NOT_FOUND"):
        use_actors(tmp_path / "nothing.csv")


def test_lists_of_others_are_converted_and_each_row_left_out_has_its_reason(tmp_path: Path) -> None:
    wikidata = write(
        tmp_path / "wikidata.csv",
        "country_iso3,country,position,position_id,person,start,end\n"
        "NOR,Norway,Minister of Foreign Affairs,Q1,Anna Berg,2010-05-01T00:00:00Z,2012\n"
        "NOR,Norway,Prime Minister,Q2,Nils Dal,2012-01,2011-12\n"
        "ATL,Atlantis,King,Q3,Triton,,\n"
        "NOR,Norway,Prime Minister,Q2,,2012,\n",
    )
    imported = import_actors(wikidata, tmp_path / "own.csv")
    assert [(r["state"], r["office"], r["person"], r["start"]) for r in imported.rows] == [
        ("NOR", "foreign_minister", "Anna Berg", "2010-05-01")
    ]
    reasons = [(item.locator.rpartition("#")[2], item.message) for item in imported.rejections]
    assert [line for line, _ in reasons] == ["3", "4", "5"]
    assert "ends (2011-12) before" in reasons[0][1]
    assert "no state is called 'ATL'" in reasons[1][1]
    assert "names no person" in reasons[2][1]
    assert read_actors(tmp_path / "own.csv").tenures[0].title == "Minister of Foreign Affairs"


def test_members_of_a_parliament_need_their_state_named(tmp_path: Path) -> None:
    members = write(
        tmp_path / "term.csv",
        "id,name,group,chamber,start_date,end_date\n1,Anna Berg,Greens,Storting,2009-10-01,\n",
    )
    (row,) = import_actors(members, state="NOR").rows
    assert (row["state"], row["title"], row["office"]) == ("NOR", "Member of Storting", "office")
    with pytest.raises(DetenteError, match="UNKNOWN_STATE"):
        import_actors(members, state="Norway")
    with pytest.raises(DetenteError, match="names a person"):
        import_actors(write(tmp_path / "x.csv", "a,b\n1,2\n"))

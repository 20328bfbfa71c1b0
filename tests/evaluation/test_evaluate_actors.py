"""The measure of actors, on a list made for it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluation.actors import judge_actors, measure_actors, read_holders
from detente.knowledge.actors import offices
from detente.knowledge.offices import Offices, Tenure

HEAD = "country_iso3,country,position,person,start,end\n"
ROWS = (
    "AUS,Australia,Minister for Foreign Affairs,Kevin Rudd,2010-09-14,2012-02-22\n"
    "AUS,Australia,Prime Minister,Kevin Rudd,2007-12-03,2010-06-24\n"
    "USA,United States,Secretary of State,Hillary Clinton,2009-01-21,2013-02-01\n"
    "USA,United States,President,Barack Obama,2009-01-20,2017-01-20\n"
    "FRA,France,President,Jacques Chirac,1995-05-17,2007-05-16\n"
    "NOR,Norway,Minister of Health,Anna Berg,2009,2012\n"
    "IND,India,Foreign Secretary,Shyam Saran,2004-07-31,2006-09-01\n"
    "IND,India,Minister of Foreign Affairs,Kanwal Sibal,2002-07-01,2003-11-30\n"
    "GBR,United Kingdom,Minister of State for Foreign Affairs,A Body,2004,2006\n"
    "NOR,Norway,Prime Minister,Old Holder,1971,1972\n"
    "NOR,Norway,Prime Minister,Open End,1990,\n"
    "NOR,Norway,Prime Minister,Later Holder,1997,2000\n"
)


def write(folder: Path, rows: str = ROWS) -> Path:
    path = folder / "holders.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_only_foreign_ministers_and_heads_of_government_of_the_years_are_asked(
    tmp_path: Path,
) -> None:
    rows = read_holders(write(tmp_path))
    assert [(row.state, row.post, row.person, row.day) for row in rows] == [
        ("AUS", "foreign_minister", "Kevin Rudd", "2011-06-04"),
        ("AUS", "head_of_government", "Kevin Rudd", "2009-03-14"),
        ("USA", "foreign_minister", "Hillary Clinton", "2011-01-27"),
        ("USA", "head_of_government", "Barack Obama", "2013-01-20"),
        ("NOR", "head_of_government", "Later Holder", "1999-01-01"),
    ]


def test_right_wrong_and_unresolved_add_up_and_errors_are_written(tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    report = measure_actors(write(tmp_path), errors=errors)
    scores = report["scores"]
    assert (report["task"], report["n"]) == ("actors", 20)
    assert scores["right"] + scores["wrong"] + scores["unresolved"] == pytest.approx(1)
    assert scores["right"] == pytest.approx(0.8)
    assert scores["unresolved_name"] == pytest.approx(0.2)
    assert (scores["wrong_title"], scores["wrong_state"], scores["covered"]) == (0.2, 0, 1)
    with errors.open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    assert [row["way"] for row in listed] == ["name", "titled_name", "title", "position"]
    assert {row["gold"] for row in listed} == {"Later Holder, Prime Minister"}


def test_posts_that_the_table_lacks_are_not_counted(tmp_path: Path) -> None:
    rows = read_holders(write(tmp_path))
    row = Tenure("K. Rudd", "AUS", "", "foreign_minister", "Foreign Minister", (), "2010", "2012")
    judged = list(judge_actors(rows, Offices([row])))
    assert {item.holder.state for item in judged} == {"AUS"}
    assert {item.way: item.verdict for item in judged}["title"] == "wrong"


def test_a_list_that_is_missing_or_something_else_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="DATA_NOT_FOUND"):
        measure_actors(tmp_path)
    with pytest.raises(DetenteError, match="DATA_EMPTY"):
        measure_actors(write(tmp_path, ""), offices())
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DetenteError, match="DATA_EMPTY"):
        measure_actors(other)

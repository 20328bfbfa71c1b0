"""The table of offices: well formed, without rivals that nobody meant, right where we know it."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.knowledge import knowledge

TABLE = Path(__file__).parents[2] / "src" / "detente" / "knowledge" / "offices.csv"
COLUMNS = ["state", "body", "office", "title", "person", "also", "start", "end"]
OFFICES = {
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "finance_minister",
    "interior_minister",
    "vice_president",
    "deputy_head",
    "crown_prince",
    "party_leader",
    "speaker",
    "head",
    "envoy",
    "spokesperson",
    "security_adviser",
    "un_ambassador",
    "foreign_secretary",
    "deputy_foreign_minister",
    "military_chief",
    "intelligence_chief",
}
SINGLE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "head")
# Posts that several held at once: collective heads, rival governments, a federation and its part.
RIVALS = {
    ("BIH", "head_of_state"),
    ("KHM", "head_of_government"),
    ("LBN", "defence_minister"),
    ("LBY", "defence_minister"),
    ("LBY", "foreign_minister"),
    ("LBY", "head_of_government"),
    ("RUS", "head_of_government"),
    ("RUS", "head_of_state"),
    ("SRB", "head_of_government"),
    ("SRB", "head_of_state"),
    ("YEM", "head_of_state"),
}
Row = dict[str, str]


def _rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _rows()


def _first(text: str) -> date:
    return date.fromisoformat((text + "-01-01")[:10])


def _last(text: str) -> date:
    if not text:
        return date.max
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7] or 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def _holders(place: str, office: str, day: str) -> set[str]:
    asked = date.fromisoformat(day)
    return {
        row["person"]
        for row in ROWS
        if place in (row["state"], row["body"])
        and row["office"] == office
        and _first(row["start"]) <= asked <= _last(row["end"])
    }


def test_every_row_is_well_formed() -> None:
    states = knowledge().states
    for row in ROWS:
        assert list(row) == COLUMNS
        assert row["office"] in OFFICES, row
        assert row["title"] and row["person"], row
        assert bool(row["state"]) != bool(row["body"]), row
        assert not row["state"] or row["state"] in states, row
        assert len(row["start"]) in (4, 7, 10), row
        assert len(row["end"]) in (0, 4, 7, 10), row
        assert _first(row["start"]) <= _last(row["end"]), row


def test_no_row_stands_twice() -> None:
    keys = [tuple(row[column] for column in COLUMNS) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_every_name_has_an_ascii_form() -> None:
    for row in ROWS:
        names = [row["person"], *row["also"].split("|")]
        assert any(name and name.isascii() for name in names), row


def test_one_person_has_one_spelling_in_a_state() -> None:
    people = {(row["state"], row["body"], row["person"]) for row in ROWS}
    for row in ROWS:
        for other in filter(None, row["also"].split("|")):
            rival = (row["state"], row["body"], other)
            assert rival not in people or other in {"Abdullah", "Salman", "Hussein"}, row


def test_single_posts_have_one_holder_at_a_time() -> None:
    posts: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in ROWS:
        if row["office"] in SINGLE and (row["state"], row["office"]) not in RIVALS:
            posts[row["state"], row["body"], row["office"]].append(row)
    clashes = []
    for post, held in posts.items():
        held.sort(key=lambda row: row["start"])
        for at, one in enumerate(held):
            for other in held[at + 1 :]:
                ends = min(_first(one["end"] or "2100"), _first(other["end"] or "2100"))
                shared = (ends - _last(other["start"])).days
                if one["person"] != other["person"] and shared > 45:
                    clashes.append((post, one["person"], other["person"], shared))
    assert clashes == []


def _uncovered(state: str, offices: tuple[str, ...]) -> int:
    """Days of 1995 to 2021 on which the state's posts have no holder in the table."""
    spans = sorted(
        (_first(row["start"]), _last(row["end"]))
        for row in ROWS
        if row["state"] == state and row["office"] in offices
    )
    reached, missing, end = date(1995, 1, 1), 0, date(2021, 12, 31)
    for low, high in spans:
        if low > reached:
            missing += (min(low, end) - reached).days
        reached = min(max(reached, high), end)
    return missing + (end - reached).days


def test_ninety_states_are_covered_from_1995_to_2021() -> None:
    states = {row["state"] for row in ROWS if row["state"]}
    led = {s for s in states if _uncovered(s, ("head_of_government", "head_of_state")) <= 120}
    foreign = {s for s in states if _uncovered(s, ("foreign_minister",)) <= 365}
    assert len(led & foreign) >= 90


FACTS = """
USA head_of_state 1992-06-01 George H. W. Bush
USA head_of_state 2003-03-20 George W. Bush
USA foreign_minister 1996-03-01 Warren Christopher
USA foreign_minister 2014-05-05 John Kerry
USA defence_minister 2004-04-28 Donald Rumsfeld
USA security_adviser 1998-12-16 Sandy Berger
USA un_ambassador 2013-09-10 Samantha Power
USA spokesperson 1999-04-01 James Rubin
GBR head_of_government 1991-12-01 John Major
GBR foreign_minister 2003-02-05 Jack Straw
GBR finance_minister 2005-06-01 Gordon Brown
GBR head_of_government 2008-09-15 Gordon Brown
GBR foreign_minister 2017-10-01 Boris Johnson
FRA foreign_minister 2003-02-14 Dominique de Villepin
FRA head_of_government 1996-01-10 Alain Juppé
DEU head_of_government 1998-01-01 Helmut Kohl
DEU foreign_minister 1999-03-24 Joschka Fischer
DEU defence_minister 2014-03-01 Ursula von der Leyen
DEU foreign_minister 2015-02-12 Frank-Walter Steinmeier
ITA foreign_minister 2014-09-01 Federica Mogherini
ESP foreign_minister 1994-05-01 Javier Solana
POL foreign_minister 2009-09-01 Radosław Sikorski
GRC foreign_minister 2001-05-01 George Papandreou
GRC head_of_government 2010-05-01 George Papandreou
RUS foreign_minister 1997-02-01 Yevgeny Primakov
RUS foreign_minister 2001-09-11 Igor Ivanov
RUS head_of_state 2009-07-06 Dmitry Medvedev
RUS head_of_government 2009-07-06 Vladimir Putin
RUS foreign_minister 2022-02-24 Sergei Lavrov
UKR foreign_minister 2015-02-12 Pavlo Klimkin
UKR head_of_state 2004-11-22 Leonid Kuchma
GEO head_of_state 2008-08-08 Mikheil Saakashvili
ARM foreign_minister 2000-05-01 Vartan Oskanian
AZE head_of_state 1998-01-01 Heydar Aliyev
KAZ foreign_minister 1997-01-01 Kassym-Jomart Tokayev
KAZ head_of_state 2022-01-06 Kassym-Jomart Tokayev
TUR foreign_minister 2004-12-17 Abdullah Gül
TUR head_of_state 2010-06-01 Abdullah Gül
TUR foreign_minister 2019-10-09 Mevlüt Çavuşoğlu
SRB head_of_state 1999-03-24 Slobodan Milošević
HRV head_of_state 1995-08-04 Franjo Tuđman
XKX head_of_government 2008-02-17 Hashim Thaçi
CHN foreign_minister 1995-06-01 Qian Qichen
CHN head_of_government 2001-04-01 Zhu Rongji
CHN foreign_minister 2023-03-01 Qin Gang
JPN head_of_government 2006-08-15 Junichiro Koizumi
JPN foreign_minister 2015-12-28 Fumio Kishida
KOR foreign_minister 2005-09-19 Ban Ki-moon
KOR head_of_state 2000-06-15 Kim Dae-jung
PRK head_of_state 2000-06-15 Kim Jong-il
PRK head_of_state 2018-06-12 Kim Jong-un
TWN head_of_state 2004-03-20 Chen Shui-bian
IND foreign_minister 1999-12-31 Jaswant Singh
IND head_of_government 1998-05-11 Atal Bihari Vajpayee
PAK head_of_government 1998-05-28 Nawaz Sharif
AUS head_of_government 2009-05-03 Kevin Rudd
AUS foreign_minister 2011-05-03 Kevin Rudd
IDN foreign_minister 1995-07-01 Ali Alatas
THA head_of_government 2003-10-20 Thaksin Shinawatra
IRN foreign_minister 2015-07-14 Mohammad Javad Zarif
IRN head_of_government 2002-01-29 Mohammad Khatami
IRQ foreign_minister 2003-01-01 Naji Sabri
ISR head_of_government 1993-09-13 Yitzhak Rabin
ISR foreign_minister 1993-09-13 Shimon Peres
PSE head_of_state 2000-07-11 Yasser Arafat
SYR head_of_state 1999-12-15 Hafez al-Assad
SYR head_of_state 2011-03-15 Bashar al-Assad
EGY foreign_minister 1999-01-01 Amr Moussa
JOR head_of_state 1994-10-26 Hussein
SAU foreign_minister 2002-03-27 Saud al-Faisal
SAU head_of_state 2010-01-01 Abdullah
AFG foreign_minister 2003-01-01 Abdullah Abdullah
ZAF foreign_minister 2008-03-01 Nkosazana Dlamini-Zuma
BRA foreign_minister 2010-05-17 Celso Amorim
CUB head_of_state 1995-01-01 Fidel Castro
United@Nations head 1994-04-07 Boutros Boutros-Ghali
United@Nations envoy 2012-04-12 Kofi Annan
NATO head 1999-03-24 Javier Solana
European@Union foreign_minister 2013-11-24 Catherine Ashton
European@Commission head 1999-12-11 Romano Prodi
International@Atomic@Energy@Agency head 2005-10-07 Mohamed ElBaradei
OSCE envoy 2014-05-07 Didier Burkhalter
World@Bank head 2006-01-01 Paul Wolfowitz
"""


@pytest.mark.parametrize("fact", FACTS.strip().splitlines())
def test_known_holders(fact: str) -> None:
    place, office, day, person = fact.split(" ", 3)
    assert person in _holders(place.replace("@", " "), office, day)

"""Blocs: who belonged to which on a day, under which names, and that the table is sound."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from detente.knowledge import bloc_named, blocs, groups, knowledge, members, states

# Bloc, member, days on which it belongs, days on which it does not.
FACTS = [
    ("EU", "GBR", ("1973-01-01", "2016-06-24", "2020-01-31"), ("1972-12-31", "2021-01-01")),
    ("European Union", "HRV", ("2013-07-01",), ("2013-06-30",)),
    ("European Community", "ESP", ("1986-01-01",), ("1985-12-31",)),
    ("E.U.", "SWE", ("1995-01-01",), ("1994-12-31",)),
    ("EU", "POL", ("2004-05-01",), ("2004-04-30",)),
    ("EU", "ROU", ("2007-01-01",), ("2006-12-31",)),
    ("EU", "NOR", (), ("1995-01-01", "2024-01-01")),
    ("euro area", "HRV", ("2023-01-01",), ("2022-12-31",)),
    ("euro zone", "GRC", ("2001-01-01",), ("2000-12-31",)),
    ("Eurozone", "SWE", (), ("2020-01-01",)),
    ("Schengen area", "CHE", ("2008-12-12",), ("2008-12-11",)),
    ("NATO", "FIN", ("2023-04-04",), ("2023-04-03",)),
    ("NATO", "SWE", ("2024-03-07",), ("2024-03-06",)),
    ("Nato", "HUN", ("1999-03-12",), ("1999-03-11",)),
    ("NATO", "EST", ("2004-03-29",), ("2004-03-28",)),
    ("NATO", "MNE", ("2017-06-05",), ("2017-06-04",)),
    ("NATO", "MKD", ("2020-03-27",), ("2020-03-26",)),
    ("NATO", "DEU", ("1955-05-06",), ("1954-12-31",)),
    ("NATO", "UKR", (), ("2024-01-01",)),
    ("Warsaw Pact", "ALB", ("1961-01-01",), ("1969-01-01",)),
    ("Warsaw Pact", "East Germany", ("1989-11-09",), ("1990-10-03",)),
    ("Warsaw Pact", "RUS", ("1991-06-30",), ("1991-07-02",)),
    ("G8", "RUS", ("2005-07-06",), ("1996-06-27", "2015-06-07")),
    ("G7", "RUS", (), ("2005-07-06", "2015-06-07")),
    ("G7", "CAN", ("1976-06-27",), ("1975-11-15",)),
    ("G20", "African Union", ("2023-09-09",), ("2022-11-15",)),
    ("G-20", "European Union", ("2008-11-15",), ("1998-01-01",)),
    ("BRICS", "EGY", ("2024-01-01",), ("2023-12-31",)),
    ("BRICS", "ZAF", ("2011-04-14",), ("2010-04-15",)),
    ("BRICS", "IDN", ("2025-01-06",), ("2024-12-31",)),
    ("BRICS", "ARG", (), ("2024-06-01",)),
    ("P5+1", "USA", ("2015-07-14",), ("2018-05-09",)),
    ("E3+3", "DEU", ("2009-10-01",), ("2003-10-21",)),
    ("EU3", "GBR", ("2003-10-21",), ("2003-01-01",)),
    ("P5", "CHN", ("1990-11-29",), ("1970-01-01",)),
    ("permanent five", "TWN", ("1960-01-01",), ("1972-01-01",)),
    ("Elected Ten", "DEU", ("2011-03-17", "2019-01-01"), ("2013-01-01",)),
    ("Elected Ten", "POL", ("2018-06-01",), ("2020-01-01",)),
    ("E10", "JPN", ("2023-01-01", "2024-12-31"), ("2025-01-01",)),
    ("ASEAN", "MMR", ("1997-07-23",), ("1997-07-22",)),
    ("Asean", "KHM", ("1999-04-30",), ("1999-04-29",)),
    ("ASEAN", "TLS", ("2025-10-26",), ("2025-10-25",)),
    ("ASEAN+3", "ASEAN", ("2005-01-01",), ("1996-01-01",)),
    ("Quartet", "United Nations", ("2003-04-30",), ("2001-01-01",)),
    ("four sponsors of the road map", "European Union", ("2003-04-30",), ()),
    ("Contact Group", "ITA", ("1999-02-06",), ("1995-01-01",)),
    ("six-party talks", "PRK", ("2005-09-19",), ("2003-01-01",)),
    ("Minsk Group co-chairs", "FRA", ("2020-10-01",), ("2026-01-01",)),
    ("Minsk Group", "TUR", ("1996-01-01",), ("1991-01-01",)),
    ("Normandy format", "FRA", ("2015-02-12",), ("2023-01-01",)),
    ("Astana guarantors", "IRN", ("2018-01-01",), ("2016-01-01",)),
    ("Quad", "IND", ("2007-06-01", "2021-03-12"), ("2012-01-01",)),
    ("AUKUS", "AUS", ("2021-09-15",), ("2021-09-14",)),
    ("SCO", "IND", ("2017-06-09",), ("2017-06-08",)),
    ("SCO", "IRN", ("2023-07-04",), ("2022-09-16",)),
    ("CSTO", "UZB", ("1995-01-01", "2010-01-01"), ("2003-01-01", "2013-01-01")),
    ("CIS", "GEO", ("2008-08-08",), ("1992-01-01", "2009-08-19")),
    ("Eurasian Economic Union", "ARM", ("2015-01-02",), ("2015-01-01",)),
    ("GUAM", "UZB", ("2001-01-01",), ("2006-01-01",)),
    ("Visegrad Four", "SVK", ("1993-01-01",), ("1992-12-31",)),
    ("Gulf Cooperation Council", "QAT", ("2017-06-06",), ("1981-05-24",)),
    ("Arab League", "SYR", ("2011-01-01", "2023-05-07"), ("2015-01-01",)),
    ("Arab League", "EGY", ("1978-09-17", "1990-08-10"), ("1982-01-01",)),
    ("OIC", "SYR", ("2011-01-01", "2025-03-08"), ("2013-01-01",)),
    ("African Union", "MAR", ("1980-01-01", "2017-01-31"), ("2010-01-01",)),
    ("AU", "EGY", ("2013-07-04", "2014-06-18"), ("2013-12-01",)),
    ("OAU", "ZAF", ("1994-06-06",), ("1990-02-11",)),
    ("ECOWAS", "MLI", ("2012-03-22", "2025-01-28"), ("2025-01-30",)),
    ("Alliance of Sahel States", "NER", ("2023-09-16",), ("2023-09-15",)),
    ("SADC", "ZAF", ("1994-08-29",), ("1993-01-01",)),
    ("EAC", "COD", ("2022-07-11",), ("2022-01-01",)),
    ("OAS", "CUB", ("1961-01-01",), ("1963-01-01",)),
    ("OAS", "HND", ("2009-06-28", "2012-01-01"), ("2010-01-01",)),
    ("Mercosur", "VEN", ("2014-01-01",), ("2010-01-01", "2018-01-01")),
    ("Mercosur", "BOL", ("2024-08-08",), ("2023-12-07",)),
    ("UNASUR", "BRA", ("2010-01-01", "2023-06-01"), ("2020-01-01",)),
    ("OPEC", "QAT", ("2018-12-31",), ("2019-01-01",)),
    ("OPEC", "AGO", ("2023-12-31",), ("2024-01-01",)),
    ("OPEC+", "RUS", ("2020-04-12",), ("2014-11-27",)),
    ("SAARC", "AFG", ("2007-04-03",), ("2007-01-01",)),
    ("frontline states", "ZWE", ("1985-01-01",), ("1979-01-01", "1995-01-01")),
    ("Abraham Accords signatories", "MAR", ("2021-01-01",), ("2020-10-01",)),
    ("Bucharest Nine", "ROU", ("2022-02-25",), ("2015-01-01",)),
    ("Organization of Turkic States", "UZB", ("2021-11-12",), ("2018-01-01",)),
    ("Lima Group", "MEX", ("2018-06-01",), ("2019-02-01",)),
    ("Contadora Group", "PAN", ("1984-01-01",), ("1982-12-31",)),
    ("17+1", "LTU", ("2020-01-01",), ("2021-06-01",)),
    ("ANZUS", "NZL", ("1980-01-01",), ("1990-01-01",)),
]


@pytest.mark.parametrize(("bloc", "member", "within", "outside"), FACTS)
def test_who_belonged_on_a_day(
    bloc: str, member: str, within: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    for day in within:
        assert member in members(bloc, date.fromisoformat(day)), day
    for day in outside:
        assert member not in members(bloc, date.fromisoformat(day)), day


@pytest.mark.parametrize(
    ("bloc", "day", "count"),
    [
        ("EU", "1957-12-31", 0),
        ("EU", "1990-01-01", 12),
        ("EU", "1995-01-01", 15),
        ("EU", "2004-05-01", 25),
        ("EU", "2013-07-01", 28),
        ("EU", "2020-02-01", 27),
        ("NATO", "1991-01-01", 16),
        ("NATO", "2009-04-01", 28),
        ("NATO", "2024-03-07", 32),
        ("eurozone", "2015-01-01", 19),
        ("ASEAN", "1999-04-30", 10),
        ("Arab League", "2010-01-01", 22),
        ("OIC", "2002-01-01", 57),
        ("African Union", "2019-01-01", 55),
        ("ECOWAS", "2010-01-01", 15),
        ("SADC", "2018-01-01", 16),
        ("OPEC", "2024-01-01", 12),
        ("OAS", "2012-01-01", 34),
        ("CARICOM", "2010-01-01", 14),
        ("GCC", "2020-01-01", 6),
        ("SCO", "2024-07-05", 10),
        ("BRICS", "2012-01-01", 5),
        ("Pacific Islands Forum", "2015-01-01", 16),
        ("Three Seas Initiative", "2024-01-01", 13),
    ],
)
def test_how_many_there_were(bloc: str, day: str, count: int) -> None:
    assert len(members(bloc, date.fromisoformat(day))) == count


def test_the_security_council_has_fifteen_states_every_year() -> None:
    for year in range(1966, 2027):
        for day in (date(year, 1, 20), date(year, 12, 31)):
            assert len(states("UN Security Council", day)) == 15, day


def test_the_states_behind_members_that_are_bodies() -> None:
    day = date(2024, 1, 1)
    assert {"EST", "USA", "NGA"} <= set(states("G20", day))
    assert states("Quartet", date(2002, 6, 1)) == tuple(
        sorted({*states("EU", date(2002, 6, 1)), "USA", "RUS"})
    )
    assert states("Warsaw Pact", date(1988, 1, 1)) == (
        *("BGR", "CZE", "DEU", "HUN"),
        *("POL", "ROU", "RUS"),
    )
    assert states("Axis of Resistance", date(2025, 1, 1)) == ("IRN",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Quartet on the Middle East", "Middle East Quartet"),
        ("the four sponsors of the road map", "Middle East Quartet"),
        ("EU3+3", "P5+1"),
        ("E3/EU+3", "P5+1"),
        ("the six world powers", "P5+1"),
        ("Group of Seven", "G7"),
        ("G-8", "G8"),
        ("OAU", "African Union"),
        ("european  union", "European Union"),
        ("The Gulf states", "Gulf Cooperation Council"),
        ("Ramstein group", "Ukraine Defense Contact Group"),
        ("Group of 77", "G77"),
        ("Organization of the Islamic Conference", "Organisation of Islamic Cooperation"),
        ("the permanent members of the Security Council", "P5"),
    ],
)
def test_a_bloc_by_any_of_its_names(text: str, name: str) -> None:
    found = bloc_named(text)
    assert found is not None
    assert found.name == name


def test_what_is_no_bloc_has_no_members() -> None:
    assert bloc_named("the Aldgate Institute") is None
    assert members("the Aldgate Institute", date(2020, 1, 1)) == ()
    assert members("Non-Aligned Movement", date(2020, 1, 1)) == ()
    assert states("Non-Aligned Movement", date(2020, 1, 1)) == ()


def test_every_member_is_a_state_or_known_body_with_ordered_days() -> None:
    known = knowledge()
    for bloc in blocs().values():
        for item in bloc.memberships:
            assert item.member in known.states or item.member in known.entities, bloc.name
            assert item.end is None or item.start <= item.end, (bloc.name, item)


def test_nobody_belongs_twice_at_a_time() -> None:
    for bloc in blocs().values():
        by_member: dict[str, list[tuple[date, date]]] = {}
        for item in bloc.memberships:
            span = (item.start, item.end or date.max)
            by_member.setdefault(item.member, []).append(span)
        for member, spans in by_member.items():
            spans.sort()
            assert all(one[1] < two[0] for one, two in pairwise(spans)), (bloc.name, member)


def test_no_two_blocs_share_a_name_and_none_is_a_state_or_group() -> None:
    known = knowledge()
    names = [name for bloc in blocs().values() for name in (bloc.name, *bloc.also)]
    assert len(names) == len(set(names))
    assert not set(names) & {name for g in groups().values() for name in (g.name, *g.also)}
    assert not set(names) & {state.name for state in known.states.values()}


def test_a_bloc_is_one_entity_under_all_its_names() -> None:
    entities = knowledge().entities
    for bloc in blocs().values():
        found = {entities[name] for name in (bloc.name, *bloc.also)}
        assert len(found) == 1, bloc.name
        assert found.pop().kind in {"bloc", "organisation"}


def test_the_tables_are_loaded_once() -> None:
    assert blocs() is blocs()
    with pytest.raises(TypeError):
        blocs()["NATO"] = blocs()["P5"]  # type: ignore[index]

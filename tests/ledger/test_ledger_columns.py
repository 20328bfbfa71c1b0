"""Events and positions as columns for analysis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from made_readings import document_of

from detente.document import Published, Span, content_id
from detente.ledger import Ledger
from detente.record import Actor, EventDate, EventType, Reading
from sample_frames import framed_reading

ACTORS = (
    Actor("a-usa", "United States", "government", "USA"),
    Actor("a-rus", "Russia", "government", "RUS"),
    Actor("a-chn", "China", "government", "CHN"),
)


def told(name: str, published: Published, **changes: Any) -> Reading:
    """A page that reports one event of the United States and Russia."""
    line = f"{name} expelled sixty diplomats and shut the consulate."
    document = replace(document_of([("body", line)], f"{name}.html"), published=published)
    event = replace(
        framed_reading().events[0],
        id=content_id("e", name),
        document=document.id,
        sentence=0,
        trigger=Span(0, len(name)),
        actors=("a-usa",),
        recipients=("a-rus",),
        date=EventDate("2018-03-26", "2018-03-26", "day", "text"),
        issues=("5.2", "9.1"),
    )
    return Reading(document, (), ACTORS, (replace(event, **changes),))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    day = Published("2018-03-27", "day", "metadata")
    month = EventDate("2018-04-01", "2018-04-30", "month", "text")
    with Ledger(tmp_path / "ledger.detente", create=True) as opened:
        opened.add(framed_reading(), "1")
        opened.add(told("one", day), "1")
        back = {"actors": ("a-rus",), "recipients": ("a-usa", "a-chn"), "date": month}
        opened.add(told("two", Published("2018-05", "month", "text"), **back, issues=()), "1")
        blamed = {"actors": ("a-chn",), "recipients": ("a-usa", "a-rus")}
        opened.add(told("three", day, **blamed), "1")
        open_date = EventDate(None, None, "unresolved", "document")
        met = {"actors": ("a-usa", "a-rus"), "recipients": (), "date": open_date}
        opened.add(told("four", Published(), **met, issues=("50",)), "1")
        yield opened


def ids(table: pa.Table) -> list[str]:
    names = {content_id("e", name): name for name in ("one", "two", "three", "four")}
    return [names.get(id, "other") for id in table["id"].to_pylist()]


def test_events_between_two_states(ledger: Ledger) -> None:
    table = ledger.event_columns(("USA", "rus"))
    assert ids(table) == ["one", "two", "four"]
    assert table["first_acts"].to_pylist() == [True, False, True]
    assert table["second_acts"].to_pylist() == [False, True, True]
    assert table["issues"].to_pylist() == [["5.2", "9.1"], [], ["50"]]
    assert table["day"].to_pylist() == [date(2018, 3, 26), date(2018, 4, 1), None]
    assert table["until"].to_pylist() == [date(2018, 3, 26), date(2018, 4, 30), None]
    assert table["published"].to_pylist() == [date(2018, 3, 27), date(2018, 5, 1), None]
    assert table["reports"].to_pylist() == [1, 1, 1]
    turned = ledger.event_columns(("RUS", "USA"))
    assert turned["first_acts"].to_pylist() == table["second_acts"].to_pylist()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["one", "three", "two", "other", "four"]),
        ({"issue": "5"}, ["one", "three", "other"]),
        ({"issue": "9"}, ["one", "three"]),
        ({"between": ("CHN", "USA")}, ["three"]),
        ({"between": ("CHN", "RUS"), "issue": "9.1"}, ["three"]),
        ({"between": ("USA", "RUS"), "until": "2018-04-15"}, ["one", "two"]),
        ({"between": ("USA", "RUS"), "since": "2018-04"}, ["two"]),
        ({"since": "2018-03-27", "until": "2019"}, ["two"]),
        ({"between": ("USA", "FRA")}, []),
    ],
)
def test_filters(ledger: Ledger, filters: dict[str, Any], expected: list[str]) -> None:
    assert sorted(ids(ledger.event_columns(**filters))) == sorted(expected)


def test_columns_agree_with_rows(ledger: Ledger) -> None:
    rows = {row["id"]: row for row in ledger.events(between=("USA", "RUS"))}
    table = ledger.event_columns(("USA", "RUS"))
    assert len(rows) == table.num_rows
    for row in table.to_pylist():
        same = rows[row["id"]]
        for name in ("event", "document", "type", "quad", "score", "modality", "voice"):
            assert row[name] == same[name], name
        assert (row["confidence"], row["reports"]) == (same["confidence"], same["reports"])
        assert "; ".join(row["issues"]) == (same["issues"] or "")


def test_reports_of_one_event_share_its_id(ledger: Ledger) -> None:
    day = Published("2018-03-28", "day", "metadata")
    again = told("one", day)
    line = replace(again.document, id="d-again", locator="again.html", fingerprint="2")
    event = replace(again.events[0], id="e-more", document="d-again")
    ledger.add(replace(again, document=line, events=(event,)), "1")
    ledger.join_reports()
    table = ledger.event_columns(("USA", "RUS"), until="2018-03-26")
    assert table.num_rows == 2
    assert len(set(table["event"].to_pylist())) == 1
    assert table["reports"].to_pylist() == [2, 2]


def test_positions_stand_by_holder(ledger: Ledger) -> None:
    table = ledger.position_columns(["nor", "NOR", "USA"])
    found = [(row["state"], row["name"], row["stance"]) for row in table.to_pylist()]
    assert sorted(found) == [
        ("NOR", "Ada Lind", "seeks"),
        ("NOR", "Norland", "seeks"),
        ("USA", "Westmark", "opposes"),
    ]
    assert table.equals(ledger.position_columns())
    seeks = next(row for row in table.to_pylist() if row["name"] == "Norland")
    goal, quote = ledger.position_words([seeks["position"], "p-none"])[seeks["position"]]
    assert goal == "the straits patrolled jointly"
    assert goal in quote
    assert (seeks["issues"], seeks["published"]) == (["5.2", "9"], date(2022, 3, 1))
    assert (seeks["actor"], seeks["kind"], seeks["basis"]) == (
        "a-norland",
        "government",
        "self-stated",
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"states": ("NOR",), "until": "2022-03"}, 2),
        ({"states": ("NOR",), "until": "2022-02-28"}, 0),
        ({"until": "2022-02-28"}, 0),
        ({"since": "2022-03"}, 3),
        ({"since": "2022-03-02"}, 0),
        ({"issue": "9"}, 2),
        ({"states": ("USA",), "issue": "9"}, 0),
        ({"states": ()}, 0),
    ],
)
def test_filters_of_positions(ledger: Ledger, filters: dict[str, Any], expected: int) -> None:
    assert ledger.position_columns(**filters).num_rows == expected


def test_nothing_has_the_same_columns_as_something(ledger: Ledger) -> None:
    some, none = ledger.event_columns(("USA", "RUS")), ledger.event_columns(("USA", "FRA"))
    assert none.schema == some.schema
    assert ledger.position_columns(("FRA",)).schema == ledger.position_columns().schema
    assert ledger.event_columns().schema == some.schema


def test_queries_go_from_the_states_to_their_rows(ledger: Ledger) -> None:
    connection = ledger._connection
    queries: list[str] = []
    connection.set_trace_callback(queries.append)
    ledger.event_columns(("USA", "RUS"), until="2020", issue="5")
    ledger.position_columns(("USA", "RUS"), until="2020", issue="5")
    ledger.issue_counts("USA", until="2020")
    connection.set_trace_callback(None)
    for query in (query for query in queries if query.startswith("SELECT")):
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        plan = [step for step in steps if not step.startswith("CO-ROUTINE")]
        assert plan[0].startswith("SEARCH x USING PRIMARY KEY (kind=? AND state=?"), plan
        scans = [step for step in plan if step.startswith("SCAN ")]
        assert all(step.startswith(("SCAN (subquery-", "SCAN n ")) for step in scans), plan


@pytest.mark.parametrize(
    ("recipients", "words", "on_others"),
    [
        ((), (), False),
        (("a-rus",), (), False),
        (("a-chn",), (), True),
        (("a-rus", "a-chn"), (), True),
        ((), ("Rebels",), True),
        ((), ("Each other",), False),
    ],
)
def test_what_both_do_is_told_of_a_third_party_or_not(
    tmp_path: Path, recipients: tuple[str, ...], words: tuple[str, ...], on_others: bool
) -> None:
    spans = tuple(Span(0, len(text)) for text in words)
    reading = told(
        words[0] if words else "one",
        Published(),
        actors=("a-usa", "a-rus"),
        recipients=recipients,
        recipient_spans=spans,
    )
    with Ledger(tmp_path / "l.detente", create=True) as opened:
        opened.add(reading, "1")
        assert opened.event_columns(("USA", "RUS"))["on_others"].to_pylist() == [on_others]
        assert opened.event_columns()["on_others"].to_pylist() == [None]


@pytest.mark.parametrize("type_", ["CONSULT", "AGREE", "COOPERATE"])
def test_who_meet_or_agree_do_so_with_each_other(tmp_path: Path, type_: EventType) -> None:
    changes = {"actors": ("a-usa", "a-rus"), "recipients": ("a-chn",), "type": type_}
    with Ledger(tmp_path / "l.detente", create=True) as opened:
        opened.add(told("one", Published(), **changes), "1")
        assert opened.event_columns(("USA", "RUS"))["on_others"].to_pylist() == [False]


def test_only_where_both_act_can_it_be_joint(ledger: Ledger) -> None:
    assert ledger.event_columns(("USA", "RUS"))["on_others"].to_pylist() == [None, None, False]


def test_positions_stand_with_the_sector_and_who_says_so(ledger: Ledger) -> None:
    rows = {row["name"]: row for row in ledger.position_columns().to_pylist()}
    assert {name: row["sector"] for name, row in rows.items()} == {
        "Ada Lind": "government",
        "Norland": None,
        "Westmark": None,
    }
    # each states its own, or no statement does
    assert [row["tellers"] for row in rows.values()] == [[], [], []]


def test_of_what_others_say_the_tellers_stand_with_it(tmp_path: Path) -> None:
    reading = framed_reading()
    said = replace(reading.positions[0], basis="reported")
    reading = replace(reading, positions=(said, *reading.positions[1:]))
    with Ledger(tmp_path / "l.detente", create=True) as opened:
        opened.add(reading, "1")
        rows = {row["name"]: row["tellers"] for row in opened.position_columns().to_pylist()}
    assert rows == {"Ada Lind": ["NOR"], "Norland": ["NOR"], "Westmark": []}


def test_statements_are_counted_by_their_finest_issues(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.detente", create=True) as opened:
        for number, issues in enumerate((("5", "5.2", "9"), ("5",), ("50",), ())):
            made = framed_reading(f"{number}.html", f"2022-03-0{number + 1}")
            id = content_id("d", number)
            said = replace(made.statements[0], id=f"s-{number}", document=id, issues=issues)
            document = replace(made.document, id=id, fingerprint=str(number))
            opened.add(Reading(document, (said,), made.actors), "1")
        counts = partial(opened.issue_counts, include_duplicates=True)
        assert counts("nor") == ({"5": 1, "5.2": 1, "9": 1, "50": 1}, 3)
        some = counts("NOR", since="2022-03-02", until="2022-03-02")
        assert some == ({"5": 1}, 1)
        assert opened.issue_counts("NOR")[1] == 1
        assert opened.issue_counts("USA") == ({}, 0)

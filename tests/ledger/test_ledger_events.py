"""Events in the ledger: filters, counts, reports of one event, and ledgers from before events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from made_readings import at, document_of, indexes_are_whole, page

from detente.document import Span, content_id
from detente.errors import DetenteError
from detente.ledger import Ledger, Outcome
from detente.ledger.event_queries import EVENT_COLUMNS
from detente.ledger.migrations import APPLICATION_ID
from detente.record import Actor, Event, EventDate, Reading
from sample_reading import eventful_reading

ACTORS = (
    Actor("a-usa", "United States", "government", "USA"),
    Actor("a-rus", "Russia", "government", "RUS"),
    Actor("a-chn", "China", "government", "CHN"),
)
EXPULSION = "Washington expelled sixty diplomats and shut the consulate in Seattle on Monday."


def told(name: str, line: str, published: str, **changes: object) -> Reading:
    """A page with one sentence that reports an expulsion of Russians by the United States."""
    document = document_of([("title", name), ("body", line)], f"{name}.html", date=published)
    start = document.text.index(line)
    event = Event(
        id=content_id("e", document.id, start),
        document=document.id,
        sentence=1,
        type="SANCTION",
        mode="expel",
        quad=4,
        score=-5.5,
        modality="actual",
        certainty=3.0,
        trigger=Span(start, start + len(line.split(maxsplit=1)[0])),
        actor_spans=(),
        recipient_spans=(),
        quote=line,
        confidence=0.9,
        actors=("a-usa",),
        recipients=("a-rus",),
        date=EventDate("2018-03-26", "2018-03-26", "day", "text"),
    )
    return Reading(document, (), ACTORS, (replace(event, **changes),))  # type: ignore[arg-type]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.detente", create=True) as opened:
        opened.add(eventful_reading(), "1")
        opened.add(told("first", EXPULSION, "2018-03-27"), "1")
        later = "Sixty diplomats must leave, and the consulate in Seattle was shut."
        opened.add(told("second", later, "2018-03-28", modality="reported"), "1")
        answer = {"actors": ("a-rus",), "recipients": ("a-usa",), "type": "REJECT", "mode": None}
        opened.add(told("third", "Moscow dismissed it.", "2018-03-29", **answer, quad=3), "1")
        met = {"actors": ("a-chn", "a-rus"), "recipients": (), "type": "CONSULT", "mode": "phone"}
        date = EventDate("2018-04-01", "2018-04-30", "month", "text")
        opened.add(told("fourth", "They spoke.", "2018-05-02", **met, date=date, quad=1), "1")
        opened.join_reports()
        yield opened


def found(ledger: Ledger, **filters: object) -> list[str]:
    rows = ledger.events(**filters)  # type: ignore[arg-type]
    reports = {(row["event"], row["document"]) for row in rows}
    assert ledger.count_events(**filters).reports == len(reports)
    return [f"{row['locator'].partition('.')[0]} {row['trigger']}" for row in rows]


def test_a_row_holds_coding_parties_words_and_where_it_stands(ledger: Ledger) -> None:
    row = next(iter(ledger.events(type="REJECT", state="NOR")))
    assert list(row) == [name for name, _ in EVENT_COLUMNS]
    assert (row["actors"], row["recipients"]) == ("Russia", "Ada Lind")
    assert (row["actor_states"], row["recipient_states"]) == ("RUS", "NOR")
    assert (row["date"], row["until"], row["precision"]) == ("2022-01-10", "2022-01-10", "day")
    assert (row["basis"], row["published"]) == ("document", "2022-01-10")
    assert (row["type"], row["mode"], row["quad"], row["score"]) == ("REJECT", None, 3, -2.0)
    assert (row["modality"], row["voice"], row["speaker"]) == ("actual", "reporter", None)
    assert row["quote"].startswith("“We will not wait,”")
    feared = ledger.events(words="war", modality="feared", voice="speaker")
    meeting = ledger.events(place="geneva")
    assert [row["speaker"] for row in feared] == ["the generals"]
    # a party that was not resolved stands there in the words of the page
    assert [(row["actors"], row["place_state"]) for row in meeting] == [("The council", "CHE")]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"type": "SANCTION"}, 2),
        ({"type": ["CONSULT", "REJECT"], "state": "RUS", "until": "2018"}, 2),
        ({"quad": 3}, 2),
        ({"modality": ["feared", "reported"]}, 2),
        ({"voice": "speaker"}, ["pages/lind a new war"]),
        ({"actor": "russia"}, 3),
        ({"actor": "RUS", "recipient": "USA"}, ["third Moscow"]),
        ({"recipient": "united"}, ["third Moscow"]),
        ({"between": ("USA", "RUS")}, 3),
        ({"between": ("russia", "CHN")}, ["fourth They"]),
        ({"between": ("CHN", "USA")}, []),
        ({"state": "chn"}, ["fourth They"]),
        ({"since": "2018-03", "until": "2018-03-26"}, 3),
        ({"since": "2018-04-15", "until": "2018-04-20"}, ["fourth They"]),
        ({"since": "2022-01-11"}, ["pages/lind met"]),
        ({"since": "1990", "modality": "feared"}, []),
        ({"place": "CHE"}, ["pages/lind met"]),
        ({"words": "consulate"}, 2),
        ({"words": "nothing"}, []),
    ],
)
def test_filters(ledger: Ledger, filters: dict[str, object], expected: list[str] | int) -> None:
    rows = found(ledger, **filters)
    assert len(rows) == expected if isinstance(expected, int) else rows == expected


def test_the_newest_events_come_first_and_undated_ones_with_their_page(ledger: Ledger) -> None:
    rows = found(ledger)
    assert rows[0] == "pages/lind met"
    assert rows[1] == "pages/lind a new war"
    assert rows[3] == "fourth They"
    assert len(ledger.events(limit=1)) == 1


def test_bad_values_are_named(ledger: Ledger) -> None:
    for filters, code in (
        ({"type": "WAR"}, "BAD_TYPE"),
        ({"modality": ["actual", "perhaps"]}, "BAD_MODALITY"),
        ({"voice": "loud"}, "BAD_VOICE"),
        ({"since": "soon"}, "BAD_DATE"),
        ({"words": "?"}, "NO_WORDS"),
    ):
        with pytest.raises(DetenteError, match=code):
            ledger.events(**filters)


def test_two_pages_report_one_event(ledger: Ledger) -> None:
    rows = list(ledger.events(type="SANCTION"))
    first = next(row["id"] for row in rows if row["locator"] == "first.html")
    assert [row["event"] for row in rows] == [first, first]
    assert [row["reports"] for row in rows] == [2, 2]
    assert {row["modality"] for row in rows} == {"reported", "actual"}
    assert ledger.count_events(type="SANCTION") == (1, 2)
    assert (ledger.counts()["events"], ledger.counts()["reports"]) == (6, 7)
    assert sum(row["events"] for row in ledger.documents()) == 7


def test_events_follow_their_pages(ledger: Ledger) -> None:
    first = told("first", EXPULSION, "2018-03-27")
    changed = told("first", "Washington waited.", "2018-03-27", modality="negated")
    assert ledger.add(changed, "1") is Outcome.replaced
    ledger.join_reports()
    indexes_are_whole(ledger)
    assert ledger.count_events(type="SANCTION") == (2, 2)
    assert ledger.history("first.html")[0].reading.events == first.events
    assert ledger.add(first, "1") is Outcome.replaced
    ledger.join_reports()
    assert ledger.count_events(type="SANCTION") == (1, 2)
    assert ledger.add(at(first, "copy.html"), "1") is Outcome.duplicate
    assert ledger.reading("copy.html").events == first.events


def test_the_order_of_pages_does_not_matter(ledger: Ledger, tmp_path: Path) -> None:
    readings = [ledger.reading(row["locator"]) for row in ledger.documents()]
    rows = list(ledger.dump_rows())
    with Ledger(tmp_path / "other.detente", create=True) as other:
        for reading in readings:
            other.add(reading, "1")
            other.join_reports()
        assert list(other.dump_rows()) == rows


def test_a_near_duplicate_is_no_report_of_its_own(tmp_path: Path) -> None:
    story = page(1)

    def with_event(reading: Reading) -> Reading:
        line = reading.document.text.split("\n\n")[3]
        event = told("x", line, "2018-03-27").events[0]
        start = reading.document.text.index(line)
        event = replace(
            event,
            id=content_id("e", reading.document.id),
            document=reading.document.id,
            trigger=Span(start, start + 5),
        )
        return replace(reading, actors=(*reading.actors, *ACTORS), events=(event,))

    document = story.document
    longer = document_of(
        [
            *((p.role, document.text[p.start : p.end]) for p in document.paragraphs),
            ("body", "One more line that the other paper left out of its own edition."),
        ],
        "longer.html",
        date=document.published.date,
    )
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.add(with_event(Reading(document)), "1")
        ledger.add(with_event(Reading(longer)), "1")
        ledger.join_reports()
        assert ledger.counts()["near_duplicates"] == 1
        assert [row["reports"] for row in ledger.events()] == [1]
        both = ledger.events(include_duplicates=True)
        assert [row["reports"] for row in both] == [1, 1]
        assert len({row["event"] for row in both}) == 1


def test_a_ledger_from_before_events_is_migrated_and_read_again(tmp_path: Path) -> None:
    new, old = tmp_path / "new.detente", tmp_path / "old.detente"
    with Ledger(new, create=True) as ledger:
        ledger.add(page(0), "1")
    script = resources.files("detente.ledger").joinpath("schema.sql").read_text("utf-8")
    with closing(sqlite3.connect(old, isolation_level=None)) as made:
        made.executescript(script)
        made.execute("ATTACH ? AS new", (str(new),))
        tables = made.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'"
        ).fetchall()
        for (table,) in tables:
            made.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
        for index in ("documents_fts", "statements_fts"):
            made.execute(f"INSERT INTO main.{index} ({index}) VALUES ('rebuild')")
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        made.execute("PRAGMA user_version = 1")
    with Ledger(new) as ledger, Ledger(old) as migrated:
        assert list(migrated.dump_rows()) == list(ledger.dump_rows())
        assert migrated.reading(page(0).document.id) == page(0)
        assert len(migrated.events()) == 0
        document = page(0).document
        # the reader of events has another version, so that the page is read again
        assert not migrated.known(document.locator, document.fingerprint, "2")
        event = replace(eventful_reading().events[2], document=document.id, place=None)
        assert migrated.add(replace(page(0), events=(event,)), "2") is Outcome.replaced
        assert len(migrated.events()) == 1
        assert migrated.history(document.locator) == ()
        indexes_are_whole(migrated)

"""Positions, linkages, forecasts, agendas and issues in the ledger, and older ledgers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from made_readings import at, indexes_are_whole, page

from detente.document import Span
from detente.errors import DetenteError
from detente.ledger import Ledger, Outcome, reading_from_json, reading_to_json
from detente.ledger.frame_queries import (
    AGENDA_COLUMNS,
    FORECAST_COLUMNS,
    LINKAGE_COLUMNS,
    POSITION_COLUMNS,
)
from detente.ledger.migrations import APPLICATION_ID
from detente.record import Reading
from sample_frames import framed_reading
from sample_reading import eventful_reading

COUNTED = ("positions", "linkages", "forecasts", "agenda_items")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.detente", create=True) as opened:
        opened.add(eventful_reading(), "1")
        opened.add(framed_reading(), "1")
        yield opened


def test_a_reading_comes_back_as_it_was(ledger: Ledger) -> None:
    reading = framed_reading()
    assert ledger.reading("pages/straits.html") == reading
    assert reading_from_json(reading_to_json(reading)) == reading
    indexes_are_whole(ledger)
    assert [ledger.counts()[name] for name in COUNTED] == [2, 1, 2, 2]


def test_rows_hold_coding_words_and_where_they_stand(ledger: Ledger) -> None:
    against, seeks = sorted(ledger.positions(), key=lambda row: str(row["stance"]))
    assert list(seeks) == [name for name, _ in POSITION_COLUMNS]
    assert (seeks["actors"], seeks["states"]) == ("Norland; Ada Lind", "NOR")
    assert (seeks["stance"], seeks["basis"]) == ("seeks", "self-stated")
    assert (seeks["goal"], seeks["cue"]) == ("the straits patrolled jointly", "wants")
    assert (seeks["issues"], seeks["speaker"], against["speaker"]) == ("5.2; 9", "Ada Lind", None)
    assert (seeks["date"], seeks["locator"]) == ("2022-03-01", "pages/straits.html")
    (link,) = ledger.linkages()
    assert list(link) == [name for name, _ in LINKAGE_COLUMNS]
    # a holder that was not resolved stands there in the words of the page
    assert (link["actors"], link["states"]) == ("she", None)
    assert (link["antecedent"], link["consequent"]) == ("readmission", "no visas")
    resume, treaty = ledger.forecasts()
    assert list(resume) == [name for name, _ in FORECAST_COLUMNS]
    assert (resume["words"], resume["low"], resume["high"]) == ("probably", 0.55, 0.8)
    assert (resume["horizon_start"], resume["horizon_end"]) == ("2022-05-01", "2022-05-31")
    assert (resume["condition"], treaty["condition"]) == ("if the port reopens", None)
    assert (resume["outcome"], treaty["unscoreable"]) == (None, "no_likelihood")
    first, then = ledger.agendas()
    assert list(first) == [name for name, _ in AGENDA_COLUMNS]
    assert [(row["rank"], row["tier"], row["step"]) for row in (first, then)] == [
        (1, 1, "the prisoners"),
        (2, 2, "fishing"),
    ]


@pytest.mark.parametrize(
    ("method", "filters", "expected"),
    [
        ("positions", {"actor": "lind"}, ["seeks"]),
        ("positions", {"actor": "USA"}, ["opposes"]),
        ("positions", {"state": "nor"}, ["seeks"]),
        ("positions", {"state": "NOR", "until": "2022-02"}, []),
        ("positions", {"state": "NOR", "until": "2022-03", "since": "2022"}, ["seeks"]),
        ("positions", {"issue": "9"}, ["seeks"]),
        ("positions", {"issue": "5"}, ["seeks", "opposes"]),
        ("positions", {"issue": "5.2.1"}, []),
        ("positions", {"stance": "opposes"}, ["opposes"]),
        ("positions", {"basis": ["reported", "author-asserted"]}, ["opposes"]),
        ("positions", {"words": "patrol joint"}, ["opposes"]),
        ("positions", {"confidence": 0.7}, ["seeks"]),
        ("positions", {"limit": 1}, ["seeks"]),
        ("linkages", {"kind": "conditional"}, ["conditional"]),
        ("linkages", {"kind": ["sequence"]}, []),
        ("linkages", {"issue": "5"}, []),
        ("linkages", {"issue": "50", "words": "visas"}, ["conditional"]),
        ("linkages", {"state": "NOR"}, []),
        ("forecasts", {"scoreable": True}, [None]),
        ("forecasts", {"scoreable": False}, ["no_likelihood"]),
        ("forecasts", {"resolved": True}, []),
        ("forecasts", {"resolved": False, "issue": "5.2"}, [None]),
        ("agendas", {"issue": "7"}, [1]),
        ("agendas", {"words": "prisoners", "since": "2022-03-02"}, []),
    ],
)
def test_filters(
    ledger: Ledger, method: str, filters: dict[str, object], expected: list[object]
) -> None:
    shown = {
        "positions": "stance",
        "linkages": "kind",
        "forecasts": "unscoreable",
        "agendas": "rank",
    }
    rows = getattr(ledger, method)(**filters)
    assert [row[shown[method]] for row in rows] == expected


def test_statements_and_events_are_found_by_issue(ledger: Ledger) -> None:
    assert [row["issues"] for row in ledger.statements(issue="5")] == ["5.2"]
    assert [row["issues"] for row in ledger.events(issue="5.2")] == ["5.2.1"]
    assert ledger.count_events(issue="5.2") == (1, 1)
    assert len(ledger.events(issue="5.2.1.7")) == len(ledger.statements(issue="9")) == 0
    assert {row["issues"] for row in ledger.statements(actor="generals")} == {None}


@pytest.mark.parametrize(
    ("method", "filters", "code"),
    [
        ("positions", {"stance": "likes"}, "BAD_STANCE"),
        ("positions", {"basis": ["reported", "guessed"]}, "BAD_BASIS"),
        ("positions", {"issue": "5;"}, "BAD_ISSUE"),
        ("linkages", {"kind": "causal"}, "BAD_KIND"),
        ("forecasts", {"since": "soon"}, "BAD_DATE"),
        ("agendas", {"words": "?"}, "NO_WORDS"),
        ("statements", {"issue": ""}, "BAD_ISSUE"),
        ("events", {"issue": "5..2"}, "BAD_ISSUE"),
        ("event_columns", {"issue": "%"}, "BAD_ISSUE"),
        ("position_columns", {"until": "now"}, "BAD_DATE"),
    ],
)
def test_bad_values_are_named(
    ledger: Ledger, method: str, filters: dict[str, object], code: str
) -> None:
    with pytest.raises(DetenteError, match=code):
        getattr(ledger, method)(**filters)


def test_near_duplicates_are_left_out(tmp_path: Path) -> None:
    story = page(1)
    document = story.document
    cue = Span(0, 5)

    def with_position(reading: Reading) -> Reading:
        position = replace(
            framed_reading().positions[1],
            id=f"p-{reading.document.id}",
            document=reading.document.id,
            goal=cue,
            cue=cue,
            holder_spans=(),
            actors=(reading.actors[0].id,),
        )
        return replace(reading, positions=(position,))

    longer = replace(
        document,
        id="d-longer",
        locator="longer.html",
        fingerprint="1",
        text=document.text + "\n\nOne more line.",
    )
    statements = tuple(
        replace(item, id=f"{item.id}-2", document="d-longer") for item in story.statements
    )
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.add(with_position(story), "1")
        ledger.add(with_position(replace(story, document=longer, statements=statements)), "1")
        assert ledger.counts()["near_duplicates"] == 1
        assert ledger.counts()["positions"] == ledger.position_columns().num_rows == 1
        assert ledger.position_columns(include_duplicates=True).num_rows == 2
        assert (len(ledger.positions()), len(ledger.positions(include_duplicates=True))) == (1, 2)


def test_frames_follow_their_pages(ledger: Ledger) -> None:
    reading = framed_reading()
    connection = ledger._connection
    before = list(ledger.dump_rows())
    bare = Reading(replace(reading.document, fingerprint="1"), actors=reading.actors)
    assert ledger.add(bare, "1") is Outcome.replaced
    indexes_are_whole(ledger)
    for table in ("positions", "position_spans", "linkage_spans", "forecast_holders"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    kept = connection.execute(
        "SELECT DISTINCT kind FROM row_states UNION SELECT kind FROM row_issues"
    )
    # those of the other page
    assert {kind for (kind,) in kept} == {"statement", "event"}
    assert ledger.history("pages/straits.html")[0].reading == reading
    assert ledger.add(reading, "1") is Outcome.replaced
    after = [row for row in ledger.dump_rows() if row[0] != "document_history"]
    assert after == before
    assert ledger.add(at(reading, "copy.html"), "1") is Outcome.duplicate
    assert ledger.reading("copy.html").positions == reading.positions
    indexes_are_whole(ledger)


@pytest.mark.parametrize("changes", [{"actors": ("a-missing",)}, {"statement": "s-missing"}])
def test_what_refers_to_nothing_is_refused(ledger: Ledger, changes: dict[str, object]) -> None:
    reading = framed_reading("other.html", "2023-01-01")
    frames = tuple(replace(item, **changes) for item in reading.positions)  # type: ignore[arg-type]
    before = list(ledger.dump_rows())
    changed = replace(reading.document, id="d-2")
    with pytest.raises(DetenteError, match="ROWS_INVALID"):
        ledger.add(Reading(changed, actors=reading.actors, positions=frames), "1")
    assert list(ledger.dump_rows()) == before


def test_a_frame_is_printed_with_its_spans_together() -> None:
    reading = framed_reading()
    raw = json.loads(reading_to_json(reading))
    seeks, resume = raw["positions"][0], raw["forecasts"][0]
    assert list(seeks)[:6] == ["id", "document", "sentence", "stance", "basis", "spans"]
    assert seeks["spans"]["goal"] == [list(reading.positions[0].goal)]
    assert set(seeks["spans"]) == {"goal", "cue", "holder"}
    assert (seeks["issues"], seeks["actors"]) == (["5.2", "9"], ["a-norland", "a-lind"])
    assert "span" not in resume["horizon"]
    assert set(resume["spans"]) == {"proposition", "condition", "words", "horizon", "holder"}


def test_a_reading_kept_before_there_were_frames_is_read() -> None:
    raw = json.loads(reading_to_json(eventful_reading()))
    for name in ("positions", "linkages", "forecasts", "agenda"):
        assert raw.pop(name) == []
    for row in (*raw["statements"], *raw["events"]):
        assert row.pop("issues") == []
    assert reading_from_json(json.dumps(raw)) == eventful_reading()


def test_a_ledger_from_before_frames_is_migrated_without_loss(tmp_path: Path) -> None:
    new, old = tmp_path / "new.detente", tmp_path / "old.detente"
    with Ledger(new, create=True) as ledger:
        ledger.add(page(0), "1")
        ledger.add(eventful_reading(), "1")
        ledger.join_reports()
    folder = resources.files("detente.ledger")
    with closing(sqlite3.connect(old, isolation_level=None)) as made:
        for script in ("schema.sql", "events.sql"):
            made.executescript(folder.joinpath(script).read_text("utf-8"))
        made.execute("ATTACH ? AS new", (str(new),))
        tables = made.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'"
        ).fetchall()
        for (table,) in tables:
            made.execute(f"INSERT OR REPLACE INTO main.{table} SELECT * FROM new.{table}")
        for index in ("documents_fts", "statements_fts", "events_fts"):
            made.execute(f"INSERT INTO main.{index} ({index}) VALUES ('rebuild')")
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        made.execute("PRAGMA user_version = 2")
    with Ledger(new) as ledger, Ledger(old) as migrated:
        assert list(migrated.dump_rows()) == list(ledger.dump_rows())
        assert migrated.reading("pages/lind.html") == eventful_reading()
        assert len(migrated.statements(state="NOR")) == len(ledger.statements(state="NOR")) > 0
        assert len(migrated.positions()) == 0
        assert migrated.add(framed_reading(), "2") is Outcome.stored
        assert len(migrated.positions(state="NOR")) == 1
        indexes_are_whole(migrated)

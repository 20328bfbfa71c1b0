"""Filters, columns and order of the tables of statements and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_readings import document_of, reading_of

from detente.document import Published, Span
from detente.errors import DetenteError
from detente.ledger import Ledger
from detente.record import Actor, Reading


def talks() -> Reading:
    """Two statements, the second within the first, by two speakers and one of them."""
    text = "“We shall see,” Erdoğan and Putin told the press, “what Ankara fears.”"
    document = document_of(
        [("title", "Talks in Sochi"), ("body", text)],
        "sochi.html",
        title="Talks in Sochi",
        publisher="The Courier",
        date="2018-09-17",
        url="https://courier.example/sochi",
    )
    start = document.text.index("“We")

    def span(words: str) -> Span:
        at = document.text.index(words, start)
        return Span(at, at + len(words))

    actors = (
        Actor("a-e", "Recep Tayyip Erdoğan", "person", "TUR", office="president", reference=True),
        Actor("a-p", "Vladimir Putin", "person", "RUS", office="president"),
        Actor("a-t", "Türkiye", "government", "TUR"),
    )
    model = reading_of(document_of([("body", "Someone said that it rained.")], "x")).statements[0]
    outer = replace(
        model,
        id="s-1",
        document=document.id,
        sentence=1,
        mode="direct",
        source=(span("Erdoğan and Putin"),),
        cue=(span("told"),),
        content=(span("“We shall see,”"), span("“what Ankara fears.”")),
        quote=text,
        speakers=("a-e", "a-p"),
        addressee=span("the press"),
    )
    inner = replace(
        model,
        id="s-2",
        document=document.id,
        sentence=1,
        mode="attitude",
        source=(span("Ankara"),),
        cue=(span("fears"),),
        content=(span("what"),),
        quote="what Ankara fears",
        speakers=("a-t",),
        nested_in="s-1",
    )
    return Reading(document, (outer, inner), actors)


def dated(locator: str, line: str, published: Published) -> Reading:
    document = document_of([("body", line)], locator)
    return reading_of(replace(document, published=published))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    april = Published("2010-04", "month", "text", ("2010-04-01", "2010-04-30"))
    with Ledger(tmp_path / "ledger.detente", create=True) as opened:
        opened.add(talks(), "1")
        opened.add(dated("april.html", "Envoy Norland said that April was wet.", april), "1")
        year = Published("2012", "year", "inferred")
        opened.add(dated("year.html", "Envoy Norland said that the year was long.", year), "1")
        never = Published()
        opened.add(dated("never.html", "The Brussels office told nobody a thing.", never), "1")
        yield opened


def ids(ledger: Ledger, **filters: object) -> list[str]:
    rows = ledger.statements(**filters)  # type: ignore[arg-type]
    return [row["id"] if row["id"] in {"s-1", "s-2"} else row["locator"] for row in rows]


def test_a_row_holds_speakers_and_verbatim_fragments(ledger: Ledger) -> None:
    row = next(iter(ledger.statements(limit=1)))
    assert row == {
        "id": "s-1",
        "document": talks().document.id,
        "date": "2018-09-17",
        "publisher": "The Courier",
        "title": "Talks in Sochi",
        "url": "https://courier.example/sochi",
        "locator": "sochi.html",
        "speaker": "Recep Tayyip Erdoğan; Vladimir Putin",
        "state": "TUR; RUS",
        "office": "president",
        "mode": "direct",
        "source": "Erdoğan and Putin",
        "cue": "told",
        "content": "“We shall see,” … “what Ankara fears.”",
        "issues": None,
        "quote": talks().statements[0].quote,
        "confidence": 0.75,
        "nested_in": None,
        "sentence": 1,
        "duplicate_of": None,
    }


def test_newest_come_first_and_undated_last(ledger: Ledger) -> None:
    assert ids(ledger) == ["s-1", "s-2", "year.html", "april.html", "never.html"]
    assert ids(ledger, limit=1) == ["s-1"]
    assert [row["locator"] for row in ledger.documents()] == [
        "sochi.html",
        "year.html",
        "april.html",
        "never.html",
    ]


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("erdogan", ["s-1"]),
        ("ERDOĞAN", ["s-1"]),
        ("a-t", ["s-2"]),
        ("turkiye", ["s-2"]),
        ("RUS", ["s-1"]),
        ("TUR", ["s-1", "s-2"]),
        ("put%", []),
        ("' OR 1 --", []),
        ("brussels", ["never.html"]),
    ],
)
def test_actor_is_an_id_a_part_of_a_name_or_a_state(
    ledger: Ledger, actor: str, expected: list[str]
) -> None:
    assert ids(ledger, actor=actor) == expected


def test_filters_by_state_mode_nesting_and_words(ledger: Ledger) -> None:
    assert ids(ledger, state="tur") == ["s-1", "s-2"]
    assert ids(ledger, state="TUR", nested=False) == ["s-1"]
    assert ids(ledger, nested=True) == ["s-2"]
    assert ids(ledger, mode="attitude") == ["s-2"]
    assert ids(ledger, words="year long") == ["year.html"]
    assert ids(ledger, words='"April was"', state="NOR") == ["april.html"]
    assert [row["locator"] for row in ledger.documents(words="wet")] == ["april.html"]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2010-04-15", "2010-05", ["april.html"]),
        ("2010-05-01", "2011", []),
        ("2012-07", "2012-08-03", ["year.html"]),
        ("2018-09-17", "2018-09-17", ["s-1", "s-2"]),
        (date(2018, 9, 18), None, []),
        (None, date(2010, 4, 1), ["april.html"]),
        (None, "2010-03", []),
        (None, "2010", ["april.html"]),
        ("2012", None, ["s-1", "s-2", "year.html"]),
    ],
)
def test_a_period_takes_in_what_may_lie_in_it(
    ledger: Ledger, since: str | None, until: str | None, expected: list[str]
) -> None:
    assert ids(ledger, since=since, until=until) == expected


def test_bad_values_are_named(ledger: Ledger) -> None:
    with pytest.raises(DetenteError, match="BAD_DATE"):
        ledger.statements(since="last week")
    with pytest.raises(DetenteError, match="BAD_MODE"):
        ledger.statements(mode="shouted")
    with pytest.raises(DetenteError, match="NO_WORDS"):
        ledger.statements(words="?!")


def test_counts_cover_the_ledger(ledger: Ledger) -> None:
    assert ledger.counts() == {
        "documents": 4,
        "statements": 5,
        "speakers": 5,
        "events": 0,
        "reports": 0,
        "positions": 0,
        "linkages": 0,
        "forecasts": 0,
        "agenda_items": 0,
        "near_duplicates": 0,
        "copies": 0,
        "rejections": 0,
        "superseded": 0,
    }

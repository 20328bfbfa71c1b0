"""What goes into the ledger comes out of it, and out of JSON, as it was."""

from __future__ import annotations

import json
import math
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import page

from detente.document import (
    Document,
    Paragraph,
    Part,
    Published,
    Role,
    Sentence,
    Span,
)
from detente.errors import DetenteError
from detente.ledger import Ledger, Outcome, reading_from_json, reading_to_json
from detente.record import (
    Actor,
    AgendaItem,
    Basis,
    Event,
    EventDate,
    EventType,
    Forecast,
    Linkage,
    LinkageKind,
    Modality,
    Place,
    Position,
    Reading,
    Stance,
    Statement,
    Unscoreable,
)
from sample_reading import eventful_reading

TEXT = st.text(max_size=12)
MAYBE = st.none() | TEXT
SMALL = st.integers(0, 60)
ISSUES = st.lists(st.sampled_from(("1", "5.2", "5", "50", "x-y.1")), max_size=3).map(tuple)


def spans(length: int) -> st.SearchStrategy[Span]:
    at = st.integers(0, length)
    return st.tuples(at, at).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(max_size=60))
    places = draw(st.lists(spans(len(text)), max_size=4))
    roles: st.SearchStrategy[Role] = st.sampled_from(
        ("title", "dek", "body", "update", "caption", "furniture", "teaser")
    )
    window = st.none() | st.tuples(st.just("2001-09-01"), st.just("2001-09-30"))
    return Document(
        id="d-1",
        locator=draw(st.text(min_size=1, max_size=12)),
        fingerprint=draw(TEXT),
        text=text,
        paragraphs=tuple(Paragraph(draw(roles), *place, draw(MAYBE)) for place in places),
        sentences=tuple(
            Sentence(draw(SMALL), *place, draw(SMALL))
            for place in draw(st.lists(spans(len(text)), max_size=3))
        ),
        url=draw(MAYBE),
        publisher=draw(MAYBE),
        title=draw(MAYBE),
        dek=draw(MAYBE),
        byline=draw(MAYBE),
        published=Published(
            draw(st.none() | st.dates().map(str)),
            draw(st.sampled_from(("day", "month", "year", "unknown"))),
            draw(st.sampled_from(("metadata", "text", "inferred", "unknown"))),
            draw(window),
        ),
        genre=draw(st.sampled_from(("report", "analysis", "opinion", "official"))),
        part=draw(st.none() | st.builds(Part, SMALL, st.none() | SMALL)),
        language=draw(st.sampled_from(("en", "ru"))),
    )


ACTORS = st.builds(
    Actor,
    id=st.sampled_from([f"a-{number}" for number in range(6)]),
    name=TEXT,
    kind=st.sampled_from(("state", "person", "unnamed", "unresolved")),
    state=st.sampled_from((None, "USA", "RUS")),
    sector=MAYBE,
    office=MAYBE,
    as_of=MAYBE,
    reference=st.booleans(),
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document = draw(documents())
    actors = tuple(draw(st.lists(ACTORS, max_size=4, unique_by=lambda actor: actor.id)))
    ids = st.sampled_from([actor.id for actor in actors]) if actors else st.nothing()
    count = draw(st.integers(0, 4))
    place = spans(len(document.text))
    fragments = st.lists(place, max_size=3).map(tuple)
    names = [f"s-{number}" for number in range(count)]
    statements = tuple(
        Statement(
            id=name,
            document=document.id,
            sentence=draw(SMALL),
            mode=draw(st.sampled_from(("direct", "indirect", "mixed", "attitude"))),
            source=draw(fragments),
            cue=draw(fragments),
            content=draw(fragments),
            quote=draw(TEXT),
            voice=draw(st.sampled_from(("speaker", "reporter", "author", "hearsay"))),
            confidence=draw(st.floats(0, 1)),
            speakers=tuple(draw(st.lists(ids, max_size=3))) if actors else (),
            addressee=draw(st.none() | place),
            occasion=draw(st.none() | place),
            nested_in=draw(st.none() | st.sampled_from(names)),
            issues=draw(ISSUES),
        )
        for name in names
    )
    parties = st.lists(ids, max_size=3).map(tuple) if actors else st.just(())
    events = tuple(
        draw(events_of(document, f"e-{number}", parties, names))
        for number in range(draw(st.integers(0, 3)))
    )
    frames = [draw(kind) for kind in frames_of(document, parties, names)]
    return Reading(document, statements, actors, events, *frames)


def frames_of(
    document: Document, parties: st.SearchStrategy[tuple[str, ...]], statements: list[str]
) -> tuple[st.SearchStrategy[Any], ...]:
    """Positions, linkages, forecasts and agenda items, as many as are drawn."""
    place = spans(len(document.text))
    shared = {
        "document": st.just(document.id),
        "sentence": SMALL,
        "quote": TEXT,
        "confidence": st.floats(0, 1),
        "issues": ISSUES,
    }
    held = shared | {
        "holder_spans": st.lists(place, max_size=3).map(tuple),
        "voice": st.sampled_from(("speaker", "reporter", "author", "hearsay")),
        "actors": parties,
        "statement": st.none() | st.sampled_from(statements) if statements else st.none(),
    }
    chances = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)
    kinds: tuple[st.SearchStrategy[Any], ...] = (
        st.builds(
            Position,
            id=st.sampled_from(("p-1", "p-2", "p-3")),
            stance=st.sampled_from(get_args(Stance)),
            basis=st.sampled_from(get_args(Basis)),
            goal=place,
            cue=place,
            **held,
        ),
        st.builds(
            Linkage,
            id=st.sampled_from(("l-1", "l-2")),
            kind=st.sampled_from(get_args(LinkageKind)),
            antecedent=place,
            consequent=place,
            **held,
        ),
        st.tuples(
            st.builds(
                Forecast,
                id=st.sampled_from(("f-1", "f-2")),
                proposition=place,
                condition=st.none() | place,
                words=st.none() | place,
                low=st.none(),
                high=st.none(),
                horizon=st.none() | horizons(place),
                unscoreable=st.none() | st.sampled_from(get_args(Unscoreable)),
                **held,
            ),
            st.none() | chances,
        ).map(ranged),
        st.builds(
            AgendaItem,
            id=st.sampled_from(("g-1", "g-2")),
            rank=st.integers(1, 9),
            tier=st.integers(1, 3),
            step=place,
            **shared,
        ),
    )
    return tuple(
        st.lists(kind, max_size=3, unique_by=lambda row: row.id).map(tuple) for kind in kinds
    )


def ranged(pair: tuple[Forecast, list[float] | None]) -> Forecast:
    forecast, chances = pair
    return replace(forecast, low=chances[0], high=chances[1]) if chances else forecast


def horizons(place: st.SearchStrategy[Span]) -> st.SearchStrategy[EventDate]:
    days = st.dates().map(str)
    basis = st.sampled_from(("text", "document"))
    precision = st.sampled_from(("day", "week", "month", "year"))
    dated = st.builds(EventDate, days, days, precision, basis, st.none() | place, st.none() | days)
    return dated | st.builds(EventDate, st.none(), st.none(), st.just("unresolved"), basis)


def events_of(
    document: Document,
    name: str,
    parties: st.SearchStrategy[tuple[str, ...]],
    statements: list[str],
) -> st.SearchStrategy[Event]:
    place = spans(len(document.text))
    fragments = st.lists(place, max_size=3).map(tuple)
    days = st.dates().map(str)
    start = st.shared(days, key=name)
    basis = st.sampled_from(("text", "document"))
    precisions = st.sampled_from(("day", "week", "month", "year"))
    dated = st.builds(
        EventDate, start, start, precisions, basis, st.none() | place, st.none() | days
    )
    unresolved = st.builds(
        EventDate, st.none(), st.none(), st.just("unresolved"), basis, st.none() | place
    )
    states = st.sampled_from((None, "USA", "RUS"))
    return st.builds(
        Event,
        id=st.just(name),
        document=st.just(document.id),
        sentence=SMALL,
        type=st.sampled_from(get_args(EventType)),
        mode=MAYBE,
        quad=st.integers(1, 4),
        score=st.floats(-10, 10),
        modality=st.sampled_from(get_args(Modality)),
        certainty=st.floats(-3, 3),
        trigger=place,
        actor_spans=fragments,
        recipient_spans=fragments,
        quote=TEXT,
        voice=st.sampled_from(("speaker", "reporter", "author", "hearsay")),
        confidence=st.floats(0, 1),
        actors=parties,
        recipients=parties,
        date=st.none() | dated | unresolved,
        place=st.none()
        | st.builds(Place, TEXT, states, MAYBE, place, st.none() | place, st.booleans()),
        statement=st.none() | st.sampled_from(statements) if statements else st.none(),
        issues=ISSUES,
    )


@settings(max_examples=60, deadline=None)
@given(readings())
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger(Path(folder) / "ledger.detente", create=True) as ledger,
    ):
        assert ledger.add(reading, "1") is Outcome.stored
        before = list(ledger.dump_rows())
        assert ledger.reading(reading.document.locator) == reading
        assert ledger.reading("d-1") == reading
        assert ledger.add(reading, "1") is Outcome.unchanged
        assert list(ledger.dump_rows()) == before
        assert len(ledger.statements()) == len(reading.statements)
        assert len(ledger.events()) == len(reading.events)
        assert len(ledger.positions()) == len(reading.positions)
        assert len(ledger.linkages()) == len(reading.linkages)
        assert len(ledger.forecasts()) == len(reading.forecasts)
        assert len(ledger.agendas()) == len(reading.agenda)
        assert ledger.event_columns().num_rows == len(reading.events)
        held = sum(len(position.actors) for position in reading.positions)
        assert ledger.position_columns().num_rows == held
        ledger.join_reports()
        assert len(ledger.events()) == len(reading.events)
        assert ledger.counts()["reports"] == ledger.counts()["events"] <= len(reading.events)


@settings(max_examples=100, deadline=None)
@given(readings())
def test_a_reading_survives_json(reading: Reading) -> None:
    assert reading_from_json(reading_to_json(reading)) == reading


def faulty(**changes: object) -> Reading:
    reading = page(1)
    statement = replace(reading.statements[0], **changes)  # type: ignore[arg-type]
    return replace(reading, statements=(statement,))


def test_a_reading_kept_before_there_were_events_is_read() -> None:
    raw = json.loads(reading_to_json(page(1)))
    assert raw.pop("events") == []
    assert reading_from_json(json.dumps(raw)) == page(1)


def test_an_event_is_printed_with_its_spans_together() -> None:
    raw = json.loads(reading_to_json(eventful_reading()))["events"][2]
    assert raw["spans"]["trigger"] == [list(eventful_reading().events[2].trigger)]
    assert raw["spans"]["venue"] == []
    assert list(raw)[:10] == [
        *("id", "document", "sentence", "type", "mode", "quad", "score"),
        *("modality", "certainty", "spans"),
    ]
    assert raw["place"] == {
        "name": "Geneva",
        "state": "CHE",
        "city": "Geneva",
        "reference": True,
    }


def faulty_event(**changes: object) -> Reading:
    reading = eventful_reading()
    event = replace(reading.events[1], **changes)  # type: ignore[arg-type]
    return replace(reading, events=(event,))


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (faulty_event(confidence=2.0), "ROWS_INVALID"),
        (faulty_event(certainty=math.nan), "ROWS_INVALID"),
        (faulty_event(quad=5), "ROWS_INVALID"),
        (faulty_event(actors=("a-missing",)), "ROWS_INVALID"),
        (faulty_event(statement="s-missing"), "ROWS_INVALID"),
        (faulty_event(quote="half \ud83d"), "TEXT_NOT_UNICODE"),
        (faulty(confidence=math.nan), "ROWS_INVALID"),
        (faulty(confidence=1.5), "ROWS_INVALID"),
        (faulty(speakers=("a-missing",)), "ROWS_INVALID"),
        (faulty(nested_in="s-missing"), "ROWS_INVALID"),
        (faulty(quote="half \ud83d"), "TEXT_NOT_UNICODE"),
    ],
)
def test_a_faulty_reading_is_refused_whole(tmp_path: Path, reading: Reading, code: str) -> None:
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.add(page(0), "1")
        before = list(ledger.dump_rows())
        with pytest.raises(DetenteError) as error:
            ledger.add(reading, "1")
        assert error.value.code == code
        assert list(ledger.dump_rows()) == before
        assert ledger.add(page(2), "1") is Outcome.stored

"""Whole sentences through the whole route, with the shipped weights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.document import Document, Genre, Span
from detente.evaluation.statements import plain_document
from detente.pipeline import read_document
from detente.reading.encoder import Encoder
from detente.reading.frame_labels import (
    AGREEMENTS,
    ANCHOR_COLUMNS,
    CLASS_COLUMNS,
    SLOT_COLUMNS,
    STEP_COLUMNS,
)
from detente.reading.frame_network import unmarked
from detente.record import Reading


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def read(text: str, encoder: Encoder, genre: Genre = "report") -> Reading:
    return read_document(replace(plain_document(text), genre=genre), encoder)


def words(document: Document, spans: tuple[Span, ...]) -> list[str]:
    return [document.quote(span) for span in spans]


def test_what_two_states_want(encoder: Encoder) -> None:
    reading = read("India and Japan want the export ban lifted before the summer.", encoder)
    (position,) = reading.positions
    assert (position.stance, position.basis) == ("seeks", "reported")
    assert words(reading.document, position.holder_spans) == ["India", "Japan"]
    assert {actor.state for actor in reading.actors if actor.id in position.actors} == {
        "IND",
        "JPN",
    }
    assert "the export ban lifted" in reading.document.quote(position.goal)


def test_a_reply_that_is_due_is_undecided(encoder: Encoder) -> None:
    (position,) = read("Cairo has yet to reply to the offer.", encoder).positions
    assert position.stance == "undecided"


def test_what_will_not_be_held_up_is_a_delinkage(encoder: Encoder) -> None:
    text = "The quarrel over fishing will not hold up the border treaty, both ministers said."
    reading = read(text, encoder)
    (linkage,) = reading.linkages
    assert linkage.kind == "delinkage"
    ends = words(reading.document, (linkage.antecedent, linkage.consequent))
    assert ends == ["The quarrel over fishing", "the border treaty"]
    assert words(reading.document, linkage.holder_spans) == ["both ministers"]


def test_an_authors_advice_is_nobodys_position(encoder: Encoder) -> None:
    assert read("Tokyo ought to offer a moratorium.", encoder, "opinion").positions == ()


def test_what_analysts_expect_is_a_forecast(encoder: Encoder) -> None:
    text = (
        "Analysts at the bank expect that the two sides will probably sign the pact by June 2024."
    )
    reading = read(text, encoder)
    (forecast,) = reading.forecasts
    assert (forecast.low, forecast.high) == (0.51, 0.8)
    assert words(reading.document, forecast.holder_spans) == ["Analysts at the bank"]
    assert forecast.horizon is not None
    assert forecast.horizon.end == "2024-06-30"
    assert forecast.unscoreable is None


def test_the_labels_are_as_many_as_the_networks_outputs(encoder: Encoder) -> None:
    (window,) = encoder.read(plain_document("Cairo has yet to reply."))
    (reading,) = encoder.frames.read([unmarked(window.pieces)])
    size = len(window.pieces.start)
    assert reading.anchors.shape == (size, ANCHOR_COLUMNS + STEP_COLUMNS)
    assert reading.slots.shape == (size, SLOT_COLUMNS)
    assert reading.classes.shape == (CLASS_COLUMNS,)
    assert reading.agreement.shape == (len(AGREEMENTS),)

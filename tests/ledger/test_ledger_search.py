"""Search finds words where they are read, marks them, and takes whatever users type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_readings import document_of, reading_of

from detente.errors import DetenteError
from detente.ledger import Ledger

PAGES = {
    "herc.html": [
        ("title", "Transport aircraft for the mission"),
        ("body", "Envoy Norland said that the C-130 would fly grain to the north."),
        ("body", "The crews were resting and (so far) nobody had been told."),
        ("teaser", "Celebrity chef opens a restaurant"),
    ],
    "talks.html": [
        ("title", "Sanctions on the table"),
        ("dek", "A second round in Geneva"),
        ("body", "Envoy Ostreich said that sanctioning ports was no answer."),
        ("body", "Grain ships waited off the coast of Côte d'Azur."),
        ("caption", "Photograph by the chef of protocol"),
    ],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("search") / "ledger.detente"
    with Ledger(path, create=True) as opened:
        for locator, paragraphs in PAGES.items():
            title = paragraphs[0][1]
            opened.add(reading_of(document_of(paragraphs, locator, title=title)), "1")  # type: ignore[arg-type]
        yield opened


def found(ledger: Ledger, words: str) -> list[str]:
    return sorted(row["locator"] for row in ledger.search(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("grain", ["herc.html", "talks.html"]),
        ("GRAIN north", ["herc.html"]),
        ("C-130", ["herc.html"]),
        ("C-130 AND (", ["herc.html"]),
        ("sanctions", ["talks.html"]),
        ('"grain ships"', ["talks.html"]),
        ('"ships grain"', []),
        ('"grain ships', ["talks.html"]),
        ("gene*", ["talks.html"]),
        ("gene", []),
        ("cote", ["talks.html"]),
        ("geneva OR north", ["herc.html", "talks.html"]),
        ("grain NOT geneva", ["herc.html"]),
        ("OR grain OR", ["herc.html", "talks.html"]),
        ("nothing-at-all", []),
        # what is not read is not searched
        ("chef", []),
        ("title:grain", []),
        ("NEAR(grain ships)", []),
    ],
)
def test_words_are_found_in_what_is_read(ledger: Ledger, words: str, expected: list[str]) -> None:
    assert found(ledger, words) == expected


def test_a_hit_shows_the_statement_that_holds_the_words(ledger: Ledger) -> None:
    (row,) = ledger.search("grain north", marks=("<<", ">>"))
    (statement,) = ledger.statements(words="grain")
    assert row["statement"] == statement["id"]
    assert "the C-130 would fly <<grain>> to the <<north>>" in row["snippet"]
    assert row["title"] == "Transport aircraft for the mission"


def test_a_hit_outside_statements_shows_the_passage(ledger: Ledger) -> None:
    (row,) = ledger.search("geneva")
    assert row["statement"] is None
    assert "[Geneva]" in row["snippet"]
    (row,) = ledger.search("transport aircraft")
    assert row["snippet"] == "[Transport] [aircraft] for the mission"


def test_limit_and_best_first(ledger: Ledger) -> None:
    assert [row["locator"] for row in ledger.search("sanctions OR north OR grain", limit=1)] == [
        "talks.html"
    ]


@pytest.mark.parametrize("words", ["", "  ", "(", '"', '""', "😀", "AND", "NOT", "NOT grain", "*"])
def test_without_a_word_the_error_says_so(ledger: Ledger, words: str) -> None:
    with pytest.raises(DetenteError, match="NO_WORDS"):
        ledger.search(words)


def test_too_many_words_are_refused(ledger: Ledger) -> None:
    with pytest.raises(DetenteError, match="TOO_MANY_WORDS"):
        ledger.search("word " * 1000)


SYNTAX = st.sampled_from(
    ["AND", "OR", "NOT", "NEAR(", ")", '"', "*", "^", ":", "-", "+", "grain", "\0", "{", "'", "²"]
)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20) | st.lists(SYNTAX | st.text(max_size=3), max_size=12).map(" ".join))
@example('"a\0b" OR \0*')
@example("\ud800 grain")
def test_no_string_breaks_the_search(ledger: Ledger, words: str) -> None:
    try:
        ledger.search(words)
        ledger.statements(words=words)
    except DetenteError as error:
        assert error.code in {"NO_WORDS", "TOO_MANY_WORDS", "TEXT_NOT_UNICODE"}

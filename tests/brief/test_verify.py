"""What is not on the page, byte for byte, is not in the brief."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from marked_pages import BLINKEN, LAVROV, ledger_of, page

from detente.brief import Brief, build_brief, verify_brief
from detente.brief.model import Entry
from detente.brief.verify import fault
from detente.document import Span
from detente.ledger import Ledger

RUSSIA = page(
    "2021-03-02",
    "{s1:Mr. Lavrov} {c1:said} {q1:that Washington’s naïve plan had failed}.\n\n"
    "{s2:He} {c2:asked} {q2:the Americans for patience}.",
    {1: LAVROV, 2: LAVROV},
)
AMERICA = page(
    "2021-03-03", "{s1:Mr. Blinken} {c1:told} Moscow {q1:to wait for the talks}.", {1: BLINKEN}
)
FIRST = RUSSIA.statements[0].id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with ledger_of(tmp_path, RUSSIA, AMERICA) as ledger:
        assert verify_brief(build_brief(ledger, "USA", "RUS"), ledger) == ()
        return ledger.path


def change(file: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute(statement, values).rowcount == 1


def brief_of(file: Path) -> Brief:
    with Ledger(file) as ledger:
        return build_brief(ledger, "USA", "RUS")


def entries(brief: Brief) -> list[Entry]:
    return [entry for side in brief.sides for group in side.groups for entry in group.entries]


@pytest.mark.parametrize("words", ["that Washington's naïve plan had failed", "that all is well"])
@pytest.mark.parametrize("role", ["content", "cue", "source"])
def test_changed_words_are_withheld_and_said_so(file: Path, role: str, words: str) -> None:
    change(
        file,
        "UPDATE statement_spans SET text = ? WHERE statement = ? AND role = ?",
        words,
        FIRST,
        role,
    )
    brief = brief_of(file)
    assert FIRST not in [entry.statement for entry in entries(brief)]
    assert len(entries(brief)) == 2
    gap = next(one for one in brief.gaps if one.kind == "withheld")
    assert gap.count == 1
    assert FIRST in gap.items[0]
    assert f"its {role} differs" in gap.items[0]


def test_a_letter_in_another_encoding_of_itself_is_a_difference(file: Path) -> None:
    decomposed = "that Washington’s nai\u0308ve plan had failed"
    change(
        file,
        "UPDATE statement_spans SET text = ? WHERE statement = ? AND role = 'content'",
        decomposed,
        FIRST,
    )
    assert FIRST not in [entry.statement for entry in entries(brief_of(file))]


def test_a_moved_span_is_withheld(file: Path) -> None:
    change(
        file,
        "UPDATE statement_spans SET start_at = start_at + 1, end_at = end_at + 1"
        " WHERE statement = ? AND role = 'content'",
        FIRST,
    )
    assert FIRST not in [entry.statement for entry in entries(brief_of(file))]


def test_a_span_off_the_page_is_withheld(file: Path) -> None:
    change(
        file,
        "UPDATE statement_spans SET end_at = 100000 WHERE statement = ? AND role = 'content'",
        FIRST,
    )
    brief = brief_of(file)
    assert FIRST not in [entry.statement for entry in entries(brief)]
    assert "not on the page" in next(one for one in brief.gaps if one.kind == "withheld").items[0]


def test_a_changed_page_withholds_its_statements(file: Path) -> None:
    change(
        file,
        "UPDATE documents SET text = replace(text, 'naïve', 'clever') WHERE id = ?",
        RUSSIA.document.id,
    )
    brief = brief_of(file)
    assert [entry.document for entry in entries(brief)] == [AMERICA.document.id]


def test_a_finished_brief_can_be_checked_again(file: Path) -> None:
    brief = brief_of(file)
    change(
        file,
        "UPDATE documents SET text = replace(text, 'patience', 'patients') WHERE id = ?",
        RUSSIA.document.id,
    )
    with Ledger(file) as ledger:
        found = verify_brief(brief, ledger)
    assert [one.statement for one in found] == [RUSSIA.statements[1].id]
    assert "differs from the page" in str(found[0])


def test_a_brief_of_another_ledger_has_no_support(file: Path, tmp_path: Path) -> None:
    brief = brief_of(file)
    with Ledger(tmp_path / "empty.detente", create=True) as empty:
        assert {one.reason for one in verify_brief(brief, empty)} == {
            "its page is not in the ledger"
        }


def test_fault_knows_every_way_to_be_wrong(file: Path) -> None:
    entry = next(one for one in entries(brief_of(file)) if one.statement == FIRST)
    document = RUSSIA.document
    assert fault(entry, document) is None
    assert fault(replace(entry, quote=entry.quote + "!"), document)
    assert fault(replace(entry, cue="wrote"), document)
    assert fault(replace(entry, passage="Elsewhere."), document)
    assert fault(replace(entry, occasion="at a feast"), document)
    assert fault(replace(entry, quote="", spans={**entry.spans, "content": ()}), document)
    assert fault(replace(entry, spans={}), document)
    negative = {**entry.spans, "cue": (Span(-3, -1),)}
    assert fault(replace(entry, spans=negative), document)

"""Repeated, copied and changed pages."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import at, cut, indexes_are_whole, page

from detente.errors import DetenteError, Rejection
from detente.ledger import Ledger, Outcome
from detente.record import Reading


def dump(path: Path, readings: Iterable[Reading]) -> list[tuple[str, tuple[object, ...]]]:
    path.unlink(missing_ok=True)
    with Ledger(path, create=True) as ledger:
        for reading in readings:
            ledger.add(reading, "1")
        indexes_are_whole(ledger)
        return list(ledger.dump_rows())


def test_a_stored_page_is_known_by_its_bytes_and_reader(tmp_path: Path) -> None:
    reading = page(1)
    document = reading.document
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        assert not ledger.known(document.locator, document.fingerprint, "1")
        ledger.add(reading, "1")
        assert ledger.known(document.locator, document.fingerprint, "1")
        assert not ledger.known(document.locator, document.fingerprint, "2")
        assert not ledger.known(document.locator, "other bytes", "1")
        assert not ledger.known("elsewhere.html", document.fingerprint, "1")


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    pages = [page(seed) for seed in range(5)]
    path = tmp_path / "ledger.detente"
    before = dump(path, pages)
    with Ledger(path) as ledger:
        assert {ledger.add(reading, "1") for reading in pages} == {Outcome.unchanged}
        assert list(ledger.dump_rows()) == before


def test_other_bytes_with_the_same_article_are_unchanged(tmp_path: Path) -> None:
    reading = page(1)
    again = at(reading, reading.document.locator, fingerprint="other bytes")
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.add(reading, "1")
        assert ledger.add(again, "1") is Outcome.unchanged
        assert ledger.known(reading.document.locator, "other bytes", "1")
        assert ledger.reading(reading.document.id) == again


def test_a_changed_page_replaces_its_rows_and_keeps_history(tmp_path: Path) -> None:
    path = tmp_path / "ledger.detente"
    first, second, third = (page(seed, "front.html") for seed in (1, 2, 3))
    with Ledger(path, create=True) as ledger:
        ledger.add(first, "1")
        assert ledger.add(second, "1") is Outcome.replaced
        assert ledger.add(third, "1") is Outcome.replaced
        assert ledger.reading("front.html") == third
        past = ledger.history("front.html")
        assert [entry.reading for entry in past] == [first, second]
        assert [entry.replaced_by for entry in past] == [second.document.id, third.document.id]
        assert ledger.history("elsewhere.html") == ()
        assert ledger.counts()["superseded"] == 2
        rows = [row for row in ledger.dump_rows() if row[0] != "document_history"]
    assert rows == dump(tmp_path / "fresh.detente", [third])


def test_the_same_bytes_read_by_a_new_version_leave_no_history(tmp_path: Path) -> None:
    old = page(1)
    new = replace(old, statements=old.statements[1:])
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.add(old, "1")
        assert ledger.add(new, "2") is Outcome.replaced
        assert ledger.reading(new.document.id) == new
        assert ledger.history(new.document.locator) == ()
        assert ledger.add(new, "3") is Outcome.unchanged
        assert ledger.known(new.document.locator, new.document.fingerprint, "3")
        indexes_are_whole(ledger)


def test_an_identical_document_elsewhere_is_a_duplicate(tmp_path: Path) -> None:
    reading = page(1, url="https://one.example/a")
    copy = at(reading, "z/copy.html", url="https://two.example/b", publisher="The Copy")
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        assert ledger.add(reading, "1") is Outcome.stored
        assert ledger.add(copy, "1") is Outcome.duplicate
        assert ledger.add(copy, "1") is Outcome.unchanged
        assert ledger.counts()["documents"] == 1
        assert ledger.counts()["copies"] == 1
        assert len(ledger.statements()) == len(reading.statements)
        assert ledger.reading("z/copy.html") == copy
        assert ledger.reading("https://two.example/b") == copy
        assert ledger.reading(reading.document.id) == reading


def test_a_copy_takes_the_place_of_the_first_when_that_changes(tmp_path: Path) -> None:
    reading = page(1, "a.html")
    copy = at(reading, "b.html", publisher="The Copy")
    other = page(2, "a.html")
    path = tmp_path / "ledger.detente"
    with Ledger(path, create=True) as ledger:
        for added in (reading, copy, at(reading, "c.html")):
            ledger.add(added, "1")
        assert ledger.add(other, "1") is Outcome.replaced
        assert ledger.reading(reading.document.id) == copy
        rows = [row for row in ledger.dump_rows() if row[0] != "document_history"]
    assert rows == dump(tmp_path / "fresh.detente", [other, copy, at(reading, "c.html")])


def pool() -> list[Reading]:
    """Pages of which some are copies, some the same story cut or lengthened."""
    chance = random.Random(5)
    pages = [page(seed) for seed in range(4)]
    for number, reading in enumerate(list(pages)):
        pages.append(at(reading, f"copies/{number}.html", publisher=f"Copy {number}"))
        pages.append(at(reading, f"again/{number}.html"))
        for size in (1, 4, 7, 9, 12):
            left_out = chance.sample(range(1, 21), size)
            pages.append(cut(reading, left_out, f"cut/{number}-{size}.html"))
    return pages


POOL = pool()


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, tuple[object, ...]]]:
    """What the ledger holds if the pages come in the order of their locators."""
    pages = sorted(POOL, key=lambda reading: reading.document.locator)
    return dump(tmp_path_factory.mktemp("sorted") / "ledger.detente", pages)


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(len(POOL))))
def test_the_ledger_does_not_depend_on_the_order_of_pages(
    tmp_path_factory: pytest.TempPathFactory,
    in_order: list[tuple[str, tuple[object, ...]]],
    order: list[int],
) -> None:
    assert any(table == "near_duplicates" for table, _ in in_order)
    path = tmp_path_factory.mktemp("mixed") / "ledger.detente"
    assert dump(path, (POOL[number] for number in order)) == in_order


@settings(max_examples=10, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, len(POOL) - 1)), max_size=25)
)
def test_after_any_changes_the_ledger_is_that_of_the_last_pages(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    last: dict[str, Reading] = {}
    with Ledger(folder / "changed.detente", create=True) as ledger:
        for locator, number in steps:
            last[locator] = at(POOL[number], locator)
            ledger.add(last[locator], "1")
        indexes_are_whole(ledger)
        rows = [row for row in ledger.dump_rows() if row[0] != "document_history"]
    assert rows == dump(folder / "fresh.detente", last.values())


def test_rejections_are_listed_until_the_page_can_be_read(tmp_path: Path) -> None:
    reading = page(1)
    locator = reading.document.locator
    rejection = Rejection(locator, "NO_ARTICLE", "There is no article.", "Check the page.")
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.reject(rejection, "bytes")
        ledger.reject(rejection)
        assert ledger.rejections() == (rejection,)
        assert not ledger.known(locator, "bytes", "1")
        ledger.add(reading, "1")
        assert ledger.rejections() == ()
        # a page that can no longer be read keeps what it held
        ledger.reject(rejection, "bytes")
        assert ledger.reading(locator) == reading
        assert not ledger.known(locator, reading.document.fingerprint, "1")
        assert ledger.add(reading, "1") is Outcome.unchanged
        assert ledger.known(locator, reading.document.fingerprint, "1")


def test_a_document_is_found_by_id_prefix_address_and_path(tmp_path: Path) -> None:
    readings = [page(seed, url=f"https://paper.example/{seed}") for seed in range(3)]
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        for reading in readings:
            ledger.add(reading, "1")
        for reading in readings:
            document = reading.document
            names = (document.id, document.id[:8], document.url, f"./{document.locator}")
            for name in (*names, Path(document.locator)):
                assert ledger.reading(str(name)) == reading
        for name in ("", "d-zzzz", "nowhere.html", "😀", "d-\x00", "%"):
            with pytest.raises(DetenteError, match="DOCUMENT_NOT_FOUND"):
                ledger.reading(name)
        with pytest.raises(DetenteError, match="DOCUMENT_AMBIGUOUS"):
            ledger.reading("d-")
        ledger.add(page(9, url="https://paper.example/0"), "1")
        with pytest.raises(DetenteError, match="DOCUMENT_AMBIGUOUS"):
            ledger.reading("https://paper.example/0")


def test_runs_are_noted_outside_the_content(tmp_path: Path) -> None:
    path = tmp_path / "ledger.detente"
    before = dump(path, [page(1)])
    with Ledger(path) as ledger:
        run = ledger.begin_run()
        ledger.end_run(run, {"stored": 1})
        assert list(ledger.dump_rows()) == before
        assert ledger.begin_run() == run + 1

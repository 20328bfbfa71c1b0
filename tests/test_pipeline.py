from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from detente.document import Document, RawPage
from detente.errors import DetenteError
from detente.ledger import Ledger
from detente.pipeline import Report, read
from detente.reading.clean import clean
from tiny_large import write_large

STORY = """Talks on the border resume

GENEVA, 4 May 2011 — The envoys of the two states met on Wednesday for the third time this year.

The Foreign Minister said that the talks would go on until both armies had left the valley, and that
no date had been set for the end of the mission.

“We will not sign a paper that leaves our villages behind,” he told reporters in Geneva.

Western diplomats fear that the cease-fire will not hold through the summer.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.txt").write_text(STORY, encoding="utf-8")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_text(STORY.replace("Geneva", "Vienna"), encoding="utf-8")
    return folder


def run(pages: Path, ledger: Path, jobs: int = 1, model: Path | None = None) -> Report:
    with Ledger(ledger, create=True) as opened:
        return read([pages], opened, jobs=jobs, model=model)


def test_every_input_ends_in_one_outcome(pages: Path, tmp_path: Path) -> None:
    report = run(pages, tmp_path / "one.detente")
    assert report.inputs == 4
    assert report.outcomes["duplicate"] == 1
    assert report.outcomes["rejected"] == 1
    assert [item.code for item in report.rejections] == ["EMPTY"]


def test_reading_the_same_pages_again_changes_nothing(pages: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "one.detente"
    run(pages, ledger)
    with Ledger(ledger) as opened:
        before = list(opened.dump_rows())
    report = run(pages, ledger)
    assert report.outcomes["unchanged"] == 3
    with Ledger(ledger) as opened:
        assert list(opened.dump_rows()) == before


def test_a_near_duplicate_is_linked_and_not_counted_twice(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "one.detente")
    with Ledger(tmp_path / "one.detente") as opened:
        counts = opened.counts()
    assert counts["documents"] == 1
    assert counts["near_duplicates"] == 1


def test_a_changed_page_replaces_its_rows_and_keeps_what_stood_there(
    pages: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "one.detente"
    run(pages, ledger)
    page = pages / "d.txt"
    page.write_text(STORY.replace("third time", "fourth time"), encoding="utf-8")
    assert run(pages, ledger).outcomes["replaced"] == 1
    with Ledger(ledger) as opened:
        (old,) = opened.history(page.as_posix())
        assert "third time" in old.reading.document.text
        assert "fourth time" in opened.reading(page.as_posix()).document.text


def test_two_jobs_make_the_same_ledger_as_one(pages: Path, tmp_path: Path) -> None:
    ledgers = [tmp_path / "one.detente", tmp_path / "two.detente"]
    for jobs, ledger in enumerate(ledgers, start=1):
        run(pages, ledger, jobs)
    dumps = []
    for ledger in ledgers:
        with Ledger(ledger) as opened:
            dumps.append(list(opened.dump_rows()))
    assert dumps[0] == dumps[1]


def test_every_statement_quotes_its_page(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "one.detente")
    with Ledger(tmp_path / "one.detente") as opened:
        reading = opened.reading((pages / "a.txt").as_posix())
    assert len(reading.statements) >= 3
    for item in reading.statements:
        assert item.quote in reading.document.text
        for spans in (item.source, item.cue, item.content):
            for span in spans:
                assert reading.document.quote(span) in item.quote


def test_a_page_that_trips_the_program_is_rejected_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(page: RawPage) -> Document:
        if page.locator.endswith("one.txt"):
            raise IndexError("list index out of range")
        return clean(page)

    monkeypatch.setattr("detente.pipeline.clean", trip)
    text = "Ministers meet\n\nThe two foreign ministers met in Oslo on Monday and spoke of fish.\n"
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text * 3 + name, encoding="utf-8")
    with Ledger(tmp_path / "l.detente", create=True) as ledger:
        report = read([tmp_path / "one.txt", tmp_path / "two.txt"], ledger)
    assert report.outcomes == {"rejected": 1, "stored": 1}
    assert [rejection.code for rejection in report.rejections] == ["INTERNAL"]
    assert "IndexError" in report.rejections[0].message


def versions(ledger: Path) -> set[str]:
    with closing(sqlite3.connect(ledger)) as connection:
        return {version for (version,) in connection.execute("SELECT version FROM locators")}


@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_are_read_again_by_another_model_and_the_ledger_says_which(
    pages: Path, tmp_path: Path, jobs: int
) -> None:
    ledger, large = tmp_path / "one.detente", write_large(tmp_path / "large")
    run(pages, ledger)
    (small,) = versions(ledger)
    assert run(pages, ledger, jobs, large).outcomes["unchanged"] == 0
    (version,) = versions(ledger)
    assert version != small
    assert version.endswith("-large")
    assert run(pages, ledger, jobs, large).outcomes["unchanged"] == 3


def test_a_model_that_is_not_there_ends_the_run_before_a_page_is_read(
    pages: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "one.detente"
    with pytest.raises(DetenteError) as error:
        run(pages, ledger, model=tmp_path / "none")
    assert error.value.code == "MODEL_MISSING"
    with Ledger(ledger) as opened:
        assert opened.counts()["rejections"] == 0

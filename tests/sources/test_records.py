"""Records: their usual names, their mapping, and one rejection for each that is broken."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.document import RawPage
from detente.errors import Rejection
from detente.sources import read_sources


def read(
    path: Path, fields: Mapping[str, str] | None = None
) -> tuple[list[RawPage], list[Rejection]]:
    found = list(read_sources([path], fields))
    pages = [item for item in found if isinstance(item, RawPage)]
    return pages, [item for item in found if isinstance(item, Rejection)]


def jsonl(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def test_the_usual_names_are_known(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"text": "T", "title": "A  b", "date": "2020-01-02", "url": "https://e.org/1", "id": 7},
        {"Body": "T", "headline": "A b", "published_at": "2020-01-02", "link": "https://e.org/1",
         "_id": "7"},
        {"content": ["one", "two"]},
        {"text": "ignored", "html": "<p>T</p>"},
        {"content": "<p>T</p>"},
    )  # fmt: skip
    pages, rejections = read(path)
    assert not rejections
    for page in pages[:2]:
        assert (page.text, page.kind, page.title, page.date) == ("T", "text", "A b", "2020-01-02")
        assert (page.url, page.external_id) == ("https://e.org/1", "7")
    assert pages[2].text == "one\n\ntwo"
    assert [(page.text, page.kind) for page in pages[3:]] == [("<p>T</p>", "html")] * 2
    assert [page.locator.rpartition("#")[2] for page in pages] == list("12345")


def test_other_names_are_mapped(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"artikel": "T", "text": "not this", "day": "2020"})
    (page,), _ = read(path, {"text": "Artikel", "date": "day"})
    assert (page.text, page.date) == ("T", "2020")


def test_a_broken_line_7_is_rejected_and_the_rest_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"page {n}"}) for n in range(1, 11)]
    lines[6] = '{"text": "page 7'
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines) + "\n")
    pages, (rejection,) = read(path)
    assert len(pages) == 9
    assert (rejection.locator, rejection.code) == (f"{path.as_posix()}#7", "BAD_RECORD")
    assert "\n" not in str(rejection)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"[1]", "BAD_RECORD"),
        (b"[" * 99_999, "BAD_RECORD"),
        (b'{"id": ' + b"9" * 9999 + b"}", "BAD_RECORD"),
        (b'{"text": {"a": 1}}', "BAD_RECORD"),
        (b'{"text": true}', "BAD_RECORD"),
        (b'{"text": null, "title": "t"}', "NO_TEXT"),
        (b'{"text": " "}', "NO_TEXT"),
        (b'{"other": "x"}', "NO_TEXT"),
        (b"\0\1\2\3", "BINARY"),
    ],
)
def test_a_record_without_text_is_rejected(tmp_path: Path, line: bytes, code: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "before, which is long enough to make a file of text"}\n' * 9)
    path.write_bytes(path.read_bytes() + line + b'\n\n{"text": "after"}')
    pages, (rejection,) = read(path)
    assert len(pages) == 10
    assert (rejection.locator, rejection.code) == (f"{path.as_posix()}#10", code)


def test_half_a_character_pair_becomes_a_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\\ud800b"}\n')
    assert read(path)[0][0].text == "a?b"


def test_records_in_utf_16_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Zürich"}\n{"text": "Мы"}\n', "utf-16")
    assert [page.text for page in read(path)[0]] == ["Zürich", "Мы"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_rows_are_pages(tmp_path: Path, delimiter: str) -> None:
    rows = [["ID", "title", "text"], ["1", "A", '"one\ntwo, ""three"""'], ["2", "B", "four"]]
    path = tmp_path / "a.csv"
    path.write_text("\ufeff" + "\n".join(map(delimiter.join, rows)), "utf-8")
    pages, rejections = read(path)
    assert not rejections
    assert [page.text for page in pages] == ['one\ntwo, "three"', "four"]
    assert [page.external_id for page in pages] == ["1", "2"]
    assert pages[1].locator.endswith("a.csv#2")


def test_a_broken_row_is_rejected_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,one\n2,"two" x\n3,three,more\n4,four\n')
    pages, rejections = read(path)
    assert [page.text for page in pages] == ["one", "four"]
    assert [item.locator.rpartition("#")[2] for item in rejections] == ["2", "3"]
    assert {item.code for item in rejections} == {"BAD_RECORD"}


def test_a_large_field_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"' + "word " * 200_000 + '"\n')
    (page,), _ = read(path)
    assert len(page.text) == 1_000_000


def test_a_file_without_records_is_rejected(tmp_path: Path) -> None:
    for name, content in (("a.jsonl", "\n\n"), ("b.csv", "id,text\n"), ("c.csv", "")):
        (tmp_path / name).write_text(content)
        pages, (rejection,) = read(tmp_path / name)
        assert (pages, rejection.code) == ([], "EMPTY")


def test_a_cut_file_gives_its_whole_records_first(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"text": f"page {n} {n * n}"}) + "\n" for n in range(9999))
    path.write_bytes(gzip.compress(lines.encode())[:-100])
    pages, rejections = read(path)
    assert len(pages) > 1000
    assert rejections[-1].code == "BAD_COMPRESSION"


def parquet(path: Path, **columns: list[Any]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_rows_are_pages(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet",
        text=["one", None, "three"],
        published=[datetime.date(2020, 1, 2), None, datetime.date(2021, 1, 2)],
        id=[1, 2, 3],
        other=[{"a": 1}] * 3,
    )
    pages, (rejection,) = read(path)
    assert [(page.text, page.date, page.external_id) for page in pages] == [
        ("one", "2020-01-02", "1"),
        ("three", "2021-01-02", "3"),
    ]
    assert (rejection.locator, rejection.code) == (f"{path.as_posix()}#2", "NO_TEXT")
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [page.fingerprint for page in read(packed)[0]] == [page.fingerprint for page in pages]


def test_a_damaged_parquet_file_is_rejected(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", text=["one"] * 99)
    whole = path.read_bytes()
    for content in (b"text", whole[:-30], whole[:40] + whole[60:], b"PAR1" + whole[8:]):
        path.write_bytes(content)
        pages, rejections = read(path)
        assert len(pages) == 99 or rejections


def test_a_parquet_file_without_text_says_so(tmp_path: Path) -> None:
    _, rejections = read(parquet(tmp_path / "a.parquet", words=["one", "two"]))
    assert [item.code for item in rejections] == ["NO_TEXT", "NO_TEXT"]

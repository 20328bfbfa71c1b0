"""Files that are one page: found by name, unpacked, decoded, or rejected in one line."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pytest

from detente.document import RawPage
from detente.errors import DetenteError, Rejection
from detente.limits import MAX_TEXT_CHARS
from detente.sources import read_sources

HTML = "<!doctype html><title>t</title><p>“We will wait,” the envoy said in Zürich.</p>"
TEXT = "“We will wait,” the envoy said in Zürich."


def read(path: Path | str) -> list[RawPage | Rejection]:
    return list(read_sources([path]))


def page(found: Iterable[RawPage | Rejection]) -> RawPage:
    (only,) = found
    assert isinstance(only, RawPage), only
    return only


def rejected(found: Iterable[RawPage | Rejection]) -> str:
    (only,) = found
    assert isinstance(only, Rejection), only
    assert only.message and only.advice and "\n" not in str(only)
    return only.code


def saved(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zst(data: bytes) -> bytes:
    packed: bytes = pa.Codec("zstd").compress(data, asbytes=True)
    return packed


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", HTML, "html"),
        ("a.HTM", HTML, "html"),
        ("a.txt", TEXT, "text"),
        ("a.md", TEXT, "text"),
        ("saved as text.txt", HTML, "html"),
        ("no tags.html", TEXT, "text"),
    ],
)
def test_a_file_is_one_page(tmp_path: Path, name: str, content: str, kind: str) -> None:
    path = saved(tmp_path / name, content)
    got = page(read(path))
    assert (got.text, got.kind, got.locator) == (content, kind, path.as_posix())
    assert got.fingerprint == hashlib.sha256(content.encode()).hexdigest()


def test_packed_files_are_the_same_pages(tmp_path: Path) -> None:
    plain = page(read(saved(tmp_path / "a.html", HTML)))
    for path in (
        saved(tmp_path / "a.html.gz", gzip.compress(HTML.encode(), mtime=0)),
        saved(tmp_path / "b.html.zst", zst(HTML.encode())),
    ):
        got = page(read(path))
        assert (got.text, got.fingerprint) == (plain.text, plain.fingerprint)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.html", b"", "EMPTY"),
        ("blank.txt", b" \n\t\n", "EMPTY"),
        ("empty.txt.gz", gzip.compress(b"", mtime=0), "EMPTY"),
        ("empty.gz.txt.gz", b"", "EMPTY"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "BINARY"),
        ("paper.txt", b"%PDF-1.7\n1 0 obj", "BINARY"),
        ("zeros.html", b"<p>" + b"\0\1\2" * 400, "BINARY"),
        ("packed.html", gzip.compress(b"<p>text", mtime=0), "BINARY"),
        ("plain.html.gz", b"<p>text", "BAD_COMPRESSION"),
        ("plain.html.zst", b"<p>text", "BAD_COMPRESSION"),
        ("cut.txt.gz", gzip.compress(bytes(range(32, 127)) * 99, mtime=0)[:-20], "BAD_COMPRESSION"),
        ("cut.txt.zst", zst(bytes(range(32, 127)) * 99)[:-9], "BAD_COMPRESSION"),
        ("long.txt", b"word " * (MAX_TEXT_CHARS // 5 + 1), "TOO_LARGE"),
        ("notes.docx", b"text", "UNKNOWN_KIND"),
        ("nothing", b"text", "UNKNOWN_KIND"),
        ("x.gz", gzip.compress(b"text", mtime=0), "UNKNOWN_KIND"),
    ],
)
def test_what_is_no_page_is_rejected(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert rejected(read(saved(tmp_path / name, content))) == code


def test_a_missing_file_and_an_impossible_path_are_rejected(tmp_path: Path) -> None:
    assert rejected(read(tmp_path / "none.html")) == "NOT_FOUND"
    assert rejected(read("a\0b.html")) == "UNREADABLE"
    assert rejected(read("n" * 5000 + ".html")) == "UNREADABLE"


def test_a_file_that_may_not_be_read_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "a.html", HTML)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert rejected(read(path)) == "UNREADABLE"


def test_markdown_loses_its_marks_and_gives_its_front_matter(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "note.md",
        '---\ntitle: "Talks go on"\npublished: 2021-06-16\nlink: https://example.org/a\n---\n'
        "# Talks *go* on\n\n> “We [wait](https://example.org),” **he said**.\n\n---\n"
        "![a picture](p.png)\nsnake_case_name and 2 * 3 * 4 stay.\n",
    )
    got = page(read(path))
    assert (got.title, got.date) == ("Talks go on", "2021-06-16")
    assert got.url == "https://example.org/a"
    assert got.text.split("\n") == [
        "Talks go on", "", "“We wait,” he said.", "", "", "",
        "snake_case_name and 2 * 3 * 4 stay.", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "kind", "locators"),
    [
        (HTML.encode(), "html", ["-"]),
        (TEXT.encode(), "text", ["-"]),
        (gzip.compress(TEXT.encode(), mtime=0), "text", ["-"]),
        (b'{"text": "one"}\n{"text": "two"}\n', "text", ["-#1", "-#2"]),
    ],
)
def test_standard_input_is_told_by_how_it_begins(
    monkeypatch: pytest.MonkeyPatch, content: bytes, kind: str, locators: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = list(read_sources(["-"]))
    assert [item.locator for item in found] == locators
    assert {item.kind for item in found if isinstance(item, RawPage)} == {kind}


@pytest.mark.parametrize(("content", "code"), [(b"", "EMPTY"), (b"PAR1\0\0", "BINARY")])
def test_bad_standard_input_is_rejected(
    monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert rejected(read_sources(["-"])) == code


def test_an_unknown_field_is_an_error_before_anything_is_read() -> None:
    with pytest.raises(DetenteError, match="BAD_FIELDS"):
        read_sources(["none.jsonl"], {"txt": "article_body"})

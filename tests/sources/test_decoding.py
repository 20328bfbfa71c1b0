"""Encodings: told by mark, by UTF-8's own shape, by declaration, by likelihood."""

from __future__ import annotations

import codecs

import pytest

from detente.sources.decoding import decode

TEXT = "“Мы ждём,” he said — the café in Zürich, 10 June.\n"
WESTERN = "“We will wait,” he said in Zürich — at the café, for the minister’s word.\n" * 3
RUSSIAN = "Министр иностранных дел заявил, что переговоры продолжатся в Женеве.\n" * 5


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-8"),
    ],
)
def test_marks_and_utf_8_are_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    assert decode(WESTERN.encode(encoding)) == WESTERN


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_declared_encoding_is_used(declaration: str) -> None:
    page = declaration + RUSSIAN
    assert decode(page.encode("windows-1251")) == page


def test_utf_8_goes_before_a_wrong_declaration() -> None:
    page = '<meta charset="iso-8859-1">' + TEXT
    assert decode(page.encode()) == page


def test_latin_1_is_read_as_windows_1252() -> None:
    page = '<meta charset="iso-8859-1">' + WESTERN
    assert decode(page.encode("windows-1252")) == page


def test_an_undeclared_encoding_is_guessed() -> None:
    assert decode(WESTERN.encode("windows-1252")) == WESTERN
    assert decode(RUSSIAN.encode("windows-1251")) == RUSSIAN


def test_damaged_utf_8_is_read_with_replacement() -> None:
    damaged = TEXT.encode().replace("ё".encode(), b"\xff")
    assert decode(damaged * 3) == TEXT.replace("ё", "\ufffd") * 3


def test_utf_8_cut_within_a_letter_is_read() -> None:
    assert decode("Plain text and then Zü".encode()[:-1]) == "Plain text and then Z\ufffd"


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "hex", "no-such", "utf-7"])
def test_a_declaration_that_no_browser_knows_is_ignored(name: str) -> None:
    page = f"<meta charset={name}>{WESTERN}"
    assert decode(page.encode("windows-1252")) == page

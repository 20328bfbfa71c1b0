"""Files of records in lines, one page each: JSONL and CSV."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from detente.document import RawPage
from detente.errors import Rejection
from detente.limits import MAX_RECORD_BYTES
from detente.sources.decoding import check_text, decode, wide_encoding
from detente.sources.fields import Fields
from detente.sources.pages import Origin
from detente.sources.reject import UnusableError, bad_record, empty, too_large
from detente.sources.stream import ByteStream, split_lines

_DELIMITERS = ",;\t|"


def rejection(error: UnusableError, locator: str) -> Rejection:
    """The rejection of the input at ``locator``."""
    return Rejection(locator, error.code, error.message, error.advice)


def read_jsonl(stream: ByteStream, locator: str, fields: Fields) -> Iterator[RawPage | Rejection]:
    """One page a line; the number in its locator is the line's, counted from 1.

    Raises:
        UnusableError: if the file as a whole cannot be read; what cannot be read of it is yielded.
    """
    count = 0
    for number, line in enumerate(_lines(stream), start=1):
        if line is not None and not line.strip():
            continue
        count += 1
        place = f"{locator}#{number}"
        try:
            if line is None:
                raise too_large(MAX_RECORD_BYTES, "line")
            fingerprint = hashlib.sha256(line.rstrip(b"\r\n")).hexdigest()
            yield fields.page(_json_object(line), Origin(place, fingerprint))
        except UnusableError as error:
            yield rejection(error, place)
    if not count:
        raise empty()


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(decode(line))
    except RecursionError as error:
        raise bad_record("The line is JSON nested too deeply.") from error
    except ValueError as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        raise bad_record(f"The line is not valid JSON: {why[0].lower()}{why[1:]}.") from error
    if not isinstance(record, dict):
        raise bad_record("The line is JSON, but not an object with fields.")
    return record


def read_csv(stream: ByteStream, locator: str, fields: Fields) -> Iterator[RawPage | Rejection]:
    """One page a row below the header; the number in its locator counts these rows from 1.

    Comma, semicolon, tab and bar are known as delimiters, told by the header. Raises as
    ``read_jsonl`` does.
    """
    # The default, 128 KiB, is less than many pages; the limit is the whole process's.
    csv.field_size_limit(MAX_RECORD_BYTES)
    lines = _HashedLines(_lines(stream))
    header_line = next(lines, "")
    delimiter = max(_DELIMITERS, key=header_line.count)
    try:
        header = next(csv.reader([header_line], delimiter=delimiter), [])
    except csv.Error as error:
        raise bad_record(f"The header is not valid CSV: {error}.") from error
    lines.fingerprint()
    number = 0
    for number, (row, fingerprint) in enumerate(_rows(lines, delimiter), start=1):
        place = f"{locator}#{number}"
        try:
            if isinstance(row, UnusableError):
                raise row
            yield fields.page(_csv_record(header, row), Origin(place, fingerprint))
        except UnusableError as error:
            yield rejection(error, place)
    if not number:
        raise empty()


def _rows(lines: _HashedLines, delimiter: str) -> Iterator[tuple[list[str] | UnusableError, str]]:
    """Each row, or why it is none, with the fingerprint of its lines."""
    # strict: a quotation mark out of place garbles a row or swallows the next ones unnoticed
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _bad_row(error, lines.number), lines.fingerprint()
        except UnusableError as error:
            yield error, lines.fingerprint()
        else:
            fingerprint = lines.fingerprint()
            if any(row):
                yield row, fingerprint


def _csv_record(header: list[str], row: list[str]) -> dict[str, str]:
    if len(row) > len(header):
        raise bad_record(f"The row has {len(row)} fields, but the header names {len(header)}.")
    return dict(zip(header, row, strict=False))


def _bad_row(error: csv.Error, line: int) -> UnusableError:
    if "field limit" in str(error):
        return too_large(MAX_RECORD_BYTES, f"field that ends in line {line}")
    return bad_record(f"The row that ends in line {line} is not valid CSV: {error}.")


class _HashedLines:
    """The lines of a table as text, with the fingerprint of those since the last one asked for."""

    def __init__(self, lines: Iterator[bytes | None]) -> None:
        self._lines = lines
        self._hash = hashlib.sha256()
        self.number = 0

    def __iter__(self) -> _HashedLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if line is None:
            raise too_large(MAX_RECORD_BYTES, "line")
        self._hash.update(line)
        return decode(line)

    def fingerprint(self) -> str:
        done, self._hash = self._hash, hashlib.sha256()
        return done.hexdigest()


def _lines(stream: ByteStream) -> Iterator[bytes | None]:
    """Lines in UTF-8 or another encoding of single bytes; UTF-16 and UTF-32 are turned to UTF-8."""
    head = stream.peek()
    if not head:
        raise empty()
    check_text(head)
    wide = wide_encoding(head)
    chunks = _narrowed(stream, wide) if wide else stream.chunks()
    return split_lines(chunks, MAX_RECORD_BYTES)


def _narrowed(stream: ByteStream, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return (decoder.decode(chunk).encode("utf-8", "replace") for chunk in stream.chunks())

"""Bytes to raw pages: the one way in."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from detente.document import RawPage
from detente.errors import Rejection
from detente.sources.decoding import decode
from detente.sources.fields import Fields
from detente.sources.folders import walk
from detente.sources.markdown import plain
from detente.sources.names import Kind, kind_of, locator_of
from detente.sources.pages import is_html, read_page
from detente.sources.parquet import read_parquet, unpacked_parquet
from detente.sources.records import read_csv, read_jsonl, rejection
from detente.sources.reject import UnusableError, empty, unknown_kind, unreadable
from detente.sources.stream import ByteStream

_STANDARD_INPUT = "-"


def read_sources(
    paths: Sequence[str | Path], fields: Mapping[str, str] | None = None
) -> Iterator[RawPage | Rejection]:
    """Every page of the files, folders and records named, one at a time, in a stable order.

    Args:
        paths: files, folders (with all below them), or ``-`` for standard input, which may be
            HTML, text or JSONL, also packed.
        fields: where a record has its ``text``, ``html``, ``title``, ``date``, ``url`` and
            ``id``, as far as it does not use the usual names.

    What cannot be read becomes a Rejection in its place; only ``-`` and single pages are held in
    memory whole.

    Raises:
        DetenteError: ``BAD_FIELDS``, at once, if ``fields`` maps what there is not.
    """
    return _read_all(paths, Fields(fields))


def _read_all(paths: Sequence[str | Path], fields: Fields) -> Iterator[RawPage | Rejection]:
    for path in paths:
        if str(path) == _STANDARD_INPUT:
            yield from _read_standard_input(fields)
        else:
            yield from _read_path(Path(path), fields)


def _read_path(path: Path, fields: Fields) -> Iterator[RawPage | Rejection]:
    locator = locator_of(path)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        yield Rejection(locator, "NOT_FOUND", "There is no such file.", "Check the path.")
        return
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        yield rejection(unreadable(error), locator)
        return
    if not is_folder:
        yield from _read_file(path, fields)
        return
    is_empty = True
    for found in walk(path):
        is_empty = False
        yield from [found] if isinstance(found, Rejection) else _read_file(found, fields)
    if is_empty:
        yield Rejection(locator, "EMPTY", "The folder holds no files.", "Check the path.")


def _read_file(path: Path, fields: Fields) -> Iterator[RawPage | Rejection]:
    locator = locator_of(path)
    kind, packing = kind_of(path.name)
    try:
        if kind is None:
            raise unknown_kind(path.suffix)
        # opening a pipe or device could wait for ever
        if not stat.S_ISREG(path.stat().st_mode):
            raise unreadable(ValueError("it is no regular file"))
        with path.open("rb") as file:
            if kind == "parquet" and packing is None:
                yield from read_parquet(file, locator, fields)
            else:
                yield from _read_stream(ByteStream(file, packing), kind, locator, fields)
    except UnusableError as error:
        yield rejection(error, locator)
    except OSError as error:
        yield rejection(unreadable(error), locator)


def _read_stream(
    stream: ByteStream, kind: Kind, locator: str, fields: Fields
) -> Iterator[RawPage | Rejection]:
    if kind == "jsonl":
        yield from read_jsonl(stream, locator, fields)
    elif kind == "csv":
        yield from read_csv(stream, locator, fields)
    elif kind == "parquet":
        with unpacked_parquet(stream) as file:
            yield from read_parquet(file, locator, fields)
    else:
        page = read_page(stream, locator, is_named_html=kind == "html")
        yield plain(page, fields) if kind == "markdown" and page.kind == "text" else page


def _read_standard_input(fields: Fields) -> Iterator[RawPage | Rejection]:
    file: BinaryIO = sys.stdin.buffer
    try:
        stream = ByteStream.sniffed(file)
        yield from _read_stream(stream, _kind_of(stream.peek()), _STANDARD_INPUT, fields)
    except UnusableError as error:
        yield rejection(error, _STANDARD_INPUT)
    except OSError as error:
        yield rejection(unreadable(error), _STANDARD_INPUT)


def _kind_of(head: bytes) -> Kind:
    """What standard input is, by how it begins."""
    if not head:
        raise empty()
    start = decode(head).lstrip()
    if start.startswith("{"):
        return "jsonl"
    return "html" if is_html(start) else "text"

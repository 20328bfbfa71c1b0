"""Parquet files, one page a row."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from detente.document import RawPage
from detente.errors import Rejection
from detente.limits import (
    MAX_RECORD_BYTES,
    MAX_UNPACKED_RATIO,
    PARQUET_ROWS,
    UNPACKED_FREE_BYTES,
)
from detente.sources.fields import Fields
from detente.sources.pages import Origin
from detente.sources.records import rejection
from detente.sources.reject import (
    UnusableError,
    bad_compression,
    bad_record,
    bomb,
    empty,
    too_large,
)
from detente.sources.stream import ByteStream


def read_parquet(file: BinaryIO, locator: str, fields: Fields) -> Iterator[RawPage | Rejection]:
    """One page a row; the number in its locator counts the rows from 1.

    Raises:
        UnusableError: if the file as a whole, or the rest of it, cannot be read.
    """
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
        columns = fields.wanted(table.schema_arrow.names)
        if not table.metadata.num_rows:
            raise empty()
        _check_size(table)
        # read as dictionaries, a long text that many rows repeat is held once
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20, read_dictionary=columns)
        allowed = max(UNPACKED_FREE_BYTES, MAX_UNPACKED_RATIO * file.seek(0, os.SEEK_END))
        number = unpacked = 0
        for batch in table.iter_batches(batch_size=PARQUET_ROWS, columns=columns):
            for row in range(batch.num_rows):
                number += 1
                cells = {
                    name: column[row]
                    for name, column in zip(batch.schema.names, batch.columns, strict=True)
                }
                unpacked += sum(map(_size, cells.values()))
                if unpacked > allowed:
                    raise bomb(MAX_UNPACKED_RATIO)
                yield _page(cells, f"{locator}#{number}", fields)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise bad_compression("It is named as a Parquet file, but is damaged or none.") from error


@contextmanager
def unpacked_parquet(stream: ByteStream) -> Iterator[BinaryIO]:
    """The bytes of a packed Parquet file in a temporary file, for it is read from its end."""
    with tempfile.TemporaryFile() as file:
        for chunk in stream.chunks():
            file.write(chunk)
        file.seek(0)
        yield file


def _check_size(table: pq.ParquetFile) -> None:
    for group in range(table.metadata.num_row_groups):
        for column in range(table.metadata.num_columns):
            chunk = table.metadata.row_group(group).column(column)
            size, packed = chunk.total_uncompressed_size, chunk.total_compressed_size
            if size > UNPACKED_FREE_BYTES and size > MAX_UNPACKED_RATIO * packed:
                raise bomb(MAX_UNPACKED_RATIO)


def _page(cells: Mapping[str, pa.Scalar], place: str, fields: Fields) -> RawPage | Rejection:
    try:
        record = {name: _value(cell) for name, cell in cells.items()}
        spelled = json.dumps(record, default=str, sort_keys=True)
        fingerprint = hashlib.sha256(spelled.encode()).hexdigest()
        return fields.page(record, Origin(place, fingerprint))
    except UnusableError as error:
        return rejection(error, place)


def _size(cell: pa.Scalar) -> int:
    text = cell.value if isinstance(cell, pa.DictionaryScalar) else cell
    is_text = isinstance(text, pa.StringScalar | pa.LargeStringScalar) and text.is_valid
    return int(text.as_buffer().size) if is_text else 0


def _value(cell: pa.Scalar) -> Any:
    if _size(cell) > MAX_RECORD_BYTES:
        raise too_large(MAX_RECORD_BYTES, "record")
    try:
        return cell.as_py()
    except (pa.ArrowException, ValueError) as error:  # text that is not UTF-8, a year 10,000
        raise bad_record("The row holds a value that cannot be read.") from error

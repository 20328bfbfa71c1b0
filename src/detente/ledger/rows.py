"""Query results: an Arrow table with the ways out of it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from detente.errors import DetenteError

# What a notebook shows of a table: enough to judge it by, little enough to scroll past.
_SHOWN_ROWS = 20
_SHOWN_CHARACTERS = 120

_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}


class Rows:
    """A table of results. Iterating yields one dict a row."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    @classmethod
    def of(cls, columns: Sequence[tuple[str, type]], records: Sequence[Sequence[object]]) -> Rows:
        """Rows from records in the order of the named columns, each ``str``, ``int``, ``float``.

        SQLite has no truth values: for ``bool`` the records hold 0 and 1.
        """
        schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns])
        values = zip(*records, strict=True) if records else ((),) * len(columns)
        arrays = [
            _array(list(column), field.type) for column, field in zip(values, schema, strict=True)
        ]
        return cls(pa.Table.from_arrays(arrays, schema=schema))

    def head(self, most: int) -> Rows:
        """The first rows, at most so many."""
        return Rows(self._table.slice(0, most))

    def to_arrow(self) -> pa.Table:
        """The rows as a ``pyarrow.Table``."""
        return self._table

    def to_polars(self) -> Any:
        """The rows as a ``polars.DataFrame``; raises ``PACKAGE_MISSING`` without polars."""
        return _package("polars").from_arrow(self._table)

    def to_pandas(self) -> Any:
        """The rows as a ``pandas.DataFrame``; raises ``PACKAGE_MISSING`` without pandas."""
        _package("pandas")
        return self._table.to_pandas()

    def to_json(self) -> str:
        """The rows as a JSON list of objects."""
        return json.dumps(self._table.to_pylist(), ensure_ascii=False, indent=2)

    def write_csv(self, target: str | Path | BinaryIO) -> None:
        """Write the rows, with a header, as UTF-8 CSV to a path or an open binary file."""
        with _writing(target) as file:
            pyarrow.csv.write_csv(self._table, file)

    def write_parquet(self, target: str | Path | BinaryIO) -> None:
        """Write the rows as Parquet to a path or an open binary file."""
        with _writing(target) as file:
            pyarrow.parquet.write_table(self._table, file)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self._table.to_batches():
            yield from batch.to_pylist()

    def __repr__(self) -> str:
        return f"Rows({len(self)} × {', '.join(self._table.column_names)})"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self._table.column_names)
        body = "".join(
            f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row.values())}</tr>"
            for row in self._table.slice(0, _SHOWN_ROWS).to_pylist()
        )
        more = len(self) - _SHOWN_ROWS
        note = f"<p>… and {more} more rows</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _array(column: list[object], kind: pa.DataType) -> pa.Array:
    return pa.array(column, pa.int8()).cast(kind) if kind == pa.bool_() else pa.array(column, kind)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if len(text) > _SHOWN_CHARACTERS:
        text = text[: _SHOWN_CHARACTERS - 1] + "…"
    return html.escape(text)


@contextmanager
def _writing(target: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(target, str | Path):
        yield target
        return
    try:
        with Path(target).open("wb") as file:
            yield file
    except OSError as error:
        raise DetenteError(
            "CANNOT_WRITE",
            f"{target} cannot be written: {error.strerror}.",
            "Check that its folder exists, may be written to and has room.",
        ) from error


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise DetenteError(
            "PACKAGE_MISSING", f"{name} is not installed.", f"Install it: `pip install {name}`."
        ) from error

"""The ways out of a result table."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet
import pytest

from detente.errors import DetenteError
from detente.ledger import Rows

RECORDS = [
    ("s-1", '“Nyet,” he said,\n"twice" <b>', 3, 0.5),
    ("s-2", None, None, 1.0),
]
ROWS = Rows.of([("id", str), ("quote", str), ("sentence", int), ("confidence", float)], RECORDS)


def test_rows_count_iterate_and_name_their_columns() -> None:
    assert len(ROWS) == 2
    assert [tuple(row.values()) for row in ROWS] == RECORDS
    assert ROWS.to_arrow().column_names == ["id", "quote", "sentence", "confidence"]
    assert repr(ROWS) == "Rows(2 × id, quote, sentence, confidence)"


def test_no_rows_keep_their_types() -> None:
    rows = Rows.of([("id", str), ("sentence", int)], [])
    assert len(rows) == 0
    assert list(rows) == []
    assert rows.to_json() == "[]"
    assert rows.to_arrow().schema.types == [pa.string(), pa.int64()]


def test_json_csv_and_parquet_hold_the_same(tmp_path: Path) -> None:
    assert json.loads(ROWS.to_json()) == list(ROWS)
    ROWS.write_csv(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["id", "quote", "sentence", "confidence"]
    assert lines[1] == ["s-1", RECORDS[0][1], "3", "0.5"]
    ROWS.write_parquet(str(tmp_path / "rows.parquet"))
    assert pyarrow.parquet.read_table(tmp_path / "rows.parquet").to_pylist() == list(ROWS)


def test_an_open_file_is_written_to_and_left_open(tmp_path: Path) -> None:
    target = io.BytesIO()
    ROWS.write_csv(target)
    assert target.getvalue().startswith(b'"id","quote"')


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="CANNOT_WRITE"):
        ROWS.write_csv(tmp_path / "missing" / "rows.csv")


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(DetenteError, match="pip install polars"):
        ROWS.to_polars()
    with pytest.raises(DetenteError, match="pip install pandas"):
        ROWS.to_pandas()


def test_polars_gets_the_arrow_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", SimpleNamespace(from_arrow=lambda table: table))
    assert ROWS.to_polars() is ROWS.to_arrow()


def test_a_notebook_shows_escaped_cells_and_how_many_more() -> None:
    page = ROWS._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    many = Rows.of([("text", str)], [("x" * 500,)] * 30)._repr_html_()
    assert "10 more rows" in many
    assert "x" * 121 not in many

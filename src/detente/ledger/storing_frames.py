"""From positions, linkages, forecasts and agendas to the ledger's rows.

To be used inside a transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from detente.document import Span
from detente.ledger.frame_tables import FRAMES, HORIZON, FrameTable
from detente.record import Forecast, Reading


def store_frames(connection: sqlite3.Connection, reading: Reading) -> None:
    """Write the frames of a document whose actors and statements are written already."""
    for frame in FRAMES:
        if getattr(reading, frame.field):
            _store(connection, frame, reading)


def _store(connection: sqlite3.Connection, frame: FrameTable, reading: Reading) -> None:
    records = getattr(reading, frame.field)
    columns = ("key", "ordinal", *frame.columns)
    if frame.record is Forecast:
        columns += tuple(f"horizon_{part}" for part in HORIZON)
    first = connection.execute(f"SELECT coalesce(max(key), 0) + 1 FROM {frame.table}").fetchone()[0]
    connection.executemany(
        f"INSERT INTO {frame.table} ({', '.join(columns)}) VALUES ({_marks(len(columns))})",
        (
            (first + ordinal, ordinal, *_values(frame, record))
            for ordinal, record in enumerate(records)
        ),
    )
    quote = reading.document.quote
    connection.executemany(
        f"INSERT INTO {frame.kind}_spans VALUES ({_marks(6)})",
        (
            (key, role, ordinal, span[0], span[1], quote(span))
            for key, record in enumerate(records, first)
            for role, ordinal, span in _spans(frame, record)
        ),
    )
    if frame.held:
        connection.executemany(
            f"INSERT INTO {frame.kind}_holders VALUES ({_marks(4)})",
            (
                (key, ordinal, record.document, actor)
                for key, record in enumerate(records, first)
                for ordinal, actor in enumerate(record.actors)
            ),
        )


def _values(frame: FrameTable, record: Any) -> Iterator[object]:
    yield from (getattr(record, name) for name in frame.columns)
    if frame.record is Forecast:
        yield from (getattr(record.horizon, part, None) for part in HORIZON)


def _spans(frame: FrameTable, record: Any) -> Iterator[tuple[str, int, Span]]:
    single = {role: getattr(record, role) for role in frame.spans}
    if frame.record is Forecast and record.horizon is not None:
        single["horizon"] = record.horizon.span
    for role, span in single.items():
        if span is not None:
            yield role, 0, span
    if frame.held:
        for ordinal, span in enumerate(record.holder_spans):
            yield "holder", ordinal, span


def _marks(count: int) -> str:
    return ", ".join("?" * count)

"""From the ledger's rows of a document back to its positions, linkages, forecasts and agenda."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from detente.document import Span
from detente.ledger.frame_tables import FRAMES, HORIZON, FrameTable
from detente.ledger.look_ups import load_issues
from detente.record import EventDate, Forecast


def load_frames(connection: sqlite3.Connection, id: str) -> dict[str, tuple[Any, ...]]:
    """Field of ``Reading`` → the frames of the document ``id``, in their order."""
    return {frame.field: tuple(_records(connection, frame, id)) for frame in FRAMES}


def _records(connection: sqlite3.Connection, frame: FrameTable, id: str) -> Iterator[Any]:
    columns = frame.columns
    if frame.record is Forecast:
        columns += tuple(f"horizon_{part}" for part in HORIZON)
    rows = connection.execute(
        f"SELECT key, {', '.join(columns)} FROM {frame.table} WHERE document = ? ORDER BY ordinal",
        (id,),
    ).fetchall()
    if not rows:
        return
    spans = _spans(connection, frame, id)
    issues = load_issues(connection, frame.kind, id)
    holders = _holders(connection, frame, id) if frame.held else {}
    for key, *values in rows:
        row = dict(zip(columns, values, strict=True))
        words = spans[key]
        row |= {role: _first(words[role]) for role in frame.spans}
        if frame.held:
            row["holder_spans"] = tuple(words["holder"])
            row["actors"] = tuple(holders.get(key, ()))
        if frame.record is Forecast:
            horizon = {part: row.pop(f"horizon_{part}") for part in HORIZON}
            dated = horizon["precision"] is not None
            row["horizon"] = EventDate(**horizon, span=_first(words["horizon"])) if dated else None
        yield frame.record(**row, issues=issues.get(row["id"], ()))


def _spans(
    connection: sqlite3.Connection, frame: FrameTable, id: str
) -> dict[int, dict[str, list[Span]]]:
    """Key → role → spans."""
    found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for key, role, start, end in connection.execute(
        f"SELECT r.key, f.role, f.start_at, f.end_at FROM {frame.table} r"
        f" JOIN {frame.kind}_spans f ON f.{frame.kind} = r.key WHERE r.document = ?"
        " ORDER BY r.key, f.role, f.ordinal",
        (id,),
    ):
        found[key][role].append(Span(start, end))
    return found


def _holders(connection: sqlite3.Connection, frame: FrameTable, id: str) -> dict[int, list[str]]:
    """Key → ids of the holders."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, actor in connection.execute(
        f"SELECT r.key, h.actor FROM {frame.table} r"
        f" JOIN {frame.kind}_holders h ON h.{frame.kind} = r.key WHERE r.document = ?"
        " ORDER BY r.key, h.ordinal",
        (id,),
    ):
        found[key].append(actor)
    return found


def _first(spans: list[Span]) -> Span | None:
    return spans[0] if spans else None

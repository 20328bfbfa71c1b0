"""Which tables and columns keep positions, linkages, forecasts and the steps of agendas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.record import AgendaItem, Forecast, Linkage, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTable:
    """How the records of one kind of frame are kept.

    ``field`` is the one of ``Reading``. ``fields`` are the record's fields that are columns of the
    same name; all kinds have ``id``, ``document``, ``sentence``, ``quote`` and ``confidence``
    besides. ``spans`` are its single spans, by role. ``held`` is false where it has no holders,
    voice and statement.
    """

    kind: str
    table: str
    field: str
    record: type[Any]
    fields: tuple[str, ...]
    spans: tuple[str, ...]
    held: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are fields of the record."""
        shared = ("id", "document", "sentence", "quote", "confidence")
        return shared + (("voice", "statement") if self.held else ()) + self.fields


FRAMES = (
    FrameTable(
        kind="position",
        table="positions",
        field="positions",
        record=Position,
        fields=("stance", "basis"),
        spans=("goal", "cue"),
    ),
    FrameTable(
        kind="linkage",
        table="linkages",
        field="linkages",
        record=Linkage,
        fields=("kind",),
        spans=("antecedent", "consequent"),
    ),
    FrameTable(
        kind="forecast",
        table="forecasts",
        field="forecasts",
        record=Forecast,
        fields=("low", "high", "unscoreable"),
        spans=("proposition", "condition", "words"),
    ),
    FrameTable(
        kind="agenda_item",
        table="agenda_items",
        field="agenda",
        record=AgendaItem,
        fields=("rank", "tier"),
        spans=("step",),
        held=False,
    ),
)
# a forecast's horizon, an EventDate; its span has the role ``horizon``
HORIZON = ("start", "end", "precision", "basis", "anchor")
# every kind of row that has issues → its table
ISSUED = {
    "statement": "statements",
    "event": "events",
    **{frame.kind: frame.table for frame in FRAMES},
}

"""Filtered tables of positions, linkages, forecasts and stated agendas."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from detente.ledger.conditions import Choice, Conditions, actor_condition, issue_condition
from detente.ledger.queries import select_newest
from detente.ledger.rows import Rows
from detente.ledger.search import match_query
from detente.record import Basis, LinkageKind, Stance

_SOURCE = (
    ("voice", str),
    ("speaker", str),
    ("quote", str),
    ("confidence", float),
    ("statement", str),
)
_PAGE = (
    ("sentence", int),
    ("document", str),
    ("date", str),
    ("publisher", str),
    ("title", str),
    ("url", str),
    ("locator", str),
    ("duplicate_of", str),
)
POSITION_COLUMNS = (
    ("id", str),
    ("actors", str),
    ("states", str),
    ("stance", str),
    ("basis", str),
    ("goal", str),
    ("cue", str),
    ("issues", str),
    *_SOURCE,
    *_PAGE,
)
LINKAGE_COLUMNS = (
    ("id", str),
    ("kind", str),
    ("antecedent", str),
    ("consequent", str),
    ("actors", str),
    ("states", str),
    ("issues", str),
    *_SOURCE,
    *_PAGE,
)
FORECAST_COLUMNS = (
    ("id", str),
    ("actors", str),
    ("states", str),
    ("proposition", str),
    ("condition", str),
    ("words", str),
    ("low", float),
    ("high", float),
    ("horizon_start", str),
    ("horizon_end", str),
    ("horizon_precision", str),
    ("unscoreable", str),
    ("outcome", bool),
    ("resolved_by", str),
    ("correction", int),
    ("issues", str),
    *_SOURCE,
    *_PAGE,
)
AGENDA_COLUMNS = (
    ("id", str),
    ("byline", str),
    ("rank", int),
    ("tier", int),
    ("step", str),
    ("issues", str),
    ("quote", str),
    ("confidence", float),
    *_PAGE,
)
FrameKind = Literal["position", "linkage", "forecast", "agenda_item"]
# kind → its view, columns, full-text index and order within a page
_TABLES = {
    "position": ("position_rows", POSITION_COLUMNS, "positions_fts", "ordinal"),
    "linkage": ("linkage_rows", LINKAGE_COLUMNS, "linkages_fts", "ordinal"),
    "forecast": ("forecast_rows", FORECAST_COLUMNS, "forecasts_fts", "ordinal"),
    "agenda_item": ("agenda_rows", AGENDA_COLUMNS, "agenda_items_fts", "rank"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFilter:
    """Which frames to select; see the methods of ``Ledger`` that have these arguments."""

    of: FrameKind
    actor: str | None = None
    state: str | None = None
    issue: str | None = None
    stance: Choice | None = None
    basis: Choice | None = None
    kind: Choice | None = None
    scoreable: bool | None = None
    resolved: bool | None = None
    words: str | None = None
    confidence: float | None = None
    since: date | str | None = None
    until: date | str | None = None
    include_duplicates: bool = False

    def conditions(self) -> Conditions:
        """The filter as a WHERE clause over the view's rows ``r``; raises for bad values."""
        where = Conditions()
        if self.actor is not None:
            named, values = actor_condition(self.actor)
            where.add(
                f"r.key IN (SELECT h.{self.of} FROM actors a JOIN {self.of}_holders h"
                f" ON h.document = a.document AND h.actor = a.id WHERE {named})",
                *values,
            )
        if self.state is not None:
            where.state(self.of, self.state, self.until)
        if self.issue is not None:
            where.add(*issue_condition(self.of, self.issue))
        self._add_coding(where)
        if self.words is not None:
            index = _TABLES[self.of][2]
            where.add(
                f"r.key IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)",
                match_query(self.words),
            )
        if self.confidence is not None:
            where.add("r.confidence >= ?", self.confidence)
        if not self.include_duplicates:
            where.add("r.duplicate_of IS NULL")
        where.period(self.since, self.until)
        return where

    def _add_coding(self, where: Conditions) -> None:
        for column, chosen, allowed in (
            ("stance", self.stance, get_args(Stance)),
            ("basis", self.basis, get_args(Basis)),
            ("kind", self.kind, get_args(LinkageKind)),
        ):
            if chosen:
                where.one_of(column, chosen, allowed, f"BAD_{column.upper()}")
        if self.scoreable is not None:
            where.add(f"r.unscoreable IS {'NULL' if self.scoreable else 'NOT NULL'}")
        if self.resolved is not None:
            where.add(f"r.outcome IS {'NOT NULL' if self.resolved else 'NULL'}")


def select_frames(connection: sqlite3.Connection, chosen: FrameFilter, limit: int | None) -> Rows:
    """The frames that meet the filter, those of the newest page first."""
    view, columns, _, within = _TABLES[chosen.of]
    where, order = chosen.conditions(), f"r.document, r.{within}"
    return select_newest(connection, view, columns, where, order, limit)

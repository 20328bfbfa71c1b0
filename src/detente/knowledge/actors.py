"""The actors in use: the table of offices, and what a file of the user's adds to it.

The user's file is a CSV with the columns of the table of offices and, where rows are not people,
``kind``: ``person`` (also where it is empty), ``organisation``, ``bloc`` or ``group``. ``person``
is then the actor's name and ``also`` its other names. Rows of the file win over the table's.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import cast

from detente.errors import DetenteError
from detente.knowledge.offices import FIELDS, FOLDER, Offices, Tenure, read_offices
from detente.knowledge.tables import Entity, knowledge
from detente.record import ActorKind

KINDS = ("person", "organisation", "bloc", "group")
_NEEDED = frozenset({"person"})
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SHOWN = 3


@dataclass(frozen=True, eq=False)
class OwnActors:
    """What a user's file holds: people in offices, and other actors by each of their names."""

    tenures: tuple[Tenure, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)


@dataclass(slots=True)
class _InUse:
    key: tuple[str, int, int] | None
    own: OwnActors


_NONE = OwnActors()
_in_use = _InUse(None, _NONE)


def use_actors(path: str | Path | None) -> None:
    """Let this process read with a user's file of actors, or with none.

    Raises:
        DetenteError: ``ACTORS_NOT_FOUND``, ``ACTORS_INVALID`` with the lines at fault.
    """
    if path is None:
        _in_use.key, _in_use.own = None, _NONE
        return
    try:
        stat = Path(path).stat()
    except OSError:
        raise DetenteError(
            "ACTORS_NOT_FOUND", f"There is no file {path}.", "Name a CSV of actors."
        ) from None
    key = str(path), stat.st_mtime_ns, stat.st_size
    if key != _in_use.key:
        _in_use.own = read_actors(Path(path))
        _in_use.key = key


def own_actors() -> OwnActors:
    """What the file in use holds; nothing if none is."""
    return _in_use.own


def offices() -> Offices:
    """The table of offices with the file in use, loaded at its first use."""
    return _offices(_in_use.own)


@cache
def _offices(own: OwnActors) -> Offices:
    return Offices((*own.tenures, *_shipped()))


@cache
def _shipped() -> tuple[Tenure, ...]:
    return tuple(read_offices(FOLDER / "offices.csv"))


def read_actors(path: Path) -> OwnActors:
    """A user's file, checked line by line.

    Raises:
        DetenteError: ``ACTORS_INVALID``.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(reader.fieldnames or ()) >= _NEEDED:
                raise DetenteError(
                    "ACTORS_INVALID",
                    f"{path} has no column `person`.",
                    f"Columns: kind, {', '.join(FIELDS)}; `detente actors import` makes one.",
                )
            rows = [(n, {k: (v or "").strip() for k, v in row.items() if k})
                    for n, row in enumerate(reader, start=2)]  # fmt: skip
    except (UnicodeDecodeError, csv.Error) as error:
        raise DetenteError(
            "ACTORS_INVALID", f"{path} is no CSV in UTF-8: {error}.", "Save it as CSV in UTF-8."
        ) from None
    faults = [f"line {n}: {fault}" for n, row in rows if (fault := next(_faults(row), None))]
    if faults:
        more = f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise DetenteError(
            "ACTORS_INVALID", f"{path}: {'; '.join(faults[:_SHOWN])}{more}.", "Mend these lines."
        )
    tenures, entities = [], {}
    for _, row in rows:
        kind = row.get("kind") or "person"
        if kind == "person":
            tenures.append(_tenure(row, str(path)))
        else:
            names = (row["person"], *_list(row.get("also", "")))
            entity = Entity(
                "organisation", cast(ActorKind, kind), row["person"], row.get("state") or None
            )
            entities.update(dict.fromkeys(names, entity))
    return OwnActors(tuple(tenures), entities)


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row, in words."""
    if not row["person"]:
        yield "no person"
    if (kind := row.get("kind") or "person") not in KINDS:
        yield f"kind {kind!r} is none of {', '.join(KINDS)}"
    if (state := row.get("state", "")) and state not in knowledge().states:
        yield f"state {state!r} is no ISO 3166-1 alpha-3 code"
    yield from date_faults(row.get("start", ""), row.get("end", ""))


def date_faults(start: str, end: str) -> Iterator[str]:
    """What is wrong with the dates of a row, in words."""
    for name, date in (("start", start), ("end", end)):
        if date and not _DATE.fullmatch(date):
            yield f"{name} {date!r} is no ISO day, month or year"
    if start and end and end[: len(start)] < start[: len(end)]:
        yield f"it ends ({end}) before it starts ({start})"


def _tenure(row: Mapping[str, str], source: str) -> Tenure:
    return Tenure(
        row["person"],
        row.get("state") or None,
        row.get("body", ""),
        row.get("office", ""),
        row.get("title", ""),
        _list(row.get("also", "")),
        row.get("start", ""),
        row.get("end", ""),
        source,
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())

"""Lists of office-holders as Wikidata and EveryPolitician give them, in the project's own form."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.errors import DetenteError, Rejection
from detente.knowledge.actors import date_faults
from detente.knowledge.names import fold
from detente.knowledge.offices import FIELDS
from detente.knowledge.posts import post_of
from detente.knowledge.tables import knowledge

# Our column → what other lists call it, the best first.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "person": ("person", "personLabel", "itemLabel", "name", "holder"),
    "title": ("title", "position", "positionLabel", "office", "officeLabel", "role"),
    "state": ("country_iso3", "iso3", "state", "country", "countryLabel"),
    "body": ("body", "organisation", "organization", "organizationLabel"),
    "group": ("group", "party", "partyLabel", "faction"),
    "chamber": ("chamber", "house"),
    "also": ("also", "aliases", "other_names", "altLabel"),
    "start": ("start", "start_date", "startDate", "from"),
    "end": ("end", "end_date", "endDate", "to"),
}
_OFFICES = {
    "president": "head_of_state",
    "monarch": "head_of_state",
    "supreme_leader": "head_of_state",
    "prime_minister": "head_of_government",
    "chancellor": "head_of_government",
    "secretary_of_state": "foreign_minister",
}
_CODES = {"UNK": "XKX"}


@dataclass(frozen=True, slots=True)
class Imported:
    """Rows in the columns of the table of offices, and the rows left out, each with its reason."""

    rows: tuple[dict[str, str], ...]
    rejections: tuple[Rejection, ...]


def import_actors(
    source: str | Path, out: str | Path | None = None, *, state: str | None = None
) -> Imported:
    """Convert a list of people and their posts, and write it to ``out`` for ``actors=``.

    Args:
        source: a CSV with a person and, where it has them, a position, a country, first and last
            day; the columns may be named as Wikidata or EveryPolitician name them.
        out: the file to write.
        state: ISO 3166-1 alpha-3 code for the rows of a list that names no country.

    Raises:
        DetenteError: ``ACTORS_NOT_FOUND``, ``ACTORS_INVALID`` where no column names a person.
    """
    path = Path(source)
    if state and state not in knowledge().states:
        raise DetenteError("UNKNOWN_STATE", f"{state!r} is no state.", "Give a code such as AUS.")
    rows: list[dict[str, str]] = []
    rejections = []
    for line, row in _read(path):
        made = _converted(row, state)
        fault = next(_faults(made, row), None) or ("twice in the list" if made in rows[-1:] else "")
        if fault:
            rejections.append(
                Rejection(f"{path}#{line}", "ROW_INVALID", f"{_named(row)}: {fault}.")
            )
        else:
            rows.append(made)
    if out is not None:
        _write(Path(out), rows)
    return Imported(tuple(rows), tuple(rejections))


def _read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells, under our column names and, for what we have no name for, theirs."""
    if not path.is_file():
        raise DetenteError("ACTORS_NOT_FOUND", f"There is no file {path}.", "Name a CSV.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            theirs = list(reader.fieldnames or ())
            ours = {
                name: next((other for other in others if other in theirs), None)
                for name, others in _COLUMNS.items()
            }
            if not ours["person"]:
                raise DetenteError(
                    "ACTORS_INVALID",
                    f"{path} has no column that names a person.",
                    f"One of its columns must be {', '.join(_COLUMNS['person'])}.",
                )
            for row in reader:
                cells = {name: (row.get(key or "") or "").strip() for name, key in ours.items()}
                yield reader.line_num, cells
    except (UnicodeDecodeError, csv.Error) as error:
        raise DetenteError(
            "ACTORS_INVALID", f"{path} is no CSV in UTF-8: {error}.", "Save it as CSV in UTF-8."
        ) from None


def _converted(row: Mapping[str, str], state: str | None) -> dict[str, str]:
    title = row["title"] or (f"Member of {row['chamber'] or row['group']}"
                             if row["chamber"] or row["group"] else "")  # fmt: skip
    post = post_of(title) if title else ""
    named = state if not row["state"] else _state_of(row["state"])
    return {
        "kind": "person",
        "state": named or "",
        "body": row["body"],
        "office": _office(post),
        "title": title,
        "person": row["person"],
        "also": "|".join(part.strip() for part in row["also"].replace(";", "|").split("|") if part),
        "start": row["start"].partition("T")[0],
        "end": row["end"].partition("T")[0],
    }


def _office(post: str) -> str:
    if post.startswith("spokesperson"):
        return "spokesperson"
    known = _OFFICES.get(post, post)
    return known if "_" in known and " " not in known else "office" if known else ""


def _state_of(name: str) -> str | None:
    """The code of a state named by code or in words."""
    code = _CODES.get(name, name)
    if code in knowledge().states:
        return code
    return _state_names().get(fold(name).removeprefix("the "))


@cache
def _state_names() -> dict[str, str]:
    return {
        fold(name): entity.state
        for name, entity in knowledge().entities.items()
        if entity.form == "name" and entity.state
    }


def _faults(made: Mapping[str, str], row: Mapping[str, str]) -> Iterator[str]:
    if not made["person"]:
        yield "it names no person"
    if row["state"] and not made["state"]:
        yield f"no state is called {row['state']!r}"
    yield from date_faults(made["start"], made["end"])


def _named(row: Mapping[str, str]) -> str:
    return ", ".join(part for part in (row["person"], row["title"]) if part) or "a row"


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("kind", *FIELDS), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

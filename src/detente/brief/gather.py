"""What the ledger holds on two parties up to a day: the pages, and the statements of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.days import day_after, last_day
from detente.brief.page import Page
from detente.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Period:
    """The pages up to a day, ids to rows, each story once.

    ``dated`` were published by then, ``undated`` at an unknown time. ``straddling`` may or may
    not have been published by then ("April 2010" on the 5th) and are left out. ``duplicates``
    tell the story of another page of the brief.
    """

    dated: Mapping[str, dict[str, Any]]
    undated: Mapping[str, dict[str, Any]]
    straddling: tuple[str, ...]
    duplicates: int


def newest_date(ledger: Ledger) -> str | None:
    """The date of the newest page in the ledger, None where none has one."""
    dates = [row["date"] for row in ledger.documents(include_duplicates=True) if row["date"]]
    return max(dates, key=lambda text: (last_day(text), len(text)), default=None)


def gather_period(ledger: Ledger, as_of: str | None, since: str | None) -> Period:
    """The pages of the ledger up to ``as_of``, the last day of it included."""
    everything = {row["id"]: row for row in ledger.documents(include_duplicates=True)}
    if as_of is None:
        possible, beyond = set[str](), set[str]()
    else:
        possible = _ids(ledger, until=as_of, since=since)
        beyond = _ids(ledger, since=day_after(as_of))
    dated = {
        id: row
        for id, row in everything.items()
        if id in possible and id not in beyond and row["date"]
    }
    undated = {
        id: row
        for id, row in everything.items()
        if not row["date"] and (id in possible or id not in beyond)
    }
    shown = dict(_once({**dated, **undated}))
    return Period(
        dated={id: row for id, row in shown.items() if id in dated},
        undated={id: row for id, row in shown.items() if id in undated},
        straddling=tuple(sorted(id for id in possible & beyond if everything[id]["date"])),
        duplicates=len(dated) + len(undated) - len(shown),
    )


def gather_statements(ledger: Ledger, state: str, period: Period) -> list[dict[str, Any]]:
    """The ledger's rows of all statements by speakers of a state on these pages, newest first."""
    rows = ledger.statements(state=state, include_duplicates=True)
    return [
        row for row in rows if row["document"] in period.dated or row["document"] in period.undated
    ]


class Library:
    """Pages by the ids of their documents, each loaded once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._loaded: dict[str, Page] = {}

    def load(self, document: str) -> None:
        """Have the page of a document at hand."""
        if document not in self._loaded:
            self._loaded[document] = Page(self._ledger.reading(document))

    def __getitem__(self, document: str) -> Page:
        return self._loaded[document]

    def __iter__(self) -> Iterator[Page]:
        return iter(self._loaded.values())

    def __len__(self) -> int:
        return len(self._loaded)


def _ids(ledger: Ledger, since: str | None = None, until: str | None = None) -> set[str]:
    return {
        row["id"] for row in ledger.documents(since=since, until=until, include_duplicates=True)
    }


def _once(rows: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each story once: by its fullest page if that is among the rows, else by its first one."""
    stories = set()
    for id, row in sorted(rows.items(), key=lambda item: (item[1]["date"] or "~", item[0])):
        story = row["duplicate_of"]
        if story is None:
            yield id, row
        elif story not in rows and story not in stories:
            stories.add(story)
            yield id, row

"""What the ledger holds on two parties up to a day, asked for in portions that stay small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from detente.brief.page import Page
from detente.days import day_after, last_day
from detente.document import Document
from detente.errors import DetenteError
from detente.knowledge.parties import Party
from detente.ledger import Ledger, Rows
from detente.record import Modality

# How many statements of a side are looked at: the newest that name the other party, and the newest
# of all. Each may be on a page of its own, which is read to judge it.
NAMING_OTHER = 40
NEWEST = 20
_NEWS = timedelta(days=3 * 365)
# "2021" may end after "2021-05-20"; among so many pages the one that ends last is found.
_NEWEST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a brief is about, as ISO dates, months or years; both may be open."""

    since: str | None
    as_of: str | None

    def straddled_by(self, document: Document) -> bool:
        """True if a page may have been published after the day: "April 2010" on the 5th."""
        published = document.published
        if self.as_of is None or published.date is None:
            return False
        latest = published.window[1] if published.window else published.date
        return last_day(latest) > last_day(self.as_of)

    @property
    def recent(self) -> str | None:
        """The first day of what is still news: that of the period, else three years before its end.

        An older position or deed belongs into a history, not into a paper for a meeting.
        """
        if self.since is not None or self.as_of is None:
            return self.since
        return (last_day(self.as_of) - _NEWS).isoformat()

    @property
    def after(self) -> str | None:
        """The first day after it."""
        return day_after(self.as_of) if self.as_of else None


class Library:
    """Pages by the ids of their documents, each loaded once, when it is asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._loaded: dict[str, Page | None] = {}

    def get(self, document: str) -> Page | None:
        """The page of a document; None if the ledger does not hold it."""
        if document not in self._loaded:
            try:
                self._loaded[document] = Page(self._ledger.reading(document))
            except DetenteError as error:
                if error.code not in {"DOCUMENT_NOT_FOUND", "DOCUMENT_AMBIGUOUS"}:
                    raise
                self._loaded[document] = None
        return self._loaded[document]

    def __getitem__(self, document: str) -> Page:
        page = self.get(document)
        assert page is not None, document
        return page

    def __iter__(self) -> Iterator[Page]:
        return (page for page in self._loaded.values() if page is not None)

    def __len__(self) -> int:
        return len(list(iter(self)))


def newest_date(ledger: Ledger) -> str | None:
    """The date of the newest page in the ledger, None where none has one."""
    rows = ledger.documents(include_duplicates=True, limit=_NEWEST_PAGES)
    dates = [row["date"] for row in rows if row["date"]]
    return max(dates, key=lambda text: (last_day(text), len(text)), default=None)


def statements_of(
    ledger: Ledger, party: Party, names: Iterable[str], period: Period
) -> list[dict[str, Any]]:
    """Rows of statements by a state's speakers: the newest of all, and those with one of the names.

    Where no page of the ledger has a date, undated ones.
    """
    words = " OR ".join(f'"{name}"' for name in names)
    # a story's fullest version may be later than the day; the same words are merged afterwards
    filters: dict[str, Any] = {
        "state": party.iso3,
        "since": period.since,
        "until": period.as_of,
        "include_duplicates": True,
    }
    asked = [
        ledger.statements(words=words, limit=NAMING_OTHER, **filters),
        ledger.statements(limit=NEWEST, **filters),
    ]
    found = {row["id"]: row for rows in asked for row in rows}
    return sorted(found.values(), key=lambda row: row["date"] or "", reverse=True)


def events_between(
    ledger: Ledger,
    parties: tuple[Party, Party],
    types: tuple[str, ...] | None,
    modality: Modality | tuple[Modality, ...],
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int = 10,
) -> Rows:
    """Reports of events of these types and modalities between the two, newest first."""
    return ledger.events(
        between=(parties[0].iso3, parties[1].iso3),
        type=types,
        modality=modality,
        since=since,
        until=until,
        limit=limit,
    )

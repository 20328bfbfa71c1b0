"""Which of a party's positions come first, and how few pages it takes to find them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast, get_args

from hypothesis import given
from hypothesis import strategies as st
from marked_pages import page

from detente.analysis.model import Quoted
from detente.brief.desk import Desk
from detente.brief.gather import Period
from detente.brief.page import Page
from detente.brief.stances import best_first, word_for
from detente.days import last_day, newness
from detente.record import Basis, Voice

_DAY = "2021-06-01"
_RANKS = ("self-stated", "reported", "author", "hearsay")


class _Desk:
    """Has every third page not, every second official, and notes what it is asked for."""

    def __init__(self) -> None:
        self.period = Period(None, _DAY)
        self.read: list[str] = []
        self._pages: dict[str, Page] = {}

    def page(self, document: str) -> Page | None:
        self.read.append(document)
        if int(document) % 3 == 2:
            return None
        if document not in self._pages:
            reading = page("2021-05-01", "It wants a ban.", {})
            genre = replace(reading.document, genre="official" if int(document) % 2 else "report")
            self._pages[document] = Page(replace(reading, document=genre))
        return self._pages[document]


def _row(number: int, text: str, age: int, **changes: object) -> Quoted:
    day = date.fromisoformat(_DAY) - timedelta(days=age)
    row = Quoted(
        id=f"p-{number}",
        document=str(number),
        date=day.isoformat(),
        party="RUS",
        actor="Russia",
        quote=text,
        text=text,
        voice="speaker",
        confidence=0.9,
        stance="seeks",
        basis="self-stated",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def _all_at_once(rows: list[Quoted], desk: _Desk) -> list[Quoted]:
    kept: dict[str, Quoted] = {}
    for row in sorted(rows, key=lambda one: newness(one.date), reverse=True):
        if desk.page(row.document):
            kept.setdefault(" ".join(row.text.casefold().split()), row)

    def place(row: Quoted) -> tuple[int, float]:
        age = (last_day(_DAY) - last_day(row.date or "")).days
        rank = _RANKS.index(word_for(row, desk.page(row.document)))
        return rank, -row.confidence * float(2.0 ** (-age / 365))

    return sorted(kept.values(), key=place)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a ban", "A  ban", "an end", "talks"]),
            st.integers(0, 5),
            st.sampled_from(get_args(Basis)),
            st.sampled_from(get_args(Voice)),
            st.sampled_from([0.5, 0.9]),
        ),
        max_size=12,
    )
)
def test_one_by_one_they_come_as_all_at_once(
    found: list[tuple[str, int, Basis, Voice, float]],
) -> None:
    rows = [
        _row(number, text, age, basis=basis, voice=voice, confidence=confidence)
        for number, (text, age, basis, voice, confidence) in enumerate(found)
    ]
    desk = _Desk()
    assert list(best_first(rows, cast(Desk, desk))) == _all_at_once(rows, desk)


def test_no_page_is_read_before_its_position_is_wanted() -> None:
    rows = [
        _row(0, "a ban", 1, basis="reported"),
        _row(1, "an end", 20),
        _row(3, "talks", 30, confidence=0.8),
    ]
    desk = _Desk()
    best = best_first(rows, cast(Desk, desk))
    assert next(best).id == "p-1"
    assert set(desk.read) == {"1"}
    assert [row.id for row in best] == ["p-3", "p-0"]

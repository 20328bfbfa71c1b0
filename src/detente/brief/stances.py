"""How a position is put into words: by whose word it is, and on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Literal

from detente.analysis.model import Change, Quoted, Stand
from detente.brief.desk import Desk, clean, first_upper, listed, on_day, outlet, state_name
from detente.brief.model import Quote
from detente.brief.page import Page
from detente.brief.standing import standings_on
from detente.days import last_day, newness
from detente.record import Position, Stance

# By whose word a position may be told.
Word = Literal["self-stated", "reported", "author", "hearsay"]
_OWN: dict[Stance, str] = {
    "seeks": "seeks",
    "accepts": "accepts",
    "opposes": "opposes",
    "undecided": "leaves open",
}
_TOLD: dict[Stance, str] = {
    "seeks": "seek",
    "accepts": "accept",
    "opposes": "oppose",
    "undecided": "have left open",
}
# what counts for more first
_RANKS: dict[Word, int] = {"self-stated": 0, "reported": 1, "author": 2, "hearsay": 3}
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i|who|which|that|both|all|his|her|its|their)\b", re.I)
_NAME_WORDS = 6
# Words of a sentence that a goal is quoted in: what is longer is quoted by the goal alone.
CLAUSE = 32
_HALF_LIFE_DAYS = 365.0


def word_for(row: Quoted, page: Page | None) -> Word:
    """The strongest word that a position bears."""
    if row.voice == "hearsay":
        return "hearsay"
    if row.basis == "author-asserted" or row.voice == "author":
        return "author"
    official = page is not None and page.document.genre == "official"
    own = row.basis == "self-stated" and (row.voice == "speaker" or official)
    return "self-stated" if own else "reported"


def is_held(row: Quoted, page: Page | None) -> bool:
    """True if somebody who speaks for the party holds a position."""
    found = page.rows.get(row.id) if page else None
    if page is None or found is None:
        return True  # verification says what is wrong with it
    standings = standings_on(page)
    return any(
        actor.state == row.party and standings.of(actor, page) != "private"
        for actor in page.parties(found)
    )


def clause(
    desk: Desk, row: Quoted, *, named: bool, longest: int = CLAUSE, joint: bool = False
) -> list[str | Quote]:
    """``Russia is reported to seek: “…”``; without the party's name where not ``named``.

    ``joint`` is for a position that both parties hold in one sentence.
    """
    if joint:
        return _jointly(desk, row, longest)
    page = desk.library.get(row.document)
    word = word_for(row, page)
    stance = row.stance or "seeks"
    who = f"{state_name(row.party)} " if named else ""
    if word == "self-stated":
        verb = f"{who}{_OWN[stance]}"
    elif word == "reported":
        verb = f"{who}is reported to {_TOLD[stance]}"
    else:
        teller = "hearsay" if word == "hearsay" else _author(page)
        verb = f"{teller} asserts that {state_name(row.party)} {_OWN[stance]}"
    quote, cut = desk.within(row, longest)
    # a clause is no object of the verb
    colon = ": " if quote.role == "passage" else " "
    return [verb if named else first_upper(verb), colon, quote, cut]


def _jointly(desk: Desk, row: Quoted, longest: int) -> list[str | Quote]:
    stance = row.stance or "seeks"
    reported = word_for(row, desk.library.get(row.document)) != "self-stated"
    told = "leave open" if stance == "undecided" and not reported else _TOLD[stance]
    who = listed([state_name(code) for code in desk.codes])
    quote, cut = desk.within(row, longest)
    return [f"{who} {'are reported jointly to ' if reported else 'jointly '}{told}: ", quote, cut]


def origin(desk: Desk, row: Quoted, since: str | None = None) -> str:
    """``(Sergei Lavrov, 2 March 2021)``: who says so, when, and since when it is so said."""
    page = desk.library.get(row.document)
    # of a page of "March 2021" the row has the first day it can be of
    days = on_day(page.document.published.date if page else row.date)
    if since and row.date and newness(since) < newness(row.date):
        days += f", so since {on_day(since)}"
    word = word_for(row, page)
    if page is None:
        return f" ({days})"
    teller = _holder(page, row) if word == "self-stated" else outlet(page.document)
    return f" ({teller}, {days})"


def since(stand: Stand, row: Quoted) -> str | None:
    """The oldest day of a run of positions with the same stance, up to the last change."""
    last = max((change.after.date or "" for change in stand.changes), default="")
    dates = [
        one.date
        for one in stand.positions
        if one.date and one.stance == row.stance and newness(one.date) >= newness(last)
    ]
    return min(dates, key=newness, default=None)


def change_pieces(desk: Desk, change: Change) -> list[str | Quote]:
    """What a party's position was before it changed."""
    quote, cut = desk.within(change.before, CLAUSE)
    return [f"Before {on_day(change.after.date)}, otherwise: ", quote, cut]


def best_first(rows: Sequence[Quoted], desk: Desk) -> Iterator[Quoted]:
    """Own words before reports before an author's, then the surest and newest; each words once.

    Of rows in the same words, the newest that can be told. Pages are read no sooner than needed:
    whoever takes a few rows of many has few pages read.
    """
    newest = sorted(rows, key=lambda one: newness(one.date), reverse=True)
    alike: dict[str, list[int]] = {}
    for index, row in enumerate(newest):
        alike.setdefault(" ".join(row.text.casefold().split()), []).append(index)

    def place(index: int, rank: int) -> tuple[int, float, int]:
        row = newest[index]
        return rank, -row.confidence * _fresh(desk, row), index

    # each words where they may stand at best, then, with their page read, where they do
    places = [
        (min(place(at, _least(newest[at])) for at in group), group) for group in alike.values()
    ]
    heapify(places)
    while places:
        (_, _, index), group = heappop(places)
        if not group:
            yield newest[index]
            continue
        for index in group:
            row = newest[index]
            page = desk.page(row.document)
            if page is not None and is_held(row, page):
                heappush(places, (place(index, _RANKS[word_for(row, page)]), []))
                break


def _least(row: Quoted) -> int:
    """The best rank that a row can have, whatever its page is."""
    told = row.basis == "self-stated" and row.voice not in {"author", "hearsay"}
    return _RANKS["self-stated" if told else word_for(row, None)]


def _fresh(desk: Desk, row: Quoted) -> float:
    """How much a position weighs by its age: half after a year."""
    if desk.period.as_of is None or row.date is None:
        return 1.0
    age = (last_day(desk.period.as_of) - last_day(row.date)).days
    return float(2.0 ** (-max(age, 0) / _HALF_LIFE_DAYS))


def _author(page: Page | None) -> str:
    byline = clean(page.document.byline or "") if page else ""
    return byline.removeprefix("By ").removeprefix("by ") or "the author"


def _holder(page: Page, row: Quoted) -> str:
    """The holder as the page names him, if it does so by a short name; else by the actor's."""
    found = page.rows.get(row.id)
    actors = [one for one in page.parties(found) if one.state == row.party] if found else []
    people = [one.name for one in actors if one.kind == "person"]
    if people:
        return clean(people[0])
    if isinstance(found, Position):
        statement = page.statements.get(found.statement or "")
        for span in found.holder_spans or (statement.source if statement else ()):
            words = clean(page.document.quote(span)).strip(" ,")
            short = len(words.split()) <= _NAME_WORDS and words != words.lower()
            if short and not _PRONOUN.match(words):
                return words
    return first_upper(clean(actors[0].name)) if actors else "its government"

"""How positions, linkages, forecasts, agendas and corrections look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.rule import Rule
from rich.text import Text

from detente.document import Span
from detente.record import AgendaItem, Forecast, Linkage, Position, Reading
from detente.show_events import NOBODY, parties, when
from detente.tables import (
    CELL_CHARACTERS,
    PLACE_CHARACTERS,
    cut,
    line,
    print_rows,
    short,
    two_lines,
)
from detente.terminal import counted

if TYPE_CHECKING:
    from rich.console import Console

_Row = Mapping[str, Any]
_OUTCOMES = {None: "open", True: "happened", False: "did not"}


def list_frames(console: Console, reading: Reading) -> None:
    """Print the positions, linkages, forecasts and steps of a page, a list for each there are."""
    page = _Page(reading, console.encoding)
    lists = (
        ("position", ("#", "who", "goal"), map(page.position, reading.positions)),
        ("linkage", ("#", "who", "linkage"), map(page.linkage, reading.linkages)),
        ("forecast", ("#", "who", "forecast"), map(page.forecast, reading.forecasts)),
        ("step", ("#", "step"), map(page.step, reading.agenda)),
    )
    for noun, columns, found in lists:
        rows = list(found)
        if rows:
            title = f"{counted(len(rows), noun)} of an agenda" if noun == "step" else None
            console.print(Rule(Text(title or counted(len(rows), noun)), style="dim"))
            letter = "a" if noun == "step" else noun[0]
            numbered = [(Text(f"{letter}{n}"), *row) for n, row in enumerate(rows, 1)]
            print_rows(console, columns, numbered)


class _Page:
    """The cells of the rows of one page."""

    def __init__(self, reading: Reading, encoding: str | None) -> None:
        self._document = reading.document
        self._actors = {actor.id: actor for actor in reading.actors}
        self._numbers = {item.id: str(n) for n, item in enumerate(reading.statements, 1)}
        self._encoding = encoding

    def position(self, item: Position) -> tuple[Text, ...]:
        cue = self._words(item.cue)
        said = (f"{item.stance} (“{cue}”)", item.basis, self._voice(item), *item.issues)
        return self._who(item), self._cell(self._words(item.goal), said)

    def linkage(self, item: Linkage) -> tuple[Text, ...]:
        words = f"{self._words(item.antecedent)} → {self._words(item.consequent)}"
        return self._who(item), self._cell(words, (item.kind, self._voice(item), *item.issues))

    def forecast(self, item: Forecast) -> tuple[Text, ...]:
        chance = _likelihood(item.words and self._words(item.words), item.low, item.high)
        said = (
            chance,
            f"by {when(item.horizon)}" if item.horizon else "",
            self._words(item.condition) if item.condition else "",
            f"not scoreable: {item.unscoreable}" if item.unscoreable else "",
            self._voice(item),
            *item.issues,
        )
        return self._who(item), self._cell(self._words(item.proposition), said)

    def step(self, item: AgendaItem) -> tuple[Text, ...]:
        said = (f"rank {item.rank}", f"tier {item.tier}", *item.issues)
        return (self._cell(self._words(item.step), said),)

    def _who(self, item: Position | Linkage | Forecast) -> Text:
        names, facts = parties(item.actors, item.holder_spans, self._document, self._actors)
        return two_lines(names or NOBODY, facts, self._encoding)

    def _voice(self, item: Position | Linkage | Forecast) -> str:
        within = self._numbers.get(item.statement or "")
        return item.voice + (f", within {within}" if within else "")

    def _words(self, span: Span) -> str:
        return self._document.quote(span)

    def _cell(self, words: str, facts: Iterable[str]) -> Text:
        return two_lines(
            cut(words, CELL_CHARACTERS), "; ".join(filter(None, facts)), self._encoding
        )


def _likelihood(words: str | None, low: float | None, high: float | None) -> str:
    """The words of likelihood with the range that they are read as."""
    if not words:
        return ""
    return words if low is None or high is None else f"{words} ({low:.0%}–{high:.0%})"


def show_positions(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of positions: date and stance, holders, goal, basis and issues, quote, page."""
    encoding = console.encoding
    cells = [
        (
            two_lines(_date(row), row["stance"], encoding),
            _holders(row, encoding),
            two_lines(cut(row["goal"], CELL_CHARACTERS), _listed(row, row["basis"]), encoding),
            _quote(row, encoding),
            _page(row, encoding),
        )
        for row in rows
    ]
    print_rows(console, ("date", "who", "goal", "quote", "page"), cells)


def show_linkages(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of linkages: date and kind, holders, what depends on what, quote, page."""
    encoding = console.encoding
    cells = [
        (
            two_lines(_date(row), row["kind"], encoding),
            _holders(row, encoding),
            two_lines(
                cut(f"{row['antecedent']} → {row['consequent']}", CELL_CHARACTERS),
                _listed(row),
                encoding,
            ),
            _quote(row, encoding),
            _page(row, encoding),
        )
        for row in rows
    ]
    print_rows(console, ("date", "who", "linkage", "quote", "page"), cells)


def show_forecasts(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of forecasts: date and outcome, who, what, how likely and by when, quote."""
    encoding = console.encoding
    cells = [
        (
            two_lines(_date(row), _OUTCOMES[row["outcome"]], encoding),
            _holders(row, encoding),
            two_lines(
                cut(row["proposition"], CELL_CHARACTERS), _listed(row, *_chance(row)), encoding
            ),
            _quote(row, encoding),
            two_lines(short(row["id"]), short(row["document"]), encoding),
        )
        for row in rows
    ]
    print_rows(console, ("date", "who", "forecast", "quote", "id, page"), cells)


def show_suggestions(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of suggestions: forecast, its words, the event and what it would say, why."""
    encoding = console.encoding
    cells = [
        (
            two_lines(short(row["forecast"]), _OUTCOMES[row["outcome"]], encoding),
            Text(line(cut(row["proposition"], CELL_CHARACTERS), encoding)),
            two_lines(cut(row["quote"], CELL_CHARACTERS), short(row["event"]), encoding),
            Text(line(row["reasons"], encoding)),
        )
        for row in rows
    ]
    print_rows(console, ("id", "forecast", "event, by its words", "why"), cells)


def show_scores(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of Brier scores: the forecaster, the score, and on how many it rests."""
    encoding = console.encoding
    cells = [
        (
            Text(line(row["forecaster"] or "(the pages themselves)", encoding)),
            two_lines(row["words"], "", encoding),
            Text(str(row["scored"])),
            Text(str(row["without_range"])),
        )
        for row in rows
    ]
    print_rows(console, ("who", "Brier score", "scored", "without range"), cells)


def show_agendas(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of steps: date and tier, rank, step and issues, quote, page."""
    encoding = console.encoding
    cells = [
        (
            two_lines(_date(row), f"tier {row['tier']}", encoding),
            Text(str(row["rank"])),
            two_lines(cut(row["step"], CELL_CHARACTERS), _listed(row), encoding),
            _quote(row, encoding),
            _page(row, encoding),
        )
        for row in rows
    ]
    print_rows(console, ("date", "#", "step", "quote", "page"), cells)


def show_corrections(console: Console, rows: Iterable[_Row]) -> None:
    """Print a table of corrections: number, when and who, what, and why."""
    encoding = console.encoding
    cells = []
    for row in rows:
        if row["kind"] == "undo":
            what = f"undoes {row['undoes']}"
        else:
            shown_by = f", by {row['event']}" if row["event"] else ""
            what = f"{row['row']} {_OUTCOMES[row['outcome']]}{shown_by}"
        when = row["made"].partition("T")[0]
        undone = f"undone by {row['undone_by']}" if row["undone_by"] else ""
        cells.append(
            (
                Text(str(row["number"])),
                two_lines(when, cut(row["who"], PLACE_CHARACTERS), encoding),
                two_lines(what, undone, encoding),
                Text(line(cut(row["why"], CELL_CHARACTERS), encoding)),
            )
        )
    print_rows(console, ("#", "when, who", "what", "why"), cells)


def _date(row: _Row) -> str:
    return str(row["date"] or "undated")


def _holders(row: _Row, encoding: str | None) -> Text:
    return two_lines(row["actors"] or NOBODY, row["states"] or "", encoding)


def _listed(row: _Row, *facts: str) -> str:
    """The facts, then the issues."""
    return "; ".join((*facts, *filter(None, (row["issues"],))))


def _chance(row: _Row) -> list[str]:
    """The words of likelihood with their range, and the horizon's last day."""
    by = f"by {row['horizon_end']}" if row["horizon_end"] else ""
    return [fact for fact in (_likelihood(row["words"], row["low"], row["high"]), by) if fact]


def _quote(row: _Row, encoding: str | None) -> Text:
    return Text(line(cut(row["quote"], CELL_CHARACTERS), encoding))


def _page(row: _Row, encoding: str | None) -> Text:
    place = row["publisher"] or row["title"] or row["locator"]
    return two_lines(short(row["document"]), cut(place, PLACE_CHARACTERS), encoding)

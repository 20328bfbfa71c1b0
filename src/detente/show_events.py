"""How events look in a terminal: those of a page, and rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.rule import Rule
from rich.text import Text

from detente.document import Document, Span
from detente.record import Actor, EventDate, Place, Reading
from detente.tables import (
    CELL_CHARACTERS,
    PLACE_CHARACTERS,
    cut,
    line,
    on_issues,
    print_rows,
    short,
    two_lines,
)
from detente.terminal import counted

if TYPE_CHECKING:
    from rich.console import Console

# an ISO date down to its month, and to its year
_MONTH, _YEAR = 7, 4
_SPEAKER_CHARACTERS = 60
NOBODY = "(nobody named)"


def describe(actor: Actor) -> str:
    """An actor's office and state, with an asterisk where the reference tables say so."""
    facts = [fact for fact in (actor.office, actor.state) if fact and fact != actor.name]
    if actor.kind in {"unnamed", "unresolved"}:
        facts.append(actor.kind)
    return ", ".join(facts) + ("*" if actor.reference else "")


def list_events(console: Console, reading: Reading) -> None:
    """Print the events of a page: coding, modality and voice, parties, words, date and place."""
    encoding = console.encoding
    console.print(Rule(Text(counted(len(reading.events), "event")), style="dim"))
    actors = {actor.id: actor for actor in reading.actors}
    numbers = {statement.id: str(n) for n, statement in enumerate(reading.statements, 1)}
    rows = []
    for number, event in enumerate(reading.events, 1):
        who = parties(event.actors, event.actor_spans, reading.document, actors)
        whom = parties(event.recipients, event.recipient_spans, reading.document, actors)
        within = numbers.get(event.statement or "")
        voice = event.voice + (f", within {within}" if within else "")
        trigger = reading.document.quote(event.trigger)
        rows.append(
            (
                Text(f"e{number}"),
                two_lines(_coding(event.type, event.mode), f"{event.modality}, {voice}", encoding),
                two_lines(_arrow(who[0], whom[0]) or NOBODY, _arrow(who[1], whom[1]), encoding),
                on_issues(cut(trigger, CELL_CHARACTERS), event.issues, encoding),
                two_lines(when(event.date), _where(event.place), encoding),
            )
        )
    print_rows(console, ("#", "event", "who → whom", "what", "when, where"), rows)


def show_events(console: Console, rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a table of events: date and modality, parties, type and voice, quote, page."""
    encoding = console.encoding
    cells = []
    for row in rows:
        voice = row["voice"]
        if voice == "speaker" and row["speaker"]:
            voice = f"said by {cut(row['speaker'], _SPEAKER_CHARACTERS)}"
        states = _arrow(row["actor_states"] or "", row["recipient_states"] or "")
        place = row["publisher"] or row["title"] or row["locator"]
        if row["reports"] > 1:
            place = f"{row['reports']} reports; {place}"
        cells.append(
            (
                two_lines(_day(row["date"], row["precision"]), row["modality"], encoding),
                two_lines(
                    _arrow(row["actors"] or "", row["recipients"] or "") or NOBODY,
                    states,
                    encoding,
                ),
                two_lines(row["type"], ", ".join(filter(None, (row["mode"], voice))), encoding),
                Text(line(cut(row["quote"], CELL_CHARACTERS), encoding)),
                two_lines(short(row["document"]), cut(place, PLACE_CHARACTERS), encoding),
            )
        )
    print_rows(console, ("date", "who → whom", "type, voice", "quote", "page"), cells)


def _coding(type_: str, mode: str | None) -> str:
    return f"{type_}:{mode}" if mode else type_


def _arrow(who: str, whom: str) -> str:
    return f"{who} → {whom}".strip() if whom else who


def _day(day: str | None, precision: str) -> str:
    """The first day as far as its precision carries: ``2010-04`` for a month."""
    if day is None:
        return "unresolved"
    if precision == "week":
        return f"{day} week"
    if precision in {"month", "season", "quarter"}:
        return day[:_MONTH] + ("" if precision == "month" else f" {precision}")
    if precision in {"year", "decade"}:
        return day[:_YEAR] + ("" if precision == "year" else "s")
    return day


def parties(
    ids: Sequence[str], spans: Sequence[Span], document: Document, actors: Mapping[str, Actor]
) -> tuple[str, str]:
    """The names of the parties, or their words where none was resolved, and what they are."""
    known = [actors[id] for id in ids if id in actors]
    if not known:
        return "; ".join(map(document.quote, spans)), ""
    names = "; ".join(actor.name for actor in known)
    return names, "; ".join(filter(None, map(describe, known)))


def when(date: EventDate | None) -> str:
    """The first day as far as its precision carries, or that it is unresolved."""
    return _day(date.start, date.precision) if date else "unresolved"


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    named = ", ".join(filter(None, (place.city or place.name, place.state)))
    return named + ("*" if place.reference else "")

"""How pages, statements and search hits look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from detente.document import READ_ROLES, Document, Paragraph
from detente.marking import find_marks, legend, mark_paragraph
from detente.record import Actor, Reading, Statement
from detente.show_events import describe, list_events
from detente.show_frames import list_frames
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
from detente.terminal import counted, shown

if TYPE_CHECKING:
    from rich.console import Console

    from detente.ledger import Rows

# Around a hit; control characters, which no cleaned text holds.
MARKS = ("\x02", "\x03")


def show_reading(console: Console, reading: Reading, *, everything: bool = False) -> None:
    """Print a page with all that was read from it marked, then a list of each kind of row.

    In colour where the console has it, else in brackets. ``everything`` also shows, dimmed, what
    is not read: furniture, captions and teasers.
    """
    colour = in_colour(console)
    encoding = console.encoding
    _show_head(console, reading.document)
    marks = find_marks(reading)
    if marks:
        console.print(legend(colour, marks), end="\n\n")
    for paragraph in reading.document.paragraphs:
        read = paragraph.role in READ_ROLES
        if read or everything:
            text = mark_paragraph(reading.document, paragraph, marks, colour, encoding)
            console.print(_labelled(text, paragraph, read), end="\n\n")
    _show_statements(console, reading)
    if reading.events:
        list_events(console, reading)
    list_frames(console, reading)
    if any(actor.reference for actor in reading.actors):
        console.print(Text("* from the reference tables: the page does not say it", style="dim"))


def in_colour(console: Console) -> bool:
    """True if the console shows colours, so that marks need no brackets."""
    return console.color_system is not None and not console.no_color


def _show_head(console: Console, document: Document) -> None:
    encoding = console.encoding
    console.print(Text(line(document.title or "(no title)", encoding), style="bold"))
    published = document.published
    when = published.date or "date unknown"
    if published.basis not in {"metadata", "unknown"}:
        when += f" ({published.basis})"
    part = document.part
    pages = f"page {part.page} of {part.of or '?'}" if part else None
    facts = (when, document.publisher, document.byline, document.genre, pages)
    console.print(Text(line(" · ".join(fact for fact in facts if fact), encoding)))
    places = (document.id, document.locator, document.url)
    console.print(
        Text(line(" · ".join(place for place in places if place), encoding), style="dim"),
        end="\n\n",
    )


def _labelled(text: Text, paragraph: Paragraph, read: bool) -> Text:
    if not read:
        return Text.assemble((f"({paragraph.role}) ", "dim italic"), text, style="dim")
    if paragraph.role == "update":
        return Text.assemble((f"(update {paragraph.dated or 'without date'}) ", "italic"), text)
    if paragraph.role in {"title", "dek"}:
        text.style = "bold" if paragraph.role == "title" else "italic"
    return text


def _show_statements(console: Console, reading: Reading) -> None:
    if not reading.statements:
        console.print(Text("No statements were found on this page."))
        return
    encoding = console.encoding
    console.print(Rule(Text(counted(len(reading.statements), "statement")), style="dim"))
    rows = []
    actors = {actor.id: actor for actor in reading.actors}
    numbers = {statement.id: number for number, statement in enumerate(reading.statements, 1)}
    for statement in reading.statements:
        content = " … ".join(map(reading.document.quote, statement.content))
        rows.append(
            (
                Text(str(numbers[statement.id])),
                two_lines(*_who(statement, reading.document, actors), encoding),
                Text(_how(statement, numbers)),
                on_issues(cut(content, CELL_CHARACTERS), statement.issues, encoding),
            )
        )
    print_rows(console, ("#", "who", "how", "what"), rows)


def _who(statement: Statement, document: Document, actors: Mapping[str, Actor]) -> tuple[str, str]:
    """The speakers' names, and what they are."""
    speakers = [actors[id] for id in statement.speakers if id in actors]
    if not speakers:
        source = " … ".join(map(document.quote, statement.source))
        return (source, "unresolved") if source else ("(nobody named)", "")
    names = "; ".join(actor.name for actor in speakers)
    return names, "; ".join(filter(None, map(describe, speakers)))


def _how(statement: Statement, numbers: Mapping[str, int]) -> str:
    parts: list[str] = [statement.mode]
    if statement.voice != "speaker":
        parts.append(statement.voice)
    if statement.nested_in and statement.nested_in in numbers:
        parts.append(f"within {numbers[statement.nested_in]}")
    return ", ".join(parts)


def show_statements(console: Console, rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a table of statements: date and mode, speaker, quote, and the page it is from."""
    encoding = console.encoding
    cells = []
    for row in rows:
        mode = row["mode"] + (", nested" if row["nested_in"] else "")
        speaker = row["speaker"] or row["source"] or "(nobody named)"
        office = ", ".join(fact for fact in (row["office"], row["state"]) if fact)
        place = row["publisher"] or row["title"] or row["locator"]
        cells.append(
            (
                two_lines(row["date"] or "unknown", mode, encoding),
                two_lines(speaker, office, encoding),
                Text(line(cut(row["quote"], CELL_CHARACTERS), encoding)),
                two_lines(short(row["document"]), cut(place, PLACE_CHARACTERS), encoding),
            )
        )
    print_rows(console, ("date", "speaker", "statement", "page"), cells)


def show_hits(console: Console, rows: Rows) -> None:
    """Print search hits, found with ``MARKS``: the page, then the place with its words marked."""
    encoding, colour = console.encoding, in_colour(console)
    for row in rows:
        facts = (row["date"] or "date unknown", row["publisher"], row["locator"])
        console.print(
            Text(line(row["title"] or "(no title)", encoding), style="bold"),
            Text(short(row["document"]), style="dim"),
        )
        about = line(" · ".join(fact for fact in facts if fact), encoding)
        console.print(Padding(Text(about, style="dim"), (0, 0, 0, 2), expand=False))
        snippet = Text().join(_hits(row["snippet"], colour, encoding))
        console.print(Padding(snippet, (0, 0, 1, 2), expand=False))


def _hits(snippet: str, colour: bool, encoding: str | None) -> Iterator[Text]:
    before, *rest = snippet.split(MARKS[0])
    yield Text(shown(_spaced(before), encoding))
    for piece in rest:
        hit, _, after = piece.partition(MARKS[1])
        words = shown(_spaced(hit), encoding)
        yield Text(words, style="bold yellow") if colour else Text(f"[{words}]")
        yield Text(shown(_spaced(after), encoding))


def _spaced(text: str) -> str:
    return text.replace("\n", " ")

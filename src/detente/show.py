"""How readings, statements and search hits look in a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.document import READ_ROLES, Document, Paragraph, Span
from detente.record import Actor, Reading, Statement
from detente.terminal import counted, one_line, shown

if TYPE_CHECKING:
    from rich.console import Console

    from detente.ledger import Rows

# A statement in a table is there to be recognised; `--json` and `show` have all of it.
_CELL_CHARACTERS = 400
_PLACE_CHARACTERS = 40
# Columns below which a table is a column of single letters.
_NARROW = 70
# Enough of an id to be the only one in a ledger of a million documents, nearly always.
_ID_CHARACTERS = 12
# Around a hit; control characters, which no cleaned text holds.
MARKS = ("\x02", "\x03")

# Least and most characters of a column, and its share of what is left.
_WIDTHS: dict[str, tuple[int, int | None, int | None]] = {
    "#": (3, None, None),
    "date": (10, 10, None),
    "how": (10, 18, None),
    "page": (_ID_CHARACTERS, 20, None),
    "speaker": (12, None, 2),
    "who": (12, None, 2),
    "statement": (12, None, 5),
    "what": (12, None, 5),
}

_COLOURS = {"source": "bold cyan", "cue": "yellow", "content": "green"}
_BRACKETS = {"source": ("{", "}"), "cue": ("<", ">"), "content": ("[", "]")}


class Mark(NamedTuple):
    """A span to be marked, and the statements, by their numbers from 1, that it belongs to."""

    span: Span
    role: str
    numbers: tuple[int, ...]
    nested: bool


def show_reading(console: Console, reading: Reading, *, everything: bool = False) -> None:
    """Print a page with its statements marked, then the statements with their speakers.

    In colour where the console has it, else in brackets. ``everything`` also shows, dimmed, what
    is not read: furniture, captions and teasers.
    """
    colour = in_colour(console)
    encoding = console.encoding
    _show_head(console, reading.document)
    if reading.statements:
        console.print(_legend(colour), end="\n\n")
    marks = find_marks(reading.statements)
    for paragraph in reading.document.paragraphs:
        read = paragraph.role in READ_ROLES
        if read or everything:
            text = mark_paragraph(reading.document, paragraph, marks, colour, encoding)
            console.print(_labelled(text, paragraph, read), end="\n\n")
    _show_statements(console, reading)


def in_colour(console: Console) -> bool:
    """True if the console shows colours, so that marks need no brackets."""
    return console.color_system is not None and not console.no_color


def _legend(colour: bool) -> Text:
    marked = [
        Text(role, style=style) if colour else Text(role.join(_BRACKETS[role]))
        for role, style in _COLOURS.items()
    ]
    return Text.assemble("Marked: ", Text(" ").join(marked), "; the numbers are those of the list.")


def _show_head(console: Console, document: Document) -> None:
    encoding = console.encoding
    console.print(Text(_line(document.title or "(no title)", encoding), style="bold"))
    published = document.published
    when = published.date or "date unknown"
    if published.basis not in {"metadata", "unknown"}:
        when += f" ({published.basis})"
    part = document.part
    pages = f"page {part.page} of {part.of or '?'}" if part else None
    facts = (when, document.publisher, document.byline, document.genre, pages)
    console.print(Text(_line(" · ".join(fact for fact in facts if fact), encoding)))
    places = (document.id, document.locator, document.url)
    console.print(
        Text(_line(" · ".join(place for place in places if place), encoding), style="dim"),
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


def find_marks(statements: Iterable[Statement]) -> list[Mark]:
    """The spans to be marked, outer before inner; one that several statements share, once."""
    shared: dict[tuple[Span, str], list[int]] = defaultdict(list)
    nested = set()
    for number, statement in enumerate(statements, 1):
        for role in _COLOURS:
            for span in getattr(statement, role):
                shared[span, role].append(number)
                if statement.nested_in:
                    nested.add((span, role))
    order = list(_BRACKETS)[::-1]
    ranked = sorted(shared, key=lambda key: (key[0].start, -key[0].end, order.index(key[1])))
    return [Mark(*key, tuple(shared[key]), key in nested) for key in ranked]


def mark_paragraph(
    document: Document,
    paragraph: Paragraph,
    marks: Iterable[Mark],
    colour: bool,
    encoding: str | None = "utf-8",
) -> Text:
    """A paragraph with its marks, as colours or as brackets, safe to print."""
    inside = []
    for mark in marks:
        span = Span(max(mark.span.start, paragraph.start), min(mark.span.end, paragraph.end))
        if span.start < span.end:
            inside.append(mark._replace(span=span))
    edges = {edge for mark in inside for edge in mark.span} | {paragraph.start, paragraph.end}
    text = Text()
    places = sorted(edges)
    for start, end in zip(places, [*places[1:], paragraph.end], strict=True):
        text.append_text(_at_edge(inside, start, colour))
        holding = [mark for mark in inside if mark.span.start <= start and end <= mark.span.end]
        style = " ".join(map(_style, holding)) if colour else ""
        text.append(shown(document.text[start:end], encoding), style=style)
    return text


def _style(mark: Mark) -> str:
    return _COLOURS[mark.role] + (" underline" if mark.nested else "")


def _at_edge(marks: list[Mark], place: int, colour: bool) -> Text:
    """What stands between two characters: brackets, or in colour the numbers after a cue."""
    closing = [mark for mark in reversed(marks) if mark.span.end == place]
    if colour:
        cues = [_numbers(mark) for mark in closing if mark.role == "cue"]
        return Text("".join(f"[{numbers}]" for numbers in cues), style="dim")
    opening = [mark for mark in marks if mark.span.start == place]
    return Text(
        "".join(_BRACKETS[mark.role][1] for mark in closing)
        + "".join(f"{_BRACKETS[mark.role][0]}{_numbers(mark)} " for mark in opening)
    )


def _numbers(mark: Mark) -> str:
    return ",".join(map(str, mark.numbers))


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
                _two_lines(*_who(statement, reading.document, actors), encoding),
                Text(_how(statement, numbers)),
                Text(_line(_cut(content, _CELL_CHARACTERS), encoding)),
            )
        )
    _print_rows(console, ("#", "who", "how", "what"), rows)
    if any(actor.reference for actor in reading.actors):
        console.print(Text("* from the reference tables: the page does not say it", style="dim"))


def _who(statement: Statement, document: Document, actors: Mapping[str, Actor]) -> tuple[str, str]:
    """The speakers' names, and what they are."""
    speakers = [actors[id] for id in statement.speakers if id in actors]
    if not speakers:
        source = " … ".join(map(document.quote, statement.source))
        return (source, "unresolved") if source else ("(nobody named)", "")
    names = "; ".join(actor.name for actor in speakers)
    return names, "; ".join(filter(None, map(_office, speakers)))


def _office(actor: Actor) -> str:
    """An actor's office and state, with an asterisk where the reference tables say so."""
    facts = [fact for fact in (actor.office, actor.state) if fact and fact != actor.name]
    if actor.kind in {"unnamed", "unresolved"}:
        facts.append(actor.kind)
    return ", ".join(facts) + ("*" if actor.reference else "")


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
                _two_lines(row["date"] or "unknown", mode, encoding),
                _two_lines(speaker, office, encoding),
                Text(_line(_cut(row["quote"], _CELL_CHARACTERS), encoding)),
                _two_lines(_short(row["document"]), _cut(place, _PLACE_CHARACTERS), encoding),
            )
        )
    _print_rows(console, ("date", "speaker", "statement", "page"), cells)


def show_hits(console: Console, rows: Rows) -> None:
    """Print search hits, found with ``MARKS``: the page, then the place with its words marked."""
    encoding, colour = console.encoding, in_colour(console)
    for row in rows:
        facts = (row["date"] or "date unknown", row["publisher"], row["locator"])
        console.print(
            Text(_line(row["title"] or "(no title)", encoding), style="bold"),
            Text(_short(row["document"]), style="dim"),
        )
        about = _line(" · ".join(fact for fact in facts if fact), encoding)
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


def _print_rows(console: Console, columns: Sequence[str], rows: Sequence[tuple[Text, ...]]) -> None:
    """Print a table, or where the terminal is too narrow for one, the cells below each other."""
    if console.width < _NARROW:
        for row in rows:
            console.print(*row, "", sep="\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold", expand=True)
    for name in columns:
        least, most, ratio = _WIDTHS[name]
        table.add_column(name, min_width=least, max_width=most, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _two_lines(first: str, second: str, encoding: str | None) -> Text:
    return Text.assemble(_line(first, encoding), "\n", (_line(second, encoding), "dim"))


def _line(text: str, encoding: str | None) -> str:
    return shown(one_line(text), encoding)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _short(id: str) -> str:
    return id[:_ID_CHARACTERS]

"""A page with what was read from it marked: in colour, or where there is none in brackets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from rich.text import Text

from detente.document import Document, Paragraph, Span
from detente.record import AgendaItem, Event, Forecast, Linkage, Position, Reading
from detente.terminal import shown

# From the outermost of those that cover the same words to the innermost.
_COLOURS = {
    "content": "green",
    "cue": "yellow",
    "source": "bold cyan",
    "party": "bold",
    "event": "bold magenta",
    "stance": "bold blue",
    "likelihood": "bold blue",
    "goal": "blue",
    "linkage": "blue",
    "forecast": "blue",
    "step": "blue",
}
_BRACKETS = {
    "content": ("[", "]"),
    "cue": ("<", ">"),
    "source": ("{", "}"),
    "party": ("|", "|"),
    "event": ("*", "*"),
    "stance": ("~", "~"),
    "likelihood": ("~", "~"),
    # the letters of the numbers tell these apart
    "goal": ("(", ")"),
    "linkage": ("(", ")"),
    "forecast": ("(", ")"),
    "step": ("(", ")"),
}
# in colour, what bears the number of its row
_NUMBERED = frozenset({"cue", "event", "stance", "linkage", "forecast", "step"})
_STATEMENT_ROLES = ("source", "cue", "content")
_LEGEND = ("event", "party", "stance", "goal", "linkage", "forecast", "likelihood", "step")
_Marked = Iterator[tuple[str, Span]]


class Mark(NamedTuple):
    """A span to be marked, and the rows it belongs to by their numbers: 1, 2 or e1, p2, l1, f1, a1.

    Statements have numbers alone, events an e before it, positions a p, linkages an l, forecasts
    an f, and the steps of an agenda an a.
    """

    span: Span
    role: str
    numbers: tuple[str, ...]
    nested: bool


def legend(colour: bool, marks: Iterable[Mark]) -> Text:
    """What the marks mean: those of statements, and all others that occur."""
    occurring = {mark.role for mark in marks} | {*_STATEMENT_ROLES}
    order = (*_STATEMENT_ROLES, *(role for role in _LEGEND if role in occurring))
    marked = [
        Text(role, style=_COLOURS[role]) if colour else Text(role.join(_BRACKETS[role]))
        for role in order
    ]
    return Text.assemble("Marked: ", Text(" ").join(marked), "; the numbers are those of the list.")


def find_marks(reading: Reading) -> list[Mark]:
    """The spans to be marked, outer before inner; one that several rows share, once."""
    shared: dict[tuple[Span, str], list[str]] = defaultdict(list)
    nested = set()
    for number, statement in enumerate(reading.statements, 1):
        for role in _STATEMENT_ROLES:
            for span in getattr(statement, role):
                shared[span, role].append(str(number))
                if statement.nested_in:
                    nested.add((span, role))
    for row, role, span in _others(reading):
        shared[span, role].append(row)
    order = list(_BRACKETS)
    ranked = sorted(shared, key=lambda key: (key[0].start, -key[0].end, order.index(key[1])))
    return [Mark(*key, tuple(dict.fromkeys(shared[key])), key in nested) for key in ranked]


def _others(reading: Reading) -> Iterator[tuple[str, str, Span]]:
    """The spans of all rows but statements, with the numbers of their rows and their roles."""
    kinds: tuple[tuple[str, Iterable[Any], Callable[[Any], _Marked]], ...] = (
        ("e", reading.events, _event_spans),
        ("p", reading.positions, _position_spans),
        ("l", reading.linkages, _linkage_spans),
        ("f", reading.forecasts, _forecast_spans),
        ("a", reading.agenda, _step_spans),
    )
    for letter, rows, spans_of in kinds:
        for number, row in enumerate(rows, 1):
            for role, span in spans_of(row):
                yield f"{letter}{number}", role, span


def _event_spans(event: Event) -> _Marked:
    yield "event", event.trigger
    yield from (("party", span) for span in (*event.actor_spans, *event.recipient_spans))


def _position_spans(position: Position) -> _Marked:
    yield "stance", position.cue
    yield "goal", position.goal
    yield from (("party", span) for span in position.holder_spans)


def _linkage_spans(linkage: Linkage) -> _Marked:
    yield "linkage", linkage.antecedent
    yield "linkage", linkage.consequent
    yield from (("party", span) for span in linkage.holder_spans)


def _forecast_spans(forecast: Forecast) -> _Marked:
    yield "forecast", forecast.proposition
    if forecast.words:
        yield "likelihood", forecast.words
    yield from (("party", span) for span in forecast.holder_spans)


def _step_spans(item: AgendaItem) -> _Marked:
    yield "step", item.step


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
        numbered = [_numbers(mark) for mark in closing if mark.role in _NUMBERED]
        return Text("".join(f"[{numbers}]" for numbers in numbered), style="dim")
    opening = [mark for mark in marks if mark.span.start == place]
    return Text(
        "".join(_BRACKETS[mark.role][1] for mark in closing)
        + "".join(f"{_BRACKETS[mark.role][0]}{_numbers(mark)} " for mark in opening)
    )


def _numbers(mark: Mark) -> str:
    return ",".join(mark.numbers)

"""How tables of rows look in a terminal of any width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detente.terminal import one_line, shown

if TYPE_CHECKING:
    from rich.console import Console

# A row in a table is there to be recognised; `--json` and `show` have all of it.
CELL_CHARACTERS = 400
PLACE_CHARACTERS = 40
# Columns below which a table is a column of single letters.
_NARROW = 70
# Enough of an id to be the only one in a ledger of a million documents, nearly always.
_ID_CHARACTERS = 12

# Least and most characters of a column, and its share of what is left.
_WIDTHS: dict[str, tuple[int, int | None, int | None]] = {
    "#": (3, None, None),
    "date": (10, 12, None),
    "how": (10, 18, None),
    "page": (_ID_CHARACTERS, 16, None),
    "speaker": (12, None, 2),
    "who": (12, None, 2),
    "statement": (12, None, 5),
    "what": (12, None, 5),
    "event": (10, 20, None),
    "type, voice": (10, 16, None),
    "who → whom": (12, None, 3),
    "quote": (12, None, 5),
    "when, where": (10, 16, None),
    "goal": (12, None, 4),
    "linkage": (12, None, 4),
    "forecast": (12, None, 4),
    "step": (12, None, 4),
    "id": (_ID_CHARACTERS, 14, None),
    "event, by its words": (12, None, 4),
    "Brier score": (12, None, 3),
    "scored": (6, 8, None),
    "without range": (7, 13, None),
    "id, page": (_ID_CHARACTERS, 16, None),
    "when, who": (10, 16, None),
    "why": (12, None, 3),
}


def print_rows(console: Console, columns: Sequence[str], rows: Sequence[tuple[Text, ...]]) -> None:
    """Print a table, or where the terminal is too narrow for one, the cells below each other."""
    if console.width < _NARROW:
        for row in rows:
            console.print(*row, "", sep="\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold", expand=True)
    for name in columns:
        least, most, ratio = _WIDTHS[name]
        heading = shown(name, console.encoding)
        table.add_column(heading, min_width=least, max_width=most, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def two_lines(first: str, second: str, encoding: str | None) -> Text:
    """A cell with a second line that is dimmed."""
    return Text.assemble(line(first, encoding), "\n", (line(second, encoding), "dim"))


def on_issues(text: str, issues: Sequence[str], encoding: str | None) -> Text:
    """A cell whose second line are the ids of issues; without issues it has one line alone."""
    return two_lines(text, "; ".join(issues), encoding) if issues else Text(line(text, encoding))


def line(text: str, encoding: str | None) -> str:
    """``text`` on one line, safe to print."""
    return shown(one_line(text), encoding)


def cut(text: str, most: int) -> str:
    """``text``, or its beginning and an ellipsis, in at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def short(id: str) -> str:
    """The beginning of an id, enough to find its document by."""
    return id[:_ID_CHARACTERS]

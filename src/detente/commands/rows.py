"""What commands that list rows of the ledger share: their options and how rows are printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.commands.options import Decorator, duplicates_option, json_option, limit_option
from detente.terminal import console, counted, emit_document, emit_json, talk

if TYPE_CHECKING:
    from detente.ledger import Rows

# What fits on a few screens; nobody reads thousands of rows in a terminal.
TABLE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Printing:
    """How rows are to be printed: as a table unless told otherwise."""

    as_json: bool
    as_csv: bool
    parquet: Path | None
    limit: int | None

    def __post_init__(self) -> None:
        if self.as_json + self.as_csv + (self.parquet is not None) > 1:
            raise click.UsageError("Choose one of --json, --csv and --parquet.")

    @property
    def table(self) -> bool:
        """True if the rows become a table in the terminal."""
        return not (self.as_json or self.as_csv or self.parquet)

    @property
    def most(self) -> int | None:
        """How many rows to ask for: one more than a table shows tells whether there are more."""
        return TABLE_ROWS + 1 if self.table and self.limit is None else self.limit

    def emit(self, rows: Rows, noun: str, show: Callable[..., None]) -> None:
        """Print or write the rows; ``show`` prints those of a table on a console."""
        if self.as_json:
            emit_json(rows.to_json())
        elif self.as_csv:
            written = io.BytesIO()
            rows.write_csv(written)
            emit_document(written.getvalue().decode())
        elif self.parquet:
            rows.write_parquet(self.parquet)
            talk(f"{counted(len(rows), noun)} written to {self.parquet}.")
        elif len(rows):
            most = self.limit or TABLE_ROWS
            show(console(), islice(rows, most))
            if len(rows) > most:
                talk(f"The first {most} are shown: --limit shows more, filters choose among them.")


def rows_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--limit``, ``--all``, ``--json``, ``--csv`` and ``--parquet``."""
    options: tuple[Decorator, ...] = (
        limit_option(f"At most N. A table shows {TABLE_ROWS} unless told otherwise."),
        duplicates_option(),
        json_option("the rows"),
        click.option("--csv", "as_csv", is_flag=True, help="Print the rows as CSV."),
        click.option(
            "--parquet",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the rows to a Parquet file.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def say_nothing_found(held: int, noun: str, filtered: bool) -> None:
    """Say why no row was found: the ledger is empty, or the filters leave none."""
    if not held:
        talk(f"The ledger holds no {noun}s yet: `detente read PATH` puts pages into it.")
    elif filtered:
        verb = f"No {noun} meets all filters; the ledger holds {held:,}."
        talk(f"{verb} Try fewer filters.")

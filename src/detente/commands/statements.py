"""``statements`` and ``search``: rows of the ledger."""

from __future__ import annotations

import io
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from detente.commands.options import (
    duplicates_option,
    json_option,
    ledger_option,
    limit_option,
    since_option,
    until_option,
)
from detente.record import Mode
from detente.terminal import console, counted, emit_document, emit_json, talk

if TYPE_CHECKING:
    from detente.ledger import Rows

# What fits on a few screens; nobody reads thousands of rows in a terminal.
_TABLE_ROWS = 50


@click.command()
@ledger_option
@click.option(
    "--actor", metavar="NAME", help="By this speaker: part of a name, an id, or a state's code."
)
@click.option("--state", metavar="ISO3", help="By a speaker of this state, such as RUS.")
@since_option
@until_option
@click.option("--words", metavar="WORDS", help="With these words; see `search`.")
@click.option("--mode", type=click.Choice(get_args(Mode)), help="Of this mode.")
@click.option(
    "--nested/--outer", default=None, help="Only those within others, or only outer ones."
)
@limit_option(f"At most N. A table shows {_TABLE_ROWS} unless told otherwise.")
@duplicates_option()
@json_option("the rows")
@click.option("--csv", "as_csv", is_flag=True, help="Print the rows as CSV.")
@click.option(
    "--parquet",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows to a Parquet file.",
)
def statements(
    ledger: Path,
    everything: bool,
    as_json: bool,
    as_csv: bool,
    parquet: Path | None,
    limit: int | None,
    **filters: Any,
) -> int:
    """List who said what, newest first.

    Filters add up. A page of unknown date is in no period.
    """
    from detente.ledger import Ledger

    if as_json + as_csv + (parquet is not None) > 1:
        raise click.UsageError("Choose one of --json, --csv and --parquet.")
    table = not (as_json or as_csv or parquet)
    # one more than the table shows tells whether there are more
    most = _TABLE_ROWS + 1 if table and limit is None else limit
    with Ledger(ledger) as opened:
        rows = opened.statements(limit=most, include_duplicates=everything, **filters)
        if not len(rows):
            held = opened.counts(include_duplicates=everything)["statements"]
            _say_nothing_found(held, any(value is not None for value in filters.values()))
    if as_json:
        emit_json(rows.to_json())
    elif as_csv:
        written = io.BytesIO()
        rows.write_csv(written)
        emit_document(written.getvalue().decode())
    elif parquet:
        rows.write_parquet(parquet)
        talk(f"{counted(len(rows), 'statement')} written to {parquet}.")
    elif len(rows):
        _print_table(rows, limit or _TABLE_ROWS)
    return 0


def _print_table(rows: Rows, most: int) -> None:
    from detente.show import show_statements

    show_statements(console(), islice(rows, most))
    if len(rows) > most:
        talk(f"The first {most} are shown: --limit shows more, filters choose among them.")


def _say_nothing_found(held: int, filtered: bool) -> None:
    if not held:
        talk("The ledger holds no statements yet: `detente read PATH` puts pages into it.")
    elif filtered:
        talk(f"No statement meets all filters; the ledger holds {held:,}. Try fewer filters.")


@click.command()
@click.argument("words", nargs=-1, required=True)
@ledger_option
@limit_option("At most N pages; 20 unless told otherwise.")
@duplicates_option()
@json_option("the hits")
def search(
    words: tuple[str, ...], ledger: Path, limit: int | None, everything: bool, as_json: bool
) -> int:
    """Find pages that hold all the WORDS.

    The best come first, each with the place where the words stand. Other endings are found too.
    '"two words"' is a phrase, sanction* a beginning; OR between words and NOT before one are
    heeded.
    """
    from detente.ledger import Ledger
    from detente.show import MARKS, show_hits

    query = " ".join(words)
    with Ledger(ledger) as opened:
        hits = opened.search(
            query,
            limit=limit or 20,
            marks=("[", "]") if as_json else MARKS,
            include_duplicates=everything,
        )
        held = opened.counts()["documents"]
    if as_json:
        emit_json(hits.to_json())
    elif len(hits):
        show_hits(console(), hits)
    if not len(hits):
        talk(f"None of {held:,} documents holds this. Try fewer words, or beginnings: sanction*.")
    return 0

"""``statements`` and ``search``: rows of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from detente.commands.options import (
    duplicates_option,
    issue_option,
    json_option,
    ledger_option,
    limit_option,
    since_option,
    until_option,
)
from detente.commands.rows import Printing, rows_options, say_nothing_found
from detente.record import Mode
from detente.terminal import console, emit_json, talk


@click.command()
@ledger_option
@click.option(
    "--actor", metavar="NAME", help="By this speaker: part of a name, an id, or a state's code."
)
@click.option("--state", metavar="ISO3", help="By a speaker of this state, such as RUS.")
@issue_option
@since_option
@until_option
@click.option("--words", metavar="WORDS", help="With these words; see `search`.")
@click.option("--mode", type=click.Choice(get_args(Mode)), help="Of this mode.")
@click.option(
    "--nested/--outer", default=None, help="Only those within others, or only outer ones."
)
@rows_options
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
    from detente.show import show_statements

    printing = Printing(as_json, as_csv, parquet, limit)
    with Ledger(ledger) as opened:
        rows = opened.statements(limit=printing.most, include_duplicates=everything, **filters)
        if not len(rows):
            held = opened.counts(include_duplicates=everything)["statements"]
            filtered = any(value is not None for value in filters.values())
            say_nothing_found(held, "statement", filtered)
    printing.emit(rows, "statement", show_statements)
    return 0


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

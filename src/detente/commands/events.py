"""``events``: who did what to whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from detente.commands.options import issue_option, ledger_option
from detente.commands.rows import Printing, rows_options, say_nothing_found
from detente.record import EventType, Modality, Voice
from detente.terminal import counted, talk


@click.command()
@ledger_option
@click.option(
    "--type",
    type=click.Choice(get_args(EventType), case_sensitive=False),
    multiple=True,
    help="Of this type; may be given several times.",
)
@click.option("--quad", metavar="1-4", type=click.IntRange(1, 4), help="Of this quad.")
@click.option(
    "--modality",
    type=click.Choice(get_args(Modality)),
    multiple=True,
    help="Of this modality; may be given several times.",
)
@click.option(
    "--voice",
    type=click.Choice(get_args(Voice)),
    multiple=True,
    help="On whose word; may be given several times.",
)
@click.option(
    "--actor", metavar="NAME", help="By this actor: part of a name, an id, or a state's code."
)
@click.option("--recipient", metavar="NAME", help="On this recipient, in the same forms.")
@click.option(
    "--between",
    metavar="A B",
    nargs=2,
    help="Between these two, whoever acts, such as: --between USA RUS.",
)
@click.option("--state", metavar="ISO3", help="With a party of this state, such as RUS.")
@click.option("--place", metavar="NAME", help="At this place: part of a name, or a state's code.")
@issue_option
@click.option("--since", metavar="DATE", help="Events from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Events up to this day, month or year.")
@click.option("--words", metavar="WORDS", help="With these words; see `search`.")
@click.option(
    "--confidence", metavar="0-1", type=click.FloatRange(0, 1), help="At least this sure."
)
@rows_options
def events(
    ledger: Path,
    everything: bool,
    as_json: bool,
    as_csv: bool,
    parquet: Path | None,
    limit: int | None,
    **filters: Any,
) -> int:
    """List who did what to whom, newest first.

    Each row is one page's report of an event. Filters add up. An event whose date is unresolved is
    in no period.
    """
    from detente.ledger import Ledger
    from detente.show_events import show_events

    printing = Printing(as_json, as_csv, parquet, limit)
    filters = {name: value for name, value in filters.items() if value not in (None, ())}
    with Ledger(ledger) as opened:
        rows = opened.events(limit=printing.most, include_duplicates=everything, **filters)
        if len(rows):
            found = opened.count_events(include_duplicates=everything, **filters)
        else:
            held = opened.counts(include_duplicates=everything)["events"]
            say_nothing_found(held, "event", bool(filters))
    printing.emit(rows, "row", show_events)
    if len(rows):
        talk(f"{counted(found.events, 'event')} in {counted(found.reports, 'report')}.")
    return 0

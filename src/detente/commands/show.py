"""``show``: one page with all that was read from it."""

from __future__ import annotations

from pathlib import Path

import click

from detente.commands.options import json_option, ledger_option
from detente.terminal import console, emit_json


@click.command()
@click.argument("document", metavar="DOC")
@ledger_option
@click.option(
    "--all", "everything", is_flag=True, help="Also what is not read: furniture and teasers."
)
@json_option("the whole reading")
def show(document: str, ledger: Path, everything: bool, as_json: bool) -> int:
    """Show a page with its statements, events, positions, linkages and forecasts marked.

    DOC is an id or its beginning, an address, or the path it was read from.
    """
    from detente.ledger import Ledger, reading_to_json

    with Ledger(ledger) as opened:
        reading = opened.reading(document)
    if as_json:
        emit_json(reading_to_json(reading))
    else:
        from detente.show import show_reading

        show_reading(console(), reading, everything=everything)
    return 0

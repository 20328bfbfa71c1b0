"""``resolve``, ``corrections`` and ``undo``: what people put right in the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from detente.commands.options import json_option, ledger_option
from detente.terminal import console, emit_json, talk

who_option = click.option("--who", metavar="NAME", help="Who says so, if not you.")
why_option = click.option("--why", metavar="WORDS", default="", help="For what reason.")


@click.command()
@click.argument("forecast")
@ledger_option
@click.option("--happened/--did-not", "outcome", default=None, help="What came of it.")
@click.option("--by", metavar="EVENT", help="The event that shows it, by its id.")
@who_option
@why_option
def resolve(
    forecast: str, ledger: Path, outcome: bool | None, by: str | None, who: str | None, why: str
) -> int:
    """Record what came of a forecast.

    FORECAST is an id, or the beginning of one, as `detente forecasts` shows it. The last word
    holds; `detente undo` takes it back.
    """
    from detente.ledger import Ledger

    if outcome is None:
        raise click.UsageError("Say --happened or --did-not.")
    with Ledger(ledger) as opened:
        number = opened.resolve_forecast(forecast, outcome, by=by, who=who, why=why)
    talk(f"Recorded as correction {number}: `detente undo {number}` takes it back.")
    return 0


@click.command()
@click.argument("correction", metavar="N", type=click.IntRange(min=1))
@ledger_option
@who_option
@why_option
def undo(correction: int, ledger: Path, who: str | None, why: str) -> int:
    """Take back correction N.

    The correction stays in the list, with who took it back and why.
    """
    from detente.ledger import Ledger

    with Ledger(ledger) as opened:
        number = opened.undo(correction, who=who, why=why)
    talk(f"Correction {correction} is taken back, recorded as {number}.")
    return 0


@click.command()
@ledger_option
@json_option("the corrections")
def corrections(ledger: Path, as_json: bool) -> int:
    """List what people put right, the last first."""
    from detente.ledger import Ledger
    from detente.show_frames import show_corrections

    with Ledger(ledger) as opened:
        rows = opened.corrections()
    if as_json:
        emit_json(rows.to_json())
    elif len(rows):
        show_corrections(console(), rows)
    else:
        talk("Nothing was corrected yet: `detente resolve` records what came of a forecast.")
    return 0

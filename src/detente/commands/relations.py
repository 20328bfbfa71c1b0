"""``relations``: how two states stand to each other."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import click

from detente.commands.options import json_option, ledger_option, since_option, until_option
from detente.terminal import console, emit_document, emit_json, talk

_EVERY = ("day", "week", "month", "quarter", "year")


@click.command()
@click.argument("party_a", metavar="A")
@click.argument("party_b", metavar="B")
@ledger_option
@click.option("--issue", metavar="ID", help="On this issue and those below it, such as 1.3.")
@since_option
@until_option
@click.option("--as-of", metavar="DATE", help="As it stood on this day: later pages are left out.")
@click.option(
    "--half-life",
    metavar="DAYS",
    type=click.FloatRange(min=0, min_open=True),
    help="After so many days an event weighs half; 90 unless told otherwise.",
)
@click.option(
    "--every",
    type=click.Choice(_EVERY),
    default="month",
    show_default=True,
    help="A row of the series for each.",
)
@json_option("the relation")
@click.option("--csv", "as_csv", is_flag=True, help="Print the series as CSV.")
def relations(
    *,
    party_a: str,
    party_b: str,
    ledger: Path,
    half_life: float | None,
    as_json: bool,
    as_csv: bool,
    **chosen: Any,
) -> int:
    """Show how A and B stand to each other, by what they did and what they want.

    A and B are states, by code or name: USA RUS. The score comes from their events, -10 to 10, with
    its interval; where there is too little evidence, it is not given.
    """
    if as_json and as_csv:
        raise click.UsageError("Choose one of --json and --csv.")
    from detente.analysis.scoring import Choices
    from detente.ledger import Ledger
    from detente.show_relation import rests_on, show_relation

    choices = Choices() if half_life is None else Choices(half_life_days=half_life)
    with Ledger(ledger) as opened:
        relation = opened.relations(party_a, party_b, choices=choices, **chosen)
    if as_json:
        emit_json(relation.to_json())
    elif as_csv:
        written = io.BytesIO()
        relation.rows().write_csv(written)
        emit_document(written.getvalue().decode())
    else:
        show_relation(console(), relation)
        talk(rests_on(relation))
    return 0

"""Options that several commands share, and the errors of files they write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DEFAULT_LEDGER = "ledger.detente"

ledger_option = click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT_LEDGER,
    show_default=True,
    help="The ledger's file.",
)
actors_option = click.option(
    "--actors",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A CSV of your own actors, which win over the table of offices.",
)
issues_option = click.option(
    "--issues",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TOML file of your own issues, which extends or replaces the issue tree.",
)
model_option = click.option(
    "--model",
    metavar="large|FOLDER",
    help="Let the large model have a say in the types of events: in your own models, or in FOLDER.",
)
since_option = click.option("--since", metavar="DATE", help="From this day, month or year on.")
until_option = click.option("--until", metavar="DATE", help="Up to this day, month or year.")
issue_option = click.option(
    "--issue", metavar="ID", help="On this issue or one below it: 5 covers 5.2."
)


def json_option(what: str) -> Decorator:
    """``--json``: print ``what`` as JSON on standard output."""
    return click.option("--json", "as_json", is_flag=True, help=f"Print {what} as JSON.")


def limit_option(what: str) -> Decorator:
    """``--limit N``, at least 1; ``what`` is said where it is not given."""
    return click.option("--limit", metavar="N", type=click.IntRange(min=1), help=what)


def duplicates_option() -> Decorator:
    """``--all``: near-duplicates too."""
    return click.option(
        "--all",
        "everything",
        is_flag=True,
        help="Also from pages that tell the story of another one.",
    )

"""``doctor``: is everything in order?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.commands.options import DEFAULT_LEDGER, json_option
from detente.terminal import console, emit_json, one_line, shown

if TYPE_CHECKING:
    from detente.doctor import Check


@click.command()
@click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Look at this ledger too; without it at {DEFAULT_LEDGER}, if there is one.",
)
@json_option("the checks")
def doctor(ledger: Path | None, as_json: bool) -> int:
    """Check the installation and the ledger.

    Looks at Python, SQLite, packages, weights, a test page read end to end and the ledger. Ends
    with 1 if something is wrong, and says what to do.
    """
    from detente.doctor import diagnose

    if ledger is None and Path(DEFAULT_LEDGER).exists():
        ledger = Path(DEFAULT_LEDGER)
    checks = diagnose(ledger)
    if as_json:
        emit_json(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    else:
        _print(checks)
    return 0 if all(check.ok for check in checks) else 1


def _print(checks: Sequence[Check]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for check in checks:
        words = check.found if check.ok else f"{check.found} {check.advice}"
        table.add_row(
            Text("ok" if check.ok else "WRONG", style="green" if check.ok else "bold red"),
            check.name,
            Text(shown(one_line(words), out.encoding)),
        )
    out.print(table)

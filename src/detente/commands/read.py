"""``read``: pages in, ledger out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.commands.options import (
    actors_option,
    issues_option,
    json_option,
    ledger_option,
    model_option,
)
from detente.commands.progress import following
from detente.terminal import counted, emit_json, one_line, talk

if TYPE_CHECKING:
    from detente.errors import Rejection
    from detente.pipeline import Report

INTERRUPTED = 130
_SOME_REJECTED = 1

_OUTCOMES = (
    ("stored", "new in the ledger"),
    ("replaced", "the page had changed, or is read better now"),
    ("duplicate", "the same text was read from elsewhere"),
    ("unchanged", "in the ledger already, not read again"),
    ("rejected", "not stored, see below"),
)
# Rejected inputs named for each reason; `--json` names them all.
_NAMED = 20


@click.command()
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(allow_dash=True)
)
@ledger_option
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that read; each needs a core.",
)
@click.option(
    "--field",
    "fields",
    metavar="NAME=FIELD",
    multiple=True,
    help="Where a record has NAME (text, html, title, date, url, id), as in text=article_body.",
)
@actors_option
@issues_option
@model_option
@json_option("what became of the inputs")
def read(  # noqa: PLR0913 - a parameter for each option
    *,
    paths: Sequence[str],
    ledger: Path,
    jobs: int,
    fields: Sequence[str],
    actors: Path | None,
    issues: Path | None,
    model: str | None,
    as_json: bool,
) -> int:
    """Read pages into a ledger.

    PATH is a file, a folder, or - for standard input. Pages that the ledger holds already are not
    read again: a run that was stopped goes on where it was. Ends with 1 if inputs were rejected.
    """
    mapping = dict(map(_field, fields))
    from detente.ledger import Ledger
    from detente.pipeline import read as read_pages

    outcomes: Counter[str] = Counter()
    try:
        with Ledger(ledger, create=True) as opened:
            with following(paths, outcomes) as progress:
                report = read_pages(
                    paths,
                    opened,
                    jobs=jobs,
                    fields=mapping,
                    actors=actors,
                    issues=issues,
                    model=model,
                    progress=progress,
                )
            counts = opened.counts()
    except KeyboardInterrupt:
        pages = counted(outcomes.total() - outcomes["rejected"], "page")
        talk(f"Stopped after {pages}, kept in {ledger}: run the same command again to go on.")
        return INTERRUPTED
    if as_json:
        _print_json(report)
    _say_outcomes(report)
    _say_rejections(report.rejections)
    if not report.inputs:
        talk("There was nothing to read: name files or folders that hold pages.")
    else:
        talk("")
        talk(f"{ledger} holds {_held(counts)}.")
    return _SOME_REJECTED if report.rejections else 0


def _held(counts: Mapping[str, int]) -> str:
    kinds = ("documents", "statements", "events", "positions", "forecasts")
    pages, *rows, last = [counted(counts[name], name[:-1]) for name in kinds]
    words = f"{pages} with {', '.join(rows)} and {last}"
    if twice := counts["near_duplicates"]:
        words += f", and {counted(twice, 'near-duplicate')} that it leaves out of all counts"
    return words


def _field(text: str) -> tuple[str, str]:
    name, equals, field = text.partition("=")
    if not (name and equals and field):
        raise click.BadParameter(f"{text!r} is not NAME=FIELD.", param_hint="--field")
    return name, field


def _print_json(report: Report) -> None:
    outcomes = {name: report.outcomes[name] for name, _ in _OUTCOMES}
    rejections = [asdict(rejection) for rejection in report.rejections]
    whole = {
        "inputs": report.inputs,
        **outcomes,
        "encoder_seconds": round(report.encoder_seconds, 3),
        "rejections": rejections,
    }
    emit_json(json.dumps(whole, ensure_ascii=False, indent=2))


def _say_outcomes(report: Report) -> None:
    width = len(f"{report.inputs:,}")
    talk(f"{'inputs':<9}  {report.inputs:>{width},}")
    for name, meaning in _OUTCOMES:
        if number := report.outcomes[name]:
            talk(f"{name:<9}  {number:>{width},}  {meaning}")


def _say_rejections(rejections: Iterable[Rejection]) -> None:
    """Name the rejected inputs, those with one reason together."""
    by_reason: dict[tuple[str, str, str], list[str]] = {}
    for item in rejections:
        by_reason.setdefault((item.code, item.message, item.advice), []).append(item.locator)
    for (code, message, advice), locators in by_reason.items():
        talk("")
        talk(f"{len(locators)} rejected: {one_line(f'[{code}] {message} {advice}')}")
        for locator in islice(locators, _NAMED):
            talk(f"  {one_line(locator)}")
        if len(locators) > _NAMED:
            talk(f"  and {len(locators) - _NAMED} more; --json names them all")

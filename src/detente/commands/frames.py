"""``positions``, ``linkages``, ``forecasts`` and ``agendas``: where parties stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from detente.commands.options import (
    Decorator,
    issue_option,
    ledger_option,
    since_option,
    until_option,
)
from detente.commands.rows import Printing, rows_options, say_nothing_found
from detente.record import Basis, LinkageKind, Stance
from detente.terminal import talk

if TYPE_CHECKING:
    from detente.ledger import Ledger, Rows

_Query = Callable[["Ledger", dict[str, Any]], "Rows"]

_HELD: tuple[Decorator, ...] = (
    click.option(
        "--actor", metavar="NAME", help="Held by this actor: part of a name, an id, or a code."
    ),
    click.option("--state", metavar="ISO3", help="Held by somebody of this state, such as RUS."),
)
_ALL: tuple[Decorator, ...] = (
    issue_option,
    since_option,
    until_option,
    click.option("--words", metavar="WORDS", help="With these words; see `search`."),
    click.option(
        "--confidence", metavar="0-1", type=click.FloatRange(0, 1), help="At least this sure."
    ),
    rows_options,
)


def _options(*options: Decorator) -> Decorator:
    """Several options as one decorator, in this order, after ``--ledger``."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        after: tuple[Decorator, ...] = (ledger_option, *options)
        for option in reversed(after):
            command = option(command)
        return command

    return decorate


@click.command()
@_options(
    *_HELD,
    click.option(
        "--stance",
        type=click.Choice(get_args(Stance)),
        multiple=True,
        help="Of this stance; may be given several times.",
    ),
    click.option(
        "--basis",
        type=click.Choice(get_args(Basis)),
        multiple=True,
        help="On this basis; may be given several times.",
    ),
    *_ALL,
)
def positions(**arguments: Any) -> int:
    """List who seeks, accepts, opposes or leaves open what, newest first.

    Filters add up. A page of unknown date is in no period.
    """
    from detente.show_frames import show_positions

    _list(
        arguments,
        "position",
        "positions",
        lambda ledger, filters: ledger.positions(**filters),
        show_positions,
    )
    return 0


@click.command()
@_options(
    *_HELD,
    click.option(
        "--kind",
        type=click.Choice(get_args(LinkageKind)),
        multiple=True,
        help="Of this kind; may be given several times.",
    ),
    *_ALL,
)
def linkages(**arguments: Any) -> int:
    """List what is made to depend on what, newest first.

    Filters add up. A page of unknown date is in no period.
    """
    from detente.show_frames import show_linkages

    _list(
        arguments,
        "linkage",
        "linkages",
        lambda ledger, filters: ledger.linkages(**filters),
        show_linkages,
    )
    return 0


@click.command()
@_options(
    *_HELD,
    click.option(
        "--scoreable/--unscoreable", default=None, help="Only those that can be scored, or cannot."
    ),
    click.option(
        "--resolved/--open",
        "resolved",
        default=None,
        help="Only those of which it is known what came of them, or only the others.",
    ),
    *_ALL,
    click.option(
        "--due", is_flag=True, help="Only open ones whose time has passed, the longest due first."
    ),
    click.option(
        "--as-of",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        help="With --due: passed on this day, today unless told otherwise.",
    ),
    click.option(
        "--suggest", is_flag=True, help="Later events that may settle open ones, for you to judge."
    ),
    click.option("--score", is_flag=True, help="Each forecaster's Brier score."),
)
def forecasts(
    *, due: bool, as_of: datetime | None, suggest: bool, score: bool, **arguments: Any
) -> int:
    """List who expects what, how likely and by when, newest first.

    `detente resolve` records what came of one. Filters add up. A page of unknown date is in no
    period.
    """
    from detente import show_frames
    from detente.analysis import forecast_tables

    if due + suggest + score > 1:
        raise click.UsageError("Choose one of --due, --suggest and --score.")
    if as_of and not due:
        raise click.UsageError("--as-of goes with --due.")
    ask: _Query
    nothing = None
    if due:
        nothing = "No forecast is due."
        day = as_of.date() if as_of else None
        ask = _all_of(lambda ledger, filters: forecast_tables.due_rows(ledger, day, **filters))
        show = show_frames.show_forecasts
    elif suggest:
        nothing = "No event of the ledger may settle an open forecast."
        ask = _all_of(lambda ledger, filters: forecast_tables.suggestion_rows(ledger, **filters))
        show = show_frames.show_suggestions
    elif score:
        nothing = "No forecast was resolved yet: `detente resolve` does so."
        ask = _all_of(lambda ledger, filters: forecast_tables.score_rows(ledger, **filters))
        show = show_frames.show_scores
    else:
        ask, show = _forecasts, show_frames.show_forecasts
    _list(arguments, "forecast", "forecasts", ask, show, nothing)
    return 0


def _forecasts(ledger: Ledger, filters: dict[str, Any]) -> Rows:
    return ledger.forecasts(**filters)


def _all_of(ask: _Query) -> _Query:
    """Ask without the limit, which holds for the answers and not for the forecasts looked at."""

    def limited(ledger: Ledger, filters: dict[str, Any]) -> Rows:
        most = filters.pop("limit")
        rows = ask(ledger, filters)
        return rows if most is None else rows.head(most)

    return limited


@click.command()
@_options(*_ALL)
def agendas(**arguments: Any) -> int:
    """List the steps that authors propose for a meeting, in each author's order.

    Filters add up. A page of unknown date is in no period.
    """
    from detente.show_frames import show_agendas

    _list(
        arguments,
        "step",
        "agenda_items",
        lambda ledger, filters: ledger.agendas(**filters),
        show_agendas,
    )
    return 0


def _list(
    arguments: dict[str, Any],
    noun: str,
    count: str,
    ask: _Query,
    show: Callable[..., None],
    nothing: str | None = None,
) -> None:
    """Ask the ledger and print the rows; ``count`` is the name in ``Ledger.counts``.

    ``nothing`` is what to say where there is no row though the ledger holds some.
    """
    from detente.ledger import Ledger

    path: Path = arguments.pop("ledger")
    everything: bool = arguments.pop("everything")
    printing = Printing(
        *(arguments.pop(name) for name in ("as_json", "as_csv", "parquet", "limit"))
    )
    filters = {name: value for name, value in arguments.items() if value not in (None, ())}
    with Ledger(path) as opened:
        rows = ask(opened, {**filters, "limit": printing.most, "include_duplicates": everything})
        if not len(rows):
            held = opened.counts(include_duplicates=everything)[count]
            if held and nothing:
                talk(nothing)
            else:
                say_nothing_found(held, noun, bool(filters))
    printing.emit(rows, noun, show)

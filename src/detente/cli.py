"""The program ``detente``: thin commands over the public API.

Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 some inputs rejected
or something wrong, 2 usage and other errors, 130 interrupted.
"""

from __future__ import annotations

import gc
import logging
import signal
import sys
import traceback
import warnings
from typing import Any

import click

from detente import __version__
from detente.commands.actors import actor, actors
from detente.commands.brief import brief
from detente.commands.corrections import corrections, resolve, undo
from detente.commands.doctor import doctor
from detente.commands.evaluate import evaluate
from detente.commands.events import events
from detente.commands.frames import agendas, forecasts, linkages, positions
from detente.commands.read import INTERRUPTED, read
from detente.commands.relations import relations
from detente.commands.show import show
from detente.commands.statements import search, statements
from detente.errors import DetenteError
from detente.terminal import discard, one_line, prepare_streams, talk

_FAILED = 2
_DEBUG = "detente.debug"


class Program(click.Group):
    """A group whose commands return their exit code, and whose errors are one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; every way it can end becomes an exit code."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # who reads has enough, as `head` does
            discard(sys.stdout)
            code = 0
        except KeyboardInterrupt:
            talk("Stopped.")
            code = INTERRUPTED
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            code = _tell(error, ctx.meta.get(_DEBUG, False))
        ctx.exit(code or 0)


def _tell(error: Exception, debug: bool) -> int:
    """Say what went wrong in one line, after the traceback if that was asked for."""
    if debug:
        traceback.print_exception(error)
    if isinstance(error, OSError):
        advice = "Check the disk, the file's name and your rights, then run the command again."
        error = DetenteError("SYSTEM", f"{error}.", advice)
    elif not isinstance(error, DetenteError):
        error = DetenteError(
            "INTERNAL",
            f"{type(error).__name__}: {error}.",
            "This is a fault of detente: please report it with what --debug prints.",
        )
    talk(one_line(str(error)))
    return _FAILED


def _set_debug(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.meta[_DEBUG] = True
        warnings.simplefilter("default")
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)


debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_set_debug,
    help="Show tracebacks and what goes on inside.",
)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="detente %(version)s")
@debug_option
def cli() -> None:
    """Who said what and who did what in foreign-policy reporting, with the verbatim quote.

    `detente read PATH` puts pages into a ledger; the other commands ask it.
    """


for command in (
    read,
    statements,
    events,
    positions,
    linkages,
    forecasts,
    agendas,
    resolve,
    corrections,
    undo,
    search,
    show,
    actor,
    actors,
    relations,
    brief,
    evaluate,
    doctor,
):
    cli.add_command(debug_option(command))


def main() -> None:
    """Run the program with the arguments of the process."""
    prepare_streams()
    # a command makes very many rows and few circles of objects: to look for those every 700 new
    # objects, as Python does, took a sixth of the time of `relations` on a large ledger
    gc.set_threshold(100_000, 50, 100)
    # what libraries say to programmers is nothing to readers
    warnings.simplefilter("ignore")
    try:
        cli(prog_name="detente")
    finally:
        # all is said: a second Ctrl-C, while the last processes end, needs no traceback
        signal.signal(signal.SIGINT, signal.SIG_DFL)

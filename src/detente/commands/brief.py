"""``brief``: the meeting paper of two parties."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from detente.commands.options import ledger_option, limit_option, since_option
from detente.errors import DetenteError
from detente.terminal import emit_document, emit_json, talk

_FORMATS = ("html", "md", "json", "pdf")


@click.command()
@click.argument("party_a", metavar="A")
@click.argument("party_b", metavar="B")
@ledger_option
@click.option("--as-of", metavar="DATE", help="As it stood on this day: later pages are left out.")
@since_option
@limit_option("At most N issues of a side, places of the order and so on; 4 fit on two pages.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="md",
    show_default=True,
    help="A page of HTML, Markdown, JSON, or PDF (extra `pdf`).",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, not to standard output.",
)
def brief(  # noqa: PLR0913 - a parameter for each option
    *,
    party_a: str,
    party_b: str,
    ledger: Path,
    as_of: str | None,
    since: str | None,
    limit: int | None,
    form: str,
    out: Path | None,
) -> int:
    """Write the brief for the next meeting of A and B.

    A and B are states, by code or name: USA RUS. Two pages and a table of sources: participants,
    bottom line, objectives, where the two converge and diverge, the order to take issues up in,
    what hangs on what, forecasts, third parties and gaps. Every sentence is checked.
    """
    from detente.brief import render
    from detente.brief.pdf import to_pdf
    from detente.ledger import Ledger

    with Ledger(ledger) as opened:
        found = opened.brief(party_a, party_b, as_of=as_of, since=since, limit=limit)
    if form == "pdf":
        _emit_pdf(to_pdf(found), out)
        return 0
    text = render(found, form)
    if out is not None:
        _write(out, text.encode())
        talk(f"The brief was written to {out}.")
    elif form == "json":
        emit_json(text)
    else:
        emit_document(text)
    return 0


def _emit_pdf(content: bytes, out: Path | None) -> None:
    """Write a PDF to a file or into a pipe; a terminal would show it as rubbish."""
    if out is not None:
        _write(out, content)
        talk(f"The brief was written to {out}.")
    elif sys.stdout.isatty():
        raise DetenteError(
            "PDF_TO_TERMINAL", "A terminal cannot show a PDF.", "Name a file: --out brief.pdf."
        )
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DetenteError(
            "CANNOT_WRITE",
            f"{path} cannot be written: {error.strerror}.",
            "Check that its folder exists, may be written to and has room.",
        ) from error

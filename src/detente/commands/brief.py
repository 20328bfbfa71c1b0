"""``brief``: the meeting paper of two parties."""

from __future__ import annotations

from pathlib import Path

import click

from detente.commands.options import ledger_option, limit_option, since_option
from detente.errors import DetenteError
from detente.terminal import emit_document, emit_json, talk

_FORMATS = ("md", "html", "json")


@click.command()
@click.argument("party_a", metavar="A")
@click.argument("party_b", metavar="B")
@ledger_option
@click.option("--as-of", metavar="DATE", help="As it stood on this day: later pages are left out.")
@since_option
@limit_option("Each side's statements on the other: at most N; 12 unless told otherwise.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="md",
    show_default=True,
    help="Markdown, a page of HTML, or JSON.",
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

    A and B are states, by code or name: USA RUS. The brief has the participants and each side's
    statements, newest first, each with quote, source and date.
    """
    from detente.brief import render
    from detente.ledger import Ledger

    with Ledger(ledger) as opened:
        found = opened.brief(party_a, party_b, as_of=as_of, since=since, limit=limit)
        text = render(found, form)
    if out is not None:
        _write(out, text)
        talk(f"The brief was written to {out}.")
    elif form == "json":
        emit_json(text)
    else:
        emit_document(text)
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise DetenteError(
            "CANNOT_WRITE",
            f"{path} cannot be written: {error.strerror}.",
            "Check that its folder exists, may be written to and has room.",
        ) from error

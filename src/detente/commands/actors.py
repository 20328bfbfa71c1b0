"""``actor`` and ``actors import``: who somebody is on a day, and the user's own lists."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.commands.options import actors_option, json_option
from detente.terminal import counted, emit_document, emit_json, one_line, talk

if TYPE_CHECKING:
    from detente.knowledge.offices import Tenure
    from detente.reading.office_answers import Answer

_SOME_REJECTED = 1
# Rejected rows named in the terminal; `--json` names them all.
_NAMED = 20


@click.command()
@click.argument("name")
@click.option("--date", "on", metavar="DATE", help="On this day, or in this month or year.")
@click.option("--state", metavar="ISO3", help="The state that is spoken of, such as GBR.")
@actors_option
@json_option("the answer")
def actor(name: str, on: str | None, state: str | None, actors: Path | None, as_json: bool) -> int:
    """Say who NAME is on a day, and why.

    NAME is a name, a title or both: "Kevin Rudd", "the Russian foreign minister".
    """
    from detente.reading.offices import who

    answer = who(name, on, state=state, actors=actors)
    if as_json:
        emit_json(json.dumps(_as_dict(answer), ensure_ascii=False, indent=2))
    else:
        emit_document("\n".join(_explained(answer)) + "\n")
    return 0


@click.group()
def actors() -> None:
    """Lists of your own actors, for `--actors`."""


@actors.command("import")
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--out",
    metavar="FILE",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, for `--actors`.",
)
@click.option("--state", metavar="ISO3", help="The state of a list that names no country.")
@json_option("what became of the rows")
def import_(source: Path, out: Path, state: str | None, as_json: bool) -> int:
    """Convert a CSV of office-holders from Wikidata or EveryPolitician.

    Ends with 1 if rows were left out; each is named with its reason.
    """
    from detente.knowledge.actor_import import import_actors

    imported = import_actors(source, out, state=state)
    if as_json:
        rejections = [
            {"locator": r.locator, "code": r.code, "message": r.message}
            for r in imported.rejections
        ]
        emit_json(
            json.dumps({"rows": len(imported.rows), "rejections": rejections}, ensure_ascii=False)
        )
    talk(f"{counted(len(imported.rows), 'row')} written to {out}.")
    if imported.rejections:
        talk(f"{counted(len(imported.rejections), 'row')} left out:")
        for item in islice(imported.rejections, _NAMED):
            talk(f"  {one_line(f'{item.locator}: {item.message}')}")
        if (more := len(imported.rejections) - _NAMED) > 0:
            talk(f"  and {more} more; --json names them all")
    return _SOME_REJECTED if imported.rejections else 0


def _explained(answer: Answer) -> list[str]:
    """The answer in words, the row it rests on, and the rows that were not chosen."""
    head = one_line(answer.asked) + (f", {answer.on}" if answer.on else "")
    lines = [head]
    if answer.tenure:
        place = f" ({answer.state})" if answer.state else ""
        lines.append(f"  {answer.person}, {answer.title}{place}")
        lines.append(f"  {_row(answer.tenure)}")
        lines.append(f"  chosen: {answer.why}")
    else:
        lines.append(f"  unresolved: {answer.why}")
    if answer.others:
        lines.append("not chosen:")
        lines += [
            f"  {item.tenure.person}: {_row(item.tenure)}: {item.why}" for item in answer.others
        ]
    return [
        one_line(line) if not line.startswith("  ") else f"  {one_line(line)}" for line in lines
    ]


def _row(tenure: Tenure) -> str:
    """A row as the table has it: title, from when to when, and where it stands."""
    source = "table of offices" if tenure.source == "table" else tenure.source
    dates = f"{tenure.start or '?'} to {tenure.end or 'now'}"
    return f"{tenure.title}{f' of {tenure.body}' if tenure.body else ''}, {dates} ({source})"


def _as_dict(answer: Answer) -> dict[str, Any]:
    return {
        "asked": answer.asked,
        "date": answer.on,
        "standing": answer.standing,
        "person": answer.person,
        "state": answer.state,
        "office": answer.office,
        "title": answer.title,
        "why": answer.why,
        "row": _row_dict(answer.tenure) if answer.tenure else None,
        "held": [_row_dict(row) for row in answer.held],
        "others": [{**_row_dict(item.tenure), "why": item.why} for item in answer.others],
    }


def _row_dict(tenure: Tenure) -> dict[str, Any]:
    return {
        "person": tenure.person,
        "state": tenure.state,
        "body": tenure.body or None,
        "office": tenure.office,
        "title": tenure.title,
        "start": tenure.start or None,
        "end": tenure.end or None,
        "source": tenure.source,
    }

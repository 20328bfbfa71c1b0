"""The public API: complete, cheap to import, and the mirror of the commands."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import detente
from detente.cli import cli
from detente.errors import DetenteError
from detente.evaluation import tasks
from sample_reading import sample_reading

_HEAVY = (
    "dateparser",
    "lxml",
    "matplotlib",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "rich",
    "trafilatura",
)

# What each command does, for those who write Python; options that only say how to print it, or
# which ledger to open, have no parameter.
_MIRROR: dict[str, tuple[Callable[..., Any], dict[str, str]]] = {
    "read": (detente.read, {}),
    "statements": (detente.Ledger.statements, {"everything": "include_duplicates"}),
    "events": (detente.Ledger.events, {"everything": "include_duplicates"}),
    **{
        name: (getattr(detente.Ledger, name), {"everything": "include_duplicates"})
        for name in ("positions", "linkages", "agendas")
    },
    # --due, --suggest and --score are functions of detente.analysis.forecast_tables
    "forecasts": (
        detente.Ledger.forecasts,
        {"everything": "include_duplicates"}
        | dict.fromkeys(("due", "as_of", "suggest", "score"), ""),
    ),
    "resolve": (detente.Ledger.resolve_forecast, {}),
    "corrections": (detente.Ledger.corrections, {}),
    "undo": (detente.Ledger.undo, {}),
    "search": (detente.Ledger.search, {"everything": "include_duplicates"}),
    "show": (detente.Ledger.reading, {"document": "ref", "everything": ""}),
    "actor": (detente.who, {"name": "text"}),
    "actors import": (detente.import_actors, {}),
    "relations": (detente.Ledger.relations, {"half_life": "choices"}),
    "brief": (detente.build_brief, {}),
    "evaluate": (detente.evaluate, {}),
    "doctor": (detente.diagnose, {}),
}
_PRINTING = {"ledger", "as_json", "as_csv", "parquet", "form", "out", "debug", "help"}


def test_all_is_complete_and_sorted() -> None:
    assert detente.__all__ == sorted(detente.__all__)
    assert set(detente.__all__) == {*detente._HOMES, "__version__"}
    assert set(detente.__all__) <= set(dir(detente))
    for name in detente.__all__:
        value = getattr(detente, name)
        assert inspect.getdoc(value), name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        detente.nothing  # noqa: B018


def test_the_version_is_the_package_s() -> None:
    project = Path(__file__).parent.parent / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == detente.__version__


def test_the_program_starts_without_loading_what_reads() -> None:
    program = f"import sys, detente.cli;print([name for name in {_HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def commands() -> dict[str, click.Command]:
    """Every command by its name, those of a group as "actors import"."""
    found: dict[str, click.Command] = {}
    for name, command in cli.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        found |= {f"{name} {part}".strip(): member for part, member in inner.items()}
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_counterpart(name: str) -> None:
    function, renamed = _MIRROR[name]
    parameters = set(inspect.signature(function).parameters)
    command = commands()[name]
    for parameter in command.params:
        if parameter.expose_value and parameter.name and parameter.name not in _PRINTING:
            counterpart = renamed.get(parameter.name, parameter.name)
            assert not counterpart or counterpart in parameters, parameter.name


def test_a_reading_has_one_form_in_json() -> None:
    reading = sample_reading()
    assert detente.reading_from_json(detente.reading_to_json(reading)) == reading


def test_evaluate_takes_known_tasks_and_their_options(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="UNKNOWN_TASK"):
        tasks.evaluate("parsing", tmp_path)
    with pytest.raises(DetenteError, match="WRONG_OPTION"):
        tasks.evaluate("speakers", tmp_path, flatten=True)
    with pytest.raises(DetenteError, match="WRONG_OPTION"):
        tasks.evaluate("pages", tmp_path, models=tmp_path)
    with pytest.raises(DetenteError, match="WRONG_OPTION"):
        tasks.evaluate("statements", tmp_path, model=tmp_path)
    with pytest.raises(DetenteError, match="MODEL_MISSING"):
        tasks.evaluate("events", tmp_path, model=tmp_path)
    for task in tasks.TASKS:
        with pytest.raises(DetenteError, match="DATA_"):
            tasks.evaluate(task, tmp_path)

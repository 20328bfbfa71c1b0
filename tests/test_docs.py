"""docs/commands.md says everything: each command and option is there, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from detente.cli import cli

PAGE = (Path(__file__).parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")
COMMON, *SECTIONS = PAGE.split("\n## detente ")
BY_COMMAND = {section.split("\n", 1)[0]: section for section in SECTIONS}


def options(command: click.Command) -> set[str]:
    """The long names of a command's options, and for a group those of its commands."""
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return {
        name
        for member in (command, *(inner if command is not cli else ()))
        for parameter in member.params
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }


def test_every_command_has_its_section_in_order() -> None:
    assert list(BY_COMMAND) == list(cli.commands)
    assert all(f"detente {name}" in COMMON for name in cli.commands)
    assert options(cli) - {name for name in options(cli) if f"`{name}`" in COMMON} <= {"--version"}
    assert "`detente --version`" in COMMON


@pytest.mark.parametrize("name", cli.commands)
def test_every_option_is_in_the_table_of_its_command(name: str) -> None:
    section = BY_COMMAND[name]
    table = "\n".join(re.findall(r"^\| .*$", section, re.MULTILINE))
    documented = set(
        re.findall(r"`(--[a-z-]+)", "\n".join(re.findall(r"^\| (`.*?) \|", table, re.M)))
    )
    assert documented == options(cli.commands[name]) - {"--debug"}


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_is_shown_at_work_and_has_its_counterpart_in_python(name: str) -> None:
    section = BY_COMMAND[name]
    assert re.search(rf"```console\n\$ detente {name}\b.*\n(?!```)", section)
    assert "From Python: `" in section

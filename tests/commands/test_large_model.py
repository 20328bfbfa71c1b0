"""``--model`` as a process: what reads, and what is said where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tiny_large import TYPE, write_large

ATTACK = "Rebel fighters attacked the army base near the river on Monday."
PAIR = "<s>Rebel fighters</s> attacked <t>the army base</t> near the river."


def program(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    environment = {**os.environ, **variables}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_large(tmp_path_factory.mktemp("models") / "large")


def test_read_with_the_large_model_by_its_name(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"The river front\n\n{ATTACK} {ATTACK}\n")
    ledger = tmp_path / "l.detente"
    arguments = ("read", tmp_path / "page.txt", "--ledger", ledger, "--model", "large")
    done = program(*arguments, DETENTE_MODELS=str(folder.parent))
    assert done.returncode == 0, done.stderr
    rows = json.loads(program("events", "--ledger", ledger, "--json").stdout)
    assert {row["type"] for row in rows} == {TYPE}


def test_evaluate_with_the_large_model_in_a_folder(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "plv.tsv"
    table.write_text(f"marked_sentence\tgold_root\tgold_penta\n{PAIR}\tSANCTION\t4\n")
    command = ("evaluate", "event-types", table, "--json")
    for done, right in ((program(*command), 0.0), (program(*command, "--model", folder), 1.0)):
        assert json.loads(done.stdout)["scores"]["root_accuracy"] == right


@pytest.mark.parametrize("command", ["read --ledger l.detente", "evaluate events"])
def test_without_one_it_says_how_to_get_it(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(ATTACK)
    place = tmp_path / "models"
    arguments = (*command.split(), "page.txt", "--model", "large")
    done = program(*arguments, DETENTE_MODELS=str(place))
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"[MODEL_MISSING] There are no weights in {place / 'large'}.")
    assert "training/README.md" in line

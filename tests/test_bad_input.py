"""Hostile and broken input is read or rejected, within seconds and well under a gigabyte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import hostile
from detente.document import RawPage
from detente.sources import read_sources

# CPU time, with room for slow machines: most take less than a tenth of a second.
SECONDS = 8.0
MEGABYTES = 900


Reports = tuple[dict[str, tuple[list[str], float]], int]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """What one process made of all hostile inputs, in which CPU time, and its peak memory."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in hostile.HOSTILE:
        hostile.made(folder, name)
    done = subprocess.run(
        [sys.executable, hostile.__file__, folder],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    for path in folder.iterdir():
        path.unlink()
    *lines, peak = done.stdout.splitlines()
    rows = map(json.loads, lines)
    return {name: (found, seconds) for name, found, seconds in rows}, int(peak)


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_hostile_input_is_read_or_rejected_quickly(reports: Reports, name: str) -> None:
    found, seconds = reports[0][name]
    assert found == [hostile.HOSTILE[name][1]]
    assert seconds < SECONDS


def test_memory_stays_low(reports: Reports) -> None:
    assert reports[1] < MEGABYTES


def test_the_rest_of_a_batch_is_read(tmp_path: Path) -> None:
    names = ["empty.html", "picture.html", "nested 50000.html", "attributes.html"]
    for name in names:
        hostile.made(tmp_path, name)
    (tmp_path / "broken.jsonl").write_bytes(
        b'{"text": "one"}\n' * 6 + b'{"text": \n' + b'{"text": "two \xff"}\n'
    )
    (tmp_path / "utf-8.txt").write_bytes("Zürich, Köln, \xff".encode("latin-1") + "Zürich".encode())
    found = list(read_sources([tmp_path]))
    pages = [item.locator.rpartition("/")[2] for item in found if isinstance(item, RawPage)]
    lines = [f"broken.jsonl#{n}" for n in (1, 2, 3, 4, 5, 6, 8)]
    assert pages == ["attributes.html", *lines, "nested 50000.html", "utf-8.txt"]
    rejected = [item.locator for item in found if not isinstance(item, RawPage)]
    assert [name.rpartition("/")[2] for name in rejected] == [
        "broken.jsonl#7",
        "empty.html",
        "picture.html",
    ]

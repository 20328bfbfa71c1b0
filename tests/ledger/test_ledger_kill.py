"""A writer killed at random moments and started again ends with the same ledger."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_readings import at, cut, indexes_are_whole, page

from detente.ledger import Ledger
from detente.record import Reading

PAGES = 150
KILLS = 10


def pages() -> list[Reading]:
    """Pages with copies and shortened copies among them."""
    made = []
    for seed in range(PAGES):
        reading = page(seed)
        made.append(reading)
        if seed % 5 == 0:
            made.append(at(reading, f"copies/{seed}.html", publisher="The Copy"))
        if seed % 7 == 0:
            made.append(cut(reading, [2, 5], f"cut/{seed}.html"))
    return made


def old_pages() -> list[Reading]:
    """What stood at the place of every third page before."""
    return [page(1000 + seed, page(seed).document.locator) for seed in range(0, PAGES, 3)]


def run(path: str) -> None:
    """Add all pages that are not known, as a run does."""
    with Ledger(path, create=True) as ledger:
        print("open", flush=True)
        for reading in pages():
            document = reading.document
            if not ledger.known(document.locator, document.fingerprint, "1"):
                ledger.add(reading, "1")
    print("done", flush=True)


def start(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, __file__, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def killed_runs(path: Path, seconds: float) -> int:
    """Start ``KILLS`` runs and kill each at a random moment; returns how many were cut off."""
    chance = random.Random(11)
    cut_off = 0
    for number in range(KILLS):
        process = start(path)
        assert process.stdout is not None
        # the first three die before or while they open the file, the others while they write
        if number > 2:
            process.stdout.readline()
        time.sleep(chance.random() * (2 * seconds / KILLS if number > 2 else 0.3))
        process.kill()
        output, _ = process.communicate()
        cut_off += b"done" not in output
        if number > 2:
            with Ledger(path) as ledger:
                indexes_are_whole(ledger)
    return cut_off


@pytest.mark.parametrize("changed", [False, True], ids=["new ledger", "changed pages"])
def test_a_killed_writer_resumes_to_the_same_ledger(tmp_path: Path, changed: bool) -> None:
    whole, killed = tmp_path / "whole.detente", tmp_path / "killed.detente"
    if changed:
        with Ledger(whole, create=True) as ledger:
            for reading in old_pages():
                ledger.add(reading, "1")
        shutil.copy(whole, killed)
    began = time.perf_counter()
    run(str(whole))
    assert killed_runs(killed, time.perf_counter() - began) >= KILLS // 2
    output, errors = start(killed).communicate()
    assert b"done" in output, errors.decode()
    with Ledger(whole) as one, Ledger(killed) as other:
        indexes_are_whole(other)
        assert other.counts() == one.counts()
        assert list(other.dump_rows()) == list(one.dump_rows())


if __name__ == "__main__":
    run(sys.argv[1])

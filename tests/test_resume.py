"""A run killed at any moment is resumed, and its ledger equals that of a run never killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from detente.ledger import Ledger

KILLS = 50
PAGES = 16
CORPUS = Path(__file__).parent / "corpus"

# One process loads the program and forks a reader for each run, so that a run starts at once. A
# run that ends before its kill has read everything: the next one begins with another ledger.
NURSERY = """
import os, random, signal, sys, time
from pathlib import Path
from detente import pipeline
from detente.ledger import Ledger

folder, pages, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
rng = random.Random(7)
number, done = 0, 0

def run(path):
    with Ledger(path, create=True) as ledger:
        pipeline.read([pages], ledger)

while done < kills:
    child = os.fork()
    if child == 0:
        run(folder / f"killed-{number}.detente")
        os._exit(0)
    time.sleep(rng.uniform(0.0, 1.2))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        done += 1
    else:
        assert os.WEXITSTATUS(status) == 0
        number += 1
run(folder / f"killed-{number}.detente")
run(folder / "whole.detente")
"""


def rows(ledger: Path) -> list[tuple[str, tuple[object, ...]]]:
    with Ledger(ledger) as opened:
        return list(opened.dump_rows())


def test_a_run_killed_at_fifty_moments_ends_as_one_never_killed(tmp_path: Path) -> None:
    pages, ledgers = tmp_path / "pages", tmp_path / "ledgers"
    pages.mkdir()
    ledgers.mkdir()
    for path in sorted(CORPUS.glob("*.txt"))[:PAGES]:
        (pages / path.name).write_bytes(path.read_bytes())
    arguments = [sys.executable, "-c", NURSERY, str(ledgers), str(pages), str(KILLS)]
    subprocess.run(arguments, check=True, timeout=400)
    whole = rows(ledgers / "whole.detente")
    assert sum(table == "documents" for table, _ in whole) == PAGES
    killed = sorted(ledgers.glob("killed-*.detente"))
    assert killed
    for ledger in killed:
        assert rows(ledger) == whole

"""How fast a large ledger answers: ``python -m benchmarks.ledger [--statements 10000 100000]``.

Ledgers of made-up rows are asked for ``relations`` and ``brief``, each in a process of its own, as
from the command line. Printed are seconds on the clock, seconds of the processor and the most
memory a process held, then how much more of each the next larger ledger needs. Machines differ and
are noisy: compare processor time and the ratios of one run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_ledger import make_ledger

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = {
    "relations": ("relations", "USA", "RUS", "--json"),
    "brief": ("brief", "USA", "RUS", "--format", "json"),
}


class Cost(NamedTuple):
    """What a process took: seconds on the clock and of the processor, MiB of memory at its peak."""

    wall: float
    processor: float
    memory: float


def cost_of(arguments: Sequence[str], compiled: Path) -> Cost:
    """Run the program once, its modules compiled to a folder as an installed program's are.

    Raises:
        RuntimeError: where it fails.
    """
    settings = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "detente", *arguments]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=settings) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode != 0:
        raise RuntimeError(f"detente {' '.join(arguments)} ended with {process.returncode}")
    # Linux counts in KiB, macOS in bytes
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def measure(statements: int, folder: Path, repeat: int) -> dict[str, Cost]:
    """Question → its least cost of some runs on a new ledger, which is removed again."""
    path = folder / f"{statements}.detente"
    # in a process of its own: those that are measured begin with the peak memory of this one
    maker = get_context("spawn").Process(target=make_ledger, args=(path, statements))
    maker.start()
    maker.join()
    if maker.exitcode != 0:
        raise RuntimeError(f"The ledger of {statements} statements could not be made.")
    print(f"{statements} statements: {path.stat().st_size / 2**20:.0f} MiB", flush=True)
    try:
        return {
            name: min(
                (cost_of([*question, "--ledger", str(path)], folder) for _ in range(repeat)),
                key=lambda cost: cost.processor,
            )
            for name, question in QUESTIONS.items()
        }
    finally:
        path.unlink()


def main() -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, nargs="+", default=SIZES, help="sizes of ledgers")
    parser.add_argument("--repeat", type=int, default=2, help="runs, of which the least counts")
    parser.add_argument("--folder", type=Path, help="where the ledgers are made for a while")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        costs = {
            size: measure(size, Path(scratch), options.repeat)
            for size in sorted(options.statements)
        }
    print(f"\n{'question':<10}{'statements':>12}{'wall s':>9}{'cpu s':>9}{'MiB':>7}")
    for name in QUESTIONS:
        for size, found in costs.items():
            cost = found[name]
            print(f"{name:<10}{size:>12}{cost.wall:>9.2f}{cost.processor:>9.2f}{cost.memory:>7.0f}")
    for name in QUESTIONS:
        for (small, one), (large, other) in pairwise(costs.items()):
            wall, processor, memory = (
                after / before for before, after in zip(one[name], other[name], strict=True)
            )
            print(
                f"{name}: {large / small:.0f} times the statements take {wall:.1f} times the wall"
                f" time, {processor:.1f} the processor's, {memory:.1f} the memory"
            )


if __name__ == "__main__":
    main()

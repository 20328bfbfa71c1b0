"""Score the shipped weights on gold and compare with the pinned floors in ``floors.toml``.

``python -m evals.floors FOLDER``; FOLDER holds ``polnear/dev``, ``pages``, ``plover``,
``factuality`` and ``actors``. Gold of our own needs no folder. Exit 1 if a score is under its
floor; floors may rise, and fall only with a reason.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from detente.evaluation.tasks import evaluate
from evals.split import write_dev

HERE = Path(__file__).resolve().parent
_LESS_IS_BETTER = frozenset({"mae", "wrong", "wrong_state", "author_as_own", "calibrated_wrong"})


def main() -> int:
    """Run each pinned evaluation; print it as a JSON line, and what is under its floor."""
    floors: list[dict[str, Any]] = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["eval"]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    missed = 0
    bases = {"project": HERE.parent}
    with tempfile.TemporaryDirectory() as scratch:
        if folder:
            bases |= {"data": folder, "split": Path(scratch)}
            write_dev(folder, bases["split"])
        for entry in floors:
            if entry["base"] in bases:
                missed += _check(entry, bases[entry["base"]])
            else:
                print(f"skipped: {entry['data']} needs FOLDER", file=sys.stderr)
    return 1 if missed else 0


def _check(entry: dict[str, Any], base: Path) -> int:
    """Run one entry; returns how many of its scores are under their floor."""
    report = evaluate(entry["task"], base / entry["data"], flatten=entry.get("flatten", False))
    print(json.dumps(report), flush=True)
    missed = 0
    for name, floor in entry["floors"].items():
        score = report["scores"][name]
        # an error, and the share of what is wrong, must not rise
        if score > floor if name in _LESS_IS_BETTER else score < floor:
            missed += 1
            print(f"MISSED: {entry['data']} {name} {score:.4f}, floor {floor}", file=sys.stderr)
    return missed


if __name__ == "__main__":
    sys.exit(main())

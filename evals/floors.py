"""Score the shipped weights on gold and compare with the pinned floors in ``floors.toml``.

``python -m evals.floors FOLDER``; FOLDER holds ``polnear/dev`` and ``pages``. Gold of our own needs
no folder. Exit 1 if a score is under its floor; floors may rise, and fall only with a reason.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from detente.evaluation.tasks import evaluate

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run each pinned evaluation; print it as a JSON line, and what is under its floor."""
    floors: list[dict[str, Any]] = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["eval"]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    missed = 0
    for entry in floors:
        if entry["base"] == "data" and folder is None:
            print(f"skipped: {entry['data']} needs FOLDER", file=sys.stderr)
            continue
        base = folder if entry["base"] == "data" and folder else HERE.parent
        report = evaluate(entry["task"], base / entry["data"], flatten=entry.get("flatten", False))
        print(json.dumps(report))
        for name, floor in entry["floors"].items():
            if report["scores"][name] < floor:
                missed += 1
                score = report["scores"][name]
                print(f"UNDER: {entry['data']} {name} {score:.4f} < {floor}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

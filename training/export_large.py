"""Write a checkpoint of the large pair head as the folder that ``--model`` takes.

``lower.onnx`` is MPNet's embedding and lower half, ``pairs.onnx`` the types that the trained upper
half gives a pair, with ``manifest.json`` beside them. But for the word table they are no int8,
which costs this network 1.7 points of root macro-F1: who takes it has the room.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from training.event_teacher import LargeLower, LargePairHead, load_large
from training.export import WordEmbedding, write_network, write_pairs
from training.manifest import record_hashes
from training.mpnet import HIDDEN


def export_large(lower: LargeLower, head: LargePairHead, folder: Path) -> None:
    """Write both networks and their hashes to a folder."""
    words = lower.embedding.word.weight.detach()
    lower.embedding.word = WordEmbedding(words, range(len(words)), 0)
    example = torch.ones(2, 16, dtype=torch.long)
    write_network(
        lower.eval(),
        (example, example),
        ["ids", "mask"],
        {"hidden": {0: "windows", 1: "pieces"}},
        folder / "lower.onnx",
        whole=True,
    )
    write_pairs(head.eval(), HIDDEN, folder / "pairs.onnx")
    write_calibration(folder, [])
    record_hashes(folder, ("lower.onnx", "pairs.onnx"))


def write_calibration(folder: Path, coefficients: Sequence[float]) -> None:
    """Write the bias and slope of the confidence of events, or that there are none yet."""
    text = json.dumps(coefficients) + "\n"
    (folder / "calibration.json").write_text(text, encoding="utf-8")
    record_hashes(folder, ["calibration.json"])


def main() -> None:
    """Parse arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="checkpoint of the large pair head")
    parser.add_argument("--large", type=Path, required=True, help="folder of MPNet-base")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    lower, head = load_large(options.large)
    head.load_state_dict(torch.load(options.pairs, weights_only=True))
    export_large(lower, head, options.out)


if __name__ == "__main__":
    main()

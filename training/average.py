"""Average checkpoints: ``python -m training.average OUT CHECKPOINT…``."""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main() -> None:
    """Write the mean of the checkpoints' weights (Izmailov et al. 2018)."""
    out, *paths = map(Path, sys.argv[1:])
    states = [torch.load(path, weights_only=True) for path in paths]
    mean = {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}
    torch.save(mean, out)


if __name__ == "__main__":
    main()

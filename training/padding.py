"""Rows of unlike length as one tensor."""

from __future__ import annotations

from collections.abc import Sequence, Sized

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def pad(rows: Sequence[NDArray[np.int64]]) -> Tensor:
    """Rows of unlike length as one tensor, filled with zeros."""
    out = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return torch.from_numpy(out)


def pad_vectors(rows: Sequence[NDArray[np.float16]]) -> Tensor:
    """Rows of vectors as one tensor, filled with zeros."""
    out = np.zeros((len(rows), max(map(len, rows)), rows[0].shape[1]), dtype=np.float32)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return torch.from_numpy(out)


def mask_of(rows: Sequence[Sized]) -> Tensor:
    """1 where padded rows hold something, 0 where they are filled."""
    return pad([np.ones(len(row), dtype=np.int64) for row in rows])

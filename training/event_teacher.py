"""The large pair head, on MPNet-base: the teacher of the small one, and a model of its own.

MPNet's lower half stays as it is and is run once; the actor and the recipient are marked where the
upper half begins. It reads the same windows: its vocabulary is BERT's, moved by four.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from detente.reading.windows import Window
from training.event_features import half
from training.event_model import PairHead, attention_bias
from training.event_pairs import Item, collate, length_of
from training.mpnet import HIDDEN, LAYERS, Embedding, block, buckets, load_base
from training.padding import mask_of, pad
from training.stepping import mixed_precision

FIXED = 6
# BERT's [PAD], [CLS] and [SEP] are MPNet's <pad>, <s> and </s>; all other pieces move by four
_SPECIAL = {0: 1, 101: 0, 102: 2}
_MOVED = 4


class LargeLower(nn.Module):
    """MPNet's embedding and lower half: the pieces of windows to vectors [b, n, 768]."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = Embedding()
        self.relative = nn.Embedding(32, 12)
        self.blocks = nn.ModuleList(block(0.0) for _ in range(FIXED))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        moved = ids + _MOVED
        for theirs, ours in _SPECIAL.items():
            moved = torch.where(ids == theirs, torch.full_like(ids, ours), moved)
        x = self.embedding(moved)
        bias = attention_bias(mask, x) + near(self.relative, ids.shape[1])
        for layer in self.blocks:
            x = layer(x, bias)
        return x

    def run(self, windows: Sequence[Window]) -> NDArray[np.float16]:
        """The output for windows, padded."""
        ids = pad([window.ids for window in windows])
        mask = mask_of(windows)
        with torch.no_grad(), mixed_precision():
            return half(self(ids, mask))


class LargePairHead(PairHead):
    """The pair head on MPNet's upper half, with its bias for the distance of two pieces."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__((block(dropout) for _ in range(LAYERS - FIXED)), HIDDEN, dropout)
        self.relative = nn.Embedding(32, 12)

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        return attention_bias(mask, like) + near(self.relative, mask.shape[1])


def near(relative: nn.Embedding, length: int) -> Tensor:
    """MPNet's bias for the distance of two pieces [1, heads, n, n]."""
    bias: Tensor = relative(buckets(length)).permute(2, 0, 1)[None]
    return bias


def load_large(base: Path) -> tuple[LargeLower, LargePairHead]:
    """MPNet's halves, the upper one with fresh heads."""
    lower, head = LargeLower(), LargePairHead()
    load_base(
        base / "model.safetensors",
        lower.embedding,
        lower.relative,
        nn.ModuleList([*lower.blocks, *head.blocks]),
    )
    head.relative.load_state_dict(lower.relative.state_dict())
    head.relative.weight.requires_grad = False
    return lower.eval(), head


def shares(head: PairHead, items: Sequence[Item]) -> list[NDArray[np.float32]]:
    """A head's shares of types and no event for marked pairs, in order."""
    order = sorted(range(len(items)), key=lambda index: length_of(items[index]))
    result = [np.zeros(0, dtype=np.float32)] * len(items)
    head.eval()
    for low in range(0, len(order), 32):
        group = order[low : low + 32]
        with torch.no_grad(), mixed_precision():
            types = head(*collate([items[index] for index in group]))[0].float()
        for row, index in enumerate(group):
            result[index] = functional.softmax(types[row], dim=0).numpy()
    return result

"""The frame head on the shared encoder, in PyTorch: positions, linkages, forecasts, issues and the
agreement of two goals. Needs the extra ``train``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from detente.reading.frame_labels import (
    AGREEMENTS,
    ANCHOR_COLUMNS,
    ANCHORS,
    CLASS_COLUMNS,
    EDGES,
    KINDS,
    ROLES,
    SELF_STATED,
    SLOT_COLUMNS,
    STANCES,
    STEP_COLUMNS,
)
from training.event_features import Features
from training.event_model import FIRST, HEADS, SHARED, attention_bias, mean_over
from training.event_pairs import collate
from training.model import HIDDEN, LAYERS, Block, Encoder
from training.stepping import mixed_precision

UNKNOWN = -100
# what a rare sort of answer weighs beside the tags
_ISSUE_WEIGHT, _CLASS_WEIGHT, _AGREEMENT_WEIGHT = 20.0, 0.5, 1.0


class FrameHead(nn.Module):
    """What a text says with some pieces marked by ``roles`` (0: nothing is marked).

    It reads the first block's output [b, n, 384] and, after it, what the heads of attributions and
    mentions say of each piece [b, n, 280], which is added with the roles above its lower blocks.

    Returned are scores a piece of anchors and steps [b, n, 16], of slots [b, n, 15] and of issues
    [b, n, issues], to be averaged over a passage; and a text's classes [b, 14] and the agreement of
    two goals [b, 4].
    """

    def __init__(self, issues: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.role = nn.Embedding(ROLES, HIDDEN)
        nn.init.normal_(self.role.weight, std=0.02)
        with torch.no_grad():
            self.role.weight[0] = 0
        # from zero, so that training begins at the encoder's output alone
        self.heads = nn.Linear(HEADS, HIDDEN)
        nn.init.zeros_(self.heads.weight)
        nn.init.zeros_(self.heads.bias)
        self.norm = nn.LayerNorm(HEADS)
        self.below = nn.ModuleList(Block(dropout) for _ in range(SHARED - FIRST))
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS - SHARED))
        self.anchors = nn.Linear(HIDDEN, ANCHOR_COLUMNS + STEP_COLUMNS)
        self.slots = nn.Linear(HIDDEN, SLOT_COLUMNS)
        self.issues = nn.Linear(HIDDEN, issues)
        # few issues are those of a text
        nn.init.constant_(self.issues.bias, -4.0)
        self.classes = nn.Linear(2 * HIDDEN, CLASS_COLUMNS)
        self.agreement = nn.Linear(4 * HIDDEN, len(AGREEMENTS))
        self.dropout = nn.Dropout(dropout)

    def begin_at(self, encoder: Encoder) -> None:
        """Begin with the encoder's blocks but the first."""
        for mine, theirs in zip([*self.below, *self.blocks], encoder.blocks[FIRST:], strict=True):
            mine.load_state_dict(theirs.state_dict())

    def forward(self, x: Tensor, roles: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        x, heads = x[..., :HIDDEN], x[..., HIDDEN:]
        bias = attention_bias(mask, x)
        for block in self.below:
            x = block(x, bias)
        x = x + self.heads(self.norm(heads)) + self.role(roles)
        for block in self.blocks:
            x = block(x, bias)
        x = self.dropout(x)
        goals = len(ANCHORS) + 1
        marked = (roles > 0) & (roles < goals)
        one, other = mean_over(x, roles == goals), mean_over(x, roles == goals + 1)
        pair = torch.cat([one, other, one * other, (one - other).abs()], dim=1)
        classes = self.classes(torch.cat([mean_over(x, mask), mean_over(x, marked)], dim=1))
        return self.anchors(x), self.slots(x), self.issues(x), classes, self.agreement(pair)


@dataclass(frozen=True, slots=True)
class Item:
    """A text's features with what is known of it.

    ``roles`` [n]; ``anchors`` [n, 4] (the last column: steps) and ``slots`` [n, 5] hold the label
    of each piece, UNKNOWN on what is not asked; so do the classes. ``issues`` is 1 or 0 for each
    issue, or None.
    """

    features: Features
    roles: NDArray[np.int64]
    anchors: NDArray[np.int64] | None = None
    slots: NDArray[np.int64] | None = None
    stance: int = UNKNOWN
    own: int = UNKNOWN
    kind: int = UNKNOWN
    valid: int = UNKNOWN
    issues: NDArray[np.float32] | None = None
    agreement: int = UNKNOWN
    weight: float = 1.0


def loss_of(head: FrameHead, items: Sequence[Item]) -> Tensor:
    """The mean over items of what each can say."""
    hidden, roles, mask = collate(items)
    with mixed_precision():
        outputs = head(hidden, roles, mask)
    anchors, slots, issues, classes, agreement = (output.float() for output in outputs)
    loss = _tag_losses(
        [anchors[..., low : low + EDGES] for low in range(0, ANCHOR_COLUMNS, EDGES)]
        + [anchors[..., ANCHOR_COLUMNS:]],
        [item.anchors for item in items],
    )
    loss = loss + _tag_losses(
        [slots[..., low : low + EDGES] for low in range(0, SLOT_COLUMNS, EDGES)],
        [item.slots for item in items],
    )
    loss = loss + _CLASS_WEIGHT * _class_losses(items, classes)
    loss = loss + _ISSUE_WEIGHT * _issue_losses(items, issues, mask)
    agreed = torch.tensor([item.agreement for item in items])
    loss = loss + _AGREEMENT_WEIGHT * _one_of(agreement, agreed)
    return (loss * torch.tensor([item.weight for item in items])).mean()


def _tag_losses(scores: Sequence[Tensor], labels: Sequence[NDArray[np.int64] | None]) -> Tensor:
    """The sum over columns of each item's tag loss [b]; a column of labels for each of scores."""
    rows, width, _ = scores[0].shape
    padded = np.full((rows, width, len(scores)), UNKNOWN, dtype=np.int64)
    for row, label in enumerate(labels):
        if label is not None:
            padded[row, : len(label)] = label
    gold = torch.from_numpy(padded)
    total = torch.zeros(rows)
    for column, score in enumerate(scores):
        losses = functional.cross_entropy(
            score.transpose(1, 2), gold[..., column], ignore_index=UNKNOWN, reduction="none"
        )
        known = (gold[..., column] != UNKNOWN).sum(1)
        # a long text is worth more than a short one, but less than its length
        total = total + losses.sum(1) / known.clamp_min(1).sqrt()
    return total


def _class_losses(items: Sequence[Item], classes: Tensor) -> Tensor:
    low, total = 0, torch.zeros(len(items))
    for size, labels in (
        (len(STANCES), [item.stance for item in items]),
        (len(SELF_STATED), [item.own for item in items]),
        (len(KINDS), [item.kind for item in items]),
    ):
        total = total + _one_of(classes[:, low : low + size], torch.tensor(labels))
        low += size
    valid = torch.tensor([item.valid for item in items])
    losses = functional.binary_cross_entropy_with_logits(
        classes[:, -1], valid.clamp_min(0).float(), reduction="none"
    )
    return total + losses * (valid != UNKNOWN)


def _issue_losses(items: Sequence[Item], scores: Tensor, mask: Tensor) -> Tensor:
    weight = mask.float()
    mean = (scores * weight[..., None]).sum(1) / weight.sum(1, keepdim=True)
    gold = np.zeros(mean.shape, dtype=np.float32)
    for row, item in enumerate(items):
        if item.issues is not None:
            gold[row] = item.issues
    losses = functional.binary_cross_entropy_with_logits(
        mean, torch.from_numpy(gold), reduction="none"
    )
    known = torch.tensor([float(item.issues is not None) for item in items])
    return losses.mean(1) * known


def _one_of(scores: Tensor, labels: Tensor) -> Tensor:
    """The loss of each row's class, 0 where it is unknown."""
    return functional.cross_entropy(
        scores, labels, ignore_index=UNKNOWN, reduction="none", label_smoothing=0.05
    )

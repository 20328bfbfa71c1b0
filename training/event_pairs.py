"""Train the pair head: types, modes, triggers, modality and certainty."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from detente.document import Span
from detente.reading.event_labels import CODES, MODALITIES, TYPES
from training.event_data import PairExample, WordExample
from training.event_features import Features, pad
from training.event_model import PairHead
from training.stepping import Stepper

BATCH = 32
_MODES_OF = {
    type_: [index for index, (of, _) in enumerate(CODES) if of == type_] for type_ in TYPES
}


@dataclass(frozen=True, slots=True)
class Item:
    """An example with its features."""

    features: Features
    pair: PairExample | None = None
    words: WordExample | None = None

    def roles(self) -> NDArray[np.int64]:
        """0, 1 on the actor, 2 on the recipient, a piece."""
        roles = pair_roles(self.features, self.pair) if self.pair else None
        return np.zeros(len(self.features.start), dtype=np.int64) if roles is None else roles


def pair_roles(features: Features, pair: PairExample) -> NDArray[np.int64] | None:
    """0, 1 on the actor, 2 on the recipient, a piece; None where a party holds no piece."""
    roles = np.zeros(len(features.start), dtype=np.int64)
    for value, span in ((1, pair.actor), (2, pair.recipient)):
        if span:
            inside = features.pieces(span)
            if not len(inside):
                return None
            roles[inside] = value
    return roles


def collate(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """Hidden vectors, roles and mask of a batch, padded."""
    width = max(len(item.features.start) for item in items)
    hidden = np.zeros((len(items), width, items[0].features.hidden.shape[1]), dtype=np.float32)
    for row, item in enumerate(items):
        hidden[row, : len(item.features.hidden)] = item.features.hidden
    roles = pad([item.roles() for item in items])
    mask = pad([np.ones(len(item.features.start), dtype=np.int64) for item in items])
    return torch.from_numpy(hidden), roles, mask


def loss_of(head: PairHead, items: Sequence[Item]) -> Tensor:
    """The sum of what each item can say: its type, mode, trigger, modality or certainty."""
    hidden, roles, mask = collate(items)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = head(hidden, roles, mask)
    types, modes, triggers, modalities = (output.float() for output in outputs)
    triggers = triggers.masked_fill(mask[:, :, None] == 0, -1e4)
    losses = []
    for row, item in enumerate(items):
        if item.pair:
            losses += _pair_losses(item, types[row], modes[row], triggers[row], modalities[row])
        if item.words:
            losses += word_losses(item.features, item.words, modalities[row])
    return torch.stack(losses).sum() / len(items)


def _pair_losses(
    item: Item, types: Tensor, modes: Tensor, triggers: Tensor, modalities: Tensor
) -> list[Tensor]:
    pair = item.pair
    assert pair is not None
    losses = [type_loss(pair, types)]
    if pair.shares:
        return losses
    if pair.trigger:
        inside = item.features.pieces(pair.trigger)
        if len(inside):
            of = pair.types[0]
            for column, piece in ((of, inside[0]), (len(TYPES) + of, inside[-1])):
                losses.append(0.3 * -functional.log_softmax(triggers[:, column], dim=0)[int(piece)])
            if pair.modality is not None:
                losses.append(0.5 * class_loss(modalities[torch.from_numpy(inside)], pair.modality))
    if pair.mode is not None:
        losses.append(mode_loss(pair.types[0], pair.mode, modes))
    return losses


def type_loss(pair: PairExample, types: Tensor) -> Tensor:
    """How far the scores of the types are from a teacher's shares, or from the types it may be."""
    logs = functional.log_softmax(types, dim=0)
    if pair.shares:
        return -(torch.tensor(pair.shares) * logs).sum() * pair.weight
    right = torch.logsumexp(logs[list(pair.types)], dim=0)
    # label smoothing (Szegedy et al. 2016)
    return -(0.95 * right + 0.05 * logs.mean()) * pair.weight


def mode_loss(type: int, mode: str, modes: Tensor) -> Tensor:
    """How far the scores of a type's modes are from one of them; the empty one is none."""
    of_type = _MODES_OF[TYPES[type]]
    code = CODES.index((TYPES[type], mode or None))
    return -0.2 * functional.log_softmax(modes[of_type], dim=0)[of_type.index(code)]


def class_loss(vectors: Tensor, modality: int) -> Tensor:
    """How far the mean over a trigger's pieces is from a class of modality."""
    return functional.cross_entropy(
        vectors.mean(0)[None, : len(MODALITIES)], torch.tensor([modality]), label_smoothing=0.05
    )


def word_losses(features: Features, words: WordExample, modalities: Tensor) -> list[Tensor]:
    """For each word of known certainty or modality, how far a piece's scores are from it."""
    losses = []
    for span, value in words.targets:
        inside = torch.from_numpy(features.pieces(span))
        if not len(inside):
            continue
        if words.classes:
            losses.append(0.8 * class_loss(modalities[inside], int(value)))
        else:
            certainty = modalities[inside].mean(0)[-1]
            losses.append(0.6 * functional.smooth_l1_loss(certainty, torch.tensor(value)))
    return losses


def train_pairs(
    head: PairHead,
    pools: Sequence[Sequence[Item]],
    rate: float,
    seed: int,
    checkpoint: Path,
) -> None:
    """Train an epoch on each pool; the moving average of the weights is saved after each."""
    rng = random.Random(seed)
    new = ("role", "types", "modes", "triggers", "modalities")
    named = [(n, p) for n, p in head.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if not n.startswith(new)], "lr": rate},
        {"params": [p for n, p in named if n.startswith(new)], "lr": rate * 5},
    ]
    steps = sum(len(_batches(pool, rng)) for pool in pools)
    stepper = Stepper(head, groups, steps)
    began = time.time()
    for number, pool in enumerate(pools, start=1):
        head.train()
        losses = [stepper.step(loss_of(head, batch)) for batch in _batches(pool, rng)]
        print(f"epoch {number} loss {np.mean(losses):.4f} {time.time() - began:.0f}s", flush=True)
        torch.save(stepper.average.state_dict(), checkpoint)


def _batches(items: Sequence[Item], rng: random.Random) -> list[list[Item]]:
    """Batches of sentences of like length. Each is of one kind: in a mixed one the many words of
    known certainty drowned the few pairs."""
    batches = []
    for kind in (True, False):
        mine = [item for item in items if (item.pair is None) == kind]
        mine.sort(key=lambda item: len(item.features.start) + rng.random() * 10)
        batches += [mine[low : low + BATCH] for low in range(0, len(mine), BATCH)]
    rng.shuffle(batches)
    return batches


def spans_inside(features: Features, spans: Sequence[Span | None]) -> bool:
    """True if each span that is given holds a piece."""
    return all(span is None or len(features.pieces(span)) for span in spans)

"""Train the pair head: types, modes, triggers, modality and certainty."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from detente.reading.event_labels import CODES, MODALITIES, TYPES
from training.event_data import PairExample, WordExample
from training.event_features import Features
from training.event_model import PairHead
from training.padding import mask_of, pad, pad_vectors
from training.stepping import Stepper, batches_of, groups_at, mixed_precision, train_epochs

BATCH = 32
_MODES_OF = {
    type_: [index for index, (of, _) in enumerate(CODES) if of == type_] for type_ in TYPES
}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with what is marked in it a piece (0: nothing), and what is known of it: of the
    marked pair, or of words.
    """

    features: Features
    roles: NDArray[np.int64]
    pair: PairExample | None = None
    words: WordExample | None = None


def pair_items(pairs: Iterable[PairExample], found: Mapping[str, Features]) -> list[Item]:
    """The pairs whose texts and parties are there; 1 marks the actor, 2 the recipient."""
    return [
        Item(features, roles, pair=pair)
        for pair in pairs
        if (features := found.get(pair.text)) is not None
        and (roles := _pair_roles(features, pair)) is not None
    ]


def word_items(words: Iterable[WordExample], found: Mapping[str, Features]) -> list[Item]:
    """The words whose texts are there; nothing is marked."""
    return [
        Item(features, np.zeros(len(features.start), dtype=np.int64), words=known)
        for known in words
        if (features := found.get(known.text)) is not None
    ]


def _pair_roles(features: Features, pair: PairExample) -> NDArray[np.int64] | None:
    """A piece at a time; None where a party holds no piece."""
    roles = np.zeros(len(features.start), dtype=np.int64)
    for value, span in ((1, pair.actor), (2, pair.recipient)):
        if span:
            inside = features.pieces(span)
            if not len(inside):
                return None
            roles[inside] = value
    return roles


class Marked(Protocol):
    """A text's features with what is marked in it."""

    @property
    def features(self) -> Features: ...

    @property
    def roles(self) -> NDArray[np.int64]: ...


def collate(items: Sequence[Marked]) -> tuple[Tensor, Tensor, Tensor]:
    """Hidden vectors, roles and mask of a batch, padded."""
    roles = [item.roles for item in items]
    return pad_vectors([item.features.hidden for item in items]), pad(roles), mask_of(roles)


def loss_of(head: PairHead, items: Sequence[Item]) -> Tensor:
    """The sum of what each item can say: its type, mode, trigger, modality or certainty."""
    hidden, roles, mask = collate(items)
    with mixed_precision():
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
            losses.append(0.5 * functional.mse_loss(certainty, torch.tensor(value)))
    return losses


def train_pairs(
    head: PairHead, pools: Sequence[Sequence[Item]], rate: float, seed: int, checkpoint: Path
) -> None:
    """Train an epoch on each pool; the moving average of the weights is saved after each."""
    rng = random.Random(seed)

    def batches(epoch: int) -> list[list[Item]]:
        return batches_of(pools[epoch], BATCH, length_of, lambda item: item.pair is None, rng)

    steps = sum(len(batches(epoch)) for epoch in range(len(pools)))
    stepper = Stepper(head, groups_at(head, rate, {"blocks": 1}, 5), steps)
    train_epochs(stepper, len(pools), batches, loss_of, checkpoint)


def length_of(item: Marked) -> int:
    """The number of pieces of an item's text."""
    return len(item.roles)

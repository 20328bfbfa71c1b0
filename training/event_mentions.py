"""Train the mention head: who may act in a sentence, by role, and where a trigger begins."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from detente.document import Span
from detente.reading.event_labels import MENTION_LABELS
from detente.reading.windows import Window, make_windows
from training.event_data import MentionExample
from training.event_features import run_both
from training.event_model import MentionHead
from training.model import Crf, Encoder
from training.padding import mask_of, pad, pad_vectors
from training.stepping import Stepper, batches_of, groups_at, mixed_precision, train_epochs

BATCH = 24
_UNMARKED = [MENTION_LABELS.index(name) for name in ("O", "B-other", "I-other")]


class MentionTagger(nn.Module):
    """The head and the CRF that decodes its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.head = MentionHead()
        self.crf = Crf(MENTION_LABELS)


@dataclass(frozen=True, slots=True)
class Item:
    """A window: shared and top vectors [n, 768], word beginnings, allowed labels, triggers.

    ``triggers`` is 1 where a trigger begins, 0 elsewhere, -1 where that is not known, a word.
    """

    hidden: NDArray[np.float16]
    words: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    triggers: NDArray[np.int64]


def items_of(
    encoder: Encoder, tokenizer: Tokenizer, examples: Sequence[MentionExample], rng: random.Random
) -> list[Item]:
    """Windows of one sentence, or of several as in a paragraph, with their labels."""
    pending: list[tuple[Window, list[tuple[MentionExample, int]]]] = []
    shuffled = list(examples)
    rng.shuffle(shuffled)
    place = 0
    while place < len(shuffled):
        size = 1 if rng.random() < 0.5 else rng.randint(2, 5)
        text, placed = "", []
        for example in shuffled[place : place + size]:
            placed.append((example, len(text)))
            text += example.text + " "
        place += size
        for window in make_windows(tokenizer, text, [Span(0, len(text) - 1)]):
            pending.append((window, placed))
    pending.sort(key=lambda item: len(item[0]))
    items = []
    for low in range(0, len(pending), 32):
        batch = pending[low : low + 32]
        shared, top = run_both(encoder, [window for window, _ in batch])
        hidden = np.concatenate([shared, top], axis=2)
        for row, (window, placed) in enumerate(batch):
            items.append(_item(window, placed, hidden[row, : len(window)]))
    return items


def _item(
    window: Window, placed: Sequence[tuple[MentionExample, int]], hidden: NDArray[np.float16]
) -> Item:
    words = np.flatnonzero(window.first)
    starts = window.start[words]
    allowed = np.zeros((len(words), len(MENTION_LABELS)), dtype=np.bool_)
    triggers = np.zeros(len(words), dtype=np.int64)
    for example, at in placed:
        mine = (starts >= at) & (starts < at + len(example.text))
        for label in [0] if example.whole else _UNMARKED:
            allowed[mine, label] = True
        triggers[mine] = 0 if example.whole else -1
        for role, span in example.mentions:
            inside = np.flatnonzero((starts >= at + span.start) & (starts < at + span.end))
            if len(inside):
                allowed[inside] = False
                allowed[inside, MENTION_LABELS.index(f"I-{role}")] = True
                allowed[inside[0]] = False
                allowed[inside[0], MENTION_LABELS.index(f"B-{role}")] = True
        for span in example.triggers:
            triggers[(starts >= at + span.start) & (starts < at + span.end)] = 1
    return Item(hidden, words, allowed, triggers)


def loss_of(tagger: MentionTagger, items: Sequence[Item]) -> Tensor:
    """CRF loss of the tags, and cross-entropy of the triggers where they are known."""
    hidden = [item.hidden for item in items]
    with mixed_precision():
        shared, top = pad_vectors(hidden).chunk(2, dim=2)
        tags, trigger = tagger.head(shared, top, mask_of(hidden))
    words = pad([item.words for item in items])
    word_mask = mask_of([item.words for item in items]).float()
    allowed = np.ones((*words.shape, len(MENTION_LABELS)), dtype=np.bool_)
    for row, item in enumerate(items):
        allowed[row, : len(item.words)] = item.allowed
    emissions = tags.gather(1, words[:, :, None].expand(-1, -1, tags.shape[2]))
    loss = tagger.crf.partial_loss(emissions, torch.from_numpy(allowed), word_mask)
    gold = pad([item.triggers for item in items])
    known = (gold >= 0) & (word_mask > 0)
    if known.any():
        begins = trigger.float().gather(1, words)[known]
        loss = loss + functional.binary_cross_entropy_with_logits(begins, gold[known].float())
    return loss


def train_mentions(
    tagger: MentionTagger,
    pools: Sequence[Sequence[Item]],
    epochs: int,
    rate: float,
    seed: int,
    checkpoint: Path,
) -> None:
    """Train for some epochs, one pool each in turn; the moving average of the weights is saved."""
    rng = random.Random(seed)

    def batches(epoch: int) -> list[list[Item]]:
        pool = pools[epoch % len(pools)]
        return batches_of(pool, BATCH, lambda item: len(item.hidden), lambda item: None, rng)

    steps = sum(-(-len(pools[epoch % len(pools)]) // BATCH) for epoch in range(epochs))
    stepper = Stepper(tagger, groups_at(tagger, rate, {"blocks": 1}, 10), steps)
    train_epochs(stepper, epochs, batches, loss_of, checkpoint)

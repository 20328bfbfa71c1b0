"""Train the event head: what a trigger tells of and who takes part, and the type of a pair."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from detente.document import Span
from detente.reading.event_labels import CODES, MODALITIES, NO_EVENT, PARTY_LABELS, TYPES
from detente.reading.windows import Window
from training.event_data import OwnSentence, WordExample
from training.event_features import Features, half, inputs_of
from training.event_model import EventHead
from training.event_pairs import (
    Item,
    class_loss,
    collate,
    length_of,
    mode_loss,
    type_loss,
    word_losses,
)
from training.export import SharedPass
from training.stepping import Stepper, batches_of, groups_at, mixed_precision, train_epochs

BATCH = 32
_ACTOR, _RECIPIENT, _TRIGGER = 1, 3, 3
# pieces from which a run would be asked about, and from which it is shown as no event
_ASKED, _NEARLY = 0.3, 0.03
# of the triggers of the gold, so many are marked as they would be found
_AS_FOUND = 0.6
_MOST_EMPTY = 2
# what a word's certainty weighs beside how far all else has moved
_CERTAINTY = 2.0
# of each output so many columns are classes; the last one of modality is certainty
_CLASSES = (len(TYPES) + 1, len(CODES), len(PARTY_LABELS), len(MODALITIES))
_ANY_WORD = 0.2


@dataclass(frozen=True, slots=True)
class TriggerItem:
    """A sentence with a marked trigger, its type or no event, and what is known of an event: its
    mode and modality, and who takes part, an index into PARTY_LABELS a piece.
    """

    features: Features
    roles: NDArray[np.int64]
    type: int
    mode: str | None = None
    parties: NDArray[np.int64] | None = None
    trigger: Span | None = None
    modality: int | None = None


def run_shared(shared_pass: SharedPass, windows: Sequence[Window]) -> NDArray[np.float16]:
    """The shared blocks' output for windows and, after it, what the heads say, padded."""
    with torch.no_grad(), mixed_precision():
        *heads, trigger, shared, _ = shared_pass(*inputs_of(windows))
    return half(torch.cat([shared, *heads, trigger[..., None]], dim=2))


def trigger_items(
    sentences: Sequence[OwnSentence], found: Mapping[str, Features], rng: random.Random
) -> list[TriggerItem]:
    """Each trigger of the gold, and words that are none: first those nearly taken for one."""
    return [
        item
        for sentence in sentences
        if (features := found.get(sentence.text)) is not None
        for item in _of_sentence(sentence, features, rng)
    ]


def _of_sentence(
    sentence: OwnSentence, features: Features, rng: random.Random
) -> Iterator[TriggerItem]:
    size = len(features.start)
    taken = np.zeros(size, dtype=np.bool_)
    asked = _runs(features, _ASKED)
    first: dict[tuple[int, int], dict[str, Any]] = {}
    for event in sentence.events:
        inside = features.pieces(Span(event["eventStart"], event["eventEnd"]))
        if len(inside):
            taken[inside] = True
            first.setdefault((int(inside[0]), int(inside[-1])), event)
    for (low, high), event in first.items():
        near = [run for run in asked if run[0] <= high and low <= run[1]]
        # one run may hold two triggers: which of them is meant would not be told
        alone = [run for run in near if taken[run[0] : run[1] + 1].sum() <= high - low + 1]
        marked = alone[0] if alone and rng.random() < _AS_FOUND else (low, high)
        yield TriggerItem(
            features,
            _marked(size, *marked),
            type=TYPES.index(event["event"]),
            mode=event["mode"],
            parties=_labels(features, event),
            trigger=Span(event["eventStart"], event["eventEnd"]),
            modality=MODALITIES.index(event["modality"]),
        )
    for run in _empty(features, taken, rng):
        yield TriggerItem(features, _marked(size, *run), type=NO_EVENT)


def _runs(features: Features, least: float) -> list[tuple[int, int]]:
    """First and last of the pieces in a row that are likely to belong to a trigger."""
    likely = [*(1 / (1 + np.exp(-features.hidden[:, -1].astype(np.float32))) >= least), False]
    runs, low = [], None
    for at, here in enumerate(likely):
        if here and low is None:
            low = at
        elif not here and low is not None:
            runs.append((low, at - 1))
            low = None
    return runs


def _empty(
    features: Features, taken: NDArray[np.bool_], rng: random.Random
) -> list[tuple[int, int]]:
    runs = [
        (low, high)
        for low, high in _runs(features, _NEARLY)
        if not taken[max(0, low - 1) : high + 2].any()
    ]
    rng.shuffle(runs)
    runs = runs[:_MOST_EMPTY]
    free = [at for at in range(len(taken)) if features.first[at] and not taken[at]]
    if free and (not runs or rng.random() < _ANY_WORD):
        at = rng.choice(free)
        runs.append((at, at))
    return runs


def _marked(size: int, low: int, high: int) -> NDArray[np.int64]:
    roles = np.zeros(size, dtype=np.int64)
    roles[low : high + 1] = _TRIGGER
    return roles


def _labels(features: Features, event: Mapping[str, Any]) -> NDArray[np.int64]:
    """The index into PARTY_LABELS of each piece."""
    labels = np.zeros(len(features.start), dtype=np.int64)
    for begins, side in ((_ACTOR, "source"), (_RECIPIENT, "target")):
        for entry in event[side]:
            inside = features.pieces(Span(entry["start"], entry["end"]))
            if len(inside):
                labels[inside] = begins + 1
                labels[inside[0]] = begins
    return labels


def certain_items(words: Iterable[WordExample], found: Mapping[str, Features]) -> list[Item]:
    """Each word of known certainty alone, marked as a trigger is when events are read."""
    return [
        Item(features, roles, words=replace(known, targets=(target,)))
        for known in words
        if (features := found.get(known.text)) is not None
        for target in known.targets
        if len(inside := features.pieces(target[0]))
        for roles in [_marked(len(features.start), int(inside[0]), int(inside[-1]))]
    ]


def loss_of(head: EventHead, items: Sequence[Item | TriggerItem]) -> Tensor:
    """The sum of what each item can say."""
    with mixed_precision():
        outputs = head(*collate(items))
    types, modes, parties, modalities = (output.float() for output in outputs)
    losses: list[Tensor] = []
    for row, item in enumerate(items):
        if isinstance(item, TriggerItem):
            losses += _trigger_losses(item, types[row], modes[row], parties[row], modalities[row])
        elif item.pair:
            losses.append(type_loss(item.pair, types[row]))
        elif item.words:
            losses += word_losses(item.features, item.words, modalities[row])
    return torch.stack(losses).sum() / len(items)


def _trigger_losses(
    item: TriggerItem, types: Tensor, modes: Tensor, parties: Tensor, modalities: Tensor
) -> Iterator[Tensor]:
    logs = functional.log_softmax(types, dim=0)
    # label smoothing (Szegedy et al. 2016)
    yield -(0.95 * logs[item.type] + 0.05 * logs.mean())
    if item.parties is not None:
        size = len(item.parties)
        gold = torch.from_numpy(item.parties)
        yield 0.6 * functional.cross_entropy(parties[:size], gold, reduction="sum") / size**0.5
    if item.mode is not None:
        yield mode_loss(item.type, item.mode, modes)
    if item.trigger and item.modality is not None:
        inside = torch.from_numpy(item.features.pieces(item.trigger))
        yield 0.5 * class_loss(modalities[inside], item.modality)


def train_triggers(
    head: EventHead,
    pools: Sequence[Sequence[Item | TriggerItem]],
    rate: float,
    seed: int,
    checkpoint: Path,
) -> None:
    """Train an epoch on each pool; the moving average of the weights is saved after each."""
    rng = random.Random(seed)

    def batches(epoch: int) -> list[list[Item | TriggerItem]]:
        return batches_of(pools[epoch], BATCH, length_of, _sort, rng)

    steps = sum(len(batches(epoch)) for epoch in range(len(pools)))
    stepper = Stepper(head, groups_at(head, rate, {"blocks": 1}, 5), steps)
    train_epochs(stepper, len(pools), batches, loss_of, checkpoint)


def _sort(item: Item | TriggerItem) -> str:
    if isinstance(item, TriggerItem):
        return "trigger"
    return "words" if item.words else "pair"


def train_certainty(
    head: EventHead,
    words: Sequence[Item],
    kept: Sequence[Item | TriggerItem],
    rate: float,
    seed: int,
    checkpoint: Path,
) -> None:
    """One epoch of words of known certainty, while all else that the head says of ``kept`` stays.

    Each batch of words goes with one of ``kept``, on which what the head says is held to what it
    said before (Li and Hoiem 2016, learning without forgetting).
    """
    rng = random.Random(seed)
    before = copy.deepcopy(head).eval()
    known = batches_of(words, BATCH, length_of, _sort, rng)
    old = batches_of(rng.sample(kept, min(len(kept), len(words))), BATCH, length_of, _sort, rng)
    steps = list(zip(known, itertools.cycle(old), strict=False))

    def loss(head: EventHead, step: tuple[list[Item], list[Item | TriggerItem]]) -> Tensor:
        return _CERTAINTY * loss_of(head, step[0]) + _moved(head, before, step[1])

    stepper = Stepper(head, groups_at(head, rate, {"blocks": 1}, 5), len(steps))
    train_epochs(stepper, 1, lambda epoch: steps, loss, checkpoint)


def _moved(head: EventHead, before: EventHead, items: Sequence[Item | TriggerItem]) -> Tensor:
    """How far what a head says of marked texts is from what it said before, but for certainty."""
    hidden, roles, mask = collate(items)
    with mixed_precision():
        now = head(hidden, roles, mask)
        with torch.no_grad():
            then = before(hidden, roles, mask)
    far = [
        functional.kl_div(
            functional.log_softmax(mine.float()[..., :size], dim=-1),
            functional.log_softmax(theirs.float()[..., :size], dim=-1),
            reduction="none",
            log_target=True,
        ).sum(-1)
        for mine, theirs, size in zip(now, then, _CLASSES, strict=True)
    ]
    types, modes, *piecewise = far
    pieces = sum((of_piece * mask).sum(1) / mask.sum(1).sqrt() for of_piece in piecewise)
    return (types + 0.2 * modes + pieces).mean()

"""Training, step by step and epoch by epoch, and the moving average of the weights that is kept."""

from __future__ import annotations

import copy
import random
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

EMA = 0.998
_WARM_UP = 0.06

Model = TypeVar("Model", bound=nn.Module)
Item = TypeVar("Item")


class Stepper(Generic[Model]):
    """AdamW with a warm-up and a linear decay over ``steps``, gradients clipped to norm 1.

    ``average`` is the exponential moving average of the model's weights, ``steps_done`` how many
    steps it is made of. ``groups`` are AdamW's parameter groups with their rates.
    """

    def __init__(self, model: Model, groups: list[dict[str, Any]], steps: int) -> None:
        self.model = model
        self.average: Model = copy.deepcopy(model)
        self.average.eval()
        self.steps_done = 0
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min(1.0, (step + 1) / (_WARM_UP * steps), max(0.02, 1.02 - step / steps)),
        )

    def step(self, loss: Tensor) -> float:
        """Go one step down the loss; returns it."""
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self.steps_done += 1
        decay = min(EMA, (1 + self.steps_done) / (10 + self.steps_done))
        with torch.no_grad():
            pairs = zip(self.average.parameters(), self.model.parameters(), strict=True)
            for mine, theirs in pairs:
                mine.lerp_(theirs, 1 - decay)
        return float(loss.item())


def mixed_precision() -> torch.autocast:
    """Half precision where the processor computes with it; elsewhere it is four times slower."""
    return torch.autocast(
        "cpu", dtype=torch.bfloat16, enabled=torch.cpu.get_capabilities().get("avx512_bf16", False)
    )


def groups_at(
    model: nn.Module, rate: float, times: Mapping[str, float], of_others: float
) -> list[dict[str, Any]]:
    """AdamW's groups: the parameters that learn, at so many times the rate by a part of their name.

    What starts from nothing learns faster than copied blocks.
    """
    groups: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            known = (times[part] for part in name.split(".") if part in times)
            groups[next(known, of_others)].append(parameter)
    return [{"params": found, "lr": rate * factor} for factor, found in groups.items()]


def batches_of(
    items: Iterable[Item],
    size: int,
    length: Callable[[Item], int],
    sort: Callable[[Item], Hashable],
    rng: random.Random,
) -> list[list[Item]]:
    """Batches of items of like length, each of one sort, shuffled.

    In mixed ones the many words of known certainty drowned the few pairs.
    """
    sorts: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        sorts[sort(item)].append(item)
    batches = []
    for mine in sorts.values():
        mine.sort(key=lambda item: length(item) + rng.random() * 10)
        batches += [mine[low : low + size] for low in range(0, len(mine), size)]
    rng.shuffle(batches)
    return batches


def train_epochs(
    stepper: Stepper[Model],
    epochs: int,
    batches: Callable[[int], Sequence[Item]],
    loss_of: Callable[[Model, Item], Tensor],
    checkpoint: Path,
) -> None:
    """A step for each batch of each epoch; the moving average is saved after each epoch."""
    began = time.time()
    for epoch in range(epochs):
        stepper.model.train()
        losses = [stepper.step(loss_of(stepper.model, batch)) for batch in batches(epoch)]
        seconds = time.time() - began
        print(f"epoch {epoch + 1} loss {np.mean(losses):.4f} {seconds:.0f}s", flush=True)
        torch.save(stepper.average.state_dict(), checkpoint)

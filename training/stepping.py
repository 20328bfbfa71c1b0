"""One step of training after another, and the moving average of the weights that is kept."""

from __future__ import annotations

import copy
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

EMA = 0.998
_WARM_UP = 0.06

Model = TypeVar("Model", bound=nn.Module)


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

"""Precision, recall and F1 from counts, and the form that every evaluation returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict


class Report(TypedDict):
    """What ``detente evaluate`` prints: task, data, number of items and named scores."""

    task: str
    data: str
    n: int
    scores: dict[str, float]


@dataclass(slots=True)
class Counts:
    """Hits, how many were predicted and how many the gold has."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        """Add one document's counts."""
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """Hits by predicted, 0 where nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits by gold, 0 where there is no gold."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 0.0

"""Precision, recall and F1 from counts, and the form that every evaluation returns."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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


def macro_f1(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """The unweighted mean of the F1 of every class that the gold has, 0 for no gold."""
    scores = list(class_f1(gold, predicted).values())
    return sum(scores) / len(scores) if scores else 0.0


def class_f1(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[Hashable, float]:
    """The F1 of every class that the gold has, in order of first appearance."""
    scores = {}
    for name in dict.fromkeys(gold):
        pairs = list(zip(gold, predicted, strict=True))
        counts = Counts(
            sum(a == b == name for a, b in pairs),
            sum(b == name for _, b in pairs),
            sum(a == name for a, _ in pairs),
        )
        scores[name] = counts.f1
    return scores

"""The large model: MPNet-base has a say in the type of events of two parties.

Triggers, parties and modality stay the small networks'. The lower half of the large one runs once
on each window that has pairs to read; its upper half says the type of each pair.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from detente.reading.event_network import EventNetwork, Pieces
from detente.reading.weights import check_weights, open_network
from detente.reading.windows import Window

# the name that stands for the folder of that name among the user's models
LARGE = "large"
_FILES = ("lower.onnx", "pairs.onnx", "calibration.json")
# windows of one run; more gain nothing on one core and only hold memory
_BATCH = 8
_ADVICE = (
    "Make it by the recipe in training/README.md, or name the folder that holds it;"
    " detente downloads nothing."
)


def find_large(model: str | Path) -> Path:
    """The folder of the large model that a user names, with its files checked.

    ``large`` is the folder of that name in ``$DETENTE_MODELS``, or else in
    ``~/.local/share/detente/models``; all else is the path of a folder.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED``.
    """
    folder = _users_models() / LARGE if model == LARGE else Path(model)
    check_weights(folder, _FILES, _ADVICE)
    return folder


def _users_models() -> Path:
    named = os.environ.get("DETENTE_MODELS")
    return Path(named) if named else Path.home() / ".local" / "share" / "detente" / "models"


def large_pairs(folder: Path) -> EventNetwork:
    """The pair network of the large model in a folder, fed by its lower half."""
    return EventNetwork(folder, "pairs.onnx", LargeLower(folder))


def large_calibration(folder: Path) -> list[float]:
    """Bias and slope that turn its raw probabilities into calibrated confidence, or nothing."""
    check_weights(folder, ("calibration.json",), _ADVICE)
    coefficients: list[float] = json.loads((folder / "calibration.json").read_text("utf-8"))
    return coefficients


@dataclass
class LargeLower:
    """The lower half: gives pieces their vectors, as its upper half asks for them.

    What it says of a window is kept as long as the window is.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` at first use.
    """

    folder: Path
    _read: WeakKeyDictionary[Window, NDArray[np.float16]] = field(
        default_factory=WeakKeyDictionary, init=False, repr=False
    )

    @cached_property
    def _session(self) -> Any:
        check_weights(self.folder, ("lower.onnx",), _ADVICE)
        return open_network(self.folder / "lower.onnx")

    def __call__(self, texts: Sequence[Pieces]) -> list[NDArray[np.float16]]:
        """The vectors of each text's pieces [pieces, width], in their order."""
        windows = [_window_of(text) for text in texts]
        self._run_all({window for window in windows if window not in self._read})
        return [
            self._read[window][(window.start >= text.start[0]) & (window.start <= text.start[-1])]
            for window, text in zip(windows, texts, strict=True)
        ]

    def _run_all(self, windows: Iterable[Window]) -> None:
        by_length = sorted(windows, key=len)
        for low in range(0, len(by_length), _BATCH):
            self._run(by_length[low : low + _BATCH])

    def _run(self, windows: Sequence[Window]) -> None:
        ids = np.zeros((len(windows), max(map(len, windows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, window in enumerate(windows):
            ids[row, : len(window)], mask[row, : len(window)] = window.ids, 1
        (hidden,) = self._session.run(("hidden",), {"ids": ids, "mask": mask})
        for row, window in enumerate(windows):
            self._read[window] = hidden[row, : len(window)].astype(np.float16)


def _window_of(text: Pieces) -> Window:
    if text.window is None:
        raise ValueError("pieces of several windows have no vectors of their own")
    return text.window

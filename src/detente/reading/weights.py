"""The shipped weights: where they lie, and that they are what was shipped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import onnxruntime

from detente.errors import DetenteError

MODELS = Path(__file__).resolve().parent.parent / "models"
_ADVICE = "Install detente again: pip install --force-reinstall detente."


def check_folder(folder: Path) -> None:
    """Compare all files that the folder's manifest names with their hashes in it.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED``.
    """
    check_weights(folder, ())
    check_weights(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def check_weights(folder: Path, names: Iterable[str]) -> None:
    """Compare files with the hashes in the folder's manifest.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED``.
    """
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        raise DetenteError("MODEL_MISSING", f"There are no weights in {folder}.", _ADVICE)
    hashes = json.loads(manifest.read_text(encoding="utf-8"))
    for name in names:
        path = folder / name
        if not path.is_file():
            raise DetenteError("MODEL_MISSING", f"The weights file {path} is missing.", _ADVICE)
        if hashlib.sha256(path.read_bytes()).hexdigest() != hashes.get(name):
            raise DetenteError(
                "MODEL_CHANGED",
                f"The weights file {path} is not the one that was shipped.",
                _ADVICE,
            )


def open_network(path: Path) -> Any:
    """An ONNX Runtime session on one core; whoever calls it has checked the weights."""
    options = onnxruntime.SessionOptions()
    # one core a process: --jobs adds processes
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # windows differ in size, and an arena keeps the largest ever seen
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

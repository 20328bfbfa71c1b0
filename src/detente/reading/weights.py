"""The weights: where those that are shipped lie, and that files are what they should be."""

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
_RUNTIME = "Install a newer onnxruntime, or export the network again."


def check_folder(folder: Path) -> None:
    """Compare all files that the folder's manifest names with their hashes in it.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED``.
    """
    check_weights(folder, _hashes(folder, _ADVICE))


def check_weights(folder: Path, names: Iterable[str], advice: str = _ADVICE) -> None:
    """Compare files with the hashes in the folder's manifest.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED``, with ``advice``.
    """
    hashes = _hashes(folder, advice)
    for name in names:
        path = folder / name
        if not path.is_file():
            raise DetenteError("MODEL_MISSING", f"The weights file {path} is missing.", advice)
        if hashlib.sha256(path.read_bytes()).hexdigest() != hashes.get(name):
            raise DetenteError(
                "MODEL_CHANGED",
                f"The weights file {path} is not the one that manifest.json beside it names.",
                advice,
            )


def _hashes(folder: Path, advice: str) -> dict[str, str]:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        raise DetenteError("MODEL_MISSING", f"There are no weights in {folder}.", advice)
    try:
        hashes = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        hashes = None
    if not isinstance(hashes, dict):
        raise DetenteError("MODEL_CHANGED", f"{manifest} is no list of hashes.", advice)
    return hashes


def open_network(path: Path) -> Any:
    """An ONNX Runtime session on one core; whoever calls it has checked the weights.

    Raises:
        DetenteError: ``MODEL_INVALID`` where the file is no network, whatever its hash.
    """
    options = onnxruntime.SessionOptions()
    # one core a process: --jobs adds processes
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # windows differ in size, and an arena keeps the largest ever seen
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # the errors of ONNX Runtime share no class of their own
        raise DetenteError(
            "MODEL_INVALID", f"{path} is no network that this ONNX Runtime can run.", _RUNTIME
        ) from error

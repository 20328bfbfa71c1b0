"""A large model of a few numbers, in the form of the real one.

Its lower half gives each piece its id and the mask; its pair network calls every pair a SANCTION.
Written in the wire form of ONNX, since the package
``onnx`` is needed for training alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from detente.reading.event_labels import TYPES

TYPE = "SANCTION"
WIDTH = 2
CALIBRATION = [-1.0, 0.5]
_FLOAT, _INT64 = 1, 7
# numbers of the fields of ONNX's messages
_MODEL = {"ir": 1, "graph": 7, "opset": 8}
_GRAPH = {"node": 1, "name": 2, "initializer": 5, "input": 11, "output": 12}


def write_large(folder: Path) -> Path:
    """Write the model with its manifest into a new folder, and return that."""
    folder.mkdir(parents=True)
    (folder / "lower.onnx").write_bytes(_lower())
    (folder / "pairs.onnx").write_bytes(_pairs())
    (folder / "calibration.json").write_text(json.dumps(CALIBRATION))
    record(folder)
    return folder


def record(folder: Path) -> None:
    """Write the manifest of what lies in a folder."""
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    (folder / "manifest.json").write_text(json.dumps(hashes), encoding="utf-8")


def _lower() -> bytes:
    nodes = [
        _node("Unsqueeze", ["ids", "last"], "ids3"),
        _node("Unsqueeze", ["mask", "last"], "mask3"),
        _node("Concat", ["ids3", "mask3"], "both", axis=2),
        _node("Cast", ["both"], "hidden", to=_FLOAT),
    ]
    return _model(
        nodes,
        {"last": np.array([2], dtype=np.int64)},
        {"ids": (_INT64, 2), "mask": (_INT64, 2)},
        {"hidden": (_FLOAT, 3)},
    )


def _pairs() -> bytes:
    answer = (np.eye(len(TYPES) + 1)[TYPES.index(TYPE)] * 60).astype(np.float32)
    nodes = [
        _node("ReduceMean", ["hidden"], "mean", axes=[1], keepdims=0),
        _node("MatMul", ["mean", "none"], "nothing"),
        _node("Add", ["nothing", "answer"], "types"),
    ]
    values = {"none": np.zeros((WIDTH, len(answer)), dtype=np.float32), "answer": answer}
    inputs = {"hidden": (_FLOAT, 3), "roles": (_INT64, 2), "mask": (_INT64, 2)}
    return _model(nodes, values, inputs, {"types": (_FLOAT, 2)})


def _model(
    nodes: Iterable[bytes],
    values: Mapping[str, np.ndarray],
    inputs: Mapping[str, tuple[int, int]],
    outputs: Mapping[str, tuple[int, int]],
) -> bytes:
    graph = b"".join(_field(_GRAPH["node"], node) for node in nodes)
    graph += _field(_GRAPH["name"], b"tiny")
    for name, array in values.items():
        graph += _field(_GRAPH["initializer"], _tensor(name, array))
    for kind, named in (("input", inputs), ("output", outputs)):
        for name, (type, rank) in named.items():
            graph += _field(_GRAPH[kind], _value(name, type, rank))
    opset = _field(_MODEL["opset"], _number(2, 13))
    return _number(_MODEL["ir"], 8) + _field(_MODEL["graph"], graph) + opset


def _node(op: str, inputs: Iterable[str], output: str, **attributes: int | list[int]) -> bytes:
    node = b"".join(_field(1, name.encode()) for name in inputs)
    node += _field(2, output.encode()) + _field(4, op.encode())
    for name, value in attributes.items():
        one = isinstance(value, int)
        numbers = [value] if isinstance(value, int) else value
        held = b"".join(_number(3 if one else 8, number) for number in numbers)
        node += _field(5, _field(1, name.encode()) + held + _number(20, 2 if one else 7))
    return node


def _tensor(name: str, array: np.ndarray) -> bytes:
    dims = b"".join(_number(1, size) for size in array.shape)
    type = _INT64 if array.dtype == np.int64 else _FLOAT
    return dims + _number(2, type) + _field(8, name.encode()) + _field(9, array.tobytes())


def _value(name: str, type: int, rank: int) -> bytes:
    """An input or output whose axes may have any length."""
    shape = b"".join(_field(1, _field(2, f"{name}{axis}".encode())) for axis in range(rank))
    tensor = _number(1, type) + _field(2, shape)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])

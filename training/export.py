"""Write checkpoints as the shipped model: int8 ONNX, decoder scores, hashes."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from detente.knowledge.issues import learnt_ids
from detente.reading.windows import MAX_PIECES
from training.event_mentions import MentionTagger
from training.event_model import HEADS, EventHead, MentionHead, PairHead, lower, upper
from training.frame_model import FrameHead
from training.manifest import record_hashes
from training.model import HIDDEN, AttributionModel
from training.train import load_tokenizer


class WordEmbedding(nn.Module):
    """The rows of the pieces that are kept; all others have that of the unknown piece.

    They are in int8 with one scale a row: a quarter of the size, next to no loss.
    """

    def __init__(self, table: Tensor, kept: Sequence[int], unknown: int) -> None:
        super().__init__()
        rows = table[list(kept)]
        scale = rows.abs().amax(dim=1, keepdim=True).clamp_min(1e-4) / 127
        self.register_buffer("rows", torch.round(rows / scale.half()).to(torch.int8))
        self.register_buffer("scale", scale.half())
        # in 16 bits there is room for 32,767 rows
        row_of = torch.full((len(table),), list(kept).index(unknown), dtype=torch.int16)
        row_of[list(kept)] = torch.arange(len(kept), dtype=torch.int16)
        self.register_buffer("row_of", row_of)

    def forward(self, ids: Tensor) -> Tensor:
        at = self.row_of[ids].long()
        return self.rows[at].float() * self.scale[at].float()


class HalfEmbedding(nn.Module):
    """A table in half precision: in int8 the places of pieces cost .01 F1 of the events."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.register_buffer("table", table.half())

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float()


# one of those that stand free for other uses, or a letter of a script that is not Latin: none is in
# an English text but by chance
_UNREAD = re.compile(r"\[unused\d+\]|.*[^\u0000-\u024f\u2000-\u218f]", re.DOTALL)


def read_pieces(vocabulary: Mapping[str, int]) -> list[int]:
    """The ids of the pieces that an English text may hold."""
    return sorted(id for piece, id in vocabulary.items() if not _UNREAD.match(piece))


class SharedPass(nn.Module):
    """One pass of the encoder with the heads of attributions and of mentions."""

    def __init__(self, model: AttributionModel, mentions: MentionHead) -> None:
        super().__init__()
        self.model, self.mentions = model, mentions

    def forward(
        self, ids: Tensor, shape: Tensor, quote: Tensor, mask: Tensor
    ) -> tuple[Tensor, ...]:
        early, shared, bias = lower(self.model.encoder, ids, shape, quote, mask)
        x = upper(self.model.encoder, shared, bias)
        tags, trigger = self.mentions(shared, x, mask)
        heads = (self.model.tags(x), self.model.nested_tags(x), self.model.links(x))
        return (*heads, tags, trigger, shared, early)


def export(
    model: AttributionModel,
    tagger: MentionTagger,
    events: EventHead,
    vocabulary: Mapping[str, int],
    folder: Path,
) -> None:
    """Write ``encoder.onnx``, ``events.onnx`` and ``decoder.json`` to a folder."""
    for module in (model, tagger, events):
        module.eval()
    encoder, kept = model.encoder, read_pieces(vocabulary)
    encoder.word = WordEmbedding(encoder.word.weight.detach(), kept, vocabulary["[UNK]"])
    encoder.position = HalfEmbedding(encoder.position.weight.detach()[:MAX_PIECES])
    example = torch.ones(2, 16, dtype=torch.long)
    names = ["tags", "nested_tags", "links", "mentions", "triggers", "shared", "early"]
    write_network(
        SharedPass(model, tagger.head),
        (example, example, example, example),
        ["ids", "shape", "quote", "mask"],
        {name: {0: "windows", 1: "pieces"} for name in names},
        folder / "encoder.onnx",
    )
    write_events(events, folder / "events.onnx")
    decoder = json.loads(model.decoder_parameters())
    moves, begin = tagger.crf.scores()
    decoder["mentions"] = {"moves": moves.tolist(), "begin": begin.tolist()}
    text = json.dumps(decoder, indent=1)
    (folder / "decoder.json").write_text(text + "\n", encoding="utf-8")


def write_events(head: EventHead, path: Path) -> None:
    """Write an event head."""
    example = torch.ones(2, 16, dtype=torch.long)
    one, piecewise = {0: "questions"}, {0: "questions", 1: "pieces"}
    write_network(
        head,
        (torch.zeros(2, 16, HIDDEN + HEADS), example, example),
        ["hidden", "roles", "mask"],
        {"types": one, "modes": one, "parties": piecewise, "modalities": piecewise},
        path,
    )


class PairTypes(nn.Module):
    """Of what a pair head says, the types alone."""

    def __init__(self, head: PairHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, x: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        types: Tensor = self.head(x, roles, mask)[0]
        return types


def write_pairs(head: PairHead, width: int, path: Path) -> None:
    """Write the types of a pair head that reads on from vectors of ``width``, not in int8."""
    example = torch.ones(2, 16, dtype=torch.long)
    write_network(
        PairTypes(head),
        (torch.zeros(2, 16, width), example, example),
        ["hidden", "roles", "mask"],
        {"types": {0: "pairs"}},
        path,
        whole=True,
    )


def export_frames(head: FrameHead, folder: Path) -> None:
    """Write ``frames.onnx`` to a folder."""
    head.eval()
    example = torch.ones(2, 16, dtype=torch.long)
    piecewise = {0: "texts", 1: "pieces"}
    write_network(
        head,
        (torch.zeros(2, 16, HIDDEN + HEADS), example, example),
        ["hidden", "roles", "mask"],
        {
            **dict.fromkeys(("anchors", "slots", "issues"), piecewise),
            "classes": {0: "texts"},
            "agreement": {0: "texts"},
        },
        folder / "frames.onnx",
    )


def write_network(
    module: nn.Module,
    example: tuple[Tensor, ...],
    inputs: list[str],
    outputs: dict[str, dict[int, str]],
    path: Path,
    whole: bool = False,
) -> None:
    """Write a network in int8, or as it is if ``whole``.

    Inputs vary in their first two axes, outputs as given.
    """
    axes = {name: {0: "rows", 1: "pieces"} for name in inputs} | outputs
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            module,
            example,
            str(full),
            input_names=inputs,
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        if whole:
            shutil.copy(full, path)
            return
        quantize_dynamic(
            str(full),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
        )
    _name_shortly(path)


def _name_shortly(path: Path) -> None:
    """Number what is named within a network: the names are a hundredth of the weights."""
    model = onnx.load(path)
    graph = model.graph
    kept = {entry.name for entry in [*graph.input, *graph.output]} | {""}
    numbers: dict[str, str] = {}

    def short(name: str) -> str:
        return name if name in kept else numbers.setdefault(name, f"t{len(numbers)}")

    del graph.value_info[:]
    for tensor in graph.initializer:
        tensor.name = short(tensor.name)
    for node in graph.node:
        node.name = node.doc_string = ""
        node.input[:] = map(short, node.input)
        node.output[:] = map(short, node.output)
    onnx.save(model, path)


def main() -> None:
    """Parse arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="attributions")
    parser.add_argument("mentions", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("frames", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--out", type=Path, default=Path("src/detente/models"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model, tagger, events = AttributionModel(), MentionTagger(), EventHead()
    frames = FrameHead(len(learnt_ids()))
    for module, path in (
        (model, options.checkpoint),
        (tagger, options.mentions),
        (events, options.events),
        (frames, options.frames),
    ):
        module.load_state_dict(torch.load(path, weights_only=True))
    export(model, tagger, events, load_tokenizer(options.base).get_vocab(), options.out)
    export_frames(frames, options.out)
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")
    names = ("encoder.onnx", "events.onnx", "frames.onnx", "decoder.json", "tokenizer.json")
    record_hashes(options.out, names)


if __name__ == "__main__":
    main()

"""Train the teacher of event types: ``python -m training.event_teacher --help``.

MPNet-base; its lower half stays as it is and is run once, the actor and the recipient are marked
where the upper half begins. Needs the extra ``train``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from detente.reading.event_labels import TYPES
from training.event_data import PairExample, cameo_pairs, own_pairs, own_sentences, plv_pairs
from training.event_features import pad
from training.mpnet import HIDDEN, LAYERS, Block, Embedding, buckets, load_base

FIXED = 6
BATCH = 16
# pieces of a sentence that are read; longer ones are cut
LONGEST = 128


class Teacher(nn.Module):
    """Scores of types and no event [b, 17] for a marked pair."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.embedding = Embedding()
        self.relative = nn.Embedding(32, 12)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS))
        self.role = nn.Embedding(3, HIDDEN)
        nn.init.normal_(self.role.weight, std=0.02)
        with torch.no_grad():
            self.role.weight[0] = 0
        self.types = nn.Linear(3 * HIDDEN, len(TYPES) + 1)
        self.dropout = nn.Dropout(dropout)

    def _bias(self, mask: Tensor) -> Tensor:
        near = self.relative(buckets(mask.shape[1])).permute(2, 0, 1)[None]
        return near + (1.0 - mask.float())[:, None, None, :] * -1e4

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The output of the fixed layers."""
        bias = self._bias(mask)
        x = self.embedding(ids)
        for block in self.blocks[:FIXED]:
            x = block(x, bias)
        return x

    def forward(self, x: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        bias = self._bias(mask)
        x = x + self.role(roles)
        for block in self.blocks[FIXED:]:
            x = block(x, bias)
        pooled = torch.cat([_mean(x, mask), _mean(x, roles == 1), _mean(x, roles == 2)], dim=1)
        return self.types(self.dropout(pooled))


def _mean(x: Tensor, mask: Tensor) -> Tensor:
    weight = mask.to(x.dtype)
    return (x * weight[:, :, None]).sum(1) / weight.sum(1, keepdim=True).clamp_min(1)


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence after the fixed layers: vectors and where each piece begins (-1 on specials)."""

    hidden: NDArray[np.float16]
    start: NDArray[np.int64]


def read_texts(teacher: Teacher, tokenizer: Tokenizer, texts: Sequence[str]) -> dict[str, Read]:
    """Run the fixed layers over texts."""
    teacher.eval()
    coded = [(text, tokenizer.encode(text)) for text in texts]
    coded.sort(key=lambda item: len(item[1].ids))
    found = {}
    for low in range(0, len(coded), 32):
        batch = coded[low : low + 32]
        ids = pad([np.array(item.ids[:LONGEST], dtype=np.int64) for _, item in batch])
        sizes = [min(len(item.ids), LONGEST) for _, item in batch]
        mask = pad([np.ones(size, dtype=np.int64) for size in sizes])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = teacher.lower(ids, mask).float().numpy().astype(np.float16)
        for row, (text, item) in enumerate(batch):
            starts = [low if high > low else -1 for low, high in item.offsets[: sizes[row]]]
            found[text] = Read(hidden[row, : sizes[row]], np.array(starts, dtype=np.int64))
    return found


def collate(batch: Sequence[tuple[Read, PairExample]]) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, roles and mask, padded."""
    width = max(len(read.start) for read, _ in batch)
    hidden = np.zeros((len(batch), width, HIDDEN), dtype=np.float32)
    roles = np.zeros((len(batch), width), dtype=np.int64)
    for row, (read, pair) in enumerate(batch):
        hidden[row, : len(read.hidden)] = read.hidden
        for role, span in ((1, pair.actor), (2, pair.recipient)):
            if span:
                inside = (read.start >= span.start) & (read.start < span.end)
                roles[row, : len(read.start)][inside] = role
    mask = pad([np.ones(len(read.start), dtype=np.int64) for read, _ in batch])
    return torch.from_numpy(hidden), torch.from_numpy(roles), mask


def train(
    teacher: Teacher,
    examples: Sequence[tuple[Read, PairExample]],
    epochs: int,
    rate: float,
    rng: random.Random,
    checkpoint: Path,
) -> None:
    """Train the upper layers in place; a checkpoint after each epoch."""
    named = [(n, p) for n, p in teacher.named_parameters() if _learns(n)]
    groups = [
        {"params": [p for n, p in named if n.startswith("blocks")], "lr": rate},
        {"params": [p for n, p in named if not n.startswith("blocks")], "lr": rate * 10},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * -(-len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.08 * steps), max(0.02, 1.02 - step / steps))
    )
    began = time.time()
    for epoch in range(epochs):
        teacher.train()
        ordered = sorted(examples, key=lambda item: len(item[0].start) + rng.random() * 8)
        batches = [ordered[low : low + BATCH] for low in range(0, len(ordered), BATCH)]
        rng.shuffle(batches)
        losses = []
        for number, batch in enumerate(batches):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = teacher(*collate(batch))
            logs = functional.log_softmax(scores.float(), dim=1)
            parts = [
                -(0.95 * torch.logsumexp(logs[row, list(pair.types)], 0) + 0.05 * logs[row].mean())
                * pair.weight
                for row, (_, pair) in enumerate(batch)
            ]
            loss = torch.stack(parts).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if number % 50 == 0:
                print(f"{number}/{len(batches)} {np.mean(losses[-50:]):.3f}", flush=True)
        print(f"epoch {epoch + 1} {np.mean(losses):.4f} {time.time() - began:.0f}s", flush=True)
        torch.save(teacher.state_dict(), checkpoint)


def _learns(name: str) -> bool:
    if name.startswith("blocks."):
        return int(name.split(".")[1]) >= FIXED
    return name.startswith(("role", "types"))


def shares(
    teacher: Teacher, tokenizer: Tokenizer, pairs: Sequence[PairExample]
) -> list[NDArray[np.float32]]:
    """The teacher's shares of types and no event for pairs, in order."""
    reads = read_texts(teacher, tokenizer, sorted({pair.text for pair in pairs}))
    order = sorted(range(len(pairs)), key=lambda index: len(reads[pairs[index].text].start))
    found: list[NDArray[np.float32]] = [np.zeros(0, dtype=np.float32)] * len(pairs)
    teacher.eval()
    for low in range(0, len(order), 32):
        group = order[low : low + 32]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            batch = [(reads[pairs[index].text], pairs[index]) for index in group]
            scores = teacher(*collate(batch)).float()
        for row, index in enumerate(group):
            found[index] = functional.softmax(scores[row], dim=0).numpy()
    return found


def load_teacher(base: Path, checkpoint: Path | None = None) -> tuple[Teacher, Tokenizer]:
    """MPNet with fresh heads, or a trained teacher, and the tokenizer."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    teacher = Teacher()
    if checkpoint:
        teacher.load_state_dict(torch.load(checkpoint, weights_only=True))
    else:
        load_base(base / "model.safetensors", teacher.embedding, teacher.relative, teacher.blocks)
    for name, parameter in teacher.named_parameters():
        parameter.requires_grad = _learns(name)
    return teacher, tokenizer


def main() -> None:
    """Parse arguments, train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plover", type=Path, required=True, help="folder of the PLOVER sets")
    parser.add_argument("--gold", type=Path, required=True, help="our own gold, training part")
    parser.add_argument("--base", type=Path, required=True, help="folder of MPNet-base")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    teacher, tokenizer = load_teacher(options.base)
    pairs = plv_pairs(options.plover / "PLV_train.tsv")
    pairs += cameo_pairs(
        options.plover / "cameo_ner_train.txt", options.plover / "cameo_class_train.tsv"
    )
    pairs += own_pairs(own_sentences(options.gold), rng)
    print(json.dumps({"pairs": len(pairs)}), flush=True)
    reads = read_texts(teacher, tokenizer, sorted({pair.text for pair in pairs}))
    examples = [(reads[pair.text], pair) for pair in pairs]
    train(teacher, examples, options.epochs, options.rate, rng, options.out)


if __name__ == "__main__":
    main()

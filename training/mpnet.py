"""MPNet-base (Song et al. 2020) in PyTorch: the teacher's encoder. Needs the extra ``train``."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.model import Block, copy_into

HIDDEN, LAYERS = 768, 12
_BUCKETS, _FARTHEST = 16, 128


def block(dropout: float) -> Block:
    """One of its layers; its bias is also for the distance of two pieces."""
    return Block(dropout, HIDDEN, eps=1e-5)


class Embedding(nn.Module):
    """What a piece and its place are before the first layer; places count from 2."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30527, HIDDEN)
        self.position = nn.Embedding(514, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-5)

    def forward(self, ids: Tensor) -> Tensor:
        return self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1]) + 2))


def buckets(length: int) -> Tensor:
    """The bucket of the distance of each piece to each other (Raffel et al. 2020)."""
    place = torch.arange(length)
    distance = place[:, None] - place[None, :]
    ahead = (distance < 0).long() * _BUCKETS
    distance = distance.abs()
    exact = _BUCKETS // 2
    far = torch.log(distance.float().clamp_min(1) / exact) / math.log(_FARTHEST / exact)
    large = (exact + (far * (_BUCKETS - exact)).long()).clamp_max(_BUCKETS - 1)
    return ahead + torch.where(distance < exact, distance, large)


def load_base(
    path: Path, embedding: Embedding, relative: nn.Embedding, blocks: nn.ModuleList
) -> None:
    """Load MPNet's weights (safetensors) into its parts."""
    state = {key.removeprefix("mpnet."): value for key, value in load_file(str(path)).items()}
    with torch.no_grad():
        embedding.word.weight.copy_(state["embeddings.word_embeddings.weight"])
        embedding.position.weight.copy_(state["embeddings.position_embeddings.weight"])
        relative.weight.copy_(state["encoder.relative_attention_bias.weight"])
        copy_into(embedding.norm, state, "embeddings.LayerNorm")
        for index, layer in enumerate(blocks):
            prefix = f"encoder.layer.{index}."
            mine = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
            qkv = [f"attention.attn.{name}" for name in "qkv"]
            layer.load(mine, qkv, "attention.attn.o", "attention.LayerNorm")

"""The shared encoder with its attribution heads, in PyTorch. Needs the extra ``train``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from detente.reading.decode import DISTANCE_BINS, LABELS, LINK_SIZE
from detente.reading.windows import QUOTES, SHAPES

HIDDEN, LAYERS, HEADS = 384, 6, 12


class Block(nn.Module):
    """One BERT layer (post-norm); ``bias`` is added to its attention's scores."""

    def __init__(self, dropout: float, width: int = HIDDEN, eps: float = 1e-12) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        # known beforehand, so that an exported network need not ask for it
        width = self.out.in_features
        batch, length, _ = x.shape
        q, k, v = (
            part.view(batch, length, HEADS, width // HEADS).transpose(1, 2)
            for part in self.qkv(x).split(width, dim=-1)
        )
        rate = self.dropout.p if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=rate)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))

    def load(self, state: dict[str, Tensor], qkv: Sequence[str], out: str, norm: str) -> None:
        """Copy a layer of a base model; the names are those of its attention's parts."""
        self.qkv.weight.copy_(torch.cat([state[part + ".weight"] for part in qkv]))
        self.qkv.bias.copy_(torch.cat([state[part + ".bias"] for part in qkv]))
        copy_into(self.out, state, out)
        copy_into(self.norm1, state, norm)
        copy_into(self.up, state, "intermediate.dense")
        copy_into(self.down, state, "output.dense")
        copy_into(self.norm2, state, "output.LayerNorm")


class Encoder(nn.Module):
    """MiniLM-L6 with two added input embeddings: the word's shape and the quotation state."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(positions, HIDDEN)
        self.shape = nn.Embedding(len(SHAPES), HIDDEN)
        self.quote = nn.Embedding(len(QUOTES), HIDDEN)
        # from zero, so that training begins at the base model
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shape: Tensor, quote: Tensor, mask: Tensor) -> Tensor:
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(place) + self.shape(shape) + self.quote(quote)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for block in self.blocks:
            x = block(x, bias)
        return x

    def load_base(self, path: Path) -> None:
        """Load a BERT checkpoint (safetensors) of the same size; token type 0 joins positions."""
        state = load_file(str(path))
        state = {key.removeprefix("bert."): value for key, value in state.items()}
        with torch.no_grad():
            self.word.weight.copy_(state["embeddings.word_embeddings.weight"])
            types = state["embeddings.token_type_embeddings.weight"][0]
            self.position.weight.copy_(state["embeddings.position_embeddings.weight"] + types)
            copy_into(self.norm, state, "embeddings.LayerNorm")
            for index, block in enumerate(self.blocks):
                prefix = f"encoder.layer.{index}."
                mine = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
                qkv = [f"attention.self.{name}" for name in ("query", "key", "value")]
                block.load(mine, qkv, "attention.output.dense", "attention.output.LayerNorm")


def copy_into(module: nn.Module, state: dict[str, Tensor], prefix: str) -> None:
    """Copy the weight and bias of a base model's part."""
    module.weight.copy_(state[prefix + ".weight"])
    module.bias.copy_(state[prefix + ".bias"])


class Crf(nn.Module):
    """A linear-chain CRF over BIO labels; forbidden moves keep a large negative score."""

    def __init__(self, labels: Sequence[str] = LABELS) -> None:
        super().__init__()
        size = len(labels)
        self.moves = nn.Parameter(torch.zeros(size, size))
        self.begin = nn.Parameter(torch.zeros(size))
        barred = torch.zeros(size, size)
        barred_first = torch.zeros(size)
        for j, after in enumerate(labels):
            if after.startswith("I-"):
                barred_first[j] = -1e4
                for i, before in enumerate(labels):
                    if before[2:] != after[2:]:
                        barred[i, j] = -1e4
        self.register_buffer("barred", barred)
        self.register_buffer("barred_first", barred_first)

    def scores(self) -> tuple[Tensor, Tensor]:
        return self.moves + self.barred, self.begin + self.barred_first

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log likelihood a word; labels and mask are [batch, words]."""
        moves, begin = self.scores()
        emissions = emissions.float()
        picked = emissions.gather(2, labels[:, :, None]).squeeze(2)
        gold = begin[labels[:, 0]] + (picked * mask).sum(1)
        gold = gold + (moves[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        return (self._total(emissions, mask) - gold).sum() / mask.sum()

    def partial_loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """The same where a word may have any of several labels; ``allowed`` is [batch, words, n].

        Tsuboi et al. 2008, "Training conditional random fields using incomplete annotations".
        """
        emissions = emissions.float()
        gold = self._total(emissions.masked_fill(~allowed, -1e4), mask)
        return (self._total(emissions, mask) - gold).sum() / mask.sum()

    def _total(self, emissions: Tensor, mask: Tensor) -> Tensor:
        moves, begin = self.scores()
        alpha = begin + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            after = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + emissions[:, step]
            alpha = torch.where(mask[:, step, None] > 0, after, alpha)
        return torch.logsumexp(alpha, dim=1)


class AttributionModel(nn.Module):
    """Encoder, two tag layers (outermost and nested attributions) and the link projections."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=dropout)
        self.tags = nn.Linear(HIDDEN, len(LABELS))
        self.nested_tags = nn.Linear(HIDDEN, len(LABELS))
        self.crf = Crf()
        self.nested_crf = Crf()
        self.links = nn.Linear(HIDDEN, 4 * LINK_SIZE)
        self.source_distance = nn.Parameter(torch.zeros(len(DISTANCE_BINS) + 1))
        self.content_distance = nn.Parameter(torch.zeros(len(DISTANCE_BINS) + 1))
        self.no_source = nn.Parameter(torch.zeros(1))
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, ids: Tensor, shape: Tensor, quote: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores of both layers [b, n, 7] and link vectors [b, n, 4·LINK_SIZE]."""
        hidden = self.dropout(self.encoder(ids, shape, quote, mask))
        return self.tags(hidden), self.nested_tags(hidden), self.links(hidden)

    def decoder_parameters(self) -> str:
        """What decoding needs besides the network's outputs, as JSON."""
        parameters = {}
        for name, crf in (("outer", self.crf), ("nested", self.nested_crf)):
            moves, begin = crf.scores()
            parameters[name] = {"moves": moves.tolist(), "begin": begin.tolist()}
        for name in ("source_distance", "content_distance", "no_source"):
            parameters[name] = getattr(self, name).tolist()
        return json.dumps(parameters)

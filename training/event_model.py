"""The event heads on the shared encoder, in PyTorch. Needs the extra ``train``.

The lower blocks of the encoder are those of the attributions and stay as they are. On their output
stand two branches: a light one that finds mentions and triggers in a whole window, and a deep one
that reads one sentence with a trigger, or with an actor and a recipient, marked in it.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from detente.reading.decode import LABELS, LINK_SIZE
from detente.reading.event_labels import CODES, MENTION_LABELS, MODALITIES, PARTY_LABELS, TYPES
from training.model import HIDDEN, LAYERS, Block, Encoder

# how many blocks of the encoder both tasks share; four or more were worse on PLV's development
# part, all six much worse (root macro-F1 66 against 81), fewer cost time
SHARED = 3
# frames read on from the first block alone: with blocks of their own above it they gained .02 F1
# over those that began at the third
FIRST = 1


def lower(
    encoder: Encoder, ids: Tensor, shape: Tensor, quote: Tensor, mask: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """The output of the first block and of the shared ones, and the attention bias of the mask."""
    place = torch.arange(ids.shape[1])
    x = encoder.norm(
        encoder.word(ids) + encoder.position(place) + encoder.shape(shape) + encoder.quote(quote)
    )
    bias = attention_bias(mask, x)
    outputs = []
    for block in encoder.blocks[:SHARED]:
        x = block(x, bias)
        outputs.append(x)
    return outputs[FIRST - 1], x, bias


def upper(encoder: Encoder, x: Tensor, bias: Tensor) -> Tensor:
    """The output of the attributions' own blocks."""
    for block in encoder.blocks[SHARED:]:
        x = block(x, bias)
    return x


def attention_bias(mask: Tensor, like: Tensor) -> Tensor:
    """A large negative score where the mask is 0, for every query."""
    return (1.0 - mask.to(like.dtype))[:, None, None, :] * -1e4


# what the heads say of a piece: tags of both layers of attributions, their links, tags of mentions,
# triggers
HEADS = 2 * len(LABELS) + 4 * LINK_SIZE + len(MENTION_LABELS) + 1


class MentionHead(nn.Module):
    """Tags of mentions by role [b, n, 9] and a score of belonging to a trigger [b, n].

    It reads the shared blocks' output and, beside it, that of the attributions' own blocks, which
    is there anyway.
    """

    def __init__(self, dropout: float = 0.1, blocks: int = 1) -> None:
        super().__init__()
        self.top = nn.Linear(HIDDEN, HIDDEN)
        # from zero, so that training begins at the shared output alone
        nn.init.zeros_(self.top.weight)
        nn.init.zeros_(self.top.bias)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(blocks))
        self.tags = nn.Linear(HIDDEN, len(MENTION_LABELS))
        self.trigger = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, shared: Tensor, top: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        x = shared + self.top(top)
        bias = attention_bias(mask, x)
        for block in self.blocks:
            x = block(x, bias)
        x = self.dropout(x)
        return self.tags(x), self.trigger(x).squeeze(-1)


class PairHead(nn.Module):
    """What a sentence says of a marked actor and recipient.

    ``roles`` are 0 elsewhere, 1 on the actor's pieces, 2 on the recipient's. Returned are scores of
    types and no event [b, 17], modes [b, codes], and for every piece its scores of beginning and
    ending the trigger of each type [b, n, 32] and its modalities and certainty [b, n, 12].
    """

    def __init__(
        self, blocks: Iterable[nn.Module] | None = None, width: int = HIDDEN, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.role = nn.Embedding(3, width)
        nn.init.normal_(self.role.weight, std=0.02)
        with torch.no_grad():
            self.role.weight[0] = 0
        self.blocks = nn.ModuleList(blocks or (Block(dropout) for _ in range(LAYERS - SHARED)))
        self.types = nn.Linear(3 * width, len(TYPES) + 1)
        self.modes = nn.Linear(3 * width, len(CODES))
        self.triggers = nn.Linear(width, 2 * len(TYPES))
        self.modalities = nn.Linear(width, len(MODALITIES) + 1)
        self.dropout = nn.Dropout(dropout)

    def begin_at(self, encoder: Encoder) -> None:
        """Begin with the encoder's upper blocks."""
        for mine, theirs in zip(self.blocks, encoder.blocks[SHARED:], strict=True):
            mine.load_state_dict(theirs.state_dict())

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        """What is added to the attention scores."""
        return attention_bias(mask, like)

    def forward(
        self, x: Tensor, roles: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = x + self.role(roles)
        bias = self.bias(mask, x)
        for block in self.blocks:
            x = block(x, bias)
        pooled = torch.cat(
            [mean_over(x, mask), mean_over(x, roles == 1), mean_over(x, roles == 2)], dim=1
        )
        pooled, x = self.dropout(pooled), self.dropout(x)
        return self.types(pooled), self.modes(pooled), self.triggers(x), self.modalities(x)


class EventHead(nn.Module):
    """What a sentence says of a marked trigger, or of a marked actor and recipient.

    It reads the shared blocks' output with what the heads say of each piece [b, n, 664]. ``roles``
    are 0 elsewhere, 1 on the actor's pieces, 2 on the recipient's, 3 on the trigger's. Returned are
    scores of types and no event [b, 17], modes [b, codes], and for every piece who takes part in
    what the trigger tells of [b, n, 5], its modalities and certainty [b, n, 12].
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.role = nn.Embedding(4, HIDDEN)
        # from zero, so that training begins at the shared output alone
        self.heads = nn.Linear(HEADS, HIDDEN)
        nn.init.zeros_(self.heads.weight)
        nn.init.zeros_(self.heads.bias)
        self.norm = nn.LayerNorm(HEADS)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS - SHARED))
        self.pairs = nn.Linear(3 * HIDDEN, len(TYPES) + 1)
        self.types = nn.Linear(2 * HIDDEN, len(TYPES) + 1)
        self.modes = nn.Linear(2 * HIDDEN, len(CODES))
        self.parties = nn.Linear(HIDDEN, len(PARTY_LABELS))
        self.modalities = nn.Linear(HIDDEN, len(MODALITIES) + 1)
        self.dropout = nn.Dropout(dropout)

    def begin_at(self, pairs: PairHead) -> None:
        """Begin with what a head of pairs has learnt; a trigger starts as halfway its parties."""
        self.blocks.load_state_dict(pairs.blocks.state_dict())
        self.pairs.load_state_dict(pairs.types.state_dict())
        self.modalities.load_state_dict(pairs.modalities.state_dict())
        with torch.no_grad():
            self.role.weight[:3] = pairs.role.weight
            self.role.weight[3] = (pairs.role.weight[1] + pairs.role.weight[2]) / 2

    def forward(
        self, x: Tensor, roles: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x, heads = x[..., :HIDDEN], x[..., HIDDEN:]
        x = x + self.heads(self.norm(heads)) + self.role(roles)
        bias = attention_bias(mask, x)
        for block in self.blocks:
            x = block(x, bias)
        whole, trigger = mean_over(x, mask), mean_over(x, roles == 3)
        pair = torch.cat([whole, mean_over(x, roles == 1), mean_over(x, roles == 2)], dim=1)
        told = self.dropout(torch.cat([whole, trigger], dim=1))
        is_trigger = (roles == 3).any(dim=1, keepdim=True)
        types = torch.where(is_trigger, self.types(told), self.pairs(self.dropout(pair)))
        x = self.dropout(x)
        return types, self.modes(told), self.parties(x), self.modalities(x)


def mean_over(x: Tensor, mask: Tensor) -> Tensor:
    """The mean of the vectors where the mask is not 0, zeros where it is 0 everywhere."""
    weight = mask.to(x.dtype)
    return (x * weight[:, :, None]).sum(1) / weight.sum(1, keepdim=True).clamp_min(1)

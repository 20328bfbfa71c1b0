"""Train the attribution model: ``python -m training.train --help``. Needs the extra ``train``."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from detente.evaluation.gold import in_test, read_passages
from detente.evaluation.polnear import Article, read_articles
from detente.reading.decode import DISTANCE_BINS, LINK_SIZE
from training.data import Example, Link, gold_examples, load_silver, polnear_examples
from training.model import AttributionModel
from training.padding import mask_of, pad
from training.stepping import Stepper, groups_at, mixed_precision

PIECES_A_BATCH = 4096
# articles kept out of training to stop on, to calibrate on: never the corpus's dev part
HELD_OUT = 40
# BERT's vocabulary: [MASK], and the last of the special pieces
MASK_ID = LAST_SPECIAL = 103
HIDDEN_SHARE = 0.05
# of what the base model brings; the rest starts from nothing and learns ten times faster
_RATES = dict.fromkeys(("word", "position", "norm", "blocks"), 1.0)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The base model's tokenizer without its truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def batches(examples: Sequence[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Batches of windows of like length, about PIECES_A_BATCH padded pieces each, shuffled."""
    ordered = sorted(examples, key=lambda item: len(item.window) + rng.random() * 16)
    grouped: list[list[Example]] = [[]]
    for item in ordered:
        if (len(grouped[-1]) + 1) * (len(item.window) + 16) > PIECES_A_BATCH:
            grouped.append([])
        grouped[-1].append(item)
    rng.shuffle(grouped)
    yield from grouped


def batch_loss(model: AttributionModel, batch: Sequence[Example]) -> Tensor:
    """Tag losses of both layers plus the link losses."""
    windows = [item.window for item in batch]
    ids, shape, quote = (
        pad([getattr(window, name) for window in windows]) for name in ("ids", "shape", "quote")
    )
    mask = mask_of(windows)
    if model.training:
        # hidden words keep the model from leaning on a few of them
        hide = (torch.rand(ids.shape) < HIDDEN_SHARE) & (ids > LAST_SPECIAL)
        ids = ids.masked_fill(hide, MASK_ID)
    with mixed_precision():
        tags, nested_tags, vectors = model(ids, shape, quote, mask)
    words = pad([item.words for item in batch])
    word_mask = mask_of([item.words for item in batch]).float()
    labels = pad([item.labels for item in batch])
    loss = model.crf.loss(_at(tags, words), labels, word_mask)
    known = [index for index, item in enumerate(batch) if item.nested is not None]
    if known:
        nested = pad([item.nested for item in batch if item.nested is not None])
        width = nested.shape[1]
        loss = loss + model.nested_crf.loss(
            _at(nested_tags, words)[known, :width], nested, word_mask[known, :width]
        )
    vectors = _at(vectors.float(), words)
    parts = [
        part
        for index, item in enumerate(batch)
        for links in (item.links, item.nested_links)
        for part in link_losses(model, vectors[index], links)
    ]
    # a link is scored a cue, a tag a word: this weight puts them on one footing
    return loss + 0.05 * torch.stack(parts).mean() if parts else loss


def _at(values: Tensor, words: Tensor) -> Tensor:
    return values.gather(1, words[:, :, None].expand(-1, -1, values.shape[2]))


def _span_vectors(vectors: Tensor, spans: Sequence[tuple[int, int]], column: int) -> Tensor:
    low = torch.tensor([span[0] for span in spans])
    high = torch.tensor([span[1] for span in spans])
    part = vectors[:, column * LINK_SIZE : (column + 1) * LINK_SIZE]
    return (part[low] + part[high]) / 2


def _bins(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Tensor:
    edges = np.array(DISTANCE_BINS)
    distance = np.array([[a[0] - b[0] for b in others] for a in spans])
    return torch.from_numpy(np.searchsorted(edges, distance))


def link_losses(model: AttributionModel, vectors: Tensor, links: Sequence[Link]) -> list[Tensor]:
    """For each cue the loss of its source among all sources, for each content that of its cue."""
    if not links:
        return []
    losses = []
    cues = [link.cue for link in links]
    sources = sorted({link.source for link in links if link.source})
    if sources:
        score = _span_vectors(vectors, cues, 0) @ _span_vectors(vectors, sources, 1).T
        score = score / LINK_SIZE**0.5 + model.source_distance[_bins(cues, sources)]
        score = torch.cat([score, model.no_source.expand(len(cues), 1)], dim=1)
        target = [sources.index(link.source) if link.source else len(sources) for link in links]
        losses += functional.cross_entropy(score, torch.tensor(target), reduction="none").unbind()
    contents = [(span, index) for index, link in enumerate(links) for span in link.contents]
    if len(cues) > 1 and contents:
        spans = [span for span, _ in contents]
        score = _span_vectors(vectors, spans, 3) @ _span_vectors(vectors, cues, 2).T
        score = score / LINK_SIZE**0.5 + model.content_distance[_bins(spans, cues)]
        target = [index for _, index in contents]
        losses += functional.cross_entropy(score, torch.tensor(target), reduction="none").unbind()
    return losses


def held_out(articles: list[Article]) -> tuple[list[Article], list[Article]]:
    """The articles to train on, and the HELD_OUT kept out: the same for the same order."""
    shuffled = list(articles)
    random.Random(13).shuffle(shuffled)
    return shuffled[HELD_OUT:], shuffled[:HELD_OUT]


def held_out_loss(model: AttributionModel, examples: Sequence[Example]) -> tuple[float, float]:
    """Mean loss and word accuracy (by the highest emission) on the held-out part."""
    model.eval()
    losses, right, total = [], 0, 0
    with torch.no_grad():
        for batch in batches(examples, random.Random(0)):
            losses.append(batch_loss(model, batch).item())
            for item in batch:
                tags, _, _ = model(
                    *(
                        torch.from_numpy(getattr(item.window, n))[None]
                        for n in ("ids", "shape", "quote")
                    ),
                    torch.ones(1, len(item.window), dtype=torch.long),
                )
                guess = tags[0].argmax(1).numpy()[item.words]
                keep = (item.labels > 0) | (guess > 0)
                right += int((guess == item.labels)[keep].sum())
                total += int(keep.sum())
    model.train()
    return float(np.mean(losses)), right / max(total, 1)


def main() -> None:
    """Parse arguments, train, and write a checkpoint after every epoch."""
    options = _options()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    tokenizer = load_tokenizer(options.base)
    model = AttributionModel(options.dropout)
    model.encoder.load_base(options.base / "model.safetensors")
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    articles, held_articles = held_out(list(read_articles(options.polnear)))
    if options.limit:
        articles = articles[: options.limit]
    silver = load_silver(options.silver) if options.silver else None
    gold = [
        passage
        for path in options.gold
        for passage in read_passages(path)
        if not in_test(passage.id)
    ]
    held = polnear_examples(tokenizer, held_articles, random.Random(5), None)
    first = polnear_examples(tokenizer, articles, random.Random(1), silver)
    per_epoch = sum(
        1 for _ in batches(first + gold_examples(tokenizer, gold, rng) * options.gold_times, rng)
    )
    steps = per_epoch * options.epochs
    stepper = Stepper(model, groups_at(model, options.rate, _RATES, 10), steps)
    began = time.time()
    for epoch in range(options.epochs):
        pool = polnear_examples(tokenizer, articles, rng, silver)
        for _ in range(options.gold_times):
            pool += gold_examples(tokenizer, gold, rng)
        losses = []
        for batch in batches(pool, rng):
            losses.append(stepper.step(batch_loss(model, batch)))
            step = stepper.steps_done
            if step % 20 == 0:
                rate = step / (time.time() - began)
                print(
                    f"step {step}/{steps} loss {np.mean(losses[-20:]):.4f} {rate:.2f} steps/s",
                    flush=True,
                )
            if options.stop_after and step >= options.stop_after:
                return
        loss_now, accuracy = held_out_loss(stepper.average, held)
        report = {
            "epoch": epoch + 1,
            "train": float(np.mean(losses)),
            "held_out": loss_now,
            "accuracy": accuracy,
            "seconds": time.time() - began,
        }
        print(json.dumps(report), flush=True)
        torch.save(stepper.average.state_dict(), options.out.with_suffix(f".{epoch + 1}.pt"))
    torch.save(stepper.average.state_dict(), options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="the corpus's train folder")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="our own gold, JSONL")
    parser.add_argument("--gold-times", type=int, default=1, help="times the gold is seen an epoch")
    parser.add_argument("--silver", type=Path, help="silver nested attributions, JSON")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="number of articles, to try the recipe")
    parser.add_argument("--stop-after", type=int, help="number of steps, to time the recipe")
    return parser.parse_args()


if __name__ == "__main__":
    main()

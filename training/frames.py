"""Train the frame head: ``python -m training.frames --help``.

Positions, linkages, forecasts and stated agendas of our own passages, issues of our own sentences
and the agreement of our own pairs of goals. Needs the extra ``train`` and a checkpoint of the
attributions, whose first block stays as it is.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from detente.knowledge.issues import learnt_ids
from detente.reading.frame_labels import ANCHOR_COLUMNS, ANCHORS, EDGES
from detente.reading.windows import Window
from training.event_data import OwnSentence, own_sentences
from training.event_features import Features, features, half, inputs_of
from training.event_mentions import MentionTagger
from training.event_pairs import collate, length_of
from training.export import SharedPass
from training.frame_data import (
    Mistakes,
    Record,
    agreement_item,
    anchor_item,
    event_items,
    false_anchors,
    frame_items,
    issue_item,
    joined,
    read_records,
    sentences_of,
)
from training.frame_model import FrameHead, Item, loss_of
from training.model import AttributionModel
from training.stepping import Stepper, batches_of, groups_at, mixed_precision, train_epochs
from training.train import load_tokenizer

BATCH = 24
# passages read in one, as paragraphs in a window
_MOST_JOINED = 3
# of the gold of events, which tells little of positions, so many sentences
_EVENTS = 1500
# times the rate of the whole; the issues' mean over a text moves little with each step
_RATES = {"below": 1, "blocks": 1, "issues": 100}
_RATE_OF_HEADS = 5
# Taken from the scores of being no anchor: in passages it has learnt from the head errs seldom, and
# must refuse much that it nearly took for one elsewhere.
_DOUBT = 3.0
_MISTAKES_AN_EPOCH = 10_000
# after this share of the epochs the head is shown what it takes for anchors and is none
_REFUSING_FROM = 0.4


@dataclass(frozen=True, slots=True)
class Gold:
    """The records of the three sets; issues of positions and steps are known too."""

    frames: Sequence[Record]
    issues: Sequence[Record]
    goals: Sequence[Record]
    events: Sequence[OwnSentence]

    def texts(self) -> list[str]:
        """All texts whose features are needed."""
        texts = {record["text"] for record in [*self.frames, *self.issues]}
        texts |= {text for record in self.frames for text in sentences_of(record)}
        texts |= {record[side]["text"] for record in self.goals for side in "ab"}
        return sorted(texts | {sentence.text for sentence in self.events})


def read_gold(folder: Path, parts: Sequence[str]) -> Gold:
    """The named parts (train, dev) of ``frames``, ``issues`` and ``goals`` in a folder."""
    frames, issues, goals = (
        [
            record
            for part in parts
            if (folder / f"{name}.{part}.jsonl").is_file()
            for record in read_records(folder / f"{name}.{part}.jsonl")
        ]
        for name in ("frames", "issues", "goals")
    )
    events = [one for one in own_sentences(folder / "events.train.jsonl") if one.events]
    return Gold(frames, issues, goals, random.Random(0).sample(events, min(_EVENTS, len(events))))


def run_heads(shared_pass: SharedPass, windows: Sequence[Window]) -> NDArray[np.float16]:
    """The first block's output for windows and, after it, that of the heads, padded."""
    with torch.no_grad(), mixed_precision():
        *heads, trigger, _, early = shared_pass(*inputs_of(windows))
    return half(torch.cat([early, *heads, trigger[..., None]], dim=2))


def mistakes_of(
    head: FrameHead, gold: Gold, found: Mapping[str, Features], rng: random.Random
) -> Mistakes:
    """Of what a trained head takes for anchors in the passages and is none: some to refuse."""
    texts = {text for record in gold.frames for text in sentences_of(record) if text in found}
    labels = _anchor_labels(head, {text: found[text] for text in sorted(texts)})
    taken = [pair for record in gold.frames for pair in false_anchors(record, found, labels)]
    mistakes = defaultdict(list)
    for text, anchor in rng.sample(taken, min(_MISTAKES_AN_EPOCH, len(taken))):
        mistakes[text].append(anchor)
    return mistakes


def _anchor_labels(head: FrameHead, found: Mapping[str, Features]) -> dict[str, NDArray[np.int64]]:
    """The head's label of each piece of each text, a column for each sort of anchor."""
    head.eval()
    labels = {}
    texts = sorted(found, key=lambda text: len(found[text].start))
    for low in range(0, len(texts), BATCH):
        group = texts[low : low + BATCH]
        items = [
            Item(found[text], np.zeros(len(found[text].start), dtype=np.int64)) for text in group
        ]
        with torch.no_grad(), mixed_precision():
            scores = head(*collate(items))[0][:, :, :ANCHOR_COLUMNS].float()
        scores = scores.reshape(*scores.shape[:2], len(ANCHORS), EDGES)
        scores[..., 0] -= _DOUBT
        best = scores.argmax(3).numpy()
        for row, item, text in zip(best, items, group, strict=True):
            labels[text] = row[: len(item.roles)]
    return labels


def items_of(
    gold: Gold,
    found: Mapping[str, Features],
    issues: Sequence[str],
    mistakes: Mistakes,
    rng: random.Random,
) -> list[Item]:
    """An epoch's items."""
    passages = [record for record in gold.frames if record["text"] in found]
    rng.shuffle(passages)
    # steps are few: where an author orders some is seen twice
    stated = [record for record in passages if record["agenda"]]
    items = _some_as_one([anchor_item(r, found[r["text"]]) for r in [*passages, *stated]], rng)
    for record in passages:
        items += frame_items(record, found, mistakes, rng)
    for sentence in gold.events:
        if sentence.text in found:
            items += event_items(sentence, found[sentence.text])
    labelled = [record for record in gold.issues if record["text"] in found]
    items += [issue_item(r, found[r["text"]], issues) for r in labelled]
    pairs = [agreement_item(record, found) for record in gold.goals]
    swapped = [agreement_item({**r, "a": r["b"], "b": r["a"]}, found) for r in gold.goals]
    items += [item for item in [*pairs, *swapped] if item is not None]
    return items


def _some_as_one(items: list[Item], rng: random.Random) -> list[Item]:
    """Passages one after another, some of them as one text."""
    found = []
    while items:
        size = rng.randint(1, _MOST_JOINED)
        group, items = items[:size], items[size:]
        merged = joined([item.features for item in group])
        roles = np.concatenate([item.roles for item in group])
        anchors = np.concatenate([item.anchors for item in group if item.anchors is not None])
        found.append(replace(group[0], features=merged, roles=roles, anchors=anchors))
    return found


def train(
    head: FrameHead,
    items: Callable[[int, FrameHead], Sequence[Item]],
    epochs: int,
    rate: float,
    seed: int,
    checkpoint: Path,
) -> None:
    """Train on each epoch's items; the moving average of the weights is saved after each.

    ``items`` gives them for an epoch and the moving average so far.
    """
    rng = random.Random(seed)

    def batches(epoch: int) -> list[list[Item]]:
        return batches_of(items(epoch, stepper.average), BATCH, length_of, _sort, rng)

    first = batches_of(items(0, head), BATCH, length_of, _sort, rng)
    groups = groups_at(head, rate, _RATES, _RATE_OF_HEADS)
    stepper = Stepper(head, groups, epochs * len(first))
    train_epochs(stepper, epochs, batches, loss_of, checkpoint)


def _sort(item: Item) -> tuple[bool, bool, bool]:
    return item.anchors is None, item.issues is None, item.valid < 0


def main() -> None:
    """Parse arguments, train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of the attributions")
    parser.add_argument("--mentions", type=Path, required=True, help="checkpoint of the mentions")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--gold", type=Path, required=True, help="folder of our own gold")
    parser.add_argument("--parts", nargs="+", default=["train"])
    parser.add_argument("--go-on", type=Path, help="checkpoint of a frame head to go on from")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    model, tokenizer = AttributionModel(), load_tokenizer(options.base)
    tagger = MentionTagger()
    for module, path in ((model, options.start), (tagger, options.mentions)):
        module.load_state_dict(torch.load(path, weights_only=True))
        module.eval()
    gold, issues = read_gold(options.gold, options.parts), learnt_ids()
    run = partial(run_heads, SharedPass(model, tagger.head))
    texts = gold.texts()
    rng.shuffle(texts)
    # half of the texts stand alone, half among others: both at once would fill the memory
    half_way = len(texts) // 2
    alone = features(run, tokenizer, texts[:half_way], None)
    found = alone | features(run, tokenizer, texts[half_way:], rng)

    def items(epoch: int, average: FrameHead) -> list[Item]:
        refuses = options.go_on or epoch >= _REFUSING_FROM * options.epochs
        mistakes = mistakes_of(average, gold, found, rng) if refuses else {}
        return items_of(gold, found, issues, mistakes, rng)

    head = FrameHead(len(issues))
    head.begin_at(model.encoder)
    if options.go_on:
        head.load_state_dict(torch.load(options.go_on, weights_only=True))
    train(head, items, options.epochs, options.rate, options.seed, options.out)


if __name__ == "__main__":
    main()

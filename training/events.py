"""Train the event heads: ``python -m training.events --help``.

Needs the extra ``train``, a checkpoint of the attributions, whose shared blocks stay as they are,
and the public sets. Sentences kept for development (``evals.split``) are never seen.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer

from detente.document import Span
from detente.evaluation.factuality import read_predicates
from detente.reading.event_labels import NO_EVENT
from training.event_data import (
    MentionExample,
    PairExample,
    WordExample,
    cameo_pairs,
    certain_words,
    own_mentions,
    own_pairs,
    own_sentences,
    own_words,
    plv_pairs,
    public_mentions,
)
from training.event_features import Features, Lower, features, run_lower
from training.event_mentions import MentionTagger, items_of, train_mentions
from training.event_model import SHARED, EventHead, PairHead
from training.event_pairs import Item, pair_items, train_pairs, word_items
from training.event_teacher import load_large
from training.event_triggers import (
    TriggerItem,
    certain_items,
    run_shared,
    train_certainty,
    train_triggers,
    trigger_items,
)
from training.export import SharedPass
from training.model import AttributionModel, Encoder
from training.train import load_tokenizer

# times PLV's few pairs are seen an epoch, and how many of the many certain words
PLV_TIMES = 2
UDS_AN_EPOCH = 2500
UDS_BESIDE_TRIGGERS = 400
UW_TIMES = 2
OWN_WORDS_TIMES = 2
# of our own gold, so many sentences the large head sees, and so many of their pairs an epoch
LARGE_SENTENCES, LARGE_PAIRS = 6000, 6000
# of our own gold, so many sentences are held to what was said of them while certainty is trained
HELD_SENTENCES = 5000
# mention examples are packed anew so many times
PACKINGS = 3


def load_encoder(checkpoint: Path) -> Encoder:
    """The encoder of an attribution checkpoint."""
    encoder = Encoder(dropout=0.0)
    encoder.eval()
    state = torch.load(checkpoint, weights_only=True)
    prefix = "encoder."
    encoder.load_state_dict(
        {name[len(prefix) :]: value for name, value in state.items() if name.startswith(prefix)}
    )
    return encoder


def run_mentions(options: argparse.Namespace, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """Train and save the mention head."""
    rng = random.Random(options.seed)
    sentences = own_sentences(options.gold)
    plover = options.data / "plover"
    examples: list[MentionExample] = own_mentions(sentences) * 2
    examples += public_mentions(plover / "cameo_ner_train.txt", plv_pairs(plover / "PLV_train.tsv"))
    pools = [items_of(encoder, tokenizer, examples, rng) for _ in range(PACKINGS)]
    tagger = MentionTagger()
    for mine, theirs in zip(tagger.head.blocks, encoder.blocks[SHARED:], strict=False):
        mine.load_state_dict(theirs.state_dict())
    train_mentions(tagger, pools, options.epochs, options.rate, options.seed, options.out)


def run_pairs(options: argparse.Namespace, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """Train and save the pair head."""
    rng = random.Random(options.seed)
    fixed, sentences = _fixed_pairs(options), own_sentences(options.gold)
    uds, uw = (_words(options.data / "factuality" / name) for name in ("UDS_IH2", "UW"))
    own = own_words(sentences)
    texts = sorted(
        {pair.text for pair in fixed}
        | {word.text for word in [*own, *uds, *uw]}
        | {sentence.text for sentence in sentences}
    )
    run: Lower = partial(run_lower, encoder)
    head = PairHead()
    head.begin_at(encoder)
    alone = features(run, tokenizer, texts, None)
    among = features(run, tokenizer, texts, random.Random(options.seed))
    pools = []
    for epoch in range(options.epochs):
        rng.shuffle(uds)
        words: list[WordExample] = [*own * OWN_WORDS_TIMES, *uds[:UDS_AN_EPOCH]]
        words += uw * UW_TIMES
        pairs = [*fixed, *own_pairs(sentences, rng)]
        # sentences stand alone in one epoch and among others in the next
        found = alone | among if epoch % 2 else alone
        pools.append([*pair_items(pairs, found), *word_items(words, found)])
    if options.go_on:
        head.load_state_dict(torch.load(options.go_on, weights_only=True))
    train_pairs(head, pools, options.rate, options.seed, options.out)


def run_large(options: argparse.Namespace, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """Train and save the large head, on the public pairs and on some of our own."""
    rng = random.Random(options.seed)
    fixed = _fixed_pairs(options)
    told = [sentence for sentence in own_sentences(options.gold) if sentence.events]
    own = rng.sample(told, min(len(told), LARGE_SENTENCES))
    public = {pair.text for pair in fixed}
    lower, head = load_large(options.large)
    alone = features(lower.run, tokenizer, sorted(public | {one.text for one in own}), None)
    among = features(lower.run, tokenizer, sorted(public), rng)
    pools = []
    for epoch in range(options.epochs):
        found = alone | among if epoch % 2 else alone
        pools.append(pair_items([*fixed, *_of_two(own_pairs(own, rng), rng)], found))
    if options.go_on:
        head.load_state_dict(torch.load(options.go_on, weights_only=True))
    train_pairs(head, pools, options.rate, options.seed, options.out)


def _of_two(pairs: Iterable[PairExample], rng: random.Random) -> list[PairExample]:
    """Some of the pairs, with fewer of those that are none or name one party: it is never asked
    about such."""
    kept = [
        pair
        for pair in pairs
        if (pair.types[0] != NO_EVENT or rng.random() < 0.3)
        and ((pair.actor and pair.recipient) or rng.random() < 0.5)
    ]
    return rng.sample(kept, min(len(kept), LARGE_PAIRS))


def run_triggers(options: argparse.Namespace, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """Train and save the event head, which goes on from a pair head or from one of its own."""
    rng = random.Random(options.seed)
    fixed, sentences = _fixed_pairs(options), own_sentences(options.gold)
    uds, uw = (_words(options.data / "factuality" / name) for name in ("UDS_IH2", "UW"))
    uds = rng.sample(uds, UDS_BESIDE_TRIGGERS * options.epochs)
    texts = {pair.text for pair in fixed} | {word.text for word in [*uds, *uw]}
    texts |= {sentence.text for sentence in sentences}
    found = _shared_features(options, tokenizer, texts, rng)
    pools: list[list[Item | TriggerItem]] = [
        [
            *trigger_items(sentences, found, rng),
            *pair_items(fixed, found),
            *certain_items([*uds[epoch :: options.epochs], *uw], found),
        ]
        for epoch in range(options.epochs)
    ]
    train_triggers(_event_head(options), pools, options.rate, options.seed, options.out)


def run_certainty(options: argparse.Namespace, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """Train an event head's certainty on with words in news alone, all else held, and save it."""
    rng = random.Random(options.seed)
    words, fixed = _words(options.data / "factuality" / "UW"), _fixed_pairs(options)
    sentences = rng.sample(own_sentences(options.gold), HELD_SENTENCES)
    texts = {word.text for word in words} | {pair.text for pair in fixed}
    texts |= {sentence.text for sentence in sentences}
    found = _shared_features(options, tokenizer, texts, rng)
    kept: list[Item | TriggerItem] = [
        *trigger_items(sentences, found, rng),
        *pair_items(fixed, found),
    ]
    train_certainty(
        _event_head(options),
        certain_items(words, found),
        kept,
        options.rate,
        options.seed,
        options.out,
    )


def _shared_features(
    options: argparse.Namespace, tokenizer: Tokenizer, texts: Iterable[str], rng: random.Random
) -> dict[str, Features]:
    """What the event head reads of each text: half of them stand alone, half among others."""
    model, tagger = AttributionModel(), MentionTagger()
    for module, path in ((model, options.start), (tagger, options.mentions)):
        module.load_state_dict(torch.load(path, weights_only=True))
        module.eval()
    run: Lower = partial(run_shared, SharedPass(model, tagger.head))
    shuffled = sorted(texts)
    rng.shuffle(shuffled)
    half_way = len(shuffled) // 2
    alone = features(run, tokenizer, shuffled[:half_way], None)
    return alone | features(run, tokenizer, shuffled[half_way:], rng)


def _event_head(options: argparse.Namespace) -> EventHead:
    head = EventHead()
    if options.go_on:
        head.load_state_dict(torch.load(options.go_on, weights_only=True))
    else:
        pairs = PairHead()
        pairs.load_state_dict(torch.load(options.pairs, weights_only=True))
        head.begin_at(pairs)
    return head


def _fixed_pairs(options: argparse.Namespace) -> list[PairExample]:
    plover = options.data / "plover"
    pairs = plv_pairs(plover / "PLV_train.tsv") * PLV_TIMES
    pairs += cameo_pairs(plover / "cameo_ner_train.txt", plover / "cameo_class_train.tsv")
    if options.silver:
        for line in options.silver.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            actor, recipient = (record[side] and Span(*record[side]) for side in _SIDES)
            shares = tuple(record["shares"])
            pairs.append(
                PairExample(record["text"], actor, recipient, (), weight=0.7, shares=shares)
            )
    return pairs


_SIDES = ("actor", "recipient")


def _words(folder: Path) -> list[WordExample]:
    # some sentences of UW stand in both of its parts
    dev = {text for text, _ in read_predicates(folder / "dev.jsonl")}
    return certain_words(folder / "train.jsonl", dev)


_RUNS = {
    "mentions": run_mentions,
    "pairs": run_pairs,
    "large": run_large,
    "triggers": run_triggers,
    "certainty": run_certainty,
}


def main() -> None:
    """Parse arguments, train one of the heads and save it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("head", choices=tuple(_RUNS))
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of the attributions")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--data", type=Path, required=True, help="holds plover/ and factuality/")
    parser.add_argument("--gold", type=Path, required=True, help="our own gold, training part")
    parser.add_argument("--mentions", type=Path, help="triggers: checkpoint of the mentions")
    parser.add_argument("--pairs", type=Path, help="triggers: the pair head to begin at")
    parser.add_argument("--go-on", type=Path, help="checkpoint of the same head to go on from")
    parser.add_argument("--large", type=Path, help="large: folder of MPNet-base")
    parser.add_argument("--silver", type=Path, help="pairs with a teacher's shares")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    _RUNS[options.head](options, load_encoder(options.start), load_tokenizer(options.base))


if __name__ == "__main__":
    main()

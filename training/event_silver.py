"""Pairs for the student to learn from its teacher: ``python -m training.event_silver --help``.

Sentences of machine-written stories, with the parties that the mention head finds in them; the
teacher's shares are what the student is to say. Also the marked pairs of the training sets, where
the teacher's shares soften the labels.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch
from evals.split import is_dev

from detente.document import Span
from detente.evaluation.statements import plain_document
from detente.reading.encoder import Encoder
from detente.reading.event_mentions import Candidates, find_candidates
from training.event_data import PairExample
from training.event_features import features
from training.event_pairs import pair_items
from training.event_teacher import load_large, shares
from training.train import load_tokenizer

# of one story: its siblings tell the same with other names
SENTENCES_A_STORY = 4
PAIRS_A_SENTENCE = 2


def stories(path: Path, most: int, rng: random.Random) -> list[str]:
    """Texts of the zipped table, as many of each label as there are, up to ``most`` in all."""
    csv.field_size_limit(sys.maxsize)
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".csv"))
        with archive.open(name) as file:
            rows = list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")))
    by_label = defaultdict(list)
    for row in rows:
        by_label[row["label"]].append(row["text"])
    each = most // len(by_label)
    return [
        text
        for label in sorted(by_label)
        for text in rng.sample(by_label[label], min(each, len(by_label[label])))
    ]


def pairs_of(text: str, encoder: Encoder, rng: random.Random) -> Iterator[PairExample]:
    """A few pairs of a few of a story's sentences that seem to hold an event."""
    document = plain_document(text)
    candidates = [
        item
        for item in find_candidates(document, encoder.read(document), encoder.mentions)
        if max(chance for _, chance in item.triggers) > 0.2
    ]
    for item in rng.sample(candidates, min(SENTENCES_A_STORY, len(candidates))):
        sentence = document.sentences[item.sentence]
        words = document.text[sentence.start : sentence.end]
        if not is_dev(words):
            for actor, recipient in _chosen(item, rng):
                yield PairExample(
                    words, _moved(actor, sentence.start), _moved(recipient, sentence.start), ()
                )


def _chosen(item: Candidates, rng: random.Random) -> list[tuple[Span | None, Span | None]]:
    spans: list[Span | None] = [mention.span for mention in item.mentions]
    pairs = [
        (actor, recipient)
        for actor in [*spans, None]
        for recipient in [*spans, None]
        if actor != recipient
    ]
    scores = {mention.span: (mention.acts, mention.is_acted_on) for mention in item.mentions}

    def weight(pair: tuple[Span | None, Span | None]) -> float:
        actor, recipient = pair
        return (scores[actor][0] if actor else 0.3) * (scores[recipient][1] if recipient else 0.3)

    pairs.sort(key=weight, reverse=True)
    rest = pairs[PAIRS_A_SENTENCE:]
    return pairs[:PAIRS_A_SENTENCE] + rng.sample(rest, min(1, len(rest)))


def _moved(span: Span | None, start: int) -> Span | None:
    return span and Span(span.start - start, span.end - start)


def main() -> None:
    """Parse arguments and write one JSON object a pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, required=True, help="the zipped table of stories")
    parser.add_argument("--models", type=Path, required=True, help="weights that find mentions")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--large", type=Path, required=True, help="folder of MPNet-base")
    parser.add_argument("--teacher", type=Path, required=True, help="its checkpoint")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stories-most", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    encoder = Encoder(options.models)
    pairs = [
        pair
        for text in stories(options.stories, options.stories_most, rng)
        for pair in pairs_of(text, encoder, rng)
    ]
    print(len(pairs), "pairs", flush=True)
    lower, head = load_large(options.large)
    head.load_state_dict(torch.load(options.teacher, weights_only=True))
    tokenizer = load_tokenizer(options.base)
    found = features(lower.run, tokenizer, sorted({pair.text for pair in pairs}), None)
    items = pair_items(pairs, found)
    with options.out.open("w", encoding="utf-8") as file:
        for item, parts in zip(items, shares(head, items), strict=True):
            pair = item.pair
            assert pair is not None
            record = {
                "text": pair.text,
                "actor": pair.actor,
                "recipient": pair.recipient,
                "shares": [round(float(share), 4) for share in parts],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

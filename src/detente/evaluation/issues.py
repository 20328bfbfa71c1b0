"""``evaluate issues``: the issues of passages against those that the gold gives them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from detente.errors import DetenteError
from detente.evaluation.measures import Counts, Report
from detente.evaluation.statements import plain_document
from detente.knowledge.issues import issue_ids, parents
from detente.reading.decode import Floats
from detente.reading.encoder import Encoder
from detente.reading.frame_network import unmarked
from detente.reading.issues import issues_of

# The network's scores of a text, in the order of ``learnt_ids``; None where there are none.
Scores = Callable[[str], Floats | None]


def network_scores(encoder: Encoder) -> Scores:
    """A function that gives the network's scores of a text: the mean over its pieces."""

    def scores(text: str) -> Floats | None:
        windows = encoder.read(plain_document(text))
        readings = encoder.frames.read([unmarked(window.pieces) for window in windows])
        rows = [reading.issues for reading in readings if len(reading.issues)]
        return np.concatenate(rows).mean(axis=0) if rows else None

    return scores


def evaluate_issues(data: Path, logits: Scores = lambda text: None) -> Report:
    """Score each passage's issues; only those below no other are counted.

    ``macro_f1`` is the mean of the F1 of each issue that the gold or the answers have;
    ``precision``, ``recall`` and ``f1`` are over all passages and issues; ``none_right`` is the
    share, of the passages that the gold gives an issue, of those without a single right one.

    Args:
        data: JSONL with ``id``, ``text`` and ``issues`` (ids) a line.
        logits: the network's scores; without them cue terms decide alone.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``, ``DATA_EMPTY``, ``GOLD_RECORD``.
    """
    leaves = set(issue_ids()) - parents()
    hits, found, asked = Counter[str](), Counter[str](), Counter[str]()
    number = with_issue = none_right = 0
    for text, gold in _passages(data):
        number += 1
        mine = set(issues_of(text, logits(text))) & leaves
        theirs = gold & leaves
        hits.update(mine & theirs)
        found.update(mine)
        asked.update(theirs)
        with_issue += bool(theirs)
        none_right += bool(theirs) and not mine & theirs
    if not number:
        raise DetenteError("DATA_EMPTY", f"{data} holds no passages.")
    each = [Counts(hits[id], found[id], asked[id]).f1 for id in {*found, *asked}]
    whole = Counts(hits.total(), found.total(), asked.total())
    scores = {
        "macro_f1": sum(each) / len(each) if each else 0.0,
        "precision": whole.precision,
        "recall": whole.recall,
        "f1": whole.f1,
        "none_right": none_right / with_issue if with_issue else 0.0,
    }
    return Report(task="issues", data=str(data), n=number, scores=scores)


def _passages(data: Path) -> Iterator[tuple[str, set[str]]]:
    if not data.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND",
            f"There is no file {data}.",
            "Name a JSONL file such as evals/gold/issues.dev.jsonl.",
        )
    for number, line in enumerate(data.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, gold = str(record["text"]), set(map(str, record["issues"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DetenteError(
                "GOLD_RECORD",
                f"{data}, line {number} is no passage with issues: {error}.",
                "Each line is a JSON object with id, text and issues.",
            ) from error
        if unknown := gold - set(issue_ids()):
            raise DetenteError(
                "GOLD_RECORD",
                f"{data}, line {number}: {min(unknown)!r} is no issue of the tree.",
                "The issues are those that docs/issues.md lists.",
            )
        yield text, gold

"""Find the numbers of ``issues.json``: ``python -m training.issues --help``.

What each sort of cue is worth is fitted on our own sentences by logistic regression over all
pairs of a sentence and an issue; the thresholds are those of the best F1 over issues. With
``--models``, how cues and the network's scores are weighed is fitted too: on the ``--unseen``
files, which the network was not trained on, or it is trusted too much. How a row's own words and
what stands around it are weighed is fitted on the positions of ``--rows`` with the cues alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.document import Document, Span
from detente.evaluation.frames import gold_document
from detente.evaluation.issues import Scores, network_scores
from detente.evaluation.statements import plain_document
from detente.knowledge.issues import issue_ids, parents
from detente.reading.encoder import Encoder
from detente.reading.issue_cues import SORTS, find_cues
from detente.reading.issues import LEVELS, SETTINGS, Surroundings, Weights

Numbers = NDArray[np.float64]
# where the fit begins: what was thought before any gold was seen
_BEGIN = (4.0, 3.0, 2.5, 2.5, 1.0, 0.5)
_STEPS, _RATE = 3000, 0.03
# a page of the length that is read in earnest counts for more than a passage of a few sentences
_PAGE_WEIGHT, _KEEP_SMALL = 10.0, 1e-3
_LEAST_AROUND = 0.15


class Passage(NamedTuple):
    """A text and the issues it is about."""

    text: str
    issues: frozenset[str]


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a JSONL file: texts with issues, or sentences with goals of known issue."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "issues" in record:
            yield Passage(record["text"], frozenset(record["issues"]))
        else:
            yield from _sentences(record)


def _sentences(record: dict[str, Any]) -> Iterator[Passage]:
    goals = [(row["goal"]["start"], row["issue"]) for row in record["positions"]]
    steps = [(row["step"]["start"], row["issue"]) for row in record["agenda"]]
    for sentence in plain_document(record["text"]).sentences:
        about = {i for at, i in goals + steps if i and sentence.start <= at < sentence.end}
        if about:
            yield Passage(record["text"][sentence.start : sentence.end], frozenset(about))


@dataclass(frozen=True, slots=True)
class Cases:
    """Passages by issues below no other: evidence [n, issues, SORTS], scores, and the truth."""

    evidence: Numbers
    logits: Numbers
    truth: Numbers


def cases_of(passages: Sequence[Passage], scores: Scores = lambda text: None) -> Cases:
    """The cases of passages; scores are zero where there are none."""
    ids, above = issue_ids(), parents()
    leaves = [place for place, id in enumerate(ids) if id not in above]
    evidence = [find_cues(text).evidence(Span(0, len(text))) for text, _ in passages]
    found = [scores(text) for text, _ in passages]
    logits = [np.zeros(len(ids)) if score is None else score for score in found]
    truth = [[id in about for id in ids] for _, about in passages]
    return Cases(
        np.array(evidence, dtype=float)[:, leaves],
        np.array(logits, dtype=float)[:, leaves],
        np.array(truth, dtype=float)[:, leaves],
    )


def fit_sorts(cases: Cases) -> tuple[Numbers, Numbers]:
    """The worth of each sort, and constant and slope of being behind the best issue."""
    worth = np.array(_BEGIN)
    line = np.array([-4.0, -0.2])
    rows = np.arange(len(cases.truth))
    adam = _Adam(len(worth) + 2)
    for _ in range(_STEPS):
        cue = cases.evidence @ worth
        best = cue.argmax(axis=1)
        behind = cue.max(axis=1, keepdims=True) - cue
        wrong = _chance(line[0] + cue + line[1] * behind) - cases.truth
        mine = np.einsum("ij,ijk->k", wrong, cases.evidence)
        theirs = np.einsum("i,ik->k", wrong.sum(axis=1), cases.evidence[rows, best])
        slope = np.array([wrong.sum(), (wrong * behind).sum()])
        step = adam.step(np.concatenate([mine + line[1] * (theirs - mine), slope]) / len(rows))
        worth = np.maximum(worth - step[:-2], 0)
        line = np.array([line[0] - step[-2], min(line[1] - step[-1], 0)])
    return worth, line


def fit_both(cases: Cases, worth: Numbers) -> Numbers:
    """Constant and slopes of the cues, of being behind and of the network's score."""
    table = _table(cases, worth)
    slopes = np.array([-4.0, 1.0, -0.2, 0.5])
    adam = _Adam(len(slopes))
    for _ in range(_STEPS):
        wrong = _chance(table @ slopes) - cases.truth
        slopes = slopes - adam.step(np.einsum("ij,ijk->k", wrong, table) / len(table))
    return slopes


def _table(cases: Cases, worth: Numbers) -> Numbers:
    """One, the cues, how far they are behind the best issue's, and the network's score."""
    cue = cases.evidence @ worth
    behind = cue.max(axis=1, keepdims=True) - cue
    return np.stack([np.ones_like(cue), cue, behind, cases.logits], axis=-1)


class _Adam:
    """Step sizes by the running mean and square of the gradient (Kingma and Ba 2015)."""

    def __init__(self, size: int) -> None:
        self._mean, self._square, self._count = np.zeros(size), np.zeros(size), 0

    def step(self, gradient: Numbers) -> Numbers:
        self._count += 1
        self._mean = 0.9 * self._mean + 0.1 * gradient
        self._square = 0.99 * self._square + 0.01 * gradient**2
        mean = self._mean / (1 - 0.9**self._count)
        square = self._square / (1 - 0.99**self._count)
        return _RATE * mean / (np.sqrt(square) + 1e-8)


def best_threshold(chances: Numbers, truth: Numbers) -> float:
    """The chance with the best mean of macro and micro F1."""
    # what is fitted looks surer on its own sentences than on others, so not from 0.2
    return float(
        max(np.arange(0.25, 0.71, 0.05), key=lambda least: _score(chances >= least, truth))
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """Positions by issues below no other: levels [n, issues, 2 × LEVELS], truth, weights.

    The levels stand in the first half for subjects and in the second for SETTINGS; the last
    column of the truth [n, issues + 1] is that of no issue.
    """

    levels: Numbers
    truth: Numbers
    weights: Numbers


def read_rows(paths: Sequence[Path], known: Weights) -> Rows:
    """The goals of positions in JSONL files of pages or passages, and what stands around them."""
    above = parents()
    ids = [id for id in issue_ids() if id not in above]
    leaves = np.array([id not in above for id in issue_ids()])
    setting = np.array([id in SETTINGS for id in ids])[:, None]
    levels, truth, weights = [], [], []
    for record, document in _documents(paths):
        around = Surroundings(document, numbers=known)
        for row in record["positions"]:
            goal = Span(row["goal"]["start"], row["goal"]["end"])
            at = [s.index for s in document.sentences if s.start <= goal.start < s.end]
            if row["issue"] in above or not at:
                continue
            near = around.levels([goal], at[0])[leaves]
            levels.append(np.concatenate([near * ~setting, near * setting], axis=1))
            truth.append([id == row["issue"] for id in ids] + [not row["issue"]])
            weights.append(_PAGE_WEIGHT if "page" in record else 1.0)
    return Rows(np.array(levels), np.array(truth, dtype=float), np.array(weights))


def _documents(paths: Sequence[Path]) -> Iterator[tuple[dict[str, Any], Document]]:
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["positions"]:
                yield record, gold_document(record, path)


def fit_around(rows: Rows) -> tuple[Numbers, float]:
    """What the levels are worth, none less than nothing, and the score of no issue."""
    worth, none = np.ones(rows.levels.shape[-1]), 4.0
    share = rows.weights[:, None] / rows.weights.sum()
    adam = _Adam(len(worth) + 1)
    for _ in range(_STEPS // 6):
        score = np.concatenate([rows.levels @ worth, np.full((len(share), 1), none)], axis=1)
        odds = np.exp(score - score.max(axis=1, keepdims=True))
        wrong = (odds / odds.sum(axis=1, keepdims=True) - rows.truth) * share
        slope = np.einsum("ij,ijk->k", wrong[:, :-1], rows.levels) + _KEEP_SMALL * worth
        step = adam.step(np.append(slope, wrong[:, -1].sum()))
        worth, none = np.maximum(worth - step[:-1], 0), none - step[-1]
    return worth, float(none)


def _score(found: NDArray[np.bool_], truth: Numbers) -> float:
    hits, asked = (found * truth).sum(axis=0), found.sum(axis=0) + truth.sum(axis=0)
    seen = asked > 0
    return float((2 * hits[seen] / asked[seen]).mean() + 2 * hits.sum() / asked.sum())


def _chance(score: Numbers) -> Numbers:
    chances: Numbers = 1 / (1 + np.exp(-score))
    return chances


def main() -> None:
    """Parse arguments, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="JSONL with issues")
    parser.add_argument("--rows", type=Path, nargs="+", required=True, help="JSONL of positions")
    parser.add_argument("--models", type=Path, help="folder of the weights of the network")
    parser.add_argument("--unseen", type=Path, nargs="+", help="JSONL the network has not seen")
    parser.add_argument("--out", type=Path, required=True, help="issues.json")
    options = parser.parse_args()
    cases = cases_of([passage for path in options.gold for passage in read_passages(path)])
    worth, line = fit_sorts(cases)
    slopes = np.array([line[0], 1.0, line[1], 0.0])
    alone = _rounded(slopes)
    least = best_threshold(_chance(_table(cases, worth) @ slopes), cases.truth)
    made: dict[str, Any] = {
        "sorts": dict(zip(SORTS, _rounded(worth), strict=True)),
        "alone": alone,
        "least": round(least, 2),
        "both": alone,
        "least_both": round(least, 2),
    }
    if options.models:
        unseen = [passage for path in options.unseen for passage in read_passages(path)]
        read = cases_of(unseen, network_scores(Encoder(options.models)))
        slopes = fit_both(read, worth)
        chances = _chance(_table(read, worth) @ slopes)
        made["both"] = _rounded(slopes)
        made["least_both"] = round(best_threshold(chances, read.truth), 2)
    cues_alone = (alone[0], alone[1], alone[2], alone[3])
    numbers = Weights(
        tuple(made["sorts"].values()), cues_alone, cues_alone, least, least, (), (), 0, 0
    )
    levels, none = fit_around(read_rows(options.rows, numbers))
    made["subject"] = dict(zip(LEVELS, _rounded(levels[: len(LEVELS)]), strict=True))
    made["setting"] = dict(zip(LEVELS, _rounded(levels[len(LEVELS) :]), strict=True))
    made["none"], made["least_around"] = round(none, 3), _LEAST_AROUND
    options.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _rounded(numbers: Numbers) -> list[float]:
    result: list[float] = numbers.round(3).tolist()
    return result


if __name__ == "__main__":
    main()

"""Fit confidence on what was not trained on (Platt 1999; Guo et al. 2017)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch

from detente.evaluation.agreement import read_agreements
from detente.evaluation.event_gold import read_event_sentences
from detente.evaluation.events import hit_events, read_events
from detente.evaluation.frames import FrameTask, judge_frames, read_gold
from detente.evaluation.polnear import Attribution, read_articles
from detente.evaluation.statements import lenient_match, plain_document
from detente.reading.encoder import Encoder
from detente.reading.frame_labels import AGREEMENTS
from detente.reading.statements import find_statements
from training.manifest import record_hashes
from training.train import held_out


def fit(chances: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Bias and slope of a logistic regression on log odds, by Newton's method."""
    bounded = np.clip(chances, 1e-4, 1 - 1e-4)
    features = np.stack([np.ones_like(bounded), np.log(bounded / (1 - bounded))], axis=1)
    weights = np.zeros(2)
    for _ in range(30):
        guess = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (right - guess)
        curve = (features * (guess * (1 - guess))[:, None]).T @ features
        weights = weights + np.linalg.solve(curve + 1e-6 * np.eye(2), slope)
    return float(weights[0]), float(weights[1])


def calibration_error(chances: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((chances * 10).astype(int), 9)
    return float(
        sum(
            abs(chances[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in range(10)
            if (bins == b).any()
        )
    )


def judged_statements(polnear: Path, encoder: Encoder) -> Iterator[tuple[float, bool]]:
    """Raw confidence of outer statements in the articles kept out, and whether each is right."""
    _, kept_out = held_out(list(read_articles(polnear)))
    for article in kept_out:
        document = plain_document(article.text)
        for item in find_statements(document, encoder.read(document), encoder):
            if item.nested_in is None:
                mine = Attribution(item.source, item.cue, item.content)
                hit = any(lenient_match(gold, mine) for gold in article.attributions)
                yield item.confidence, hit


def judged_events(gold: Path, encoder: Encoder) -> Iterator[tuple[float, bool]]:
    """Raw confidence of events in our own gold's development part, and whether each is right."""
    for sentence in read_event_sentences(gold):
        found = read_events(sentence.text, encoder)
        hits = hit_events(sentence.events, found)
        for place, event in enumerate(found):
            yield event.confidence, place in hits


def judged_frames(gold: Path, encoder: Encoder) -> dict[str, list[tuple[float, bool]]]:
    """Raw confidence of frames in the development parts of pages and passages, by their anchor."""
    judged = {}
    files = (gold / "pages.dev.jsonl", gold / "frames.dev.jsonl")
    readings = [pair for file in files for pair in read_gold(file, encoder)]
    for anchor, task in _FRAMES.items():
        judged[anchor] = list(judge_frames(task, iter(readings)))
    return judged


_FRAMES: dict[str, FrameTask] = {
    "cue": "positions",
    "link": "linkages",
    "proposition": "forecasts",
    "step": "agendas",
}


def calibrate(name: str, judged: Iterable[tuple[float, bool]]) -> list[float]:
    """Bias and slope; prints how many were judged and the error before and after."""
    raw, truth = map(np.array, zip(*judged, strict=True))
    bias, slope = fit(raw, truth.astype(float))
    bounded = np.clip(raw, 1e-4, 1 - 1e-4)
    fitted = 1 / (1 + np.exp(-bias - slope * np.log(bounded / (1 - bounded))))
    print(f"{len(raw)} {name}, {truth.mean():.3f} right; bias {bias:.3f} slope {slope:.3f}")
    print(f"calibration error {calibration_error(raw, truth):.3f} → ", end="")
    print(f"{calibration_error(fitted, truth):.3f} (on the same texts)")
    return [round(bias, 4), round(slope, 4)]


def fit_shares(scores: np.ndarray, truth: np.ndarray) -> list[float]:
    """A slope and a bias for each label of scores [n, labels]; ``truth`` [n] are the right ones.

    The last bias is 0; the others are drawn towards it, since some labels are seldom right.
    """
    given, right = torch.tensor(scores, dtype=torch.float64), torch.tensor(truth)
    free = torch.zeros(scores.shape[1] - 1, dtype=torch.float64, requires_grad=True)
    slope = torch.ones(1, dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([slope, free], max_iter=200, line_search_fn="strong_wolfe")

    def biases() -> torch.Tensor:
        return torch.cat([free, torch.zeros(1, dtype=torch.float64)])

    def loss() -> torch.Tensor:
        steps.zero_grad()
        off = torch.nn.functional.cross_entropy(given * slope + biases(), right, reduction="sum")
        off = off + 0.05 * (biases() ** 2).sum()
        off.backward()
        return off

    steps.step(loss)
    return [round(value, 4) for value in torch.cat([slope, biases()]).tolist()]


def calibrate_agreement(path: Path, encoder: Encoder) -> list[float]:
    """Slope and biases for the agreement of goals; prints how often the likeliest is right."""
    pairs = list(read_agreements(path, encoder))
    # each way round: which of the two is named first says nothing
    scores = np.array([way for _, ways in pairs for way in ways])
    truth = np.array([AGREEMENTS.index(label) for label, ways in pairs for _ in ways])
    slope, *fitted = fit_shares(scores, truth)
    before, after = (
        (found.argmax(1) == truth).mean() for found in (scores, scores * slope + fitted)
    )
    print(f"{len(pairs)} pairs of goals, right {before:.3f} → {after:.3f} (on the same pairs)")
    return [slope, *fitted]


def main() -> None:
    """Parse arguments, fit, and write the coefficients into ``decoder.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="the corpus's train folder")
    parser.add_argument("--gold", type=Path, required=True, help="folder of our own gold")
    parser.add_argument("--models", type=Path, default=Path("src/detente/models"))
    options = parser.parse_args()
    decoder = options.models / "decoder.json"
    scores = json.loads(decoder.read_text("utf-8"))
    for name in list(scores):
        if name.endswith("calibration"):
            del scores[name]
    decoder.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    record_hashes(options.models, ["decoder.json"])
    encoder = Encoder(options.models)
    said = calibrate("statements", judged_statements(options.polnear, encoder))
    done = calibrate("events", judged_events(options.gold / "events.dev.jsonl", encoder))
    framed = {
        anchor: calibrate(_FRAMES[anchor], judged)
        for anchor, judged in judged_frames(options.gold, encoder).items()
    }
    scores |= {
        "calibration": said,
        "event_calibration": done,
        "frame_calibration": framed,
        "agreement_calibration": calibrate_agreement(
            options.gold / "goals_pages.dev.jsonl", encoder
        ),
    }
    decoder.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    record_hashes(options.models, ["decoder.json"])


if __name__ == "__main__":
    main()

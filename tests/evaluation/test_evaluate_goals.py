"""``evaluate goals``: scores of pairs of goals, with a network that answers as it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from detente.document import Document
from detente.errors import DetenteError
from detente.evaluation.agreement import evaluate_goals
from detente.evaluation.measures import Report
from detente.reading.encoder import Encoded, Encoder
from detente.reading.frame_labels import AGREEMENTS
from detente.reading.frame_network import FrameNetwork, FrameReading, Marked
from hand_frames import hand_window


@dataclass
class Told(FrameNetwork):
    """Answers by where the first goal begins: shares of same, compatible, opposed, unrelated."""

    answers: Mapping[int, Sequence[float]] = field(default_factory=dict)

    def read(self, texts: Sequence[Marked]) -> list[FrameReading]:
        return [self._reading(text) for text in texts]

    def _reading(self, text: Marked) -> FrameReading:
        first, second = (text.pieces.start[text.roles == role] for role in (4, 5))
        assert len(first)
        assert len(second)
        none = np.zeros((0, 0), dtype=np.float32)
        said = np.array(self.answers[int(first[0])], dtype=np.float32)
        return FrameReading(text.pieces, none, none, none, none, said)


class Unloaded(Encoder):
    """An encoder without weights, to which most pairs are compatible."""

    @property
    def agreement_calibration(self) -> list[float]:
        return [2.0, -1.5, 1.0, 0.0, 0.0]

    def read(self, document: Document) -> list[Encoded]:
        return [hand_window(document.text)]


def pair(label: str, one: str, other: str) -> Mapping[str, object]:
    """A pair of sentences, the goal being what follows "wants" in each."""

    def side(text: str) -> Mapping[str, object]:
        return {"text": text, "start": text.index("wants") + 6, "end": len(text) - 1}

    return {"label": label, "a": side(one), "b": side(other)}


def scored(path: Path, answers: Mapping[int, Sequence[float]], *pairs: object) -> Report:
    path.write_text("".join(json.dumps(row) + "\n" for row in pairs), encoding="utf-8")
    encoder = Unloaded()
    encoder.frames = Told(answers=answers)
    return evaluate_goals(path, encoder)


# goals that begin at 10, 11, 12
ONE, OTHER, THIRD = "Abc wants peace.", "Abcd wants calm.", "Abcde wants war."
SAME, OPPOSED = ([float(name == label) for name in AGREEMENTS] for label in ("same", "opposed"))


def test_scores_of_two_classes(tmp_path: Path) -> None:
    report = scored(
        tmp_path / "goals.jsonl",
        {10: SAME, 11: SAME, 12: OPPOSED},
        pair("same", ONE, OTHER),
        pair("opposed", THIRD, THIRD),
        pair("compatible", OTHER, ONE),
    )
    assert (report["task"], report["n"]) == ("goals", 3)
    assert report["scores"] == {
        "macro_f1": round((2 / 3 + 1 + 0) / 3, 4),
        "accuracy": 0.6667,
        "same_f1": 0.6667,
        "opposed_f1": 1,
        "compatible_f1": 0,
        # twice 1 less 1.5 is under the 1 of compatible, twice 1 is not
        "calibrated_accuracy": 0.6667,
        "calibrated_wrong": 0,
    }


def test_what_is_called_opposed_and_is_not_is_counted(tmp_path: Path) -> None:
    report = scored(
        tmp_path / "goals.jsonl",
        {10: OPPOSED, 11: OPPOSED, 12: SAME},
        pair("unrelated", ONE, OTHER),
        pair("unrelated", THIRD, THIRD),
    )
    assert report["scores"]["calibrated_wrong"] == 0.5


@pytest.mark.parametrize("turned", [False, True])
def test_which_goal_comes_first_says_nothing(tmp_path: Path, turned: bool) -> None:
    # one way round the network is nearly sure, the other way quite sure of something else
    answers = {10: [0.6, 0.0, 0.4, 0.0], 11: [0.1, 0.0, 0.9, 0.0]}
    sides = (OTHER, ONE) if turned else (ONE, OTHER)
    report = scored(tmp_path / "goals.jsonl", answers, pair("opposed", *sides))
    assert report["scores"]["accuracy"] == 1


def test_data_without_pairs_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DetenteError) as caught:
        scored(tmp_path / "goals.jsonl", {})
    assert caught.value.code == "DATA_EMPTY"

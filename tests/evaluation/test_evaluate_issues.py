"""``evaluate issues``: the counts behind its scores, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.errors import DetenteError
from detente.evaluation.issues import evaluate_issues
from detente.knowledge.issues import learnt_ids
from detente.reading.decode import Floats

DUTIES = "Washington raised tariffs on imports of steel."
QUIET = "The river is wide and the hills are green."


def write(path: Path, *passages: tuple[str, list[str]]) -> Path:
    lines = [json.dumps({"id": "1", "text": text, "issues": ids}) for text, ids in passages]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_scores(tmp_path: Path) -> None:
    data = write(tmp_path / "g.jsonl", (DUTIES, ["5.2"]), (DUTIES, ["8.5"]), (QUIET, []))
    report = evaluate_issues(data)
    assert (report["task"], report["n"]) == ("issues", 3)
    assert report["scores"] == pytest.approx(
        # 5.2 is found twice, once rightly; 8.5 is missed
        {
            "macro_f1": (2 / 3 + 0) / 2,
            "precision": 1 / 2,
            "recall": 1 / 2,
            "f1": 1 / 2,
            "none_right": 1 / 2,
        }
    )


def test_families_are_not_counted(tmp_path: Path) -> None:
    report = evaluate_issues(write(tmp_path / "g.jsonl", (DUTIES, ["5", "5.2"])))
    assert report["scores"]["recall"] == report["scores"]["precision"] == 1


def test_each_text_is_shown_to_the_network(tmp_path: Path) -> None:
    asked = []

    def logits(text: str) -> Floats:
        asked.append(text)
        return np.full(len(learnt_ids()), -4, dtype=np.float32)

    evaluate_issues(write(tmp_path / "g.jsonl", (DUTIES, ["5.2"]), (QUIET, [])), logits)
    assert asked == [DUTIES, QUIET]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\n", "DATA_EMPTY"),
        ("{", "GOLD_RECORD"),
        ('{"text": "a"}', "GOLD_RECORD"),
        ('{"text": "a", "issues": ["77"]}', "GOLD_RECORD"),
        ("[1]", "GOLD_RECORD"),
    ],
)
def test_bad_gold(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DetenteError) as caught:
        evaluate_issues(path)
    assert caught.value.code == code


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DetenteError) as caught:
        evaluate_issues(tmp_path / "none.jsonl")
    assert caught.value.code == "DATA_NOT_FOUND"

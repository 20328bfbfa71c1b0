from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluation.factuality import read_predicates


def test_words_become_prose_and_targets_follow(tmp_path: Path) -> None:
    words = [
        "He",
        "said",
        ":",
        "``",
        "It",
        "did",
        "n't",
        "rain",
        "(",
        "much",
        ")",
        ",",
        "''",
        "and",
        "left",
        ".",
    ]
    targets = [
        {"span1": [words.index("rain"), words.index("rain") + 1], "label": -2.5},
        {"span1": [words.index("left"), words.index("left") + 1], "label": 3},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": " ".join(words), "targets": targets}) + "\n", "utf-8")
    ((text, found),) = read_predicates(path)
    assert text == 'He said: "It didn\'t rain (much)," and left.'
    assert [(text[span.start : span.end], value) for span, value in found] == [
        ("rain", -2.5),
        ("left", 3.0),
    ]


def test_a_target_outside_the_sentence_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    record = {"text": "It rains .", "targets": [{"span1": [7, 8], "label": 1}]}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    with pytest.raises(DetenteError, match="line 1"):
        list(read_predicates(path))

"""The tasks that run the network, on a few sentences each: what they return and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluation.tasks import evaluate

ATTACK = "Rebel fighters attacked the army base near the river on Monday."


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_event_types_of_marked_pairs(tmp_path: Path) -> None:
    rows = [
        "marked_sentence\tgold_root\tgold_penta",
        "<s>Rebel fighters</s> attacked <t>the army base</t> near the river.\tASSAULT\t4",
        "<s>Norway</s> donated ten million dollars to <t>Sudan</t>.\tAID\t2",
    ]
    report = evaluate("event-types", write(tmp_path / "plv.tsv", "\n".join(rows) + "\n"))
    assert report["n"] == 2
    assert set(report["scores"]) == {"root_macro_f1", "quad_macro_f1", "root_accuracy"}
    assert report["scores"]["quad_macro_f1"] == 1.0


def test_events_from_raw_sentences(tmp_path: Path) -> None:
    records = [
        {
            "text": ATTACK,
            "event": "ASSAULT",
            "source": [{"actorText": "Rebel fighters"}],
            "target": [{"actorText": "the army base"}],
        },
        {"text": "The river is wide.", "event": ""},
    ]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    report = evaluate("events", write(tmp_path / "gold.jsonl", lines))
    assert report["n"] == 1
    assert {"precision", "recall", "f1"} <= set(report["scores"])
    assert report["scores"]["recall"] == 1.0


def test_certainty_of_predicates(tmp_path: Path) -> None:
    words = ATTACK.replace(".", " .").split(" ")
    target = {"span1": [words.index("attacked"), words.index("attacked") + 1], "label": 3.0}
    denied = {
        "text": "Rebel fighters did not attack the base .",
        "targets": [{"span1": [4, 5], "label": -3.0}],
    }
    lines = [json.dumps({"text": " ".join(words), "targets": [target]}), json.dumps(denied)]
    report = evaluate("modality", write(tmp_path / "uds.jsonl", "\n".join(lines) + "\n"))
    assert report["n"] == 2
    assert report["scores"]["r"] == pytest.approx(1.0)
    assert report["scores"]["mae"] < 2


def test_classes_of_modality(tmp_path: Path) -> None:
    text = "Rebel fighters did not attack the base."
    start = text.index("attack")
    record = {
        "text": text,
        "event": "ASSAULT",
        "source": [{"actorText": "Rebel fighters"}],
        "target": [],
        "modality": "negated",
        "eventStart": start,
        "eventEnd": start + len("attack"),
    }
    report = evaluate("modality", write(tmp_path / "own.jsonl", json.dumps(record) + "\n"))
    assert report["scores"] == {"macro_f1": 1.0, "accuracy": 1.0, "negated_f1": 1.0}


def test_spans_of_a_bio_file(tmp_path: Path) -> None:
    tags = ["B-S", "I-S", "O", "B-T", "I-T", "I-T", "O"]
    words = ["Rebel", "fighters", "attacked", "the", "army", "base", "."]
    lines = "\n".join(f"{word} {tag}" for word, tag in zip(words, tags, strict=True))
    report = evaluate("spans", write(tmp_path / "bio.txt", lines + "\n\n"))
    assert report["n"] == 1
    assert set(report["scores"]) == {"exact_f1", "overlap_f1"}
    assert report["scores"]["overlap_f1"] > 0.5


@pytest.mark.parametrize("task", ["event-types", "events", "spans", "modality"])
def test_a_missing_or_empty_file_is_one_clear_error(task: str, tmp_path: Path) -> None:
    with pytest.raises(DetenteError) as missing:
        evaluate(task, tmp_path / "none.jsonl")
    assert missing.value.code == "DATA_NOT_FOUND"
    with pytest.raises(DetenteError) as empty:
        evaluate(task, write(tmp_path / "empty.jsonl", ""))
    assert empty.value.code == "DATA_EMPTY"

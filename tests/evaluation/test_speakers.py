"""The measure of speakers, on a page made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluation.speakers import judge_speakers, measure_speakers


def speaker(name: str | None, kind: str, state: str | None) -> dict[str, str | None]:
    return {"name": name, "kind": kind, "state": state, "office": None}


def write_page(folder: Path) -> None:
    statements = {
        "1": {"mode": "indirect", "speaker": speaker("Spain", "state", "ESP")},
        "2": {
            "mode": "indirect",
            "speaker": speaker("France", "state", "FRA"),
            "also": [speaker("Germany", "state", "DEU")],
        },
        "3": {"mode": "indirect", "speaker": speaker("Italy and Malta", "group", None)},
        "4": {"mode": "indirect", "speaker": speaker("Ann Reed", "person", "USA")},
        "5": {"mode": "indirect", "speaker": speaker(None, "unnamed", "CHN")},
        "6": {"mode": "indirect"},
    }
    marked = (
        "{s1:Madrid} {c1:said} {q1:no}. {s2:France and Germany} {c2:said} {q2:no}. "
        "{s3:Italy and Malta} {c3:said} {q3:no}. {s4:She} {c4:said} {q4:no}. "
        "{s5:Japanese officials} {c5:said} {q5:no}. {s6:Iran} {c6:said} {q6:no}. "
        "{q7:It} {c7:is said} {q7:to rain}."
    )
    paragraphs = [{"role": "furniture", "text": "Menu"}, {"role": "body", "marked": marked}]
    record = {"file": "a.txt", "paragraphs": paragraphs, "statements": statements}
    (folder / "a.gold.json").write_text(json.dumps(record), encoding="utf-8")


def test_scores(tmp_path: Path) -> None:
    write_page(tmp_path)
    result = measure_speakers(tmp_path)
    assert (result["task"], result["n"]) == ("speakers", 5)
    assert result["scores"] == pytest.approx(
        {
            "state_right": 3 / 5,
            "state_wrong": 1 / 5,
            "state_unresolved": 1 / 5,
            "name_right": 4 / 5,
            "name_wrong": 0.0,
            "name_unresolved": 1 / 5,
            "kind_right": 4 / 5,
        }
    )


def test_every_statement_with_a_gold_speaker_is_judged(tmp_path: Path) -> None:
    write_page(tmp_path)
    judged = {item.number: item for item in judge_speakers(tmp_path)}
    assert sorted(judged) == [1, 2, 3, 4, 5]
    assert judged[1].source == "Madrid"
    assert judged[4].name == "unresolved"
    assert judged[5].state == "wrong"


def test_no_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="DATA_NOT_FOUND"):
        measure_speakers(tmp_path)

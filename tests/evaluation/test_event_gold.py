from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.event_gold import read_bio, read_event_sentences, read_marked_pairs

TEXT = "Protesters (some masked) stoned the embassy; the embassy closed."


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def quoted(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_records_of_one_text_are_its_events(tmp_path: Path) -> None:
    data = write(
        tmp_path / "gold.jsonl",
        {
            "text": TEXT,
            "event": "ASSAULT",
            "source": [{"actorText": "Protesters"}],
            "target": [{"actorText": "the embassy"}],
        },
        {
            "text": TEXT,
            "event": "SANCTION",
            "source": [{"actorText": "the embassy", "start": 45, "end": 56}],
            "target": [],
        },
        {"text": "Nothing happened.", "event": ""},
    )
    first, second = read_event_sentences(data)
    assert [event.types for event in first.events] == [("ASSAULT",), ("SANCTION",)]
    assert quoted(TEXT, first.events[0].recipients) == ["the embassy"]
    assert first.events[1].actors == (Span(45, 56),)
    assert second.events == ()


def test_markup_tells_which_of_two_mentions_is_meant(tmp_path: Path) -> None:
    markup = "Protesters (some masked) stoned the embassy; (SRC: the embassy) (EVT: closed)."
    data = write(
        tmp_path / "gold.jsonl",
        {
            "text": TEXT,
            "event": "SANCTION",
            "source": [{"actorText": "the embassy"}],
            "textInfo": {"markup": markup},
        },
    )
    (event,) = read_event_sentences(data)[0].events
    assert event.actors == (Span(45, 56),)
    assert event.trigger == Span(57, 63)


@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("DEMAND", ("REQUEST",)),
        ("DISAPPROVE", ("ACCUSE",)),
        ("INVESTIGATE", ("ACCUSE",)),
        ("FIGHT", ("ASSAULT",)),
        ("YIELD", ("CONCEDE", "RETREAT")),
        ("AID", ("AID",)),
    ],
)
def test_labels_of_other_versions_are_mapped(
    tmp_path: Path, label: str, types: tuple[str, ...]
) -> None:
    data = write(
        tmp_path / "gold.jsonl",
        {"text": TEXT, "event": label, "source": [{"actorText": "Protesters"}], "target": ""},
    )
    assert read_event_sentences(data)[0].events[0].types == types


@pytest.mark.parametrize("line", ["{", "[]", '"text"', '{"event": "AID"}'])
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": TEXT, "event": ""}) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DetenteError, match="line 2") as caught:
        read_event_sentences(path)
    assert caught.value.code == "GOLD_RECORD"


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DetenteError) as caught:
        read_marked_pairs(tmp_path / "none.tsv")
    assert caught.value.code == "DATA_NOT_FOUND"


def test_marked_pairs_may_lack_a_side(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    rows = [
        "marked_sentence\tgold_root\tgold_penta",
        '<s>Oslo </s>fined <t>a "big" firm</t>.\tSANCTION\t4',
        "<s>The guards</s> withdrew.\tYIELD\t2",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    first, second = read_marked_pairs(path)
    assert first.text == 'Oslo fined a "big" firm.'
    assert first.source == Span(0, 4)
    assert first.target is not None
    assert first.text[first.target.start : first.target.end] == 'a "big" firm'
    assert (second.target, second.root, second.quad) == (None, "YIELD", 2)


def test_bio_spans_lie_in_the_joined_text(tmp_path: Path) -> None:
    path = tmp_path / "bio.txt"
    path.write_text("Two B-S\ngunmen I-S\nshot O\nher B-T\n\n\nRain O\n", encoding="utf-8")
    (first, spans), (second, none) = read_bio(path)
    assert [(label, first[span.start : span.end]) for label, span in spans] == [
        ("S", "Two gunmen"),
        ("T", "her"),
    ]
    assert (second, none) == ("Rain", [])

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluation.gold import in_test, parse_marked, read_passages

ROOT = Path(__file__).resolve().parents[2]


def test_marks_are_taken_out_and_nesting_is_containment() -> None:
    marked = "{s1:He} {c1:said} {q1:that {s2:they} {c2:fear} {q2:a war}}, {q1:too}."
    passage = parse_marked("x-1", marked, {"1": "indirect"})
    assert passage.text == "He said that they fear a war, too."
    outer, nested = passage.statements
    assert [passage.text[a:b] for a, b in outer.attribution.content] == [
        "that they fear a war",
        "too",
    ]
    assert outer.mode == "indirect"
    assert nested.nested_in == 1
    assert passage.nested() == [nested.attribution]


def test_one_source_may_serve_two_statements() -> None:
    passage = parse_marked("x-1", "{s1,2:He} {c1:said} {q1:no} and {c2:warned} {q2:us}.")
    assert [item.attribution.source for item in passage.statements] == [((0, 2),), ((0, 2),)]


@pytest.mark.parametrize("marked", ["{s1:He said", "He} said", "{s1:He} said {q1:no}"])
def test_broken_marks_are_named(marked: str) -> None:
    with pytest.raises(DetenteError, match="x-1"):
        parse_marked("x-1", marked)


@pytest.mark.parametrize("name", ["attributions", "nested"])
def test_our_gold_parses_and_both_parts_have_statements(name: str) -> None:
    passages = list(read_passages(ROOT / "evals" / "gold" / f"{name}.jsonl"))
    assert len({passage.id for passage in passages}) == len(passages)
    for part in (True, False):
        chosen = [passage for passage in passages if in_test(passage.id) is part]
        assert sum(len(passage.statements) for passage in chosen) > 100
    for passage in passages:
        for item in passage.statements:
            assert item.attribution.content, passage.id
            assert item.mode in {"direct", "indirect", "mixed", "attitude"}, passage.id

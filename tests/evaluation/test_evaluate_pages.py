"""The shingle measure, the flattener and the page folders."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.evaluation.pages import (
    Match,
    evaluate_pages,
    flatten,
    match_shingles,
    read_gold,
    score_matches,
)

ARTICLE = [
    "The foreign ministers of Norway and Finland met in Tromsø on Monday and agreed to reopen two"
    " border crossings that had been shut since the winter, officials from both countries said.",
    "Norway’s minister told reporters that the crossings would open for lorries first, and that"
    " travellers would have to wait until the customs posts had been staffed again in the spring.",
    "Her Finnish counterpart said the ministers had also discussed the cable that was cut in the"
    " autumn, and that the two navies would share what their patrols had found near the coast.",
    "Neither minister would say whether the question of the fishing quotas had been raised, but a"
    " Norwegian diplomat said that it would be settled before the ministers meet again in Oslo.",
]
PAGE = (
    "<html><head><title>Norway and Finland reopen border crossings - The Fjord Post</title>"
    "<style>p {color: red}</style></head><body><nav><ul><li>Home</li><li>World</li></ul></nav>"
    "<h1>Norway and Finland reopen border crossings</h1><p>By Kari Holm</p>"
    + "".join(f"<p>{paragraph}</p>\n" for paragraph in ARTICLE)
    + "<footer>Copyright The Fjord Post</footer><script>let a = 1;</script></body></html>"
)


def test_shingles_of_a_worked_example() -> None:
    # Gold: abcd bcde cdef. Found: abcd bcde cdex. Two common, one of each alone.
    assert match_shingles("a b c d e f", "a, b: c d e x!") == Match(0.5, 0.25, 0.25)


def test_repeated_shingles_are_counted() -> None:
    # abcd twice in gold, once found; bcda, cdab, dabc are missed too.
    assert match_shingles("a b c d a b c d", "a b c d") == Match(0.2, 0.0, 0.8)


def test_short_and_empty_texts() -> None:
    assert match_shingles("a b", "a b") == Match(1.0, 0.0, 0.0)
    assert match_shingles("", "") == Match(0.0, 0.0, 0.0)
    assert match_shingles("A b c d", "a b c d").hit == 0.0


def test_scores_are_means_over_pages_that_have_something() -> None:
    nothing_found = Match(0.0, 0.0, 1.0)
    scores = score_matches([Match(0.5, 0.25, 0.25), nothing_found])
    assert scores["precision"] == pytest.approx(2 / 3)
    assert scores["recall"] == pytest.approx(1 / 3)
    assert scores["f1"] == pytest.approx(4 / 9)
    assert score_matches([])["f1"] == 0.0


def test_flatten_gives_one_line_a_block() -> None:
    lines = flatten(PAGE)
    assert lines[:4] == [
        "Home",
        "World",
        "Norway and Finland reopen border crossings",
        "By Kari Holm",
    ]
    assert lines[4:] == [*ARTICLE, "Copyright The Fjord Post"]


def test_flatten_joins_inline_text_and_breaks_at_br() -> None:
    assert flatten("<p>One <b>two</b>\nthree<br>four</p>tail") == ["One two three", "four", "tail"]
    assert flatten("") == []


@pytest.mark.parametrize("named", ["page.html.gz", "page", "html/page.html.gz"])
def test_gold_names_with_and_without_suffix(tmp_path: Path, named: str) -> None:
    folder = _folder(tmp_path / "set", named)
    assert [page.path for page in read_gold(folder)] == [folder / "html" / "page.html.gz"]
    assert len(list(read_gold(tmp_path))) == 1


def test_missing_data_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DetenteError) as error:
        list(read_gold(tmp_path / "nowhere"))
    assert error.value.code == "DATA_NOT_FOUND"
    folder = _folder(tmp_path, "another")
    with pytest.raises(DetenteError, match="another"):
        list(read_gold(folder))


@pytest.mark.parametrize("flattened", [False, True])
def test_a_plain_page_is_found_whole(tmp_path: Path, flattened: bool) -> None:
    report = evaluate_pages(_folder(tmp_path, "page"), flattened)
    assert report["task"] == "pages"
    assert report["n"] == 1
    assert report["scores"]["recall"] == 1.0
    assert report["scores"]["f1"] > 0.97


def _folder(folder: Path, named: str) -> Path:
    (folder / "html").mkdir(parents=True)
    (folder / "html" / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    row = {"file": named, "title": "Norway", "text": "\n\n".join(ARTICLE)}
    (folder / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder

"""Whatever bytes a file holds, it becomes pages and rejections, never an error."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.document import RawPage
from detente.errors import DetenteError, Rejection
from detente.reading.html import read_html
from detente.sources import read_sources

FAST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS = (
    "<p> </p> <div <!-- --> <![CDATA[ ]]> \" ' = > < & &amp; &#0; <script> </script> <html> "
    "<table> <td> <li> </li> text said. <meta charset=utf-16> \0 \ud800 ü"
)
MARKUP = st.sampled_from(WORDS.split(" "))
PIECES = st.one_of(
    st.binary(max_size=300),
    st.lists(MARKUP, max_size=60).map(lambda parts: "".join(parts).encode("utf-8", "replace")),
    st.text(max_size=200).map(lambda text: text.encode("utf-16", "replace")),
)


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md", "a.jsonl", "a.csv", "a.parquet"])
@given(content=PIECES)
@FAST
def test_any_bytes_are_read_or_rejected(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = list(read_sources([path]))
    assert found
    for item in found:
        assert isinstance(item, RawPage) or ("\n" not in str(item) and item.advice)
        if isinstance(item, RawPage):
            item.text.encode()


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@given(content=PIECES)
@FAST
def test_any_packed_bytes_are_read_or_rejected(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(content)
    assert all(isinstance(item, RawPage | Rejection) for item in read_sources([path]))
    path.write_bytes(gzip.compress(content)[: len(content) // 2])
    assert all(isinstance(item, RawPage | Rejection) for item in read_sources([path]))


@given(content=st.lists(MARKUP, max_size=200).map("".join))
@FAST
def test_any_markup_is_extracted_or_rejected(content: str) -> None:
    try:
        extracted = read_html(RawPage("a.html", content, "html", "0"))
    except DetenteError as error:
        assert error.code in {"NO_ARTICLE", "TOO_DEEP"}
    else:
        assert all(block.text.strip() for block in extracted.blocks)

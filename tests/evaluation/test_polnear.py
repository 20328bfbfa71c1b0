from __future__ import annotations

from pathlib import Path

import pytest

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.polnear import join_fragments, read_articles

TEXT = "The envoy said the\ntruce holds.\nNobody denied it."
ANN = """T1\tSource 0 9\tThe envoy
T2\tCue 10 14\tsaid
T3\tContent 15 18;19 30\tthe truce holds
T4\tAttribution 10 14\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
E2\t
T9\tDiscuss 32 38\tNobody
#1\tAnnotatorNotes T9\tunsure
still unsure
T5\tCue 39 45\tdenied
T6\tContent 46 48\tit
E3\tAttribution-no-source:T4 Content:T6 Cue:T5
"""


def corpus(folder: Path) -> Path:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "a_jane.ann").write_text(ANN, encoding="utf-8")
    (folder / "attributions" / "a_zoe.ann").write_text("", encoding="utf-8")
    return folder


def test_attributions_are_read_with_offsets_and_the_first_annotator_counts(tmp_path: Path) -> None:
    (article,) = read_articles(corpus(tmp_path))
    assert article.text == TEXT
    first, second = article.attributions
    assert first.source == (Span(0, 9),)
    assert first.content == (Span(15, 30),)
    assert second.source == ()
    assert TEXT[slice(*second.cue[0])] == "denied"


def test_fragments_with_only_white_space_between_are_one() -> None:
    assert join_fragments("ab \n cd", [Span(5, 7), Span(0, 2)]) == (Span(0, 7),)
    assert join_fragments("ab, cd", [Span(4, 6), Span(0, 2)]) == (Span(0, 2), Span(4, 6))


def test_a_folder_without_the_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="no PolNeAR folder"):
        list(read_articles(tmp_path))

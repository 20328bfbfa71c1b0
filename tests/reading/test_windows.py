from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from detente.document import Span
from detente.reading.weights import MODELS
from detente.reading.windows import MAX_PIECES, make_windows, quote_states


@cache
def tokenizer() -> Tokenizer:
    loaded: Tokenizer = Tokenizer.from_file(str(MODELS / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def states(text: str) -> str:
    return "".join(" iM"[state] for state in quote_states(text))


def test_double_marks_curly_and_straight_are_followed() -> None:
    assert states("a “b” c") == "  MiM  "
    assert states('a "b" c') == "  MiM  "


def test_single_marks_are_told_from_apostrophes() -> None:
    assert states("he said: ‘no’ again") == "         MiiM      "
    assert states("the generals’ fear of Iran’s plan") == " " * 33
    assert states("he said: 'it's over' now") == "         MiiiiiiiiiM    "


def test_a_quotation_left_open_runs_to_the_paragraphs_end() -> None:
    assert states("“We wait. We") == "M" + "i" * 11


TEXT = st.text(st.sampled_from("ab C.é“”\"'’,1-\u200b漢"), max_size=400)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_windows_hold_every_paragraph_in_order_with_true_offsets(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    blocks, place = [], 0
    for paragraph in paragraphs:
        blocks.append(Span(place, place + len(paragraph)))
        place += len(paragraph) + 2
    previous = -1
    for window in make_windows(tokenizer(), text, blocks):
        assert len(window) <= MAX_PIECES
        real = window.start >= 0
        assert (window.start[real] < window.end[real]).all()
        for start, end in zip(window.start[real], window.end[real], strict=True):
            assert start >= previous
            previous = int(start)
            assert any(block.start <= start and end <= block.end for block in blocks)
        assert not window.first[~real].any()


def test_a_paragraph_longer_than_a_window_is_cut_at_a_sentence() -> None:
    text = "The talks went on for a day. " * 80
    windows = make_windows(tokenizer(), text, [Span(0, len(text))])
    assert len(windows) > 1
    for window in windows[:-1]:
        last = window.end[window.start >= 0][-1]
        assert text[last - 1] == "."

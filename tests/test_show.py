"""Rendering: marks where the spans are, nothing a terminal would obey, any width and encoding."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from detente.document import Document, Paragraph, Span
from detente.marking import find_marks, mark_paragraph
from detente.record import Reading, Statement
from detente.show import show_reading, show_statements
from detente.show_events import show_events
from detente.terminal import one_line, plain, shown
from sample_frames import framed_reading
from sample_reading import eventful_reading, sample_reading

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def rendered(
    width: int = 100,
    colour: bool = False,
    everything: bool = False,
    reading: Reading | None = None,
) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    show_reading(console, reading or sample_reading(), everything=everything)
    return out.getvalue()


def test_brackets_tell_source_cue_and_content_apart_and_name_their_statements() -> None:
    assert (
        "[1 “We will not wait,”] {1,2 Ada Lind} <1 told> reporters, <2 adding>"
        " [2 that {3 the generals} <3 fear> [3 a new war]]." in rendered(width=500)
    )


def test_the_list_says_who_how_and_what() -> None:
    lines = [" ".join(line.split()) for line in rendered(width=120).splitlines()]
    assert "1 Ada Lind direct “We will not wait,”" in lines
    assert "envoy, NOR*" in lines
    assert "3 the generals attitude, within 2 a new war" in lines
    assert "* from the reference tables: the page does not say it" in lines


def test_the_triggers_and_parties_of_events_are_marked() -> None:
    text = rendered(width=500, reading=eventful_reading())
    assert "Marked: {source} <cue> [content] *event* |party|;" in text
    assert "[3 *e1 a new war*]]. |e2 Moscow|\\u202e *e2 denied* it." in text
    assert "|e3 The council| *e3 met*." in text
    coloured = rendered(width=500, colour=True, reading=eventful_reading())
    assert "\x1b[1;35mdenied\x1b[0m\x1b[2m[e2]\x1b[0m it." in coloured


def test_the_list_of_events_says_what_who_and_when() -> None:
    text = rendered(width=120, reading=eventful_reading())
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "e1 ASSAULT (nobody named) a new war unresolved" in lines
    assert "feared, speaker," in lines
    assert "e2 REJECT Russia → Ada Lind denied 2022-01-10" in lines
    assert "actual, reporter RUS → envoy, NOR*" in lines
    assert "e3 CONSULT:multilateral The council met 2022-01-12" in lines
    assert "actual, reporter Geneva, CHE*" in lines


@pytest.mark.parametrize("width", [1, 60, 80, 100])
def test_events_are_shown_at_any_width(width: int) -> None:
    assert rendered(width=width, reading=eventful_reading())


@pytest.mark.parametrize(
    ("day", "precision", "said"),
    [
        ("2010-04-08", "day", "2010-04-08"),
        ("2010-04-05", "week", "2010-04-05 week"),
        ("2010-04-01", "month", "2010-04 actual"),
        ("2010-04-01", "quarter", "2010-04 quarter"),
        ("2010-01-01", "year", "2010 actual"),
        ("2010-01-01", "decade", "2010s"),
        (None, "unresolved", "unresolved"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(day: str | None, precision: str, said: str) -> None:
    row: dict[str, object] = dict.fromkeys(("actors", "actor_states", "recipients", "mode"))
    row |= dict.fromkeys(("recipient_states", "publisher", "title", "speaker"))
    row |= {"date": day, "precision": precision, "modality": "actual", "type": "AID"}
    row |= {"voice": "reporter", "quote": "Aid came.", "reports": 3}
    row |= {"document": "d-0123456789abcdef", "locator": "pages/a.html"}
    out = io.StringIO()
    show_events(Console(file=out, width=40), [row])
    text = " ".join(out.getvalue().split())
    assert said in text
    assert "(nobody named)" in text
    assert "3 reports; pages/a.html" in text


def test_the_head_says_what_is_known_of_the_page() -> None:
    head = rendered()
    assert "2022-01-10 (text) · The Courier · report · page 1 of 2" in head
    assert "pages/lind.html · https://courier.example/lind" in head
    assert "(update 2022-01-12) UPDATE, Jan. 12" in head


def test_what_is_not_read_is_shown_on_demand() -> None:
    assert "Follow us" not in rendered()
    assert "(furniture) Follow us" in rendered(everything=True)


def test_colours_stand_in_for_brackets() -> None:
    text = rendered(width=500, colour=True)
    assert "\x1b[1;36mAda Lind\x1b[0m \x1b[33mtold\x1b[0m\x1b[2m[1]\x1b[0m reporters" in text
    assert "{1,2" not in text


def test_hostile_text_reaches_no_terminal() -> None:
    text = rendered(everything=True)
    assert not _OBEYED.search(text)
    assert "\\x1b[31m" in text
    assert "Moscow\\u202e" in text
    assert "[bold]on the islands[/bold]" in text


@pytest.mark.parametrize("width", [1, 20, 10_000])
def test_any_width_will_do(width: int) -> None:
    assert rendered(width=width)


def test_a_page_without_statements_says_so() -> None:
    out = io.StringIO()
    console = Console(file=out, width=80)
    show_reading(console, replace(sample_reading(), statements=(), actors=()))
    assert "No statements were found" in out.getvalue()


def test_a_speaker_that_was_not_resolved_is_shown_by_the_words_of_the_page() -> None:
    reading = sample_reading()
    unresolved = tuple(replace(item, speakers=()) for item in reading.statements)
    out = io.StringIO()
    show_reading(Console(file=out, width=120), replace(reading, statements=unresolved))
    assert re.search(r"3 +the generals .*\n +unresolved", out.getvalue())


def test_a_long_quote_is_cut_in_a_table() -> None:
    row = dict.fromkeys(("date", "office", "state", "publisher", "title", "nested_in", "source"))
    row |= {"quote": "word " * 200, "mode": "direct", "speaker": None}
    row |= {"document": "d-0123456789abcdef", "locator": "pages/a.html"}
    out = io.StringIO()
    show_statements(Console(file=out, width=120), [row])
    assert "…" in out.getvalue()
    assert out.getvalue().count("word") < 100
    assert "(nobody named)" in out.getvalue()


@settings(deadline=None)
@given(
    st.text("abc ", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8), st.integers(0, 2)), max_size=8),
)
def test_without_its_marks_a_paragraph_is_what_it_was(
    text: str, places: list[tuple[int, int, int]]
) -> None:
    statements = []
    for number, (start, length, role) in enumerate(places):
        span = Span(min(start, len(text) - 1), min(start + length, len(text)))
        spans = (span,) if span.start < span.end else ()
        empty = Statement(f"s-{number}", "d", 0, "direct", (), (), (), "")
        made = (
            replace(empty, source=spans),
            replace(empty, cue=spans),
            replace(empty, content=spans),
        )
        statements.append(made[role])
    document = Document("d", "", "", text, ())
    paragraph = Paragraph("body", 0, len(text))
    marks = find_marks(Reading(document, tuple(statements)))
    marked = mark_paragraph(document, paragraph, marks, colour=False).plain
    assert re.sub(r"[{<\[][\d,]+ |[}>\]]", "", marked) == text
    coloured = mark_paragraph(document, paragraph, marks, colour=True).plain
    assert re.sub(r"\[[\d,]+\]", "", coloured) == text


@given(st.text())
def test_plain_text_holds_nothing_to_obey(text: str) -> None:
    assert not _OBEYED.search(plain(text))
    assert "\n" not in one_line(text)
    plain(text).encode()


def test_quotes_and_dashes_survive_a_terminal_without_unicode() -> None:
    assert shown("“no” – never…", "ascii") == '"no" - never...'
    assert shown("“no”", "utf-8") == "“no”"


def test_frames_are_marked_and_the_letters_of_their_numbers_tell_which() -> None:
    text = rendered(width=500, reading=framed_reading())
    assert "*event* |party| ~stance~ (goal) (linkage) (forecast) ~likelihood~ (step);" in text
    assert "|p1 Norland| ~p1 wants~ (p1 the straits patrolled jointly)" in text
    assert "There will be (l1 no visas) without (l1 readmission), |l1 she| said." in text
    assert "(f1 Talks will ~f1 probably~ resume) in May" in text
    assert "First raise (a1 the prisoners), and only then (a2 fishing)." in text
    coloured = rendered(width=500, colour=True, reading=framed_reading())
    assert "\x1b[1;34mopposes" in coloured or "opposes" in coloured


def test_the_lists_of_frames_say_whose_they_are_and_on_what() -> None:
    text = rendered(width=160, reading=framed_reading())
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert any(line.startswith("p1 Norland; Ada Lind") for line in lines)
    for said in (
        "seeks (“wants”); self-stated; speaker, within 1; 5.2; 9",
        "opposes (“opposes”); reported; reporter; 5.2",
        "readmission → no visas",
        "conditional; speaker; 50",
        "probably (55%–80%); by 2022-05; if the port reopens; reporter; 5.2",
        "not scoreable: no_likelihood",
        "rank 1; tier 1; 7.1",
        "a1 the prisoners",
    ):
        assert any(said in line for line in lines), said
    # statements and events are on issues too
    assert any(line.endswith("5.2.1") or " 5.2.1 " in line for line in lines)


@pytest.mark.parametrize("width", [1, 60, 80])
def test_frames_are_shown_at_any_width(width: int) -> None:
    assert rendered(width=width, reading=framed_reading())

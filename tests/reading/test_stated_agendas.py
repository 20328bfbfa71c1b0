"""Stated agendas from hand-made steps: the author's order, and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.document import Document, Genre, content_id
from detente.reading.agenda import find_agenda
from detente.reading.frames import Frames, Step
from detente.record import AgendaItem
from hand_frames import span_of
from sample_events import sample_document


def agenda(
    text: str, *steps: str | tuple[str, int], genre: Genre = "opinion"
) -> tuple[Document, tuple[AgendaItem, ...]]:
    """What is found of steps by their words, in text order; of tier 1 where it is not given."""
    document = replace(sample_document(text), genre=genre)
    made = []
    for words, tier in ((step, 1) if isinstance(step, str) else step for step in steps):
        span = span_of(document, words)
        sentence = next(s for s in document.sentences if s.start <= span.start < s.end)
        made.append(Step(span, sentence.index, tier, 0.7))
    return document, find_agenda(document, Frames((), tuple(made), ()))


def test_a_whole_agenda() -> None:
    text = "Raise the prisoners. Later, fishing can follow."
    document, (first, second) = agenda(text, "the prisoners", ("fishing", 2))
    assert first.id == content_id("a", document.id, first.step, 1, 1)
    assert (first.rank, first.tier, first.sentence) == (1, 1, 0)
    assert (second.rank, second.tier, second.sentence) == (2, 2, 1)
    assert document.quote(second.step) == second.quote == "fishing"
    assert (second.confidence, second.issues) == (0.7, ())


ORDERS = [
    ("Raise prisoners, then fishing, then visas.", "prisoners fishing visas"),
    # the author's count
    ("Second comes fishing. First come prisoners. Third, visas.", "prisoners fishing visas"),
    ("Item three is visas, item one prisoners, item two fishing.", "prisoners fishing visas"),
    ("2. Settle fishing. 1. Free prisoners.", "prisoners fishing"),
    # what is not counted follows what stands before it
    ("First, prisoners and then visas. Second, fishing.", "prisoners visas fishing"),
    # said last, done first
    ("Raise fishing, then visas. Before any of that, free prisoners.", "prisoners fishing visas"),
    ("Raise fishing. Free prisoners before anything else.", "prisoners fishing"),
    ("Raise fishing. But first, free prisoners.", "prisoners fishing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ORDERS)
def test_the_authors_order(text: str, expected: str) -> None:
    steps = sorted(expected.split(), key=text.index)
    document, found = agenda(text, *steps)
    assert [document.quote(item.step) for item in found] == expected.split()
    assert [item.rank for item in found] == list(range(1, len(steps) + 1))


def test_tiers_come_before_the_count() -> None:
    text = "Leave borders out. First, later on, visas. Second, now, prisoners."
    document, found = agenda(text, ("borders", 3), ("visas", 2), ("prisoners", 1))
    assert [(document.quote(item.step), item.tier) for item in found] == [
        ("prisoners", 1),
        ("visas", 2),
        ("borders", 3),
    ]


def test_only_what_is_to_be_raised_now_is_moved_forward() -> None:
    text = "Raise fishing later. Before any of that, visas."
    document, found = agenda(text, ("fishing", 2), ("visas", 2))
    assert [document.quote(item.step) for item in found] == ["fishing", "visas"]


def test_one_step_alone_is_no_agenda() -> None:
    assert agenda("First raise the prisoners.", "the prisoners")[1] == ()
    assert agenda("Raise nothing.")[1] == ()


@pytest.mark.parametrize(
    ("genre", "steps"), [("report", 0), ("official", 0), ("analysis", 2), ("opinion", 2)]
)
def test_only_an_author_proposes(genre: Genre, steps: int) -> None:
    text = "First come prisoners. Second comes fishing."
    assert len(agenda(text, "prisoners", "fishing", genre=genre)[1]) == steps


def test_a_step_cut_in_two_is_one_and_two_joined_by_a_word_are_two() -> None:
    text = "Free the prisoners and wounded, and then settle fishing."
    document, found = agenda(text, "Free", "the prisoners", "settle fishing")
    assert [document.quote(item.step) for item in found] == ["Free the prisoners", "settle fishing"]
    document, found = agenda(text, "the prisoners", "wounded", "settle fishing")
    assert len(found) == 3
    # not of another tier
    document, found = agenda(text, "Free", ("the prisoners", 2), "settle fishing")
    assert len(found) == 3


def test_what_the_author_counts_are_the_steps() -> None:
    text = (
        "Pay the men at once. First, the envoys should free the prisoners, who are old. Feed them"
        " well. Second, and only later, open the port. Borders stay out."
    )
    steps = ("Pay the men", "free the", "Feed them", ("Borders", 3))
    document, found = agenda(text, *steps)
    assert [(document.quote(item.step), item.tier) for item in found] == [
        ("free the prisoners", 1),
        ("open the port", 2),
        ("Borders", 3),
    ]


def test_where_the_count_names_a_matter_the_step_is_what_is_said_of_it() -> None:
    text = "First, the soldiers. Let the officers talk. Second, fentanyl. It kills many."
    _, found = agenda(text, "Let the officers talk", "fentanyl")
    assert [item.quote for item in found] == ["Let the officers talk", "fentanyl"]


def test_reasons_are_counted_as_well() -> None:
    text = "Raise fishing. Free prisoners. Why? First, cod is dear. Second, jails are full."
    _, found = agenda(text, "fishing", "prisoners")
    assert [item.quote for item in found] == ["fishing", "prisoners"]

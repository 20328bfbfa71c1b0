"""Steps that an author counts: where they begin and end, and what is no count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.counted_steps import counted_steps, reaches
from sample_events import sample_document


def counted(text: str) -> list[list[str]]:
    """The words of the steps of each count."""
    document = sample_document(text)
    return [[document.quote(step.span) for step in run] for run in counted_steps(document)]


SENTENCES = [
    ("First, close the chapter on customs forms.", "close the chapter on customs forms"),
    ("First, a hotline between the two coastguards.", "a hotline between the two coastguards"),
    ("The first is to sign without solving.", "sign without solving"),
    ("The first thing to do is to restore the hotline.", "restore the hotline"),
    ("The first step is a hotline.", "a hotline"),
    ("The first: flights to Kadugli under a flag.", "flights to Kadugli under a flag"),
    ("Item one: sign the financing.", "sign the financing"),
    ("One: say yes to the year.", "say yes to the year"),
    ("1. Lift the milk ban.", "Lift the milk ban"),
    ("First, that a levy on traffic be studied.", "a levy on traffic be studied"),
    # who is to do it
    ("First, the envoys should settle the return of remains.", "settle the return of remains"),
    ("First, Mr Lugar, who hopes to be quick, should hold a hearing.", "hold a hearing"),
    ("First, and hardest for this town, everyone should lower his voice.", "lower his voice"),
    # when, and on which condition
    ("First, once they have crossed, put it to the court.", "put it to the court"),
    # the end of the main clause
    ("First, initial the text on firms, which nobody read.", "initial the text on firms"),
    ("First, publish the names in April, as the law requires.", "publish the names in April"),
    ("First, end the measures of 2023; they have punished students.", "end the measures of 2023"),
    ("First, Kashmir itself: a channel, two men.", "Kashmir itself: a channel, two men"),
    ("First, set up a council: the old one sleeps.", "set up a council"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "step"), SENTENCES)
def test_a_step_is_the_main_clause_after_its_count(sentence: str, step: str) -> None:
    assert counted(f"{sentence} Second, wait.") == [[step, "wait"]]


def test_the_last_goes_on_with_the_count() -> None:
    text = "First, fish. Much could be said. Second, visas. Finally, gas."
    assert counted(text) == [["fish", "visas", "gas"]]


@pytest.mark.parametrize(
    "text",
    [
        "First, fish.",
        "Second, visas. Third, gas.",
        "First, fish. Third, gas.",
        "The first meeting failed. The second meeting failed.",
        "First, which is odd, came fish. Second, visas.",
        "First, fish. " + "Nothing happened. " * 13 + "Second, visas.",
        "Finally, gas. Lastly, oil.",
    ],
)
def test_no_count(text: str) -> None:
    assert counted(text) == []


def test_what_comes_later_and_what_is_only_named() -> None:
    document = sample_document("First, only if they sign, a hotline. Second, the small islands.")
    ((first, second),) = counted_steps(document)
    assert (first.later, second.later) == (True, False)
    assert (first.is_matter, second.is_matter) == (False, True)


def test_each_step_reaches_to_the_next() -> None:
    document = sample_document("First, fish. It is cod. Second, visas. They are dear.")
    (run,) = counted_steps(document)
    assert [reach.start for reach in reaches(run)] == [0, 2]
    assert reaches(run)[0].stop == 2
    assert reaches(run)[1].stop > 3


PIECES = "First Second Third , . : ; the is to should 1. 2. One item comes last finally which —"
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(WORDS, max_size=40))
def test_steps_lie_in_their_sentences_in_order(words: list[str]) -> None:
    document = sample_document(" ".join(words) or "x")
    for run in counted_steps(document):
        assert len(run) > 1
        for step in run:
            sentence = document.sentences[step.sentence]
            assert sentence.start <= step.span.start < step.span.end <= sentence.end
        assert [step.span for step in run] == sorted(step.span for step in run)

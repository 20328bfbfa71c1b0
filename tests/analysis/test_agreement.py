"""Agreement of goals: what the words decide, what the judge is asked, and how both are joined."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import LABELS, Agreements, NetworkJudge, unsure
from detente.analysis.goals import Likeness, likeness, read_goal
from detente.analysis.model import Agreement, Quoted
from detente.reading.encoder import Encoder
from detente.reading.frame_labels import AGREEMENTS
from detente.reading.frame_network import Marked
from detente.record import Stance
from hand_rows import row

STANCES: tuple[Stance, ...] = ("seeks", "accepts", "opposes", "undecided")
shares = st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4).map(
    lambda found: [share / sum(found) for share in found]
)


class Asked:
    """A judge that gives one answer and counts how often it was asked."""

    def __init__(self, answer: Sequence[float]) -> None:
        self.answer = answer
        self.times = 0

    def __call__(self, one: Quoted, other: Quoted) -> Sequence[float]:
        """The answer."""
        self.times += 1
        return self.answer


def test_the_labels_are_the_networks() -> None:
    assert LABELS == AGREEMENTS


@pytest.mark.parametrize(
    ("one", "stance", "other", "other_stance", "expected"),
    [
        ("a new ferry terminal at Lomvik", "seeks", "the new ferry terminal at Lomvik", "seeks", 0),
        ("the ferry terminal at Lomvik", "seeks", "a ferry terminal in Lomvik", "opposes", 1),
        # opposing a thing is seeking its end
        ("herring imports by sea", "opposes", "an end to herring imports by sea", "seeks", 0),
        ("a ban on herring imports", "seeks", "herring imports", "opposes", 0),
        ("no foreign trawlers in the bay", "seeks", "foreign trawlers in the bay", "seeks", 1),
        ("lifting of the herring ban", "seeks", "the herring ban", "seeks", "apart"),
        ("900 licences for the trawlers", "seeks", "700 licences for trawlers", "seeks", 2),
        ("the terminal to open by March", "seeks", "the terminal to open by June", "seeks", 2),
        ("twelve licences for the trawlers", "seeks", "12 licences for trawlers", "seeks", 0),
        ("a ferry terminal at Lomvik", "undecided", "the ferry terminal at Lomvik", "seeks", 3),
        ("a ferry terminal at Lomvik", "seeks", "cheaper postage for parcels", "seeks", "apart"),
        # one word in common is too little
        ("the ferry", "seeks", "a ferry", "opposes", "apart"),
        ("the ferry", "seeks", "the ferry", "opposes", 1),
    ],
)  # fmt: skip
def test_what_the_words_say(
    one: str, stance: Stance, other: str, other_stance: Stance, expected: int | Likeness
) -> None:
    names: tuple[Likeness, ...] = ("same", "turned", "figures", "open")
    wanted = names[expected] if isinstance(expected, int) else expected
    goals = read_goal(one, stance), read_goal(other, other_stance)
    assert likeness(*goals) == likeness(*reversed(goals)) == wanted


@pytest.mark.parametrize(
    ("stances", "agreement"),
    [
        (("seeks", "accepts"), "same"),
        (("seeks", "opposes"), "opposed"),
        (("opposes", "opposes"), "same"),
        (("undecided", "opposes"), "compatible"),
    ],
)
def test_the_words_decide_alone(stances: tuple[Stance, Stance], agreement: Agreement) -> None:
    goal = "the ferry terminal at Lomvik"
    judge = Asked([0.25] * 4)
    found = Agreements(judge).decide(row(goal, stances[0]), row(goal, stances[1]))
    assert found.agreement == agreement
    assert found.certainty > 0.7
    assert judge.times == 0


def test_other_words_are_put_to_the_judge_once_in_either_order() -> None:
    judge = Asked([0.1, 0.7, 0.1, 0.1])
    agreements = Agreements(judge)
    one, other = row("a ferry to Lomvik"), row("cheaper postage")
    assert agreements.decide(one, other) == agreements.decide(other, one)
    assert agreements.decide(one, other).agreement == "compatible"
    assert agreements.decide(one, other).certainty == pytest.approx(0.7)
    assert judge.times == 1


def test_figures_that_differ_are_a_dispute_unless_the_judge_is_sure() -> None:
    one, other = row("900 licences for trawlers"), row("700 licences for trawlers")
    assert Agreements(unsure).decide(one, other).agreement == "opposed"
    assert Agreements(Asked([0.02, 0.96, 0.01, 0.01])).decide(one, other).agreement == "compatible"


def test_without_a_judge_other_words_stay_unknown() -> None:
    found = Agreements(unsure).decide(row("a ferry to Lomvik"), row("cheaper postage"))
    assert found.agreement == "unknown"
    assert found.certainty == 0


@given(shares, st.sampled_from(STANCES), st.booleans())
def test_what_is_left_open_is_neither_shared_nor_opposed(
    answer: list[float], stance: Stance, alike: bool
) -> None:
    other = "the ferry terminal at Lomvik" if alike else "cheaper postage"
    found = Agreements(Asked(answer)).decide(
        row("a ferry terminal at Lomvik", "undecided"), row(other, stance)
    )
    assert found.agreement not in {"same", "opposed"}
    assert 0 <= found.certainty <= 1


@given(st.integers(0, 5), st.integers(0, 9), st.integers(0, 12))
def test_the_judge_is_asked_no_more_than_the_limits(
    per_issue: int, in_all: int, number: int
) -> None:
    judge = Asked([0.7, 0.1, 0.1, 0.1])
    agreements = Agreements(judge, per_issue, in_all)
    for issue in range(3):
        pairs = [
            (row(f"ferry{place} north{issue}"), row("cheaper postage")) for place in range(number)
        ]
        decided = agreements.decide_all(pairs)
        assert len(decided) <= per_issue
        assert [pair for pair in pairs if pair in [found for found, _ in decided]] == [
            found for found, _ in decided
        ]
    assert judge.times <= in_all


def test_the_limit_goes_to_the_pairs_with_most_words_in_common() -> None:
    close = row("the ferry quay at Ostvale"), row("a ferry line to the town of Lomvik")
    far = row("cheaper postage"), row("a ferry line")
    decided = Agreements(Asked([0.7, 0.1, 0.1, 0.1]), per_issue=1).decide_all([far, close])
    assert [pair for pair, _ in decided] == [close]


def test_the_network_sees_both_sentences_with_their_goals_marked() -> None:
    seen: list[Marked] = []

    def read(texts: Sequence[Marked]) -> list[SimpleNamespace]:
        seen.extend(texts)
        return [SimpleNamespace(agreement=np.array([0.0, 0.0, 30.0, 0.0], np.float32))]

    judge, encoder = NetworkJudge(), Encoder()
    encoder.__dict__["frames"] = SimpleNamespace(read=read)
    judge.__dict__["_encoder"] = encoder
    one, other = row("a ferry to Lomvik"), row("cheaper postage", "opposes")
    answer = judge(one, other)
    assert sum(answer) == pytest.approx(1)
    assert int(np.argmax(answer)) == LABELS.index("opposed")
    (marked,) = seen
    goals = [marked.roles == role for role in (4, 5)]
    for text, inside in zip((one, other), goals, strict=True):
        start, end = marked.pieces.start[inside].min(), marked.pieces.end[inside].max()
        assert text.quote[start:end] == text.text

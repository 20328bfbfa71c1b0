"""What the words of a cue settle of a stance, and where they leave it open."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.stance_words import settled_stance
from detente.record import Stance

WORDS = [
    ("refused", "opposes"),
    ("is unwilling to", "opposes"),
    ("ruled out", "opposes"),
    ("would never tolerate", "opposes"),
    ("doesn’t want", "opposes"),
    ("won't accept", "opposes"),
    ("is not ready to", "opposes"),
    ("has no objection to", "accepts"),
    ("did not oppose", "accepts"),
    ("dropped its objection to", "accepts"),
    ("no longer opposes", "accepts"),
    ("lifted its veto on", "accepts"),
    ("wants", "seeks"),
    ("not only wants", "seeks"),
    ("called for", "seeks"),
    ("conceded that", "accepts"),
    # in doubt
    ("would neither accept nor reject", None),
    ("asked whether it would accept", None),
    ("had not ruled out", None),
    ("has not yet agreed to", None),
    ("would not say whether it accepts", None),
    ("wanted them to accept", None),
    ("has taken up", None),
    ("", None),
]


@pytest.mark.parametrize(("cue", "stance"), WORDS)
def test_words_of_a_cue(cue: str, stance: Stance | None) -> None:
    assert settled_stance(cue, ["Norland"]) == stance
    assert settled_stance(cue.upper(), []) == stance


@pytest.mark.parametrize(
    ("holder", "cue", "stance"),
    [
        ("Neither side", "would accept", "opposes"),
        ("none of the nine", "wants", "opposes"),
        ("No one in Oslo", "rejected", "accepts"),
        ("Nobody", "ruled out", None),
        ("No state", "expects", None),
        ("Norland", "would accept", "accepts"),
        ("No 10", "wants", "seeks"),
        ("No. 10", "would accept", "accepts"),
    ],
)
def test_what_nobody_does_is_negated(holder: str, cue: str, stance: Stance | None) -> None:
    assert settled_stance(cue, ["Westmark", holder]) == stance


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_words_give_a_stance_or_none(cue: str, holders: list[str]) -> None:
    assert settled_stance(cue, holders) in {*get_args(Stance), None}

"""Where one party stands: the newest stance to each goal, whose word it is, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import Agreements, unsure
from detente.analysis.issue_columns import leaves
from detente.analysis.model import Change, Quoted
from detente.analysis.positions import hold, is_sourced, stand
from detente.analysis.salience import Attention, is_priority, salience
from detente.record import Stance
from hand_rows import A, row

FERRY = "the ferry terminal at Lomvik"


def changes(rows: Sequence[Quoted]) -> tuple[Change, ...]:
    return stand(A, "5.1", hold(rows), 0.1, len(rows), Agreements(unsure)).changes


def test_the_newest_row_on_each_goal_stands_newest_first() -> None:
    old = row(FERRY, day="2009-01-01")
    new = row("a ferry terminal at Lomvik", day="2010-01-01")
    other = row("cheaper postage", day="2009-06-01")
    assert [held.row for held in hold([old, other, new])] == [new, other]


def test_one_day_prefers_the_partys_own_word() -> None:
    told = row(FERRY, basis="reported", confidence=0.9)
    own = row(FERRY, confidence=0.6)
    assert [held.row for held in hold([told, own])] == [own]


def test_an_authors_word_never_hides_the_partys_own() -> None:
    own = row(FERRY, day="2009-01-01")
    author = row(FERRY, "opposes", day="2010-01-01", basis="author-asserted")
    assert [held.row for held in hold([own, author])] == [own]
    alone = hold([author])
    assert [held.row for held in alone] == [author]
    assert not is_sourced(author)
    assert alone[0].support == 0


def test_support_grows_with_documents_and_less_by_reports() -> None:
    own, again, told = row(FERRY), row(FERRY), row(FERRY, basis="reported")
    assert hold([own])[0].support == pytest.approx(0.8)
    assert hold([told])[0].support == pytest.approx(0.8 * 0.7)
    assert hold([own, again])[0].support == pytest.approx(1 - 0.2 * 0.2)


def test_a_stand_lasts_since_nothing_said_otherwise() -> None:
    rows = [
        row(FERRY, "opposes", day="2009-01-01"),
        row(FERRY, day="2009-05-01"),
        row(FERRY, "accepts", day="2010-01-01"),
    ]
    assert hold(rows)[0].first == "2009-05-01"


def test_another_stance_to_one_goal_is_a_change() -> None:
    before, after = row(FERRY, "opposes", day="2009-01-01"), row(FERRY, day="2010-01-01")
    (change,) = changes([after, before])
    assert (change.before, change.after, change.issue) == (before, after, "5.1")


def test_the_same_end_in_other_words_is_no_change() -> None:
    rows = [
        row("herring imports from Ostvale", "opposes", day="2009-01-01"),
        row("an end to herring imports from Ostvale", "seeks", day="2010-01-01"),
        row("an end to herring imports from Ostvale", "accepts", day="2010-02-01"),
    ]
    assert changes(rows) == ()


def test_rows_of_one_day_or_without_one_tell_no_change() -> None:
    assert changes([row(FERRY), row(FERRY, "opposes")]) == ()
    assert changes([row(FERRY, day=None), row(FERRY, "opposes")]) == ()


def test_an_authors_word_is_no_change() -> None:
    rows = [
        row(FERRY, day="2009-01-01"),
        row(FERRY, "opposes", day="2010-01-01", basis="author-asserted"),
    ]
    assert changes(rows) == ()


def test_a_goal_opposed_to_one_not_heard_since_is_a_change() -> None:
    before = row("900 licences for the trawlers", day="2009-01-01")
    after = row("700 licences for the trawlers", day="2010-01-01")
    assert [(c.before, c.after) for c in changes([before, after])] == [(before, after)]
    again = row("900 licences for the trawlers", day="2010-02-01")
    assert changes([before, after, again]) != changes([before, after])


made_rows = st.lists(
    st.tuples(
        st.sampled_from([FERRY, "cheaper postage", "700 licences for trawlers"]),
        st.sampled_from(["seeks", "opposes", "undecided"]),
        st.sampled_from(["2009-01-01", "2009-05-05", "2010-01-01", None]),
    ),
    max_size=12,
)


@given(made_rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    made: list[tuple[str, Stance, str | None]], chance: Random
) -> None:
    rows = [row(goal, stance, day=day) for goal, stance, day in made]
    mixed = rows.copy()
    chance.shuffle(mixed)
    assert hold(rows) == hold(mixed)
    for change in changes(rows):
        assert (change.before.date or "") < (change.after.date or "")


def test_a_family_counts_only_without_its_own() -> None:
    assert leaves(["1", "1.3", "5"]) == ("1.3", "5")
    assert leaves(["1"]) == ("1",)


def test_few_rows_are_drawn_towards_an_even_share() -> None:
    few, many = Attention({"x": 3}, 3), Attention({"x": 300}, 300)
    assert 0.1 < salience(few, "x", 10) < 0.3
    assert 0.9 < salience(many, "x", 10) < 1
    assert salience(Attention({}, 0), "x", 10) == pytest.approx(0.1)


def test_a_priority_needs_rows_and_more_than_an_even_share() -> None:
    assert is_priority(Attention({"x": 30, "y": 10}, 40), "x", 10)
    assert not is_priority(Attention({"x": 2}, 2), "x", 10)
    assert not is_priority(Attention({"x": 3, "y": 97}, 100), "x", 10)

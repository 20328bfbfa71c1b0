"""Two parties issue by issue: attention and goals are separate findings, both sides sourced."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agreement import Agreements, unsure
from detente.analysis.convergence import compare_gathered
from detente.analysis.dealings import dealings
from detente.analysis.gathering import Columns, Gathered, gather_columns
from detente.analysis.positions import is_sourced
from detente.analysis.salience import Attention
from detente.ledger import IssueCounts
from detente.record import Basis, Modality, Stance
from hand_rows import DAY, A, B, compared, gathered, row

FERRY = "the ferry terminal at Lomvik"


def test_the_same_goal_of_both_with_both_quotes_and_since_when() -> None:
    one = row(FERRY, day="2009-03-01")
    first = row(FERRY, party=B, day="2009-06-01")
    newest = row(FERRY, "accepts", party=B, day="2010-01-01")
    found = compared(i5_1=[one, first, newest])["5.1"]
    assert found.agreement == "same"
    assert found.pair == (one, newest)
    assert found.since == "2009-06-01"
    assert 0 < found.certainty < 1
    assert found.decided_by


def test_what_both_hold_together_is_one_goal_as_sure_as_it_was_read() -> None:
    goal = "a withdrawal clause"
    both = [replace(row(goal, party=party, confidence=0.6), id="p-1") for party in (A, B)]
    found = compared(i5_1=both)["5.1"]
    assert found.agreement == "same"
    assert found.decided_by == "one position, held by both"
    assert found.certainty == pytest.approx(both[0].confidence)
    two = compared(i5_1=[row(goal, party=party, confidence=0.6) for party in (A, B)])["5.1"]
    assert two.certainty < found.certainty
    left_open = [replace(one, stance="undecided") for one in both]
    assert compared(i5_1=left_open)["5.1"].agreement != "same"


def test_salience_is_apart_from_goals() -> None:
    rows = {"5.1": [row(FERRY), row(FERRY, "opposes", party=B)], "6.1": [row("cheaper postage")]}
    much = Attention({"5.1": 80, "6.1": 20}, 100)
    made = compare_gathered(gathered(rows, attention={A: much, B: much}), Agreements(unsure))
    (found,) = (item for item in made if item.issue == "5.1")
    assert found.shared_salience
    assert found.agreement == "opposed"
    little = Attention({"5.1": 5, "6.1": 95}, 100)
    made = compare_gathered(gathered(rows, attention={A: much, B: little}), Agreements(unsure))
    (found,) = (item for item in made if item.issue == "5.1")
    assert not found.shared_salience
    assert found.agreement == "opposed"


def test_an_authors_word_is_shown_and_never_compared() -> None:
    asserted = row(FERRY, party=B, basis="author-asserted", confidence=1.0)
    found = compared(i5_1=[row(FERRY), asserted])["5.1"]
    assert found.agreement == "unknown"
    assert found.pair is None
    assert found.certainty == 0
    assert found.sides[1].positions == (asserted,)


def test_a_report_counts_less_than_the_own_word() -> None:
    own = compared(i5_1=[row(FERRY), row(FERRY, party=B)])["5.1"]
    told = compared(i5_1=[row(FERRY), row(FERRY, party=B, basis="reported")])["5.1"]
    assert told.agreement == own.agreement == "same"
    assert told.certainty == pytest.approx(0.7 * own.certainty)


def test_what_contradicts_lowers_the_certainty() -> None:
    quay = "more room for trawlers on the eastern quay"
    clear = compared(i5_1=[row(FERRY), row(FERRY, party=B)])["5.1"]
    mixed = compared(
        i5_1=[
            row(FERRY),
            row(FERRY, party=B),
            row(quay, day="2009-06-01"),
            row(quay, "opposes", party=B, day="2009-06-01"),
        ]
    )["5.1"]
    assert mixed.agreement == "same"
    assert mixed.certainty < clear.certainty


def test_one_side_alone_is_unknown() -> None:
    found = compared(i5_1=[row(FERRY)])["5.1"]
    assert found.agreement == "unknown"
    assert found.sides[1].positions == ()


positions = st.lists(
    st.tuples(
        st.sampled_from([FERRY, "700 licences for trawlers", "900 licences for trawlers"]),
        st.sampled_from(["seeks", "accepts", "opposes", "undecided"]),
        st.sampled_from([A, B]),
        st.sampled_from(["2009-01-01", "2010-01-01", None]),
        st.sampled_from(["self-stated", "reported", "author-asserted"]),
    ),
    min_size=1,
    max_size=10,
)


@given(positions)
def test_a_finding_is_sourced_on_both_sides(
    made: list[tuple[str, Stance, str, str | None, Basis]],
) -> None:
    rows = [row(goal, stance, party, day, basis) for goal, stance, party, day, basis in made]
    found = compared(i5_1=rows)["5.1"]
    assert (found.pair is None) == (found.agreement == "unknown")
    assert 0 <= found.certainty <= 1
    if found.pair:
        assert all(is_sourced(item) for item in found.pair)
        assert [item.party for item in found.pair] == [A, B]
    for side in found.sides:
        assert all(item.party == side.party for item in side.positions)


@given(positions)
def test_who_is_named_first_makes_no_difference(
    made: list[tuple[str, Stance, str, str | None, Basis]],
) -> None:
    rows = [row(goal, stance, party, day, basis) for goal, stance, party, day, basis in made]
    turned = [replace(item, party=B if item.party == A else A) for item in rows]
    one, other = compared(i5_1=rows)["5.1"], compared(i5_1=turned)["5.1"]
    assert (one.agreement, one.since) == (other.agreement, other.since)
    assert one.certainty == pytest.approx(other.certainty)
    if one.pair and other.pair:
        assert {item.id for item in one.pair} == {item.id for item in other.pair}


# columns as the ledger gives them

_KINDS = {"published": pa.date32(), "day": pa.date32(), "until": pa.date32()}


def columns(rows: list[dict[str, object]], names: tuple[str, ...]) -> pa.Table:
    lists = dict.fromkeys(("issues", "tellers"), pa.list_(pa.string()))
    flags = dict.fromkeys(("first_acts", "second_acts", "on_others"), pa.bool_())
    kinds = {**_KINDS, **lists, **flags, "quad": pa.int32(), "confidence": pa.float64()}
    return pa.table(
        {
            name: pa.array([item.get(name) for item in rows], kinds.get(name, pa.string()))
            for name in names
        }
    )


WORDS = ("goal", "cue", "quote")
SAID = dict.fromkeys((A, B), IssueCounts({}, 0))


def position_table(*rows: dict[str, object]) -> pa.Table:
    names = "position document published state actor name kind stance basis voice confidence"
    usual = {
        "document": "d",
        "published": date(2010, 3, 1),
        "kind": "government",
        "tellers": [],
        "stance": "seeks",
        "basis": "self-stated",
        "voice": "speaker",
        "confidence": 0.8,
        "issues": ["5.1"],
        "goal": FERRY,
        "quote": "It seeks this.",
    }
    made: list[dict[str, object]] = [
        {**usual, "position": f"p-{number}", "name": "n", "actor": "a", **item}
        for number, item in enumerate(rows)
    ]
    return columns(made, (*names.split(), "sector", "tellers", "issues", *WORDS))


def event_table(*rows: dict[str, object]) -> pa.Table:
    names = "event id document published day until type quad modality voice issues"
    usual = {
        "published": date(2010, 3, 1),
        "day": date(2010, 3, 1),
        "type": "CONSULT",
        "quad": 1,
        "modality": "actual",
        "issues": ["5.1"],
        "first_acts": True,
        "second_acts": True,
        "on_others": False,
    }
    made: list[dict[str, object]] = [
        {"event": f"e-{number}", "id": f"e-{number}", **usual, **item}
        for number, item in enumerate(rows)
    ]
    return columns(made, (*names.split(), "first_acts", "second_acts", "on_others"))


def of_columns(positions: pa.Table, events: pa.Table) -> Gathered:
    words = {row["position"]: (row["goal"], row["quote"]) for row in positions.to_pylist()}
    said: Future[Mapping[str, IssueCounts]] = Future()
    said.set_result(SAID)
    return gather_columns(Columns((A, B), events, positions, lambda _: said, lambda _: words), DAY)


def test_only_the_two_parties_and_who_speaks_for_them() -> None:
    table = position_table(
        {"state": A},
        {"state": B},
        {"state": "FRA"},
        {"state": A, "kind": "organisation"},
        {"state": A, "kind": "person", "sector": "think tank"},
        {"state": A, "tellers": [B]},
        {"state": B, "published": date(2010, 4, 2)},
        {"state": B, "published": None},
        {"state": A, "position": "p-0", "actor": "another holder"},
    )
    found = of_columns(table, event_table())
    ids = {key: [item.id for item in rows] for key, rows in found.positions.items()}
    assert ids == {(A, "5.1"): ["p-0"], (B, "5.1"): ["p-1"]}
    assert found.attention[A].total == 1


@pytest.mark.parametrize("goal", ["it", "you do that to us", "exactly that", "any of the kind"])
def test_a_goal_that_only_points_to_another_is_compared_with_none(goal: str) -> None:
    found = of_columns(position_table({"state": A, "goal": goal}, {"state": A}), event_table())
    assert [item.text for item in found.positions[A, "5.1"]] == [FERRY]


def test_events_in_which_a_party_acts_count_for_its_attention() -> None:
    events = event_table({}, {"second_acts": False}, {"published": date(2010, 5, 1)})
    found = of_columns(position_table({"state": A}), events)
    assert found.attention[A].rows == {"5.1": 3}
    assert found.attention[B].rows == {"5.1": 1}


HOSTILE = {"type": "THREATEN", "quad": 3, "second_acts": False}


def test_dealings_count_each_event_once_and_who_acts() -> None:
    found = dealings(
        event_table({}, {"event": "e-0"}, HOSTILE, {**HOSTILE, "day": date(2009, 1, 1)}), DAY
    )["5.1"]
    assert found.recent_cooperative == (1, 1)
    assert found.recent_hostile == (1, 0)
    assert found.last == "2010-03-01"


@pytest.mark.parametrize("modality", ["negated", "proposed", "hypothetical", "feared", "alleged"])
def test_what_did_not_happen_is_no_dealing(modality: Modality) -> None:
    assert dealings(event_table({"modality": modality}), DAY) == {}


@pytest.mark.parametrize(
    "event",
    [
        {"day": date(2010, 4, 2)},
        {"day": None},
        {"published": date(2010, 4, 2)},
        {**HOSTILE, "second_acts": True, "on_others": True},
        {"on_others": True},
        {"type": "ACCUSE", "quad": 3},
    ],
)
def test_what_is_later_undated_or_unclear_is_no_dealing(event: dict[str, object]) -> None:
    assert dealings(event_table(event), DAY) == {}


def test_no_rows_at_all() -> None:
    found = of_columns(position_table(), event_table())
    assert compare_gathered(found, Agreements(unsure)) == ()

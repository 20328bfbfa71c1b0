"""The stable states of two known conflicts, and how the concepts lie in each other."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.stability import CONCEPTS, Concept, Conflict, Direction

# Y: the prisoner keeps silent
PRISONERS = Conflict(
    options={"one": [0], "two": [1]},
    states=["NN", "YN", "NY", "YY"],
    preferences={
        "one": [["NY"], ["YY"], ["NN"], ["YN"]],
        "two": [["YN"], ["YY"], ["NN"], ["NY"]],
    },
)

# A polluted aquifer at Elmira, Ontario: the ministry may modify its order, Uniroyal delay, accept
# or abandon its plant, the local government insist on the first order.
STATES = {
    1: "NYNNN",
    2: "YYNNN",
    3: "NNYNN",
    4: "YNYNN",
    5: "NNNYN",
    6: "YNNYN",
    7: "NYNNY",
    8: "YYNNY",
    9: "NNYNY",
    10: "YNYNY",
    11: "NNNYY",
    12: "YNNYY",
}


def named(*groups: int | tuple[int, ...]) -> list[list[str]]:
    return [
        [STATES[i] for i in (group if isinstance(group, tuple) else (group,))] for group in groups
    ]


ELMIRA = Conflict(
    options={"MoE": [0], "Uniroyal": [1, 2, 3], "LocalGov": [4]},
    states=list(STATES.values()),
    preferences={
        "MoE": named(9, 3, 4, 10, 7, 1, 2, 8, (11, 5, 6, 12)),
        "Uniroyal": named(1, 4, 10, 7, (5, 11, 6, 12), 2, 3, 9, 8),
        "LocalGov": named(9, 3, 7, 1, 10, 8, 4, 2, (11, 5, 12, 6)),
    },
    one_way={0: "forward", 1: "back", 3: "forward"},
)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_prisoners(concept: Concept) -> None:
    assert set(PRISONERS.equilibria(concept)) == ({"NN"} if concept == "nash" else {"NN", "YY"})


@pytest.mark.parametrize(
    ("concept", "stable"),
    [(concept, {5, 6, 7, 10, 11, 12}) for concept in ("nash", "seq", "sim")]
    + [(concept, {1, 4, 5, 6, 7, 10, 11, 12}) for concept in ("gmr", "smr")],
)
def test_elmira(concept: Concept, stable: set[int]) -> None:
    assert set(ELMIRA.equilibria(concept)) == {STATES[i] for i in stable}


def test_moves_keep_to_the_own_options_and_to_their_one_way() -> None:
    assert PRISONERS.moves("one", "NY") == ("YY",)
    # Uniroyal delays: it may accept or abandon; once it has, it cannot delay again
    assert ELMIRA.moves("Uniroyal", STATES[1]) == (STATES[3], STATES[5])
    assert ELMIRA.moves("Uniroyal", STATES[3]) == (STATES[5],)
    assert ELMIRA.moves("Uniroyal", STATES[5]) == ()
    assert ELMIRA.moves("MoE", STATES[2]) == ()


def test_a_way_out_of_the_answer_undoes_it() -> None:
    # one leaves NN for YN, two answers with YY, and from there one can go on to NY, which it likes
    conflict = Conflict(
        {"one": [0], "two": [1]},
        ["NN", "YN", "NY", "YY"],
        {"one": [["YN"], ["NY"], ["NN"], ["YY"]], "two": [["NN", "YN", "NY", "YY"]]},
    )
    assert conflict.stable("one", "NN", "gmr")
    assert not conflict.stable("one", "NN", "smr")
    # two gains nothing by its answer, so that it threatens in vain
    assert not conflict.stable("one", "NN", "seq")
    assert not conflict.stable("one", "NN", "sim")


def test_two_others_answer_together() -> None:
    # one's gain YNN is undone only at YYY, after a move of each of the two others
    conflict = Conflict(
        {"one": [0], "two": [1], "three": [2]},
        ["NNN", "YNN", "YYN", "YYY"],
        {
            "one": [["YNN", "YYN"], ["NNN", "YYY"]],
            "two": [["YYN"], ["NNN", "YNN", "YYY"]],
            "three": [["YYY"], ["NNN", "YNN", "YYN"]],
        },
    )
    assert conflict.stable("one", "NNN", "seq")
    assert not conflict.stable("one", "NNN", "sim")


def preferences(states: list[str]) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.integers(0, 3), min_size=len(states), max_size=len(states)).map(
        lambda ranks: [
            group
            for rank in range(4)
            if (group := [s for s, r in zip(states, ranks, strict=True) if r == rank])
        ]
    )


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    every = ["".join(state) for state in product("NY", repeat=3)]
    states = draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
    parties = draw(
        st.sampled_from([{"a": [0, 2], "b": [1]}, {"a": [0], "b": [1], "c": [2]}, {"a": [0, 1, 2]}])
    )
    way: st.SearchStrategy[Direction] = st.sampled_from(["forward", "back"])
    ways = draw(st.dictionaries(st.integers(0, 2), way))
    return Conflict(parties, states, {p: draw(preferences(states)) for p in parties}, ways)


@given(conflicts())
def test_how_the_concepts_lie_in_each_other(conflict: Conflict) -> None:
    nash, gmr, seq, sim, smr = (set(conflict.equilibria(concept)) for concept in CONCEPTS)
    assert nash <= smr <= gmr
    assert nash <= seq <= gmr
    assert nash <= sim
    if len(conflict.options) == 1:
        assert nash == gmr == seq == sim == smr
        assert nash


@given(conflicts())
def test_nash_is_the_best_reachable(conflict: Conflict) -> None:
    for party, groups in conflict.preferences.items():
        rank = {state: i for i, group in enumerate(groups) for state in group}
        for state in conflict.states:
            best = min([rank[end] for end in conflict.moves(party, state)], default=99)
            assert conflict.stable(party, state, "nash") is (best >= rank[state])


@pytest.mark.parametrize(
    ("options", "states", "preference", "says"),
    [
        ([0, 0], ["NN"], [["NN"]], "option"),
        ([0, 2], ["NN"], [["NN"]], "option"),
        ([0], ["N", "N"], [["N"]], "twice"),
        ([0], ["NY"], [["NY"]], "setting"),
        ([0], ["?"], [["?"]], "setting"),
        ([0], ["N", "Y"], [["N"]], "every state"),
    ],
)
def test_what_is_no_conflict_is_refused(
    options: list[int], states: list[str], preference: list[list[str]], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Conflict({"one": options}, states, {"one": preference})


def test_the_preferences_are_the_parties() -> None:
    with pytest.raises(ValueError, match="parties"):
        Conflict({"one": [0]}, ["N"], {"two": [["N"]]})

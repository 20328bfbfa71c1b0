"""Reports of one event are joined, whatever their order; what contradicts is kept apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.event_report import FAMILIES, EventReport, Party, stems
from detente.analysis.same_event import compatible, find_links, same_events
from detente.evaluation.same_event import evaluate_same_event
from detente.knowledge.plover import quad_of
from detente.record import EventType, Modality

GOLD = Path(__file__).parents[2] / "evals" / "gold" / "same_event.jsonl"
USA = Party("a-usa", "United States", "government", "USA")
RUSSIA = Party("a-rus", "Russia", "government", "RUS")
LAVROV = Party("a-lavrov", "Sergei Lavrov", "person", "RUS")
PUTIN = Party("a-putin", "Vladimir Putin", "person", "RUS")
SOMEBODY = Party("a-officials", "officials", "unnamed", None)

EXPELLED = EventReport(
    id="e-1",
    document="d-1",
    type="SANCTION",
    mode="expel",
    modality="actual",
    quote="Washington expelled sixty diplomats and shut the consulate in Seattle.",
    trigger="expelled",
    actors=(USA,),
    recipients=(RUSSIA,),
    published="2018-03-27",
    start="2018-03-26",
    end="2018-03-26",
    precision="day",
    basis="text",
)
LATER = replace(EXPELLED, id="e-0", document="d-2", published="2018-03-28")


def joined(*reports: EventReport) -> bool:
    return len(set(same_events(reports).values())) == 1


def test_the_same_told_twice_is_one_event_named_by_the_first_report() -> None:
    assert same_events([LATER, EXPELLED]) == {"e-0": "e-1", "e-1": "e-1"}


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "negated"},
        {"modality": "alleged"},
        {"modality": "scheduled"},
        {"mode": None},
        {"type": "COERCE", "mode": "deport"},
        {"actors": (SOMEBODY,)},
        {"recipients": ()},
        {"start": "2018-03-27", "end": "2018-03-27"},
        {"start": "2018-03-28", "end": "2018-03-28", "basis": "document"},
        {"start": "2018-03-01", "end": "2018-03-31", "precision": "month"},
        {"place_state": "USA"},
    ],
)
def test_what_leaves_open_or_words_differently_is_no_contradiction(
    changes: dict[str, object],
) -> None:
    assert joined(EXPELLED, replace(LATER, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "feared"},
        {"modality": "recommended"},
        {"type": "ACCUSE"},
        {"actors": (RUSSIA,), "recipients": (USA,)},
        {"actors": (SOMEBODY,), "recipients": ()},
        {"start": "2018-03-29", "end": "2018-03-29"},
        {"start": "2018-04-01", "end": "2018-04-30", "precision": "month"},
        {"start": None, "end": None, "precision": "unresolved"},
        {"quote": "Nobody had thought of the fishermen before."},
    ],
)
def test_what_contradicts_or_says_something_else_is_another_event(
    changes: dict[str, object],
) -> None:
    assert not joined(EXPELLED, replace(LATER, **changes))  # type: ignore[arg-type]


def test_persons_and_places_tell_events_apart() -> None:
    at_geneva = replace(EXPELLED, actors=(LAVROV,), recipients=(USA,), place_city="Geneva")
    assert joined(at_geneva, replace(LATER, actors=(RUSSIA,), recipients=(USA,)))
    assert not joined(at_geneva, replace(LATER, actors=(PUTIN,), recipients=(USA,)))
    elsewhere = replace(LATER, actors=(LAVROV,), recipients=(USA,), place_city="Vienna")
    assert not joined(at_geneva, elsewhere)


def test_who_meets_whom_has_no_order() -> None:
    meeting = replace(EXPELLED, type="CONSULT", mode=None, actors=(USA, LAVROV), recipients=())
    visit = replace(LATER, type="CONSULT", mode="visit", actors=(LAVROV,), recipients=(USA,))
    assert joined(meeting, visit)


def test_what_lies_ahead_undated_is_joined_only_with_its_like() -> None:
    ahead = {"modality": "predicted", "start": None, "end": None, "precision": "unresolved"}
    one = replace(EXPELLED, **ahead, basis="document")  # type: ignore[arg-type]
    other = replace(one, id="e-2", document="d-2", published="2018-03-28")
    assert joined(one, other)
    assert not joined(one, replace(other, published="2018-04-28"))
    assert not joined(one, LATER)
    assert not joined(one, replace(other, published=None))


def test_no_chain_of_neighbours_becomes_one_event() -> None:
    days = [
        replace(EXPELLED, id=f"e-{day}", start=f"2018-03-{day}", end=f"2018-03-{day}")
        for day in range(10, 20)
    ]
    found = same_events(days)
    for event in set(found.values()):
        assert sum(one == event for one in found.values()) <= 2


def test_types_that_are_confused_are_of_one_quad() -> None:
    for type_, first in FAMILIES.items():
        assert type_ in get_args(EventType)
        assert quad_of(type_) == quad_of(first)  # type: ignore[arg-type]


def test_stems_make_one_of_the_forms_of_a_word() -> None:
    assert stems("Syrian shelling, in Zürich") == stems("Syria's shells ZURICH")
    assert not stems("the minister said on Tuesday that it was")


DAYS = st.integers(1, 9).map(lambda day: f"2018-03-0{day}")
PARTIES = st.lists(st.sampled_from((USA, RUSSIA, LAVROV, PUTIN, SOMEBODY)), max_size=2).map(tuple)
WORDS = st.lists(
    st.sampled_from(
        ["treaty", "convoy", "harbour", "missile", "grain", "vote", "prison", "border"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@st.composite
def reports(draw: st.DrawFn) -> list[EventReport]:
    made = []
    for number in range(draw(st.integers(0, 9))):
        day = draw(DAYS)
        made.append(
            EventReport(
                id=f"e-{number}",
                document=f"d-{draw(st.integers(0, 4))}",
                type=draw(st.sampled_from(("CONSULT", "ASSAULT", "SANCTION", "COERCE"))),
                mode=None,
                modality=draw(st.sampled_from(get_args(Modality))),
                quote=draw(WORDS),
                actors=draw(PARTIES),
                recipients=draw(PARTIES),
                published=draw(st.none() | DAYS),
                start=day,
                end=day,
                precision="day",
                basis=draw(st.sampled_from(("text", "document"))),
            )
        )
    return made


@settings(deadline=None, max_examples=60)
@given(reports(), st.randoms())
def test_the_order_of_reports_does_not_matter(made: list[EventReport], chance: object) -> None:
    found = same_events(made)
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert same_events(shuffled) == found
    assert set(found) == {report.id for report in made}
    assert all(found[event] == event for event in found.values())


@settings(deadline=None, max_examples=60)
@given(reports())
def test_no_two_reports_of_one_event_contradict_each_other(made: list[EventReport]) -> None:
    found = same_events(made)
    for one in made:
        for other in made:
            if one.id < other.id and found[one.id] == found[other.id]:
                assert compatible(one, other)
                assert compatible(other, one)


@settings(deadline=None, max_examples=30)
@given(reports())
def test_a_pair_is_compared_once(made: list[EventReport]) -> None:
    pairs = [(link.one.id, link.other.id) for link in find_links(made)]
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)


def test_our_gold_is_joined() -> None:
    report = evaluate_same_event(GOLD)
    assert report["n"] >= 120
    assert report["scores"]["test_f1"] >= 0.95
    assert report["scores"]["f1"] >= 0.95

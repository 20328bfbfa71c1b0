from __future__ import annotations

from detente.document import Span
from detente.evaluation.event_gold import GoldEvent
from detente.evaluation.events import count_sentence
from detente.evaluation.measures import class_f1, macro_f1
from detente.record import Event, EventType

A, B, C = Span(0, 4), Span(10, 14), Span(20, 24)


def found(type: EventType, actors: tuple[Span, ...], recipients: tuple[Span, ...]) -> Event:
    return Event(
        id="e",
        document="d",
        sentence=0,
        type=type,
        mode=None,
        quad=1,
        score=0,
        modality="actual",
        certainty=0,
        trigger=Span(5, 9),
        actor_spans=actors,
        recipient_spans=recipients,
        quote="",
    )


def test_a_hit_needs_type_and_both_sides() -> None:
    gold = [GoldEvent(("AID",), (A,), (B,))]
    for event, hits, causes in (
        (found("AID", (Span(2, 3),), (Span(13, 30),)), 1, {}),
        (found("AID", (B,), (A,)), 0, {"missed_direction": 1, "wrong_direction": 1}),
        (found("AID", (A,), (C,)), 0, {"missed_parties": 1, "wrong_parties": 1}),
        (found("AID", (A,), ()), 0, {"missed_parties": 1, "wrong_parties": 1}),
        (found("SUPPORT", (A,), (B,)), 0, {"missed_type": 1, "wrong_type": 1}),
    ):
        assert count_sentence(gold, [event]) == (hits, causes)


def test_one_side_is_enough_where_gold_has_one() -> None:
    gold = [GoldEvent(("PROTEST",), (A,), ())]
    assert count_sentence(gold, [found("PROTEST", (A,), (B,))]) == (1, {})


def test_who_act_together_count_on_both_sides() -> None:
    gold = [GoldEvent(("CONSULT",), (A,), (B,))]
    assert count_sentence(gold, [found("CONSULT", (B, A), ())]) == (1, {})


def test_an_event_counts_once() -> None:
    gold = [GoldEvent(("AID",), (A,), (B,))]
    twice = [found("AID", (A,), (B,)), found("AID", (A,), (B,))]
    assert count_sentence(gold, twice) == (1, {"wrong_counted_twice": 1})
    assert count_sentence([*gold, *gold], twice[:1]) == (1, {"missed_counted_once": 1})


def test_either_type_of_yield_is_right() -> None:
    gold = [GoldEvent(("CONCEDE", "RETREAT"), (A,), ())]
    assert count_sentence(gold, [found("RETREAT", (A,), ())]) == (1, {})


def test_events_where_gold_has_none_are_wrong() -> None:
    assert count_sentence([], [found("AID", (A,), ())]) == (0, {"wrong_no_event_there": 1})


def test_macro_f1_is_the_mean_over_the_golds_classes() -> None:
    gold, guess = ["a", "a", "b", "c"], ["a", "b", "b", "d"]
    assert class_f1(gold, guess) == {"a": 2 / 3, "b": 2 / 3, "c": 0.0}
    assert macro_f1(gold, guess) == (2 / 3 + 2 / 3) / 3
    assert macro_f1([], []) == 0.0

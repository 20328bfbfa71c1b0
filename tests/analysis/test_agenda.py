"""The computed order: tiers, links, trades, what would move it; stated orders stand apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.agenda import compute_agenda, make_agenda, order
from detente.analysis.agreement import unsure
from detente.analysis.dealings import Dealings
from detente.analysis.linkages import split_issues
from detente.analysis.model import (
    Agenda,
    Agreement,
    Comparison,
    Link,
    Stand,
    StatedAgenda,
    StatedStep,
)
from detente.analysis.ordering import edges_of, in_order, without_cycles
from detente.analysis.sensitivity import trials
from detente.analysis.tiers import Facts, Signal, prospect, tier_of
from detente.analysis.trades import find_trades
from detente.document import Document, Paragraph, Published, Sentence, Span
from detente.ledger import Ledger
from detente.record import Actor, AgendaItem, Linkage, LinkageKind, Position, Reading
from hand_rows import DAY, A, B, compared, link, row

FERRY = "the ferry terminal at Lomvik"
ISSUES = ("1.1", "1.3", "2.2", "5.1", "6.1")
NO_DEALINGS = Dealings()


def agenda(
    comparisons: dict[str, Comparison],
    links: tuple[Link, ...] = (),
    dealings: dict[str, Dealings] | None = None,
    stated: tuple[StatedAgenda, ...] = (),
) -> Agenda:
    found = tuple(comparisons.values())
    return compute_agenda(found, links, dealings or {}, (A, B), DAY, stated)


def facts(issue: str = "1.1", agreement: Agreement = "opposed", **changed: object) -> Facts:
    made = Facts(issue, agreement, 0.5, (2, 2), ((), ()), NO_DEALINGS, 30)
    return replace(made, **changed)  # type: ignore[arg-type]


# tiers


def test_a_shared_goal_is_first() -> None:
    made = agenda(compared(i1_1=[row(FERRY), row(FERRY, party=B)]))
    (place,) = made.computed
    assert (place.rank, place.tier, place.issue) == (1, 1, "1.1")
    assert "Both sides are sourced with the same goal" in place.reasons[0]
    assert [item.party for item in place.rows] == [A, B]


def test_goals_that_differ_need_restraint_of_both() -> None:
    sign = Signal("accepts")
    assert tier_of(facts()) == 3
    assert tier_of(facts(signals=((sign,), ()))) == 3
    assert tier_of(facts(signals=((sign,), (sign,)))) == 2
    assert tier_of(facts(agreement="compatible")) == 2
    hostile = Dealings(recent_hostile=(0, 1))
    assert tier_of(facts(signals=((sign,), (sign,)), dealings=hostile)) == 3
    assert tier_of(facts(agreement="compatible", dealings=hostile)) == 3


def test_that_nothing_hostile_is_known_is_no_sign_of_restraint() -> None:
    assert tier_of(facts(dealings=NO_DEALINGS)) == 3


def test_an_unsure_shared_goal_is_not_first() -> None:
    assert tier_of(facts(agreement="same", certainty=0.1)) == 2


def test_without_sources_of_both_sides_an_issue_has_no_place() -> None:
    asserted = row(FERRY, party=B, basis="author-asserted")
    made = agenda(compared(i1_1=[row(FERRY), asserted]))
    assert made.computed == ()
    assert made.unplaced == ("1.1",)


@pytest.mark.parametrize("stance", ["accepts", "undecided"])
def test_accepting_or_leaving_open_is_a_sign(stance: str) -> None:
    rows = [row(FERRY), row(FERRY, "opposes", party=B)]
    calls = ["cheaper postage for parcels", "a tunnel below the strait"]
    rows += [row(calls[0], stance), row(calls[1], stance, party=B)]  # type: ignore[arg-type]
    (place,) = agenda(compared(i1_1=rows)).computed
    assert place.tier == 2
    assert {item.stance for item in place.rows} >= {stance}


def test_old_signs_and_those_of_authors_are_none() -> None:
    rows = [row(FERRY), row(FERRY, "opposes", party=B)]
    old = [row("cheaper postage", "accepts", party, day="2009-01-01") for party in (A, B)]
    (place,) = agenda(compared(i1_1=rows + old)).computed
    assert place.tier == 3
    told = [row("cheaper mail", "accepts", party, basis="author-asserted") for party in (A, B)]
    (place,) = agenda(compared(i1_1=rows + told)).computed
    assert place.tier == 3


def test_a_delinkage_is_a_sign_of_who_holds_it() -> None:
    comparisons = compared(i1_1=[row(FERRY), row(FERRY, "opposes", party=B)])
    held = tuple(link("delinkage", "5.1", "1.1", party=party) for party in (A, B))
    assert agenda(comparisons, held).computed[0].tier == 2
    assert agenda(comparisons, held[:1]).computed[0].tier == 3


# prospect and order

some_facts = st.builds(
    Facts,
    issue=st.just("1.1"),
    agreement=st.sampled_from(get_args(Agreement)),
    certainty=st.floats(0, 1),
    sourced=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    signals=st.tuples(*[st.sampled_from([(), (Signal("accepts"),)])] * 2),
    dealings=st.builds(
        Dealings,
        cooperative=st.floats(0, 50),
        hostile=st.floats(0, 50),
        recent_hostile=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    ),
    age=st.none() | st.integers(0, 4000),
)
kinds = st.sampled_from(get_args(LinkageKind))
some_links = st.lists(
    st.builds(link, kinds, st.sampled_from(ISSUES), st.sampled_from(ISSUES), st.floats(0, 1)),
    max_size=12,
).map(tuple)
all_facts = st.tuples(*[some_facts] * len(ISSUES)).map(
    lambda made: tuple(replace(item, issue=issue) for item, issue in zip(made, ISSUES, strict=True))
)


@given(some_facts)
def test_the_prospect_is_a_share_and_falls_with_hostile_acts(made: Facts) -> None:
    assert 0 <= prospect(made) <= 1
    worse = replace(made, dealings=replace(made.dealings, hostile=made.dealings.hostile + 1))
    assert prospect(worse) <= prospect(made)


@given(all_facts, some_links)
def test_the_order_holds_every_placed_issue_once_tier_by_tier_and_heeds_the_links(
    made: tuple[Facts, ...], links: tuple[Link, ...]
) -> None:
    kept, dropped = without_cycles(edges_of(links))
    assert {*kept, *dropped} == set(edges_of(links))
    found = order(made, kept)
    tiers = {item.issue: tier_of(item) for item in made}
    assert sorted(found) == sorted(issue for issue, tier in tiers.items() if tier)
    ranked = [tiers[issue] or 0 for issue in found]
    assert ranked == sorted(ranked)
    for edge in kept:
        if edge.before in found and edge.after in found and tiers[edge.before] == tiers[edge.after]:
            assert found.index(edge.before) < found.index(edge.after)


@given(all_facts)
def test_without_links_the_prospect_sorts_within_a_tier(made: tuple[Facts, ...]) -> None:
    by_issue = {item.issue: item for item in made}
    found = [by_issue[issue] for issue in order(made, ())]
    for one, other in pairwise(found):
        assert tier_of(one) != tier_of(other) or prospect(one) >= prospect(other)


def test_what_enables_comes_first_and_is_named() -> None:
    rows = {"i1_1": [row(FERRY), row(FERRY, party=B)]}
    rows["i5_1"] = [row(FERRY, day="2009-01-01"), row(FERRY, party=B, day="2009-01-01")]
    comparisons = compared(**rows)
    assert [place.issue for place in agenda(comparisons).computed] == ["1.1", "5.1"]
    enabling = link("enabling", "5.1", "1.1")
    first, second = agenda(comparisons, (enabling,)).computed
    assert (first.issue, second.issue) == ("5.1", "1.1")
    assert second.after == ("5.1",)
    assert enabling.row in second.rows
    for kind in ("reciprocal", "spillover", "delinkage"):
        made = agenda(comparisons, (link(kind, "5.1", "1.1"),))
        assert [place.issue for place in made.computed] == ["1.1", "5.1"]


def test_a_link_from_a_later_tier_is_told_and_not_heeded() -> None:
    comparisons = compared(
        i1_1=[row(FERRY), row(FERRY, party=B)],
        i5_1=[row(FERRY), row(FERRY, "opposes", party=B)],
    )
    first, second = agenda(comparisons, (link("conditional", "5.1", "1.1"),)).computed
    assert (first.issue, first.tier, second.tier) == ("1.1", 1, 3)
    assert first.after == ()
    assert any("stands in a later tier" in reason for reason in first.reasons)


def test_the_least_sure_link_of_a_cycle_is_left_out() -> None:
    links = (
        link("enabling", "1.1", "1.3", 0.9),
        link("enabling", "1.3", "2.2", 0.4),
        link("sequence", "2.2", "1.1", 0.6),
    )
    kept, dropped = without_cycles(edges_of(links))
    assert [(edge.before, edge.after) for edge in dropped] == [("1.3", "2.2")]
    assert in_order(("1.1", "1.3", "2.2"), kept) == ("2.2", "1.1", "1.3")


# sensitivity


def test_what_would_move_it_does_move_it() -> None:
    sign = Signal("accepts")
    made = facts(signals=((sign,), ()))
    assert tier_of(made) == 3
    tried = {trial.change: tier_of(trial.facts) for trial in trials(made, ("Norland", "Sudovia"))}
    assert tried["with a sign of restraint by Sudovia"] == 2
    assert tried["if the two goals were read as the same"] == 1
    both = {
        trial.change: tier_of(trial.facts)
        for trial in trials(facts(signals=((sign,), (sign,))), ("Norland", "Sudovia"))
    }
    assert both["with a threat, sanction or act of force by Norland on it"] == 3


def test_the_line_names_the_first_change_up_and_down() -> None:
    rows = [row(FERRY), row(FERRY, "opposes", party=B)]
    rows += [row("cheaper postage", "accepts"), row("a tunnel", "accepts", party=B)]
    (place,) = agenda(compared(i1_1=rows)).computed
    assert place.tier == 2
    assert "Up to tier 1: if the two goals were read as the same." in place.sensitivity
    assert "Down to tier 3: with a threat, sanction or act of force by" in place.sensitivity


@given(some_facts)
def test_every_trial_is_one_change(made: Facts) -> None:
    for trial in trials(made, ("Norland", "Sudovia")):
        assert trial.facts != made
        assert trial.facts.issue == made.issue


# trades


def contested(issue: str, *shares: float, agreement: Agreement = "opposed") -> Comparison:
    one, other = (
        Stand(party, issue, (), share, (), 10) for party, share in zip((A, B), shares, strict=True)
    )
    return Comparison(issue, (one, other), False, agreement, None, 0.5, None)


def test_saliences_that_cross_make_a_trade() -> None:
    found = find_trades(
        [contested("1.1", 0.4, 0.1), contested("5.1", 0.1, 0.3)],
        ("Norland", "Sudovia"),
        {"1.1": "ferries", "5.1": "postage"},
    )
    (trade,) = found
    assert (trade.issue_a, trade.issue_b) == ("1.1", "5.1")
    assert trade.gain == pytest.approx(0.5)
    assert "Norland" in trade.reason
    assert "ferries" in trade.reason


@pytest.mark.parametrize(
    "pair",
    [
        [contested("1.1", 0.4, 0.4), contested("5.1", 0.1, 0.3)],
        [contested("1.1", 0.4, 0.3), contested("5.1", 0.1, 0.1)],
        # nothing is given where both want the same, and nothing known where one has no goal
        [contested("1.1", 0.4, 0.1, agreement="same"), contested("5.1", 0.1, 0.3)],
        [contested("1.1", 0.4, 0.1, agreement="unknown"), contested("5.1", 0.1, 0.3)],
    ],
)
def test_no_trade_otherwise(pair: list[Comparison]) -> None:
    assert find_trades(pair, ("x", "y"), {"1.1": "1.1", "5.1": "5.1"}) == ()


# stated orders


def stated(*issues: str) -> StatedAgenda:
    steps = tuple(
        StatedStep(rank, 1, (issue,), replace(row(FERRY, party=""), id=f"g-{rank}"))
        for rank, issue in enumerate(issues, 1)
    )
    return StatedAgenda("d-9", "2010-02-01", "A. Author", steps)


@given(st.lists(st.sampled_from(ISSUES), max_size=4))
def test_what_authors_propose_never_enters_the_computed_order(issues: list[str]) -> None:
    comparisons = compared(
        i1_1=[row(FERRY), row(FERRY, party=B)],
        i5_1=[row(FERRY), row(FERRY, "opposes", party=B)],
    )
    beside = stated(*issues)
    made = agenda(comparisons, stated=(beside,))
    assert made.stated == (beside,)
    assert made.computed == agenda(comparisons).computed
    steps = {step.row.id for step in beside.steps}
    assert not steps & {item.id for place in made.computed for item in place.rows}


# linkages and the ledger


def test_the_issues_of_a_link_go_to_the_side_that_names_them() -> None:
    both = ["1.1", "5.2"]
    named = split_issues(both, "enrichment at Natanz", "a free trade agreement")
    assert named[0] == ("1.1",)
    assert split_issues(["1.1"], "a herring", "a hat") == (("1.1",), ("1.1",))
    assert split_issues(["1.1", "9.9"], "enrichment at Natanz", "a hat") == (("1.1",), ("9.9",))


TEXT = (
    "Washington wants inspections of warheads. Moscow wants inspections of warheads."
    " There can be no treaty without inspections. First, they should agree on inspections."
)


def reading() -> Reading:
    ends = [at + 1 for at, char in enumerate(TEXT) if char == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(
        Sentence(number, start, end, 0)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    )

    def span(words: str, after: int = 0) -> Span:
        at = TEXT.index(words, after)
        return Span(at, at + len(words))

    def position(number: int, actor: str, name: str) -> Position:
        start = starts[number]
        return Position(
            id=f"p-{number}",
            document="d-1",
            sentence=number,
            stance="seeks",
            basis="self-stated",
            goal=span("inspections of warheads", start),
            cue=span("wants", start),
            holder_spans=(span(name, start),),
            quote=TEXT[start : ends[number]],
            confidence=0.9,
            actors=(actor,),
            issues=("1", "1.3"),
        )

    document = Document(
        id="d-1",
        locator="page.html",
        fingerprint="0" * 64,
        text=TEXT,
        paragraphs=(Paragraph("body", 0, len(TEXT)),),
        sentences=sentences,
        byline="A. Author",
        published=Published("2010-03-01", "day", "metadata", ("2010-03-01", "2010-03-01")),
    )
    actors = (
        Actor("a-1", "United States", "government", "USA"),
        Actor("a-2", "Russia", "government", "RUS"),
        Actor("a-3", "France", "government", "FRA"),
    )
    linkage = Linkage(
        id="k-1",
        document="d-1",
        sentence=2,
        kind="necessary",
        antecedent=span("inspections", starts[2]),
        consequent=span("treaty"),
        holder_spans=(),
        quote=TEXT[starts[2] : ends[2]],
        confidence=0.7,
        actors=("a-2",),
        issues=("1.3",),
    )
    step = AgendaItem(
        "g-1", "d-1", 3, 1, 1, span("agree on inspections"), TEXT[starts[3] :], 0.7, ("1.3",)
    )
    unheld = replace(linkage, id="k-2", actors=(), quote=TEXT[starts[1] : ends[2]])
    silent = replace(linkage, id="k-3", actors=())
    third = replace(linkage, id="k-4", actors=("a-3",), quote=TEXT[starts[1] : ends[2]])
    return Reading(
        document,
        actors=actors,
        positions=(position(0, "a-1", "Washington"), position(1, "a-2", "Moscow")),
        linkages=(linkage, unheld, silent, third),
        agenda=(step,),
    )


def test_from_a_ledger(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.detente", create=True) as ledger:
        ledger.add(reading(), "1")
        comparisons, made = make_agenda(ledger, "USA", "RUS", "2010-04-01", judge=unsure)
        (found,) = comparisons
        assert (found.issue, found.agreement, found.since) == ("1.3", "same", "2010-03-01")
        assert [(place.issue, place.tier) for place in made.computed] == [("1.3", 1)]
        # one that a party holds, and one that nobody holds but that names a party
        assert [(item.row.id, item.row.party) for item in made.links] == [
            ("k-1", "RUS"),
            ("k-2", ""),
        ]
        assert [item.author for item in made.stated] == ["A. Author"]
        earlier, nothing = make_agenda(ledger, "USA", "RUS", "2010-02-01", judge=unsure)
        assert not (earlier or nothing.computed or nothing.stated or nothing.links)
        others, _ = make_agenda(ledger, "FRA", "DEU", "2010-04-01", judge=unsure)
        assert others == ()

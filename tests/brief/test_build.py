"""What goes into a brief, in which place, and what is left out and said to be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from geneva_pages import GENEVA
from judging import brief_of, column, judge, section
from marked_pages import (
    BLINKEN,
    KREMLIN,
    LAVROV,
    MACRON,
    MARCH,
    MAY,
    PUTIN,
    WHITE_HOUSE,
    ledger_of,
    page,
    who,
    with_statement,
)
from rows import event, forecast, linkage, position

from detente.brief import Brief, build_brief, verify_brief
from detente.document import Paragraph, Part
from detente.errors import DetenteError, Rejection
from detente.record import Modality

CUSTOMARY = [
    "participants",
    "bottom_line",
    "objectives",
    "comparison",
    "order",
    "linkages",
    "points",
    "forecasts",
    "third_parties",
    "gaps",
]

pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture(scope="module")
def geneva(tmp_path_factory: pytest.TempPathFactory, undrawn: None) -> Brief:
    folder = tmp_path_factory.mktemp("geneva")
    brief = brief_of(folder, *GENEVA, as_of="2021-06-10")
    with ledger_of(folder) as ledger:
        assert verify_brief(brief, ledger, judge) == ()
    return brief


def test_the_parts_stand_in_the_customary_order(geneva: Brief) -> None:
    assert [one.key for one in geneva.sections] == CUSTOMARY
    assert geneva.withheld == ()
    assert [figure.key for figure in geneva.figures] == ["relation", "issues"]


def test_participants_hold_their_offices_on_the_day(geneva: Brief) -> None:
    assert [[(one.name, one.office) for one in side.participants] for side in geneva.sides] == [
        [("Joe Biden", "President"), ("Antony Blinken", "Secretary of State")],
        [
            ("Vladimir Putin", "President"),
            ("Mikhail Mishustin", "Prime Minister"),
            ("Sergei Lavrov", "Foreign Minister"),
        ],
    ]


def test_another_day_has_other_counterparts(tmp_path: Path) -> None:
    text = "{s1:Hillary Clinton} {c1:said} {q1:that Russia would be heard}."
    clinton = who("Hillary Clinton", "USA", "secretary of state")
    early = page("2010-03-26", text, {1: clinton})
    told = page("2010-03-27", "{s1:Mr. Lavrov} {c1:thanked} {q1:the Americans}.", {1: LAVROV})
    brief = brief_of(tmp_path, early, told, *GENEVA, as_of="2010-04-01")
    assert [[one.name for one in side.participants] for side in brief.sides] == [
        ["Barack Obama", "Hillary Clinton"],
        ["Vladimir Putin", "Sergei Lavrov"],
    ]
    assert {source.date for source in brief.sources} == {"2010-03-26", "2010-03-27"}


def test_who_left_office_is_no_participant(tmp_path: Path) -> None:
    clinton = who("Hillary Clinton", "USA", "secretary of state")
    late = page("2021-05-01", "{s1:Hillary Clinton} {c1:warned} {q1:Russia}.", {1: clinton})
    brief = brief_of(tmp_path, late, MARCH, MAY)
    assert "Hillary Clinton" not in [one.name for one in brief.sides[0].participants]


def test_an_unknown_spokesman_has_the_office_of_his_page(tmp_path: Path) -> None:
    envoy = who("Pavel Orlin", "RUS", "special envoy")
    recent = page("2021-05-01", "{s1:Pavel Orlin} {c1:praised} {q1:the Americans}.", {1: envoy})
    brief = brief_of(tmp_path, recent, MAY)
    (found,) = [one for one in brief.sides[1].participants if one.name == "Pavel Orlin"]
    assert (found.office, found.office_basis, found.office_date) == (
        "special envoy",
        "page",
        "2021-05-01",
    )
    old = brief_of(tmp_path, as_of="2023-05-01").sides[1].participants
    assert "Pavel Orlin" not in [one.name for one in old]


def test_the_planned_meeting_and_the_last_contact(geneva: Brief) -> None:
    _, planned, last = section(geneva, "participants")
    assert planned == (
        "Planned: A meeting is scheduled for 16 June 2021: “Presidents Biden and Putin are to meet"
        " in Geneva on 16 June”."
    )
    assert last.startswith("Last contact: On 27 May 2021 both sides ")


@pytest.mark.parametrize("modality", sorted(set(get_args(Modality)) - {"actual", "reported"}))
def test_what_did_not_happen_is_no_contact(tmp_path: Path, modality: Modality) -> None:
    made = page("2021-05-21", "The envoys met on 20 May.", {})
    made = event(made, "met", (BLINKEN, LAVROV), day="2021-05-20", modality=modality)
    brief = brief_of(tmp_path, made, MARCH, MAY)
    assert section(brief, "participants")[-1] == (
        "Last contact: The ledger has no contact of theirs that happened."
    )


def test_a_contact_by_another_word_is_reported(tmp_path: Path) -> None:
    made = page("2021-05-21", "The envoys met on 20 May.", {})
    made = event(made, "met", (BLINKEN, LAVROV), day="2021-05-20", modality="reported")
    last = section(brief_of(tmp_path, made, MARCH, MAY), "participants")[-1]
    assert "both sides are reported to have been in contact: " in last


def test_likelihood_and_confidence_stand_apart(geneva: Brief) -> None:
    lines = section(geneva, "bottom_line")
    judgements = [one for one in lines if "likely" in one]
    assert 1 <= len(judgements) <= 3
    assert not [one for one in judgements if "onfidence" in one]
    assert len([one for one in lines if one.startswith("Confidence is ")]) == len(judgements)


def test_objectives_say_on_whose_word_and_since_when(geneva: Brief) -> None:
    america, russia = column(geneva, 0), column(geneva, 1)
    assert america[0] == (
        "Strategic nuclear arms limitation: Seeks: ‘“We seek limits on all nuclear warheads,"
        " deployed or not,” Antony Blinken said’ (Antony Blinken, 20 May 2021)."
    )
    assert any(
        "Opposes: “rejected any outside voice on Ukraine” (Sergei Lavrov, 20 May 2021)." in one
        for one in russia
    )
    assert any(
        "Is reported to seek: “Russia wants talks on the rules of cyberspace, diplomats say”"
        " (Harbour News, 9 June 2021)." in one
        for one in russia
    )


def test_an_authors_word_is_told_as_such(tmp_path: Path) -> None:
    made = page(
        "2021-05-22", "Moscow wants the ban to stay.", {}, genre="opinion", byline="A. Lind"
    )
    made = position(
        made, KREMLIN, "wants", "the ban to stay", "5.1", basis="author-asserted", holder="Moscow"
    )
    brief = brief_of(tmp_path, made, MARCH, MAY)
    (told,) = [one for one in column(brief, 1) if "the ban to stay" in one]
    assert told.startswith("Sanctions and asset freezes: A. Lind asserts that Russia seeks")
    assert brief.withheld == ()


def test_who_has_no_position_is_quoted(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY)
    assert column(brief, 1) == [
        "2 March 2021: Said by Sergei Lavrov: “Sergei Lavrov, the foreign minister, told reporters"
        " in Moscow that Washington had broken its word.”",
        "2 March 2021: Said by Sergei Lavrov: “He said the harvest would be good.”",
    ]
    assert brief.withheld == ()


def test_second_hand_is_shown_only_where_there_is_nothing_else(tmp_path: Path) -> None:
    told = page(
        "2021-05-21",
        "{s1:Emmanuel Macron} {c1:said} {q1:that {s2:Mr. Putin} {c2:wanted} {q2:talks with the"
        " Americans}}.",
        {1: MACRON, 2: PUTIN},
        modes={2: "attitude"},
    )
    assert "as told by Emmanuel Macron" in column(brief_of(tmp_path, told, MAY), 1)[0]
    both = brief_of(tmp_path, MARCH)
    assert not [one for one in column(both, 1) if "Macron" in one]


def test_goals_and_salience_are_separate_findings(geneva: Brief) -> None:
    lines = section(geneva, "comparison")
    assert any("goal" in one and "; Russia seeks: “" in one for one in lines)
    assert any(one.startswith(("Shared priority: ", "No shared priority: ")) for one in lines)
    found = next(one for one in geneva.sections if one.key == "comparison")
    assert [block.heading for block in found.blocks] == ["Diverge", "Not clear"]
    assert any(
        one.partition(": ")[2].startswith("Whether the goals agree cannot be told (certainty")
        for one in lines
    )


def test_computed_and_stated_order_are_never_mixed(geneva: Brief) -> None:
    found = next(one for one in geneva.sections if one.key == "order")
    assert [block.heading for block in found.blocks] == [
        "Computed",
        "Proposed by Ada Lind, 8 June 2021",
    ]
    computed, stated = found.blocks
    assert [one.lead[:2] for one in computed.claims if one.lead][:2] == ["1.", "2."]
    assert any(one.text.startswith("What would move it: ") for one in computed.claims)
    assert [one.lead for one in stated.claims] == ["First", "Later", "Leave out"]
    assert all(one.text.startswith("The author proposes ") for one in stated.claims)


def test_what_hangs_on_what(geneva: Brief) -> None:
    (line,) = section(geneva, "linkages")
    assert (
        "By the word of Sergei Lavrov (Russia): “talks on cyberspace” is not to be had without “the"
        in line
    )


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [("it has the list", "the warheads can be counted", 1), ("the list", "the warheads", 2)],
)
def test_an_end_that_only_points_is_nothing_to_read(
    tmp_path: Path, before: str, after: str, lines: int
) -> None:
    made = page("2021-06-09", "Russia says the warheads can be counted once it has the list.", {})
    made = linkage(made, KREMLIN, "sequence", before, after, ("1.3",))
    found = section(brief_of(tmp_path, *GENEVA, made), "linkages")
    assert len(found) == lines
    assert any("By the word of Russia: “the warheads”" in line for line in found) == (lines == 2)


def test_points_by_salience_and_age(geneva: Brief, tmp_path: Path) -> None:
    assert section(geneva, "points")[0].startswith("Certain: Strategic nuclear arms limitation")
    late = brief_of(tmp_path, *GENEVA, as_of="2023-01-01")
    assert [one.split(":")[0] for one in section(late, "points")] == ["Unlikely"]


def test_forecasts_ahead_due_and_resolved(geneva: Brief, tmp_path: Path) -> None:
    def heading(brief: Brief) -> list[str]:
        found = next(one for one in brief.sections if one.key == "forecasts")
        return [block.heading for block in found.blocks]

    assert heading(geneva) == ["Ahead"]
    assert heading(brief_of(tmp_path, *GENEVA, as_of="2021-08-02")) == ["Due, not resolved"]
    made = next(one for reading in GENEVA for one in reading.forecasts)
    with ledger_of(tmp_path) as ledger:
        ledger.resolve_forecast(made.id, False, who="A. Lind", why="no such agreement")
    resolved = brief_of(tmp_path, as_of="2021-08-02")
    assert heading(resolved) == ["Resolved"]
    assert section(resolved, "forecasts")[1].startswith("It did not come true")


def test_third_parties_are_named_with_their_word(geneva: Brief) -> None:
    lines = section(geneva, "third_parties")
    assert lines[0].startswith("China: Is reported to seek: “China wants every talk on warheads")


def test_sources_are_numbered_in_the_order_of_the_brief(geneva: Brief) -> None:
    seen = dict.fromkeys(number for claim in geneva.claims for number in claim.references)
    assert list(seen) == [source.number for source in geneva.sources]
    assert list(seen) == sorted(seen)


def test_sources_that_disagree_are_a_gap(tmp_path: Path) -> None:
    one = page("2021-05-21", "American and Russian envoys met in Vienna on 20 May 2021.", {})
    one = event(one, "met", (WHITE_HOUSE, KREMLIN), day="2021-05-20")
    other = page("2021-05-22", "American and Russian envoys never met in Vienna on 20 May.", {})
    other = event(other, "met", (WHITE_HOUSE, KREMLIN), day="2021-05-20", modality="negated")
    with ledger_of(tmp_path, one, other, MARCH, MAY) as ledger:
        ledger.join_reports()
        brief = build_brief(ledger, "USA", "RUS", judge=judge)
    (line,) = [one for one in section(brief, "gaps") if one.startswith("Sources disagree")]
    assert "; in The Courier it is denied: “" in line


def test_the_date_is_the_newest_pages_and_the_brief_says_so(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY)
    assert (brief.as_of, brief.as_of_given) == ("2021-05-20", False)


def test_a_page_of_the_month_may_be_later_than_a_day_in_it(tmp_path: Path) -> None:
    vague = page("2021-03", "{s1:Mr. Putin} {c1:urged} {q1:America to answer}.", {1: PUTIN})
    brief = brief_of(tmp_path, MARCH, MAY, vague, as_of="2021-03-15")
    assert not [one for one in column(brief, 1) if "urged" in one]
    assert any("1 on pages that may be later" in one for one in section(brief, "gaps"))


def test_a_later_update_is_left_out_of_an_earlier_brief(tmp_path: Path) -> None:
    first, second = MARCH.document.paragraphs
    dated = (first, Paragraph("update", second.start, second.end, "2021-04-01"))
    updated = replace(MARCH, document=replace(MARCH.document, paragraphs=dated))
    brief = brief_of(tmp_path, updated, MAY, as_of="2021-03-31")
    assert not [one for one in column(brief, 1) if "harvest" in one]
    assert any("in updates later than" in one for one in section(brief, "gaps"))


def test_gaps_count_what_was_left_out(tmp_path: Path) -> None:
    others = page(
        "2021-05-21",
        "{s1:Ivan Petrov, a scholar in Moscow,} {c1:said} {q1:America would wait}. {s2:Mr. Lavrov}"
        " {c2:may have said} {q2:something on America}. {s3:He} {c3:said} {q3:so}.",
        {1: who("Ivan Petrov", "RUS", sector="academia"), 2: LAVROV, 3: LAVROV},
        confidence={2: 0.49},
        part=Part(3, 4),
    )
    with ledger_of(tmp_path, others, MAY, MARCH) as ledger:
        ledger.reject(Rejection("pages/bad.pdf", "UNKNOWN_KIND", "This is no page."))
        brief = build_brief(ledger, "USA", "RUS", judge=judge)
    text = "\n".join(section(brief, "gaps"))
    for words in (
        "1 read with a confidence under 0.5",
        "1 by people who are not presented as speaking for the state",
        "1 of which only fragments",
        "1 later parts of longer texts",
        "1 input could not be read: pages/bad.pdf",
        "Insufficient evidence",
    ):
        assert words in text
    assert "America would wait" not in "\n".join(column(brief, 1))


def test_the_same_words_on_two_pages_are_said_once(tmp_path: Path) -> None:
    words = "{q1:“The ball is in the court of the Americans,”} {s1:Mr. Lavrov} {c1:said}"
    first = page("2021-05-22", f"{words} on Saturday.", {1: LAVROV})
    again = page("2021-05-24", f"{words} at the weekend, in Sochi.", {1: LAVROV})
    lines = column(brief_of(tmp_path, again, first, MAY), 1)
    assert len(lines) == 1
    assert lines[0].startswith("22 May 2021: ")


def test_told_in_retrospect_is_not_the_newest_word(tmp_path: Path) -> None:
    text = "In 2007 {s1:Mr. Lavrov} {c1:told} America {q1:that the pact was dead}."
    lines = column(brief_of(tmp_path, page("2021-05-22", text, {1: LAVROV}), MARCH, MAY), 1)
    assert not [one for one in lines if "2007" in one]


def test_hearsay_is_never_a_sides_own_word(tmp_path: Path) -> None:
    rumour = page("2021-05-21", "{s1:Moscow} {c1:is said to fear} {q1:a war}.", {1: KREMLIN})
    rumour = with_statement(rumour, 0, voice="hearsay")
    rumour = position(rumour, KREMLIN, "fear", "a war", "2.1", stance="opposes", voice="hearsay")
    told = column(brief_of(tmp_path, rumour, MARCH, MAY), 1)[0]
    assert "Hearsay asserts that Russia opposes: “Moscow is said to fear a war”" in told


def test_a_limit_over_the_usual_one_is_not_cut_to_two_pages(tmp_path: Path) -> None:
    many = page("2021-05-22", " ".join(f"Russia wants {n} more ships." for n in range(2, 20)), {})
    for n in range(2, 20):
        many = position(
            many, KREMLIN, "wants", f"{n} more ships", f"2.{n}", basis="reported", holder="Russia"
        )
    few = column(brief_of(tmp_path, many, MARCH, MAY), 1)
    assert len(few) <= 4
    assert len(column(brief_of(tmp_path, limit=12), 1)) == 12


def test_a_party_that_is_only_spoken_of_is_a_gap_not_an_error(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MAY)
    assert any("No statement by Russia" in one for one in section(brief, "gaps"))
    assert column(brief, 1) == ["Nothing by Russia can be quoted."]


def test_a_silent_party_is_an_error(tmp_path: Path) -> None:
    lone = page("2021-05-22", "{s1:Mr. Lavrov} {c1:praised} {q1:the harvest}.", {1: LAVROV})
    with pytest.raises(DetenteError, match="PARTY_SILENT"):
        brief_of(tmp_path, lone)


def test_a_party_that_was_silent_then_is_an_error_that_says_when(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match=r"PARTY_SILENT.*newest words are of 2021-05-20"):
        brief_of(tmp_path, MARCH, MAY, as_of="2021-02-01")


def test_a_forecast_that_names_both_is_found_without_an_issue(tmp_path: Path) -> None:
    made = page("2021-05-22", "Russia and America will probably sign before June ends.", {})
    made = forecast(
        made,
        "Russia and America will probably sign before June ends",
        words="probably",
        low=0.51,
        high=0.8,
        horizon=("2021-06-30", "2021-06-30"),
    )
    lines = section(brief_of(tmp_path, made, MARCH, MAY), "forecasts")
    assert "A forecast in The Courier: “Russia and America will probably sign" in lines[0]
    assert "(read as 51% to 80%, by 30 June 2021)." in lines[0]


def test_no_issue_needs_a_name(tmp_path: Path) -> None:
    made = page("2021-05-22", "Russia wants 3 more ships.", {})
    made = position(made, KREMLIN, "wants", "3 more ships", "99", basis="reported", holder="Russia")
    assert column(brief_of(tmp_path, made, MARCH, MAY), 1)[0].startswith("99: ")

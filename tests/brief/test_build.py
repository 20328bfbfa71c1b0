"""What goes into a brief, in which place, and what is left out and counted."""

from __future__ import annotations

from pathlib import Path

from marked_pages import (
    KREMLIN,
    LAVROV,
    MACRON,
    MARCH,
    MAY,
    NOBODY,
    PUTIN,
    RUSSIAN_OFFICIALS,
    WHITE_HOUSE,
    ledger_of,
    page,
    who,
    with_statement,
)

from detente.brief import Brief, build_brief
from detente.brief.model import Entry, Side
from detente.document import Paragraph, Part
from detente.errors import Rejection
from detente.record import Reading


def brief_of(folder: Path, *readings: Reading, **settings: object) -> Brief:
    with ledger_of(folder, *readings) as ledger:
        return build_brief(ledger, "USA", "RUS", **settings)  # type: ignore[arg-type]


def quotes(side: Side, key: str | None = None) -> list[str]:
    return [entry.quote for entry in entries(side, key)]


def entries(side: Side, key: str | None = None) -> list[Entry]:
    return [e for group in side.groups if key in {None, group.key} for e in group.entries]


def gap(brief: Brief, kind: str) -> int:
    return sum(one.count for one in brief.gaps if one.kind == kind)


def test_each_side_has_its_statements_and_those_on_the_other_come_first(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY)
    america, russia = brief.sides
    assert (america.party.iso3, russia.party.iso3) == ("USA", "RUS")
    assert [group.key for group in russia.groups] == ["on_other_party", "on_other_matters"]
    assert quotes(russia, "on_other_party") == ["that Washington had broken its word"]
    assert quotes(russia, "on_other_matters") == ["the harvest would be good"]
    assert quotes(america, "on_other_matters") == ["a new envoy for the Arctic"]


def test_a_quote_in_two_pieces_is_joined_and_keeps_every_letter(tmp_path: Path) -> None:
    entry = entries(brief_of(tmp_path, MARCH, MAY).sides[0], "on_other_party")[0]
    assert entry.quote == "“We seek a predictable relationship,” … “and Russia knows it.”"
    assert (entry.date, entry.mode, entry.cue) == ("2021-05-20", "direct", "said")
    assert [speaker.office for speaker in entry.speakers] == ["secretary of state"]


def test_newest_first(tmp_path: Path) -> None:
    early = page("2020-12-01", "{s1:Mr. Lavrov} {c1:warned} {q1:the Americans}.", {1: LAVROV})
    month = page("2021-04", "{s1:Mr. Putin} {c1:urged} {q1:America to answer}.", {1: PUTIN})
    russia = brief_of(tmp_path, early, MARCH, MAY, month).sides[1]
    dates = [entry.date for entry in entries(russia, "on_other_party")]
    assert dates == ["2021-04", "2021-03-02", "2020-12-01"]


def test_sources_are_numbered_in_the_order_of_the_brief(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY)
    assert [(s.number, s.date, s.url) for s in brief.sources] == [
        (1, "2021-05-20", None),
        (2, "2021-03-02", "https://courier.example/march"),
    ]
    assert {entry.references for entry in entries(brief.sides[1])} == {(2,)}


def test_the_date_is_the_newest_pages_and_the_brief_says_so(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY)
    assert (brief.as_of, brief.as_of_given) == ("2021-05-20", False)


def test_later_pages_are_left_out(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY, as_of="2021-05-19", since="2021-01")
    assert quotes(brief.sides[0]) == []
    assert gap(brief, "silent_party") == 1
    assert brief.scope.documents == 1


def test_a_page_of_the_month_may_be_later_than_a_day_in_it(tmp_path: Path) -> None:
    vague = page("2021-03", "{s1:Mr. Putin} {c1:urged} {q1:America to answer}.", {1: PUTIN})
    brief = brief_of(tmp_path, MARCH, MAY, vague, as_of="2021-03-15")
    assert quotes(brief.sides[1], "on_other_party") == ["that Washington had broken its word"]
    assert gap(brief, "uncertain_dates") == 1
    assert gap(brief_of(tmp_path, as_of="2021-03"), "uncertain_dates") == 0


def test_a_later_update_is_left_out_of_an_earlier_brief(tmp_path: Path) -> None:
    first, second = MARCH.document.paragraphs
    dated = (first, Paragraph("update", second.start, second.end, "2021-04-01"))
    updated = page(
        "2021-03-02",
        "{s1:Sergei Lavrov, the foreign minister,} {c1:told} reporters in Moscow {q1:that"
        " Washington had broken its word}.\n\n{s2:He} {c2:said} {q2:the harvest would be good}.",
        {1: LAVROV, 2: LAVROV},
        paragraphs=dated,
    )
    march = brief_of(tmp_path, updated, MAY, as_of="2021-03-31")
    assert quotes(march.sides[1]) == ["that Washington had broken its word"]
    entry = entries(brief_of(tmp_path).sides[1], "on_other_matters")[0]
    assert (entry.date, entry.flags) == ("2021-04-01", ("update",))


def test_undated_pages_stand_apart(tmp_path: Path) -> None:
    undated = page(None, "{s1:Mr. Lavrov} {c1:warned} {q1:the Americans again}.", {1: LAVROV})
    brief = brief_of(tmp_path, MARCH, MAY, undated, as_of="2021-06")
    assert quotes(brief.sides[1], "undated") == ["the Americans again"]
    assert "--until" not in brief.sides[1].groups[-1].command
    assert gap(brief, "undated_pages") == 1


def test_what_another_party_tells_is_at_second_hand(tmp_path: Path) -> None:
    told = page(
        "2021-05-21",
        "{s1:Emmanuel Macron} {c1:said} {q1:that {s2:Mr. Putin} {c2:wanted} {q2:talks with the"
        " Americans}}.",
        {1: MACRON, 2: PUTIN},
        modes={2: "attitude"},
    )
    russia = brief_of(tmp_path, MARCH, MAY, told).sides[1]
    entry = entries(russia, "second_hand")[0]
    assert entry.reported_by == ("Emmanuel Macron",)
    assert entry.flags == ("second_hand",)
    assert "Vladimir Putin" not in [one.name for one in russia.persons]


def test_what_the_own_spokesman_tells_is_read_within_his_statement(tmp_path: Path) -> None:
    told = page(
        "2021-05-21",
        "{s1:Mr. Lavrov} {c1:said} {q1:that {s2:Mr. Putin} {c2:wanted} {q2:talks with the"
        " Americans}}.",
        {1: LAVROV, 2: PUTIN},
    )
    russia = brief_of(tmp_path, told, MAY).sides[1]
    assert quotes(russia) == ["that Mr. Putin wanted talks with the Americans"]


def test_an_authors_claim_is_not_the_governments_word(tmp_path: Path) -> None:
    opinion = page(
        "2021-05-21",
        "{s1:The Kremlin} {c1:wants} {q1:Washington to blink}. {q2:“Never,”} {s2:Mr. Lavrov}"
        " {c2:said} of the American offer.",
        {1: KREMLIN, 2: LAVROV},
        modes={1: "attitude", 2: "direct"},
        genre="opinion",
    )
    russia = brief_of(tmp_path, opinion, MAY).sides[1]
    assert [(e.quote, e.flags) for e in entries(russia, "second_hand")] == [
        ("Washington to blink", ("author",))
    ]
    assert [(e.quote, e.flags) for e in entries(russia, "on_other_party")] == [
        ("“Never,”", ("opinion_page",))
    ]


def test_an_official_who_writes_himself_speaks_for_himself(tmp_path: Path) -> None:
    opinion = page(
        "2021-05-21", "{s1:I} {c1:hope} {q1:that America listens}.", {1: LAVROV}, genre="opinion"
    )
    russia = brief_of(tmp_path, opinion, MAY).sides[1]
    assert quotes(russia, "on_other_party") == ["that America listens"]


def test_hearsay_is_at_second_hand(tmp_path: Path) -> None:
    rumour = page("2021-05-21", "{s1:Moscow} {c1:is said to fear} {q1:a war}.", {1: KREMLIN})
    rumour = with_statement(rumour, 0, voice="hearsay")
    russia = brief_of(tmp_path, rumour, MAY).sides[1]
    assert [entry.flags for entry in entries(russia, "second_hand")] == [("hearsay",)]


def test_a_joint_statement_stands_on_both_sides(tmp_path: Path) -> None:
    joint = page(
        "2021-06-16",
        "{s1:The two presidents} {c1:affirmed} {q1:that a nuclear war cannot be won}.",
        {1: (PUTIN, WHITE_HOUSE)},
    )
    brief = brief_of(tmp_path, joint)
    for side in brief.sides:
        (entry,) = entries(side, "on_other_party")
        assert entry.flags == ("joint",)
    assert [one.name for one in brief.sides[1].persons] == ["Vladimir Putin"]
    assert not brief.sides[1].institutions


def test_scholars_and_former_officials_do_not_speak_for_the_state(tmp_path: Path) -> None:
    others = page(
        "2021-05-21",
        "{s1:Ivan Petrov, a scholar in Moscow,} {c1:said} {q1:America would wait}. {s2:A retired"
        " Russian diplomat, Oleg Orlov,} {c2:agreed} {q2:with the Americans}.",
        {
            1: who("Ivan Petrov", "RUS", sector="academia"),
            2: who("Oleg Orlov", "RUS", "diplomat"),
        },
    )
    brief = brief_of(tmp_path, MARCH, MAY, others)
    assert "America would wait" not in quotes(brief.sides[1])
    assert gap(brief, "private_voices") == 2


def test_a_member_of_the_legislature_is_marked(tmp_path: Path) -> None:
    senator = who("Jane Roe", "USA", "senator", sector="legislature")
    hill = page("2021-05-22", "{s1:Jane Roe} {c1:doubted} {q1:Russia’s word}.", {1: senator})
    america = brief_of(tmp_path, MARCH, MAY, hill).sides[0]
    assert entries(america, "on_other_party")[0].flags == ("legislature",)


def test_fragment_of_paraphrase_is_counted_not_quoted(tmp_path: Path) -> None:
    short = page(
        "2021-05-22",
        "{s1:Mr. Lavrov} {c1:said} {q1:so}. {q2:“No,”} {s2:he} {c2:said}.",
        {1: LAVROV, 2: LAVROV},
        modes={2: "direct"},
    )
    brief = brief_of(tmp_path, short, MAY)
    assert quotes(brief.sides[1]) == ["“No,”"]
    assert gap(brief, "fragment") == 1


def test_doubtful_statements_are_counted_not_quoted(tmp_path: Path) -> None:
    weak = page(
        "2021-05-22",
        "{s1:Mr. Lavrov} {c1:may have said} {q1:something on America}.",
        {1: LAVROV},
        confidence={1: 0.49},
    )
    brief = brief_of(tmp_path, MARCH, MAY, weak)
    assert "something on America" not in quotes(brief.sides[1])
    assert gap(brief, "low_confidence") == 1


def test_the_same_words_on_two_pages_are_one_statement(tmp_path: Path) -> None:
    words = "{q1:“The ball is in the court of the Americans,”} {s1:Mr. Lavrov} {c1:said}"
    first = page("2021-05-22", f"{words} on Saturday.", {1: LAVROV})
    again = page("2021-05-24", f"{words} at the weekend, in Sochi.", {1: LAVROV})
    russia = brief_of(tmp_path, again, first, MAY).sides[1]
    (entry,) = entries(russia)
    assert (entry.date, len(entry.references)) == ("2021-05-22", 2)


def test_limits_and_how_to_see_the_rest(tmp_path: Path) -> None:
    many = [
        page(
            f"2021-04-{day:02}",
            f"{{s1:Mr. Lavrov}} {{c1:told}} America {{q1:no, {day}}}.",
            {1: LAVROV},
        )
        for day in range(1, 21)
    ]
    brief = brief_of(tmp_path, MAY, *many, as_of="2021-06")
    group = brief.sides[1].groups[0]
    assert (len(group.entries), group.total) == (12, 20)
    assert group.entries[0].date == "2021-04-20"
    assert group.command.startswith("detente statements --state RUS --ledger ")
    assert group.command.endswith(" --until 2021-06")
    assert len(brief_of(tmp_path, limit=3).sides[1].groups[0].entries) == 3


def test_participants_are_named_with_their_latest_office(tmp_path: Path) -> None:
    before = page(
        "2009-05-01",
        "{s1:Mr. Putin} {c1:said} {q1:yes to it}. {s2:He} {c2:added} {q2:more of it}. {s3:He}"
        " {c3:said} {q3:less of it}.",
        dict.fromkeys((1, 2, 3), who("Vladimir Putin", "RUS", "prime minister")),
    )
    after = page("2021-05-01", "{s1:Mr. Putin} {c1:said} {q1:no to it}.", {1: PUTIN})
    lately = page("2021-05-02", "{s1:They} {c1:feared} {q1:all of it}.", {1: RUSSIAN_OFFICIALS})
    russia = brief_of(tmp_path, before, after, lately, MARCH, MAY).sides[1]
    assert [(one.name, one.statements) for one in russia.persons] == [
        ("Sergei Lavrov", 2),
        ("Vladimir Putin", 4),
    ], "two statements of this spring weigh more than one, and three of twelve years ago"
    assert (russia.persons[1].office, russia.persons[1].office_date) == ("president", "2021-05-01")
    assert [one.name for one in russia.unnamed] == ["Russian officials"]


def test_pointing_words_look_into_the_paragraph(tmp_path: Path) -> None:
    text = (
        "The American delegation left early. {s1:Mr. Lavrov} {c1:said} {q1:that both sides would"
        " meet again}. {s2:He} {c2:praised} {q2:the hotel}."
    )
    russia = brief_of(tmp_path, MAY, page("2021-05-21", text, {1: LAVROV, 2: LAVROV})).sides[1]
    assert [e.crossing for e in entries(russia, "on_other_party")] == ["paragraph"]
    assert quotes(russia, "on_other_matters") == ["the hotel"]


def test_a_person_of_the_other_party_is_a_mention_of_it(tmp_path: Path) -> None:
    text = "{s1:Mr. Lavrov} {c1:said} {q1:Blinken had been told}."
    russia = brief_of(tmp_path, MAY, page("2021-05-21", text, {1: LAVROV})).sides[1]
    assert entries(russia)[0].crossing == "quote"


def test_near_duplicates_count_once_even_if_the_fuller_page_is_later(tmp_path: Path) -> None:
    story = "\n\n".join(
        f"Paragraph {n} of a long wire story tells at length of harbour number {n}, of its {n}"
        f" cranes, its {n} pilots and of the ships that lay there in the winter of 19{n}."
        for n in range(20, 40)
    )
    words = "{s1:Mr. Lavrov} {c1:said} {q1:that Washington had broken its word once more}."
    short = page("2021-05-01", f"{words}\n\n{story}", {1: LAVROV})
    full = page("2021-05-03", f"{words}\n\n{story}\n\nA last line was added.", {1: LAVROV})
    brief = brief_of(tmp_path, short, full, MARCH, MAY)
    assert brief.scope.near_duplicates == 1
    before = brief_of(tmp_path, as_of="2021-05-02")
    assert before.scope.near_duplicates == 0
    assert "that Washington had broken its word once more" in quotes(before.sides[1])


def test_gaps_name_what_is_missing(tmp_path: Path) -> None:
    later = page(
        "2021-05-21",
        "{s1:One of them} {c1:said} {q1:so}. {s2:Mr. Lavrov} {c2:denied} {q2:it}. {c3:Reportedly}"
        " {q3:more}.",
        {1: NOBODY, 2: LAVROV},
        part=Part(3, 4),
    )
    with ledger_of(tmp_path, later, MAY) as ledger:
        ledger.reject(Rejection("pages/bad.pdf", "UNKNOWN_KIND", "This is no page."))
        brief = build_brief(ledger, "USA", "RUS")
    assert gap(brief, "unresolved_speakers") == 2
    assert gap(brief, "later_parts") == 1
    rejected = next(one for one in brief.gaps if one.kind == "rejected_inputs")
    assert rejected.items == ("pages/bad.pdf (This is no page)",)


def test_a_party_that_is_only_spoken_of_is_a_gap_not_an_error(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MAY)
    assert gap(brief, "silent_party") == 1
    assert quotes(brief.sides[0], "on_other_party")


def test_people_on_undated_pages_are_no_participants(tmp_path: Path) -> None:
    undated = page(None, "{s1:Mr. Putin} {c1:warned} {q1:the Americans again}.", {1: PUTIN})
    brief = brief_of(tmp_path, MARCH, MAY, undated)
    assert [one.name for one in brief.sides[1].persons] == ["Sergei Lavrov"]

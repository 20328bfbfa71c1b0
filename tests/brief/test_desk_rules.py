"""What a desk officer would not sign must not stand in the paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import brief_of, column, section
from marked_pages import KREMLIN, MARCH, MAY, WHITE_HOUSE, ledger_of, page
from rows import event, forecast, position, step

from detente.analysis.gathering import LEAST_CONFIDENCE
from detente.analysis.linkages import is_on
from detente.analysis.stated import load_stated
from detente.brief import render
from detente.brief.clauses import clause_of
from detente.brief.contacts import is_contact
from detente.brief.page import Page

pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.mark.parametrize(
    ("type_", "before", "trigger", "after", "expected"),
    [
        ("CONSULT", "made it known after a ", "telephone call", "", True),
        ("CONSULT", "The two are to ", "meet", "", True),
        ("CONSULT", "Both are ready to ", "meet", "", False),
        ("CONSULT", "He was going to ", "meet", "", False),
        ("AGREE", "The two presidents ", "signed", "", True),
        ("AGREE", "The two sides have ", "settled", "", True),
        ("AGREE", "The two sides ", "agreed", " on a ceasefire that holds.", True),
        ("AGREE", "Both governments say they are ", "ready", "", False),
        ("AGREE", "Both promised to ", "sign", "", False),
        ("AGREE", "Both ", "welcomed", "", False),
        ("AGREE", "Both sides ", "agree", " that relations are at their worst.", False),
        ("AGREE", "They ", "agreed that", " it was late.", False),
        ("COOPERATE", "Both ", "cooperated", "", False),
    ],
)
def test_readiness_and_one_mind_are_no_contact(
    type_: str, before: str, trigger: str, after: str, expected: bool
) -> None:
    assert is_contact(type_, trigger, before, after) is expected


def test_the_last_contact_is_what_was_done(tmp_path: Path) -> None:
    called = page("2021-05-21", "The two presidents spoke by telephone on 20 May.", {})
    called = event(called, "spoke", (WHITE_HOUSE, KREMLIN), day="2021-05-20")
    ready = page("2021-05-25", "Both governments say they are ready to sign.", {})
    ready = event(ready, "ready", (WHITE_HOUSE, KREMLIN), type_="AGREE", modality="reported")
    brief = brief_of(tmp_path, called, ready, MARCH, MAY)
    assert section(brief, "participants")[-1] == (
        "Last contact: On 20 May 2021 both sides were in contact: “The two presidents spoke by"
        " telephone on 20 May”."
    )


LONG = (
    "After a week of talks in a city that nobody had been to before, Russia wants an end to the ban"
    " on its grain, and many a diplomat in the corridors of the hotel doubted on that evening that"
    " anybody would ever hear of it again in either of the two capitals."
)


def test_a_goal_is_quoted_within_its_clause(tmp_path: Path) -> None:
    made = page("2021-05-22", LONG, {})
    made = position(made, KREMLIN, "wants", "an end to the ban on its grain", "5.1",
                    basis="reported", holder="Russia")  # fmt: skip
    quote = clause_of(Page(made), made.positions[0].id, 32)
    assert quote is not None
    assert quote.text.endswith("Russia wants an end to the ban on its grain")
    assert quote.text == made.document.quote(quote.spans[0])
    assert clause_of(Page(made), made.positions[0].id, 5) is None


def test_two_goals_of_one_sentence_are_told_apart() -> None:
    made = page("2021-05-22", "Russia wants an end to the ban and rejects new tariffs.", {})
    made = position(made, KREMLIN, "wants", "an end to the ban", "5.1", basis="reported")
    made = position(made, KREMLIN, "rejects", "new tariffs", "5.1", stance="opposes",
                    basis="reported")  # fmt: skip
    found = [clause_of(Page(made), one.id, 32) for one in made.positions]
    assert [one.text for one in found if one] == ["wants an end to the ban", "rejects new tariffs"]


def test_unsure_positions_are_counted_not_used(tmp_path: Path) -> None:
    made = page("2021-05-22", "Russia wants an end to the sanctions.", {})
    made = position(made, KREMLIN, "wants", "an end to the sanctions", "5.1", basis="reported",
                    confidence=LEAST_CONFIDENCE - 0.01)  # fmt: skip
    brief = brief_of(tmp_path, made, MARCH, MAY)
    assert not [one for one in column(brief, 1) if "an end to the sanctions" in one]
    assert any("1 position read with a confidence under 0.4 is not used" in one
               for one in section(brief, "gaps"))  # fmt: skip


def test_older_positions_are_history(tmp_path: Path) -> None:
    made = page("2016-05-22", "Russia wants an end to the sanctions.", {})
    made = position(made, KREMLIN, "wants", "an end to the sanctions", "5.1", basis="reported")
    assert not [one for one in column(brief_of(tmp_path, made, MARCH, MAY), 1) if "an end" in one]
    since = brief_of(tmp_path, since="2016-01-01")
    assert [one for one in column(since, 1) if "an end" in one]


def test_a_joint_statement_is_said_once(tmp_path: Path) -> None:
    made = page("2021-05-22", "Both governments want an end to the sanctions on banks.", {})
    made = position(made, KREMLIN, "want", "an end to the sanctions on banks", "5.1",
                    basis="reported")  # fmt: skip
    from dataclasses import replace

    both = replace(made.positions[0], actors=(KREMLIN.id, WHITE_HOUSE.id))
    made = replace(made, positions=(both,), actors=(KREMLIN, WHITE_HOUSE))
    folders = [tmp_path / "sure", tmp_path / "doubted"]
    for folder in folders:
        folder.mkdir()
    (line, _) = section(brief_of(folders[0], made, MARCH, MAY), "comparison")
    assert line.count("an end to the sanctions") == 1
    assert "the United States and Russia are reported jointly to seek: “" in line
    assert "Same goal (certainty" in line
    made_of = section(brief_of(folders[0], made, MARCH, MAY), "order")
    assert any("Each side: as reported" in line for line in made_of)
    # what is doubted is the reading, not whether one goal is the same as itself
    doubted = replace(made, positions=(replace(both, confidence=0.5),))
    (line, _) = section(brief_of(folders[1], doubted, MARCH, MAY), "comparison")
    assert "One goal of both, if it is read right (certainty" in line


def test_words_of_another_issue_are_not_on_this_one() -> None:
    assert is_on("They want an end to the sanctions.", "5.1")
    assert is_on("They want it.", "1.1")
    assert not is_on("They want an end to the sanctions.", "1.1")


def test_old_stated_orders_are_left_out(tmp_path: Path) -> None:
    old = page("2019-05-22", "Raise the sanctions first.", {})
    old = step(old, "Raise the sanctions", 1, 1, "5.1")
    from dataclasses import replace

    old = replace(old, actors=(KREMLIN, WHITE_HOUSE))
    with ledger_of(tmp_path, old) as ledger:
        assert load_stated(ledger, "USA", "RUS", "2021-05-22") == ()
        assert len(load_stated(ledger, "USA", "RUS", "2020-05-01")) == 1


def test_forecasts_long_due_are_left_out(tmp_path: Path) -> None:
    made = page("2018-05-22", "Russia and America will sign before July ends.", {})
    made = forecast(made, "Russia and America will sign before July ends", words="will", low=0.8,
                    high=0.95, horizon=("2018-07-31", "2018-07-31"))  # fmt: skip
    assert section(brief_of(tmp_path, made, MARCH, MAY), "forecasts") == []


def test_the_result_of_the_check_is_printed(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, MARCH, MAY)
    line = f"{len(brief.claims)} sentences, all checked; 0 withheld."
    assert line in render(brief, "md")
    assert line in render(brief, "html")

"""The issues of rows: by their own words, by their sentence, and by what it carries on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.document import Document, Paragraph, Span
from detente.evaluation.statements import plain_document
from detente.knowledge.issues import issue_ids, learnt_ids, use_issues
from detente.reading.decode import Floats
from detente.reading.issues import chosen, issues_of, place_issues, weights
from detente.record import Reading, Statement
from sample_events import sample_document
from sample_frames import framed_reading


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    use_issues(None)


def said(document: Document, words: str) -> Statement:
    """A statement with these words as content."""
    start = document.text.index(words)
    span = Span(start, start + len(words))
    at = next(s.index for s in document.sentences if s.start <= start < s.end)
    return Statement("s", document.id, at, "indirect", (), (), (span,), words)


def placed(text: str, *contents: str, document: Document | None = None) -> list[tuple[str, ...]]:
    """The issues of statements with these contents in a text."""
    document = document or plain_document(text)
    rows = tuple(said(document, words) for words in contents)
    return [row.issues for row in place_issues(Reading(document, rows)).statements]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Brussels will raise tariffs on steel.", {"5.2"}),
        ("The two navies rehearsed a joint naval exercise.", {"9.5"}),
        ("The Security Council met on the asset freeze.", {"7.2", "5.1"}),
        ("Hamas and Israel disagree about the hostages in Gaza.", {"2.5"}),
        ("Chlorine was dropped on Douma, the OPCW found.", {"1.6"}),
    ],
)
def test_a_sentence_that_names_its_issues(text: str, ids: set[str]) -> None:
    assert ids <= set(issues_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "The trade union will meet on Monday.",
        "The river is wide and the hills are green.",
        "He set off without a map.",
        "Georgia Brown opened a bakery.",
        "The minister held a press conference.",
        "",
    ],
)
def test_near_misses_have_no_issue(text: str) -> None:
    assert issues_of(text) == ()


def test_a_row_has_the_issues_of_its_own_words_before_those_of_its_sentence() -> None:
    text = "Paris wants fishing quotas cut, but Rome would rather lift the sanctions."
    assert placed(text, "fishing quotas cut", "lift the sanctions") == [("6.6",), ("5.1",)]


def test_a_row_whose_words_say_nothing_has_those_of_its_sentence() -> None:
    assert placed("On the fishing quotas Paris gave no ground.", "no ground") == [("6.6",)]


def test_a_sentence_carries_on_what_the_one_before_it_is_about() -> None:
    text = "Tariffs and customs duties will fall. So too will the second list. Rain is expected."
    assert placed(text, "So too will the second list", "Rain") == [("5.2",), ("5.2",)]


def test_a_word_of_its_own_wins_over_what_is_carried_on() -> None:
    text = "On sanctions the two sides are close. So too with fisheries."
    assert placed(text, "So too with fisheries") == [("6.6",)]


def test_nothing_is_carried_into_the_next_paragraph_but_by_words() -> None:
    text = "Tariffs will fall in June.\nRain is expected.\nNor will it stop soon."
    assert placed(text, "Rain", "Nor") == [(), ()]
    assert placed("Tariffs will fall.\nThis will take a year.", "a year") == [("5.2",)]


PAGE = "\n".join(
    [
        "Envoys reopen talks on fishing quotas",
        "The fishing quotas in the bay are too high, and overfishing has emptied the nets.",
        "Both capitals want the trawlers out, and fish stocks counted anew.",
        "The premier told reporters that his patience is at an end.",
        "He spoke of tariffs on steel, too.",
        "The council of ministers will hold a summit in May.",
    ]
)


def page() -> Document:
    """A page with a title and a clear subject."""
    plain, line = plain_document(PAGE), PAGE.index("\n")
    first = Paragraph("title", 0, line)
    return replace(plain, paragraphs=(first, *plain.paragraphs[1:]))


def test_a_row_that_names_nothing_takes_the_clear_subject_of_its_page() -> None:
    assert placed(PAGE, "his patience is at an end", document=page()) == [("6.6",)]


def test_a_subject_that_the_words_clearly_name_is_kept() -> None:
    assert placed(PAGE, "tariffs on steel", document=page()) == [("5.2",)]


def test_a_setting_yields_to_a_clear_subject_or_stands_beside_it() -> None:
    (found,) = placed(PAGE, "hold a summit in May", document=page())
    assert found[0] == "6.6"
    assert placed("They will hold a summit in May.", "a summit") == [("9.1",)]


def test_a_page_without_a_subject_gives_none() -> None:
    text = "The lunch was cold.\nThe guests sat by rank.\nThe minister hopes for rain."
    assert placed(text, "for rain") == [()]


def test_every_sort_of_row_is_placed() -> None:
    reading = framed_reading()
    bare = replace(
        reading,
        positions=tuple(replace(row, issues=()) for row in reading.positions),
        linkages=tuple(replace(row, issues=()) for row in reading.linkages),
        agenda=tuple(replace(row, issues=()) for row in reading.agenda),
    )
    found = place_issues(bare)
    assert found.document == reading.document
    assert "9.3" in found.linkages[0].issues  # no visas without readmission
    assert "6.6" in found.agenda[1].issues  # only then fishing
    assert [row.id for row in found.positions] == [row.id for row in reading.positions]


def test_reading_twice_changes_nothing() -> None:
    once = place_issues(framed_reading())
    assert place_issues(once) == once


def scores(**given: float) -> Floats:
    """The network's scores, low but for those given (``i52`` for 5.2)."""
    made = np.full(len(learnt_ids()), -9.0, dtype=np.float32)
    for name, score in given.items():
        made[learnt_ids().index(f"{name[1]}.{name[2:]}")] = score
    return made


def test_the_network_is_weighed_as_the_weights_say(monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = replace(weights(), both=(0.0, 1.0, 0.0, 1.0))
    monkeypatch.setattr("detente.reading.issues.weights", lambda: trusting)
    assert issues_of("Nothing that a term would find.", scores(i52=3.0)) == ("5.2",)
    assert issues_of("Nothing that a term would find.", scores()) == ()


def test_an_issue_of_the_user_is_decided_by_its_terms_alone(tmp_path: Path) -> None:
    path = tmp_path / "issues.toml"
    path.write_text(
        '[[issue]]\nid = "6.8"\nparent = "6"\nlabel = "Deep sea"\nterms = ["seabed nodule*"]\n',
        encoding="utf-8",
    )
    use_issues(path)
    assert issues_of("They dig for seabed nodules.", scores()) == ("6.8",)
    use_issues(None)
    assert "6.8" not in issues_of("They dig for seabed nodules.")


@pytest.mark.parametrize(
    ("day", "ids"),
    [("2010-04-01", ()), ("2013-11", ("2.1",)), ("2022", ("2.1",)), (None, ("2.1",))],
)
def test_no_page_is_on_an_issue_that_had_not_begun(day: str | None, ids: tuple[str, ...]) -> None:
    text = "The fighting in the Donbas goes on near Donetsk."
    document = sample_document(text, published=day)
    assert placed(text, text, document=document) == [ids]


def test_an_issue_of_the_user_may_begin_on_a_day(tmp_path: Path) -> None:
    path = tmp_path / "issues.toml"
    issue = '[[issue]]\nid = "6.8"\nparent = "6"\nlabel = "Deep sea"\nsince = "2014-03"\n'
    path.write_text(issue + 'terms = ["seabed nodule*"]\n', encoding="utf-8")
    use_issues(path)
    text = "They dig for seabed nodules."
    days = ("2014-02-28", "2014-03-01")
    found = [placed(text, text, document=sample_document(text, published=day)) for day in days]
    use_issues(None)
    assert found == [[()], [("6.8",)]]


def test_a_family_only_where_none_below_it_fits() -> None:
    ids = issue_ids()
    chances = np.zeros(len(ids), dtype=np.float32)
    chances[ids.index("5")] = 0.9
    assert chosen(chances) == ("5",)
    chances[ids.index("8.3")] = 0.5
    assert chosen(chances) == ("8.3",)


def test_no_row_has_more_than_four_issues() -> None:
    assert len(chosen(np.linspace(0.5, 0.9, len(issue_ids()), dtype=np.float32))) == 4

"""Cue terms in a text: which are found, which lie within others, and what they say."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from detente.document import Span
from detente.knowledge.issues import Issue, parse_term
from detente.reading.issue_cues import SORTS, CueTerms


def tree(**terms: str) -> Mapping[str, Issue]:
    """Issues with terms as tables write them."""
    return {
        id: Issue(id, None, id, tuple(map(parse_term, written.split("|"))))
        for id, written in terms.items()
    }


def found(text: str, **terms: str) -> list[str]:
    """The words of the terms in a text."""
    return [text[span.start : span.end] for span in CueTerms(tree(**terms)).find(text).spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A fishing quota was set.", ["fishing quota"]),
        ("Fishing Quotas were set.", ["Fishing Quotas"]),
        ("FISHING QUOTAS", ["FISHING QUOTAS"]),
        ("A fishing-quota row.", ["fishing-quota"]),
        ("A fishing\nquota.", ["fishing\nquota"]),
        ("Quotas for fishing.", []),
        ("Fishing, quota.", []),
        ("Overfishing quota.", []),
        ("A fishing quo", []),
    ],
)
def test_a_phrase(text: str, words: list[str]) -> None:
    assert found(text, fish="fishing quota") == words


@pytest.mark.parametrize(
    ("text", "words"), [("MAP talks", ["MAP"]), ("a map", []), ("Maps", []), ("MAPS", [])]
)
def test_a_name_is_found_as_it_is_written(text: str, words: list[str]) -> None:
    assert found(text, nato="MAP") == words


def test_a_name_is_found_in_a_line_of_capitals() -> None:
    assert found("TALKS IN GENEVA", talks="Geneva") == ["GENEVA"]


def test_a_star_stands_for_any_ending_or_none() -> None:
    assert found("Sanction, sanctioned, sanctuary.", s="sanction*") == ["Sanction", "sanctioned"]


def test_of_two_terms_one_within_the_other_the_longer_counts() -> None:
    assert found("South China Sea talks", sea="South China Sea", china="China") == [
        "South China Sea"
    ]


def test_no_term_counts_within_a_blocked_phrase() -> None:
    assert found("The trade union met.", trade="trade") == []
    assert found("Trade met the union.", trade="trade") == ["Trade"]


def test_a_straight_and_a_curly_apostrophe_are_one() -> None:
    assert found("Iran’s nuclear file", i="Iran's nuclear") == ["Iran’s nuclear"]


def test_what_terms_say() -> None:
    terms = CueTerms(tree(gas="gas?|Iraq@|pipeline|gas deal|Nabucco"))
    table = {
        text: terms.find(text).evidence(Span(0, len(text)))[0].nonzero()[0].tolist()
        for text in ("Nabucco", "a gas deal", "pipelines", "gas in Iraq", "Iraq", "gas", "no")
    }
    said = {text: [SORTS[place] for place in places] for text, places in table.items()}
    assert said == {
        "Nabucco": ["name"],
        "a gas deal": ["phrase"],
        "pipelines": ["word"],
        "gas in Iraq": ["pair"],
        "Iraq": ["place"],
        "gas": ["matter"],
        "no": [],
    }


def test_an_issue_with_places_has_the_matters_above_it() -> None:
    terms = CueTerms(
        {
            "2": Issue("2", None, "War", (parse_term("shelling?"),)),
            "2.1": Issue("2.1", "2", "There", (parse_term("Ruritania@"),)),
        }
    )
    text = "Shelling in Ruritania"
    evidence = terms.find(text).evidence(Span(0, len(text)))
    assert evidence[1, SORTS.index("pair")] == 1


def test_only_terms_that_begin_in_the_spans_count() -> None:
    terms = CueTerms(tree(gas="gas", wine="wine"))
    cues = terms.find("gas and wine")
    assert cues.evidence(Span(0, 3))[:, SORTS.index("word")].tolist() == [1, 0]
    assert cues.evidence(Span(0, 1), Span(8, 12))[:, SORTS.index("word")].tolist() == [1, 1]


def test_a_term_counts_once_and_is_shared_by_its_issues() -> None:
    terms = CueTerms(tree(a="gas", b="gas", c="wine"))
    text = "gas, gas, gas, wine"
    word = terms.find(text).evidence(Span(0, len(text)))[:, SORTS.index("word")]
    assert word[0] == word[1] < word[2] == 1

"""The brief's figures: valid, the same every time, and told in words as well."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from lxml import etree

from detente.analysis.relations import Relation, relate
from detente.analysis.scoring import Choices
from detente.brief.figures import MapRow, issue_map, relation_figure
from detente.brief.issue_map import MOST
from told_columns import holding, told

SVG = "{http://www.w3.org/2000/svg}"
PARTIES = ("United States", "Russia")
FAR = MapRow("Nuclear testing", (("seeks",), ("opposes",)), (0.2, 0.1), "opposed")


def related(*events: dict[str, Any], **chosen: Any) -> Relation:
    return relate(holding(events), "USA", "RUS", **chosen)


def daily(days: int, score: float = 2.5, start: str = "2010-01-01") -> list[dict[str, Any]]:
    first = date.fromisoformat(start)
    return [told((first + timedelta(n)).isoformat(), score + n % 3) for n in range(days)]


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg)


def words(svg: str) -> list[str]:
    return [text.text or "" for text in parsed(svg).iter(f"{SVG}text")]


FIGURES = {
    "relation": lambda: relation_figure(related(*daily(40))),
    "nothing": lambda: relation_figure(related()),
    "one event": lambda: relation_figure(related(told("2010-04-08", 2.5))),
    "map": lambda: issue_map([FAR], PARTIES),
    "no issue": lambda: issue_map([], PARTIES),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_stands_alone_in_a_page(name: str) -> None:
    svg = FIGURES[name]()
    root = parsed(svg)
    assert svg.startswith("<svg ")
    assert root.get("role") == "img"
    title, described = root[0], root[1]
    assert (title.tag, described.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text
    assert described.text
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    # what is referred to is there, and nothing outside is
    links = re.findall(r'href="([^"]*)"|url\(([^)]*)\)', svg)
    assert {one or other for one, other in links} <= {f"#{id}" for id in ids}
    # no style, script or text drawn as shapes
    assert not re.search(r"style=|<style|<script|<image|<metadata", svg)
    assert words(svg)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_bytes_every_time(name: str) -> None:
    assert FIGURES[name]() == FIGURES[name]()


def test_the_readers_own_settings_change_nothing() -> None:
    import matplotlib

    expected = FIGURES["map"]()
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "path"}):
        assert FIGURES["map"]() == expected
        assert matplotlib.rcParams["font.size"] == 30


def test_two_figures_share_no_id() -> None:
    ids = [
        {element.get("id") for element in parsed(FIGURES[name]()).iter()} - {None}
        for name in ("relation", "map")
    ]
    assert not ids[0] & ids[1]


def test_the_relation_is_told_in_words_too() -> None:
    relation = related(*daily(40))
    described = parsed(relation_figure(relation))[1].text or ""
    assert "From 1 January 2010 to 9 February 2010" in described
    assert "40 events in 40 reports" in described
    assert relation.words.replace("-", "−") in described
    assert "too little evidence" not in described
    thin = parsed(relation_figure(related(told("2010-04-08", 2.5))))[1].text or ""
    assert "insufficient evidence (n_eff = 1.0)" in thin
    assert "too little evidence" in thin


def test_thousands_of_events_make_no_large_figure() -> None:
    events = [
        told(f"{2000 + n % 24}-{1 + n % 12:02}-{1 + n % 28:02}", float(n % 21 - 10), event=str(n))
        for n in range(5000)
    ]
    assert len(relation_figure(related(*events))) < 300_000


def test_a_day_alone_is_a_point() -> None:
    chosen = Choices(enough_events=0, enough_weight=0)
    svg = relation_figure(related(told("2010-04-08", 2.5), choices=chosen))
    assert "8 April 2010" in words(svg)


@pytest.mark.parametrize("count", [1, MOST, MOST + 6])
def test_the_map_has_a_row_an_issue_and_counts_the_rest(count: int) -> None:
    rows = [
        MapRow(f"Issue {n}", (("seeks",), ("accepts", "opposes")), (0.1, 0.0)) for n in range(count)
    ]
    shown = words(issue_map(rows, PARTIES))
    assert sum(word.startswith("Issue ") for word in shown) == min(count, MOST)
    assert ("and 6 more" in shown) == (count > MOST)
    assert {"seeks", "accepts", "opposes", "undecided", *PARTIES} <= set(shown)


def test_long_labels_lose_their_brackets_and_then_their_end() -> None:
    rows = [
        MapRow(
            "Settlement of the conflict in a far-off country (and its neighbours)", ((), ()), (0, 0)
        ),
        MapRow("W" * 90, ((), ()), (0, 0)),
    ]
    shown = words(issue_map(rows, PARTIES))
    assert "Settlement of the conflict in a far-off country" in shown
    assert any(re.fullmatch("W+…", word) for word in shown)
    described = parsed(issue_map(rows, PARTIES))[1].text or ""
    assert "W" * 90 in described


def test_markup_in_a_label_is_text() -> None:
    svg = issue_map([MapRow("<b>&amp;$x$", (("seeks",), ()), (0.1, 0.0))], PARTIES)
    assert "<b>&amp;$x$" in words(svg)

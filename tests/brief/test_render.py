"""The written brief: complete, self-contained, and deaf to what a page would have it do."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from marked_pages import BLINKEN, LAVROV, ledger_of, page, who

from detente.brief import Brief, build_brief, render
from detente.brief.render import SCHEMA, escape_markdown, safe_address
from detente.errors import DetenteError
from detente.ledger import Ledger
from detente.record import Reading
from detente.terminal import plain

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:b) **c** `d` \u202eback"
)
PLAIN_EVIL = EVIL.replace("\u202e", "\\u202e")


def hostile() -> Reading:
    return page(
        "2021-05-21",
        "{s1:Mr. Lavrov} {c1:told} America {q1:" + EVIL + "\n# No heading | no | table}.",
        {1: who(f"Lavrov {EVIL}", "RUS", f"minister {EVIL}")},
        title=f"Title {EVIL}",
        publisher=f"Paper {EVIL}",
        url="javascript:alert(3)",
        locator='pages/"><script>alert(4)</script>.html',
    )


FRIENDLY = page(
    "2021-05-20",
    "{q1:“We seek a predictable relationship,”} {s1:Antony Blinken} {c1:told} reporters,"
    " {q1:“and Russia knows it.”}",
    {1: BLINKEN},
    modes={1: "direct"},
    title="Talks & tea",
    url="https://courier.example/talks?a=1&b=2",
)


@pytest.fixture
def brief(tmp_path: Path) -> Brief:
    with ledger_of(tmp_path, hostile(), FRIENDLY) as ledger:
        return build_brief(ledger, "USA", "RUS")


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_every_form_holds_every_quote_number_and_page(brief: Brief, form: str) -> None:
    text = render(brief, form)
    assert text == render(brief, form)
    assert "“We seek a predictable relationship,” … “and Russia knows it.”" in text
    assert "courier.example" in text
    assert "secretary of state" in text


def test_html_runs_nothing_and_fetches_nothing(brief: Brief) -> None:
    text = render(brief, "html")
    tree = parsed(text)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "svg", "base"}
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    assert not re.search(r"url\(|@import|src=", tree.findtext(".//style") or "")
    links = [href for _, name, href, _ in tree.iterlinks() if name == "href"]
    outside = [link for link in links if not link.startswith("#")]
    assert outside == ["https://courier.example/talks?a=1&b=2"]
    assert "default-src 'none'" in text


def test_html_shows_hostile_text_as_text(brief: Brief) -> None:
    tree = parsed(render(brief, "html"))
    quotes = [quote.text_content() for quote in tree.findall(".//blockquote")]
    assert f"{PLAIN_EVIL}\n# No heading | no | table" in quotes
    assert "\u202e" not in tree.text_content()


def test_every_reference_leads_to_a_source(brief: Brief) -> None:
    tree = parsed(render(brief, "html"))
    targets = {element.get("id") for element in tree.iter() if element.get("id")}
    inside = [a.get("href") for a in tree.iter("a") if a.get("href", "").startswith("#")]
    assert inside
    assert {link[1:] for link in inside if link} == targets


def test_markdown_shows_hostile_text_as_text(brief: Brief) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    shown = parsed(parser.render(render(brief, "md")))
    quotes = [" ".join(q.text_content().split()) for q in shown.findall(".//blockquote")]
    assert f"{PLAIN_EVIL} # No heading | no | table" in quotes
    assert [a.get("href") for a in shown.iter("a")] == ["https://courier.example/talks?a=1&b=2"]
    assert not list(shown.iter("script", "img"))
    assert len(list(shown.iter("h1"))) == 1
    names = [cell.text_content() for cell in shown.iter("td")]
    assert f"Lavrov {PLAIN_EVIL}" in names


@settings(deadline=None)
@given(st.text())
def test_markdown_escapes_bring_back_the_text(text: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    line = " ".join(text.split())
    shown = parser.render(escape_markdown(line)) or "<p></p>"
    assert " ".join(parsed(shown).text_content().split()) == plain(line)


@pytest.mark.parametrize(
    "text", ["1. one", "- a", "+ a", "# a", "= a", "=== ", "1) x", "---", "> q"]
)
def test_markdown_begins_no_block(text: str) -> None:
    shown = MarkdownIt("commonmark").render(escape_markdown(f"a\n{text}"))
    assert re.fullmatch(r"<p>a\n[^<]*</p>\n", shown), shown


def test_bare_addresses_become_no_links() -> None:
    assert escape_markdown("see https://a.example or www.b.example") == (
        r"see https\://a.example or www\.b.example"
    )


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1&z=é", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        (" https://a.example", False),
        ("https://a.example/)[x](y", False),
        ("https://a.example/\"onclick='x'", False),
        ("https://a.example/\n", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_are_links(url: str | None, safe: bool) -> None:
    assert (safe_address(url) is not None) is safe


def test_json_has_the_fields_of_the_records(brief: Brief) -> None:
    data = json.loads(render(brief, "json"))
    assert data.pop("schema") == SCHEMA == "detente.brief/1"
    assert _same_shape(data, brief)
    entry = data["sides"][0]["groups"][0]["entries"][0]
    assert entry["spans"]["content"] == [[0, 37], [69, 91]]
    assert entry["references"] == [1]


def test_markdown_reads_well(tmp_path: Path) -> None:
    quiet = page(
        "2021-03-02",
        "{s1:Mr. Lavrov} {c1:told} reporters {q1:the Americans had left}.",
        {1: LAVROV},
    )
    with ledger_of(tmp_path, quiet, FRIENDLY) as ledger:
        text = render(build_brief(ledger, "USA", "RUS", as_of="2021-06"), "md")
    assert text.startswith(
        "# United States and Russia: who said what\n\nAs of June 2021. 2 statements by speakers"
    )
    assert "| Sergei Lavrov | foreign minister (2 March 2021) | 1 | 2 March 2021 |" in text
    assert (
        "### On the United States\n\n**2 March 2021** · **Sergei Lavrov**, foreign minister ·"
        " *told* · paraphrased \\[2\\]\n\n> the Americans had left\n"
    ) in text
    assert "\n\n\n" not in text


def parsed(text: str) -> Any:
    return html.document_fromstring(text)


def test_an_unknown_form_is_refused(brief: Brief) -> None:
    with pytest.raises(DetenteError, match="UNKNOWN_FORMAT"):
        render(brief, "docx")


def test_a_notebook_shows_the_page(brief: Brief) -> None:
    assert brief._repr_html_() == render(brief, "html")


def test_a_brief_without_dates_says_so(tmp_path: Path) -> None:
    undated = page(None, "{s1:Mr. Lavrov} {c1:warned} {q1:the Americans again}.", {1: LAVROV})
    with ledger_of(tmp_path, undated) as ledger:
        brief = build_brief(ledger, "USA", "RUS")
    for form in ("html", "md"):
        assert "No page in the ledger has a date." in render(brief, form)


def _same_shape(data: Any, record: Any) -> bool:
    if is_dataclass(record):
        names = [field.name for field in fields(record)]
        return list(data) == names and all(
            _same_shape(data[name], getattr(record, name)) for name in names
        )
    if isinstance(record, dict):
        return bool(data == {key: [list(span) for span in value] for key, value in record.items()})
    if isinstance(record, tuple):
        return all(_same_shape(one, other) for one, other in zip(data, record, strict=True))
    return bool(data == record)


def test_the_ledger_is_only_read(tmp_path: Path) -> None:
    with ledger_of(tmp_path, hostile(), FRIENDLY) as ledger:
        before = list(ledger.dump_rows())
        render(build_brief(ledger, "USA", "RUS"), "html")
        assert list(ledger.dump_rows()) == before
    assert Ledger(tmp_path / "ledger.detente").counts()["documents"] == 2

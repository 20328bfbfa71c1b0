"""The written brief: complete, self-contained, and deaf to what a page would have it do."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from geneva_pages import GENEVA
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import brief_of, judge
from lxml import html
from markdown_it import MarkdownIt
from marked_pages import BLINKEN, LAVROV, ledger_of, page, who

from detente.brief import Brief, build_brief, render
from detente.brief.model import in_marks
from detente.brief.pdf import to_pdf
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


pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory, undrawn: None) -> Brief:
    return brief_of(tmp_path_factory.mktemp("brief"), hostile(), FRIENDLY)


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_every_form_holds_every_quote_number_and_page(brief: Brief, form: str) -> None:
    text = render(brief, form)
    assert text == render(brief, form)
    assert "We seek a predictable relationship," in text
    assert "courier.example" in text
    assert "Secretary of State" in text


def test_html_runs_nothing_and_fetches_nothing(brief: Brief) -> None:
    text = render(brief, "html")
    tree = parsed(text)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    assert not re.search(r"url\(|@import|src=", tree.findtext(".//style") or "")
    links = [href for _, name, href, _ in tree.iterlinks() if name == "href"]
    outside = [link for link in links if not link.startswith("#")]
    assert outside == ["https://courier.example/talks?a=1&b=2"]
    assert "default-src 'none'" in text


def test_html_shows_hostile_text_as_text(brief: Brief) -> None:
    shown = parsed(render(brief, "html")).text_content()
    assert f"{PLAIN_EVIL}\n# No heading | no | table" in shown
    assert f"Said by Lavrov {PLAIN_EVIL}" in shown
    assert "\u202e" not in shown


def test_every_reference_leads_to_a_source(brief: Brief) -> None:
    tree = parsed(render(brief, "html"))
    targets = {element.get("id") for element in tree.iter() if element.get("id")}
    inside = [a.get("href") for a in tree.iter("a") if a.get("href", "").startswith("#")]
    assert inside
    assert {link[1:] for link in inside if link} == targets


def test_markdown_shows_hostile_text_as_text(brief: Brief) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    shown = parsed(parser.render(render(brief, "md")))
    assert f"{PLAIN_EVIL} # No heading | no | table" in shown.text_content()
    assert [a.get("href") for a in shown.iter("a")] == ["https://courier.example/talks?a=1&b=2"]
    assert not list(shown.iter("script", "img"))
    assert len(list(shown.iter("h1"))) == 1


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


def test_json_has_all_records_and_each_sentence_with_its_rows(brief: Brief) -> None:
    data = json.loads(render(brief, "json"))
    assert data.pop("schema") == SCHEMA == "detente.brief/2"
    assert list(data) == [field.name for field in fields(brief)]
    claims = [c for s in data["sections"] for b in s["blocks"] for c in b["claims"]]
    assert [one["text"] for one in claims] == [claim.text for claim in brief.claims]
    assert [one["rows"] for one in claims] == [list(claim.rows) for claim in brief.claims]
    quoted = next(one for one in claims if one["rows"])
    quote = next(piece for piece in quoted["pieces"] if isinstance(piece, dict))
    assert list(quote) == ["row", "document", "role", "text", "spans"]
    assert quote["spans"] == [list(quote["spans"][0])]


def test_markdown_reads_well(tmp_path: Path) -> None:
    quiet = page(
        "2021-03-02",
        "{s1:Mr. Lavrov} {c1:told} reporters {q1:the Americans had left}.",
        {1: LAVROV},
    )
    text = render(brief_of(tmp_path, quiet, FRIENDLY, as_of="2021-06"), "md")
    assert text.startswith(
        "# United States and Russia: brief for a meeting\n\nAs of June 2021 · 2 pages quoted,"
        " from 2 March 2021 to 20 May 2021\n\n## 1 Purpose, participants, last contact\n"
    )
    assert "- **Sergei Lavrov**, Foreign Minister \\[\\*\\], quoted 2 March 2021\n" in text
    assert (
        "### Russia\n\n- **2 March 2021:** Said by Sergei Lavrov: *“Mr. Lavrov"
        " told reporters the Americans had left.”* \\[2\\]\n"
    ) in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("peace", "“peace”"),
        ("“peace”", "“peace”"),
        ("a “just” peace", "‘a “just” peace’"),
        ("“Peace,” … “now”", "‘“Peace,” … “now”’"),
    ],
)
def test_quotes_have_marks_once(words: str, marked: str) -> None:
    assert in_marks(words) == marked


def test_without_weasyprint_one_line_says_what_to_install(
    brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(DetenteError, match=r"PDF_MISSING.*pip install 'detente\[pdf\]'"):
        to_pdf(brief)


def test_it_prints_on_two_pages_and_the_sources_after(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    paper = brief_of(tmp_path, *GENEVA, as_of="2021-06-10")
    assert to_pdf(paper).startswith(b"%PDF")
    pages = weasyprint.HTML(string=render(paper, "html")).render().pages
    assert "sources" not in sections_of(pages[0])
    assert [key for page in pages[2:] for key in sections_of(page)] in ([], ["sources"])


def sections_of(page: Any) -> list[str]:
    """The classes of the sections on a printed page."""
    found, boxes = [], [page._page_box]
    while boxes:
        box = boxes.pop()
        if getattr(box, "element_tag", None) == "section":
            found.append(box.element.get("class"))
        boxes += getattr(box, "children", [])
    return found


def parsed(text: str) -> Any:
    return html.document_fromstring(text)


def test_an_unknown_form_is_refused(brief: Brief) -> None:
    with pytest.raises(DetenteError, match="UNKNOWN_FORMAT"):
        render(brief, "docx")


def test_a_notebook_shows_the_page(brief: Brief) -> None:
    assert brief._repr_html_() == render(brief, "html")


def test_a_brief_without_dates_says_so(tmp_path: Path) -> None:
    undated = page(None, "{s1:Mr. Lavrov} {c1:warned} {q1:the Americans again}.", {1: LAVROV})
    brief = brief_of(tmp_path, undated)
    for form in ("html", "md"):
        assert "No page in the ledger has a date" in render(brief, form)


def test_the_ledger_is_only_read(tmp_path: Path) -> None:
    with ledger_of(tmp_path, hostile(), FRIENDLY) as ledger:
        before = list(ledger.dump_rows())
        render(build_brief(ledger, "USA", "RUS", judge=judge), "html")
        assert list(ledger.dump_rows()) == before
    assert Ledger(tmp_path / "ledger.detente").counts()["documents"] == 2

"""HTML: whole paragraphs with their roles, what the page states of itself, no invented date."""

from __future__ import annotations

import pytest

from detente.document import RawPage
from detente.errors import DetenteError
from detente.limits import MAX_ATTRIBUTES
from detente.reading.blocks import Metadata
from detente.reading.html import read_html
from detente.reading.html_guard import guard_html

BODY = [
    "The two delegations met again in Geneva on Wednesday, three weeks after their last round.",
    "“We have agreed to go on talking,” the first envoy told reporters at the lake.",
    "Her counterpart said that his side had put a new paper on the table, and expected an answer.",
    "Neither of them would say when the next round begins, nor who will lead it after the summer.",
]


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def html(article: str, head: str = "", before: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>Envoys meet again | The Lake Post</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a><a href='/world'>World</a></nav>{before}"
        f"<article>{article}</article><footer>© 2019 The Lake Post</footer></body></html>"
    )


def blocks(page: str, url: str | None = None) -> list[tuple[str, str]]:
    read = read_html(RawPage("a.html", page, "html", "0", url=url))
    return [(block.role, block.text) for block in read.blocks]


def metadata(head: str, article: str = "", url: str | None = None) -> Metadata:
    page = html(article + paragraphs(BODY), head)
    return read_html(RawPage("a.html", page, "html", "0", url=url)).metadata


def test_paragraphs_are_whole_and_in_page_order() -> None:
    inner = "<p>The  <a href='#'>envoy</a>,<b> Ann <i>Other</i></b>,\nsaid <em>no</em>.</p>"
    page = html(
        "<h1>Envoys meet again</h1>" + inner + paragraphs(BODY) + "<h2>What next</h2><p>"
        "Both capitals have said that they will wait for the summit before they speak.</p>"
    )
    assert blocks(page) == [
        ("title", "Envoys meet again"),
        ("body", "The envoy, Ann Other, said no."),
        *(("body", text) for text in BODY),
        ("body", "What next"),
        ("body", "Both capitals have said that they will wait for the summit before they speak."),
    ]  # fmt: skip


def test_lists_quotations_and_tables_are_blocks() -> None:
    page = html(
        paragraphs(BODY)
        + "<ul><li>The first point is the border.</li><li>The second point is trade.</li></ul>"
        "<blockquote><p>We are not there yet.</p><p>We will be.</p></blockquote>"
        "<table><tr><th>Round</th><th>City</th></tr><tr><td>First</td><td>Vienna</td></tr></table>"
    )
    assert [text for _, text in blocks(page)[5:]] == [
        "The first point is the border.",
        "The second point is trade.",
        "We are not there yet.",
        "We will be.",
        "Round | City",
        "First | Vienna",
    ]


def test_line_breaks_part_paragraphs_but_not_sentences() -> None:
    text = f"{BODY[0]}<br><br>{BODY[1]}<br>{BODY[2]}<br/>\n<br/>Neither would<br>say when."
    page = html(f"<div class='article-body'>{text}</div>")
    assert [text for _, text in blocks(page)[1:]] == [*BODY[:3], "Neither would say when."]


def test_a_summary_that_the_page_shows_is_the_dek() -> None:
    dek = "Both sides call the third round useful, and name no date for a fourth."
    head = f'<meta name="description" content="{dek}">'
    page = html(f"<h1>Envoys meet again</h1><h2>{dek}</h2>" + paragraphs(BODY), head)
    assert blocks(page)[:3] == [
        ("title", "Envoys meet again"),
        ("dek", dek),
        ("body", BODY[0]),
    ]
    assert metadata(head).dek == dek
    outside = f"<header><h1>Envoys meet again</h1><p>{dek}</p></header>"
    assert blocks(html(paragraphs(BODY), head, outside))[1] == ("dek", dek)


def test_the_first_paragraph_is_no_dek_though_the_metadata_repeat_it() -> None:
    head = f'<meta name="description" content="{BODY[0]}">'
    assert ("body", BODY[0]) in blocks(html(paragraphs(BODY), head))


def test_links_to_other_articles_are_teasers_and_captions_captions() -> None:
    link = "<a href='/b'>The bakery by the lake opens again</a>"
    inside = [f"<b>READ MORE:</b> {link}", link, "He had <a href='/c'>said so last year</a>."]
    page = html(
        paragraphs(BODY + inside) + "<figure><figcaption>The lake in June</figcaption></figure>"
        "<p>The lake in June</p>"
    )
    assert blocks(page)[5:] == [
        ("teaser", "READ MORE: The bakery by the lake opens again"),
        ("teaser", "The bakery by the lake opens again"),
        ("body", "He had said so last year."),
        ("caption", "The lake in June"),
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("<h1>Envoys meet again in Geneva</h1>", "Envoys meet again in Geneva"),
        ("<h1>The Lake Post</h1>", "Envoys meet again"),
        ("", "Envoys meet again"),
    ],
)
def test_the_title_is_the_heading_unless_that_is_the_site_s_name(heading: str, title: str) -> None:
    head = '<meta property="og:site_name" content="The Lake Post">'
    assert metadata(head, heading).title == title


def test_structured_data_goes_before_meta_elements() -> None:
    head = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {
        "@type": ["NewsArticle"], "headline": "Envoys meet again &amp; talk",
        "author": [{"name": "Ann Other"}, {"name": "Bo Third"}, {"name": "https://e.org/x"}],
        "publisher": {"name": "The Lake Post"}, "description": "A summary.",
        "datePublished": "2019-06-12T08:00:00+02:00", "dateModified": "2019-06-14"}]}</script>
        <meta name="author" content="Web Desk"><meta property="og:title" content="Other">
        <link rel="canonical" href="/world/envoys">"""
    assert metadata(head, url="https://example.org/amp/envoys") == Metadata(
        url="https://example.org/world/envoys",
        publisher="The Lake Post",
        title="Envoys meet again & talk",
        dek="A summary.",
        byline="Ann Other, Bo Third",
        date="2019-06-12",
    )


def test_meta_elements_are_read_where_there_is_nothing_else() -> None:
    head = """<meta property="og:site_name" content="Lake Post"><meta name="author"
        content="By Ann Other"><meta property="article:published_time"
        content="2019-06-12T08:00:00Z"><script type="application/ld+json">{"broken": </script>"""
    found = metadata(head, url="https://www.example.org/a")
    assert (found.publisher, found.byline, found.date) == ("Lake Post", "Ann Other", "2019-06-12")
    assert metadata("", url="https://www.example.org/a").publisher == "example.org"


@pytest.mark.parametrize(
    "stated",
    [
        "",
        '<meta property="article:modified_time" content="2019-06-12">',
        '<meta name="copyright" content="2019 The Lake Post">',
        '<meta name="expires" content="2019-06-12">',
        '<meta property="article:published_time" content="2999-01-01">',
        '<meta property="article:published_time" content="1970-01-01T00:00:00Z">',
        '<script type="application/ld+json">{"@type": "Event", "startDate": "2019-06-12"}</script>',
    ],
)
def test_no_date_is_invented(stated: str) -> None:
    text = "<h1>The accord of 12 June 2017</h1><p>They met on 3 May 2018, she said.</p>"
    assert metadata(stated, text, "https://example.org/2019/06/12/envoys").date is None


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ('<meta name="pubdate" content="June 12, 2019">', "2019-06-12"),
        ('<meta name="DC.date.issued" content="2019-06-12">', "2019-06-12"),
        ('<meta itemprop="datePublished" content="2019-06-12T23:00:00-04:00">', "2019-06-12"),
    ],
)
def test_a_stated_date_is_read_in_its_usual_forms(stated: str, date: str) -> None:
    assert metadata(stated).date == date


def test_the_date_that_the_article_is_marked_with_is_read() -> None:
    time = '<time itemprop="datePublished" datetime="2019-06-12T08:00">12 June</time>'
    assert metadata("", time).date == "2019-06-12"


@pytest.mark.parametrize("page", ["", "<html></html>", "<p>", "<!-- a -->", "<script>x</script>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(DetenteError, match="NO_ARTICLE"):
        blocks(page)


@pytest.mark.parametrize(
    ("page", "guarded"),
    [
        ("<p>a<!-- b --> c</p>", "<p>a c</p>"),
        ("a<!-->b<!-- c", "ab"),
        ("a<script>'</b>' > \"</script >b<STYLE>p {}</STYLE>c", "abc"),
        ("<script type='application/ld+json'>{}</script>",) * 2,
        ("<!doctype html><?xml v?><![CDATA[x]]>y", "y"),
        ("a < b, <3 and <a href='x>y'>z</a>",) * 2,
        ('<div class="a""><p id=\'\'x>b</p>',) * 2,
        ("a\0b\x08c", "abc"),
    ],
)
def test_the_guard_takes_away_what_nobody_reads(page: str, guarded: str) -> None:
    assert guard_html(page).decode() == guarded


def test_the_guard_shortens_long_tags() -> None:
    many = " ".join(f'a{n}="<{n}>"' for n in range(999))
    assert guard_html(f"<p {many}>b</p>").count(b"=") == MAX_ATTRIBUTES
    picture = f'<img alt="a" src="data:image/png;base64,{"A" * 9999}">b'
    assert guard_html(picture) == b'<img alt="a">b'

"""What a page of HTML says of itself: title, summary, author, publisher, address and date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import cast
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement, document_fromstring

from detente.limits import MAX_CANDIDATES
from detente.reading.blocks import Metadata
from detente.reading.structured import Article, find_article

# Names of meta elements, the surest first.
_TITLES = ("og:title", "headline", "dc.title", "parsely-title", "twitter:title", "title")
_DEKS = ("og:description", "description", "dc.description", "twitter:description")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author")
_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright")
# A later change, an expiry or a server's clock is not the day of publication.
_NOT_PUBLISHED = re.compile(r"modif|updat|revis|review|expire|copyright|last|url$|^date$|render")
_TIMES = XPath(
    "//time[@datetime and (@pubdate or contains(@itemprop, 'datePublished')"
    " or contains(@class, 'published') or contains(@class, 'entry-date'))]"
    " | //*[@itemprop='datePublished']"
)
_BYLINES = XPath(
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')"
    " or contains(@class, 'author-name')]"
)
_ISO = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d-])")
# Unix time 0, which stands in pages whose date was lost.
_NO_DATE = "1970-01-01"
_EARLIEST = "1900-01-01"
# What a site adds to a title in its <title>: " | Site", " - Site".
_SUFFIX = re.compile(r"\s+[|–—•·*-]\s+[^|–—•·*-]{2,60}$")
_BY = re.compile(r"^(?:written |words |story |report )?by:?\s+", re.IGNORECASE)
# Where an author's name ends on the page: at the date, a role or a link beside it.
_AFTER_NAME = re.compile(r"\s*(?:[|•·–]|\d|\b(?:Published|Updated|Posted)\b).*$")
_MAX_TITLE, _MAX_BYLINE = 400, 120


def read_metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """What the page's structured data, meta elements and headings state, None where nothing.

    ``date`` is the day of first publication, only where the page's markup states it as such:
    never one from its text, its address, the day of a change or today's. ``url`` is the address
    the page was fetched from, if known; the page's own canonical one goes before it.
    """
    article = find_article(tree)
    metas = _metas(tree)
    stated = partial(_first, metas)
    address = _address(tree, metas, url)
    publisher = article.publisher or stated(_PUBLISHERS)
    return Metadata(
        url=address,
        publisher=publisher or _host(address),
        title=_title(tree, (article.headline, stated(_TITLES), _title_element(tree)), publisher),
        dek=article.description or stated(_DEKS),
        byline=_byline(tree, article, stated(_AUTHORS)),
        date=_date(tree, article),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = _line(meta.get("content", ""))
        if content:
            metas.setdefault(name.lower(), content)
    return metas


def _select(path: XPath, tree: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", path(tree))[:MAX_CANDIDATES]


def _first(metas: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(element: HtmlElement) -> str:
    return _line("".join(element.itertext()))


def _address(tree: HtmlElement, metas: Mapping[str, str], url: str | None) -> str | None:
    links = tree.iterfind(".//link[@rel='canonical']")
    for candidate in (*(link.get("href") for link in links), metas.get("og:url")):
        try:
            joined = urljoin(url or "", str(candidate or "").strip())
            parts = urlsplit(joined)
        except ValueError:
            continue
        # a bare host is the site's front page, named canonical by mistake
        if parts.scheme in ("http", "https") and parts.netloc and parts.path not in ("", "/"):
            return joined
    return url


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _title_element(tree: HtmlElement) -> str | None:
    element = tree.find(".//head/title")
    return _text(element) if element is not None else None


def _title(tree: HtmlElement, stated: tuple[str | None, ...], publisher: str | None) -> str | None:
    """The heading that the page shows, if it is like a title that it states, else the latter."""
    texts = map(_text, islice(tree.iter("h1"), MAX_CANDIDATES))
    headings = [text for text in texts if 2 < len(text) <= _MAX_TITLE]
    titles = [_without_site(_line(title)[:_MAX_TITLE], publisher) for title in stated if title]
    for heading in headings:
        if any(_is_like(heading, title) for title in titles):
            return heading
    # a heading unlike every title is the site's name or the box of another article
    return next((title for title in titles if title), headings[0] if headings else None)


def _is_like(one: str, other: str) -> bool:
    """True if half of the words of each stand in the other."""
    ours, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    shared = 2 * len(ours & theirs)
    return shared > 0 and shared >= len(ours) and shared >= len(theirs)


def _without_site(title: str, publisher: str | None) -> str:
    suffix = _SUFFIX.search(title)
    if suffix and publisher and _is_like(suffix[0], publisher):
        return title[: suffix.start()]
    return title


def _byline(tree: HtmlElement, article: Article, stated: str | None) -> str | None:
    names = [*article.authors] or [stated or ""]
    for element in _select(_BYLINES, tree) if not any(names) else ():
        text = _text(element)
        if 3 < len(text) <= _MAX_BYLINE:
            names = [_AFTER_NAME.sub("", text)]
            break
    kept = [_BY.sub("", _line(name)) for name in names if "://" not in name]
    return ", ".join(dict.fromkeys(name for name in kept if name)) or None


def _date(tree: HtmlElement, article: Article) -> str | None:
    times = (element.get("datetime") or element.get("content") for element in _select(_TIMES, tree))
    for candidate in (*article.dates, _meta_date(tree), *times):
        date = _ISO.match(candidate.strip()) if candidate else None
        if date and _EARLIEST <= date[0] <= _tomorrow() and date[0] != _NO_DATE:
            return date[0]
    return None


def _meta_date(tree: HtmlElement) -> str | None:
    """The date of publication in the page's meta elements, in whatever form it is written."""
    head = document_fromstring("<html><head></head><body></body></html>")
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        if name and not _NOT_PUBLISHED.search(name.lower()):
            # alone in a page of its own, so that no other text is searched for dates
            head[0].append(_copied(meta))
    found: str | None = find_date(
        head,
        extensive_search=False,
        original_date=True,
        min_date=_EARLIEST,
        max_date=_tomorrow(),
    )
    return found


def _copied(meta: HtmlElement) -> HtmlElement:
    copy: HtmlElement = meta.makeelement("meta", dict(meta.attrib))
    return copy


def _tomorrow() -> str:
    # a page published today east of here may bear tomorrow's date; a later one is an error
    return (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")

"""A raw page becomes a document with exact offsets, one id for one content, or a coded error."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from detente.document import READ_ROLES, Document, RawPage, Role
from detente.errors import DetenteError
from detente.reading import clean as cleaning
from detente.reading.blocks import Block
from detente.reading.clean import clean, tidy

LEAD = (
    "The two ministers said on Tuesday that their delegations would meet again in Geneva, and that "
    "the treaty which they had signed there would be sent to both parliaments in the autumn."
)
Read = Callable[..., Document]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Clean a page of given blocks, as if the text had been told into them."""

    def read_page(
        *parts: tuple[Role, str],
        locator: str = "page.txt",
        fingerprint: str = "0" * 64,
        title: str | None = None,
        date: str | None = None,
        url: str | None = None,
    ) -> Document:
        blocks = [Block(role, text) for role, text in parts]

        def told(lines: Sequence[str]) -> list[Block]:
            return blocks

        monkeypatch.setattr(cleaning, "read_lines", told)
        page = RawPage(locator, "text", "text", fingerprint, url=url, title=title, date=date)
        return clean(page)

    return read_page


PARTS: tuple[tuple[Role, str], ...] = (
    ("furniture", "Home | World"),
    ("title", "No text yet"),
    ("dek", "Both sides will try again"),
    ("furniture", "By Ann Other and Bo Third | June 16, 2021"),
    ("body", LEAD),
    ("teaser", "Lighthouse painted"),
    ("body", "“It is not over,” one of them said. “We go on.”"),
    ("body", "Update, 18 June: The second round has been put off."),
)


def test_a_document_holds_what_the_page_says(read: Read) -> None:
    document = read(*PARTS)
    assert document.title == "No text yet"
    assert document.dek == "Both sides will try again"
    assert document.byline == "Ann Other and Bo Third"
    assert (document.published.date, document.published.basis) == ("2021-06-16", "text")
    assert (document.genre, document.part, document.language) == ("report", None, "en")
    assert (document.locator, document.fingerprint) == ("page.txt", "0" * 64)


def test_paragraphs_are_spans_of_the_text_in_page_order(read: Read) -> None:
    document = read(*PARTS)
    texts = [document.text[item.start : item.end] for item in document.paragraphs]
    assert texts == [text for _, text in PARTS]
    assert document.text == "\n\n".join(texts)
    assert document.paragraphs[-1].role == "update"
    assert document.paragraphs[-1].dated == "2021-06-18"
    assert [item.dated for item in document.paragraphs[:-1]] == [None] * 7


def test_only_what_is_read_has_sentences(read: Read) -> None:
    document = read(*PARTS)
    assert len(document.sentences) == 6
    for sentence in document.sentences:
        assert document.paragraphs[sentence.paragraph].role in READ_ROLES


def test_the_same_article_has_the_same_id_wherever_it_lies(read: Read) -> None:
    here, there = read(*PARTS), read(*PARTS, locator="other.txt", fingerprint="1" * 64)
    assert here.id == there.id
    assert here.id.startswith("d-")
    assert read(*PARTS[1:]).id == here.id, "furniture is not part of the article"
    assert read(*PARTS[:-1]).id != here.id


def test_markers_and_advertisements_between_two_halves_are_stepped_over(read: Read) -> None:
    document = read(
        ("body", LEAD),
        ("body", "The mission to the north found only a woman from the"),
        ("body", "Continued on Page A12"),
        ("teaser", "Lighthouse painted"),
        ("body", "island, whose name nobody knew."),
    )
    bodies = [document.quote((p.start, p.end)) for p in document.paragraphs if p.role == "body"]
    assert bodies[1].endswith("a woman from the island, whose name nobody knew.")
    assert document.part is not None
    assert (document.part.page, document.part.of) == (1, None)


def test_what_the_record_states_goes_before_what_the_page_says(read: Read) -> None:
    document = read(*PARTS, title="Another title", date="2021-06-17", url="https://post.example/1")
    assert (document.title, document.url) == ("Another title", "https://post.example/1")
    assert (document.published.date, document.published.basis) == ("2021-06-17", "metadata")


def test_a_records_title_is_read_once(read: Read) -> None:
    missing = read(("body", LEAD), title="No text yet")
    assert missing.text.startswith("No text yet\n\nThe two ministers")
    present = read(("body", "NO TEXT YET"), ("body", LEAD), title="No text yet")
    assert [item.role for item in present.paragraphs] == ["title", "body"]


def test_a_first_paragraph_taken_for_the_title_gives_way_to_the_records_title(read: Read) -> None:
    document = read(("title", "The talks are over."), ("body", LEAD), title="No text yet")
    assert [item.role for item in document.paragraphs] == ["title", "body", "body"]


@pytest.mark.parametrize(
    "parts", [(), (("furniture", "Log in"),), (("title", "Only a title"),), (("body", " \u200b "),)]
)
def test_a_page_without_an_article_is_refused(
    read: Read, parts: tuple[tuple[Role, str], ...]
) -> None:
    with pytest.raises(DetenteError) as caught:
        read(*parts)
    assert caught.value.code == "NO_ARTICLE"
    assert caught.value.advice


def test_a_page_in_another_language_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def german(text: str) -> str:
        return "de"

    monkeypatch.setattr(cleaning, "language_of", german)
    with pytest.raises(DetenteError) as caught:
        read(("body", LEAD))
    assert caught.value.code == "LANGUAGE"
    assert "de" in caught.value.message


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("a\u00a0b\u2009c\t d", "a b c d"),
        ("nego\u00adtia\u00ad\n tions", "negotiations"),
        ("zero\u200b\u2060\ufeff width\x00\x1b", "zero width"),
        ("cafe\u0301", "café"),
        ("“Quote” isn’t \"touched\" or 'changed'", "“Quote” isn’t \"touched\" or 'changed'"),
        ("\x93It\x92s\x94 \x96 so\x85", "“It’s” – so…"),
        ("half \ud83d a pair", "half \ufffd a pair"),
    ],
)
def test_text_is_tidied_without_touching_its_quote_marks(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied
    assert tidy(tidied) == tidied


def test_what_stands_around_an_html_article_tells_its_date_part_and_genre() -> None:
    paragraphs = "".join(f"<p>{LEAD} Paragraph {number} of the essay.</p>" for number in range(6))
    html = f"""<html><head><title>No text yet</title></head><body><nav><a>World</a></nav>
        <div class="kicker">Analysis</div><h1>No text yet</h1><div>By Ann Other, 16 June 2021</div>
        <article>{paragraphs}</article><div class="pager">Page 2 of 3</div></body></html>"""
    document = clean(RawPage("page.html", html, "html", "0" * 64))
    assert document.published.date == "2021-06-16"
    assert document.genre == "analysis"
    assert document.part is not None
    assert (document.part.page, document.part.of) == (2, 3)
    assert document.title == "No text yet"
    assert all(sentence.end <= len(document.text) for sentence in document.sentences)

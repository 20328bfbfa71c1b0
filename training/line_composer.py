"""Made-up pages around articles, from the furniture of real ones.

They show the line classifier what the few real pages do not: foreign articles in every page's
frame, short pages, transcripts, sentences broken in two, decks, bylines, notes of correction.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from training.line_pages import LabelledPage

Row = tuple[str, str]
_ARTICLE = frozenset({"body", "dek"})

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
_MONTHS = ["Jan.", "February", "March", "April", "May", "June", "July", "Sept.", "October", "Dec."]
_NAMES = ["Anna", "John", "Maria", "David", "Laura", "Peter", "Smith", "Novak", "Keller", "Hassan"]
_NAMES += ["Ibrahim", "O’Neill", "Tanaka", "Garcia", "Brown", "Lindqvist", "Okafor", "Rossi"]
_SPEAKERS = ["Q:", "A:", "QUESTION:", "MODERATOR:", "MR. KELLER:", "THE SECRETARY:", "MS. NOVAK:"]
_SPEAKERS += ["SENIOR OFFICIAL:", "Q.", "Hassan:"]
_NOTES = [
    "Correction, {date}: An earlier version of this article misstated the day of {word}.",
    "Update, {date}: This article has been updated with a reply from the {word}.",
    "Editor’s note: This story was amended on {date} to correct the name of {word}.",
]
_STAMPS = ["{date}", "Published {date}", "Updated {date} 10:4{digit} GMT", "{digit} min read"]
_BYLINES = [
    "By {name}",
    "By {name} and {other}",
    "{name}",
    "{name}, {place}",
    "By {name} in {place}",
]
_PLACES = ["Brussels", "Washington", "Nairobi", "Diplomatic correspondent", "Staff writer"]
_BARS = ["Share", "Facebook X WhatsApp Email", "Print | Send to a friend", "Save", "Listen (4 min)"]
_BARS += ["Share this article", "Comments", "Copy link", "Follow us on Telegram", "Text size A A A"]


class Composer:
    """Makes pages from articles (a title and body lines) and from labelled real pages."""

    def __init__(self, pages: Sequence[LabelledPage], seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._pages = list(pages)
        self._heads = [_run(page, "head") for page in pages]
        self._tails = [_run(page, "tail") for page in pages]
        self._middles = [run for page in pages for run in _middle_runs(page)]
        self._captions = [line for page in pages for line, role in _rows(page) if role == "caption"]

    def transplant(self, article: LabelledPage) -> LabelledPage:
        """A real page with the article in place of its own."""
        page = self._random.choice(self._pages)
        title, *body = self._varied(article)
        slots = [at for at, role in enumerate(page.roles) if role in _ARTICLE]
        used = sorted(self._random.sample(slots, min(len(slots), len(body))))
        # Paragraphs beyond the slots go where others stand, as in a run of prose.
        shares = [1] * len(used)
        for _ in range(len(body) - len(used)):
            shares[self._random.randrange(len(used))] += 1
        waiting = iter(body)
        parts = {at: [next(waiting) for _ in range(n)] for at, n in zip(used, shares, strict=True)}
        rows: list[Row] = []
        for at, (line, role) in enumerate(_rows(page)):
            if role in _ARTICLE:
                rows += parts.get(at, [])
            else:
                rows.append((title[0] if role == "title" else line, role))
        return _page(article, rows)

    def compose(self, article: LabelledPage, others: Sequence[LabelledPage]) -> LabelledPage:
        """The article between furniture, captions and teasers drawn at random, or on its own."""
        chance = self._random.random
        title, *body = self._varied(article)
        if chance() < 0.12:
            rows = [title, *body][self._random.randint(0, 1) :]
            return _page(article, rows[: self._random.choice((1, 2, 3, 5, 10, 99))])
        rows = []
        if chance() < 0.85:
            head = self._random.choice(self._heads)
            rows += head[-int(1 + chance() ** 2 * 40) :] if chance() < 0.7 else head[:6]
        rows += [title, *self._opening(body)]
        busy = self._random.choice((0.0, 0.1, 0.25, 0.4))
        for row in body if chance() > 0.3 else body[: self._random.randint(4, 12)]:
            rows.append(row)
            if chance() < busy:
                rows += self._between(others)
        if chance() < 0.15:
            rows.append((self._filled(_NOTES), "body"))
        for _ in range(self._random.choice((0, 0, 1, 2, 4, 8))):
            rows += self._teaser(others)
        if chance() < 0.85:
            rows += self._random.choice(self._tails)[: int(1 + chance() ** 2 * 60)]
        return _page(article, rows)

    def _varied(self, article: LabelledPage) -> list[Row]:
        title, *body = _rows(article)
        roll = self._random.random()
        if roll < 0.12:
            turns = self._random.random() < 0.6
            body = [row for line in body for row in self._sentences(line, turns)]
        elif roll < 0.4:
            body = [row for line in body for row in self._halves(line)]
        return [title, *body]

    def _sentences(self, row: Row, turns: bool) -> list[Row]:
        parts = _SENTENCE.split(row[0])
        speaker = self._random.choice(_SPEAKERS) + " " if turns else ""
        return [(f"{speaker}{part}" if not at else part, "body") for at, part in enumerate(parts)]

    def _halves(self, row: Row) -> list[Row]:
        words = row[0].split()
        if len(words) < 14 or self._random.random() > 0.15:
            return [row]
        cut = self._random.randint(4, len(words) - 4)
        return [(" ".join(words[:cut]), "body"), (" ".join(words[cut:]), "body")]

    def _opening(self, body: Sequence[Row]) -> list[Row]:
        rows: list[Row] = []
        chance = self._random.random
        if chance() < 0.55:
            sentence = _SENTENCE.split(self._random.choice(body[: max(3, len(body) // 2)])[0])[0]
            if 5 < len(sentence.split()) < 30:
                rows.append((sentence.rstrip(".") if chance() < 0.6 else sentence, "dek"))
        for lines, likely in ((_BYLINES, 0.7), (_STAMPS, 0.6), (_BARS, 0.4), (_BARS, 0.2)):
            if chance() < likely:
                rows.append((self._filled(lines), "furniture"))
        if chance() < 0.3 and self._captions:
            rows.append((self._random.choice(self._captions), "caption"))
        return rows

    def _filled(self, lines: Sequence[str]) -> str:
        pick = self._random.choice
        name, other = (f"{pick(_NAMES[:6])} {pick(_NAMES[6:])}" for _ in "12")
        date = f"{pick(_MONTHS)} {self._random.randint(1, 28)}, {self._random.randint(2001, 2025)}"
        return pick(lines).format(
            name=name,
            other=other.upper() if self._random.random() < 0.2 else other,
            date=date,
            digit=self._random.randint(0, 9),
            place=pick(_PLACES),
            word=pick(["the ministry", "the meeting", "the treaty", "an official"]),
        )

    def _between(self, others: Sequence[LabelledPage]) -> list[Row]:
        roll = self._random.random()
        if roll < 0.3 and self._middles:
            return self._random.choice(self._middles)
        if roll < 0.42 and self._captions:
            return [(self._random.choice(self._captions), "caption")]
        return self._teaser(others)

    def _teaser(self, others: Sequence[LabelledPage]) -> list[Row]:
        title, *body = _rows(self._random.choice(others))
        sentences = _SENTENCE.split(self._random.choice(body[:6])[0])
        summary = " ".join(sentences[: 2 if self._random.random() < 0.25 else 1])
        roll = self._random.random()
        rows = [(title[0], "teaser")] if roll < 0.85 else []
        if (roll > 0.35 or not rows) and 5 < len(summary.split()) < 36:
            rows.append((summary, "teaser"))
        return rows


def _rows(page: LabelledPage) -> list[Row]:
    return list(zip(page.lines, page.roles, strict=True))


def _page(article: LabelledPage, rows: Sequence[Row]) -> LabelledPage:
    lines, roles = zip(*rows, strict=True)
    return replace(article, kind="composed", lines=lines, roles=roles)


def _run(page: LabelledPage, where: str) -> list[Row]:
    kept = [at for at, role in enumerate(page.roles) if role in {*_ARTICLE, "title"}]
    if not kept:
        return _rows(page)[:20]
    return _rows(page)[: kept[0]] if where == "head" else _rows(page)[kept[-1] + 1 :]


def _middle_runs(page: LabelledPage) -> Iterator[list[Row]]:
    kept = [at for at, role in enumerate(page.roles) if role in _ARTICLE]
    for left, right in pairwise(kept):
        if 1 < right - left < 40:
            yield _rows(page)[left + 1 : right]

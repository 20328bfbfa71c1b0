"""What every part of a brief is written from: the parties, the days, the pages, the sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from detente.analysis.model import Quoted
from detente.brief.clauses import clause_of
from detente.brief.computed import Computed
from detente.brief.entries import Said
from detente.brief.gather import Library, Period
from detente.brief.model import Claim, Quote, QuoteRole
from detente.brief.needs import demanded
from detente.brief.page import Page
from detente.brief.quoting import LONGEST, quoted, shortened
from detente.days import in_words
from detente.document import Document
from detente.knowledge import knowledge
from detente.knowledge.issues import issues
from detente.knowledge.parties import Party, with_article
from detente.ledger import Ledger

# fewer words alone tell nobody what is sought
TELLING = 4
_BRACKETS = re.compile(r" \([^()]*\)$")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Desk:
    """The material of one brief; ``limit`` is how many positions of a side it may list."""

    ledger: Ledger
    parties: tuple[Party, Party]
    period: Period
    library: Library
    said: tuple[Said, Said]
    computed: Computed
    limit: int
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def codes(self) -> tuple[str, str]:
        """The ISO3 codes of the parties."""
        return self.parties[0].iso3, self.parties[1].iso3

    @property
    def until(self) -> str:
        """The options of a command that lists rows of the same period."""
        period = self.period
        since = f" --since {period.since}" if period.since else ""
        return since + (f" --until {period.as_of}" if period.as_of else "")

    def once(self, make: Callable[[Desk], _Made]) -> _Made:
        """What a function makes of the desk, made once for all limits: it must not heed them."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(_Made, self._made[make])

    def page(self, document: str) -> Page | None:
        """A page that may be quoted: one of the period; None for any other."""
        page = self.library.get(document)
        return None if page is None or self.period.straddled_by(page.document) else page

    def words(
        self,
        row: Quoted | Mapping[str, Any],
        role: QuoteRole,
        text: str = "",
        longest: int | None = None,
    ) -> tuple[Quote, str]:
        """The quote of a row's role, no longer than a sentence bears, and the mark of the cut."""
        id, document = (
            (row.id, row.document) if isinstance(row, Quoted) else (row["id"], row["document"])
        )
        quote = quoted(self.library.get(document), id, document, role, text)
        return shortened(quote) if longest is None else shortened(quote, longest)

    def within(self, row: Quoted, longest: int) -> tuple[Quote, str]:
        """A position's goal within enough of its sentence to be understood, else the goal alone."""
        page = self.library.get(row.document)
        if page and (quote := clause_of(page, row.id, longest)):
            return quote, ""
        return self.words(row, "goal", row.text, longest)

    def event(self, row: Mapping[str, Any]) -> tuple[Quote, str]:
        """The clauses that tell of an event, else its passage, cut."""
        page = self.library.get(row["document"])
        quote = clause_of(page, row["id"], LONGEST) if page else None
        return (quote, "") if quote else self.words(row, "passage")

    def goal(self, row: Quoted) -> Quote:
        """The goal of a position as the ledger's column has it, which a sentence rests on."""
        return quoted(self.library.get(row.document), row.id, row.document, "goal", row.text)


def sentence(*pieces: str | Quote, **fields: Any) -> Claim:
    """A sentence whose needs are those of its wording, and ``computed`` where it has none."""
    words = "".join(one for one in pieces if isinstance(one, str))
    needs = tuple(sorted(demanded(words))) or ("computed",)
    merged: list[str | Quote] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece != "":
            merged.append(piece)
    return Claim(tuple(merged), needs, **fields)


def label(issue: str) -> str:
    """The name of an issue, without what it has in brackets; its id where it has no name."""
    found = issues().get(issue)
    return _BRACKETS.sub("", found.label) if found else issue


def state_name(iso3: str) -> str:
    """A state as it stands in a sentence: "the United States"."""
    state = knowledge().states.get(iso3)
    return with_article(state.name) if state else iso3


def first_upper(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def outlet(document: Document) -> str:
    """Who published a page, as a sentence names it."""
    return clean(document.publisher or "") or "a page that names no publisher"


def clean(text: str) -> str:
    """Words of a page as part of our own: on one line, without what would split a sentence."""
    return " ".join(text.replace(";", ",").split())


def on_day(date: str | None) -> str:
    """``8 April 2010``; ``undated page`` for None."""
    return in_words(date) if date else "undated page"


def number(count: int, noun: str) -> str:
    """``1 page``, ``1,200 pages``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def signed(numbers: str) -> str:
    """Numbers with a minus that is no hyphen."""
    return re.sub(r"-(?=\d)", "−", numbers)


def listed_issues(ids: Iterable[str]) -> str:
    """Names of issues with semicolons between them, since names have commas."""
    return "; ".join(label(one) for one in ids)


def listed(words: list[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

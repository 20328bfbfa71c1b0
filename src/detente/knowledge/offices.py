"""Who held which office when: the rows of the table of offices and the ways to look into it.

Dates may be a day, a month or a year; a row holds *certainly* on the days
that lie inside whichever way its dates are read, and *possibly* on those at its edges.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from detente.knowledge.names import fold, match_words, skeleton
from detente.knowledge.posts import posts_of_tenure

FIELDS = ("state", "body", "office", "title", "person", "also", "start", "end")
TABLE = "table"
FOLDER = Path(__file__).parent
_FIRST, _LAST = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office, from ``start`` to ``end``: ISO dates, perhaps a year or month only.

    ``state`` is ISO 3166-1 alpha-3 or None, ``body`` an organisation for posts of no state;
    ``office`` a code such as ``foreign_minister``, ``title`` what the post is called. An empty
    ``end`` means in office when the table was made. ``source`` is ``table`` or a user's file.
    """

    person: str
    state: str | None
    body: str
    office: str
    title: str
    also: tuple[str, ...]
    start: str
    end: str
    source: str = TABLE

    @property
    def names(self) -> tuple[str, ...]:
        """The person's name and its other spellings."""
        return (self.person, *self.also)

    def certain(self, first: str, last: str) -> bool:
        """True if the office was held on every day from ``first`` to ``last``."""
        return bounds(self.start or _FIRST)[1] <= first and last <= bounds(self.end or _LAST)[0]

    def possible(self, first: str, last: str) -> bool:
        """True if it may have been held on one of those days."""
        return bounds(self.start or _FIRST)[0] <= last and first <= bounds(self.end or _LAST)[1]

    def over(self, first: str) -> bool:
        """True if it had certainly ended before that day."""
        return bool(self.end) and bounds(self.end)[1] < first

    def ahead(self, last: str) -> bool:
        """True if it certainly began only after that day."""
        return bounds(self.start or _FIRST)[0] > last


@cache
def bounds(date: str) -> tuple[str, str]:
    """The first and last day that an ISO day, month or year can mean, to be compared as text."""
    if len(date) == 4:
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-01", f"{date}-31"
    return date, date


class Offices:
    """The rows, found by name and by state (or organisation) and post."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self.tenures = tuple(tenures)
        self._by_post: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
        self._by_word: dict[str, list[Tenure]] = defaultdict(list)
        self._by_name: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self.tenures:
            self._index(tenure)

    def _index(self, tenure: Tenure) -> None:
        holders = [tenure.state] if tenure.state and not tenure.body else []
        if tenure.body:
            holders.append(body_key(tenure.body))
        for post in posts_of_tenure(tenure.office, tenure.title):
            for holder in holders:
                self._by_post[holder, post].append(tenure)
        forms = {match_words(name) for name in tenure.names}
        for word in {word for words in forms for word in words}:
            self._by_word[word].append(tenure)
        for key in {key for words in forms for key in (" ".join(sorted(words)), "".join(words))}:
            self._by_name[key].append(tenure)

    def of_post(self, holder: str, post: str) -> Sequence[Tenure]:
        """The rows of a state (ISO 3166-1 alpha-3) or organisation (its name) for a post."""
        return self._by_post.get((holder, post), ())

    def covers(self, holder: str, post: str) -> bool:
        """True if the table has any holder of that post."""
        return (holder, post) in self._by_post

    def exact(self, name: str) -> Sequence[Tenure]:
        """The rows of a name with the very same words, in any order, or written together."""
        words = match_words(name)
        found = self._by_name.get(" ".join(sorted(words)))
        return found or self._by_name.get("".join(words)) or ()

    def named(self, name: str) -> Sequence[Tenure]:
        """The rows of a full name: the same words in any order, else all words of the shorter."""
        words = match_words(name)
        exact = self.exact(name)
        if exact or len(words) < 2:
            return exact
        return self._within(words) or self._around(words)

    def _within(self, words: tuple[str, ...]) -> list[Tenure]:
        """Rows whose name has all of the words and more."""
        rarest = min((self._by_word.get(word, []) for word in words), key=len)
        return [t for t in rarest if any(set(words) <= set(match_words(n)) for n in t.names)]

    def _around(self, words: tuple[str, ...]) -> list[Tenure]:
        """Rows whose name, of two words at least, lies within the words."""
        own = set(words)
        near = dict.fromkeys(t for word in words for t in self._by_word.get(word, ()))
        return [t for t in near if any(_fills(match_words(n), own) for n in t.names)]

    def sounding(self, name: str) -> Sequence[Tenure]:
        """The rows of a full name with the same consonants, however it is romanised."""
        words = match_words(name)
        return self._by_sound.get(skeleton(words), ()) if len(words) > 1 else ()

    def bearing(self, word: str) -> Sequence[Tenure]:
        """The rows of everyone who has a word, such as a surname, in the name."""
        return self._by_word.get("".join(match_words(word)), ())

    @cached_property
    def _by_sound(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            for bones in {skeleton(match_words(name)) for name in tenure.names}:
                if len(bones) > 3:
                    found.setdefault(bones, []).append(tenure)
        return found


def _fills(words: Sequence[str], own: set[str]) -> bool:
    return len(set(words)) > 1 and set(words) <= own


@cache
def body_key(body: str) -> str:
    """An organisation's name as a key, in whichever form the table of organisations knows it."""
    from detente.knowledge.tables import knowledge

    entity = knowledge().entities.get(body)
    return fold(entity.name if entity else body).removeprefix("the ")


def read_offices(path: Path, source: str = TABLE) -> list[Tenure]:
    """The rows of a CSV file with the columns ``FIELDS``, unchecked."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows, None)
        return [
            Tenure(
                person,
                state or None,
                body,
                office,
                title,
                tuple(also.split("|")) if also else (),
                start,
                end,
                source,
            )
            for state, body, office, title, person, also, start, end in rows
        ]

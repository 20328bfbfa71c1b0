"""Links between issues that concern two parties: what is made to depend on what."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detente.analysis.issue_columns import leaves
from detente.analysis.model import Link, Quoted
from detente.knowledge import knowledge
from detente.knowledge.issues import issue_ids

if TYPE_CHECKING:
    from detente.ledger import Ledger

# what the search would take for signs of its own, or find in other words: "US" is "us" to it
_ODD = re.compile(r'["*]|^[A-Z.]{1,4}$')
# of each party's links, and of those that nobody is named to hold, so many of the newest
_NEWEST = 200


def load_links(
    ledger: Ledger,
    a: str,
    b: str,
    as_of: date | str,
    since: date | str | None = None,
    about: Container[str] | None = None,
) -> tuple[Link, ...]:
    """The links held by one of two states (ISO3), or by nobody where the words name one of them.

    Newest first. A link that a third party holds is left out, and so is one without an issue.

    Args:
        ledger: an open ledger.
        a: ISO3 code of the first.
        b: of the second.
        as_of: the last day, month or year.
        since: the first one.
        about: only links that touch one of these issues.
    """
    parties = (a.upper(), b.upper())
    found: dict[str, Link] = {}
    for party in parties:
        held = ledger.linkages(state=party, since=since, until=as_of, limit=_NEWEST)
        naming = ledger.linkages(words=_words(party), since=since, until=as_of, limit=_NEWEST)
        for row in held:
            found.setdefault(row["id"], _link(row, party))
        for row in naming:
            if not row["states"] and not row["actors"]:
                found.setdefault(row["id"], _link(row, ""))
    return tuple(sorted(_about(found.values(), about), key=_newest_first))


def split_issues(
    found: Iterable[str], antecedent: str, consequent: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of a linkage's issues its antecedent and its consequent are about.

    An issue goes to the side whose words hold one of its terms. Of the rest, all go to the side
    that has none, if there is one, else to both.
    """
    named = leaves(list(found))
    sides = [
        tuple(issue for issue in named if issue in _issues_named(words))
        for words in (antecedent, consequent)
    ]
    rest = tuple(issue for issue in named if issue not in {*sides[0], *sides[1]})
    empty = [side for side in (0, 1) if not sides[side]]
    for side in empty or (0, 1):
        sides[side] = (*sides[side], *rest)
    return sides[0], sides[1]


def _link(row: Mapping[str, Any], party: str) -> Link:
    named = (row["issues"] or "").split("; ") if row["issues"] else []
    before, after = split_issues(named, row["antecedent"], row["consequent"])
    quoted = Quoted(
        id=row["id"],
        document=row["document"],
        date=row["date"],
        party=party,
        actor=row["actors"] or "",
        quote=row["quote"],
        text=row["consequent"],
        voice=row["voice"],
        confidence=row["confidence"],
    )
    return Link(row["kind"], before, after, row["antecedent"], row["consequent"], quoted)


@lru_cache(maxsize=64)
def _words(state: str) -> str:
    """What finds the rows that name a state: its names, adjectives, people and capital."""
    forms = {"name", "adjective", "people", "capital"}
    phrases = sorted(
        phrase
        for phrase, entity in knowledge().entities.items()
        if entity.state == state and entity.form in forms and not _ODD.search(phrase)
    )
    return " OR ".join(f'"{phrase}"' for phrase in phrases) or f'"{state}"'


def _about(links: Iterable[Link], about: Container[str] | None) -> Iterator[Link]:
    for link in links:
        touched = {*link.antecedent_issues, *link.consequent_issues}
        if touched and (about is None or any(issue in about for issue in touched)):
            yield link


def _newest_first(link: Link) -> tuple[int, str]:
    year, month, day = [*map(int, (link.row.date or "0").split("-")), 0, 0][:3]
    return -(year * 10_000 + month * 100 + day), link.row.id


def is_on(words: str, issue: str) -> bool:
    """False if words name other issues by their terms and none of this one's family.

    Words without a term may be on any issue: their paragraph tells.
    """
    named = _issues_named(words)
    family = issue.partition(".")[0]
    return not named or any(one.partition(".")[0] == family for one in named)


# as many as the newest positions of two parties on all issues may be
@lru_cache(maxsize=16_384)
def _issues_named(words: str) -> frozenset[str]:
    from detente.reading.issue_cues import find_cues

    tree = issue_ids()
    return frozenset(tree[entry.issue] for term in find_cues(words).terms for entry in term)

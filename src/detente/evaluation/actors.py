"""How well names and titles are resolved to the holder of an office, on a CSV of office-holders.

The CSV has the columns ``country_iso3 country position person start end``. Asked are the foreign
ministers and heads of government who held office between 1995 and 2021, on the day in the middle
of their time in those years, in four ways: by name alone, by title and name, by title and state,
and by the source's own title and state.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from detente.errors import DetenteError
from detente.evaluation.measures import Report
from detente.knowledge import knowledge
from detente.knowledge.actors import offices
from detente.knowledge.names import same_name
from detente.knowledge.offices import Offices, bounds
from detente.knowledge.posts import post_of, posts_of_tenure
from detente.reading.office_answers import Answer
from detente.reading.offices import look_up

_COLUMNS = {"country_iso3", "country", "position", "person", "start", "end"}
_FROM, _TO = "1995-01-01", "2021-12-31"
# Kosovo's code differs between sources; ours is XKX.
_CODES = {"UNK": "XKX", "XKK": "XKX", "KOS": "XKX"}
# States whose president heads the government, by their constitutions (Iran since 1989, Kenya since
# 2013 and South Africa included); everywhere else the head of government is a prime minister.
_PRESIDENTIAL = frozenset(
    (
        *("ARG", "BRA", "CHL", "COL", "CRI", "CYP", "DOM", "ECU", "GTM", "HND", "IDN", "IRN"),
        *("KEN", "MEX", "NGA", "NIC", "PAN", "PHL", "PRY", "SLV", "TKM", "URY", "USA", "VEN"),
        "ZAF",
    )
)
# The federal chancellors who head a government; others (CHE) head an office.
_CHANCELLORS = frozenset({"AUT", "DEU"})
# Where the foreign secretary is an official under the minister.
_CIVIL_SERVICE = frozenset({"BGD", "IND", "LKA", "PAK"})
# Positions whose title says one of the two posts, but which are another office in that state:
# India's ministers are of external affairs, and those of "foreign affairs" in the CSV are the
# foreign secretaries under them; Uzbekistan's council of ministers is that of Karakalpakstan.
_OTHER_OFFICES = frozenset(
    {("IND", "Minister of Foreign Affairs"), ("UZB", "Chair of the Council of Ministers")}
)
WAYS = ("name", "titled_name", "title", "position")


@dataclass(frozen=True, slots=True)
class Holder:
    """A row of the CSV that is asked: ``post`` is ``foreign_minister`` or ``head_of_government``,
    ``title`` what the post is called, ``day`` the middle of the time in office.
    """

    state: str
    country: str
    position: str
    post: str
    title: str
    person: str
    start: str
    end: str
    day: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, its answer and the verdict: ``right``, ``wrong`` or ``unresolved``."""

    way: str
    question: str
    holder: Holder
    answer: Answer
    verdict: str

    @property
    def wrong_state(self) -> bool:
        """True if the question names a state and the answer is of another one."""
        return self.way != "name" and self.answer.state not in {None, self.holder.state}


def measure_actors(
    path: Path, table: Offices | None = None, *, errors: Path | None = None
) -> Report:
    """Shares of questions answered ``right``, ``wrong`` and left ``unresolved``.

    Counted are the states whose post the table of offices has at all; ``covered`` is their share
    of the rows. ``right_name`` and so on are the same for one way of asking; ``wrong_state`` is
    the share of the questions that name a state and got an answer of another one. An answer is
    right if state, office and person are; names are compared by ``knowledge.names.same_name``, and
    where the CSV has several holders for that day, each is right for a title. ``errors`` is a CSV
    to write with the questions that were not answered right.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``, ``DATA_EMPTY`` where no row can be asked.
    """
    table = table or offices()
    rows = read_holders(path)
    judged = list(judge_actors(rows, table))
    if not judged:
        raise DetenteError(
            "DATA_EMPTY", f"{path} has no office-holder to ask for.", "See docs/evaluation.md."
        )
    if errors:
        _write_errors(errors, judged)
    counts = Counter((item.way, item.verdict) for item in judged)
    scores: dict[str, float] = {}
    for verdict in ("right", "wrong", "unresolved"):
        scores[verdict] = sum(counts[way, verdict] for way in WAYS) / len(judged)
    for way in WAYS:
        asked = sum(item.way == way for item in judged)
        for verdict in ("right", "wrong", "unresolved"):
            scores[f"{verdict}_{way}"] = counts[way, verdict] / asked
    stated = [item for item in judged if item.way != "name"]
    scores["wrong_state"] = sum(item.wrong_state for item in stated) / len(stated)
    scores["covered"] = len(judged) / (len(rows) * len(WAYS))
    return {"task": "actors", "data": str(path), "n": len(judged), "scores": scores}


def read_holders(path: Path) -> list[Holder]:
    """The rows to ask: of the two posts, in the years, with an end or nobody after them.

    A row without an end that has a later holder of the same position tells no end and is left out.
    """
    if not path.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND", f"There is no file {path}.", "Name the CSV of office-holders."
        )
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not set(reader.fieldnames or ()) >= _COLUMNS:
            raise DetenteError(
                "DATA_EMPTY",
                f"{path} lacks a column of {', '.join(sorted(_COLUMNS))}.",
                "Name the CSV of office-holders.",
            )
        rows = list(reader)
    latest: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row["country_iso3"], row["position"]
        latest[key] = max(latest.get(key, ""), row["start"])
    found = []
    for row in rows:
        superseded = not row["end"] and row["start"] < latest[row["country_iso3"], row["position"]]
        holder = None if superseded else _holder(row)
        if holder:
            found.append(holder)
    return found


def _holder(row: dict[str, str]) -> Holder | None:
    state = _CODES.get(row["country_iso3"], row["country_iso3"])
    position = row["position"]
    named = None if (state, position) in _OTHER_OFFICES else _named_post(position, state)
    if not named or not row["start"] or state not in knowledge().states:
        return None
    start, end = max(bounds(row["start"])[0], _FROM), _TO
    if row["end"]:
        end = min(bounds(row["end"])[1], _TO)
    if start > end:
        return None
    post, title = named
    return Holder(
        state, row["country"], position, post, title, row["person"], row["start"],
        row["end"], _middle(start, end),
    )  # fmt: skip


def _named_post(position: str, state: str) -> tuple[str, str] | None:
    """The post that a position is, and its title; None for all other posts."""
    post = post_of(position)
    if post == "foreign_secretary" and state not in _CIVIL_SERVICE:
        post = "foreign_minister"
    if post == "foreign_minister":
        return post, "Foreign Minister"
    if post == "secretary_of_state" and state == "USA":
        return "foreign_minister", "Secretary of State"
    if post == "chancellor" and state in _CHANCELLORS:
        return "head_of_government", "Chancellor"
    if post == "prime_minister":
        title = "Chancellor" if state in _CHANCELLORS else "Prime Minister"
        return "head_of_government", title
    if post == "president" and state in _PRESIDENTIAL and "cting" not in position:
        return "head_of_government", "President"
    return None


def _middle(start: str, end: str) -> str:
    first, last = (_day(text) for text in (start, end))
    return date.fromordinal((first.toordinal() + last.toordinal()) // 2).isoformat()


def _day(text: str) -> date:
    # the last day of a month is written as the 31st; see ``bounds``
    year, month, day = (int(part) for part in text.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def judge_actors(rows: Sequence[Holder], table: Offices) -> Iterator[Judged]:
    """Every question on the rows that the table covers, answered and judged."""
    by_post: dict[tuple[str, str], list[Holder]] = {}
    for row in rows:
        by_post.setdefault((row.state, row.post), []).append(row)
    for row in rows:
        if not _covered(table, row):
            continue
        for way in WAYS:
            question = _question(row, way)
            answer = look_up(question, row.day, table)
            people = {row.person}
            if way in {"title", "position"}:
                people |= {o.person for o in by_post[row.state, row.post] if _overlaps(o, row.day)}
            yield Judged(way, question, row, answer, _verdict(row, answer, people))


def _covered(table: Offices, row: Holder) -> bool:
    return any(table.covers(row.state, post) for post in _posts(row))


def _posts(row: Holder) -> set[str]:
    return {row.post, post_of(row.title)}


def _question(row: Holder, way: str) -> str:
    state = knowledge().states[row.state]
    if way == "name":
        return row.person
    if way == "titled_name":
        return f"{state.adjective} {row.title} {row.person}"
    if way == "title":
        return f"{state.name}'s {row.title.lower()}"
    return f"{row.position} of {state.name}"


def _overlaps(row: Holder, day: str) -> bool:
    return bounds(row.start)[0] <= day and (not row.end or day <= bounds(row.end)[1])


def _verdict(row: Holder, answer: Answer, people: set[str]) -> str:
    if answer.tenure is None:
        return "unresolved"
    held = (answer.tenure, *answer.held)
    office = any(_posts(row) & posts_of_tenure(t.office, t.title) for t in held)
    names = {name for t in held for name in t.names}
    person = any(_is_same(name, gold) for name in names for gold in people)
    return "right" if office and person and answer.state == row.state else "wrong"


@cache
def _is_same(name: str, gold: str) -> bool:
    return same_name(name, gold)


def _write_errors(path: Path, judged: Sequence[Judged]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("verdict", "way", "question", "day", "state", "gold", "answer", "why"))
        for item in judged:
            if item.verdict != "right":
                holder, answer = item.holder, item.answer
                found = f"{answer.person}, {answer.title} ({answer.state})" if answer.tenure else ""
                writer.writerow(
                    (item.verdict, item.way, item.question, holder.day, holder.state,
                     f"{holder.person}, {holder.position}", found, answer.why)
                )  # fmt: skip

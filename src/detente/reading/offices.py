"""Who a name or a title means on a day, by the table of offices; or why that stays open.

The rules, in order. A state or organisation that the text names is never overruled. A full name
is enough by itself, in its own spelling or, if it is long, by its consonants; a surname needs a
title or a state. A title needs a date. On the day of a
handover the office is the incoming holder's, as of a new government's first day in most states;
the outgoing one is listed. Dates known to the month or year leave the days at their edges open
unless one holder alone is possible. Rows of the user's file win over the table's. Two who fit
equally leave the answer unresolved, with both as candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from detente.errors import DetenteError
from detente.knowledge import knowledge
from detente.knowledge.actors import date_faults, offices, use_actors
from detente.knowledge.names import initials, is_full, match_words, same_name, skeleton
from detente.knowledge.offices import TABLE, Offices, Tenure, bounds
from detente.knowledge.posts import is_body_head, posts_of_tenure
from detente.reading.office_answers import Answer, Candidate, Standing
from detente.reading.office_phrases import Asked, asked

# Of several offices held at once, the one that a person is called by.
_ORDER = {
    office: place
    for place, office in enumerate(
        (
            "head_of_state",
            "head_of_government",
            "head",
            "foreign_minister",
            "high_representative",
            "crown_prince",
            "vice_president",
            "defence_minister",
            "finance_minister",
            "interior_minister",
            "deputy_head",
            "security_adviser",
            "speaker",
            "party_leader",
            "un_ambassador",
            "envoy",
            "spokesperson",
        )
    )
}
# What a title means in a state that has no such office.
_INSTEAD = {"head_of_government": "president", "foreign_secretary": "foreign_minister"}
# States whose surnames come first.
_SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "SGP"})
_SHOWN = 6
# So many consonants tell a person, in whatever romanisation; fewer need a state or a title.
_LONG = 6
_AHEAD = "held it only after that day"


def who(
    text: str,
    on: date | str | None = None,
    *,
    state: str | None = None,
    actors: str | Path | None = None,
) -> Answer:
    """Whom a name, a title or both mean on a day.

    Args:
        text: "Kevin Rudd", "the Russian foreign minister", "Russian Foreign Minister Lavrov".
        on: the day, or an ISO month or year, all of which must then agree.
        state: ISO 3166-1 alpha-3 of the state that the surroundings speak of; what ``text``
            itself names goes before it.
        actors: a CSV of the user's own actors; its rows win over the table's.

    Raises:
        DetenteError: ``BAD_DATE``, ``ACTORS_NOT_FOUND``, ``ACTORS_INVALID``.
    """
    use_actors(actors)
    day = on.isoformat() if isinstance(on, date) else on
    if day and next(date_faults(day, ""), None):
        raise DetenteError(
            "BAD_DATE", f"{day!r} is no date.", "Give a day, a month or a year: 2011-05-03, 2011."
        )
    return look_up(text, day, offices(), state)


def look_up(text: str, on: str | None, table: Offices, state: str | None = None) -> Answer:
    """``who`` by a given table."""
    return settle(asked(text, table, state), on, table, text)


def settle(ask: Asked, on: str | None, table: Offices, text: str = "") -> Answer:
    """The answer to a phrase that is taken apart already."""
    if ask.name:
        return _by_name(ask, on, table, text)
    return _by_title(ask, on, table, text)


def _by_title(ask: Asked, on: str | None, table: Offices, text: str) -> Answer:
    rows = preferred(_post_rows(ask, table))
    open_ = _Open(text, on)
    if on is None or (missing := _missing(ask, rows)):
        return open_("a title needs a date" if on is None else missing, rows)
    first, last = bounds(on)
    certain = [row for row in rows if row.certain(first, last)]
    chosen = certain or [row for row in rows if row.possible(first, last)]
    if not chosen:
        return open_("the table knows nobody in the office on that day", _near(rows, first))
    if len(_people(chosen)) > 1:
        incoming = [row for row in chosen if row.start == first == last]
        if len(_people(incoming)) != 1 or not _hands_over(chosen, incoming[0], last):
            return open_("several may have held the office on that day", chosen)
        why = "left the office on that day"
        rest = tuple(Candidate(row, why) for row in chosen if row.person != incoming[0].person)
        why = "came into office on that day"
        return Answer(text, on, "holder", why, incoming[0], tuple(incoming), rest)
    why = "held the office on that day" if certain else "alone can have held it on that day"
    others = _not_then([r for r in _near(rows, first) if r.person != chosen[0].person], first, last)
    return Answer(text, on, "holder", why, chosen[0], tuple(chosen), others)


def _missing(ask: Asked, rows: Sequence[Tenure]) -> str:
    """What keeps a title from being looked up; empty if nothing does."""
    if not ask.post:
        return "it names neither a person nor an office"
    if not (ask.state or ask.body):
        return "a title needs its state or organisation"
    if not rows:
        return f"the table has no {ask.title} of {_where(ask)}"
    return "a former or future holder needs a name" if ask.when else ""


def _hands_over(chosen: Iterable[Tenure], incoming: Tenure, last: str) -> bool:
    return all(row.person == incoming.person or row.end == last for row in chosen)


def _by_name(ask: Asked, on: str | None, table: Offices, text: str) -> Answer:
    open_ = _Open(text, on)
    full = is_full(ask.name)
    if not full and not ask.post and not (ask.state and ask.said):
        return open_("a surname alone may be anybody's", table.bearing(ask.name)[:_SHOWN])
    rows = preferred(_named_rows(ask, table) if full else _surname_rows(ask, table))
    if not rows:
        return open_(f"the table has no {ask.name} that fits")
    held = [row for row in rows if _has_post(row, ask)] if ask.post else list(rows)
    people = _narrowed(held or rows, ask, on)
    if len(people) > 1:
        return open_("several people of that name fit", _one_each(held or rows, people))
    rows = [row for row in rows if row.person == people[0]]
    wanted = [row for row in held if row.person == people[0]] or rows
    answer = _standing(ask, on, rows, wanted, text)
    if ask.post and not held:
        why = f"the table has {people[0]}, but not as {ask.title}"
        if table.covers(rows[0].state or "", ask.post):
            return open_(why, rows[:_SHOWN])
        answer = replace(answer, why=f"{answer.why}; {why}")
    left = [row for row in table.named(ask.name) if row.person != people[0]]
    first, last = bounds(on) if on else ("", "")
    why = "another person of that name"
    others = _not_then(left, first, last) if on else tuple(Candidate(r, why) for r in left)
    return replace(answer, others=(*answer.others, *others[:_SHOWN]))


def _named_rows(ask: Asked, table: Offices) -> list[Tenure]:
    """Rows of a full name that do not speak against the state or organisation of the phrase."""
    rows = [row for row in table.named(ask.name) if _agrees(row, ask)]
    if not rows:
        told = bool(ask.post or (ask.state and ask.said))
        if told or len(skeleton(match_words(ask.name))) >= _LONG:
            rows = [row for row in table.sounding(ask.name) if _agrees(row, ask)]
        if ask.post and not (ask.state and ask.said):
            rows = [row for row in rows if _has_post(row, ask)]
    if not rows and ask.post:
        near = _post_rows(ask, table)
        rows = [r for r in near if any(same_name(name, ask.name) for name in r.names)]
    return rows


def _surname_rows(ask: Asked, table: Offices) -> list[Tenure]:
    rows = [row for row in table.bearing(ask.name) if _agrees(row, ask)]
    if ask.post:
        rows = [row for row in rows if _has_post(row, ask)]
    return _by_surname(rows, ask.name)


def _agrees(row: Tenure, ask: Asked) -> bool:
    if ask.state and ask.said:
        return row.state in {None, ask.state}
    return True


def _by_surname(rows: Sequence[Tenure], surname: str) -> list[Tenure]:
    """Those whose surname it is; if there are none, those who have it elsewhere in the name."""
    word = "".join(match_words(surname))
    place = {True: 0, False: -1}
    last = [
        row
        for row in rows
        if any(
            match_words(name)[place[row.state in _SURNAME_FIRST]] == word
            or match_words(name)[-1] == word
            for name in row.names
        )
    ]
    return last or list(rows)


def _has_post(row: Tenure, ask: Asked) -> bool:
    if ask.post in posts_of_tenure(row.office, row.title):
        return True
    return bool(row.body) and row.office == "head" and is_body_head(ask.title)


def _narrowed(rows: Sequence[Tenure], ask: Asked, on: str | None) -> list[str]:
    """The people of the rows, fewer where date, state of the surroundings or initials tell."""
    people = _people(rows)
    if len(people) > 1 and ask.state:
        people = _people([r for r in rows if r.state == ask.state]) or people
    if len(people) > 1 and (letters := initials(ask.name)):
        people = [name for name in people if letters <= initials(name)] or people
    if len(people) > 1 and on:
        first, last = bounds(on)
        left = [row for row in rows if row.person in people]
        if ask.when == "former":
            narrowed = _people([row for row in left if row.over(first)])
        else:
            narrowed = _people([row for row in left if row.certain(first, last)])
            narrowed = narrowed or _people([row for row in left if row.possible(first, last)])
        people = narrowed or people
    return people


def _standing(
    ask: Asked, on: str | None, rows: Sequence[Tenure], wanted: Sequence[Tenure], text: str
) -> Answer:
    """The answer for one person: what they hold on the day, held before or will hold."""
    if on is None:
        best = sorted(wanted, key=_rank)[0]
        standing: Standing = "former" if ask.when == "former" else "holder"
        why = "no date was given: the first of the offices held"
        return Answer(text, on, standing, why, best, (), _also(rows, best, None))
    first, last = day = bounds(on)
    now = sorted((row for row in rows if row.certain(first, last)), key=_rank)
    now = now or sorted((row for row in rows if row.possible(first, last)), key=_rank)
    here = [row for row in now if row in wanted] if ask.when != "former" else []
    past = sorted((row for row in wanted if row.over(first)), key=_rank)
    coming = sorted((row for row in wanted if row.ahead(last)), key=_rank)
    chosen: tuple[tuple[Sequence[Tenure], Standing, str], ...] = (
        (here, "holder", "held the office on that day"),
        (coming if ask.when == "future" else (), "future", _AHEAD),
        (past, "former", "held it before that day"),
        (coming, "future", _AHEAD),
        (now, "holder", "held this office on that day"),
        (sorted(wanted, key=_rank), "holder", "may have held it on that day"),
    )
    found, standing, why = next(item for item in chosen if item[0])
    return Answer(text, on, standing, why, found[0], tuple(now), _also(rows, found[0], day))


def _also(
    rows: Sequence[Tenure], best: Tenure, day: tuple[str, str] | None
) -> tuple[Candidate, ...]:
    """The other rows of a person, with what they are beside the one that was chosen."""
    rest = [row for row in sorted(rows, key=lambda row: row.start) if row != best]
    if day is None:
        return tuple(Candidate(row, "another office of the same person") for row in rest)
    held = "held too on that day, and comes after the first office"
    return tuple(
        Candidate(row, held) if row.certain(*day) else _not_then([row], *day)[0] for row in rest
    )


def _post_rows(ask: Asked, table: Offices) -> list[Tenure]:
    """The rows of a title in its state or organisation."""
    if ask.body:
        rows = list(table.of_post(ask.body, ask.post))
        if not rows and is_body_head(ask.title):
            rows = list(table.of_post(ask.body, "head"))
        return rows
    if not ask.state:
        return []
    rows = list(table.of_post(ask.state, ask.post))
    if not rows and ask.post in _INSTEAD:
        rows = list(table.of_post(ask.state, _INSTEAD[ask.post]))
    if ask.post == "leader" and any("supreme_leader" in _posts(row) for row in rows):
        rows = [row for row in rows if "supreme_leader" in _posts(row)]
    return rows


def _posts(row: Tenure) -> frozenset[str]:
    return posts_of_tenure(row.office, row.title)


def preferred(rows: Sequence[Tenure]) -> list[Tenure]:
    """Without the table's rows for an office that the user's file has for the same days."""
    mine = [row for row in rows if row.source != TABLE]
    if not mine:
        return list(rows)
    return mine + [row for row in rows if row.source == TABLE and not _overruled(row, mine)]


def _overruled(row: Tenure, mine: Sequence[Tenure]) -> bool:
    span = bounds(row.start or "0000")[0], bounds(row.end or "9999")[1]
    return any(
        (m.state, m.body, m.office) == (row.state, row.body, row.office) and m.possible(*span)
        for m in mine
    )


def _people(rows: Iterable[Tenure]) -> list[str]:
    return list(dict.fromkeys(row.person for row in rows))


def _one_each(rows: Sequence[Tenure], people: Sequence[str]) -> list[Tenure]:
    return [min((r for r in rows if r.person == name), key=_rank) for name in people]


def _rank(row: Tenure) -> tuple[int, str]:
    # of two terms in one office the later is the one spoken of
    return _ORDER.get(row.office, len(_ORDER)), "".join(chr(255 - ord(c)) for c in row.start)


def _near(rows: Sequence[Tenure], first: str) -> list[Tenure]:
    """Who held the office last before a day, and who first after it."""
    before = sorted((r for r in rows if r.start <= first), key=lambda r: r.start)[-2:]
    after = sorted((r for r in rows if r.start > first), key=lambda r: r.start)[:1]
    return [*before, *after]


def _not_then(rows: Iterable[Tenure], first: str, last: str) -> tuple[Candidate, ...]:
    found = []
    for row in rows:
        if row.over(first):
            found.append(Candidate(row, "left the office before that day"))
        elif row.ahead(last):
            found.append(Candidate(row, "came into office after that day"))
        else:
            found.append(Candidate(row, "fits less well"))
    return tuple(found)


def _where(ask: Asked) -> str:
    state = knowledge().states.get(ask.state or "")
    return state.name if state else ask.body or ask.state or ""


@dataclass(frozen=True, slots=True)
class _Open:
    """Makes answers that leave a question open."""

    text: str
    on: str | None

    def __call__(self, why: str, rows: Iterable[Tenure] = ()) -> Answer:
        others = tuple(Candidate(row, "fits as well as others") for row in rows)
        return Answer(self.text, self.on, "unresolved", why, others=others)

"""In which order to raise the issues: as computed, and beside it as authors propose."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, zip_longest

from detente.analysis.model import Place, Quoted, StatedAgenda
from detente.brief.clauses import clause_of
from detente.brief.comparing import LIKELY
from detente.brief.desk import Desk, clean, first_upper, label, on_day, outlet, sentence, state_name
from detente.brief.model import Block, Claim, Quote, Section
from detente.brief.needs import demanded
from detente.brief.stances import clause
from detente.days import in_words

_TIERS = {
    1: "shared goal, raise first",
    2: "goals differ, but each signals restraint",
    3: "leave to a statement after the meeting",
}
# the author's own tiers
_STATED_TIERS = {1: "First", 2: "Later", 3: "Leave out"}
_QUOTE = 20
_STEP, _STEPS = 16, 6


def order(desk: Desk, most: int, shown: Container[str]) -> Section:
    """The computed order with reasons, quotes and what would move it; then what authors propose.

    The two positions of an issue in ``shown`` stand in the paper already and are not said again.
    """
    agenda = desk.computed.agenda
    places = [claim for place in agenda.computed[:most] for claim in _place(desk, place, shown)]
    if not places:
        places = [sentence("No issue is sourced well enough on each side to be given a place.")]
    more = max(len(agenda.computed) - most, 0)
    command = f"detente brief {' '.join(desk.codes)}{_as_of(desk)} --limit {len(agenda.computed)}"
    blocks = [Block("Computed", tuple(places), more, "issue", command)]
    for stated in agenda.stated[:1]:
        if steps := tuple(_steps(desk, stated)):
            heading = f"Proposed by {_author(desk, stated)}, {on_day(stated.date)}"
            rest = max(len(stated.steps) - _STEPS, 0)
            command = f"detente agendas{desk.until}"
            blocks.append(Block(heading, steps, rest, "step", command))
    return Section("order", "Proposed order", tuple(blocks))


def _as_of(desk: Desk) -> str:
    return f" --as-of {desk.period.as_of}" if desk.period.as_of else ""


def _place(desk: Desk, place: Place, shown: Container[str]) -> Iterator[Claim]:
    after = f", after {label(place.after[0])}" if place.after else ""
    rows = [row for row in place.rows if row.party in desk.codes and desk.page(row.document)]
    # a linkage that shows restraint has no goal
    pair = _one_a_side(desk, [row for row in rows if row.stance])
    support = tuple(map(desk.goal, pair))
    yield sentence(
        f"Tier {place.tier} ({_tier(desk, place)}){after}.",
        lead=f"{place.rank}. {label(place.issue)}",
    )
    # the first says how the goals agree, which stands with the two positions
    for reason in _together(place.reasons[place.issue in shown :], desk):
        if demanded(reason) <= {"both_sides"}:
            yield sentence(_full(reason), joined=True, support=support, parties=desk.codes)
    if place.issue not in shown and (pieces := _quotes(desk, pair)):
        yield sentence(*pieces, ".", joined=True)
    for row in rows:
        if row not in pair and row.stance in {"accepts", "undecided"}:
            words = clause(desk, row, named=True, longest=_QUOTE)
            support = (desk.goal(row),)
            yield sentence(
                *_capital(words), ".", joined=True, parties=(row.party,), support=support
            )
    if place.sensitivity:
        yield sentence(
            f"What would move it: {_moves(_articled(place.sensitivity, desk))}", joined=True
        )


def _quotes(desk: Desk, pair: Sequence[Quoted]) -> list[str | Quote]:
    """What a place rests on; what both sides say in one sentence once."""
    pieces: list[str | Quote] = []
    for row in pair:
        quote, cut = desk.within(row, _QUOTE)
        if quote not in pieces:
            pieces += [" and " if pieces else "It rests on ", quote, cut]
    return pieces


def _tier(desk: Desk, place: Place) -> str:
    sure = _certainty(desk, place.issue)
    if place.tier == 1 and sure < LIKELY:
        return f"a shared goal by the best reading, which is not clear: certainty {sure:.0%}"
    return _TIERS[place.tier]


def _certainty(desk: Desk, issue: str) -> float:
    return next(one.certainty for one in desk.computed.comparisons if one.issue == issue)


def _together(reasons: Sequence[str], desk: Desk) -> Iterator[str]:
    """The reasons, those that are the same for each side in one sentence."""
    names = [f"{party.name}: " for party in desk.parties]
    pairs = zip_longest(reasons, reasons[1:])
    told = ""
    for reason, following in pairs:
        words = reason.removeprefix(names[0])
        if reason == told:
            continue
        if words != reason and following == f"{names[1]}{words}":
            told = following
            yield f"Each side: {words}"
        else:
            yield reason


def _articled(words: str, desk: Desk) -> str:
    for party in desk.parties:
        words = words.replace(f" of {party.name}", f" of {state_name(party.iso3)}")
    return words


def _one_a_side(desk: Desk, rows: Sequence[Quoted]) -> list[Quoted]:
    found: dict[str, Quoted] = {}
    for row in rows:
        if row.party in desk.codes:
            found.setdefault(row.party, row)
    return [found[code] for code in desk.codes if code in found]


def _full(reason: str) -> str:
    """A reason as a sentence; a semicolon would part it from what it rests on."""
    words = _spoken(reason).replace(";", ",")
    return f"{first_upper(words)}."


def _moves(words: str) -> str:
    words = re.sub(r": (if|with|without)\b", r" \1", _spoken(words)).replace(". Down", ", down")
    return f"{words[:1].lower()}{words[1:]}."


def _spoken(words: str) -> str:
    """Words of analysis as the paper writes them: dates in words, quotation marks that curl."""
    words = words.strip().rstrip(".").replace("'", "’")
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda day: in_words(day[0]), words)


def _capital(pieces: list[str | Quote]) -> list[str | Quote]:
    first = pieces[0]
    return [first_upper(first) if isinstance(first, str) else first, *pieces[1:]]


def _steps(desk: Desk, stated: StatedAgenda) -> Iterator[Claim]:
    """A sentence for each of the author's tiers, with its steps in their rank."""
    if desk.page(stated.document) is None:
        return
    for tier, found in groupby(stated.steps[:_STEPS], key=lambda step: step.tier):
        pieces: list[str | Quote] = []
        for step in found:
            page = desk.library[stated.document]
            quote = clause_of(page, step.row.id, _STEP)
            cut = ""
            if quote is None:
                quote, cut = desk.words(step.row, "step", step.row.text, _STEP)
            on = f" ({label(step.issues[0])})" if step.issues else ""
            start = ", " if pieces else "The author proposes "
            pieces += [f"{start}{step.rank}. ", quote, cut, on]
        yield sentence(*pieces, ".", lead=_STATED_TIERS.get(tier, "Also"))


def _author(desk: Desk, stated: StatedAgenda) -> str:
    page = desk.library.get(stated.document)
    name = clean(stated.author or "").removeprefix("By ")
    return name or (f"an author of {outlet(page.document)}" if page else "an author")

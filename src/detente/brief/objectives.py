"""Each side's objectives, issue by issue; its newest words on the other where it has none."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.model import Quoted
from detente.brief.desk import (
    TELLING,
    Desk,
    clean,
    first_upper,
    label,
    listed,
    sentence,
    state_name,
)
from detente.brief.entries import Draft, Entry
from detente.brief.model import Block, Claim, Section
from detente.brief.stances import CLAUSE, best_first, change_pieces, clause, origin, since
from detente.days import in_words

# Of one side on one issue: its newest word and one more.
_PER_ISSUE = 2
# issues of a side, however short the rest is
_LEAST = 3
_STATEMENTS = 4
_FEW = 2
# two pages that share so many words of a sentence report it from one source
_SAME = 0.7


def objectives(desk: Desk) -> Section:
    """Two columns, a side in each."""
    blocks = tuple(_side(desk, side) for side in (0, 1))
    return Section("objectives", "Their objectives", blocks, columns=True)


def _side(desk: Desk, side: int) -> Block:
    party = desk.parties[side]
    shown = _first(_positions(desk, side), max(desk.limit, _LEAST))
    told = {row for claim in shown for row in claim.rows}
    known = {row.id for one in desk.computed.comparisons for row in one.sides[side].positions}
    more = len(known - told)
    if len(shown) < _FEW:
        shown += _newest_words(desk, side)
    if not shown:
        name = first_upper(state_name(party.iso3))
        shown = [sentence(f"Nothing by {name} can be quoted.")]
    command = f"detente positions --state {party.iso3}{desk.until}"
    return Block(party.name, tuple(shown), more, "position", command)


def _first(claims: Iterator[Claim], most: int) -> list[Claim]:
    """The sentences of the first paragraphs; those of others are not made."""
    found: list[Claim] = []
    begun = 0
    for claim in claims:
        begun += not claim.joined
        if begun > most:
            break
        found.append(claim)
    return found


def _positions(desk: Desk, side: int) -> Iterator[Claim]:
    code = desk.codes[side]
    told: set[str] = set()
    for comparison in desk.computed.comparisons:
        stand = comparison.sides[side]
        index, told_here, held = 0, set[str](), False
        for row in best_first(stand.positions, desk):
            if row.id in told:
                continue
            held = True
            place = _place(desk, row)
            if place in told_here or not _tells(desk, row):
                continue
            told.add(row.id)
            told_here.add(place)
            yield sentence(
                *clause(desk, row, named=False),
                origin(desk, row, since(stand, row)),
                ".",
                lead="" if index else label(comparison.issue),
                support=(desk.goal(row),),
                joined=bool(index),
                parties=(code,),
            )
            index += 1
            if index == _PER_ISSUE:
                break
        for change in stand.changes[-1:]:
            if held and change.after.id in told and change.before.id not in told:
                yield sentence(
                    *change_pieces(desk, change),
                    ".",
                    joined=True,
                    parties=(code,),
                    support=(desk.goal(change.before),),
                )


def _place(desk: Desk, row: Quoted) -> str:
    """Document and sentence: what a sentence says of an issue is said once."""
    page = desk.library.get(row.document)
    found = page.rows.get(row.id) if page else None
    return f"{row.document} {found.sentence if found else row.id}"


def _tells(desk: Desk, row: Quoted) -> bool:
    """False where only a word or two can be quoted, which say nothing alone."""
    quote, _ = desk.within(row, CLAUSE)
    return quote.role == "passage" or len(quote.text.split()) >= TELLING


def _newest_words(desk: Desk, side: int) -> Iterator[Claim]:
    """The newest statements of a side, on the other party before others; no sentence twice."""
    drafts = [one for one in desk.said[side].drafts if not _is_headline(desk, one)]
    own = [one for one in drafts if not one.second_hand and "retold" not in one.entry.flags]
    told: list[frozenset[str]] = []
    for draft in sorted(own or drafts, key=lambda one: one.entry.crossing is None):
        claim = said_claim(desk, draft, desk.codes[side])
        words = frozenset(claim.quotes[0].text.casefold().split())
        if all(len(words & other) < _SAME * len(words | other) for other in told):
            told.append(words)
            yield claim
        if len(told) == _STATEMENTS:
            return


def _is_headline(desk: Desk, draft: Draft) -> bool:
    page = desk.library[draft.entry.document]
    statement = page.statements[draft.entry.statement]
    return all(one.role in {"title", "dek"} for one in page.paragraphs(statement))


def said_claim(desk: Desk, draft: Draft, code: str) -> Claim:
    """A statement, in the sentence of its page."""
    entry = draft.entry
    row = {"id": entry.statement, "document": entry.document}
    quote, cut = desk.words(row, "passage")
    told = f", as told by {clean(listed(list(entry.reported_by)))}" if entry.reported_by else ""
    pages = f" (on {len(draft.documents)} pages)" if len(draft.documents) > 1 else ""
    return sentence(
        f"Said by {_speakers(entry)}{told}: ",
        quote,
        cut,
        pages,
        lead=in_words(entry.date),
        parties=() if draft.second_hand else (code,),
    )


def _speakers(entry: Entry) -> str:
    return listed([clean(one.name) for one in entry.speakers])

"""What the ledger cannot say, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.brief.entries import MIN_CONFIDENCE, Said
from detente.brief.gather import Library, Period
from detente.brief.model import Gap
from detente.brief.page import Page
from detente.brief.parties import with_article
from detente.errors import Rejection

_EXAMPLES = 5


def find_gaps(
    sides: Sequence[Said], period: Period, library: Library, rejections: Sequence[Rejection]
) -> tuple[Gap, ...]:
    """The gaps of a brief, those that weigh most first; kinds are stable."""
    found = [
        *_withheld(sides),
        *_silence(sides),
        *_left_out(sides),
        *_unresolved(library),
        *_undated(period, library),
        *_of_pages(library),
    ]
    if period.straddling:
        found.append(
            _gap(
                "uncertain_dates",
                period.straddling,
                "{n} may have been published after the date of this brief and {is_are} left out.",
            )
        )
    if rejections:
        inputs = [f"{one.locator} ({one.message.rstrip('.')})" for one in rejections]
        text = "{n} could not be read, so that nothing of {it_them} is here."
        found.append(_gap("rejected_inputs", inputs, text, "input"))
    return tuple(found)


def _withheld(sides: Sequence[Said]) -> Iterable[Gap]:
    failed = [str(one) for said in sides for one in said.withheld]
    if failed:
        text = "{n} {is_are} withheld: {its_their} words could not be found on the page."
        yield _gap("withheld", failed, text, "statement")


def _silence(sides: Sequence[Said]) -> Iterable[Gap]:
    for said in sides:
        if not said.drafts:
            text = f"No statement by {with_article(said.party.name)} can be quoted."
            yield Gap("silent_party", 1, text, (said.party.name,))


def _left_out(sides: Sequence[Said]) -> Iterable[Gap]:
    for said in sides:
        party = with_article(said.party.name)
        if doubtful := said.left_out["low_confidence"]:
            yield Gap(
                "low_confidence",
                doubtful,
                f"{_number(doubtful, 'statement')} by {party} {_are(doubtful)} left out: read with"
                f" a confidence under {MIN_CONFIDENCE}.",
                (said.party.name,),
            )
        if short := said.left_out["fragment"]:
            yield Gap(
                "fragment",
                short,
                f"{_number(short, 'statement')} by {party} {_are(short)} left out: only"
                " fragments of what was said could be made out.",
                (said.party.name,),
            )
        if private := said.left_out["private"]:
            yield Gap(
                "private_voices",
                private,
                f"{_number(private, 'statement')} from {party} {_are(private)} left out: by people"
                " or bodies that the pages do not present as speaking for the state, such as"
                " scholars, businesses, media and former officials.",
                (said.party.name,),
            )


def _unresolved(library: Library) -> Iterable[Gap]:
    count = sum(_without_speaker(page) for page in library)
    if count:
        yield Gap(
            "unresolved_speakers",
            count,
            f"{_number(count, 'statement')} on the pages of this brief {_have(count)} no speaker"
            " that could be made out; some may be a party's.",
        )


def _undated(period: Period, library: Library) -> Iterable[Gap]:
    undated = [one.name for one in library if one.id in period.undated]
    if undated:
        text = (
            "{n} {has_have} no date; what {it_they} quote{s} is listed apart and may be later than"
            " this brief."
        )
        yield _gap("undated_pages", undated, text)


def _of_pages(library: Library) -> Iterable[Gap]:
    guessed = [one.name for one in library if one.document.published.basis == "inferred"]
    if guessed:
        yield _gap("inferred_dates", guessed, "{n} {has_have} a date that was inferred.")
    parts = [one.name for one in library if one.document.part and one.document.part.page > 1]
    if parts:
        text = (
            "{n} {is_are} a later part of a longer text; who speaks may have been introduced before"
            " it."
        )
        yield _gap("later_parts", parts, text)


def _without_speaker(page: Page) -> int:
    resolved = {id for id, actor in page.actors.items() if actor.kind != "unresolved"}
    return sum(not resolved.intersection(s.speakers) for s in page.statements.values())


def _gap(kind: str, items: Iterable[str], text: str, noun: str = "page") -> Gap:
    """A gap over items; the text agrees with their number."""
    listed = tuple(items)
    count = len(listed)
    one = count == 1
    words = text.format(
        n=_number(count, noun),
        is_are=_are(count),
        has_have=_have(count),
        its_their="its" if one else "their",
        it_them="it" if one else "them",
        it_they="it" if one else "they",
        s="s" if one else "",
    )
    return Gap(kind, count, words, listed[:_EXAMPLES])


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"

"""The words that the written brief puts around its sentences; templates call these functions."""

from __future__ import annotations

from collections.abc import Iterable

from detente.brief.model import Block, Brief, Claim, Participant, Quote, Source, in_marks
from detente.days import in_words

_BASES = {"inferred": "date inferred", "text": "date from the text"}
_TITLE = 110

KEY = (
    "Words in quotation marks stand so on the page named by the number. “Seeks”, “accepts”,"
    " “opposes” and “leaves open” are a side’s own word; what others report is said to be reported,"
    " what an author holds to be asserted. Likelihood is in the words of ICD 203 and comes from a"
    " probability; how sure the paper is stands apart from it. [*] The page does not say so; the"
    " table of offices does. […] Cut."
)


def title_of(brief: Brief) -> str:
    """The heading of the brief."""
    return f"{brief.sides[0].party.name} and {brief.sides[1].party.name}: brief for a meeting"


def as_of_line(brief: Brief) -> str:
    """As of when, and where that date comes from."""
    if brief.as_of is None:
        return "No page in the ledger has a date"
    since = f"From {in_words(brief.since)}, as" if brief.since else "As"
    basis = "" if brief.as_of_given else ", the date of the newest page"
    return f"{since} of {in_words(brief.as_of)}{basis}"


def sources_line(brief: Brief) -> str:
    """How many pages the brief quotes, and from when they are."""
    dates = sorted(source.date for source in brief.sources if source.date)
    count = len(brief.sources)
    line = f"{count} page{'' if count == 1 else 's'} quoted"
    if not dates:
        return line
    first, last = in_words(dates[0]), in_words(dates[-1])
    return f"{line}, of {first}" if first == last else f"{line}, from {first} to {last}"


def paragraphs(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Sentences by paragraph: those that go on stand with the one before."""
    found: list[list[Claim]] = []
    for claim in claims:
        if claim.joined and found:
            found[-1].append(claim)
        else:
            found.append([claim])
    return found


def references(paragraph: Iterable[Claim]) -> list[int]:
    """The numbers of the sources of a paragraph, each once."""
    return list(dict.fromkeys(one for claim in paragraph for one in claim.references))


def piece_text(piece: str | Quote) -> str:
    """A piece of a sentence as it is printed."""
    return piece if isinstance(piece, str) else in_marks(piece.text)


def is_quote(piece: str | Quote) -> bool:
    """True for verbatim words."""
    return isinstance(piece, Quote)


def office_line(one: Participant) -> str:
    """The office on the day; of when a page says so, where only a page does."""
    if one.office_basis == "page":
        return f"{one.office} (by a page of {in_words(one.office_date)})"
    return f"{one.office} [*]"


def heard_line(one: Participant) -> str:
    """When somebody was last heard."""
    if not one.statements:
        return "not quoted"
    return f"quoted {in_words(one.last)}" if one.last else "quoted, undated"


def more_line(block: Block) -> str:
    """How many of what there was no room for; empty where none."""
    if not block.more:
        return ""
    noun = block.noun or "line"
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    words = noun if block.more == 1 else many
    return f"{block.more} more {words}" + (": " if block.command else ".")


def checked_line(brief: Brief) -> str:
    """How many sentences stand in the brief, each checked, and how many were withheld."""
    count, kept_out = len(brief.claims), len(brief.withheld)
    return f"{count} sentence{'' if count == 1 else 's'}, all checked; {kept_out} withheld."


def source_title(source: Source) -> str:
    """The title, cut where it is longer than a headline, without a full stop at its end."""
    title = (source.title or "").strip()
    if len(title) > _TITLE:
        return f"{title[:_TITLE].rsplit(' ', 1)[0]} …"
    return title.rstrip(".:;,") or "(untitled)"


def full_stop(title: str) -> str:
    """The full stop after a title that needs one."""
    return "" if title.endswith(("…", "?", "!")) else "."


def source_facts(source: Source) -> list[str]:
    """What is known of a source beside its title."""
    basis = _BASES.get(source.date_basis)
    date = in_words(source.date) + (f" ({basis})" if basis else "")
    genre = source.genre if source.genre != "report" else None
    return [fact for fact in (source.publisher, date, genre, source.part) if fact]

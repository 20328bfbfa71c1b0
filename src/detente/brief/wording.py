"""The words that the written brief puts around quotes; templates call these functions."""

from __future__ import annotations

from datetime import timedelta

from detente.brief.days import in_words, last_day
from detente.brief.model import (
    Brief,
    Entry,
    Flag,
    Group,
    GroupKey,
    Participant,
    Party,
    Side,
    Source,
    Speaker,
)
from detente.brief.parties import with_article
from detente.record import Mode

_MODES: dict[Mode, str] = {
    "direct": "quoted",
    "mixed": "partly quoted",
    "indirect": "paraphrased",
    "attitude": "reported attitude",
}
_FLAGS: dict[Flag, str] = {
    "legislature": "legislature, not government",
    "author": "the author’s claim",
    "hearsay": "hearsay",
    "opinion_page": "on an opinion page",
    "update": "in an update to the page",
    "retold": "told in retrospect",
}
_BASES = {"inferred": "date inferred", "text": "date from the text"}
# Kinds whose examples help a reader to find what is missing.
GAPS_WITH_EXAMPLES = frozenset(
    {"withheld", "undated_pages", "inferred_dates", "later_parts", "rejected_inputs"}
)
# Whom the page names elsewhere; here it tells a reader nothing.
_PRONOUNS = frozenset(
    {"", "he", "her", "him", "it", "me", "she", "them", "themselves", "they", "us", "we", "you"}
)
_PEOPLE_SHOWN = 8
_PEOPLE_ANYHOW = 3
_RECENT = timedelta(days=4 * 365)
# An office may have passed to another in the meantime.
_STALE = timedelta(days=2 * 365)
_SHORT_QUOTE = 60
_WORDS_ADDED = 6
_TITLE = 140
_OTHERS_SHOWN = 6

KEY = (
    "Participants stand in the order of how often they are quoted, a statement counting half for"
    " every year of its age. Quoted: the speaker’s words. Partly quoted or paraphrased: the page’s"
    " wording, the speaker’s own words in quotation marks. Reported attitude: what the page says"
    " the speaker wants, fears or expects, not something said. † The page does not say which state"
    " this is; that comes from reference tables. Dates are those of the pages; what is"
    " told in retrospect was said earlier and comes last in its list."
)


def title_of(brief: Brief) -> str:
    """The heading of the brief."""
    return f"{brief.sides[0].party.name} and {brief.sides[1].party.name}: who said what"


def as_of_line(brief: Brief) -> str:
    """As of when, and where that date comes from."""
    if brief.as_of is None:
        return "No page in the ledger has a date."
    since = f"From {in_words(brief.since)}, as" if brief.since else "As"
    basis = "" if brief.as_of_given else ", the date of the newest page in the ledger"
    return f"{since} of {in_words(brief.as_of)}{basis}."


def scope_line(brief: Brief) -> str:
    """What the brief rests on."""
    scope = brief.scope
    line = (
        f"{_number(scope.statements, 'statement')} by speakers of the two states on"
        f" {_number(scope.drawn_from, 'page')}, of {scope.documents:,} in the ledger up to then"
    )
    if scope.first and scope.last:
        line += f"; these pages date from {in_words(scope.first)} to {in_words(scope.last)}"
    if scope.near_duplicates:
        pages = _number(scope.near_duplicates, "further page")
        line += f"; {pages} with the same story counted once"
    return line + "."


def heading(group: Group, other: Party) -> str:
    """The heading of a group of statements."""
    headings: dict[GroupKey, str] = {
        "on_other_party": f"On {with_article(other.name)}",
        "on_other_matters": "On other matters",
        "second_hand": "At second hand",
        "undated": "On undated pages",
    }
    return headings[group.key]


def explanation(group: Group, party: Party) -> str:
    """What a reader must know before relying on a group; empty where nothing."""
    if group.key == "second_hand":
        return f"What others say {with_article(party.name)} said or wants; not its own statements."
    if group.key == "undated":
        return "When these were said is not known; they may be later than this brief."
    return ""


def more_line(group: Group) -> str:
    """How many statements are not shown; empty where none."""
    more = group.total - len(group.entries)
    return f"{more:,} more; all statements of this party:" if more else ""


def labels(entry: Entry, other: Party) -> list[str]:
    """In which sense the words are the speaker's."""
    found = [_MODES[entry.mode]]
    if "joint" in entry.flags:
        found.append(f"jointly with {with_article(other.name)}")
    if entry.reported_by:
        found.append(f"as told by {' and '.join(entry.reported_by)}")
    return found + [_FLAGS[flag] for flag in entry.flags if flag in _FLAGS]


def speaker_name(speaker: Speaker, entry: Entry) -> str:
    """The speaker's name; for a government also the words that the page uses for it."""
    name = speaker.name[:1].upper() + speaker.name[1:]
    source = entry.source.removeprefix("the ").removeprefix("The ")
    named = source.casefold() not in _PRONOUNS and any(w[:1].isupper() for w in source.split())
    alone = len(entry.speakers) == 1
    if speaker.kind == "government" and alone and named and source.casefold() != name.casefold():
        return f"{name} (“{source}”)"
    return name


def speaker_office(speaker: Speaker) -> str:
    """The post that the page names for a person; an unnamed official's name says it already."""
    return (speaker.office or "") if speaker.kind == "person" else ""


def cue_words(entry: Entry) -> str:
    """The cue without the marks that lead over to the quote."""
    return entry.cue.strip(" :,;—–-“”\"'‘’") or entry.cue


def circumstances(entry: Entry) -> list[str]:
    """To whom and on which occasion, in the page's words."""
    addressee = entry.addressee or ""
    found = [] if addressee.casefold() in _PRONOUNS else [f"to {addressee}"]
    return found + ([entry.occasion] if entry.occasion else [])


def office_line(one: Participant) -> str:
    """The newest office that the pages name for a participant, and of when that is."""
    if not one.office:
        return "office not stated"
    if not one.office_date:
        return one.office
    stale = one.last and last_day(one.last) - last_day(one.office_date) > _STALE
    since = ", none stated since" if stale else ""
    return f"{one.office} ({in_words(one.office_date)}{since})"


def last_line(one: Participant) -> str:
    """When a participant was last heard."""
    return in_words(one.last) if one.last else "not known"


def shown_people(brief: Brief, side: Side) -> tuple[Participant, ...]:
    """The people of a side that a reader of this brief may meet: a few, and not of long ago."""
    recent = tuple(one for one in side.persons if _is_recent(one.last, brief.as_of))
    return (recent if len(recent) > _PEOPLE_ANYHOW else side.persons[:_PEOPLE_ANYHOW])[
        :_PEOPLE_SHOWN
    ]


def in_full(entry: Entry) -> str:
    """The passage around a quote too short to be understood alone; empty where it adds little."""
    known = f"{entry.source} {entry.cue} {entry.quote}".split()
    adds = len(entry.passage.split()) - len(known)
    return entry.passage if len(entry.quote) < _SHORT_QUOTE and adds >= _WORDS_ADDED else ""


def _is_recent(day: str | None, as_of: str | None) -> bool:
    return bool(day and as_of) and last_day(as_of or "") - last_day(day or "") < _RECENT


def others_line(others: tuple[Participant, ...]) -> str:
    """Institutions or unnamed groups with how often each is quoted."""
    words = [
        f"{one.name}{'†' if one.reference else ''} ({one.statements})"
        for one in others[:_OTHERS_SHOWN]
    ]
    more = len(others) - _OTHERS_SHOWN
    return "; ".join(words) + (f"; {more} more" if more > 0 else "")


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


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

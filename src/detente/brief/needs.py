"""What the wording of a sentence asks of the rows it rests on, and whether they give it.

"Russia seeks" is more than a report that Russia does, and both are more than an author's word. The
words themselves decide what is asked for, not the code that wrote them: a sentence whose rows
were changed, or whose wording was, no longer passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.brief.contacts import is_contact
from detente.brief.model import Claim, Need, Quote
from detente.brief.page import Page, Row
from detente.brief.standing import standings_on
from detente.knowledge import knowledge
from detente.knowledge.parties import with_article
from detente.record import AgendaItem, Event, Forecast, Linkage, Position, Stance, Statement

# Words of likelihood with the probabilities they stand for (ICD 203, Analytic Standards, 2015).
ICD_203: tuple[tuple[str, float, float], ...] = (
    ("almost no chance", 0.0, 0.05),
    ("very unlikely", 0.05, 0.2),
    ("unlikely", 0.2, 0.45),
    ("roughly even chance", 0.45, 0.55),
    ("likely", 0.55, 0.8),
    ("very likely", 0.8, 0.95),
    ("almost certain", 0.95, 1.0),
)
_STANCE_WORDS: dict[str, Stance] = {"seek": "seeks", "accept": "accepts", "oppose": "opposes"}
_STANCE = r"(?P<stance>seek|accept|oppose)s?\b|(?P<open>leaves? open|(?:have |has )?left open)"
_DEEDS = r"(?:were|been) in contact|reached an agreement|cooperated"
# Weak forms first: what one of them takes is not read again as a stronger one.
_PATTERNS: tuple[tuple[str, Need], ...] = (
    (rf"asserts that .*?(?:{_STANCE})", "asserted"),
    (rf"(?:is|are) reported (?:jointly )?to (?:{_STANCE})", "reported"),
    (_STANCE, "self_stated"),
    (rf"(?:is|are) reported to have (?:{_DEEDS})", "reported_event"),
    (r"(?:is|are) scheduled", "ahead"),
    (r"is denied", "denied"),
    (_DEEDS, "happened"),
    (r"(?:says?|said|in the words of)\b", "said"),
    (r"(?:forecasts?|expects?)\b", "forecast"),
    (r"proposes?\b", "proposed"),
    (
        r"(?:depends? on|in return for|is to follow|would make possible"
        r"|is not to be had without|carries over to|is kept apart from)\b",
        "linked",
    ),
    (r"(?:both sides|(?:same|compatible|opposed) goals?|different goals)\b", "both_sides"),
)
_WORDINGS = tuple(
    (re.compile(rf"\b(?:{pattern})", re.IGNORECASE), need) for pattern, need in _PATTERNS
)
# longest first: "very likely" is not "likely"
_LIKELIHOOD = re.compile(
    "|".join(rf"\b{words}\b" for words in sorted((one[0] for one in ICD_203), key=len)[::-1])
)
_CONFIDENCE = re.compile(r"\bconfidence\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Support:
    """A row that a sentence rests on, and its page."""

    quote: Quote
    row: Row
    page: Page


def demanded(words: str) -> frozenset[Need]:
    """What these words ask for; words that are quoted must not be among them."""
    return frozenset(need for need, _ in _demands(words))


def shortfall(claim: Claim, supports: Sequence[Support]) -> str | None:
    """What a sentence lacks of what its wording needs; None if it has all of it."""
    whole = "".join(one for one in claim.pieces if isinstance(one, str))
    asked = demanded(whole)
    if missing := asked - set(claim.needs):
        return f"its wording needs {', '.join(sorted(missing))}, which it does not claim to have"
    if {"likelihood", "confidence"} <= asked:
        return "it gives likelihood and confidence in one sentence"
    if reason := _likelihood(claim, whole):
        return reason
    if "both_sides" in claim.needs and not _both_sides(claim, supports):
        return "it speaks of both sides, and one of them has no row"
    by_row = {id(one.quote): one for one in supports}
    for words, quotes in _clauses(claim):
        quoted = [by_row[id(quote)] for quote in quotes if id(quote) in by_row]
        if reason := _clause(claim, words, quoted):
            return reason
    return None


def likelihood_words(chance: float) -> str:
    """The words of ICD 203 for a probability."""
    return next(words for words, _, high in ICD_203 if chance <= high)


def _demands(words: str) -> Iterator[tuple[Need, re.Match[str]]]:
    for pattern, need in _WORDINGS:
        for match in pattern.finditer(words):
            yield need, match
        words = pattern.sub("·", words)
    for pattern, need in ((_LIKELIHOOD, "likelihood"), (_CONFIDENCE, "confidence")):
        for match in pattern.finditer(words):
            yield need, match


def _likelihood(claim: Claim, words: str) -> str | None:
    said = {match[0] for match in _LIKELIHOOD.finditer(words)}
    if not said:
        return None
    if claim.likelihood is None:
        return "it says how likely something is, without a probability behind it"
    meant = {name for name, low, high in ICD_203 if low <= claim.likelihood <= high}
    return None if said <= meant else f"{claim.likelihood:.2f} is not {' or '.join(sorted(said))}"


def _both_sides(claim: Claim, supports: Sequence[Support]) -> bool:
    states = {actor.state for one in supports for actor in one.page.parties(one.row)}
    return len(claim.parties) == 2 and states.issuperset(claim.parties)


def _clauses(claim: Claim) -> Iterator[tuple[str, list[Quote]]]:
    """The sentence at its semicolons: the words of each part and what it quotes."""
    words, quotes = "", list[Quote]()
    for piece in claim.pieces:
        if isinstance(piece, Quote):
            quotes.append(piece)
            continue
        first, *others = piece.split(";")
        words += first
        for other in others:
            yield words, quotes
            words, quotes = other, []
    yield words, quotes


def _clause(claim: Claim, words: str, quoted: Sequence[Support]) -> str | None:
    states = [iso3 for iso3 in claim.parties if _names(iso3, words)]
    if len(claim.parties) == 1:
        # under its heading a party need not be named
        states = list(claim.parties)
    for need, match in _demands(words):
        check = _CHECKS.get(need)
        if check is None:
            continue
        if not quoted:
            return f"its wording needs {need}, and it quotes nothing for it"
        for one in quoted:
            if reason := check(one, states, match):
                return f"{one.row.id}: {reason}"
    return None


def _names(iso3: str, words: str) -> bool:
    state = knowledge().states.get(iso3)
    return state is not None and with_article(state.name).casefold() in words.casefold()


def _holders(one: Support, states: Iterable[str]) -> bool:
    """True if the row is of each of these states, by somebody who speaks for it."""
    standings = standings_on(one.page)
    spoken_for = {
        actor.state
        for actor in one.page.parties(one.row)
        if standings.of(actor, one.page) != "private"
    }
    return spoken_for.issuperset(states)


def _stance(one: Support, states: Sequence[str], match: re.Match[str]) -> str | None:
    if not isinstance(one.row, Position):
        return "it is no position"
    if one.quote.role == "passage" and not any(
        span.start <= one.row.goal.start and one.row.goal.end <= span.end
        for span in one.quote.spans
    ):
        return "the words quoted leave out its goal"
    said = match["stance"]
    if one.row.stance != (_STANCE_WORDS[said.lower()] if said else "undecided"):
        return f"the stance on record is {one.row.stance}"
    if not states or not _holders(one, states):
        return "it is not held by who is named"
    return None


def _self_stated(one: Support, states: Sequence[str], match: re.Match[str]) -> str | None:
    if reason := _stance(one, states, match):
        return reason
    assert isinstance(one.row, Position)
    if one.row.basis != "self-stated":
        return f"its basis is {one.row.basis}, not the party's own word"
    return None if one.row.voice == "speaker" else f"its voice is the {one.row.voice}'s"


def _reported(one: Support, states: Sequence[str], match: re.Match[str]) -> str | None:
    if reason := _stance(one, states, match):
        return reason
    assert isinstance(one.row, Position)
    if one.row.basis == "author-asserted" or one.row.voice == "author":
        return "an author asserts it, nobody reports it"
    return "it is hearsay" if one.row.voice == "hearsay" else None


def _event(*modalities: str) -> Callable[[Support, Sequence[str], re.Match[str]], str | None]:
    def check(one: Support, states: Sequence[str], match: re.Match[str]) -> str | None:
        if not isinstance(one.row, Event):
            return "it is no event"
        if one.row.modality not in modalities:
            return f"its modality is {one.row.modality}"
        if one.row.voice in {"author", "hearsay"} and "scheduled" not in modalities:
            return f"its voice is {one.row.voice}"
        deed = match[0].casefold().rpartition(" have ")[2]
        if _DEED_TYPES.get(deed, one.row.type) != one.row.type:
            return f"its type is {one.row.type}"
        if deed in _CONTACT_DEEDS and not _is_contact(one, one.row):
            return "it tells of no contact that took place"
        taking_part = {actor.state for actor in one.page.parties(one.row)}
        return None if taking_part.issuperset(states) else "it is not of the parties named"

    return check


_DEED_TYPES = {
    "were in contact": "CONSULT",
    "been in contact": "CONSULT",
    "reached an agreement": "AGREE",
    "cooperated": "COOPERATE",
}


_CONTACT_DEEDS = frozenset({"were in contact", "been in contact", "reached an agreement"})


def _is_contact(one: Support, row: Event) -> bool:
    whole = one.page.sentence_of(row)
    text = one.page.document.text
    if whole is None:
        return is_contact(row.type, text[slice(*row.trigger)])
    before = text[min(whole.start, row.trigger.start) : row.trigger.start]
    after = text[row.trigger.end : max(whole.end, row.trigger.end)]
    return is_contact(row.type, text[slice(*row.trigger)], before, after)


def _happened(one: Support, states: Sequence[str], match: re.Match[str]) -> str | None:
    if reason := _event("actual")(one, states, match):
        return reason
    assert isinstance(one.row, Event)
    return None if one.row.voice == "reporter" else "it is so by a speaker's word alone"


def _is_a(kind: type[Row], what: str) -> Callable[..., str | None]:
    def check(one: Support, states: Sequence[str], match: re.Match[str]) -> str | None:
        if not isinstance(one.row, kind):
            return f"it is no {what}"
        held = isinstance(one.row, AgendaItem) or not states or _holders(one, states)
        return None if held else "it is not of who is named"

    return check


_CHECKS: dict[Need, Callable[[Support, Sequence[str], re.Match[str]], str | None]] = {
    "self_stated": _self_stated,
    "reported": _reported,
    "asserted": _stance,
    "happened": _happened,
    "reported_event": _event("actual", "reported", "alleged"),
    "ahead": _event("scheduled"),
    "denied": _event("negated"),
    "said": _is_a(Statement, "statement"),
    "forecast": _is_a(Forecast, "forecast"),
    "proposed": _is_a(AgendaItem, "proposal of an author"),
    "linked": _is_a(Linkage, "linkage"),
}

"""When events are: the time expression that belongs to each, read against the day of writing.

An expression belongs to the words of its own clause. Without a parser, clauses are told by their
marks: words that open one ("that", "after", "who"), commas that close it, quotation marks; and
"in a statement on Tuesday" dates the saying, not what was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.document import Document, Sentence, Span
from detente.reading.anchors import Anchor, anchor_of, read_time
from detente.reading.clauses import APART, BREAK, crossing
from detente.reading.periods import Period
from detente.reading.time_expressions import find_times
from detente.reading.time_readers import TimeExpression
from detente.record import Event, EventDate

_AHEAD = frozenset({"scheduled", "predicted", "proposed", "recommended", "hypothetical", "feared"})
# what is only ahead, or long past, did not happen on the day of the page
_UNDATED = _AHEAD | {"historical"}
# types that are done in words: "condemned the raid in a statement on Tuesday"
_SPOKEN = frozenset({"SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONSULT"})
_LOOK_BACK = 2  # sentences in which "three weeks later" looks for the date it counts from
_FAR = 40  # cost beyond which an expression is another clause's

_SAY = re.compile(
    r"\b(?:said|says|told|announced|reported|added|statement|interview|news conference"
    r"|press conference|briefing|speaking|quoted|tweeted|wrote|speech|address|remarks|comments)\b",
    re.IGNORECASE,
)
_SAY_REACH = 45  # characters from "told" over "reporters in Geneva" to its "on Tuesday"
_WHEN = re.compile(r"^(?:\s+\w+)?,?\s+when\b")
_PARTICIPLE = re.compile(
    r"\b(?P<noun>(?:an?|the|its|their|his|her)\s+(?:[\w’'-]+\s+){1,3}?"
    r"(?:\w{2,}ed|made|held|built|taken|won|begun|struck|set|put)\s+(?:up\s+)?(?:in|on|since)\s+)$"
)
_VERB = re.compile(
    r"\b(?:\w{3,}ed|will|would|has|have|had|is|are|was|were|met|said|says|struck|held|broke|sent|gave|made"
    r"|took|left|won|put|set|began|sought|told|fought|threw|withdrew|spoke|swore|built|hit|shot|cut)\b"
)
_OTHER_NOUN = re.compile(rf"{BREAK.pattern}|\b(?:the|an?|its|their|his|her)\s", re.IGNORECASE)
# "agreed to resume talks in October": the month is of the talks
_PROMISED = re.compile(
    r"\b(?:agreed|voted|decided|pledged|promised|vowed|offered|threatened|planned|refused|asked|urged|hoped"
    r"|ordered|called on|wanted|intended|expected)\s+(?:[\w’']+\s+){0,4}?to\s+[a-z]"
)
_SET_FOR = re.compile(r"\bfor\s+(?:the\s+|early\s+|late\s+|mid-?)?$")
_TO_VERB = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
_SET_TO = re.compile(
    r"\b(?:due|scheduled|expected|set|planned|is|are|was|were|be|plans?|intends?)\s+(?:on\s+)?$"
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|going to|due|set to|scheduled|expected|to be|is to|are to|plans? to"
    r"|ahead of|upcoming|may|might|could|should|must)\b|['’]ll\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:would|could|should|might|may|must) (?:not )?have\b|\b(?:were|was) supposed to\b"
)
_FRONT = re.compile(
    r"^\W*(?:(?:But|And|Meanwhile|Then|Separately|Also|Later|Earlier|Late|Early|Just),?\s+)?"
    r"(?:(?:In|At|On|By|During|Over|From|Outside|Near|Only)\s+(?:the\s+)?(?:[A-Z][\w'’-]*,?\s+){0,3})?"
    r"(?:on\s+|in\s+|late\s+|early\s+|the\s+){0,3}$"
)


def date_events(document: Document, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with their dates, in the same order.

    Times the sentence states have basis ``text``; expressions that only a date could settle are
    ``unresolved`` where the document has none. Without any, what happened or is said to have
    happened has the day of publication, and what lies ahead or long behind no date.
    """
    page = _Page(document)
    return tuple(replace(event, date=page.date(event)) for event in events)


@dataclass(slots=True)
class _Page:
    """A document with the time expressions of the sentences that were asked for."""

    document: Document
    times: dict[int, list[TimeExpression]] = field(default_factory=dict)

    def date(self, event: Event) -> EventDate:
        sentence = self.document.sentences[event.sentence]
        anchor = anchor_of(self.document, sentence)
        text = self.document.text[sentence.start : sentence.end]
        low = min(max(event.trigger.start - sentence.start, 0), len(text))
        high = min(max(event.trigger.end - sentence.start, low), len(text))
        chosen = _chosen(text, Span(low, high), event, self.expressions(sentence))
        if chosen is None:
            return _document_date(event, anchor)
        is_past = _is_past(text, low, event)
        previous = (
            self._previous(sentence, chosen)
            if chosen.kind == "previous" or "that year" in text
            else None
        )
        period = read_time(chosen, anchor, is_past, previous)
        span = Span(sentence.start + chosen.start, sentence.start + chosen.end)
        if period is None:
            return EventDate(None, None, "unresolved", "text", span)
        counted_from = anchor.iso if anchor and chosen.relative else None
        if chosen.kind == "previous" and previous:
            counted_from = previous.start.isoformat()
        return EventDate(
            period.start.isoformat(),
            period.end.isoformat(),
            period.precision,
            "text",
            span,
            counted_from,
        )

    def expressions(self, sentence: Sentence) -> list[TimeExpression]:
        found = self.times.get(sentence.index)
        if found is None:
            text = self.document.text
            found = find_times(text[sentence.start : sentence.end], text)
            self.times[sentence.index] = found
        return found

    def _previous(self, sentence: Sentence, chosen: TimeExpression) -> Period | None:
        """The period that the text named last before an expression."""
        first = max(0, sentence.index - _LOOK_BACK)
        for index in range(sentence.index, first - 1, -1):
            other = self.document.sentences[index]
            anchor = anchor_of(self.document, other)
            for item in reversed(self.expressions(other)):
                if item.kind == "previous" or (other is sentence and item.start >= chosen.start):
                    continue
                if period := read_time(item, anchor, True, None):
                    return period
        return None


def _document_date(event: Event, anchor: Anchor | None) -> EventDate:
    if anchor is None or event.modality in _UNDATED:
        return EventDate(None, None, "unresolved", "document")
    return EventDate(
        anchor.first.isoformat(), anchor.last.isoformat(), anchor.precision, "document"
    )


# --- which expression belongs to the event ----------------------------------------------------


def _chosen(
    text: str, trigger: Span, event: Event, times: Sequence[TimeExpression]
) -> TimeExpression | None:
    is_past = _is_past(text, trigger.start, event)
    costs = [
        (_cost(text, trigger, event, item), number)
        for number, item in enumerate(times)
        if not (is_past and item.kind == "ahead")
    ]
    best = min(costs, default=None)
    return times[best[1]] if best and best[0] < _FAR else None


def _cost(text: str, trigger: Span, event: Event, item: TimeExpression) -> int:
    """How far an expression stands from the trigger, in words and marks of clauses."""
    if item.start < trigger.end and trigger.start < item.end:
        return 0
    is_before = item.end <= trigger.start
    if item.form != "free" and (cost := _noun_cost(text, trigger, item)) is not None:
        return cost
    if is_before:
        between, apart = text[item.end : trigger.start], (item.start, trigger.start)
        # "on Monday, when the two met"
        between = _WHEN.sub(" ", between, count=1)
    else:
        between, apart = text[trigger.end : item.start], (trigger.start, item.start)
    if _is_of_saying(text, trigger, event, item):
        return APART
    cost = len(between.split()) + crossing(
        text, between, apart[0], is_front=is_before and _is_front(text, item)
    )
    if is_before and not _is_front(text, item) and _TO_VERB.search(between):
        cost += 0 if _SET_TO.search(text[: item.start]) else APART
    if not is_before and _is_of_participle(text, trigger, event, item):
        cost += APART
    return cost


def _is_of_participle(text: str, trigger: Span, event: Event, item: TimeExpression) -> bool:
    """True where another verb's words hold the time: "… a law passed in 1974", "set for May"."""
    before = text[: item.start]
    if (
        item.kind != "unit"
        and _SET_FOR.search(before)
        and not _FUTURE.search(before[trigger.end :])
    ):
        return bool(_VERB.search(text, trigger.start, trigger.end))
    if event.modality not in _AHEAD and _PROMISED.search(before, trigger.start):
        return True
    match = _PARTICIPLE.search(before, trigger.end)
    if match is None:
        return False
    return bool(_VERB.search(text, max(0, trigger.start - 6), match.start("noun")))


def _noun_cost(text: str, trigger: Span, item: TimeExpression) -> int | None:
    """The cost of a time that dates a noun; None for an occasion, which also dates its clause."""
    if item.form == "noun_before":
        between = text[trigger.end : item.start]
        is_near = trigger.end <= item.start and len(between.split()) <= 5
        return 1 if is_near and not _OTHER_NOUN.search(between) else APART
    between = text[item.end : trigger.start]
    is_noun = trigger.start >= item.end and len(between.split()) <= 5
    if is_noun and not re.search(r"[,;:]|\s(?:of|in|on|at|to|with|and|that|by|for)\s", between):
        return 0
    return None if item.form == "occasion" else APART


def _is_front(text: str, item: TimeExpression) -> bool:
    """True for an adverbial that opens the sentence: "On Monday, …", "In Geneva on Monday, …"."""
    return bool(_FRONT.match(text[: item.start]))


def _is_of_saying(text: str, trigger: Span, event: Event, item: TimeExpression) -> bool:
    """True where the expression dates a saying ("said on Tuesday") that is not the event."""
    reach = text[max(0, item.start - _SAY_REACH) : item.start]
    base = item.start - len(reach)
    found = [match for match in _SAY.finditer(reach) if not BREAK.search(reach, match.end())]
    if not found:
        return False
    last = found[-1]
    if base + last.end() <= trigger.start < item.start:
        return False  # "said it met on Tuesday": the trigger stands between
    if trigger.start < base + last.end() and base + last.start() < trigger.end:
        return False
    if item.end <= trigger.start:
        return True
    is_apart = bool(BREAK.search(text, trigger.end, base + last.start()))
    return is_apart or event.type not in _SPOKEN


# --- behind or ahead --------------------------------------------------------------------------


def _is_past(text: str, trigger: int, event: Event) -> bool:
    clause = re.split(r"[,;:“”]", text[max(0, trigger - 60) : trigger + 12])[-1]
    if _PERFECT.search(clause):
        return True
    if event.modality in _AHEAD:
        return False
    if event.modality == "negated":
        return not _FUTURE.search(clause)
    return not re.search(r"\b(?:will|shall|going to)\b|['’]ll\b", clause)

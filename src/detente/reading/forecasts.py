"""Forecasts: who expects what, under which condition, how likely and by when.

Recommendations, hopes and promises are none, even where the network takes them for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.document import Document, Sentence, Span, content_id
from detente.knowledge.probabilities import Likelihood, find_likelihood, likelihood, widened
from detente.reading.frames import Frame, Frames
from detente.reading.holders import AUTHORED, holders_of, is_first_person, statement_of, whole
from detente.reading.horizons import find_horizon, read_horizon
from detente.record import EventDate, Forecast, Statement, Unscoreable

_STRONG_BREAK = re.compile(r"[.;:?!“”\"—]|\s[–-]{1,2}\s")
_MODAL = re.compile(
    r"\b(?:(?:will|would|could|might|may|can|shall)(?:\s+not\b|n['’]t\b|\s+never\b)?|won['’]t"
    r"|(?:is|are)\s+(?:not\s+)?(?:expected|going|set|forecast|projected|predicted)\s+to)\b"
    r"|['’]ll\b"
)
# says that it can be, not how likely it is
_BARE = re.compile(
    r"\W*(?:could|might|may|can)(?:n['’]t|\s+(?:well|not|yet|still|also|even|be|have|one\s+day))*\W*",
    re.IGNORECASE,
)
# between words of likelihood and the proposition they are of
_LEADS_ON = re.compile(r"(?:\s+(?:that|of|for|to))?(?:\s+(?:the|an?|its|their))?\s*", re.IGNORECASE)
_FOLLOWS = re.compile(r",?\s+(?:is|are|was|were|looks?|seems?|remains?|appears?)\s+(?:an?\s+)?")
_DEONTIC = re.compile(
    r"\b(?P<duty>should|ought|must|needs?\s+to|had\s+better)\b|\b(?:will|would|could|might|may)\b"
    r"|\b(?:wo|would|could)n['’]t\b|['’]ll\b"
)
# verbs that only say that something is expected; "thinks" and "sees" do so just before it
_EXPECTS = re.compile(
    r"\b((?:(?:do|does|did)\s+not\s+|do(?:es)?n['’]t\s+)?(?:expect|predict|foresee|anticipat|forecast"
    r"|reckon|think|believ|assum|bet|doubt)(?:e|s|es|ed|ing)?(?:\s+on)?)(?:\s+that)?\s+$",
    re.IGNORECASE,
)
# verbs of wishing, advising and promising; what they say is wanted, not expected
_WISH = (
    r"(?:hop(?:e|es|ed|ing)|wish(?:es|ed|ing)?|want(?:s|ed|ing)?|pray(?:s|ed|ing)?|long(?:s|ed)?\s+for"
    r"|urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:on|for)|demand(?:s|ed|ing)?|ask(?:s|ed|ing)?"
    r"|recommend(?:s|ed|ing)?|advis(?:e|es|ed|ing)|propos(?:e|es|ed|ing)|insist(?:s|ed|ing)?"
    r"|promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|swear(?:s|ing)?|swore"
    r"|threaten(?:s|ed|ing)?|undertak(?:e|es|ing)|undertook)"
)
_WISHED = re.compile(rf"\b{_WISH}\b(?:\s+[\w’']+){{0,2}}?\s*$", re.IGNORECASE)
_WISHING = re.compile(rf"\W*(?:\w+\s+){{0,2}}{_WISH}(?:\s+\w+)?\W*", re.IGNORECASE)
# leads in, within a proposition, whose it is
_SET_APART = re.compile(r"(?:[,—–(]|\bin)\s*(?:(?:according\s+to|by|as|the)\s+)*$", re.IGNORECASE)
_OWN_WILL = re.compile(r"[“\"‘']?(?:we|I)(?:\s+(?:will|shall)|['’]ll|\s+won['’]t)\b", re.IGNORECASE)

# Nobody can see these happen or not: there is no day on which trust has grown.
_UNSEEN_NOUN = (
    r"(?:relations?|relationship|ties|trust|mistrust|distrust|confidence|mood|atmosphere|climate"
    r"|tensions?|goodwill|influence|credibility|prestige|situation|rivalry|resentment|anger"
    r"|friendship|standing|leverage|appetite|patience|unity|morale|bad blood|suspicions?)"
)
_UNSEEN_CHANGE = (
    r"(?:improv|worsen|deteriorat|deepen|grow|eas|cool|warm|suffer|thaw|sour|strengthen|weaken|ris|rise"
    r"|fall|increas|diminish|wane|fade|harden|soften|erod|return|remain|stay|become|be|get|go|run)"
    r"(?:e|es|s|ed|ing|n)?"
)
_UNSEEN = re.compile(
    rf"\b{_UNSEEN_NOUN}\b[^,;]{{0,50}}?\b{_UNSEEN_CHANGE}\b"
    r"|\b(?:be|become|remain|stay|prove|seem|look|feel|get)\s+(?:\w+ly\s+)?(?:(?:even|ever|far|much|the)\s+)?"
    r"(?:(?:more|less|most|least|very|too|as|so)\s+)?(?:difficult|hard|harder|hardest|easy|easier|easiest"
    r"|tense|cold|colder|warm|warmer|fragile|important|crucial|vital|dull|duller|dullest|happy|happier|sad|sorry|better"
    r"|worse|best|worst|good|bad|great|greater|big|bigger|strong|stronger|weak|weaker|dangerous"
    r"|painful|costly|interesting|relevant|irrelevant|complicated|uneasy|wary|safer|poorer|richer"
    r"|remembered|a\s+disaster|a\s+success|a\s+failure|a\s+mistake)\b",
    re.IGNORECASE,
)


def find_forecasts(
    document: Document, frames: Frames, statements: Sequence[Statement]
) -> tuple[Forecast, ...]:
    """The forecasts of a document in text order; holders, issues and voice not yet resolved."""
    found = {}
    for frame in frames.of("proposition"):
        statement = statement_of(frame, statements)
        clause = _Clause.of(document, frame)
        words = clause.words()
        level = likelihood(document.quote(words)) if words else None
        if level is None and clause.is_wanted(words, statement):
            continue
        horizon = clause.horizon()
        condition = clause.slot("condition")
        spans = [words, condition, horizon.span if horizon else None]
        forecast = Forecast(
            id=content_id("f", document.id, frame.span),
            document=document.id,
            sentence=frame.sentence,
            proposition=frame.span,
            condition=condition,
            words=words,
            low=level.low if level else None,
            high=level.high if level else None,
            horizon=horizon,
            unscoreable=clause.unscoreable(words, level, horizon),
            holder_spans=_forecasters(frame, document, statement),
            quote=whole(
                document,
                [frame.span, *(s for s in spans if s), *frame.holders],
            ),
            confidence=frame.confidence,
            statement=statement.id if statement else None,
        )
        found[forecast.id] = forecast
    return tuple(found.values())


def _forecasters(frame: Frame, document: Document, statement: Statement | None) -> tuple[Span, ...]:
    """Who expects it; nobody is named where the author does, with an "I" or without."""
    spans = holders_of(frame, document, statement)
    if document.genre in AUTHORED and is_first_person(document, spans):
        return ()
    return tuple(span for span in spans if not _is_told_of(span, frame.span, document))


def _is_told_of(holder: Span, proposition: Span, document: Document) -> bool:
    """True of who stands in the proposition, not set apart as in "will, by most accounts, come"."""
    if not proposition.overlaps(holder):
        return False
    before = document.text[proposition.start : holder.start]
    return not _SET_APART.search(before)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A proposition in its sentence; ``text`` is the sentence's, ``low`` and ``high`` its place."""

    document: Document
    frame: Frame
    sentence: Sentence
    text: str
    low: int
    high: int

    @classmethod
    def of(cls, document: Document, frame: Frame) -> _Clause:
        sentence = document.sentences[frame.sentence]
        text = document.text[sentence.start : sentence.end]
        low = max(frame.span.start - sentence.start, 0)
        return cls(document, frame, sentence, text, low, min(_end(frame, sentence), len(text)))

    def slot(self, name: str) -> Span | None:
        """The span of a slot, None where it is empty."""
        return self.frame.slots.get(name)

    @property
    def proposition(self) -> str:
        """The words of the proposition, without those of its condition."""
        text = self.document.quote(self.frame.span)
        if condition := self.slot("condition"):
            start = max(condition.start - self.frame.span.start, 0)
            end = min(max(condition.end - self.frame.span.start, start), len(text))
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    @property
    def lead(self) -> str:
        """The words of the sentence before the proposition, up to the last strong mark."""
        before = self.text[: self.low]
        marks = list(_STRONG_BREAK.finditer(before.rstrip(" “\"'‘")))
        return before[marks[-1].end() :] if marks else before

    def words(self) -> Span | None:
        """The words of likelihood: those that were marked, with their "not" and "very".

        "Expect that they will probably sign": where those have no range, words near that have one.
        """
        marked = self.slot("words")
        span = self._widened(marked) if marked else None
        if span and likelihood(self.document.quote(span)):
            return span
        near = self._words_near()
        ranged = near and likelihood(self.document.quote(near))
        return near if ranged or span is None else span

    def _widened(self, span: Span) -> Span:
        start, end = span.start - self.sentence.start, span.end - self.sentence.start
        if start < 0 or end > len(self.text):
            return span
        return self._span(*widened(self.text, start, end))

    def _words_near(self) -> Span | None:
        """Words of likelihood in the proposition or next to it, else its modal verb."""
        text = self.proposition
        if found := find_likelihood(text):
            return self._span(self.low + found[0], self.low + found[1])
        lead = self.lead
        if (found := find_likelihood(lead)) and _LEADS_ON.fullmatch(lead, found[1]):
            offset = self.low - len(lead)
            return self._span(offset + found[0], offset + found[1])
        tail = self.text[self.high :]
        match, found = _FOLLOWS.match(tail), find_likelihood(tail)
        if match and found and found[0] <= match.end():
            return self._span(self.high + found[0], self.high + found[1])
        if match := _EXPECTS.search(lead):
            offset = self.low - len(lead)
            return self._span(offset + match.start(1), offset + match.end(1))
        if match := _MODAL.search(text):
            return self._span(self.low + match.start(), self.low + match.end())
        return None

    def _span(self, start: int, end: int) -> Span:
        return Span(self.sentence.start + start, self.sentence.start + end)

    def horizon(self) -> EventDate | None:
        """When it is expected: the words that were marked, else a time of the proposition."""
        if marked := self.slot("horizon"):
            return read_horizon(self.document, marked, self.sentence)
        return find_horizon(self.document, self.frame.span, self.sentence)

    def is_wanted(self, words: Span | None, statement: Statement | None) -> bool:
        """True for what is plainly advised, hoped, promised or only asked."""
        is_question = self.text.rstrip(" ”\"'’").endswith("?") and not self.slot("words")
        if is_question or self._is_duty(words):
            return True
        quoted = self.document.quote(words) if words else ""
        if _WISHING.fullmatch(quoted):
            return True
        lead = self.lead
        # "expects", marked in what leads up to the proposition, is nearer to it than a wish
        is_expected = words is not None and words.end <= self.frame.span.start
        if not is_expected and _WISHED.search(lead):
            return True
        if statement is None:
            return False
        if not is_expected and any(
            _WISHING.fullmatch(self.document.quote(part)) for part in statement.cue
        ):
            return True
        return self.document.genre not in AUTHORED and bool(_OWN_WILL.match(self.proposition))

    def _is_duty(self, words: Span | None) -> bool:
        match = _DEONTIC.search(self.proposition)
        if match is None or not match["duty"]:
            return False
        start = self.frame.span.start + match.start()
        is_marked = words is not None and words.start <= start < words.end
        # "the ships should clear Odesa by the weekend"
        is_expected = match["duty"] == "should" and self.document.genre not in AUTHORED
        return not (is_marked and is_expected)

    def unscoreable(
        self, words: Span | None, level: Likelihood | None, horizon: EventDate | None
    ) -> Unscoreable | None:
        """Why nobody can say later whether it came true; None if one can."""
        if horizon is None:
            return "no_horizon"
        if horizon.start is None and self.document.published.date is None:
            return "undated"
        if words is None or (level is None and _BARE.fullmatch(self.document.quote(words))):
            return "no_likelihood"
        return "not_observable" if _UNSEEN.search(self.proposition) else None


def _end(frame: Frame, sentence: Sentence) -> int:
    return max(frame.span.end - sentence.start, 0)

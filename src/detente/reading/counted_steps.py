"""Steps that an author counts: "First, …", "The second is to …", "Item three: …", "4. …".

Where each count stands its step follows by the form of the sentence, to the end of its main clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from detente.document import Document, Span

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
# how an author counts: "3", "three", "third", "thirdly"
COUNTS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, (cardinal, ordinal) in enumerate(zip(_NUMBERS, _ORDINALS, strict=True), start=1)
        for word in (str(number), cardinal, ordinal, f"{ordinal}ly")
    }
)
_THINGS = (
    r"(?:things?|tasks?|steps?|items?|points?|jobs?|moves?|subjects?|measures?|matters?|asks?"
    r"|priority|order of business|of (?:these|them|those|the \w+))"
)
_COUNT = re.compile(
    r"[“\"‘'(–—\s]*(?:and\s+)?(?:"
    r"(?P<digit>[1-7])[.)]\s+"
    rf"|(?:(?:item|step|point|number)\s+)?(?P<number>{'|'.join(_NUMBERS)})(?=\s*[,:.])[,:.]?"
    rf"|(?:(?:the|my|his|her|our|their|its)\s+)?(?P<ordinal>{'|'.join(_ORDINALS)})(?:ly)?\b"
    rf"(?:\s+{_THINGS}(?:\s+to\s+(?:do|raise|settle))?)?"
    r"(?:\s+(?:is|are|was|comes?|(?:would|should|must|will|could|might|ought\s+to|has\s+to)\s+be)"
    r"\b(?:\s+(?:to|that)\b)?|\s*[,:])"
    r"|(?:finally|lastly|last)\s*[,:]"
    r")\s*",
    re.IGNORECASE,
)
# between the count and the step: when, on which condition, for whom
_ASIDE = re.compile(
    r"(?:and|but|only|once|if|when|after|later|to\s+be|as|for|though|before|in|at|perhaps|then|now)\b"
    r"[^,:;.]*[,:]\s*",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:later|once|only\s+(?:then|if|once|after|when)|if|deferred|after|when|next\s+year)\b",
    re.IGNORECASE,
)
# who is to do it; a clause between commas may stand behind the name
_WHO = re.compile(
    r"(?:(?:the|both|each|either|an?|his|her|its|their|they|he|she|we|it|everyone|somebody)\b"
    r"|[A-Z])[^,;:]{0,80}?(?:,[^,;:]{0,100},)?\s*\b"
    r"(?:should|must|ought\s+to|needs?\s+to|has\s+to|have\s+to|can|could|might|had\s+better)\s+"
    r"(?:(?:also|now|first|then|simply|at\s+least)\s+)*",
)
_RELATIVE = re.compile(r"(?:which|who|whom|whose|where|whether|why|how)\b", re.IGNORECASE)
_THAT = re.compile(r"(?:to|that|let\s+(?:us|them))\s+", re.IGNORECASE)
_CLOSE = re.compile(
    r"[;—!?]|\.(?=\s|$)|\s[–-]\s|:(?=\s)|[”\"](?=\s|$)"
    r"|,\s+(?:which|who|whom|whose|where|because|since|so|while|although|though|but|not|as|for"
    r"|rather|when|if|unless|lest|then|with|and\s+(?:not|no|there|it|they|he|she))\b"
)
# a colon before this many words is what the step is called
_CALLED = 3
# sentences from one count to the next, and what is still said of the last
_APART, _AFTER_LAST = 12, 3
# "First, the soldiers.": a matter, of which the next sentences may say what to do
_MATTER = 4


@dataclass(frozen=True, slots=True)
class CountedStep:
    """A step in its sentence: if that says that it comes later, and if it only names the matter."""

    span: Span
    sentence: int
    later: bool
    is_matter: bool


def counted_steps(document: Document) -> list[list[CountedStep]]:
    """The counts from one on of two steps or more, in text order."""
    runs: list[list[CountedStep]] = []
    for number, step in _counts(document):
        run = runs[-1] if runs else []
        near = bool(run) and step.sentence - run[-1].sentence <= _APART
        if number == 1:
            runs.append([step])
        elif near and number in {len(run) + 1, None}:
            run.append(step)
    return [run for run in runs if len(run) > 1]


def _counts(document: Document) -> Iterator[tuple[int | None, CountedStep]]:
    """Each count at the beginning of a sentence (None: the last), with its step."""
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if (count := _COUNT.match(text)) is None:
            continue
        at = count.end()
        while aside := _ASIDE.match(text, at):
            at = aside.end()
        if _RELATIVE.match(text, at):
            continue
        later = bool(_LATER.search(text, count.end(), at))
        if who := _WHO.match(text, at):
            at = who.end()
        if that := _THAT.match(text, at):
            at = that.end()
        if span := _clause(text, at):
            moved = Span(sentence.start + span.start, sentence.start + span.end)
            rest = text[count.end() :].strip(" .")
            is_matter = text[at : span.end] == rest and len(rest.split()) <= _MATTER
            yield _number(count), CountedStep(moved, sentence.index, later, is_matter)


def _clause(text: str, at: int) -> Span | None:
    """From a place to the end of its main clause."""
    for close in _CLOSE.finditer(text, at):
        words = text[at : close.start()].split()
        if close.group() != ":" or len(words) >= _CALLED:
            return Span(at, close.start()) if words else None
    end = len(text.rstrip())
    return Span(at, end) if end > at else None


def _number(count: re.Match[str]) -> int | None:
    word = count["digit"] or count["number"] or count["ordinal"]
    return COUNTS[word.lower()] if word else None


def reaches(run: Sequence[CountedStep]) -> list[range]:
    """The sentences that each step of a count is followed by, its own first."""
    ends = [*(step.sentence for step in run[1:]), run[-1].sentence + _AFTER_LAST]
    return [range(step.sentence, end) for step, end in zip(run, ends, strict=True)]

"""Which issues each row of a reading is about.

Cue terms and the network's scores are combined into a chance for each issue. A row is judged by
those of its own words and by those of what stands around it: its sentence, the sentences before
and after, the paragraph, the title and the page as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from detente.document import Document, Sentence, Span
from detente.knowledge.issues import issue_ids, issues, learnt_ids, parents
from detente.reading.decode import Floats
from detente.reading.issue_cues import SORTS, find_cues
from detente.reading.weights import MODELS
from detente.record import Reading

# The network's scores of a span, in the order of ``learnt_ids``; None where it has read nothing.
Logits = Callable[[Span], Floats | None]

# A sentence that begins so goes on about what the one before it is about.
_CARRIES_ON = re.compile(
    r"[\"“”'‘’\s]*(?:(?:and|but|yet|still|then|now|for|even|instead|however|meanwhile),?\s+)?"
    r"(?:so too\b|so (?:do|does|did|is|are|was|were|has|have)\b|the same (?:goes|is|was|applies"
    r"|holds|went|can)\b|likewise\b|similarly\b|nor\b|neither\b|both\b|it\b|its\b|they\b|their\b"
    r"|he\b|his\b|she\b|her\b|this\b|that\b|these\b|those\b|such\b|the (?:two|three|latter"
    r"|former|move|offer|proposal|deal|plan|agreement|talks|measures?|decision|statement|matter"
    r"|issue|dispute|document|text|accord|pact|treaty|draft|vote|visit|meeting|call)\b)",
    re.IGNORECASE,
)
# What is asked of a row, the nearest first; see ``Surroundings.levels``.
LEVELS = ("own", "sentence", "before", "after", "paragraph", "title", "page")
# Means and settings of policy: a page on a treaty names sanctions, the Council, a summit or a vote
# on its way, so that such an issue says less of what a row is about than its subject does.
SETTINGS = frozenset({"4.5", "5.1", "7.1", "7.2", "7.5", "8.2", "8.5", "9.1", "9.2", "9.3"})
# How much of what was said is still meant a sentence on, and a paragraph on.
_NEXT_SENTENCE, _NEXT_PARAGRAPH = 0.75, 0.5
# The title counts like two sentences, and a page with less than this has no clear subject yet.
_TITLE_MASS, _LEAST_MASS = 2.0, 3.0
# Log odds of a row's own words below and above which nothing more is learnt.
_LEAST_OWN, _MOST_OWN = -5.0, 4.0
# The network's score of the few words of a row swings more than that of a sentence by itself.
_SHARE_WITHIN = 0.5
# From this chance a row's own words name a subject that no surroundings take away.
_CLEAR = 0.4
_MOST_ISSUES = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of ``issues.json``; see ``training/issues.py`` for how they were found.

    ``sorts`` weigh the SORTS of evidence. ``alone`` and ``both`` are, without and with the
    network's score: a constant, the slope of the cues, of how far they are behind those of the
    best issue, and of the network's score. ``least`` and ``least_both`` are the chances from
    which an issue of a text by itself is given. ``subject`` and ``setting`` weigh the LEVELS for
    issues outside and of SETTINGS, against ``none`` for no issue; ``least_around`` is the chance
    from which a row gets an issue.
    """

    sorts: tuple[float, ...]
    alone: tuple[float, float, float, float]
    both: tuple[float, float, float, float]
    least: float
    least_both: float
    subject: tuple[float, ...]
    setting: tuple[float, ...]
    none: float
    least_around: float


@cache
def weights() -> Weights:
    """The shipped numbers, loaded once."""
    raw = json.loads((MODELS / "issues.json").read_text(encoding="utf-8"))
    return Weights(
        tuple(raw["sorts"][sort] for sort in SORTS),
        tuple(raw["alone"]),
        tuple(raw["both"]),
        raw["least"],
        raw["least_both"],
        tuple(raw["subject"][level] for level in LEVELS),
        tuple(raw["setting"][level] for level in LEVELS),
        raw["none"],
        raw["least_around"],
    )


def combine(
    evidence: Floats, logit: Floats | None = None, numbers: Weights | None = None
) -> Floats:
    """The chance [issues] that a passage is about each issue of the tree in use.

    Args:
        evidence: what :meth:`Cues.evidence` found, [issues, SORTS].
        logit: the network's scores in the order of ``learnt_ids``. Without them, and for issues
            of the user's own, cues decide alone.
        numbers: others than the shipped ones.
    """
    known = numbers or weights()
    cue: Floats = evidence @ np.array(known.sorts, dtype=np.float32)
    behind = cue.max(initial=0) - cue
    constant, slope, rival, _ = known.alone
    score = constant + slope * cue + rival * behind
    if logit is not None:
        constant, slope, rival, share = known.both
        theirs = _in_use(logit)
        learnt = ~np.isnan(theirs)
        both = constant + slope * cue + rival * behind + share * np.where(learnt, theirs, 0)
        # chances of both kinds are compared with one threshold
        both += _log_odds(known.least) - _log_odds(known.least_both)
        score = np.where(learnt, both, score)
    return _chance(score)


def _log_odds(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def _in_use(logit: Floats) -> Floats:
    """The network's scores in the order of the tree in use; not a number for what it lacks."""
    place = {id: number for number, id in enumerate(learnt_ids())}
    return np.array(
        [logit[place[issue.id]] if issue.learnt else np.nan for issue in issues().values()],
        dtype=np.float32,
    )


def chosen(chances: Floats) -> tuple[str, ...]:
    """The ids of the issues that fit, the likeliest first.

    An issue with others below it only where none of those below any fits.
    """
    above, ids = parents(), tuple(issues())
    order = np.argsort(-chances, kind="stable")
    fit = [ids[place] for place in order if chances[place] >= weights().least]
    leaves = [id for id in fit if id not in above]
    return tuple((leaves or fit)[:_MOST_ISSUES])


def issues_of(text: str, logit: Floats | None = None) -> tuple[str, ...]:
    """The issues of a text by itself, the likeliest first."""
    return chosen(combine(find_cues(text).evidence(Span(0, len(text))), logit))


def place_issues(reading: Reading, logits: Logits = lambda span: None) -> Reading:
    """The reading with the issues of every statement, event, position and so on.

    A row keeps the subjects that its own words clearly name. Else what stands around it is
    weighed with its words, so that one that names nothing, or only a means or a setting, takes
    the clear subject of its paragraph or page. There may be none.
    """
    around = Surroundings(reading.document, logits)

    def placed(sentence: int, *spans: Span) -> tuple[str, ...]:
        return around.issues(spans, sentence)

    return replace(
        reading,
        statements=tuple(
            replace(row, issues=placed(row.sentence, *row.content)) for row in reading.statements
        ),
        events=tuple(
            replace(
                row,
                issues=placed(row.sentence, row.trigger, *row.actor_spans, *row.recipient_spans),
            )
            for row in reading.events
        ),
        positions=tuple(
            replace(row, issues=placed(row.sentence, row.goal)) for row in reading.positions
        ),
        linkages=tuple(
            replace(row, issues=placed(row.sentence, row.antecedent, row.consequent))
            for row in reading.linkages
        ),
        forecasts=tuple(
            replace(
                row,
                issues=placed(
                    row.sentence,
                    row.proposition,
                    *([row.condition] if row.condition else []),
                ),
            )
            for row in reading.forecasts
        ),
        agenda=tuple(replace(row, issues=placed(row.sentence, row.step)) for row in reading.agenda),
    )


class Surroundings:
    """A document with what its sentences, paragraphs, title and whole are about."""

    def __init__(
        self,
        document: Document,
        logits: Logits = lambda span: None,
        numbers: Weights | None = None,
    ) -> None:
        self._document, self._logits, self._numbers = document, logits, numbers
        self._cues = find_cues(document.text)
        self._ids, above = issue_ids(), parents()
        self._leaf = np.array([id not in above for id in self._ids])
        self._setting = np.array([id in SETTINGS for id in self._ids])
        self._none = np.zeros(len(self._ids), dtype=np.float32)
        self._begun = _begun(document)
        self._sentences = [self._chances(Span(s.start, s.end)) for s in document.sentences]
        self._paragraphs = self._read_paragraphs()
        self._title = self._read_title()
        self._before, self._after = self._read_before(), self._read_after()
        mass = sum([*self._sentences, *self._paragraphs.values()], _TITLE_MASS * self._title)
        self._page = mass / max(float(mass.max(initial=0)), _LEAST_MASS)

    def issues(self, spans: Sequence[Span], sentence: int) -> tuple[str, ...]:
        """The ids of the issues of spans in a sentence, the likeliest first."""
        known, levels = weights(), self.levels(spans, sentence)
        own = _chance(levels[:, 0] + _LEAST_OWN)
        clear = (own >= _CLEAR) & ~self._setting & self._leaf
        chances = self._weighed(levels)
        if clear.any():
            chances = np.where(clear, np.maximum(chances, known.least_around), chances)
            chances = np.where(own >= known.least, chances, 0)
        order = np.argsort(-chances, kind="stable")[:_MOST_ISSUES]
        fit = tuple(self._ids[at] for at in order if chances[at] >= known.least_around)
        return fit or chosen(np.maximum(own, self._sentences[sentence])) or self._carried(sentence)

    def _carried(self, sentence: int) -> tuple[str, ...]:
        on = self._carries_on(self._document.sentences[sentence])
        return chosen(self._before[sentence]) if on else ()

    def _carries_on(self, sentence: Sentence) -> bool:
        text = self._document.text
        return _CARRIES_ON.match(text, sentence.start, sentence.end) is not None

    def levels(self, spans: Sequence[Span], sentence: int) -> Floats:
        """How far spans and what is around them are about each issue, [issues, LEVELS].

        The first is the log odds from the spans' own words, from 0 for nothing on; all others
        are from 0 to 1.
        """
        own = self._chances(*spans) if spans else self._none
        with np.errstate(divide="ignore"):
            odds = np.log(own / (1 - own))
        levels: Floats = np.stack(
            [
                np.clip(odds, _LEAST_OWN, _MOST_OWN) - _LEAST_OWN,
                self._sentences[sentence],
                self._before[sentence],
                self._after[sentence],
                self._paragraphs[self._document.sentences[sentence].paragraph],
                self._title,
                self._page,
            ],
            axis=-1,
        )
        return levels

    def _weighed(self, levels: Floats) -> Floats:
        """The chance of each issue below no other, against each other and against none."""
        known = weights()
        worth = np.array([known.subject, known.setting], dtype=np.float32)
        subject, setting = (levels @ worth.T).T
        odds = np.where(self._leaf, np.exp(np.where(self._setting, setting, subject)), 0)
        return _floats(odds / (odds.sum() + np.exp(known.none)))

    def _chances(self, *spans: Span) -> Floats:
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        logit = self._logits(whole)
        share = None if logit is None else logit * np.float32(_SHARE_WITHIN)
        return combine(self._cues.evidence(*spans), share, self._numbers) * self._begun

    def _read_paragraphs(self) -> dict[int, Floats]:
        spans: dict[int, list[Span]] = {}
        for sentence in self._document.sentences:
            spans.setdefault(sentence.paragraph, []).append(Span(sentence.start, sentence.end))
        return {paragraph: self._chances(*within) for paragraph, within in spans.items()}

    def _read_title(self) -> Floats:
        heads = [
            Span(paragraph.start, paragraph.end)
            for paragraph in self._document.paragraphs
            if paragraph.role in {"title", "dek"}
        ]
        return self._chances(*heads) if heads else self._none

    def _read_before(self) -> list[Floats]:
        """What each sentence follows on: less with each sentence, but where words carry it on."""
        found, said, paragraph = [], self._none, -1
        for sentence, chances in zip(self._document.sentences, self._sentences, strict=True):
            if not self._carries_on(sentence):
                near = sentence.paragraph == paragraph
                said = said * (_NEXT_SENTENCE if near else _NEXT_PARAGRAPH)
            found.append(said)
            said, paragraph = np.maximum(said, chances), sentence.paragraph
        return found

    def _read_after(self) -> list[Floats]:
        """What follows each sentence in its paragraph."""
        found, said, paragraph = [], self._none, -1
        for sentence, chances in zip(
            reversed(self._document.sentences), reversed(self._sentences), strict=True
        ):
            said = said * _NEXT_SENTENCE if sentence.paragraph == paragraph else self._none
            found.append(said)
            said, paragraph = np.maximum(said, chances), sentence.paragraph
        return found[::-1]


def _begun(document: Document) -> Floats:
    """1 for an issue that a page of this day can be about, 0 for one that had not begun."""
    # '~' sorts after digits and '-': a page of 2013 may be of its last day
    day = (document.published.date or "") + "~"
    return np.array(
        [issue.since is None or issue.since <= day for issue in issues().values()], np.float32
    )


def _floats(numbers: NDArray[np.floating]) -> Floats:
    return numbers.astype(np.float32)


def _chance(score: Floats) -> Floats:
    return _floats(1 / (1 + np.exp(-score)))

"""Find the article in text that was flattened to plain lines: a role for every paragraph.

Which lines are the article is judged from their form, their place among the prose of the page,
repetition, and the words that they share with it, twice: the second time beside a first estimate
for all lines (boosted trees; see ``training/lines.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from detente.document import Role
from detente.reading.blocks import Block
from detente.reading.line_features import Page, is_byline
from detente.reading.line_words import Floats, Vocabulary
from detente.reading.weights import MODELS, check_weights, open_network

_FILES = ("lines_first.onnx", "lines.onnx", "lines.json")
# In the order of the trees' last output.
ROLES: tuple[Role, ...] = ("body", "title", "dek", "caption", "teaser", "furniture")
_BODY, _TITLE, _DEK = 0, 1, 2
_BESIDE = 3  # from here on, the roles of what is not read

_HIGH_THRESHOLD = 0.3
_LOW_THRESHOLD = 0.05
_LITTLE_DOUBT = 0.01  # share of a text's words in doubtful lines
_REPORTS_SPEECH = 0.005  # share of the words below in a text that reports speech
_LONE_THRESHOLD = 0.25
_LONE_WORDS = 12  # as many words or fewer make a sub-heading
_HALF_WORDS = 4  # spaces in the first half of a broken sentence, at least
_REPORTING = re.compile(r"\b(?:said|says|told|added|according|announced|reported|warned)\b")
_LIKELY_TITLE = 0.2  # share of the title among a line's roles from which a page has one
# a row of links, or the buttons for the size of the text: no title, though it stands where one does
_CONTROLS = re.compile(r"(?:\|[^|]*){3}|^(?:text|font) size\b", re.IGNORECASE)
_LIKELY_DEK = 0.3  # the same for the dek
_LEAD_WORDS = 25  # fewer words are no first paragraph of an article
_WIDEST_WRAP = 100  # columns; longer lines are whole paragraphs
_NARROWEST_WRAP = 40
_SLACK = 14  # the longest common words leave so many columns free
_FULL_LINES = 0.6  # share of the words in lines near the full width, where text is hard-wrapped


@dataclass(frozen=True, slots=True)
class _Weights:
    first: Any
    second: Any
    vocabulary: Vocabulary

    def judge(self, page: Page) -> tuple[Floats, Floats]:
        """The share of article text in each line, and of each of ROLES.

        Article text is what two sets of trees say on average: one knows nothing else, one tells
        the roles apart.
        """
        (first,) = self.first.run(["first"], {"first_table": page.first})
        tables = {"first_table": page.first, "second_table": page.second(first[:, 0])}
        article, shares = self.second.run(["article", "roles"], tables)
        return (article[:, 0] + shares[:, _BODY] + shares[:, _DEK]) / 2, shares


def read_lines(lines: Sequence[str]) -> list[Block]:
    """The paragraphs of a page given as lines, each with its role, in page order.

    Lines are joined where the text was wrapped at a fixed width; otherwise a line is a
    paragraph. Blank lines only part paragraphs. Update notes come as body.

    Raises:
        DetenteError: ``MODEL_MISSING`` or ``MODEL_CHANGED`` where the shipped weights are not
            whole.
    """
    paragraphs = join_wrapped(lines)
    if not paragraphs:
        return []
    roles = _roles(paragraphs)
    return [Block(role, text) for role, text in zip(roles, paragraphs, strict=True)]


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """The paragraphs of the lines, white space normalised, without blank ones."""
    tidy = [" ".join(line.split()) for line in lines]
    width = _wrap_width(tidy)
    if not width:
        return [line for line in tidy if line]
    paragraphs: list[str] = []
    previous = ""
    for line in tidy:
        # A line was cut off only where its next word would not have fitted.
        if previous and line and len(previous) + 1 + len(line.split(" ", 1)[0]) > width:
            paragraphs[-1] += " " + line
        elif line:
            paragraphs.append(line)
        previous = line
    return paragraphs


def _wrap_width(lines: Sequence[str]) -> int:
    """The columns at which a text was hard-wrapped, 0 where it was not."""
    sizes = [len(line) for line in lines if " " in line]
    width = max(sizes, default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(size for size in sizes if size > width - _SLACK)
    return width if full >= _FULL_LINES * sum(sizes) else 0


def _roles(paragraphs: Sequence[str]) -> list[Role]:
    weights = _weights()
    page = Page(paragraphs, weights.vocabulary)
    article, shares = weights.judge(page)
    kept = kept_lines(paragraphs, article)
    likeliest = _BESIDE + shares[:, _BESIDE:].argmax(axis=1)
    roles: list[Role] = [
        "body" if keep else ROLES[int(beside)] for keep, beside in zip(kept, likeliest, strict=True)
    ]
    begins = _begins(kept, page.counts)
    for at in range(begins):
        if is_byline(paragraphs[at]):
            roles[at] = "furniture"
    title = _title(paragraphs[: begins + 1], shares[: begins + 1, _TITLE])
    if title >= 0:
        roles[title] = "title"
        dek = title + 1 + _likeliest(shares[title + 1 : begins + 1, _DEK], _LIKELY_DEK)
        if dek > title and not is_byline(paragraphs[dek]):
            roles[dek] = "dek"
    return roles


def _title(paragraphs: Sequence[str], shares: Floats) -> int:
    """The line that is the title, -1 if none is.

    Rows of links and buttons are none; a line that looks like a byline is one where no other is:
    not even, at half the share, one just above a byline.
    """
    shares = np.where([bool(_CONTROLS.search(line)) for line in paragraphs], 0, shares)
    bylines = np.array([is_byline(line) for line in paragraphs])
    others = np.where(bylines, 0, shares)
    above = np.where(np.append(bylines[1:], False), others, 0)
    tries = ((others, _LIKELY_TITLE), (above, _LIKELY_TITLE / 2), (shares, _LIKELY_TITLE))
    return next((at for some, least in tries if (at := _likeliest(some, least)) >= 0), -1)


def _threshold(paragraphs: Sequence[str], article: Floats) -> float:
    """The share of article text from which a line is read.

    Recall is worth more than precision, but what is doubtful differs by page. A text that reports
    speech is prose throughout, and so is one with next to nothing between the two thresholds:
    there, doubtful lines are mostly teasers. Guides and lists have much of their text in
    doubtful lines, and only the lower threshold reads them whole.
    """
    sizes = np.array([len(text.split()) for text in paragraphs], np.float32) * article
    sure, likely = article > _HIGH_THRESHOLD, article > _LOW_THRESHOLD
    text = " ".join(text for text, inside in zip(paragraphs, sure, strict=True) if inside)
    speech = len(_REPORTING.findall(text)) / (text.count(" ") + 1)
    doubtful = float(sizes[likely & ~sure].sum())
    if speech > _REPORTS_SPEECH or doubtful < _LITTLE_DOUBT * float(sizes[sure].sum()):
        return _HIGH_THRESHOLD
    return _LOW_THRESHOLD


def kept_lines(paragraphs: Sequence[str], article: Floats) -> list[bool]:
    """Which lines are read: those above the threshold, and what stands or falls with them.

    That is both halves of a sentence which goes on in the next line, and the short line, mostly
    a sub-heading, between two that are read.
    """
    above = [bool(share) for share in article > _threshold(paragraphs, article)]
    kept = list(above)
    for at, (line, following) in enumerate(pairwise(paragraphs)):
        broken = line[-1].isalpha() and following[0].islower() and line.count(" ") >= _HALF_WORDS
        if broken and above[at] != above[at + 1]:
            kept[at] = kept[at + 1] = True
    for at in range(1, len(paragraphs) - 1):
        if above[at - 1] and above[at + 1] and article[at] > _LONE_THRESHOLD:
            kept[at] = kept[at] or paragraphs[at].count(" ") < _LONE_WORDS
    return kept


def _begins(kept: Sequence[bool], counts: Floats) -> int:
    """The first line that can be an article's first paragraph; else the last line."""
    long = (at for at, keep in enumerate(kept) if keep and counts[at] >= _LEAD_WORDS)
    return next(long, len(kept) - 1)


def _likeliest(shares: Floats, least: float) -> int:
    """The line with the greatest share, -1 where none has the least."""
    best = int(shares.argmax()) if len(shares) else -1
    return best if best >= 0 and shares[best] >= least else -1


@cache
def _weights() -> _Weights:
    check_weights(MODELS, _FILES)
    first, second = (open_network(MODELS / name) for name in _FILES[:2])
    known = json.loads((MODELS / _FILES[2]).read_text(encoding="utf-8"))
    return _Weights(first, second, Vocabulary(known["commonness"], known["boilerplate"]))

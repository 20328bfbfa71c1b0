"""Find the article in text that was flattened to plain lines: a role for every paragraph.

Which lines are the article is judged from their form, their place among the prose of the page,
repetition, and the words that they share with it, twice: the second time beside a first estimate
for all lines (boosted trees; see ``training/lines.py``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np
import onnxruntime

from detente.document import Role
from detente.reading.blocks import Block
from detente.reading.line_features import Floats, Page, Vocabulary, is_byline
from detente.reading.weights import MODELS, check_weights

# In the order of the trees' third output.
ROLES: tuple[Role, ...] = ("body", "title", "dek", "caption", "teaser", "furniture")
_TITLE, _DEK = 1, 2
_BESIDE = 3  # from here on, the roles of what is not read

_LIKELY_TITLE = 0.2  # share of the title among a line's roles from which a page has one
_LIKELY_DEK = 0.3  # the same for the dek
_LEAD_WORDS = 25  # fewer words are no first paragraph of an article
_WIDEST_WRAP = 100  # columns; longer lines are whole paragraphs
_NARROWEST_WRAP = 40
_SLACK = 14  # the longest common words leave so many columns free
_FULL_LINES = 0.6  # share of the words in lines near the full width, where text is hard-wrapped


@dataclass(frozen=True, slots=True)
class _Weights:
    session: Any
    columns: int
    threshold: float
    vocabulary: Vocabulary

    def judge(self, page: Page) -> tuple[list[bool], Floats]:
        """Whether each line is article text, and the share of each of ROLES in it."""
        # Every output is computed in each run; the first one needs no second table.
        unused = np.zeros((page.size, self.columns), np.float32)
        (first,) = self._run(["first"], page.first, unused)
        second = page.second(first[:, 0])
        article, shares = self._run(["article", "roles"], page.first, second)
        return [bool(share > self.threshold) for share in article[:, 0]], shares

    def _run(self, outputs: list[str], first: Floats, second: Floats) -> list[Floats]:
        feed = {"first_table": first, "second_table": second}
        return cast(list[Floats], self.session.run(outputs, feed))


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
    kept, shares = weights.judge(page)
    likeliest = _BESIDE + shares[:, _BESIDE:].argmax(axis=1)
    roles: list[Role] = [
        "body" if keep else ROLES[int(beside)] for keep, beside in zip(kept, likeliest, strict=True)
    ]
    begins = _begins(kept, page.counts)
    title = _likeliest(shares[: begins + 1, _TITLE], _LIKELY_TITLE)
    if title >= 0:
        roles[title] = "title"
        dek = title + 1 + _likeliest(shares[title + 1 : begins + 1, _DEK], _LIKELY_DEK)
        if dek > title and not is_byline(paragraphs[dek]):
            roles[dek] = "dek"
    return roles


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
    check_weights(MODELS, ("lines.onnx", "lines.json"))
    options = onnxruntime.SessionOptions()
    # One core a process, as everywhere.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(MODELS / "lines.onnx"), options, providers=["CPUExecutionProvider"]
    )
    settings = json.loads((MODELS / "lines.json").read_text(encoding="utf-8"))
    vocabulary = Vocabulary(settings["commonness"], settings["boilerplate"])
    return _Weights(session, session.get_inputs()[1].shape[1], settings["threshold"], vocabulary)

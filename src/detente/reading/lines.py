"""Find the article in text that was flattened to plain lines: a role for every paragraph.

Which lines are the article is judged from their form, their place among the prose of the page,
repetition, and the words that they share with it, twice: the second time beside a first estimate
for all lines (boosted trees; see ``training/lines.py``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnxruntime

from detente.document import Role
from detente.errors import DetenteError
from detente.reading.blocks import Block
from detente.reading.line_features import Floats, Page, is_byline

MODELS = Path(__file__).resolve().parent.parent / "models"
# In the order of the trees' third output.
ROLES: tuple[Role, ...] = ("body", "title", "caption", "teaser", "furniture")
_TITLE = 1

_LIKELY_TITLE = 0.25  # share of the title among a line's roles from which a page has one
_LEAD_WORDS = 25  # fewer words are no first paragraph of an article
_DEK_WORDS = 45  # more words are no dek
_DEK_LEAST = 7  # fewer words beside a title are a menu or a button
_DEK_LINES = 8  # lines between a title and its dek, at most
_WIDEST_WRAP = 100  # columns; longer lines are whole paragraphs
_NARROWEST_WRAP = 40
_SLACK = 14  # the longest common words leave so many columns free
_FULL_LINES = 0.6  # share of the words in lines near the full width, where text is hard-wrapped


@dataclass(frozen=True, slots=True)
class _Weights:
    session: Any
    columns: int
    threshold: float
    commonness: Mapping[str, float]

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
    page = Page(paragraphs, weights.commonness)
    kept, shares = weights.judge(page)
    roles: list[Role] = [
        "body" if keep else ROLES[1 + int(row[1:].argmax())]
        for keep, row in zip(kept, shares, strict=True)
    ]
    title = _title_at(kept, shares, page.counts)
    roles = ["furniture" if role == "title" else role for role in roles]
    if title >= 0:
        roles[title] = "title"
        dek = _dek_at(paragraphs, roles, title)
        if dek >= 0:
            roles[dek] = "dek"
    return roles


def _title_at(kept: Sequence[bool], shares: Floats, counts: Floats) -> int:
    """The line that is most likely the title, at the latest where the article begins; or -1."""
    begins = next(
        (at for at, keep in enumerate(kept) if keep and counts[at] >= _LEAD_WORDS), len(kept) - 1
    )
    likely = shares[: begins + 1, _TITLE]
    best = int(likely.argmax())
    return best if likely[best] >= _LIKELY_TITLE else -1


def _dek_at(paragraphs: Sequence[str], roles: Sequence[Role], title: int) -> int:
    """The first paragraph read after the title, where it is a dek, else -1.

    It is one if a byline or a date line parts it from the text that follows, or if it is short
    and ends like a heading.
    """
    read = [at for at in range(title + 1, len(roles)) if roles[at] == "body"][:2]
    if len(read) < 2 or read[0] - title > _DEK_LINES:
        return -1
    after = paragraphs[title + 1]
    if (
        roles[title + 1] != "body"
        and _DEK_LEAST <= len(after.split()) < _DEK_WORDS
        and not is_byline(after)
    ):
        # a sentence between title and byline is too unlike the prose below for the trees
        return title + 1
    text = paragraphs[read[0]]
    words = len(text.split())
    apart = any(is_byline(line) for line in paragraphs[read[0] + 1 : read[1]])
    open_end = read[0] == title + 1 and text[-1].isalnum() and words < _LEAD_WORDS
    short = words < _DEK_WORDS and words < len(paragraphs[read[1]].split()) * 2
    return read[0] if short and (apart or open_end) else -1


@cache
def _weights() -> _Weights:
    manifest = json.loads((MODELS / "manifest.json").read_text(encoding="utf-8"))
    for name in ("lines.onnx", "lines.json"):
        _check(name, manifest.get(name, ""))
    options = onnxruntime.SessionOptions()
    # One core a process, as everywhere.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(MODELS / "lines.onnx"), options, providers=["CPUExecutionProvider"]
    )
    settings = json.loads((MODELS / "lines.json").read_text(encoding="utf-8"))
    columns = session.get_inputs()[1].shape[1]
    return _Weights(session, columns, settings["threshold"], settings["commonness"])


def _check(name: str, expected: str) -> None:
    path = MODELS / name
    advice = "Install detente again: pip install --force-reinstall detente."
    if not path.is_file():
        raise DetenteError("MODEL_MISSING", f"The weights file {path} is missing.", advice)
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        raise DetenteError(
            "MODEL_CHANGED", f"The weights file {path} is not the one that was shipped.", advice
        )

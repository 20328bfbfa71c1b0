"""Gold of our own: passages and pages whose statements are marked inline.

``{s1:The spokesman} {c1:told} journalists {q1:that {s2:the generals} {c2:fear} {q2:a war}}.``:
source, cue and content (q) of numbered statements; a tag that is repeated is a discontinuous
span, ``{s1,3:…}`` a source of two statements, and a statement whose cue lies inside the content
of another is nested in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.document import Span
from detente.errors import DetenteError
from detente.evaluation.polnear import Attribution, join_fragments

_OPEN = re.compile(r"\{([scq])(\d+(?:,\d+)*):")
_ROLES = {"s": "source", "c": "cue", "q": "content"}


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A marked statement: its number, spans, the number it is nested in, and its mode."""

    number: int
    attribution: Attribution
    nested_in: int | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A text without its marks, and the statements marked in it."""

    id: str
    text: str
    statements: tuple[GoldStatement, ...]

    def outer(self) -> list[Attribution]:
        """The outermost attributions."""
        return [item.attribution for item in self.statements if item.nested_in is None]

    def nested(self) -> list[Attribution]:
        """The attributions directly inside the content of an outermost one."""
        top = {item.number for item in self.statements if item.nested_in is None}
        return [item.attribution for item in self.statements if item.nested_in in top]


def parse_marked(id: str, marked: str, modes: dict[str, str] | None = None) -> GoldPassage:
    """Take the marks out of a text and return it with its statements, offsets in the plain text.

    Raises:
        DetenteError: ``GOLD_MARKUP`` where braces do not balance or a statement has no cue.
    """
    text, spans = _unmark(id, marked)
    roles: dict[int, dict[str, list[Span]]] = {}
    for role, numbers, span in spans:
        for number in numbers:
            roles.setdefault(number, {}).setdefault(_ROLES[role], []).append(span)
    attributions = {}
    for number, parts in sorted(roles.items()):
        if "cue" not in parts:
            raise DetenteError("GOLD_MARKUP", f"{id}: statement {number} has no cue.")
        attributions[number] = Attribution(
            *(join_fragments(text, parts.get(role, ())) for role in _ROLES.values())
        )
    statements = tuple(
        GoldStatement(number, item, _holder(number, attributions), (modes or {}).get(str(number)))
        for number, item in attributions.items()
    )
    return GoldPassage(id, text, statements)


def _unmark(id: str, marked: str) -> tuple[str, list[tuple[str, list[int], Span]]]:
    plain: list[str] = []
    length = place = 0
    stack: list[tuple[str, list[int], int]] = []
    spans: list[tuple[str, list[int], Span]] = []
    while place < len(marked):
        if opening := _OPEN.match(marked, place):
            stack.append((opening[1], [int(n) for n in opening[2].split(",")], length))
            place = opening.end()
        elif marked[place] == "}":
            if not stack:
                raise DetenteError("GOLD_MARKUP", f"{id}: a closing brace has no opening one.")
            role, numbers, start = stack.pop()
            spans.append((role, numbers, Span(start, length)))
            place += 1
        else:
            plain.append(marked[place])
            place, length = place + 1, length + 1
    if stack:
        raise DetenteError("GOLD_MARKUP", f"{id}: an opening brace is never closed.")
    return "".join(plain), spans


def _holder(number: int, attributions: dict[int, Attribution]) -> int | None:
    """The statement with the shortest content that holds this one's cue."""
    cue = attributions[number].cue[0]
    holders = [
        (span.end - span.start, other)
        for other, item in attributions.items()
        if other != number
        for span in item.content
        if span.start <= cue.start and cue.end <= span.end
    ]
    return min(holders)[1] if holders else None


def read_passages(path: Path) -> Iterator[GoldPassage]:
    """The passages of a JSONL file with ``id``, ``marked`` and ``modes`` a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            yield parse_marked(record["id"], record["marked"], record.get("modes"))


def read_pages(folder: Path) -> Iterator[GoldPassage]:
    """What is read of each page with gold in a folder (``*.gold.json``), as one marked text."""
    for path in sorted(folder.glob("*.gold.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        marked = "\n\n".join(item["marked"] for item in page["paragraphs"] if "marked" in item)
        modes = {number: item["mode"] for number, item in page["statements"].items()}
        yield parse_marked(path.name.removesuffix(".gold.json"), marked, modes)


def in_test(passage_id: str) -> bool:
    """True for the test part of our own gold: every id whose number divides by three."""
    return int(passage_id.rpartition("-")[2]) % 3 == 0

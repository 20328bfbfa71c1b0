"""Gold of events: PLOVER gold standard records (JSONL), PLV's marked pairs (TSV), BIO files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.document import Span
from detente.errors import DetenteError

# Labels of other versions of PLOVER, and the types that each stands for: PLOVER's 0.5 list in its
# gold standard records, and YIELD, which Zero-Shot-PLOVER uses for CONCEDE and RETREAT together.
_OTHER_LABELS = {
    "DEMAND": ("REQUEST",),
    "DISAPPROVE": ("ACCUSE",),
    "INVESTIGATE": ("ACCUSE",),
    "FIGHT": ("ASSAULT",),
    "YIELD": ("CONCEDE", "RETREAT"),
}
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One coded event: the types it may be called, its parties' spans, and what it is labelled.

    ``types`` has one entry but for YIELD; ``actors`` and ``recipients`` may be empty, not both.
    ``trigger`` and ``modality`` are None where the gold does not say them.
    """

    types: tuple[str, ...]
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    trigger: Span | None = None
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A text and all of its events."""

    text: str
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence, the spans of its marked source and target, PLOVER root and quad (1-4).

    A side that the sentence does not name ("a recipient") is None.
    """

    text: str
    source: Span | None
    target: Span | None
    root: str
    quad: int


def read_event_sentences(path: Path) -> list[GoldSentence]:
    """The sentences of a file of gold standard records, one JSON object an event.

    Records of one text are its events; a record with an empty ``event`` says that there is none.
    A party is placed by ``start`` and ``end``, else by the record's ``textInfo.markup``, else at
    its words' first place in the text; one that is not in the text is left out.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``, ``GOLD_RECORD`` for a line that is no such record.
    """
    events: dict[str, list[GoldEvent]] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found = events.setdefault(record["text"], [])
            if record.get("event"):
                found.append(_event(record))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DetenteError(
                "GOLD_RECORD",
                f"{path}, line {number} is no gold standard record: {error}.",
                "Each line is a JSON object with text, event, source and target.",
            ) from error
    return [
        GoldSentence(text, tuple(event for event in found if event.actors or event.recipients))
        for text, found in events.items()
    ]


def _event(record: dict[str, Any]) -> GoldEvent:
    text = record["text"]
    markup = _markup(record.get("textInfo"), text)
    parties = {
        side: tuple(
            span
            for entry in (record.get(side) or [])
            if (span := _place(entry, text, markup.get(tag, []))) is not None
        )
        for side, tag in (("source", "SRC"), ("target", "TAR"))
    }
    label = record["event"]
    trigger = (
        Span(record["eventStart"], record["eventEnd"])
        if "eventStart" in record
        else next(iter(markup.get("EVT", [])), None)
    )
    return GoldEvent(
        _OTHER_LABELS.get(label, (label,)),
        parties["source"],
        parties["target"],
        trigger,
        record.get("modality"),
    )


def _place(entry: dict[str, Any], text: str, marked: list[Span]) -> Span | None:
    if "start" in entry:
        return Span(entry["start"], entry["end"])
    words = entry["actorText"]
    for span in marked:
        if text[span.start : span.end].strip() == words.strip():
            return span
    start = text.find(words)
    return Span(start, start + len(words)) if words and start >= 0 else None


def _markup(info: object, text: str) -> dict[str, list[Span]]:
    """The spans of ``(SRC: …)``, ``(TAR: …)`` and ``(EVT: …)`` in the text without its marks."""
    markup = info.get("markup") if isinstance(info, dict) else None
    spans: dict[str, list[Span]] = {}
    plain, opened = "", []
    for piece in re.split(r"(\((?:SRC|TAR|EVT): |\))", markup or ""):
        if piece.startswith("(") and piece.endswith(": "):
            opened.append((piece[1:4], len(plain)))
        elif piece == ")" and opened:
            tag, start = opened.pop()
            spans.setdefault(tag, []).append(Span(start, len(plain)))
        else:
            plain += piece
    return spans if plain == text else {}


def read_marked_pairs(path: Path) -> list[MarkedPair]:
    """The rows of a PLV table (tab-separated, quoting off), in order.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``, ``GOLD_RECORD`` where columns or marks are missing.
    """
    pairs = []
    rows = csv.DictReader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, 2):
        try:
            text, spans = _unmark(row["marked_sentence"])
            pair = MarkedPair(
                text, spans.get("s"), spans.get("t"), row["gold_root"], int(row["gold_penta"])
            )
        except (KeyError, ValueError, TypeError) as error:
            raise DetenteError(
                "GOLD_RECORD",
                f"{path}, line {number} is no row of marked pairs: {error}.",
                "The columns marked_sentence, gold_root and gold_penta are needed.",
            ) from error
        pairs.append(pair)
    return pairs


def _unmark(marked: str) -> tuple[str, dict[str, Span]]:
    plain, place = "", 0
    starts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in _MARK.finditer(marked):
        plain += marked[place : mark.start()]
        place = mark.end()
        name = mark.group()[-2]
        if mark.group().startswith("</"):
            held = plain[starts[name] :].rstrip()
            spans[name] = Span(starts[name], starts[name] + len(held))
        else:
            starts[name] = len(plain)
    return plain + marked[place:], spans


def root_types(root: str) -> tuple[str, ...]:
    """The types that a root of PLV stands for."""
    return _OTHER_LABELS.get(root, (root,))


def read_bio(path: Path) -> Iterator[tuple[str, list[tuple[str, Span]]]]:
    """The sentences of a BIO file (a word and its tag a line) as text with labelled spans.

    Words are joined by spaces. Labels are those of the file: S source, T target, R.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``.
    """
    words: list[tuple[str, str]] = []
    for line in [*_lines(path), ""]:
        if line.strip():
            word, _, tag = line.strip().rpartition(" ")
            words.append((word, tag))
        elif words:
            yield _joined(words)
            words = []


def _joined(words: list[tuple[str, str]]) -> tuple[str, list[tuple[str, Span]]]:
    text = ""
    spans: list[tuple[str, Span]] = []
    for word, tag in words:
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        if tag.startswith("I-") and spans and spans[-1][0] == tag[2:]:
            spans[-1] = (tag[2:], Span(spans[-1][1].start, len(text)))
        elif tag != "O":
            spans.append((tag[2:], Span(start, len(text))))
    return text, spans


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND", f"{path} is no file.", "See docs/evaluation.md for the formats."
        )
    with path.open(encoding="utf-8", newline="") as file:
        return [line.rstrip("\r\n") for line in file]

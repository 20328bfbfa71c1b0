"""Scores of joining reports of one event, on groups of made-up reports that may be mistaken."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from detente.analysis.event_report import EventReport, Party
from detente.analysis.same_event import same_events
from detente.errors import DetenteError
from detente.evaluation.gold import in_test
from detente.evaluation.measures import Counts, Report


def evaluate_same_event(data: Path) -> Report:
    """Pairs of reports within each group that are joined, against those that the gold joins.

    ``test_…`` are the same for the groups by which nothing was set.

    Raises:
        DetenteError: ``DATA_NOT_FOUND``, ``DATA_EMPTY``.
    """
    whole, test = Counts(), Counts()
    pairs = 0
    for name, group in _groups(data):
        found = same_events(report for _, report in group)
        hits = predicted = gold = 0
        for (event, one), (other_event, other) in combinations(group, 2):
            joined, belongs = found[one.id] == found[other.id], event == other_event
            hits += joined and belongs
            predicted += joined
            gold += belongs
            pairs += 1
        for counts in (whole, test) if in_test(name) else (whole,):
            counts.add(hits, predicted, gold)
    if not pairs:
        raise DetenteError("DATA_EMPTY", f"{data} holds no groups of reports.")
    scores = {
        f"{prefix}{name}": getattr(counts, name)
        for prefix, counts in (("", whole), ("test_", test))
        for name in ("precision", "recall", "f1")
    }
    return Report(task="same-event", data=str(data), n=pairs, scores=scores)


def _groups(data: Path) -> Iterator[tuple[str, list[tuple[str, EventReport]]]]:
    if not data.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND",
            f"There is no file {data}.",
            "Name a JSONL file such as evals/gold/same_event.jsonl.",
        )
    for line in data.read_text(encoding="utf-8").splitlines():
        if line.strip():
            group = json.loads(line)
            yield (
                group["id"],
                [
                    (raw["event"], _report(f"{group['id']}-{number}", raw))
                    for number, raw in enumerate(group["reports"])
                ],
            )


def _report(id: str, raw: Mapping[str, Any]) -> EventReport:
    place = raw["place"] or {}
    return EventReport(
        id=id,
        document=id,
        type=raw["type"],
        mode=raw["mode"],
        modality=raw["modality"],
        quote=raw["text"],
        trigger=raw["trigger"].casefold(),
        actors=_parties(raw["actors"]),
        recipients=_parties(raw["recipients"]),
        published=raw["published"],
        place_state=place.get("state"),
        place_city=place.get("city"),
        **raw["date"],
    )


def _parties(raw: list[list[Any]]) -> tuple[Party, ...]:
    return tuple(Party(name, name, kind, state) for name, kind, state in raw)

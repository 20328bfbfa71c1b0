"""Columns of events and positions as a ledger gives them, made up row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from detente.ledger import IssueCounts, Ledger


def told(on: str | None, score: float, /, **changes: Any) -> dict[str, Any]:
    """A report of an event by the first state on the second, on a page of that day."""
    day = date.fromisoformat(on) if on else None
    row = {
        "event": f"e-{on}-{score}-{sorted(changes.items(), key=str)}",
        "document": f"d-{on}",
        "published": day,
        "day": day,
        "until": day,
        "score": score,
        "modality": "actual",
        "voice": "reporter",
        "confidence": 1.0,
        "issues": [],
        "first_acts": True,
        "second_acts": False,
        "on_others": False,
        **changes,
    }
    return {"id": f"{row['event']} in {row['document']}", **row}


def held(state: str, stance: str, goal: str, day: str, **changes: Any) -> dict[str, Any]:
    """A position of a state's government on a page of that day, on issue 1.3."""
    row = {
        "document": f"d-{day}",
        "published": date.fromisoformat(day),
        "state": state,
        "actor": f"a-{state}",
        "name": state,
        "kind": "government",
        "sector": "government",
        "tellers": [state],
        "stance": stance,
        "basis": "self-stated",
        "voice": "speaker",
        "confidence": 0.9,
        "issues": ["1.3"],
        "goal": goal,
        "quote": f"{state} wants {goal}.",
        **changes,
    }
    return {"position": f"p-{state}-{stance}-{goal}-{row['document']}", **row}


@dataclass(frozen=True)
class Columns:
    """A ledger that answers with these rows, whatever it is asked; see :func:`holding`."""

    events: pa.Table
    positions: pa.Table
    said: IssueCounts
    words: dict[str, tuple[str, str]]

    def beside(self, question: Callable[[Columns], object]) -> Future[object]:
        """The answer, at once."""
        answer: Future[object] = Future()
        answer.set_result(question(self))
        return answer

    def event_columns(self, between: object) -> pa.Table:
        """The reports."""
        return self.events

    def position_columns(self, states: Sequence[str], since: object, until: object) -> pa.Table:
        """The positions of the states."""
        return self.positions.filter(pc.is_in(self.positions["state"], pa.array(states)))

    def position_words(self, ids: object) -> dict[str, tuple[str, str]]:
        """Goals and quotes."""
        return self.words

    def issue_counts(self, state: str, since: object, until: object) -> IssueCounts:
        """The statements by issue."""
        return self.said


def holding(
    events: Sequence[dict[str, Any]] = (),
    positions: Sequence[dict[str, Any]] = (),
    said: IssueCounts | None = None,
) -> Ledger:
    """What stands for a ledger with these rows: its columns have a ledger's names and types.

    ``said`` are the statements of each state; none if not given.
    """
    schemas = _schemas()
    return cast(
        Ledger,
        Columns(
            pa.Table.from_pylist(list(events), schemas[0]),
            pa.Table.from_pylist(list(positions), schemas[1]),
            said or IssueCounts({}, 0),
            {row["position"]: (row["goal"], row["quote"]) for row in positions},
        ),
    )


@cache
def _schemas() -> tuple[pa.Schema, pa.Schema]:
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "l.detente", create=True) as ledger:
        return ledger.event_columns(("USA", "RUS")).schema, ledger.position_columns().schema

"""``evaluate``: score a step on gold; each task is one module with the definition of its scores."""

from __future__ import annotations

from pathlib import Path

from detente.errors import DetenteError
from detente.evaluation.measures import Report

TASKS = ("statements", "pages", "speakers")


def evaluate(task: str, data: str | Path, *, flatten: bool = False) -> Report:
    """Score ``task`` on ``data``; ``flatten`` first reduces pages to plain lines.

    Raises:
        DetenteError: ``UNKNOWN_TASK``, ``DATA_NOT_FOUND``, ``DATA_EMPTY``.
    """
    folder = Path(data)
    if task == "statements":
        from detente.evaluation.statements import evaluate_statements

        return evaluate_statements(folder)
    if task == "pages":
        from detente.evaluation.pages import evaluate_pages

        return evaluate_pages(folder, flatten=flatten)
    if task == "speakers":
        from detente.evaluation.speakers import evaluate_speakers

        return evaluate_speakers(folder)
    raise DetenteError(
        "UNKNOWN_TASK", f"There is no task {task!r}.", f"Use one of: {', '.join(TASKS)}."
    )

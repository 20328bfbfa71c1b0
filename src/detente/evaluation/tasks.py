"""``evaluate``: the measures by the names of their tasks."""

from __future__ import annotations

from pathlib import Path

from detente.errors import DetenteError
from detente.evaluation.measures import Report

TASKS = ("statements", "pages", "speakers")


def evaluate(
    task: str, data: str | Path, *, flatten: bool = False, models: str | Path | None = None
) -> Report:
    """Score one step of the route on gold data; see docs/evaluation.md for the measures.

    Args:
        task: ``statements`` (a PolNeAR folder, or a JSONL file of marked passages), ``pages``
            (a folder with ``gold.jsonl`` beside ``html/``) or ``speakers`` (a folder of
            ``*.gold.json`` pages).
        data: where the gold is.
        flatten: for ``pages``, first reduce each page to plain text lines.
        models: for ``statements``, a folder with other weights than the shipped ones.

    Raises:
        DetenteError: ``UNKNOWN_TASK``, ``WRONG_OPTION``, ``DATA_NOT_FOUND``, ``DATA_EMPTY``.
    """
    _check(task, flatten, models)
    path = Path(data)
    if task == "statements":
        from detente.evaluation.statements import evaluate_statements
        from detente.reading.encoder import Encoder

        return evaluate_statements(path, Encoder(Path(models)) if models else None)
    if task == "pages":
        from detente.evaluation.pages import evaluate_pages

        return evaluate_pages(path, flatten)
    from detente.evaluation.speakers import measure_speakers

    return measure_speakers(path)


def _check(task: str, flatten: bool, models: str | Path | None) -> None:
    if task not in TASKS:
        raise DetenteError(
            "UNKNOWN_TASK", f"{task!r} is no task.", f"Use one of: {', '.join(TASKS)}."
        )
    for name, given, of in (("flatten", flatten, "pages"), ("models", models, "statements")):
        if given and task != of:
            raise DetenteError(
                "WRONG_OPTION", f"`{name}` says nothing to {task}.", f"It belongs to {of}."
            )

"""``evaluate``: the measures by the names of their tasks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from detente.errors import DetenteError
from detente.evaluation.measures import Report

if TYPE_CHECKING:
    from detente.evaluation.frames import FrameTask
    from detente.reading.encoder import Encoder

TASKS = (
    "statements",
    "pages",
    "speakers",
    "actors",
    "event-types",
    "events",
    "spans",
    "modality",
    "same-event",
    "issues",
    "positions",
    "linkages",
    "forecasts",
    "agendas",
    "goals",
)
# those that run the network, and so can run another one
_FRAME_TASKS = ("positions", "linkages", "forecasts", "agendas")
_NETWORK_TASKS = (
    "statements",
    "event-types",
    "events",
    "spans",
    "modality",
    "issues",
    *_FRAME_TASKS,
    "goals",
)
# those in which the large model has a say
_PAIR_TASKS = ("event-types", "events")


def evaluate(
    task: str,
    data: str | Path,
    *,
    flatten: bool = False,
    models: str | Path | None = None,
    model: str | Path | None = None,
    errors: str | Path | None = None,
) -> Report:
    """Score one step of the route on gold data; see docs/evaluation.md for the measures.

    Args:
        task: ``statements`` (a PolNeAR folder, or a JSONL file of marked passages), ``pages``
            (a folder with ``gold.jsonl`` beside ``html/``), ``speakers`` (a folder of
            ``*.gold.json`` pages), ``actors`` (a CSV of office-holders), ``event-types`` (a
            PLV table), ``events`` (gold standard records as JSONL, or a PLV table), ``spans`` (a
            BIO file), ``modality`` (predicates with their certainty, or gold standard records
            with their modality, as JSONL), ``same-event`` (groups of reports, as JSONL),
            ``issues`` (passages with their issues), ``positions``, ``linkages``, ``forecasts`` and
            ``agendas`` (passages or pages with all of these) or ``goals`` (pairs of goals with
            their agreement), all as JSONL.
        data: where the gold is.
        flatten: for ``pages``, first reduce each page to plain text lines.
        models: for what runs the network, a folder with other weights than the shipped ones.
        model: for ``event-types`` and ``events``, ``large`` or the folder of the large model.
        errors: for ``actors``, a file to write the questions to that were not answered right.

    Raises:
        DetenteError: ``UNKNOWN_TASK``, ``WRONG_OPTION``, ``DATA_NOT_FOUND``, ``DATA_EMPTY``,
            ``MODEL_MISSING``, ``MODEL_CHANGED``.
    """
    _check(task, flatten=flatten, models=models, model=model, errors=errors)
    path = Path(data)
    if task in _NETWORK_TASKS:
        return _of_network(task, path, _encoder(models, model))
    if task == "pages":
        from detente.evaluation.pages import evaluate_pages

        return evaluate_pages(path, flatten)
    if task == "same-event":
        from detente.evaluation.same_event import evaluate_same_event

        return evaluate_same_event(path)
    if task == "actors":
        from detente.evaluation.actors import measure_actors

        return measure_actors(path, errors=Path(errors) if errors else None)
    from detente.evaluation.speakers import measure_speakers

    return measure_speakers(path)


def _encoder(models: str | Path | None, model: str | Path | None) -> Encoder:
    from detente.reading.encoder import Encoder
    from detente.reading.large import find_large
    from detente.reading.weights import MODELS

    folder = Path(models) if models else MODELS
    return Encoder(folder, find_large(model) if model else None)


def _of_network(task: str, data: Path, encoder: Encoder) -> Report:
    from detente.evaluation.agreement import evaluate_goals
    from detente.evaluation.events import evaluate_event_types, evaluate_events
    from detente.evaluation.modality import evaluate_modality
    from detente.evaluation.spans import evaluate_spans
    from detente.evaluation.statements import evaluate_statements

    if task in ("issues", "goals", *_FRAME_TASKS) and not data.is_file():
        raise DetenteError(
            "DATA_NOT_FOUND", f"{data} is no file.", "See docs/evaluation.md for the formats."
        )
    if task == "issues":
        from detente.evaluation.issues import evaluate_issues, network_scores

        return evaluate_issues(data, network_scores(encoder))
    if task in _FRAME_TASKS:
        from detente.evaluation.frames import evaluate_frames

        return evaluate_frames(cast("FrameTask", task), data, encoder)
    measure = {
        "statements": evaluate_statements,
        "event-types": evaluate_event_types,
        "events": evaluate_events,
        "spans": evaluate_spans,
        "modality": evaluate_modality,
        "goals": evaluate_goals,
    }[task]
    return measure(data, encoder)


def _check(task: str, **given: object) -> None:
    if task not in TASKS:
        raise DetenteError(
            "UNKNOWN_TASK", f"{task!r} is no task.", f"Use one of: {', '.join(TASKS)}."
        )
    for name, of in (
        ("flatten", ("pages",)),
        ("models", _NETWORK_TASKS),
        ("model", _PAIR_TASKS),
        ("errors", ("actors",)),
    ):
        if given[name] and task not in of:
            raise DetenteError(
                "WRONG_OPTION",
                f"`{name}` says nothing to {task}.",
                f"It belongs to {', '.join(of)}.",
            )

"""``evaluate``: scores on gold data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from detente.commands.options import json_option, model_option
from detente.evaluation.tasks import TASKS
from detente.terminal import emit_document, emit_json


@click.command()
@click.argument("task", type=click.Choice(TASKS))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--flatten", is_flag=True, help="pages: reduce each to plain text lines first.")
@click.option(
    "--models",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Use the weights in FOLDER, not the shipped ones.",
)
@model_option
@click.option(
    "--errors",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="actors: write each question that was not answered right to a CSV file.",
)
@json_option("the scores")
def evaluate(
    task: str,
    data: Path,
    flatten: bool,
    models: Path | None,
    model: str | None,
    errors: Path | None,
    as_json: bool,
) -> int:
    """Score a step of the route on gold DATA.

    statements: a PolNeAR folder or a JSONL file of marked passages. pages: a folder with
    gold.jsonl beside html/. speakers: a folder of *.gold.json pages. actors: a CSV of
    office-holders. event-types: a PLV table. events: gold standard records (JSONL) or a PLV
    table. spans: a BIO file. modality: predicates with their certainty, or gold standard records
    with their modality (JSONL). same-event: groups of reports (JSONL). issues: passages with
    their issues (JSONL). positions, linkages, forecasts, agendas: passages or pages with all of
    them (JSONL). goals: pairs of goals with their agreement (JSONL).
    """
    from detente.evaluation.tasks import evaluate as score

    report = score(task, data, flatten=flatten, models=models, model=model, errors=errors)
    if as_json:
        emit_json(json.dumps(report, ensure_ascii=False, indent=2))
        return 0
    width = max(map(len, report["scores"]))
    lines = [f"{report['task']} on {report['data']}, n = {report['n']}"]
    lines += [f"{name:<{width}}  {score:.4f}" for name, score in report["scores"].items()]
    emit_document("\n".join(lines) + "\n")
    return 0

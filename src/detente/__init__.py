"""detente: a sourced ledger of who said what, and the brief for the next meeting.

Every command of the program has its counterpart here: ``read``, ``Ledger.statements``,
``Ledger.search``, ``Ledger.reading``, ``build_brief``, ``evaluate`` and ``diagnose``. Nothing is
imported before it is used, so that ``import detente`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.brief import build_brief, render
    from detente.doctor import Check, diagnose
    from detente.document import (
        Document,
        Paragraph,
        Part,
        Published,
        RawPage,
        Sentence,
        Span,
    )
    from detente.errors import DetenteError, Rejection
    from detente.evaluation.tasks import evaluate
    from detente.ledger import (
        Ledger,
        Outcome,
        Rows,
        Superseded,
        reading_from_json,
        reading_to_json,
    )
    from detente.pipeline import Report, read
    from detente.record import Actor, Reading, Statement

__version__ = "0.1.0"

# Where each public name lives.
_HOMES = {
    "Actor": "detente.record",
    "Check": "detente.doctor",
    "DetenteError": "detente.errors",
    "Document": "detente.document",
    "Ledger": "detente.ledger",
    "Outcome": "detente.ledger",
    "Paragraph": "detente.document",
    "Part": "detente.document",
    "Published": "detente.document",
    "RawPage": "detente.document",
    "Reading": "detente.record",
    "Rejection": "detente.errors",
    "Report": "detente.pipeline",
    "Rows": "detente.ledger",
    "Sentence": "detente.document",
    "Span": "detente.document",
    "Statement": "detente.record",
    "Superseded": "detente.ledger",
    "build_brief": "detente.brief",
    "diagnose": "detente.doctor",
    "evaluate": "detente.evaluation.tasks",
    "read": "detente.pipeline",
    "reading_from_json": "detente.ledger",
    "reading_to_json": "detente.ledger",
    "render": "detente.brief",
}

__all__ = [
    "Actor",
    "Check",
    "DetenteError",
    "Document",
    "Ledger",
    "Outcome",
    "Paragraph",
    "Part",
    "Published",
    "RawPage",
    "Reading",
    "Rejection",
    "Report",
    "Rows",
    "Sentence",
    "Span",
    "Statement",
    "Superseded",
    "__version__",
    "build_brief",
    "diagnose",
    "evaluate",
    "read",
    "reading_from_json",
    "reading_to_json",
    "render",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

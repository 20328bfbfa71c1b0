"""detente: a sourced ledger of who said and did what, and the brief for the next meeting.

Every command of the program has its counterpart here: ``read``, ``Ledger.statements``,
``Ledger.events``, ``Ledger.positions``, ``Ledger.linkages``, ``Ledger.forecasts``,
``Ledger.agendas``, ``Ledger.relations``, ``Ledger.search``, ``Ledger.reading``, ``who``,
``import_actors``, ``build_brief``, ``evaluate`` and ``diagnose``. Nothing is imported before it is
used, so that ``import detente`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.analysis.relations import Relation
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
    from detente.knowledge.actor_import import Imported, import_actors
    from detente.ledger import (
        EventCounts,
        IssueCounts,
        Ledger,
        Outcome,
        Rows,
        Superseded,
        reading_from_json,
        reading_to_json,
    )
    from detente.pipeline import Report, read
    from detente.reading.office_answers import Answer
    from detente.reading.offices import who
    from detente.record import (
        Actor,
        AgendaItem,
        Event,
        EventDate,
        Forecast,
        Linkage,
        Place,
        Position,
        Reading,
        Statement,
    )

__version__ = "0.1.0"

# Where each public name lives.
_HOMES = {
    "Actor": "detente.record",
    "AgendaItem": "detente.record",
    "Answer": "detente.reading.office_answers",
    "Check": "detente.doctor",
    "DetenteError": "detente.errors",
    "Document": "detente.document",
    "Event": "detente.record",
    "EventCounts": "detente.ledger",
    "EventDate": "detente.record",
    "Forecast": "detente.record",
    "Imported": "detente.knowledge.actor_import",
    "IssueCounts": "detente.ledger",
    "Ledger": "detente.ledger",
    "Linkage": "detente.record",
    "Outcome": "detente.ledger",
    "Paragraph": "detente.document",
    "Part": "detente.document",
    "Place": "detente.record",
    "Position": "detente.record",
    "Published": "detente.document",
    "RawPage": "detente.document",
    "Reading": "detente.record",
    "Rejection": "detente.errors",
    "Relation": "detente.analysis.relations",
    "Report": "detente.pipeline",
    "Rows": "detente.ledger",
    "Sentence": "detente.document",
    "Span": "detente.document",
    "Statement": "detente.record",
    "Superseded": "detente.ledger",
    "build_brief": "detente.brief",
    "diagnose": "detente.doctor",
    "evaluate": "detente.evaluation.tasks",
    "import_actors": "detente.knowledge.actor_import",
    "read": "detente.pipeline",
    "reading_from_json": "detente.ledger",
    "reading_to_json": "detente.ledger",
    "render": "detente.brief",
    "who": "detente.reading.offices",
}

__all__ = [
    "Actor",
    "AgendaItem",
    "Answer",
    "Check",
    "DetenteError",
    "Document",
    "Event",
    "EventCounts",
    "EventDate",
    "Forecast",
    "Imported",
    "IssueCounts",
    "Ledger",
    "Linkage",
    "Outcome",
    "Paragraph",
    "Part",
    "Place",
    "Position",
    "Published",
    "RawPage",
    "Reading",
    "Rejection",
    "Relation",
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
    "import_actors",
    "read",
    "reading_from_json",
    "reading_to_json",
    "render",
    "who",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

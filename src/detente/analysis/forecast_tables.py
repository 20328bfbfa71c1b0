"""What is due, how forecasters scored and what events suggest, as tables; filters as for rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from detente.analysis.forecasts import brier, due, suggest_resolutions
from detente.ledger.rows import Rows

if TYPE_CHECKING:
    from detente.ledger import Ledger


def due_rows(ledger: Ledger, as_of: date | None = None, **filters: Any) -> Rows:
    """Those of ``Ledger.forecasts`` that are due on a day, today if not given, as ``due`` has them.

    The longest due come first.
    """
    rows = ledger.forecasts(**{**filters, "resolved": False, "scoreable": True})
    table = rows.to_arrow()
    place = {id: number for number, id in enumerate(table["id"].to_pylist())}
    wanted = [place[row.id] for row in due(rows, as_of or date.today())]
    return Rows(table.take(wanted) if wanted else table.slice(0, 0))


def score_rows(ledger: Ledger, **filters: Any) -> Rows:
    """The scores that ``brier`` gives for the resolved forecasts that meet the filters.

    ``words`` is the score as it is said: a number, or that there is too little evidence for one.
    """
    columns = (
        *(("forecaster", str), ("score", float), ("words", str)),
        *(("scored", int), ("without_range", int)),
    )
    return Rows.of(
        columns,
        [
            (item.forecaster, item.score, str(item), item.scored, item.without_range)
            for item in brier(ledger.forecasts(**{**filters, "resolved": True}))
        ],
    )


def suggestion_rows(ledger: Ledger, **filters: Any) -> Rows:
    """The suggestions of ``suggest_resolutions`` for the open forecasts that meet the filters.

    ``outcome`` is what the ``event`` would say of the ``forecast``, ``quote`` the event's words.
    """
    forecasts = {
        row["id"]: row
        for row in ledger.forecasts(**{**filters, "resolved": False, "scoreable": True})
    }
    if not forecasts:
        events: dict[str, dict[str, Any]] = {}
    else:
        told = ledger.events(modality=["actual", "reported", "negated"])
        events = {row["id"]: row for row in told}
    columns = (
        *(("forecast", str), ("event", str), ("outcome", bool), ("strength", int)),
        *(("reasons", str), ("proposition", str), ("quote", str)),
    )
    return Rows.of(
        columns,
        [
            (
                *(item.forecast, item.event, int(item.outcome), item.strength),
                *("; ".join(item.reasons), forecasts[item.forecast]["proposition"]),
                events[item.event]["quote"],
            )
            for item in suggest_resolutions(forecasts.values(), events.values())
        ],
    )

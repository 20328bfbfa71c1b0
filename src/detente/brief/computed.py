"""What analysis computes for the two parties, asked for once."""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis.agenda import make_agenda
from detente.analysis.agreement import Judge
from detente.analysis.gathering import fetch
from detente.analysis.model import Agenda, Comparison
from detente.analysis.relations import Relation, relate
from detente.brief.gather import Period
from detente.days import last_day
from detente.knowledge.parties import Party
from detente.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Computed:
    """Comparisons by issue, those that weigh most first; the agenda; the relation over time."""

    comparisons: tuple[Comparison, ...]
    agenda: Agenda
    relation: Relation


def compute(
    ledger: Ledger, parties: tuple[Party, Party], period: Period, judge: Judge | None = None
) -> Computed:
    """All of it, as it stood on the last day of the period; of a ledger without dates nothing."""
    codes = parties[0].iso3, parties[1].iso3
    since, as_of = period.recent, period.as_of
    columns = fetch(ledger, codes, since, last_day(as_of) if as_of else None)
    relation = relate(ledger, *codes, since=since, as_of=as_of, columns=columns)
    if as_of is None:
        return Computed((), Agenda((), (), (), ()), relation)
    comparisons, agenda = make_agenda(ledger, *codes, as_of, since, judge, columns)
    return Computed(comparisons, agenda, relation)

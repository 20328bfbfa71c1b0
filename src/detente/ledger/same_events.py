"""Keeps the table ``same_events``: which rows of ``events`` report one event."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from detente.analysis.event_report import EventReport, Party
from detente.analysis.same_event import same_events


def join_reports(connection: sqlite3.Connection) -> None:
    """Work the table out anew. To be used inside a transaction."""
    reports = list(_reports(connection))
    same = same_events(reports)
    clusters: dict[str, list[EventReport]] = defaultdict(list)
    for report in reports:
        clusters[same[report.id]].append(report)
    connection.execute("DELETE FROM same_events")
    connection.executemany(
        "INSERT INTO same_events VALUES (?, ?, ?)",
        (
            (report.id, first, len({item.document for item in cluster}))
            for first, cluster in clusters.items()
            if len(cluster) > 1
            for report in cluster
        ),
    )
    connection.execute("UPDATE same_events_state SET stale = 0")


def _reports(connection: sqlite3.Connection) -> Iterator[EventReport]:
    parties = _parties(connection)
    words = _words(connection)
    for row in connection.execute(
        'SELECT e.id, coalesce(n."of", e.document), e.type, e.mode, e.modality, e.quote,'
        " d.published_date, e.date_start, e.date_end, coalesce(e.date_precision, 'unresolved'),"
        " coalesce(e.date_basis, 'document'), e.place_state, e.place_city"
        " FROM events e JOIN documents d ON d.id = e.document"
        " LEFT JOIN near_duplicates n ON n.document = e.document"
    ):
        id, document, type_, mode, modality, quote, published, start, end, *more = row
        precision, basis, state, city = more
        yield EventReport(
            id=id,
            document=document,
            type=type_,
            mode=mode,
            modality=modality,
            quote=quote,
            trigger=words["trigger"].get(id, "").casefold(),
            names=words["names"].get(id, ""),
            actors=tuple(parties["actor"].get(id, ())),
            recipients=tuple(parties["recipient"].get(id, ())),
            published=published,
            start=start,
            end=end,
            precision=precision,
            basis=basis,
            place_state=state,
            place_city=city,
        )


def _parties(connection: sqlite3.Connection) -> dict[str, dict[str, list[Party]]]:
    """Role → event → its parties in their order."""
    found: dict[str, dict[str, list[Party]]] = {"actor": {}, "recipient": {}}
    for event, role, *actor in connection.execute(
        "SELECT p.event, p.role, a.id, a.name, a.kind, a.state FROM event_parties p"
        " JOIN actors a ON a.document = p.document AND a.id = p.actor"
        " ORDER BY p.event, p.role, p.ordinal"
    ):
        found[role].setdefault(event, []).append(Party(*actor))
    return found


def _words(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """``trigger`` and ``names`` (parties and date) → event → those words of the page."""
    found: dict[str, dict[str, str]] = {"trigger": {}, "names": {}}
    for event, role, text in connection.execute(
        "SELECT event, role, text FROM event_spans WHERE role NOT IN ('place', 'venue')"
    ):
        kind = found["trigger" if role == "trigger" else "names"]
        kind[event] = f"{kind[event]} {text}" if event in kind else text
    return found

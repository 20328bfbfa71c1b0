"""Who speaks, acts and holds a position: the mentions of all rows resolved to actors.

A state's name, capital or seat of government resolves to its government, an actor of kind
``government`` that bears the state's short name; ministries, chambers and armies are actors of
their own. A title without a name resolves to the holder of the office on the document's day where
the table of offices leaves no doubt. What cannot be resolved stays ``unresolved`` under its
verbatim words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from detente.document import Document
from detente.reading.people import Party
from detente.reading.resolving import Resolver, shape_of
from detente.record import Actor, Event, Forecast, Linkage, Position, Reading, Statement

_HEARSAY = re.compile(
    r"\b(?:reported(?:ly)?|alleged(?:ly)?|purported(?:ly)?|supposed(?:ly)?|rumou?red|rumou?rs?"
    r"|(?:is|are|was|were|been|be) (?:\w+ly )?(?:said|understood|believed|thought|claimed))\b",
    re.IGNORECASE,
)


def resolve_actors(reading: Reading) -> Reading:
    """The reading with its actors, and every row with the ids of those it names.

    Statements get ``speakers``, events ``actors`` and ``recipients``, positions, linkages and
    forecasts ``actors``. The order of rows is kept. A statement without a source keeps no speakers;
    its voice becomes ``hearsay`` where the cue says that the word goes round. Actors come in the
    order of their first statement, event, position, linkage and forecast; the same actor in two
    documents has the same id. Offices are those of the document's date.
    """
    document, statements = reading.document, reading.statements
    resolver = Resolver(document, statements)
    said = resolver.speakers()
    done = {event.id: resolver.sides(event) for event in sorted(reading.events, key=_place)}
    held = {row.id: resolver.holders(row) for row in sorted(_held(reading), key=_holder_place)}
    resolver.identify()
    cast = _Cast(document.published.date)
    replaced = []
    for statement in statements:
        if not statement.source:
            replaced.append(_unsourced(document, statement))
            continue
        voice = "author" if _is_author(document, statement) else statement.voice
        replaced.append(replace(statement, speakers=cast.ids(said[statement.id]), voice=voice))
    coded = []
    for event in reading.events:
        actors, recipients = map(cast.ids, done[event.id])
        coded.append(replace(event, actors=actors, recipients=recipients))
    return replace(
        reading,
        statements=tuple(replaced),
        events=tuple(coded),
        positions=tuple(replace(row, actors=cast.ids(held[row.id])) for row in reading.positions),
        linkages=tuple(replace(row, actors=cast.ids(held[row.id])) for row in reading.linkages),
        forecasts=tuple(replace(row, actors=cast.ids(held[row.id])) for row in reading.forecasts),
        actors=tuple(cast.actors.values()),
    )


def _held(reading: Reading) -> tuple[Position | Linkage | Forecast, ...]:
    return (*reading.positions, *reading.linkages, *reading.forecasts)


def _holder_place(row: Position | Linkage | Forecast) -> int:
    return min((span.start for span in row.holder_spans), default=0)


class _Cast:
    """The actors of a document by id, in the order of their first row."""

    def __init__(self, as_of: str | None) -> None:
        self._as_of = as_of
        self.actors: dict[str, Actor] = {}

    def ids(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """The ids of parties, which become actors."""
        found = []
        for party in parties:
            actor = party.actor(self._as_of)
            self.actors.setdefault(actor.id, actor)
            found.append(actor.id)
        return tuple(dict.fromkeys(found))


def _place(event: Event) -> int:
    return event.trigger.start


def _is_author(document: Document, statement: Statement) -> bool:
    """True where the "I" of an opinion page speaks, outside anybody's quotation."""
    low = " ".join(document.quote(span) for span in statement.source).lower().strip(" ,")
    own = document.genre == "opinion" and statement.nested_in is None
    return own and shape_of(low) == "i" and statement.mode != "direct"


def _unsourced(document: Document, statement: Statement) -> Statement:
    cue = " ".join(document.quote(span) for span in statement.cue)
    return replace(statement, voice="hearsay") if _HEARSAY.search(cue) else statement

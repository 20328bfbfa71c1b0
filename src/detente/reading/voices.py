"""Whose assertion a row is: a speaker's, the reporter's, the author's, or hearsay."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.record import Event, Forecast, Linkage, Position, Reading, Voice

_HEARSAY = re.compile(
    r"\b(?:reportedly|rumou?r(?:s|ed)?|unconfirmed|unverified|hearsay|it is said"
    r"|(?:is|are|was|were) (?:widely )?(?:said|believed|thought|understood) to)\b",
    re.IGNORECASE,
)


def voice_rows(reading: Reading) -> Reading:
    """The reading, each event, position, linkage and forecast with its voice.

    What stands inside a statement has the statement's. Any other row is the author's in an opinion
    or where it is recommended, hearsay where the sentence says so before it, else the reporter's.
    """
    voices = {statement.id: statement.voice for statement in reading.statements}

    def voice(row: Event | Position | Linkage | Forecast, place: int) -> Voice:
        if row.statement is not None:
            return voices[row.statement]
        start = reading.document.sentences[row.sentence].start
        if _HEARSAY.search(reading.document.text, start, max(start, place)):
            return "hearsay"
        advised = isinstance(row, Event) and row.modality == "recommended"
        return "author" if advised or reading.document.genre == "opinion" else "reporter"

    return replace(
        reading,
        events=tuple(replace(e, voice=voice(e, e.trigger.start)) for e in reading.events),
        positions=tuple(replace(p, voice=voice(p, p.cue.start)) for p in reading.positions),
        linkages=tuple(replace(k, voice=voice(k, k.antecedent.start)) for k in reading.linkages),
        forecasts=tuple(replace(f, voice=voice(f, f.proposition.start)) for f in reading.forecasts),
    )

"""Which state a word on the command line means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from detente.errors import DetenteError
from detente.knowledge import Entity, knowledge

_ARTICLE = re.compile(
    r"^(?:United|Republic|Democratic Republic)\b|\b(?:Republic|Islands)$"
    r"|^(?:Bahamas|Comoros|Gambia|Holy See|Maldives|Netherlands|Philippines|Seychelles)$"
)

# The table has the usual names first; the names of single offices would slow a search down.
_NAMES = 14


@dataclass(frozen=True, slots=True)
class Party:
    """A state that a question is about: ISO3 code and short name."""

    iso3: str
    name: str


def find_party(words: str) -> Party:
    """The state meant by an ISO3 code, name, adjective, capital or seat of government.

    Raises:
        DetenteError: ``PARTY_UNKNOWN``, or ``PARTY_NOT_A_STATE`` for an organisation.
    """
    wanted = " ".join(words.split())
    if state := knowledge().states.get(wanted.upper()):
        return Party(state.iso3, state.name)
    entity = _entity(wanted)
    if entity is None:
        raise DetenteError("PARTY_UNKNOWN", f"No state is known as {wanted!r}.", _advice(wanted))
    if entity.state is None or entity.form in {"organ", "organisation"}:
        raise DetenteError(
            "PARTY_NOT_A_STATE",
            f"{entity.name} is not a state, and a brief is of two states.",
            f'`detente statements --actor "{entity.name}"` lists what it said.',
        )
    return Party(entity.state, knowledge().states[entity.state].name)


def with_article(name: str) -> str:
    """The name of a state as it stands in a sentence: "the United States", "Russia"."""
    return f"the {name}" if _ARTICLE.search(name) else name


def names_of(iso3: str) -> list[str]:
    """The words that most often name a state in a text: its name, adjective, capital and seats."""
    own = [name for name, entity in knowledge().entities.items() if entity.state == iso3]
    return [name for name in own if '"' not in name][:_NAMES]


def _entity(wanted: str) -> Entity | None:
    entities = knowledge().entities
    if wanted in entities:
        return entities[wanted]
    low = wanted.casefold()
    return next((entity for name, entity in entities.items() if name.casefold() == low), None)


def _advice(wanted: str) -> str:
    names = {state.name.casefold(): state for state in knowledge().states.values()}
    close = get_close_matches(wanted.casefold(), names, n=3, cutoff=0.7)
    if not close:
        return "Give an ISO3 code, such as USA, or the name of a state."
    meant = " or ".join(f"{names[name].iso3} ({names[name].name})" for name in close)
    return f"Perhaps {meant}?"

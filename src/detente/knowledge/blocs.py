"""Who belonged to a bloc on a day, and which bloc a text names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from detente.knowledge.tables import Bloc, blocs, knowledge


def members(name: str, on: date) -> tuple[str, ...]:
    """The members of a bloc on a day, in the order of the table: ISO3 codes and names of bodies.

    Empty where nothing of that name is in the table, where the table lists no members, and
    before the first and after the last of them.
    """
    bloc = bloc_named(name)
    if bloc is None:
        return ()
    found = (
        item.member
        for item in bloc.memberships
        if item.start <= on and (item.end is None or on <= item.end)
    )
    return tuple(dict.fromkeys(found))


def states(name: str, on: date) -> tuple[str, ...]:
    """The states behind a bloc on a day, as ISO3 codes, sorted.

    Members that are blocs count with their states (the European Union in the G20), states that
    are no more with their successor; organisations and armed groups have none.
    """
    found: set[str] = set()
    for member in members(name, on):
        entity = knowledge().entities.get(member)
        if member in knowledge().states:
            found.add(member)
        elif bloc_named(member):
            found.update(states(member, on))
        elif entity and entity.form == "name" and entity.state:
            found.add(entity.state)
    return tuple(sorted(found))


def bloc_named(text: str) -> Bloc | None:
    """The bloc that a text names, article and capitals aside; None if the table has none."""
    bare = re.sub(r"^the\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    return _by_name().get(bare) or _by_name().get(bare.casefold())


@cache
def _by_name() -> Mapping[str, Bloc]:
    """Name as written → bloc, then name without capitals → bloc."""
    exact = {name: bloc for bloc in blocs().values() for name in (bloc.name, *bloc.also)}
    folded = {name.casefold(): bloc for name, bloc in reversed(exact.items())}
    return MappingProxyType(folded | exact)

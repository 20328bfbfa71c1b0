"""What is known beforehand: states, seats of power, organisations, blocs with their members,
non-state groups, titles, nouns, people and function words.

The tables are CSV files beside this module, written to be read and corrected by hand;
:func:`knowledge` loads them once. :func:`members` and :func:`states` say who belonged to a bloc
on a day.
"""

from detente.knowledge.blocs import bloc_named, members, states
from detente.knowledge.tables import (
    Bloc,
    Entity,
    Group,
    Knowledge,
    KnownPerson,
    Membership,
    Noun,
    State,
    Title,
    blocs,
    groups,
    knowledge,
)

__all__ = [
    "Bloc",
    "Entity",
    "Group",
    "Knowledge",
    "KnownPerson",
    "Membership",
    "Noun",
    "State",
    "Title",
    "bloc_named",
    "blocs",
    "groups",
    "knowledge",
    "members",
    "states",
]

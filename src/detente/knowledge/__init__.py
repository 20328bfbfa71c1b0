"""What is known beforehand: states, seats of power, organisations, titles, nouns,
people and function words.

The tables are CSV files beside this module, written to be read and corrected by hand;
:func:`knowledge` loads them once.
"""

from detente.knowledge.tables import (
    Entity,
    Knowledge,
    KnownPerson,
    Noun,
    State,
    Title,
    knowledge,
)

__all__ = ["Entity", "Knowledge", "KnownPerson", "Noun", "State", "Title", "knowledge"]

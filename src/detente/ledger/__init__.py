"""The ledger: one SQLite file that keeps what was read, with the history of changed pages."""

from detente.ledger.counting import IssueCounts
from detente.ledger.event_queries import EventCounts
from detente.ledger.near_duplicates import body_text, signature
from detente.ledger.pages import Outcome
from detente.ledger.rows import Rows
from detente.ledger.serial import reading_from_json, reading_to_json
from detente.ledger.store import Ledger, Superseded

__all__ = [
    "EventCounts",
    "IssueCounts",
    "Ledger",
    "Outcome",
    "Rows",
    "Superseded",
    "body_text",
    "reading_from_json",
    "reading_to_json",
    "signature",
]

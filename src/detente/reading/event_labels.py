"""The labels that the event heads know, in the order of their outputs."""

from __future__ import annotations

from typing import get_args

from detente.knowledge.plover import codings
from detente.record import EventType, Modality

TYPES: tuple[EventType, ...] = get_args(EventType)
# the index after the last type
NO_EVENT = len(TYPES)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
# every type without and with each of its modes
CODES: tuple[tuple[EventType, str | None], ...] = tuple(codings())
# parties are those who act together, as in a meeting
ROLES = ("actor", "recipient", "party", "other")
MENTION_LABELS = ("O", *(f"{edge}-{role}" for role in ROLES for edge in "BI"))
# who acts and who is acted on in one event
PARTY_LABELS = ("O", "B-actor", "I-actor", "B-recipient", "I-recipient")

"""The labels that the frame network knows, in the order of its outputs.

A frame is a position, a linkage or a forecast. Its anchor is found first: the cue of a position,
the words that make a linkage, the proposition of a forecast. With the anchor marked the network
reads the sentence again and tags the rest, its slots.
"""

from __future__ import annotations

from typing import get_args

from detente.record import LinkageKind, Stance

ANCHORS = ("cue", "link", "proposition")
# an agenda's step is found at once, with its tier
TIERS = (1, 2, 3)
# the object of a position is its goal; of a linkage the object is the consequent, the condition its
# antecedent
SLOTS = ("holder", "object", "condition", "words", "horizon")
STANCES: tuple[Stance, ...] = get_args(Stance)
# whether the holder says so itself
SELF_STATED = ("self-stated", "other")
KINDS: tuple[LinkageKind, ...] = get_args(LinkageKind)
AGREEMENTS = ("same", "compatible", "opposed", "unrelated")

# outside, beginning, inside
EDGES = 3
ANCHOR_COLUMNS = EDGES * len(ANCHORS)
STEP_COLUMNS = 1 + 2 * len(TIERS)
SLOT_COLUMNS = EDGES * len(SLOTS)
# the last class is whether the anchor is one
CLASS_COLUMNS = len(STANCES) + len(SELF_STATED) + len(KINDS) + 1
# roles that mark pieces: none, each anchor, the two goals whose agreement is asked
ROLES = 1 + len(ANCHORS) + 2

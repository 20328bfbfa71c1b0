"""The two figures of the brief, where there is something to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analysis.model import Comparison
from detente.brief.comparing import LIKELY
from detente.brief.computed import Computed
from detente.brief.figures import issue_map, map_row, relation_figure
from detente.brief.model import Figure
from detente.knowledge.parties import Party

# more rows of the map than these leave no room for words
_ROWS = 6


def figures(computed: Computed, parties: tuple[Party, Party]) -> Iterator[Figure]:
    """The relation over time with its interval, and the map of issues and parties."""
    relation = computed.relation
    if relation.events:
        every = f"half-life {relation.choices.half_life_days:.0f} days"
        yield Figure(
            "relation",
            f"The relation over time: score of what happened between the two, −10 to 10, with its"
            f" {relation.choices.level:.0%} interval ({every}).",
            relation_figure(relation),
            11.0,
        )
    held = [one for one in computed.comparisons if any(side.positions for side in one.sides)]
    held = held[:_ROWS]
    if held:
        yield Figure(
            "issues",
            "Issues and parties: where each stands, and how much it says of each issue.",
            issue_map([map_row(_clear(one)) for one in held], (parties[0].name, parties[1].name)),
            4.5 + 1.15 * len(held),
        )


def _clear(one: Comparison) -> Comparison:
    """A comparison as the paper tells it: what is not clear enough is unknown."""
    return one if one.certainty >= LIKELY else replace(one, agreement="unknown")

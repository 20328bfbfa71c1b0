"""The graph model for conflict resolution: which outcomes hold, and against what kind of foresight.

Parties (deciders) hold options that are on (Y) or off (N); a state is one setting of all. A party
moves by changing its own options, if the state it would reach is feasible and no one-way option
goes back. A state is stable for a party if no move that it would gain by pays once others react,
and an equilibrium if it is stable for all:

- Nash  it has no move to a state that it prefers
- GMR   the others can answer each such move so that it ends no better off, at whatever cost to them
- SEQ   the others can so answer by moves that gain for the one who moves
- SIM   another gains by a move of its own, and both moves together leave the party no better off
- SMR   as GMR, and the party has no way out of the answer

Sources: L. Fang, K. W. Hipel, D. M. Kilgour, Interactive Decision Making: The Graph Model for
Conflict Resolution (Wiley, 1993), chapter 3; SIM: N. M. Fraser, K. W. Hipel, Conflict Analysis:
Models and Resolutions (North-Holland, 1984).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Concept = Literal["nash", "gmr", "seq", "sim", "smr"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "seq", "sim", "smr")
Direction = Literal["forward", "back"]


@dataclass(frozen=True)
class Conflict:
    """A conflict of parties with options.

    Args:
        options: party → the places of its options in a state; each option has one party.
        states: the feasible states, each a string of Y and N.
        preferences: party → its states from best to worst, in groups that it likes as well.
        one_way: place of an option → ``forward`` if it can only be taken, ``back`` if only dropped.

    Raises:
        ValueError: a state that is no setting of the options or given twice, an option with no
            party or two, or a preference that does not name every state once.
    """

    options: Mapping[str, Sequence[int]]
    states: Sequence[str]
    preferences: Mapping[str, Sequence[Sequence[str]]]
    one_way: Mapping[int, Direction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places = sorted(place for own in self.options.values() for place in own)
        if places != list(range(len(places))):
            raise ValueError("an option has no party, or two")
        if len(set(self.states)) != len(self.states) or any(
            len(state) != len(places) or set(state) - {"Y", "N"} for state in self.states
        ):
            raise ValueError("a state is no setting of the options, or is given twice")
        if set(self.preferences) != set(self.options):
            raise ValueError("the preferences are not those of the parties")
        for groups in self.preferences.values():
            if sorted(state for group in groups for state in group) != sorted(self.states):
                raise ValueError("a preference does not name every state once")
        ranks = {
            party: {state: rank for rank, group in enumerate(groups) for state in group}
            for party, groups in self.preferences.items()
        }
        object.__setattr__(self, "_ranks", ranks)
        moves = {
            (party, state): tuple(self._moves(party, state))
            for party in self.options
            for state in self.states
        }
        object.__setattr__(self, "_reach", moves)

    _ranks: Mapping[str, Mapping[str, int]] = field(init=False, repr=False, compare=False)
    _reach: Mapping[tuple[str, str], tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def moves(self, party: str, state: str) -> tuple[str, ...]:
        """The states that a party can reach from a state by itself, in the order of the states."""
        return self._reach[party, state]

    def improvements(self, party: str, state: str) -> tuple[str, ...]:
        """Those of its moves by which a party gains."""
        return tuple(end for end in self.moves(party, state) if self._gains(party, state, end))

    def stable(self, party: str, state: str, concept: Concept) -> bool:
        """Whether a state is stable for a party under a concept of stability."""
        gains = self.improvements(party, state)
        if concept == "nash":
            return not gains
        if concept == "sim":
            return all(self._met_at_once(party, state, end) for end in gains)
        return all(self._answered(party, state, end, concept) for end in gains)

    def equilibria(self, concept: Concept) -> tuple[str, ...]:
        """The states that are stable for every party, in the order of the states."""
        return tuple(
            state
            for state in self.states
            if all(self.stable(party, state, concept) for party in self.options)
        )

    def _moves(self, party: str, state: str) -> Iterator[str]:
        own = set(self.options[party])
        for end in self.states:
            changed = {place for place in range(len(end)) if state[place] != end[place]}
            if changed and changed <= own and all(self._allowed(place, end) for place in changed):
                yield end

    def _allowed(self, place: int, end: str) -> bool:
        way = self.one_way.get(place)
        return way is None or (way == "forward") is (end[place] == "Y")

    def _gains(self, party: str, state: str, end: str) -> bool:
        return self._ranks[party][end] < self._ranks[party][state]

    def _answered(self, party: str, state: str, end: str, concept: Concept) -> bool:
        """Whether the others can answer a move to ``end`` so that the party gains nothing."""
        for answer in self._answers(party, end, gaining=concept == "seq"):
            if self._gains(party, state, answer):
                continue
            if concept != "smr" or not any(
                self._gains(party, state, way_out) for way_out in self.moves(party, answer)
            ):
                return True
        return False

    def _answers(self, party: str, start: str, *, gaining: bool) -> set[str]:
        """All states that the others can bring about from ``start``, none moving twice running."""
        seen: set[tuple[str, str]] = set()
        todo: list[tuple[str, str | None]] = [(start, None)]
        while todo:
            state, last = todo.pop()
            for other in self.options:
                if other in (party, last):
                    continue
                ends = self.improvements(other, state) if gaining else self.moves(other, state)
                fresh = {(end, other) for end in ends} - seen
                seen |= fresh
                todo.extend(fresh)
        return {state for state, _ in seen}

    def _met_at_once(self, party: str, state: str, end: str) -> bool:
        """Whether another's gainful move, made at the same time, takes the gain of a move away.

        Two moves that together make no feasible state cannot both be made, and take nothing away.
        """
        own = set(self.options[party])
        for other in self.options:
            for met in self.improvements(other, state) if other != party else ():
                both = "".join(end[i] if i in own else met[i] for i in range(len(end)))
                if both in self._ranks[party] and not self._gains(party, state, both):
                    return True
        return False

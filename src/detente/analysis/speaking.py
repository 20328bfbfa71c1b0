"""Who speaks for a state, and whose word of a state's wishes is no source for them."""

from __future__ import annotations

import pyarrow as pa

from detente.record import ActorKind, Voice

# Firms, movements and blocs do not speak for a state.
_KINDS: frozenset[ActorKind] = frozenset({"state", "government", "person", "unnamed"})
# nor do its scholars, journalists, courts or opposition; a sector that is not known may be this
_SECTORS = frozenset({None, "government", "military", "intelligence", "legislature"})
# hearsay and an author's prose are no source for a party's wishes, whatever their basis
NO_SOURCE: frozenset[Voice] = frozenset({"author", "hearsay"})


def speaks_for_state(kind: ActorKind, sector: str | None) -> bool:
    """True if an actor of this kind and sector counts as a voice of its state.

    A parliament does, as what it votes binds the state; its members speak for themselves.
    """
    member = sector == "legislature" and kind in {"person", "unnamed"}
    return kind in _KINDS and sector in _SECTORS and not member


def own_rows(table: pa.Table, parties: tuple[str, str]) -> list[bool]:
    """For each row whether it is a position of one of two states, and no claim of the other's.

    Args:
        table: of :func:`detente.ledger.columns.position_columns`.
        parties: ISO3 codes. What speakers of the one alone say of the other is a rival's claim.
    """
    rivals = {parties[0]: {parties[1]}, parties[1]: {parties[0]}}
    names = ("state", "kind", "sector", "tellers")
    # of tens of thousands of rows few differ in all of this
    known: dict[tuple[str, ActorKind, str | None, tuple[str, ...]], bool] = {}
    made = []
    for state, kind, sector, tellers in zip(
        *(table[name].to_pylist() for name in names), strict=True
    ):
        key = state, kind, sector, tuple(tellers or ())
        if key not in known:
            rival = set(key[3]) == rivals.get(state)
            known[key] = state in rivals and speaks_for_state(kind, sector) and not rival
        made.append(known[key])
    return made

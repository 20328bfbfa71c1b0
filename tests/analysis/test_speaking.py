from __future__ import annotations

import pytest

from detente.analysis.speaking import speaks_for_state
from detente.record import ActorKind


@pytest.mark.parametrize(
    ("kind", "sector", "speaks"),
    [
        pytest.param("government", "legislature", True, id="a parliament"),
        pytest.param("person", "legislature", False, id="one of its members"),
        pytest.param("unnamed", "legislature", False, id="some of its members"),
        pytest.param("person", "government", True, id="a minister"),
        pytest.param("unnamed", "opposition", False, id="the opposition"),
        pytest.param("organisation", "business", False, id="a firm"),
    ],
)
def test_who_speaks_for_a_state(kind: ActorKind, sector: str | None, speaks: bool) -> None:
    assert speaks_for_state(kind, sector) is speaks

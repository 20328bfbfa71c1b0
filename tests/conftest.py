"""Settings for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from detente.brief import pictures

# the same examples in every run: a failure is the change's, not the draw's; nor a busy machine's
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(scope="module")
def undrawn() -> Iterator[None]:
    """Leave a brief's figures empty: to draw them takes most of its time."""
    patch = pytest.MonkeyPatch()
    patch.setattr(pictures, "relation_figure", lambda *_: "<svg/>")
    patch.setattr(pictures, "issue_map", lambda *_: "<svg/>")
    yield
    patch.undo()

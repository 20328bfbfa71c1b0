from __future__ import annotations

import pytest

from detente.document import Span
from detente.reading.occasions import without_called


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("Madam Secretary, Republican senators", "Republican senators"),
        ("Mr. President, your own generals", "your own generals"),
        ("Mr Foreign Minister, Tehran", "Tehran"),
        ("Sir, the deputies", "the deputies"),
        ("Mr. Lavrov, the foreign minister,", "Mr. Lavrov, the foreign minister,"),
        ("Secretary Gates, who sat beside her,", "Secretary Gates, who sat beside her,"),
        ("Sir Malcolm Rifkind, the envoy", "Sir Malcolm Rifkind, the envoy"),
        ("Madam Secretary,", "Madam Secretary,"),
        ("Madam Secretary", "Madam Secretary"),
    ],
)
def test_who_is_spoken_to_is_no_source(source: str, left: str) -> None:
    text = f"QUESTION: {source} say that it is late."
    start = text.index(source)
    found = without_called(text, Span(start, start + len(source)))
    assert text[found.start : found.end] == left

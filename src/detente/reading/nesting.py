"""Which statement holds a span in its content."""

from __future__ import annotations

from collections.abc import Sequence

from detente.document import Span
from detente.record import Statement


def holding(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The innermost statement whose content holds a span, None if none does."""
    found = [
        statement
        for statement in statements
        if any(part.start <= span.start and span.end <= part.end for part in statement.content)
    ]
    nested = [statement for statement in found if statement.nested_in]
    return next(iter(nested or found), None)

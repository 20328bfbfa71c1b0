"""The issues of rows as numbers: each set of issues once, cut down to the finest of its issues."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from detente.knowledge.issues import ancestors

# between issues in one text: no id holds it
_SEPARATOR = "\x1f"


def leaves(issues: list[str]) -> tuple[str, ...]:
    """The issues without those that have another of them below: a family only without its own."""
    above = {other for issue in issues for other in ancestors(issue)}
    return tuple(dict.fromkeys(issue for issue in issues if issue not in above))


def leaf_codes(column: pa.ChunkedArray) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """The sets of issues in a column of lists, and for each row the place of its set."""
    texts = pc.binary_join(column.cast(pa.list_(pa.string())), _SEPARATOR)
    encoded = pa.chunked_array([texts]) if isinstance(texts, pa.Array) else texts
    dictionary = encoded.combine_chunks().dictionary_encode()
    if isinstance(dictionary, pa.ChunkedArray):
        dictionary = dictionary.combine_chunks()
    sets = [
        leaves([issue for issue in (text or "").split(_SEPARATOR) if issue])
        for text in dictionary.dictionary.to_pylist()
    ]
    codes: NDArray[np.int64] = np.asarray(
        pc.fill_null(dictionary.indices, pa.scalar(0, dictionary.indices.type)), np.int64
    )
    return sets, codes

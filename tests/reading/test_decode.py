from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.decode import (
    DISTANCE_BINS,
    LABELS,
    LINK_SIZE,
    Crf,
    Links,
    Tagged,
    link_spans,
    tagged_spans,
    viterbi,
)


def crf(rng: np.random.Generator) -> Crf:
    size = len(LABELS)
    return Crf(
        rng.normal(size=(size, size)).astype(np.float32), rng.normal(size=size).astype(np.float32)
    )


def best_by_force(emissions: np.ndarray, chain: Crf) -> tuple[int, ...]:
    def score(path: tuple[int, ...]) -> float:
        total = chain.begin[path[0]] + emissions[0, path[0]]
        for step in range(1, len(path)):
            total += chain.moves[path[step - 1], path[step]] + emissions[step, path[step]]
        return float(total)

    return max(itertools.product(range(len(LABELS)), repeat=len(emissions)), key=score)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_viterbi_finds_the_best_of_all_paths_whatever_the_padding(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chain = crf(rng)
    emissions = rng.normal(size=(2, 4, len(LABELS))).astype(np.float32)
    paths = viterbi(emissions, [4, 3], chain)
    assert tuple(paths[0]) == best_by_force(emissions[0], chain)
    assert tuple(paths[1]) == best_by_force(emissions[1, :3], chain)


def test_spans_are_read_off_a_path() -> None:
    path = np.array(
        [LABELS.index(name) for name in ["B-source", "I-source", "B-cue", "O", "B-cue"]]
    )
    spans = tagged_spans(path, np.zeros((5, len(LABELS)), dtype=np.float32))
    assert [span.words for span in spans["source"]] == [(0, 1)]
    assert [span.words for span in spans["cue"]] == [(2, 2), (4, 4)]
    assert spans["content"] == []


def plain_links(no_source: float) -> Links:
    bins = np.zeros(len(DISTANCE_BINS) + 1, dtype=np.float32)
    return Links(bins, bins, no_source)


def test_each_cue_chooses_a_source_and_each_content_a_cue() -> None:
    vectors = np.zeros((6, 4 * LINK_SIZE), dtype=np.float32)
    # cue at word 1 likes the source at word 0; content at word 2 likes that cue
    vectors[1, 0] = vectors[0, LINK_SIZE] = 10
    vectors[1, 2 * LINK_SIZE] = vectors[2, 3 * LINK_SIZE] = 10
    spans = {
        "source": [Tagged((0, 0), 0.9), Tagged((5, 5), 0.9)],
        "cue": [Tagged((1, 1), 0.9), Tagged((4, 4), 0.9)],
        "content": [Tagged((2, 3), 0.9)],
    }
    found = link_spans(spans, vectors, plain_links(-5))
    assert [(item.cue.words, item.source and item.source.words) for item in found] == [
        ((1, 1), (0, 0))
    ]
    assert [content.words for content in found[0].contents] == [(2, 3)]


def test_a_cue_may_have_no_source() -> None:
    spans = {
        "source": [Tagged((0, 0), 0.9)],
        "cue": [Tagged((1, 1), 0.9)],
        "content": [Tagged((2, 3), 0.9)],
    }
    vectors = np.zeros((4, 4 * LINK_SIZE), dtype=np.float32)
    assert link_spans(spans, vectors, plain_links(5))[0].source is None

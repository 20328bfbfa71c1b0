"""Near-duplicates: the same story in two papers, linked so that it counts once.

Which document counts is a function of the documents alone, not of the order they came in: in the
order of ``Rank`` (longest first), a document is a near-duplicate if it tells the same story as an
earlier one that is none itself. What is set aside was thus compared with what counts for it, and
the longest version, which holds the most statements, counts.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
from rensa import RMinHash

from detente.document import Document

# Two documents tell the same story if the longer holds this share of the shorter's shingles.
# Equal lengths then have a Jaccard index of 0.5 or more. Among the 350,000 pairs of 840 articles
# of seven US papers, the seven pairs that are one story reprinted or updated reach 0.72 to 1.0,
# the next one, a report that quotes another at length, 0.52, all others stay below 0.28.
CONTAINMENT = 2 / 3
# Words a shingle: at 3 set phrases begin to count, at 5 each edited word costs more than it tells.
SHINGLE_WORDS = 4
# Bodies below this are captions, notices and one-sentence items, alike by their set phrases.
LEAST_SHINGLES = 20
# 40 bands of 3: two texts with Jaccard index j share a band with probability 1 - (1 - j³)⁴⁰
# (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4): 0.995 at 0.5, 0.66 at 0.3 (a
# story cut to half its length), 0.04 at 0.1.
BANDS = 40
BAND_ROWS = 3
SEED = 1
# Three standard deviations of a Jaccard index estimated from 120 numbers, at its widest: what
# falls short by more is not compared word for word.
MARGIN = 0.14
# Lengths that differ by less count as equal: a paragraph of a long story.
LENGTH_STEP = 1.05
# Shingles of documents kept while links are made: 100 KB a document of a thousand words.
_KEPT = 256

_WORD = re.compile(r"\w+")
_BODY_ROLES = frozenset({"body", "update"})


class Rank(NamedTuple):
    """A document's place in the order in which documents count: longest, earliest, least id.

    Lengths within a step are equal: a page that grows by a line an hour, read hour by hour, would
    else take over all links of its earlier states each time.
    """

    shorter: int
    published: str
    id: str


class _Candidate(NamedTuple):
    rank: Rank
    original: str | None


class Likeness(NamedTuple):
    """How alike two texts are: Jaccard index, and the share of the shorter found in the longer."""

    similarity: float
    containment: float


def body_text(document: Document) -> str:
    """The paragraphs two papers that run the same story share: body and updates, no headline."""
    paragraphs = ((one.role, one.start, one.end) for one in document.paragraphs)
    return _body(document.text, paragraphs)


def shingles(text: str) -> frozenset[str]:
    """All runs of ``SHINGLE_WORDS`` words, without case and punctuation."""
    words = _WORD.findall(text.casefold())
    runs = zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False)
    return frozenset(map(" ".join, runs))


def signature(text: str) -> tuple[int, ...]:
    """The number of the body text's shingles, then their minhash, which short bodies lack.

    The same in every process and on every machine.
    """
    runs = shingles(text)
    if len(runs) < LEAST_SHINGLES:
        return (len(runs),)
    minhash = RMinHash(BANDS * BAND_ROWS, SEED)
    minhash.update(list(runs))
    return (len(runs), *minhash.digest())


def pack(numbers: Sequence[int]) -> bytes:
    """A minhash as the ledger stores it."""
    return np.array(numbers, dtype="<u4").tobytes()


def bands(minhash: bytes) -> list[int]:
    """The look-up keys of a stored minhash: one signed 64-bit number a band."""
    width = BAND_ROWS * 4
    digests = (
        blake2b(minhash[start : start + width], digest_size=8, salt=start.to_bytes(2)).digest()
        for start in range(0, len(minhash), width)
    )
    return [int.from_bytes(digest, signed=True) for digest in digests]


def likeness(one: frozenset[str], other: frozenset[str]) -> Likeness:
    """Exact measures of two sets of shingles, neither of them empty."""
    common = len(one & other)
    return Likeness(common / (len(one) + len(other) - common), common / min(len(one), len(other)))


class Links:
    """Keeps the table ``near_duplicates`` right. To be used inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shingles = lru_cache(maxsize=_KEPT)(self._load_shingles)

    def insert(self, key: int, minhash: bytes) -> None:
        """Make the document with this key findable by its stored minhash."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO minhash_bands VALUES (?, ?)",
            [(band, key) for band in bands(minhash)],
        )

    def remove(self, id: str) -> list[str]:
        """Forget a document's signature and links; returns those whose original it was."""
        key, minhash = self._connection.execute(
            "SELECT key, signature FROM documents WHERE id = ?", (id,)
        ).fetchone()
        self._connection.executemany(
            "DELETE FROM minhash_bands WHERE band = ? AND document = ?",
            [(band, key) for band in bands(minhash)],
        )
        dependants = self._dependants(id)
        self._connection.execute(
            'DELETE FROM near_duplicates WHERE document = ? OR "of" = ?', (id, id)
        )
        return dependants

    def settle(self, ids: Iterable[str]) -> None:
        """Decide for new documents, and those that lost their original, and all this changes."""
        self._shingles.cache_clear()
        unsettled = set(ids)
        queue = [self._rank(id) for id in unsettled]
        queued = set(queue)
        heapify(queue)
        # In the order of rank, so that all a decision rests on is settled before it.
        while queue:
            rank = heappop(queue)
            for changed in self._decide(rank, new=rank.id in unsettled):
                if changed not in queued:
                    queued.add(changed)
                    heappush(queue, changed)

    def _decide(self, rank: Rank, *, new: bool) -> list[Rank]:
        """Link one document, or not; returns the later ones to decide (again) because of it."""
        before = self._original(rank.id)
        for other in sorted(self._candidates(rank.id, 'n."of" IS NULL')):
            if other.rank < rank and (found := self._same_story(rank.id, other.rank.id)):
                self._link(rank.id, other.rank.id, found)
                counted = before is None and not new
                return [self._rank(id) for id in self._dependants(rank.id)] if counted else []
        if before is None and not new:
            return []
        self._connection.execute("DELETE FROM near_duplicates WHERE document = ?", (rank.id,))
        return [
            later.rank
            for later in self._candidates(rank.id)
            if later.rank > rank
            and (later.original is None or self._rank(later.original) > rank)
            and self._same_story(rank.id, later.rank.id)
        ]

    def _candidates(self, id: str, condition: str = "true") -> list[_Candidate]:
        """Documents that share a band with this one and whose estimated likeness may suffice."""
        count, minhash = self._connection.execute(
            "SELECT shingles, signature FROM documents WHERE id = ?", (id,)
        ).fetchone()
        keys = bands(minhash)
        rows = self._connection.execute(
            'SELECT d.id, d.shingles, d.published_date, d.signature, n."of"'
            " FROM documents d LEFT JOIN near_duplicates n ON n.document = d.id"
            f" WHERE d.id <> ? AND {condition} AND d.key IN"
            f" (SELECT document FROM minhash_bands WHERE band IN ({','.join('?' * len(keys))}))",
            (id, *keys),
        )
        return [
            _Candidate(_rank(other, size, published), original)
            for other, size, published, other_minhash, original in rows
            if _containment(_estimate(minhash, other_minhash) + MARGIN, count, size) >= CONTAINMENT
        ]

    def _same_story(self, one: str, other: str) -> Likeness | None:
        found = likeness(self._shingles(one), self._shingles(other))
        return found if found.containment >= CONTAINMENT else None

    def _load_shingles(self, id: str) -> frozenset[str]:
        text = self._connection.execute(
            "SELECT text FROM documents WHERE id = ?", (id,)
        ).fetchone()[0]
        paragraphs = self._connection.execute(
            "SELECT role, start_at, end_at FROM paragraphs WHERE document = ? ORDER BY ordinal",
            (id,),
        )
        return shingles(_body(text, paragraphs))

    def _rank(self, id: str) -> Rank:
        row = self._connection.execute(
            "SELECT id, shingles, published_date FROM documents WHERE id = ?", (id,)
        ).fetchone()
        return _rank(*row)

    def _original(self, id: str) -> str | None:
        row = self._connection.execute(
            'SELECT "of" FROM near_duplicates WHERE document = ?', (id,)
        ).fetchone()
        return None if row is None else str(row[0])

    def _dependants(self, id: str) -> list[str]:
        rows = self._connection.execute(
            'SELECT document FROM near_duplicates WHERE "of" = ?', (id,)
        )
        return [row[0] for row in rows]

    def _link(self, id: str, original: str, found: Likeness) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO near_duplicates VALUES (?, ?, ?, ?)", (id, original, *found)
        )


def _body(text: str, paragraphs: Iterable[tuple[str, int, int]]) -> str:
    return "\n".join(text[start:end] for role, start, end in paragraphs if role in _BODY_ROLES)


def _rank(id: str, size: int, published: str | None) -> Rank:
    # '~' sorts after every date: a dated copy goes before an undated one
    return Rank(-round(math.log(max(size, 1), LENGTH_STEP)), published or "~", id)


def _estimate(one: bytes, other: bytes) -> float:
    """The Jaccard index as two stored minhashes tell it: the share of equal numbers."""
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def _containment(jaccard: float, one: int, other: int) -> float:
    """The containment that two sets of these sizes have at this Jaccard index, at most 1."""
    common = min(jaccard * (one + other) / (1 + jaccard), one, other)
    return common / min(one, other)

"""Each statement once, the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from detente.brief.entries import Draft, Entry
from detente.days import newness

# Shorter quotes ("yes") may be said twice; longer ones in the same words are one statement.
_SAME_WORDS = 24


def merge_drafts(drafts: Iterable[Draft]) -> list[Draft]:
    """Each statement once, news before what is told in retrospect, the newest first.

    One that stands within another of the same party is read there; the same words by the same
    speakers on several pages are one statement, quoted from the earliest page.
    """
    drafts = list(drafts)
    own = {draft.entry.statement for draft in drafts if not draft.second_hand}
    merged: dict[object, Draft] = {}
    for draft in drafts:
        if draft.nested_in in own:
            continue
        key = _same(draft)
        if known := merged.get(key):
            first, second = sorted((known, draft), key=lambda d: _place(d.entry))
            pages = dict.fromkeys([*first.documents, *second.documents])
            merged[key] = replace(first, documents=list(pages))
        else:
            merged[key] = draft
    return sorted(merged.values(), key=_rank, reverse=True)


def _rank(draft: Draft) -> tuple[bool, str]:
    """News before what is told in retrospect, newest first; a page's keep their order."""
    return "retold" not in draft.entry.flags, newness(draft.entry.date)


def _same(draft: Draft) -> object:
    words = re.sub(r"\W+", " ", draft.entry.quote.casefold()).strip()
    if len(words) < _SAME_WORDS:
        return draft.entry.statement
    return frozenset(speaker.actor for speaker in draft.entry.speakers), words


def _place(entry: Entry) -> tuple[bool, str, str]:
    return entry.date is None, entry.date or "", entry.statement

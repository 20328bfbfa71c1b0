"""The language of a page: English is told by its commonest words, others by py3langid."""

from __future__ import annotations

import re
from itertools import islice

# Words that no neighbouring language shares; running English prose has 12 to 25 of them in 100.
_ENGLISH_WORDS = (
    "the of and to that with by from which said have will would this their they his not who "
    "been were its"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENOUGH_ENGLISH = 0.07
_SAMPLE = 600  # words looked at
_MIN_LETTERS = 120  # a shorter text shows no language reliably
# How much likelier (log) the other language must be: names and quotations alone do not reach it.
_CLEARLY = 60.0
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_LANGUAGES = (
    "en ar bg cs da de el es et fa fi fr he hi hr hu id it ja ka ko lt lv mk nl no pl pt ro ru "
    "sk sl sq sr sv sw tr uk ur vi zh"
)


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language; ``en`` unless it is clearly another.

    The identifier's model takes a second to load, so it is asked only where English words are
    rare.
    """
    words = [match[0] for match in islice(_WORD.finditer(text), _SAMPLE)]
    if sum(map(len, words)) < _MIN_LETTERS:
        return "en"
    english = sum(word.lower() in _ENGLISH for word in words)
    if english / len(words) >= _ENOUGH_ENGLISH:
        return "en"
    return _identified(" ".join(words))


def _identified(text: str) -> str:
    import py3langid

    py3langid.set_languages(_LANGUAGES.split())
    ranked = dict(py3langid.rank(text))
    best = max(ranked, key=lambda code: ranked[code])
    return str(best) if ranked[best] - ranked["en"] >= _CLEARLY else "en"

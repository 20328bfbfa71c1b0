"""What kind of event the words of a forecast speak of, and which states they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from detente.analysis.event_report import FAMILIES, stems
from detente.knowledge import knowledge

# The verbs and nouns that stand for a type; enough to look for events of it, not to code one.
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "AGREE": r"sign|ratif\w*|agree|accord|deal|treaty|pact|conclude|approve|adopt",
        "CONCEDE": r"lift|ease|give\s+way|back\s+down|relax|reopen|unblock",
        "CONSULT": r"meet|met|talk|summit|visit|negotiat\w*|confer|phone|call\s+on|mediat\w*",
        "SUPPORT": r"recogni[sz]e|endorse|backs|backed|support|praise",
        "COOPERATE": r"exercise|cooperat\w*|share",
        "AID": r"aid|assist\w*|fund|suppl(?:y|ies|ied)|donate|lend",
        "RETREAT": r"withdraw\w*|pull\s+(?:out|back)|ceasefire|cease-fire|truce|release|free|disarm"
        r"|resign|step\s+down|exchange|swap",
        "REQUEST": r"ask|demand|urge|appeal",
        "THREATEN": r"threat\w*|ultimatum|warn",
        "ACCUSE": r"accus\w*|condemn|denounce|censure|blame",
        "REJECT": r"reject|veto|refus\w*|rule\s+out|turn\s+down|walk\s+out|block|vote\s+down",
        "PROTEST": r"protest|demonstrat\w*|march|riot|boycott|strike",
        "SANCTION": r"sanction|embargo|expel\w*|sever|suspend|cut\s+(?:ties|off)|convict",
        "COERCE": r"arrest|seiz\w*|ban|detain|deport|curfew|hack",
        "MOBILIZE": r"deploy|mobili[sz]e|massed|call\s+up|station",
        "ASSAULT": r"attack|strike|invad\w*|invasion|bomb|shell|kill|assault|war|raid|fight\w*",
    }
)
_ENDING = r"(?:s|es|d|ed|ned|ning|ing|ment|ments)?"
_NAME = re.compile(r"[^\W\d_][\w.’'-]*")
# "the United States of America"
_LONGEST_NAME = 4
_POSSESSIVE = re.compile(r"['’]s?$")


def families_of(text: str) -> frozenset[str]:
    """The families of event types that a text speaks of: types that are confused count as one."""
    return frozenset(
        FAMILIES.get(type_, type_) for type_, pattern in _patterns().items() if pattern.search(text)
    )


@lru_cache(maxsize=4096)
def states_named(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ISO3 codes of the states whose names a text has, and the stems of those names."""
    words = [_POSSESSIVE.sub("", match[0]).rstrip(".") for match in _NAME.finditer(text)]
    entities = knowledge().entities
    states: set[str] = set()
    names: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            entity = entities.get(phrase)
            if entity and entity.state:
                states.add(entity.state)
                names |= stems(phrase)
                at += size - 1
                break
        at += 1
    return frozenset(states), frozenset(names)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType(
        {
            type_: re.compile(rf"\b(?:{words}){_ENDING}\b", re.IGNORECASE)
            for type_, words in _WORDS.items()
        }
    )

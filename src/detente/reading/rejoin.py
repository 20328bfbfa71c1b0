"""Sentences that a blank line, a page break or an advertisement has broken, made whole again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from detente.reading.blocks import Block


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that end no English sentence or heading: more must follow, whatever its first letter.
_OPEN_ENDED = _words(
    "a an the of to in and or nor but for with by from at on that which who whom whose his her its "
    "their our your my as than into between among toward towards against about over under after "
    "before during without within upon via per if when while because although though unless until "
    "whether is are was were be been has have had will would could should may might must can "
    "not"
)
# Those of them that end no line of a list either ("stories to relate to", "scraping by").
_NEVER_LAST = _words(
    "a an the of and nor but its their our your my as than whose if because although unless"
)
_TITLES = _words("mr. mrs. ms. dr. gen. sen. rep. col. lt. president minister")
# A paragraph may begin with a name of this kind, so a small letter shows nothing there.
_PARTICLES = re.compile(r"^(?:al|el|de|da|di|du|von|van|bin|ibn|der|den)[-\s]")
_ENDED = re.compile(r"[.!?…:;][”\"’'»)\]*]*$")
_LOWER_START = re.compile(r"^[(\[“\"‘'—–-]{0,2}\s?[a-zß-öø-ÿ]")
_BRAND = re.compile(r"^[a-z]+[A-Z]")  # eBay, iPhone
_BULLET = re.compile(r"^\s*(?:[•·▪■●*–—-]|(?:\d+|[a-z])[.)])\s")
_MIN_WORDS = 6  # shorter lines without a full stop are headings, captions, labels
_LIST_ITEM = re.compile(r"; (?:and|or)$")
_NAME_END = re.compile(r"[A-Z]\w+, ")
_LONG = 10  # words before a comma that surely stands in a sentence
_SURE = 12  # words of a first half that nothing but an article holds
_MAX_BETWEEN = 12  # blocks of furniture that may stand between the two halves
_MAX_LENGTH = 20_000  # characters: no paragraph of an article is longer
_READ = frozenset({"body", "update"})

_SPLIT_WORD = re.compile(r"(?<![\w-])([^\W\d_]{2,})-\s+([^\W\d_]{2,})(?![\w-])")
_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_COMMON = _words(
    "and or to but nor than as of the a an in on at by for with from which who that is are was "
    "were it he she they we not no so then"
)
# First halves that are words and that English writes with a hyphen: "long- term" is "long-term".
_COMPOUNDING = _words(
    "long short high low well self cross half two three four five six seven eight nine ten north "
    "south east west war peace state much full hard large small middle old new open right left "
    "top first second third cease arms nuclear anglo franco sino euro russo indo afro"
)
# Second and first halves that are no words of their own.
_ENDINGS = re.compile(
    r"(?:ments?|ings?|ful(?:ly)?|ists?|ly|ary|e[dnr]|ers|est|ness|less|al(?:ly)?|isms?|i?ty|ties"
    r"|s?sions?|t?ions?|tional(?:ly)?|ance|ences?|ence|able|ible|ative|tive|ment(?:al|ary)|ate[ds]?)$"
)
_SYLLABLES = _words("inter un re dis mis trans con com im ne pre pro ad ac sub de")


def rejoin(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with broken sentences joined and words hyphenated at a line's end mended.

    The second half joins the first where it stands; furniture from between comes after it. A half
    that was taken for furniture or a teaser comes back to its sentence. No character is lost but
    white space and the hyphens of mended words.
    """
    joined: list[Block] = []
    open_at: int | None = None
    for block in blocks:
        if open_at is not None and (
            _belongs(joined[open_at], block, len(joined) - 1 - open_at)
            or _is_cut_name(joined, open_at, block)
        ):
            first = joined[open_at]
            joined[open_at] = replace(first, text=f"{first.text} {block.text}")
        elif block.role in _READ and joined and _is_lost_first_half(joined[-1], block):
            joined[-1] = replace(block, text=f"{joined[-1].text} {block.text}")
            open_at = len(joined) - 1
        else:
            joined.append(block)
            if block.role in _READ:
                open_at = len(joined) - 1
    return _mended(joined)


def _belongs(first: Block, second: Block, between: int) -> bool:
    if between > _MAX_BETWEEN or len(first.text) > _MAX_LENGTH:
        return False
    if second.role in _READ:
        return first.role == second.role and _continues(first.text, second.text)
    return _is_lost(second) and _is_broken(first.text, second.text) and _ends(second.text)


def _is_cut_name(joined: Sequence[Block], open_at: int, second: Block) -> bool:
    """True for "… countries of Central and Eastern" / "Europe, …", where no small letter shows it.

    A summary, a heading or a list ends without a full stop too; so the first half must stand
    behind two whole paragraphs, and the second half begin as few sentences do.
    """
    first = joined[open_at]
    words = first.text.split()
    if first.role != "body" or second.role != "body" or len(words) < _SURE:
        return False
    if _ENDED.search(first.text) or _LIST_ITEM.search(first.text) or first.text.endswith(","):
        return False
    if not (words[-1][0].isupper() and _NAME_END.match(second.text) and _is_lower(words)):
        return False
    whole = [block for block in joined[:open_at] if block.role == "body"][-2:]
    paragraphs = [*whole, second]
    return len(whole) == 2 and all(map(_is_whole, paragraphs)) and not _BULLET.match(first.text)


def _is_whole(block: Block) -> bool:
    return len(block.text.split()) >= _LONG and _ends(block.text)


def _is_lost_first_half(first: Block, second: Block) -> bool:
    return _is_lost(first) and _is_broken(first.text, second.text)


def _is_lost(block: Block) -> bool:
    """True for a role that half a sentence is given where it looks like nothing else."""
    return block.role in ("furniture", "teaser")


def _is_broken(before: str, after: str) -> bool:
    """True for two halves of one long sentence, sure enough to overrule the role of one."""
    return (
        len(before.split()) >= _SURE
        and len(after.split()) >= _MIN_WORDS
        and before.lstrip("“\"‘'")[:1].isupper()
        and _LOWER_START.match(after) is not None
        and _continues(before, after)
    )


def _ends(text: str) -> bool:
    return _ENDED.search(text) is not None and text[-1] not in ":;"


def _continues(before: str, after: str) -> bool:
    """True if the second paragraph goes on with the sentence that the first leaves open."""
    if _ENDED.search(before) and not _is_abbreviated(before, after):
        return False
    if _BULLET.match(before) or _BULLET.match(after):
        return False
    words = before.split()
    last = words[-1].lower()
    if _LOWER_START.match(after) and not _BRAND.match(after):
        is_prose = len(words) >= _MIN_WORDS and not _LOWER_START.match(before)
        demands_more = before.endswith((",", "-")) or last in _OPEN_ENDED
        return demands_more or (is_prose and not _PARTICLES.match(after))
    if last in _TITLES and last.endswith("."):
        return True
    is_list = before.endswith(",") and not (len(words) >= _LONG and _ENDED.search(after))
    is_list = is_list or _LIST_ITEM.search(before) is not None
    demands_more = before.endswith((",", "-")) or last in _NEVER_LAST or last in _TITLES
    return demands_more and not is_list and len(words) >= _MIN_WORDS and _is_lower(words)


def _is_lower(words: Sequence[str]) -> bool:
    """True for running text: a heading sets most of its words in capitals."""
    return sum(word[0].islower() for word in words) * 2 > len(words)


def _is_abbreviated(before: str, after: str) -> bool:
    """True if the last full stop is an abbreviation's: "met Mr." / "Lavrov", "the U.S." / "and"."""
    last = before.rpartition(" ")[2].lower()
    if last in _TITLES:
        return after[:1].isupper()
    return re.fullmatch(r"(?:[a-z]\.){2,}", last) is not None and after[:1].islower()


def _mended(blocks: Sequence[Block]) -> list[Block]:
    if not any("- " in block.text for block in blocks):
        return list(blocks)
    words = {
        word.lower()
        for block in blocks
        for word in _WORDS.findall(_SPLIT_WORD.sub(" ", block.text))
    }
    return [replace(block, text=mend_words(block.text, words)) for block in blocks]


def mend_words(text: str, words: Collection[str]) -> str:
    """The text with "negotia- tions" as one word, and "long- term" as "long-term".

    ``words`` are the words of the whole page in lower case, without the broken ones: how the page
    writes the word elsewhere decides. Where neither that nor the form of the halves decides
    ("pre- and post-war", a dash set without its space) the text stays as it is.
    """
    return _SPLIT_WORD.sub(lambda match: _mended_word(match, words), text)


def _mended_word(match: re.Match[str], words: Collection[str]) -> str:
    first, second = match[1], match[2]
    low, high = first.lower(), second.lower()
    if high in _COMMON or low in _COMMON:
        return match[0]
    if low + high in words and second.islower():
        return first + second
    if f"{low}-{high}" in words:
        return f"{first}-{second}"
    is_end = second.islower() and _ENDINGS.match(high) is not None
    if is_end or (second.islower() and low in _SYLLABLES and low not in words):
        return first + second
    if low in _COMPOUNDING:
        return f"{first}-{second}"
    stands = low in words or high in words or not second.islower()
    return match[0] if stands else first + second

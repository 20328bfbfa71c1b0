"""Sentences of the paragraphs that are read, as exact spans.

sentencex does the splitting: it is fast and gives its input back verbatim. It keeps a quotation of
several sentences in one piece and stumbles over some abbreviations of news, so quote marks are
blanked out for it, and what it cuts wrongly is merged afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sentencex import segment

from detente.document import READ_ROLES, Paragraph, Sentence, Span

_QUOTE_MARK = re.compile(r"[“”\"„«»‘]|(?<=[.!?,…])['’]+(?!\w)|(?<!\w)'+(?=\w)")
_CLOSING = frozenset("”»’'\"")
_SURELY_CLOSING = frozenset("”»")
_BEFORE_NAME = re.compile(
    r"(?:^|[\W_])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Col|Lt|Capt|Cmdr|Adm|Brig|Sgt|Sen|Sens|Rep|Reps|Gov"
    r"|Amb|Pres|Rev|Hon|St|Mt|Ft|Messrs|vs|cf|viz|e\.g|i\.e)\.$"
)
_BEFORE_NUMBER = re.compile(
    r"(?:^|\W)(?:[Nn]os?|[Aa]rts?|[Pp]aras?|[Ss]ec|[Vv]ol|pp?|[Ff]ig|[Cc]h)\.$"
)
_INITIAL = re.compile(r"\b[A-Z]\w+ (?:[A-Z]\. ?)*[A-Z]\.$")
_JOINED_LETTER = re.compile(r"(?:^|\W)\w\.$")
_MERIDIEM = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|UTC|BST|MSK|Eastern|Central"
    r"|Pacific|Moscow|Greenwich|London|Washington|Geneva)\b"
)
_LIST_NUMBER = re.compile(r"[(\[“\"]?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
# “Is it over?” Mr. Lavrov asked: the speaker belongs to the question before.
_ASKED_END = re.compile(r"[?!…][”\"’']+$")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]*|the|a|an|of|de|von|al|one|\w+ly)(?: (?:[\w’'-]+|[A-Z]\w*\.)){0,6}? ?"
    r"\b(?:said|says|asked|asks|told|wrote|replied|added|wondered|shouted|declared|demanded"
    r"|exclaimed|cried|snapped|joked|questioned|insisted|tweeted|answered|continued)\b"
)

_LOOK_BACK = 40  # characters before a cut that the rules look at


def split_sentences(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs whose role is read, with offsets into ``text``.

    Together they cover every character of those paragraphs that is not white space, once, and
    none crosses a paragraph; none begins or ends with white space.
    """
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.role not in READ_ROLES:
            continue
        for start, end in _merged(text, _cut(text, paragraph.start, paragraph.end)):
            sentences.append(Sentence(len(sentences), start, end, number))
    return tuple(sentences)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Where sentencex cuts one paragraph, each mark at the cut on its own side of it."""
    paragraph = text[start:end]
    blanked = _QUOTE_MARK.sub(lambda match: " " * len(match[0]), paragraph)
    place = 0
    low = 0
    last = 0  # the end of the last visible piece
    for piece in segment("en", blanked):
        visible = piece.strip()
        if visible:
            first = place + len(piece) - len(piece.lstrip())
            if last:
                high = _edge(paragraph, last, first)
                yield _trimmed(text, start + low, start + high)
                low = high
            last = first + len(visible)
        place += len(piece)
    if paragraph[low:].strip():
        yield _trimmed(text, start + low, end)


def _edge(paragraph: str, last: int, first: int) -> int:
    """Where between two sentences the marks that close the first one end."""
    edge = last
    for index in range(last, first):
        char = paragraph[index]
        attached = edge == index and char in _CLOSING
        if attached or char in _SURELY_CLOSING:
            edge = index + 1
    return edge


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _merged(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current is None:
            current = span
        elif _belong_together(text, current, span):
            current = Span(current.start, span.end)
        else:
            yield current
            current = span
    if current is not None:
        yield current


def _belong_together(text: str, first: Span, second: Span) -> bool:
    before = text[max(first.start, first.end - _LOOK_BACK) : first.end]
    after = text[second.start : second.end]
    if first.end == second.start and _JOINED_LETTER.search(before):
        return True
    opening = after.lstrip("“\"„«‘'([")
    if not any(char.isalnum() for char in after) or opening[0].islower():
        return True
    return bool(
        _BEFORE_NAME.search(before)
        or (opening[0].isdigit() and _BEFORE_NUMBER.search(before))
        or (opening[0].isupper() and _INITIAL.search(before))
        or (_MERIDIEM.search(before) and _AFTER_TIME.match(after))
        or (_ASKED_END.search(before) and _SPEAKER.match(after))
        or _LIST_NUMBER.fullmatch(text, first.start, first.end)
    )

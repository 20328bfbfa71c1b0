"""Make any HTML safe to parse, in one linear pass, before a parser sees it."""

from __future__ import annotations

import re
from itertools import islice

from detente.errors import DetenteError
from detente.limits import (
    MAX_ATTRIBUTES,
    MAX_HTML_BYTES,
    MAX_STRUCTURED_BYTES,
    MAX_TAG_BYTES,
    MAX_TAGS,
    MAX_TAGS_BYTES,
)

# Each branch ends at the end of the page at the latest and none backtracks (possessive
# quantifiers), so the scan is linear whatever the page holds. A quote counts only after "=", as
# in browsers; one that is never closed is stepped over, and only once can it be searched in vain.
_INSIDE = rb"""(?:[^"'>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+"""
_MARKUP = re.compile(
    rb"""<(?:
      (?P<comment>!--(?:-?>|[\s\S]*?(?:--!?>|\Z)))
    | (?P<raw>(?i:(script|style))(?=[\s>/])%(inside)b>
      [\s\S]*?(?:</(?i:\3)(?=[\s>/])[^>]*+(?:>|\Z)|\Z))
    | (?P<bogus>[!?][^>]*+(?:>|\Z))
    | (?P<tag>/?[a-zA-Z]%(inside)b(?:>|\Z))
    )"""
    % {b"inside": _INSIDE},
    re.VERBOSE,
)
_STRUCTURED = re.compile(rb"<script[^>]*\btype\s*=\s*[\"']?application/(?:ld|settings)\+json", re.I)
_NAME = re.compile(rb"<(/?[a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(rb"""[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
# NUL and the other control characters that XML and HTML forbid.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r")) + b"\x7f"


def guard_html(text: str) -> bytes:
    """HTML in UTF-8 that shows the same text, without what makes parsers slow or large.

    Scripts (but for structured data), styles, comments, processing instructions, control
    characters, long attribute values and attributes beyond any page's number go.

    Raises:
        DetenteError: ``TOO_COMPLEX`` above ``MAX_TAGS`` elements, ``TOO_LARGE`` where more than
            ``MAX_HTML_BYTES`` are left.
    """
    opened = length = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal opened, length
        found = match[0]
        if match.lastgroup == "tag":
            opened += not found.startswith(b"</")
            if opened > MAX_TAGS:
                raise _too_complex()
            found = found if len(found) <= MAX_TAG_BYTES else _shorten(found)
            length += len(found)
            return found if length <= MAX_TAGS_BYTES else _bare(found)
        if match.lastgroup == "raw" and _is_structured(found):
            return found
        # A space would part words that a comment stands in; an element parts them anyway.
        return b""

    guarded = _MARKUP.sub(keep, text.encode("utf-8", "replace").translate(None, _CONTROLS))
    if len(guarded) > MAX_HTML_BYTES:
        raise DetenteError(
            "TOO_LARGE",
            f"The page holds {len(guarded):,} bytes of text and tags; {MAX_HTML_BYTES:,} "
            "are read at most.",
            "Split it into its articles.",
        )
    return guarded


def _is_structured(script: bytes) -> bool:
    return len(script) <= MAX_STRUCTURED_BYTES and _STRUCTURED.match(script) is not None


def _bare(tag: bytes) -> bytes:
    name = _NAME.match(tag)
    return b"<%b>" % name[1] if name else b""


def _shorten(tag: bytes) -> bytes:
    name = _NAME.match(tag)
    if name is None:
        return b""
    # Meta descriptions are longer than other values worth reading, and still bounded.
    attributes = islice(_ATTRIBUTE.finditer(tag, name.end()), MAX_ATTRIBUTES)
    short = [found[0] for found in attributes if len(found[0]) <= MAX_TAG_BYTES]
    return b"<%b>" % b" ".join([name[1], *short])


def _too_complex() -> DetenteError:
    return DetenteError(
        "TOO_COMPLEX",
        f"The page has more than {MAX_TAGS:,} elements.",
        "Save the article alone, or as plain text.",
    )

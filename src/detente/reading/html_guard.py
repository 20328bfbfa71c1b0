"""Make any HTML safe to parse, in one linear pass, before a parser sees it."""

from __future__ import annotations

import re
from itertools import islice

from detente.errors import DetenteError
from detente.limits import (
    MAX_ATTRIBUTES,
    MAX_HTML_CHARS,
    MAX_STRUCTURED_CHARS,
    MAX_TAG_CHARS,
    MAX_TAGS,
    MAX_TAGS_CHARS,
)

# Each branch ends at the end of the page at the latest and none backtracks (possessive
# quantifiers), so the scan is linear whatever the page holds. A quote counts only after "=", as
# in browsers; one that is never closed is stepped over, and only once can it be searched in vain.
_INSIDE = r"""(?:[^"'>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+"""
_MARKUP = re.compile(
    rf"""<(?:
      (?P<comment>!--(?:-?>|[\s\S]*?(?:--!?>|\Z)))
    | (?P<raw>(?i:(script|style))(?=[\s>/]){_INSIDE}>
      [\s\S]*?(?:</(?i:\3)(?=[\s>/])[^>]*+(?:>|\Z)|\Z))
    | (?P<bogus>[!?][^>]*+(?:>|\Z))
    | (?P<tag>/?[a-zA-Z]{_INSIDE}(?:>|\Z))
    )""",
    re.VERBOSE,
)
_STRUCTURED = re.compile(r"<script[^>]*\btype\s*=\s*[\"']?application/(?:ld|settings)\+json", re.I)
_NAME = re.compile(r"<(/?[a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
# NUL and the other control characters that XML and HTML forbid.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]+")


def guard_html(text: str) -> str:
    """HTML that shows the same text, without what makes parsers slow or large.

    Scripts (but for structured data), styles, comments, processing instructions, control
    characters, long attribute values and attributes beyond any page's number go.

    Raises:
        DetenteError: ``TOO_COMPLEX`` above ``MAX_TAGS`` elements, ``TOO_LARGE`` where more than
            ``MAX_HTML_CHARS`` characters are left.
    """
    opened = length = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal opened, length
        found = match[0]
        if match.lastgroup == "tag":
            opened += found[1] != "/"
            if opened > MAX_TAGS:
                raise _too_complex()
            found = found if len(found) <= MAX_TAG_CHARS else _shorten(found)
            length += len(found)
            return found if length <= MAX_TAGS_CHARS else _bare(found)
        if match.lastgroup == "raw" and _is_structured(found):
            return found
        # A space would part words that a comment stands in; an element parts them anyway.
        return ""

    guarded = _MARKUP.sub(keep, _CONTROLS.sub("", text))
    if len(guarded) > MAX_HTML_CHARS:
        raise DetenteError(
            "TOO_LARGE",
            f"The page holds {len(guarded):,} characters of text and tags; {MAX_HTML_CHARS:,} "
            "are read at most.",
            "Split it into its articles.",
        )
    return guarded


def _is_structured(script: str) -> bool:
    return len(script) <= MAX_STRUCTURED_CHARS and _STRUCTURED.match(script) is not None


def _bare(tag: str) -> str:
    name = _NAME.match(tag)
    return f"<{name[1]}>" if name else ""


def _shorten(tag: str) -> str:
    name = _NAME.match(tag)
    if name is None:
        return ""
    # Meta descriptions are longer than other values worth reading, and still bounded.
    attributes = islice(_ATTRIBUTE.finditer(tag, name.end()), MAX_ATTRIBUTES)
    short = [found[0] for found in attributes if len(found[0]) <= MAX_TAG_CHARS]
    return f"<{' '.join([name[1], *short])}>"


def _too_complex() -> DetenteError:
    return DetenteError(
        "TOO_COMPLEX",
        f"The page has more than {MAX_TAGS:,} elements.",
        "Save the article alone, or as plain text.",
    )

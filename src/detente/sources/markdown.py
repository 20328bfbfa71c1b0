"""Markdown to plain text, and what its front matter states."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.document import RawPage
from detente.sources.fields import Fields

# ``key: value`` lines between two lines of dashes, as note-taking programs write above a clipping.
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n((?:[^\n]*\n){0,60}?)---[ \t]*(?:\n|\Z)")
_ENTRY = re.compile(r"^([\w-]+):[ \t]*(\S[^\n]*)$", re.MULTILINE)
_LINE_MARK = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\[\n]{1,500})\]\([^)\n]{0,2000}\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,2000})(?<=\S)\1(?!\w)")


def plain(page: RawPage, fields: Fields) -> RawPage:
    """The page without the marks of headings, quotations, emphasis, links and pictures.

    Title, date and address come from its front matter, if it has one.
    """
    text = page.text.replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    stated = dict(_ENTRY.findall(front[1])) if front else {}
    stated = {name: value.strip("\"' ") for name, value in stated.items()}
    text = text[front.end() :] if front else text
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _EMPHASIS.sub(r"\2", _LINE_MARK.sub("", _RULE.sub("", text)))
    return replace(
        page,
        text=text,
        title=fields.short(stated, "title"),
        date=fields.short(stated, "date"),
        url=fields.short(stated, "url"),
    )

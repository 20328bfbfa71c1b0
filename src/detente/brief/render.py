"""A brief as a page of HTML, as Markdown or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.brief import wording
from detente.brief.model import Brief, Claim
from detente.days import in_words
from detente.errors import DetenteError
from detente.knowledge.parties import with_article
from detente.terminal import plain

SCHEMA = "detente.brief/2"
# after which section a figure stands
_FIGURE_AFTER = {"bottom_line": "relation", "comparison": "issues"}

_SAFE_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}()\[\]]+", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$])")
# What makes a list, a heading, a rule, a table or a setext underline at the start of a line.
_LINE_START = re.compile(r"^(\s*)([-+#=:]|\d+(?=[.)]))", re.MULTILINE)
_AUTOLINK = re.compile(r"\b(https?|ftp)(:)|\b(www)(\.)", re.IGNORECASE)


def render(brief: Brief, form: str = "md") -> str:
    """The brief as ``html`` (one file, no scripts, nothing from outside), ``md`` or ``json``.

    The same brief gives the same text, byte for byte.

    Raises:
        DetenteError: ``UNKNOWN_FORMAT``.
    """
    writers: dict[str, Callable[[Brief], str]] = {
        "html": to_html,
        "md": to_markdown,
        "json": to_json,
    }
    if form not in writers:
        raise DetenteError(
            "UNKNOWN_FORMAT", f"A brief cannot be written as {form!r}.", "Use html, md or json."
        )
    return writers[form](brief)


def to_html(brief: Brief) -> str:
    """A self-contained page that prints on A4."""
    return _environment(html=True).get_template("brief.html.j2").render(brief=brief)


def to_markdown(brief: Brief) -> str:
    """Markdown (CommonMark with tables) in which no quoted character acts as markup."""
    text = _environment(html=False).get_template("brief.md.j2").render(brief=brief)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def to_json(brief: Brief) -> str:
    """The records of :mod:`detente.brief.model` as JSON, with the name of the schema."""
    return json.dumps({"schema": SCHEMA, **_plain(brief)}, ensure_ascii=False, indent=2)


def _plain(record: Any) -> Any:
    """Records as dictionaries, each sentence with its text and the ids of its rows."""
    if isinstance(record, Claim):
        named = {field.name: _plain(getattr(record, field.name)) for field in fields(record)}
        return {"text": record.text, "rows": list(record.rows), **named}
    if is_dataclass(record):
        return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}
    if isinstance(record, tuple | list):
        return [_plain(one) for one in record]
    return record


def escape_markdown(text: str) -> str:
    """``text`` so that Markdown shows each of its characters and none acts."""
    escaped = _MARKDOWN.sub(r"\\\1", plain(text))
    escaped = _AUTOLINK.sub(_no_link, escaped)
    return _LINE_START.sub(_escaped_start, escaped)


def safe_address(url: str | None) -> str | None:
    """The address if it is a plain web address, which a reader may follow; else None."""
    return url if url and _SAFE_ADDRESS.fullmatch(url) else None


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.brief"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown if html else _escaped,
    )
    filters: dict[str, Callable[..., Any]] = {
        "day": in_words,
        "the": with_article,
        "address": safe_address,
        "css": _css_words,
        "spaced": _spaced,
        "commas": ", ".join,
        "raw": Markup,
        "line": lambda text: " ".join(str(text).split()),
    }
    environment.filters.update(filters)
    environment.globals.update(vars(wording), FIGURE_AFTER=_FIGURE_AFTER)
    return environment


def _shown(value: Any) -> Any:
    """What a page may hold: without characters that control or reorder what is around them."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _escaped(value: Any) -> Any:
    return escape_markdown(value) if isinstance(value, str) and not _is_markup(value) else value


def _is_markup(value: object) -> bool:
    return isinstance(value, Markup)


def _spaced(text: str) -> Markup:
    """Escaped words of a sentence, of which the spaces at the ends are kept."""
    return Markup(re.sub(r"\s+", " ", escape_markdown(text)))


def _css_words(text: str) -> Markup:
    """Letters, digits and a few marks: what may stand in a string of a style sheet."""
    return Markup(re.sub(r"[^\w ,.:·–()-]", "", text))


def _no_link(found: re.Match[str]) -> str:
    word, mark = (part for part in found.groups() if part)
    return f"{word}\\{mark}"


def _escaped_start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"

"""The fields of a record: which of its names hold text, title, date, address and id."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from detente.document import RawPage
from detente.errors import DetenteError
from detente.limits import MAX_TEXT_CHARS
from detente.sources.pages import Origin, is_html
from detente.sources.reject import bad_record, no_text, too_large

# The usual names, the surest first; case does not count.
_NAMES: dict[str, tuple[str, ...]] = {
    "html": ("html", "raw_html", "page_html"),
    "text": (
        "text", "body", "content", "article", "article_text", "article_body", "articlebody",
        "full_text", "fulltext", "maintext",
    ),
    "title": ("title", "headline"),
    "date": (
        "date", "published", "published_at", "published_date", "publication_date",
        "date_published", "datepublished", "date_publish", "pub_date", "pubdate", "datetime",
    ),
    "url": ("url", "link", "source_url", "permalink"),
    "id": ("id", "_id", "uid", "uuid", "guid", "doc_id", "article_id"),
}  # fmt: skip


class Fields:
    """Which names of a record mean what; ``mapping`` goes before the usual names.

    Raises:
        DetenteError: ``BAD_FIELDS`` if ``mapping`` names a meaning that there is not.
    """

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        mapping = mapping or {}
        unknown = sorted(set(mapping) - set(_NAMES))
        if unknown:
            raise DetenteError(
                "BAD_FIELDS",
                f"There is no field {', '.join(unknown)} to map.",
                f"Map one of {', '.join(_NAMES)}, e.g. text=article_body.",
            )
        self._names = {
            meaning: (mapping[meaning].casefold(),) if meaning in mapping else names
            for meaning, names in _NAMES.items()
        }

    def wanted(self, columns: list[str]) -> list[str]:
        """The columns of a table that mean something."""
        names = {name for names in self._names.values() for name in names}
        return [column for column in columns if column.strip().casefold() in names]

    def page(self, record: Mapping[str, Any], origin: Origin) -> RawPage:
        """The raw page of a record.

        Raises:
            UnusableError: ``NO_TEXT``, ``BAD_RECORD`` or ``TOO_LARGE``.
        """
        values = {str(name).strip().casefold(): value for name, value in record.items()}
        html, text = self._text(values, "html"), self._text(values, "text")
        content = html or text
        if content is None:
            raise no_text(" or ".join((self._names["text"][0], self._names["html"][0])))
        kind = "html" if html or is_html(content) else "text"
        if kind == "text" and len(content) > MAX_TEXT_CHARS:
            raise too_large(MAX_TEXT_CHARS, "text")
        return RawPage(
            locator=origin.locator,
            text=content,
            kind="html" if kind == "html" else "text",
            fingerprint=origin.fingerprint,
            url=self._short(values, "url"),
            title=self._short(values, "title"),
            date=self._short(values, "date"),
            external_id=self._short(values, "id"),
        )

    def short(self, record: Mapping[str, str], meaning: str) -> str | None:
        """The title, date, address or id that a record states, on one line."""
        return self._short({name.casefold(): value for name, value in record.items()}, meaning)

    def _value(self, values: Mapping[str, Any], meaning: str) -> Any:
        present = (values.get(name) for name in self._names[meaning])
        return next((value for value in present if value not in (None, "", [])), None)

    def _text(self, values: Mapping[str, Any], meaning: str) -> str | None:
        value = self._value(values, meaning)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = "\n\n".join(value)  # some sets keep a list of paragraphs
        if value is not None and not isinstance(value, str):
            raise bad_record(f"Its {meaning} is {_spelled(value)}, not text.")
        return _sound(value) if value and not value.isspace() else None

    def _short(self, values: Mapping[str, Any], meaning: str) -> str | None:
        value = self._value(values, meaning)
        if isinstance(value, datetime.date):
            value = value.isoformat()
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        return " ".join(_sound(str(value)).split()) or None


def _spelled(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", bytes: "bytes"}
    return names.get(type(value), "a number")


def _sound(text: str) -> str:
    r"""The text without lone surrogates, which JSON can hold (``"\ud800"``) and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text

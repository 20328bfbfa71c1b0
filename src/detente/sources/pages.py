"""A file that is one page: HTML, text or Markdown."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import NamedTuple

from detente.document import RawPage
from detente.limits import MAX_PAGE_BYTES, MAX_TEXT_CHARS
from detente.sources.decoding import decode
from detente.sources.reject import empty, too_large
from detente.sources.stream import ByteStream

_HTML_START = re.compile(r"\s*+(?:<!doctype html|<html|<head|<body|<article|<div|<p)[\s>]", re.I)
_TAG = re.compile(r"<[a-zA-Z!/]")


class Origin(NamedTuple):
    """Where a page came from, and the hex SHA-256 of the bytes it was read from."""

    locator: str
    fingerprint: str


def is_html(text: str) -> bool:
    """True if the text begins as HTML does."""
    return _HTML_START.match(text) is not None


def read_page(stream: ByteStream, locator: str, is_named_html: bool) -> RawPage:
    """The one page of a file.

    Raises:
        UnusableError: ``EMPTY``, ``TOO_LARGE``, ``BINARY`` or ``BAD_COMPRESSION``.
    """
    limit = MAX_PAGE_BYTES if is_named_html else 4 * MAX_TEXT_CHARS
    data = stream.read_all(limit, "page")
    text = decode(data)
    if not text.strip("\0 \t\r\n"):
        raise empty()
    # A page saved under the wrong name is told by its first tag, or by having none at all.
    has_tags = _TAG.search(text) is not None if is_named_html else is_html(text)
    page = RawPage(locator, text, "html", hashlib.sha256(data).hexdigest())
    if has_tags:
        return page
    if len(text) > MAX_TEXT_CHARS:
        raise too_large(MAX_TEXT_CHARS, "text")
    return replace(page, kind="text")

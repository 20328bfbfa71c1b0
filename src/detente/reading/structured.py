"""The article that a page describes in its structured data (JSON-LD, schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

_TYPES = ("article", "posting", "report", "story")
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_MAX_NODES = 2_000


@dataclass(frozen=True, slots=True)
class Article:
    """What the structured data states of the article; empty where it states nothing."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    dates: tuple[str, ...] = ()


def find_article(tree: HtmlElement) -> Article:
    """The first article that the page's structured data describes; broken data is passed over."""
    scripts = (script for script in tree.iter("script") if "ld+json" in script.get("type", ""))
    for script in scripts:
        for node in _nodes(_parsed(script.text or "")):
            if _is_article(node):
                return Article(
                    headline=_text(node.get("headline")) or _text(node.get("name")),
                    description=_text(node.get("description")),
                    authors=tuple(_names(node.get("author"))),
                    publisher=next(_names(node.get("publisher")), None),
                    dates=tuple(
                        text
                        for key in ("datePublished", "dateCreated")
                        if (text := _text(node.get(key)))
                    ),
                )
    return Article()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:
    """The objects of the data, outermost first."""
    waiting = [parsed]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:_MAX_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[part] for part in _PARTS if part in node)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.lower().endswith(_TYPES) for name in named)


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = _text(item.get("name") if isinstance(item, dict) else item)
        if name and "://" not in name:
            yield name


def _text(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None

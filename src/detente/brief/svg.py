"""Drawings by matplotlib, made fit to stand in a page as SVG."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# the width of the text between the margins of the brief's page, in inches
WIDTH = 6.5
# dark red: in print without colour as dark as the text, and no neighbour of a green
ACCENT = "#6b1f1f"
INK, SOFT, FAINT = "#222222", "#5c5c5c", "#c8c8c8"

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SIZE = re.compile(r"([\d.]+)px")
# The face that text is measured in, DejaVu Sans, is wider than the others: nothing overlaps.
FACES = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"


@contextmanager
def drawing(height: float) -> Iterator[Figure]:
    """An empty figure as wide as the page's text and so many inches high."""
    # half a second to import, which most commands do not need
    import matplotlib
    from matplotlib.figure import Figure

    # that it looks for fonts, which it does once, is nothing to readers
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with matplotlib.rc_context():
        # a reader's own settings of matplotlib change nothing
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "detente",
                "font.family": "DejaVu Sans",
                "font.size": 7.5,
                # a dollar sign is one
                "text.parse_math": False,
                "text.color": INK,
                "axes.edgecolor": SOFT,
                "axes.linewidth": 0.6,
                "xtick.color": SOFT,
                "ytick.color": SOFT,
                "xtick.labelcolor": INK,
                "ytick.labelcolor": INK,
                "lines.solid_capstyle": "butt",
                "axes.unicode_minus": True,
            }
        )
        yield Figure(figsize=(WIDTH, height), facecolor="none")


def saved(figure: Figure) -> bytes:
    """The figure as matplotlib writes it, without the date."""
    written = io.BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None}, transparent=True)
    return written.getvalue()


def finished(written: bytes, name: str, title: str, description: str) -> str:
    """An SVG element with a title and description, without declarations, styles and metadata.

    Args:
        written: the file that matplotlib made.
        name: put before all ids, so that several figures can stand in one page.
        title: what the figure is.
        description: what is to be seen in it, in words.
    """
    # whitespace between elements shows nothing
    root = etree.fromstring(written, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    etree.strip_elements(root, f"{_SVG}metadata", f"{_SVG}style", with_tail=False)
    for element in root.iter(etree.Element):
        _settle(element, name)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    root.set("stroke-linejoin", "round")
    for tag, text in (("desc", description), ("title", title)):
        element = etree.Element(f"{_SVG}{tag}", id=f"{name}-{tag}")
        element.text = text
        root.insert(0, element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _settle(element: etree._Element, name: str) -> None:
    """Make styles attributes, which no policy of a page forbids, and ids this figure's own."""
    style = element.get("style") or ""
    element.attrib.pop("style", "")
    for part in style.split(";"):
        key, _, value = (piece.strip() for piece in part.partition(":"))
        if key:
            _set(element, key, value)
    if id := element.get("id"):
        element.set("id", f"{name}-{id}")
    if (link := element.get(_LINK) or "").startswith("#"):
        element.set(_LINK, f"#{name}-{link[1:]}")
    for attribute in element.attrib:
        painted = str(element.get(attribute) or "")
        if "url(#" in painted:
            element.set(attribute, _REFERENCE.sub(rf"url(#{name}-\1)", painted))


def _set(element: etree._Element, key: str, value: str) -> None:
    """Set a style; ``font``, which some versions write, is none that can be an attribute."""
    if key in {"font", "font-size"} and (size := _SIZE.search(value)):
        element.set("font-size", size[1])
    if key in {"font", "font-family"}:
        element.set("font-family", FACES)
    elif key != "font-size":
        element.set(key, value)

"""A brief as a PDF, by WeasyPrint, which comes with the extra ``pdf``."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from detente.brief.model import Brief
from detente.brief.render import to_html
from detente.errors import DetenteError


def to_pdf(brief: Brief) -> bytes:
    """The page of HTML as a PDF of A4 pages, made without a look at the net.

    Raises:
        DetenteError: ``PDF_MISSING`` without WeasyPrint or the libraries that it needs.
    """
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise DetenteError(
            "PDF_MISSING",
            "WeasyPrint, which writes PDF, cannot be loaded.",
            "Install it: `pip install 'detente[pdf]'`; or use --format html and print that.",
        ) from error
    page = weasyprint.HTML(string=to_html(brief), url_fetcher=_nothing)
    return cast(bytes, page.write_pdf())


def _nothing(url: str, *rest: object, **more: object) -> dict[str, object]:
    raise ValueError(f"a brief loads nothing: {url}")

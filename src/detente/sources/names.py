"""What a file is, told by its name."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Literal

Kind = Literal["html", "text", "markdown", "jsonl", "csv", "parquet"]
Packing = Literal["gz", "zst"]

_KINDS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "markdown",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
_PACKINGS: dict[str, Packing] = {".gz": "gz", ".zst": "zst"}
# Gold annotations lie beside the pages that they annotate.
_BESIDE_PAGES = ".gold.json"


def kind_of(name: str) -> tuple[Kind | None, Packing | None]:
    """The kind of a file (None if unknown) and how it is packed, from its name alone."""
    path = PurePath(name.lower())
    packing = _PACKINGS.get(path.suffix)
    return _KINDS.get(PurePath(path.stem).suffix if packing else path.suffix), packing


def is_passed_over(name: str) -> bool:
    """True for what a folder holds besides pages and is skipped without a word."""
    return name.startswith(".") or name.endswith(_BESIDE_PAGES)


def locator_of(path: PurePath) -> str:
    """The path with forward slashes; bytes of it that are not UTF-8 are shown as ``\\xNN``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")

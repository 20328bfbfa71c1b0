"""The rejections that sources give: one clear line each, with what to do about it."""

from __future__ import annotations

from detente.errors import DetenteError


class Unusable(DetenteError):
    """An input cannot be used; the reader turns it into a Rejection with its locator."""


def empty() -> Unusable:
    return Unusable("EMPTY", "It is empty.", "Save the page again.")


def too_large(limit: int, what: str) -> Unusable:
    return Unusable(
        "TOO_LARGE",
        f"The {what} is larger than the {limit >> 20} MiB that are read at most.",
        "Split it into its articles, one a file or record.",
    )


def binary(what: str) -> Unusable:
    return Unusable(
        "BINARY", f"It is {what}, not text.", "Give the page as HTML or text, named after what it is."
    )


def bad_compression(why: str) -> Unusable:
    return Unusable("BAD_COMPRESSION", why, "Fetch or pack the file again.")


def bomb(ratio: int) -> Unusable:
    return Unusable(
        "TOO_LARGE",
        f"It unpacks to more than {ratio} times its size, as no text does.",
        "Unpack it yourself if you trust it.",
    )


def unreadable(error: OSError | ValueError) -> Unusable:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unusable(
        "UNREADABLE",
        f"It cannot be read: {' '.join(why.split())}.",
        "Check that it is there and that you may read it.",
    )


def unknown_kind(name: str) -> Unusable:
    return Unusable(
        "UNKNOWN_KIND",
        f"{name or 'It'} is of no kind that is read here.",
        "Known are .html .htm .txt .md .jsonl .csv .parquet, also with .gz or .zst.",
    )


def bad_record(why: str) -> Unusable:
    return Unusable("BAD_RECORD", why, "Mend this record; the others are read.")


def no_text(named: str) -> Unusable:
    return Unusable(
        "NO_TEXT",
        f"The record has nothing in {named}.",
        "Say where its text is with the field mapping, e.g. text=article_body.",
    )

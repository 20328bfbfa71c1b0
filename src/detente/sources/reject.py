"""The rejections that sources give: one clear line each, with what to do about it."""

from __future__ import annotations

from detente.errors import DetenteError


class UnusableError(DetenteError):
    """An input cannot be used; the reader turns it into a Rejection with its locator."""


def empty() -> UnusableError:
    return UnusableError("EMPTY", "It is empty.", "Save the page again.")


def too_large(limit: int, what: str) -> UnusableError:
    return UnusableError(
        "TOO_LARGE",
        f"The {what} is larger than the {limit >> 20} MiB that are read at most.",
        "Split it into its articles, one a file or record.",
    )


def binary(what: str) -> UnusableError:
    return UnusableError(
        "BINARY",
        f"It is {what}, not text.",
        "Give the page as HTML or text, named after what it is.",
    )


def bad_compression(why: str) -> UnusableError:
    return UnusableError("BAD_COMPRESSION", why, "Fetch or pack the file again.")


def bomb(ratio: int) -> UnusableError:
    return UnusableError(
        "TOO_LARGE",
        f"It unpacks to more than {ratio} times its size, as no text does.",
        "Unpack it yourself if you trust it.",
    )


def unreadable(error: OSError | ValueError) -> UnusableError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnusableError(
        "UNREADABLE",
        f"It cannot be read: {' '.join(why.split())}.",
        "Check that it is there and that you may read it.",
    )


def unknown_kind(name: str) -> UnusableError:
    return UnusableError(
        "UNKNOWN_KIND",
        f"{name or 'It'} is of no kind that is read here.",
        "Known are .html .htm .txt .md .jsonl .csv .parquet, also with .gz or .zst.",
    )


def bad_record(why: str) -> UnusableError:
    return UnusableError("BAD_RECORD", why, "Mend this record; the others are read.")


def no_text(named: str) -> UnusableError:
    return UnusableError(
        "NO_TEXT",
        f"The record has nothing in {named}.",
        "Say where its text is with the field mapping, e.g. text=article_body.",
    )

"""Inputs that cost a naive reader minutes or gigabytes, made on the fly.

Run as a program with a folder, it reads them one by one and prints what became of each, with the
peak of its memory at the end.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from detente.document import RawPage
from detente.errors import DetenteError, Rejection
from detente.reading.html import read_html
from detente.sources import read_sources

MIB = 1 << 20
SENTENCE = "The minister said on Tuesday that the talks in Geneva would go on for a week"
ARTICLE = "".join(f"<p>{SENTENCE}, day {n} of them.</p>" for n in range(5))


def page(inside: str) -> bytes:
    return f"<html><head><title>T</title></head><body>{ARTICLE}{inside}</body></html>".encode()


def distinct(count: int, value: str = "1") -> str:
    return " ".join(f'a{n}="{value}"' for n in range(count))


# What each becomes: "read", or the code of its one rejection.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.html": (lambda: b"", "EMPTY"),
    "line.jsonl": (lambda: b'{"text": "' + b"word " * (40 * MIB) + b'"}\n', "TOO_LARGE"),
    "line.txt": (lambda: b"word " * (8 * MIB), "TOO_LARGE"),
    "line.csv": (lambda: b'id,text\n1,"' + b"word " * (8 * MIB) + b'"\n', "TOO_LARGE"),
    "picture.html": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 999, "BINARY"),
    "bomb.html.gz": (lambda: gzip.compress(bytes(99 * MIB), 1), "TOO_LARGE"),
    "bomb.jsonl.gz": (lambda: gzip.compress(b"  " * (99 * MIB), 1), "TOO_LARGE"),
    "bomb.jsonl.zst": (
        lambda: pa.Codec("zstd").compress(b" " * (200 * MIB), asbytes=True),
        "TOO_LARGE",
    ),
    "brackets.jsonl": (lambda: b'{"a": [' + b"[]," * (5 * MIB // 2) + b"[]]}", "NO_TEXT"),
    "nested 50000.html": (lambda: page("<div>" * 50_000 + ARTICLE), "TOO_COMPLEX"),
    "nested 20000.html": (lambda: page("<div>" * 20_000 + ARTICLE), "TOO_DEEP"),
    "nested lists.html": (lambda: page(("<ul><li>" * 100 + "x" + "</ul>" * 100) * 99), "read"),
    "tiny tags.html": (lambda: page("<b>" * 5_000_000), "TOO_COMPLEX"),
    "cells.html": (lambda: page("<table><tr>" + "<td>text" * 15_000), "read"),
    "attributes.html": (lambda: page(f"<p {distinct(80_000)}>He said.</p>"), "read"),
    "attributes with tags.html": (lambda: page(f"<p {distinct(80_000, '<p>')}>Yes.</p>"), "read"),
    "attributes everywhere.html": (lambda: page(f"<p {distinct(200)}>Yes.</p>" * 4_000), "read"),
    "quotes.html": (lambda: page('<a ="' * 300_000), "read"),
    "comment.html": (lambda: page("<!--" + "- >" * (5 * MIB // 3) + "-->"), "read"),
    "open comments.html": (lambda: page("<!--" * MIB), "read"),
    "cdata.html": (lambda: page("<![CDATA[" * 500_000), "read"),
    "scripts.html": (lambda: page("<script " * 500_000), "read"),
    "zeros.html": (lambda: page("wo\0rd " * 9 + ARTICLE * 9), "read"),
    "picture inside.html": (
        lambda: page('<img src="data:image/png;base64,' + "A" * (20 * MIB) + '">'),
        "read",
    ),
    "entities.html": (lambda: page("<p>" + "&amp;&lt;&nope;&#120;" * 150_000), "read"),
    "less than.html": (lambda: page("<" * (5 * MIB)), "read"),
    "spaces.html": (lambda: page("<p>x" + " " * (9 * MIB) + "y"), "read"),
    "spaces in code.html": (lambda: page("<pre>x" + " " * (5 * MIB) + "y"), "read"),
    "empty tags.html": (lambda: page("<p>x" + "<b> </b> " * 20_000 + "y"), "read"),
    "one long text.html": (lambda: page("<p>" + "word " * (2 * MIB)), "TOO_LARGE"),
    "structured.html": (
        lambda: page('<script type="application/ld+json">' + "[" * 900_000 + "</script>"),
        "read",
    ),
    "captions.html": (lambda: page("<figcaption>" * 200 + "x" * 9_999), "read"),
}


def made(folder: Path, name: str) -> Path:
    """The hostile input of this name, written to the folder."""
    path = folder / name
    path.write_bytes(HOSTILE[name][0]())
    return path


def outcomes(path: Path) -> Iterator[str]:
    """What becomes of each page of an input."""
    for item in read_sources([path]):
        if isinstance(item, Rejection):
            yield item.code
        else:
            yield _outcome(item)


def _outcome(item: RawPage) -> str:
    try:
        found = read_html(item)
    except DetenteError as error:
        return error.code
    whole = " ".join(block.text for block in found.blocks)
    return "read" if f"{SENTENCE}, day 4" in whole else "lost its article"


def main(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        start = time.process_time()
        found = list(outcomes(path))
        print(json.dumps([path.name, found, time.process_time() - start]))
    print(_peak())


def _peak() -> int:
    """Peak memory in MiB; Linux's ru_maxrss begins with that of the process that started us."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Bytes to text: which encoding, or that it is no text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

from detente.limits import DETECT_BYTES, MAX_CONTROL_SHARE, SNIFF_BYTES
from detente.sources.reject import binary

# The longer mark first: a UTF-32 one begins like a UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite file"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,30})", re.I)
# The encodings that browsers know; Python's others (punycode, unicode_escape, …) are no page's.
_LEGACY = re.compile(
    r"(?:iso[-_]?8859[-_]?\d+|latin-?\d|us-ascii|ascii|(?:windows|cp)-?(?:125\d|874)|koi8-[ru]"
    r"|macintosh|x-mac-cyrillic|gb2312|gbk|gb18030|big5(?:-hkscs)?|shift[-_]jis|x-sjis|euc-jp"
    r"|iso-2022-jp|euc-kr|ks_c_5601-1987|tis-620|ibm866)"
)
# Browsers read these three as Windows-1252, and so do the pages' authors.
_WESTERN = re.compile(r"(?:iso[-_]?8859[-_]?1|latin-?1|us-ascii|ascii)")
_ALIASES = {"x-sjis": "shift_jis", "x-mac-cyrillic": "mac-cyrillic", "windows-874": "cp874"}
# From a foreign letter on, so that no text is scanned twice.
_FOREIGN = re.compile(rb"[\x80-\xff][^\n]{0,80}")
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]{2,}")


def decode(data: bytes) -> str:
    """The text of a page or line, whatever its encoding; bytes that fit nowhere become U+FFFD.

    In this order: byte order mark, UTF-8, UTF-16 without a mark, UTF-8 with a few damaged
    characters, the encoding that the page declares, the most likely one.

    Raises:
        UnusableError: ``BINARY`` where the bytes are no text.
    """
    head = data[:SNIFF_BYTES]
    wide = wide_encoding(head)
    if wide:
        return data.decode(wide, "replace").removeprefix("\ufeff")
    check_text(head)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = _declared(head)
        if declared is None and _is_mostly_utf8(data, error):
            return data.decode("utf-8-sig", "replace")
    return data.decode(declared or _likely(data), "replace")


def check_text(head: bytes) -> None:
    """Raises ``BINARY`` if a file that begins so is no text."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise binary(what)
    if wide_encoding(head) is None:
        controls = len(head) - len(head.translate(None, _CONTROLS))
        if controls > MAX_CONTROL_SHARE * len(head):
            raise binary("a binary file")


def wide_encoding(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 that the bytes are in, by their mark or by their zeros, or None."""
    for mark, encoding in _MARKS[1:]:
        if head.startswith(mark):
            return encoding
    # In UTF-16 most characters of a page in European letters or with tags have one zero byte.
    half = len(head) // 2
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[offset::2].count(0), head[1 - offset :: 2].count(0)
        if half >= 8 and zeros > 0.3 * half and others < 0.01 * half:
            return encoding
    return None


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii", "replace").lower()
    if not _LEGACY.fullmatch(name):
        return None
    name = "windows-1252" if _WESTERN.fullmatch(name) else _ALIASES.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _is_mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """True if most characters beyond ASCII are sound UTF-8, or only the last one is cut."""
    if error.start >= len(data) - 3:
        return True
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return foreign - damaged >= 2 * damaged


def _likely(data: bytes) -> str:
    """The most likely of the encodings with one byte a letter.

    Where bytes beyond ASCII mostly stand alone they are accents and quotation marks of
    Windows-1252; words of them are another script, which a detector tells from a sample.
    """
    sample = b"\n".join(islice(_found(data), DETECT_BYTES // 80))
    foreign = len(sample.translate(None, bytes(range(128))))
    in_runs = sum(len(run) for run in _FOREIGN_RUN.findall(sample))
    if in_runs < foreign / 2:
        return "windows-1252"
    best = from_bytes(sample, steps=5, chunk_size=1024).best()
    return best.encoding if best else "windows-1252"


def _found(data: bytes) -> Iterator[bytes]:
    return (match[0] for match in _FOREIGN.finditer(data))

"""Every limit in one place, each with its reason. Sizes are bytes unless the name says otherwise.

They keep one bad input from costing the batch more than a few seconds or a gigabyte. Ordinary
pages stay far below: of 384 news pages and blogs the largest had 1.1 MB and 8,700 tags.
"""

from __future__ import annotations

MIB = 1 << 20

# A page saved with its pictures inside it reaches 20 MiB; none that a person reads is larger.
MAX_PAGE_BYTES = 32 * MIB
# One line of JSONL or one CSV field: parsed JSON can take 25 times the room of its text.
MAX_RECORD_BYTES = 8 * MIB
# The article alone. A 700-page book has 2 MiB of text; more than 4 is no article, and the
# encoder would work on it for minutes.
MAX_TEXT_CHARS = 4 * MIB
# HTML left after scripts, comments and long attribute values are gone.
MAX_HTML_BYTES = 10 * MIB
# Elements of one page: the extractor takes up to 0.1 ms for each, more than linearly.
MAX_TAGS = 30_000
# A tag longer than this is rebuilt with fewer attributes and no long values.
MAX_TAG_BYTES = 2_000
MAX_ATTRIBUTES = 40
# Tags beyond this sum lose their attributes: half a million of them take half a gigabyte.
MAX_TAGS_BYTES = 2 * MIB
# Headings, captions and bylines that are looked at; a page has a handful.
MAX_CANDIDATES = 50
# Structured data of a page (JSON-LD): whole articles are in there, whole archives are not.
MAX_STRUCTURED_BYTES = MIB
# A decompressed file may always reach this size, so that small texts that repeat are read …
UNPACKED_FREE_BYTES = 128 * MIB
# … and beyond it must not be more than this many times its packed size. Text packs 3 to 15
# times, a gzip bomb 1,000 times, a zstd bomb more.
MAX_UNPACKED_RATIO = 100
# What is looked at to tell an encoding, a kind of input or a binary file.
SNIFF_BYTES = 64 << 10
# The encoding detector is slow: 8 KiB of lines with foreign characters decide as well as all.
DETECT_BYTES = 8 << 10
# Control characters beyond this share are no text.
MAX_CONTROL_SHARE = 0.01
# Rows of Parquet in memory at once; each may hold a whole page.
PARQUET_ROWS = 16
# Reading a page takes a tenth of a second; one that needs this long holds up all others. Long
# pages are given a second more for each 20,000 characters.
PAGE_SECONDS = 10

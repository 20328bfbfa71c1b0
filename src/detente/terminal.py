"""What goes to standard output and standard error, and how text of unknown origin gets there.

Pages, file names and messages that quote them may hold control sequences, which a terminal would
obey. Everything printed passes through ``plain`` or ``emit_json``.
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# C0 but for tab and line feed, DEL and C1, line separators, the marks that reorder what stands
# around them (Boucher and Anderson, Trojan Source, 2021), and halves of surrogate pairs.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
_NOT_ASCII = re.compile("[^\x00-\x7e]")
# A terminal without Unicode still shows quotes and dashes.
_ASCII = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "--",
        "…": "...",
        "·": "-",
        "×": "x",
        "→": "->",
    }
)
# A table that is not on a terminal is read in a pager or an editor: wide, but not endless.
_PIPED_WIDTH = 120


def plain(text: str) -> str:
    """``text`` without anything a terminal would obey: each such character becomes ``\\x1b``."""
    return _UNSAFE.sub(_escaped, text)


def one_line(text: str) -> str:
    """``plain`` text on one line, runs of white space as one space."""
    return " ".join(plain(text).split())


def counted(number: int, noun: str) -> str:
    """``1 page``, ``1,200 pages``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def prepare_streams() -> None:
    """Let standard output and error print any text: what they cannot encode is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def console(stream: TextIO | None = None) -> Console:
    """A rich console on ``stream`` (standard output) that takes no markup from what it prints."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would end the program with exit code 1

    stream = stream or sys.stdout
    piped = not stream.isatty() and "COLUMNS" not in os.environ
    return Plain(
        file=stream,
        width=_PIPED_WIDTH if piped else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )


def shown(text: str, encoding: str | None) -> str:
    """``plain`` text with quotes and dashes that a terminal of this encoding can show."""
    text = plain(text)
    return text if _is_unicode(encoding) else text.translate(_ASCII)


def talk(text: str) -> None:
    """Print a line for the reader on standard error; nobody there to read it is no error."""
    try:
        print(shown(text, sys.stderr.encoding), file=sys.stderr, flush=True)
    except BrokenPipeError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Send what is still printed on a stream that nobody reads any more to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def emit_json(text: str) -> None:
    """Print a JSON text on standard output; what must not reach a terminal stays escaped."""
    pattern = _UNSAFE if _is_unicode(sys.stdout.encoding) else _NOT_ASCII
    # in JSON these characters stand in strings alone, where an escape means the same
    print(pattern.sub(_json_escaped, text))


def emit_document(text: str) -> None:
    """Print a document, such as a brief or a CSV table, on standard output: in UTF-8 unless a
    terminal shows it.
    """
    if sys.stdout.isatty():
        sys.stdout.write(shown(text, sys.stdout.encoding))
    else:
        # what goes into a pipe or a file may be printed after all
        sys.stdout.flush()
        sys.stdout.buffer.write(plain(text).encode())


def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").startswith("utf")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _json_escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

"""Bytes of a file or pipe, unpacked as they are read, and never more than is asked for."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyarrow as pa

from detente.limits import MAX_UNPACKED_RATIO, SNIFF_BYTES, UNPACKED_FREE_BYTES
from detente.sources.names import Packing
from detente.sources.reject import bad_compression, bomb, too_large

_CHUNK = 1 << 20
_SPELLED = {"gz": "gzip", "zst": "Zstandard"}
_MAGIC: tuple[tuple[bytes, Packing], ...] = ((b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"))


class ByteStream:
    """A stream of unpacked bytes that can be looked at before it is read.

    Raises, while reading:
        UnusableError: ``BAD_COMPRESSION`` where the packed bytes are damaged or cut short,
            ``TOO_LARGE`` where they unpack to more than any text does.
    """

    def __init__(self, file: BinaryIO, packing: Packing | None = None) -> None:
        self._packing = packing
        self._packed = _Counted(file)
        self._source = _unpacking(self._packed, packing)
        self._unpacked = 0
        self._ahead = b""

    @classmethod
    def sniffed(cls, file: BinaryIO) -> ByteStream:
        """A stream of a file without a name, unpacked if its first bytes say that it is packed."""
        buffered = io.BufferedReader(_Counted(file))
        start = buffered.peek(8)
        packing = next((packing for magic, packing in _MAGIC if start.startswith(magic)), None)
        return cls(buffered, packing)

    def peek(self) -> bytes:
        """The first ``SNIFF_BYTES`` of what is still to be read, fewer only at the end."""
        while len(self._ahead) < SNIFF_BYTES and (more := self._read(SNIFF_BYTES)):
            self._ahead += more
        return self._ahead[:SNIFF_BYTES]

    def chunks(self) -> Iterator[bytes]:
        """All bytes, in pieces of a bounded size."""
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            yield ahead
        while chunk := self._read(_CHUNK):
            yield chunk

    def read_all(self, limit: int, what: str) -> bytes:
        """All bytes. Raises ``TOO_LARGE`` as soon as there are more than ``limit``."""
        pieces: list[bytes] = []
        size = 0
        for piece in self.chunks():
            size += len(piece)
            if size > limit:
                raise too_large(limit, what)
            pieces.append(piece)
        return b"".join(pieces)

    def _read(self, size: int) -> bytes:
        try:
            chunk = bytes(self._source.read(size))
        except EOFError as error:
            raise bad_compression("The packed file is cut short.") from error
        except (gzip.BadGzipFile, zlib.error, pa.ArrowException) as error:
            raise self._damaged(error) from error
        except OSError as error:
            # pyarrow reports damaged Zstandard data as an OSError without an error number
            if self._packing == "zst" and error.errno is None:
                raise self._damaged(error) from error
            raise
        self._unpacked += len(chunk)
        allowed = max(UNPACKED_FREE_BYTES, MAX_UNPACKED_RATIO * self._packed.count)
        if self._packing and self._unpacked > allowed:
            raise bomb(MAX_UNPACKED_RATIO)
        return chunk

    def _damaged(self, error: Exception) -> Exception:
        if "runcated" in str(error):
            return bad_compression("The packed file is cut short.")
        packing = _SPELLED[self._packing or "gz"]
        return bad_compression(f"It is named as a {packing} file, but is damaged or none.")


def split_lines(chunks: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines of a stream, with their ends; None stands for one of more than ``limit`` bytes."""
    pieces: list[bytes] = []
    size = 0
    for chunk in chunks:
        for piece in io.BytesIO(chunk):
            size += len(piece)
            if size <= limit:
                pieces.append(piece)
            else:
                pieces.clear()
            if piece.endswith(b"\n"):
                yield b"".join(pieces) if size <= limit else None
                pieces, size = [], 0
    if size:
        yield b"".join(pieces) if size <= limit else None


class _Counted(io.RawIOBase):
    """A binary file that counts what is read from it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


def _unpacking(file: _Counted, packing: Packing | None) -> BinaryIO:
    if packing == "gz":
        return gzip.GzipFile(fileobj=io.BufferedReader(file), mode="rb")  # type: ignore[return-value]
    if packing == "zst":
        return pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd")  # type: ignore[no-any-return]
    return file  # type: ignore[return-value]

"""A source's bytes, unpacked, as pieces: what cannot be unpacked is a gap, and reading goes on.

Compressed files are made of members (gzip), frames (zstandard) or streams (bzip2), each of which
can be read by itself. Behind damage, the next one that can be read is looked for.
"""

from __future__ import annotations

import bz2
import io
import re
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO, NamedTuple

from ..records import Lost, lacking

_CHUNK = 1 << 14  # also how exactly the place of damage is known
_TRIAL = 1 << 12
_OVERLAP = 16


class Gap(NamedTuple):
    """Bytes that could not be unpacked."""

    size: int
    """Of the source, as it is stored."""
    reason: str


Piece = bytes | Gap


class Codec(NamedTuple):
    """How one compression is read."""

    magic: re.Pattern[bytes]
    """How a member starts."""
    new: Callable[[], Any]
    """Makes what decompresses one member."""
    errors: tuple[type[Exception], ...]


_STARTS = {".gz": b"\x1f\x8b\x08\0", ".bz2": b"BZh91AY&SY", ".zst": b"\x28\xb5\x2f\xfd"}


def codec_of(head: bytes, name: str = "") -> Codec | None:
    """The compression of a file by its first bytes; None if it is plain.

    A file whose start is damaged is known by its name, if compressed data come behind it.

    Raises:
        BatchError: zstandard is needed, and is not installed.
    """
    for suffix, start in _STARTS.items():
        if name.endswith(suffix) and start in head and b"\0" in head:
            head = start
    if head.startswith(b"\x1f\x8b"):
        magic = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
        return Codec(magic, lambda: zlib.decompressobj(31), (zlib.error,))
    if re.match(rb"BZh[1-9]1AY&SY", head):
        return Codec(re.compile(rb"BZh[1-9]1AY&SY"), bz2.BZ2Decompressor, (OSError, ValueError))
    if re.match(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", head):
        try:
            import zstandard
        except ImportError as error:
            raise lacking("zstandard") from error
        unpacker = zstandard.ZstdDecompressor()
        magic = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")
        return Codec(magic, unpacker.decompressobj, (zstandard.ZstdError,))
    return None


def unpacked(
    file: BinaryIO, codec: Codec | None, start: int = 0, stop: int | None = None,
    *, opening: bytes = b"",
) -> Iterator[Piece]:  # fmt: skip
    """The pieces of a file, or of the members that start from `start` to before `stop`.

    Args:
        opening: what the content of each member starts with, for telling members in the middle of
            a file from bytes that look like one.
    """
    if codec is None:
        while chunk := file.read(_CHUNK):
            yield chunk
        return
    window = _Window(file, start)
    is_gap, reason = start == 0, "no compressed data"
    while True:
        skipped = window.seek(codec, opening)
        if is_gap and skipped:
            yield Gap(skipped, reason)
        if not window.buffer or (stop is not None and window.at >= stop):
            return
        reason = yield from _member(window, codec)
        is_gap = True


class _Window:
    """The part of a file that is being looked at."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        if start:
            file.seek(start)
        self._file = file
        self.at, self.buffer = start, b""

    def fill(self, size: int) -> None:
        while len(self.buffer) < size and (chunk := self._file.read(_CHUNK)):
            self.buffer += chunk

    def take(self) -> bytes:
        self.fill(1)
        chunk = self.buffer[:_CHUNK]
        self.skip(len(chunk))
        return chunk

    def give_back(self, chunk: bytes) -> None:
        self.buffer = chunk + self.buffer
        self.at -= len(chunk)

    def skip(self, size: int) -> None:
        self.buffer = self.buffer[size:]
        self.at += size

    def back_to(self, place: int) -> bool:
        """Go back to a place in the file, if it lets us."""
        if not self._file.seekable():
            return False
        self._file.seek(place)
        self.at, self.buffer = place, b""
        return True

    def seek(self, codec: Codec, opening: bytes) -> int:
        """Go to the next member, or to the end; how many bytes that skips."""
        before = self.at
        while True:
            self.fill(_TRIAL)
            if not self.buffer:
                return self.at - before
            found = codec.magic.search(self.buffer)
            if found is None:
                self.skip(max(len(self.buffer) - _OVERLAP, 1))
                continue
            self.skip(found.start())
            self.fill(_TRIAL)
            if _is_member(codec, self.buffer[:_TRIAL], opening):
                return self.at - before
            self.skip(1)


def _is_member(codec: Codec, head: bytes, opening: bytes) -> bool:
    try:
        content = codec.new().decompress(head)
    except codec.errors:
        return False
    return bool(content.startswith(opening[: len(content)]))


def _member(window: _Window, codec: Codec) -> Generator[Piece, None, str]:
    """The pieces of one member; returns why it ended early, "" if it did not."""
    decoder, begin = codec.new(), window.at
    while True:
        chunk = window.take()
        if not chunk:
            reason = "the file ends inside a compressed stretch"
            yield Gap(1, reason)
            # A damaged member may seem to go on to the end, over whole ones that follow it.
            return reason if window.back_to(begin + 1) else ""
        try:
            content = decoder.decompress(chunk)
        except codec.errors as error:
            window.give_back(chunk)
            window.skip(1)
            yield Gap(1, f"damaged compression: {error}")
            return f"damaged compression: {error}"
        if content:
            yield content
        if decoder.eof:
            window.give_back(decoder.unused_data)
            return ""


class Unpacked(io.RawIOBase):
    """The pieces as one file to read forward; what is lost goes into `lost`."""

    def __init__(self, pieces: Iterator[Piece], place: str) -> None:
        self._pieces, self._place = pieces, place
        self._rest = b""
        self.lost: list[Lost] = []

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As of `io.RawIOBase`."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            if isinstance(piece, Gap):
                self.lost.append(Lost(self._place, piece.size, piece.reason))
            else:
                self._rest = piece
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

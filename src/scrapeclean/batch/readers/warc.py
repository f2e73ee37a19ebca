"""WARC and WET: responses, resources and conversions; other records are none of ours.

The records are cut here, so that one that is damaged costs only itself; fastwarc reads each.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from ..columns import Columns
from ..records import Lost, Record, lacking
from .pieces import Codec, Gap, Piece, unpacked

_START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
_TYPE = re.compile(rb"\nwarc-type:[ \t]*(\w+)", re.IGNORECASE)
_WANTED = (b"response", b"resource", b"conversion")
_LONGEST_HEAD = 1 << 20
_LONGEST = 512 << 20


def read_warc(
    file: BinaryIO, codec: Codec | None, columns: Columns, source: str, span: tuple[int, int | None]
) -> Iterator[Record | Lost]:
    """The records of the gzip members that start in a range of bytes."""
    at = 0
    for found in _records(unpacked(file, codec, *span, opening=b"WARC/")):
        place = f"{source}@{span[0]}+{at}"
        if isinstance(found, Gap):
            yield Lost(place, found.size, found.reason)
            continue
        at += len(found)
        kind = _TYPE.search(found, 0, _LONGEST_HEAD)
        if kind is None:
            yield Lost(place, len(found), "a record of no type")
        elif kind[1].lower() in _WANTED:
            yield _record(found, columns, place)


def _record(data: bytes, columns: Columns, place: str) -> Record | Lost:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise lacking("fastwarc") from error
    try:
        found = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode="all")))
        headers = {name.lower(): value for name, value in dict(found.headers).items()}
        http = dict(found.http_headers) if found.http_headers is not None else {}
        http = {name.lower(): value for name, value in http.items()}
        content = found.reader.read()
    except Exception as error:  # whatever the parser makes of a damaged record, it is only this one
        return Lost(place, len(data), f"a record that cannot be read: {error}")
    is_text = found.record_type == WarcRecordType.conversion
    return Record(
        id=headers.get("warc-record-id", place),
        content=content,
        url=headers.get("warc-target-uri", "").strip("<>") or None,
        content_type=http.get("content-type") or (None if http else headers.get("content-type")),
        kind="text" if is_text else None,
        extra={name: headers.get(name.lower()) or http.get(name.lower()) for name in columns.keep},
        place=place,
    )


class _Buffer:
    """Bytes up to the next gap."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self.data = bytearray()
        self.gap: Gap | None = None
        self.is_over = False

    def fill(self, size: int) -> bool:
        """Have that many bytes at least; False if there are fewer before the gap, or the end."""
        while len(self.data) < size and not self.gap and not self.is_over:
            piece = next(self._pieces, None)
            if piece is None:
                self.is_over = True
            elif isinstance(piece, Gap):
                self.gap = piece
            else:
                self.data += piece
        return len(self.data) >= size


def _records(pieces: Iterator[Piece]) -> Iterator[bytes | Gap]:
    buffer = _Buffer(pieces)
    while not (buffer.is_over and not buffer.data):
        buffer.fill(_LONGEST_HEAD if not buffer.data else 1)
        blank = len(buffer.data) - len(buffer.data.lstrip(b"\r\n"))
        del buffer.data[:blank]
        size = _whole(buffer)
        if size:
            yield bytes(buffer.data[:size])
            del buffer.data[:size]
        elif buffer.data:
            yield Gap(_resynchronise(buffer), "a damaged record")
        if buffer.gap and not buffer.data:
            if buffer.gap.size:
                yield buffer.gap
            buffer.gap = None


def _whole(buffer: _Buffer) -> int:
    """The length of the record at the start of the buffer; 0 if there is no whole one."""
    if not _START.match(buffer.data):
        buffer.fill(16)
        if not _START.match(buffer.data):
            return 0
    end = _HEAD_END.search(buffer.data, 0, _LONGEST_HEAD)
    if end is None:
        buffer.fill(_LONGEST_HEAD)
        end = _HEAD_END.search(buffer.data, 0, _LONGEST_HEAD)
    length = _LENGTH.search(buffer.data, 0, end.end()) if end else None
    if end is None or length is None or int(length[1]) > _LONGEST:
        return 0
    size = end.end() + int(length[1])
    if not buffer.fill(size):
        return 0
    buffer.fill(size + 4)
    behind = bytes(buffer.data[size : size + 4])
    return size if behind.startswith(b"\r\n\r\n"[: len(behind)]) or behind[:1] == b"\n" else 0


def _resynchronise(buffer: _Buffer) -> int:
    """Drop what is before the next record's start; how much that was."""
    lost = 0
    del buffer.data[:1]
    lost += 1
    while True:
        found = _START.search(buffer.data)
        if found:
            del buffer.data[: found.start()]
            return lost + found.start()
        keep = 16 if not buffer.gap and not buffer.is_over else 0
        drop = max(len(buffer.data) - keep, 0)
        del buffer.data[:drop]
        lost += drop
        if not keep:
            return lost
        buffer.fill(len(buffer.data) + 1)

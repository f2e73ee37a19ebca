"""JSON Lines: a page a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from ..columns import Columns
from ..records import Lost, Record
from .pieces import Codec, Gap, Piece, unpacked

_LONGEST = 256 << 20  # bytes of a line; what is longer is no page


def read_jsonl(
    file: BinaryIO, codec: Codec | None, columns: Columns, source: str, span: tuple[int, int | None]
) -> Iterator[Record | Lost]:
    """The records of the lines that start in a range of bytes; only plain files have ranges."""
    start, stop = span
    if codec is None and start:
        file.seek(start - 1)
        start += len(file.readline()) - 1
    at = start
    for line in _lines(unpacked(file, codec)):
        if stop is not None and at >= stop:
            return
        place = f"{source}@{at}"
        if isinstance(line, Gap):
            yield Lost(place, line.size, line.reason)
            continue
        at += len(line)
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield Lost(place, len(line), "a line that is no JSON")
            continue
        if isinstance(row, dict):
            yield columns.record(row, place)
        else:
            yield Lost(place, len(line), "a line that is no JSON object")


def _lines(pieces: Iterator[Piece]) -> Iterator[bytes | Gap]:
    """Whole lines with their ends; a gap ends the line before it."""
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        if isinstance(piece, Gap):
            if parts:
                yield b"".join(parts)  # most likely half a line: its reader finds out
                parts, size = [], 0
            if piece.size:
                yield piece
            continue
        first, *others = piece.split(b"\n")
        for rest in others:
            yield b"".join([*parts, first, b"\n"])
            parts, size, first = [], 0, rest
        parts.append(first)
        size += len(first)
        if size > _LONGEST:
            yield Gap(size, f"a line of more than {_LONGEST:,} bytes")
            parts, size = [], 0
    if any(parts):
        yield b"".join(parts)

"""From addresses to parts, and from a part to its records.

A part is what one worker reads at a time: a whole file, a range of a big one, or some files of a
folder. Parts of the same sources are always cut alike: a run that goes on later finds its own.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from ...errors import ScrapecleanError
from ..columns import Columns
from ..records import BatchError, Lost, Record
from .files import is_page, read_files, read_tar, read_zip
from .jsonl import read_jsonl
from .opening import STDIN, expand, is_remote, name_of, open_file, size_of
from .pieces import Gap, codec_of, unpacked
from .quarantine import MARK, read_quarantine
from .tables import is_table, open_parquet, read_arrow, read_csv, read_parquet
from .warc import read_warc

PART_SIZE = 32 << 20
"""Bytes of a source, about, that make a part."""
_PART_FILES = 500
_SHARES = 8
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker reads at a time."""

    source: str
    format: str
    start: int = 0
    stop: int | None = None
    """In bytes, or row groups; None for the end."""
    files: tuple[str, ...] = ()
    share: int | None = None
    """Where a file cannot be entered in its middle: every eighth record, from this one on."""

    @property
    def id(self) -> str:
        """The same in every run over the same sources."""
        return hashlib.blake2b(json.dumps(asdict(self)).encode(), digest_size=8).hexdigest()


def plan(sources: Iterable[str], columns: Columns, part_size: int = PART_SIZE) -> Iterator[Part]:
    """The parts of the sources, in order.

    Raises:
        BatchError: a source is not there, is nothing we read, or lacks the columns.
    """
    for source in sources:
        names, are_many = expand(source)
        pages = [name for name in names if are_many and is_page(name)]
        for at in range(0, len(pages), _PART_FILES):
            yield Part(source, "files", files=tuple(pages[at : at + _PART_FILES]))
        for name in [name for name in names if not (are_many and is_page(name))]:
            yield from _plan_file(name, columns, part_size, is_strict=not are_many)


def read(part: Part, columns: Columns) -> Iterator[Record | Lost]:
    """The records of a part, and what of it could not be read."""
    found = _read_on(part, columns)
    if part.share is None:
        yield from found
        return
    number = -1
    for one in found:
        if isinstance(one, Lost):
            if part.share == 0:
                yield one
            continue
        number += 1
        if number % _SHARES == part.share:
            yield one


def _read_on(part: Part, columns: Columns) -> Iterator[Record | Lost]:
    """As `_read`; a library that fails on damage it does not know costs what is behind."""
    try:
        yield from _read(part, columns)
    except (ScrapecleanError, OSError):  # the next run may be able to read it
        raise
    except Exception as error:
        stop = part.stop if part.format in ("jsonl", "warc") else None
        size = (size_of(part.source) or 0) if stop is None else stop - part.start
        reason = f"the reader failed, at most so much is lost: {type(error).__name__}: {error}"
        yield Lost(part.source, size, reason)


def _read(part: Part, columns: Columns) -> Iterator[Record | Lost]:
    if part.format == "files":
        yield from read_files(part.files)
        return
    span = (part.start, part.stop)
    with open_file(part.source) as raw:
        head, file = _peeked(raw)
        codec = codec_of(head, name_of(part.source))
        form, source = part.format, part.source
        if form == "stdin":
            form = _told(head, source, columns) or "page"
        if form == "warc":
            yield from read_warc(file, codec, columns, source, span)
        elif form == "jsonl":
            yield from read_jsonl(file, codec, columns, source, span)
        elif form == "quarantine":
            yield from read_quarantine(file, source)
        elif form == "parquet":
            yield from read_parquet(_seekable(file), columns, source, span)
        elif form in ("arrow", "arrows"):
            seekable = file if form == "arrows" else _seekable(file)
            yield from read_arrow(seekable, columns, source, is_stream=form == "arrows")
        elif form == "csv":
            yield from read_csv(file, codec, columns, source)
        elif form == "tar":
            yield from read_tar(file, codec, source)
        elif form == "zip":
            yield from read_zip(_seekable(file), source)
        else:
            yield Record(id=source, content=file.read(), place=source)


def _plan_file(name: str, columns: Columns, part_size: int, *, is_strict: bool) -> Iterator[Part]:
    if name == STDIN:
        yield Part(name, "stdin")
        return
    try:
        with open_file(name) as raw:
            head = raw.read(_HEAD)
            form = _told(head, name, columns)
            if form is None:
                if is_strict:
                    yield Part(name, "files", files=(name,))
                return
            size = size_of(name)
            raw.seek(0)
            if form in ("jsonl", "warc"):
                if form == "jsonl":
                    _check_first(raw, head, columns, name)
                is_entered = (codec_of(head, name_of(name)) is None) == (form == "jsonl")
                cut = _ranges if is_entered else _shares
                yield from cut(name, form, size, part_size)
            elif form == "parquet":
                table = open_parquet(raw, name)
                columns.check(table.schema_arrow.names, name)
                yield from _groups(name, table.metadata, part_size)
            else:
                yield from _shares(name, form, size, part_size)
    except OSError as error:
        raise BatchError(f"{name} cannot be read: {error.strerror or error}") from error


def _ranges(name: str, form: str, size: int | None, part_size: int) -> Iterator[Part]:
    if size is None or size <= part_size:
        yield Part(name, form)
        return
    count = -(-size // part_size)
    edges: list[int | None] = [size * number // count for number in range(count)]
    for start, stop in itertools.pairwise([*edges, None]):
        assert start is not None
        yield Part(name, form, start, stop)


def _groups(name: str, metadata: Any, part_size: int) -> Iterator[Part]:
    """Row groups together, until they are large enough."""
    first = size = 0
    for group in range(metadata.num_row_groups):
        size += metadata.row_group(group).total_byte_size
        if size >= part_size or group == metadata.num_row_groups - 1:
            yield Part(name, "parquet", first, group + 1)
            first, size = group + 1, 0


def _shares(name: str, form: str, size: int | None, part_size: int) -> Iterator[Part]:
    """Of a file that has to be read from its start, each worker reads all and takes a share.

    Lines go across the members of a compressed file, rows of CSV may hold line ends, and an archive
    or a plain WARC may hold another one; and cleaning takes ten times as long as this reading.
    """
    if size is None or size <= part_size or is_remote(name) or form == "quarantine":
        yield Part(name, form)
        return
    for share in range(_SHARES):
        yield Part(name, form, share=share)


def _told(head: bytes, name: str, columns: Columns) -> str | None:
    """The format by the first bytes; None for what may be a page by itself."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"ARROW1"):
        return "arrow"
    if head.startswith(b"\xff\xff\xff\xff") and len(head) > 8:
        return "arrows"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    inside = _unpacked_head(head, name)
    if inside.startswith(b"WARC/"):
        return "warc"
    if inside[257:262] == b"ustar":
        return "tar"
    if inside.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return "quarantine" if inside.startswith(MARK) else "jsonl"
    lower = name_of(name).lower().removesuffix(".gz").removesuffix(".zst").removesuffix(".bz2")
    if lower.endswith((".warc", ".wet")):
        return "warc"  # damaged at its start: what follows may be whole
    if lower.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if lower.endswith((".csv", ".tsv")) and not inside.lstrip().startswith(b"<"):
        return "csv"
    return "csv" if not is_page(name) and is_table(inside, columns) else None


def _unpacked_head(head: bytes, name: str) -> bytes:
    codec = codec_of(head, name_of(name))
    pieces = unpacked(io.BytesIO(head), codec)
    return b"".join(piece for piece in itertools.islice(pieces, 8) if not isinstance(piece, Gap))


def _check_first(file: BinaryIO, head: bytes, columns: Columns, name: str) -> None:
    """Check the columns by the first rows; later ones may have others."""
    names: set[str] = set()
    for line in _unpacked_head(head, name).splitlines():
        with suppress(ValueError, RecursionError):  # damaged, or cut off: not to be judged by it
            row = json.loads(line)
            names.update(row if isinstance(row, dict) else ())
    if names:
        columns.check(names, name)


def _peeked(raw: BinaryIO) -> tuple[bytes, BinaryIO]:
    if raw.seekable():
        head = raw.read(_HEAD)
        raw.seek(0)
        return head, raw
    file = io.BufferedReader(raw, _HEAD)  # type: ignore[type-var]  # a BinaryIO is raw enough
    return file.peek(_HEAD), file


def _seekable(file: BinaryIO) -> BinaryIO:
    return file if file.seekable() else io.BytesIO(file.read())

"""Pages that are files: by themselves, in tar archives, in zip archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO

from ..records import Lost, Record
from .opening import name_of, open_file
from .pieces import Codec, Unpacked, codec_of, unpacked

_LONGEST = 256 << 20  # bytes; what is longer is no page
SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".md")


def is_page(name: str) -> bool:
    """Whether a file is a page by its name."""
    name = name_of(name).lower()
    for packed in (".gz", ".zst", ".bz2"):
        name = name.removesuffix(packed)
    return name.endswith(SUFFIXES)


def read_files(names: Sequence[str]) -> Iterator[Record | Lost]:
    """A record a file."""
    for name in names:
        try:
            with open_file(name) as file:
                yield from _page(file, name)
        except (OSError, ValueError) as error:  # fsspec refuses some names so
            yield Lost(name, 0, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def read_tar(file: BinaryIO, codec: Codec | None, source: str) -> Iterator[Record | Lost]:
    """A record for each page in the archive, read forward."""
    stream = Unpacked(unpacked(file, codec), source)
    try:
        with tarfile.open(fileobj=io.BufferedReader(stream), mode="r|", ignore_zeros=True) as tar:
            for member in tar:
                if member.isfile() and is_page(member.name):
                    content = tar.extractfile(member)
                    if content:
                        yield from _page(content, f"{source}!{member.name}")
    except (tarfile.TarError, EOFError) as error:
        rest = sum(map(len, iter(lambda: stream.read(1 << 20), b"")))
        yield Lost(source, rest, f"an archive that is damaged before its last bytes: {error}")
    yield from stream.lost


def read_zip(file: BinaryIO, source: str) -> Iterator[Record | Lost]:
    """A record for each page in the archive."""
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        yield Lost(source, file.seek(0, io.SEEK_END), f"a damaged archive: {error}")
        return
    with archive:
        for member in archive.infolist():
            place = f"{source}!{member.filename}"
            if member.is_dir() or not is_page(member.filename):
                continue
            try:
                with archive.open(member) as content:
                    yield from _page(content, place)
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
                yield Lost(place, member.compress_size, f"a damaged member: {error}")


def _page(file: IO[bytes], place: str) -> Iterator[Record | Lost]:
    content = file.read(_LONGEST + 1)
    size = len(content)
    codec = codec_of(content[:16])
    if codec:
        stream = io.BufferedReader(Unpacked(unpacked(io.BytesIO(content), codec), place))
        content = stream.read(_LONGEST + 1)
        lost = stream.raw.lost
        yield from lost
        if lost and not content:
            return
    if len(content) > _LONGEST:
        yield Lost(place, size, f"a page of more than {_LONGEST:,} bytes")
    else:
        yield Record(id=place, content=content, place=place)

"""Pages that are files: by themselves, in tar archives, in zip archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ..records import Lost, Record
from .opening import open_file
from .pieces import Codec, Unpacked, codec_of, unpacked

SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".md")


def is_page(name: str) -> bool:
    """Whether a file is a page by its name."""
    name = name.lower()
    for packed in (".gz", ".zst", ".bz2"):
        name = name.removesuffix(packed)
    return name.endswith(SUFFIXES)


def read_files(names: Sequence[str]) -> Iterator[Record | Lost]:
    """A record a file."""
    for name in names:
        try:
            with open_file(name) as file:
                yield from _page(file.read(), name)
        except OSError as error:
            yield Lost(name, 0, f"cannot be read: {error.strerror or error}")


def read_tar(file: BinaryIO, codec: Codec | None, source: str) -> Iterator[Record | Lost]:
    """A record for each page in the archive, read forward."""
    stream = Unpacked(unpacked(file, codec), source)
    try:
        with tarfile.open(fileobj=io.BufferedReader(stream), mode="r|", ignore_zeros=True) as tar:
            for member in tar:
                if member.isfile() and is_page(member.name):
                    content = tar.extractfile(member)
                    if content:
                        yield from _page(content.read(), f"{source}!{member.name}")
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
                yield from _page(archive.read(member), place)
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
                yield Lost(place, member.compress_size, f"a damaged member: {error}")


def _page(data: bytes, place: str) -> Iterator[Record | Lost]:
    codec = codec_of(data[:16])
    if codec:
        stream = Unpacked(unpacked(io.BytesIO(data), codec), place)
        content = stream.readall()
        yield from stream.lost
        if stream.lost and not content:
            return
        data = content
    yield Record(id=place, content=data, place=place)

"""Files here and elsewhere: local paths, standard input, and any address that fsspec knows."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO, cast

from ..child import HANDED_ON
from ..records import BatchError, lacking

STDIN = "-"


def open_file(address: str) -> BinaryIO:
    """Open for reading.

    Raises:
        OSError: it cannot be read.
        BatchError: fsspec, or what it needs for this address, is missing.
    """
    if address == STDIN:
        return os.fdopen(int(os.environ.get(HANDED_ON, "0")), "rb", closefd=False)
    if not is_remote(address):
        return open(address, "rb")
    system, path = _remote(address)
    return cast("BinaryIO", system.open(path, "rb"))


def size_of(address: str) -> int | None:
    """The size in bytes; None where it is not known beforehand."""
    if address == STDIN:
        return None
    if not is_remote(address):
        return os.path.getsize(address) if os.path.isfile(address) else None
    system, path = _remote(address)
    size = system.info(path).get("size")
    return int(size) if size is not None else None


def expand(address: str) -> tuple[list[str], bool]:
    """The files behind an address, in order, and whether it named many (a folder or a pattern).

    Raises:
        BatchError: there are none.
    """
    try:
        if address == STDIN:
            return [address], False
        if not is_remote(address):
            return _local(address)
        system, path = _remote(address)
        if glob.has_magic(path):
            return [_named_as(address, path, name) for name in sorted(system.glob(path))], True
        if system.isdir(path):
            return [_named_as(address, path, name) for name in sorted(system.find(path))], True
        if system.exists(path):
            return [address], False
    except OSError as error:
        raise BatchError(f"{address} cannot be read: {error.strerror or error}") from error
    raise BatchError(f"{address}: there is no such file or folder")


def _named_as(address: str, path: str, name: str) -> str:
    """The address of a file beside or below `path`, by the same hosts, archives and caches."""
    links, at = _links(address)
    protocol, place = links[at].split("://", 1)
    host = place[: max(place.rfind(path.rstrip("/")), 0)]
    links[at] = f"{protocol}://{host}{name}"
    return "::".join(links)


def name_of(address: str) -> str:
    """The file's own address in one that goes on with what the file is inside of."""
    links, at = _links(address)
    return links[at]


def _links(address: str) -> tuple[list[str], int]:
    """``simplecache::zip://*.html::s3://bucket/pages.zip`` in parts, and which has the path."""
    if not is_remote(address):
        return [address], 0
    links = address.split("::")
    return links, next(at for at, link in enumerate(links) if is_remote(link))


def _local(address: str) -> tuple[list[str], bool]:
    if os.path.isdir(address):
        return sorted(_walk(address)), True
    if os.path.exists(address):
        return [address], False
    if glob.has_magic(address):
        found = sorted(name for name in glob.glob(address, recursive=True) if os.path.isfile(name))
        if found:
            return found, True
    raise BatchError(f"{address}: there is no such file or folder")


def _walk(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                yield os.path.join(place, name)


def is_remote(address: str) -> bool:
    """Whether it is an address for fsspec."""
    return "://" in address


@lru_cache(8)  # an archive's files are closed when its file system goes
def _remote(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise lacking("fsspec") from error
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise BatchError(f"{address}: {error}") from error
    return system, str(path)

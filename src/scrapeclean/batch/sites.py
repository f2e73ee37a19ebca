"""Sites of a dump: learnt in a first pass over it, in bounded memory, and used in the second.

What is known is one file, ``sites.jsonl``: a line for each site, its name, a tab, and its
`SiteModel` as JSON, in the order of the names. It is searched by halving, so that a worker holds
only the sites it is at; files are merged line by line, so that memory holds one site at a time.
"""

from __future__ import annotations

import heapq
import itertools
import mmap
import os
import pickle
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import BinaryIO

from ..domain import registrable_domain
from ..draft import draft
from ..errors import SiteFileError
from ..sites import SiteModel
from .records import Outcome, Record

NAME = "sites.jsonl"
PAGES = 20
"""Pages of a site that each part of a dump gives, at most: two are enough, twenty are plenty."""
SITES = 1000
"""Sites that each part of a dump gives, at most: those with the most pages in it."""
_AT_ONCE = 200  # files that are open in a merge
_NAME = re.compile(r"[\w.:-]{1,253}")


def site_of(url: str | None) -> str | None:
    """The site that an address belongs to: its registrable domain; None if there is none."""
    site = registrable_domain(url)
    return site if site and _NAME.fullmatch(site) else None


class Choice:
    """The pages of a part that its sites are learnt from, chosen by their digests.

    The same pages are chosen in whatever order they come, and again when a run goes on.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        lowest: dict[str, list[int]] = {}
        for record in records:
            site = site_of(record.url)
            if site is None:
                continue
            heap = lowest.setdefault(site, [])
            number = -_digest(record)
            if len(heap) < PAGES:
                heapq.heappush(heap, number)
            elif number not in heap:
                heapq.heappushpop(heap, number)
            if len(lowest) > 2 * SITES:
                lowest = _largest(lowest)
        self._chosen = {site: {-number for number in heap} for site, heap in
                        _largest(lowest).items()}  # fmt: skip

    def takes(self, record: Record) -> bool:
        """Whether the page is among them; each is once."""
        chosen = self._chosen.get(site_of(record.url) or "", set())
        number = _digest(record)
        if number not in chosen:
            return False
        chosen.remove(number)
        return True


def _largest(lowest: dict[str, list[int]]) -> dict[str, list[int]]:
    if len(lowest) <= SITES:
        return lowest
    return dict(sorted(lowest.items(), key=lambda pair: -len(pair[1]))[:SITES])


def _digest(record: Record) -> int:
    content = record.content
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def write_learnt(outcomes: Iterable[Outcome], file: BinaryIO) -> None:
    """Write what sketched pages tell of their sites; pages that failed tell nothing."""
    found: dict[str, SiteModel] = {}
    for outcome in outcomes:
        site = site_of(outcome.record.url)
        if site and outcome.data is not None:
            model: SiteModel = pickle.loads(outcome.data)  # from a worker of ours
            found[site] = found[site].merge(model) if site in found else model
    for site in sorted(found):
        file.write(_line(site, found[site]))


def merge_sites(paths: Sequence[str], target: str) -> None:
    """Make one file of several; sites that show one article only are left out: nothing can recur.

    Many files are merged in rounds, with files beside the first one.

    Raises:
        SiteFileError: a file is damaged.
        OSError: the file cannot be written.
    """
    aside: list[str] = []
    paths = sorted(paths)
    while len(paths) > _AT_ONCE:
        group, paths = paths[:_AT_ONCE], paths[_AT_ONCE:]
        aside.append(os.path.join(os.path.dirname(group[0]), f".{len(aside)}.tmp"))
        _merge(group, aside[-1], fewest=0)
        paths.append(aside[-1])
    _merge(paths, target, fewest=2)
    for path in aside:
        os.unlink(path)


def _merge(paths: Sequence[str], target: str, *, fewest: int) -> None:
    lines = heapq.merge(*map(_lines, paths), key=lambda pair: pair[0])
    with draft(target) as file:
        for site, group in itertools.groupby(lines, key=lambda pair: pair[0]):
            model = SiteModel()
            for _, other in group:
                model = model.merge(other)
            if not fewest or model.articles >= fewest:
                file.write(_line(site, model))
        file.flush()
        os.fsync(file.fileno())


def _line(site: str, model: SiteModel) -> bytes:
    return site.encode() + b"\t" + model.pack() + b"\n"


def _lines(path: str) -> Iterator[tuple[str, SiteModel]]:
    with open(path, "rb") as file:
        for line in file:
            name, model = _parted(line, path)
            yield name, SiteModel.unpack(model, path)


def _parted(line: bytes, path: str) -> tuple[str, bytes]:
    name, tab, model = line.partition(b"\t")
    if not tab or not line.endswith(b"\n"):
        raise SiteFileError(path, "holds no learnt sites, or is cut off")
    return name.decode("utf-8", "replace"), model


class SiteBook:
    """The sites of a file, each read when it is asked for.

    Raises:
        SiteFileError: the file holds something else.
        OSError: it cannot be read.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        with open(path, "rb") as file:
            first = file.readline()
            if first:
                SiteModel.unpack(_parted(first, path)[1], path)
            size = file.seek(0, os.SEEK_END)
            self._map = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) if size else None

    def model(self, site: str) -> SiteModel | None:
        """What is known of a site; None if nothing is.

        Raises:
            SiteFileError: the file is damaged there.
        """
        low, high = 0, len(self._map) if self._map else 0  # both where lines start
        while low < high:
            assert self._map
            start = self._map.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._map.find(b"\n", start) + 1 or high
            name, model = _parted(self._map[start:end], self._path)
            if name == site:
                return SiteModel.unpack(model, self._path)
            low, high = (end, high) if name < site else (low, start)
        return None

"""Copies of one story: exact and near ones, marked or dropped in the Parquet shards of a run.

Bodies are compared by MinHash signatures over shingles, found by locality-sensitive hashing
(A. Broder, "On the resemblance and containment of documents", 1997), both by the library rensa.
Memory holds a signature for each page and no text.

It is a step of its own behind the run, in two parts: all shards are read and the plan is written
whole to ``duplicates.parquet``; then each shard is written anew by the plan and renamed whole. A
step that was interrupted goes on with its plan.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..errors import ArgumentError, SchemaError
from .lock import locked
from .records import BatchError

Action = Literal["mark", "drop"]
PLAN = "duplicates.parquet"
_DONE = b"scrapeclean.duplicates"
_SIMILAR = 0.8  # of the shingles
_PERMUTATIONS, _BANDS = 128, 16
_WORDS, _CHARACTERS = 5, 9  # of a shingle
_LONG_WORD = 14  # letters on average: then the script has no spaces
_FIELDS = [("shard", pa.string()), ("row", pa.int64()), ("id", pa.string()),
           ("place", pa.string()), ("cluster", pa.int64()), ("is_best", pa.bool_())]  # fmt: skip


class Duplicates(NamedTuple):
    """What was found."""

    clusters: int
    """Stories that occur more than once."""
    copies: int
    """Pages of theirs beside the best one of each: those that `drop` takes away."""


def handle_duplicates(folder: str | Path, action: Action) -> Duplicates:
    """Find copies among the articles in a run's folder, and mark or drop them.

    Every shard gets the columns ``cluster`` (a number shared by all copies of a story, null for
    a page without copies) and ``is_best`` (the longest body, of equals the most confident).
    ``drop`` keeps only the best; ``duplicates.parquet`` names all copies by shard, row, id, place.

    Raises:
        ArgumentError: `action` is neither.
        BatchError: rensa is not installed, the step was begun with the other action, there is no
            such folder, or a run is at work in it.
    """
    if action not in ("mark", "drop"):
        raise ArgumentError(f"duplicates are for 'mark' or 'drop', not {action!r}")
    if not os.path.isdir(folder):
        raise BatchError(f"{folder} is no folder of a run")
    with locked(folder):
        return _handle(Path(folder), action)


def _handle(folder: Path, action: Action) -> Duplicates:
    plan = folder / PLAN
    if not plan.exists():
        _write(_find(folder), plan, action)
    table = pq.read_table(plan)
    begun = (table.schema.metadata or {}).get(_DONE, b"").decode()
    if begun != action:
        raise BatchError(f"{plan} was made to {begun} duplicates: go on so, or clean anew")
    for shard in _shards(folder):
        _apply(shard, table.filter(pc.equal(table["shard"], shard.name)), action)
    best = pc.sum(table["is_best"]).as_py() or 0
    return Duplicates(best, table.num_rows - best)


def _shards(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.parquet") if path.name != PLAN)


class _Pages:
    """Groups of pages, joined as copies are found; page numbers are their order."""

    def __init__(self) -> None:
        self.parent = array("q")
        self.rank: list[tuple[int, float]] = []

    def add(self, rank: tuple[int, float]) -> int:
        self.parent.append(len(self.parent))
        self.rank.append(rank)
        return len(self.parent) - 1

    def first(self, page: int) -> int:
        """The first page of its group."""
        while self.parent[page] != page:
            self.parent[page] = page = self.parent[self.parent[page]]
        return page

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self.parent[high] = low


def _find(folder: Path) -> pa.Table:
    """The plan: a row for each page that has copies."""
    pages, index = _Pages(), _Index()
    names: list[tuple[str, int, str | None, str | None]] = []
    for shard in _shards(folder):
        for row, found in _articles(shard):
            number = pages.add((len(found["text"]), found["confidence"]))
            names.append((shard.name, row, found["id"], found["place"]))
            for other in index.copies(number, found["text"]):
                pages.join(number, other)
    sizes = Counter(pages.first(page) for page in range(len(names)))
    best: dict[int, int] = {}
    for page, rank in enumerate(pages.rank):
        first = pages.first(page)
        if first not in best or rank > pages.rank[best[first]]:
            best[first] = page
    rows = [
        (*names[page], first, best[first] == page)
        for page in range(len(names))
        if sizes[first := pages.first(page)] > 1
    ]
    columns = list(zip(*rows, strict=True)) or [()] * len(_FIELDS)
    arrays = [pa.array(column, kind) for column, (_, kind) in zip(columns, _FIELDS, strict=True)]
    return pa.table(arrays, schema=pa.schema(_FIELDS))


def _articles(shard: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with pq.ParquetFile(shard) as file:
        missing = {"id", "place", "status", "text", "confidence"} - set(file.schema_arrow.names)
        if missing:
            raise SchemaError(f"{shard} holds no cleaned pages: no column {min(missing)!r}")
        row = 0
        for batch in file.iter_batches(64, columns=["id", "place", "status", "text", "confidence"]):
            for page in batch.to_pylist():
                if page["status"] == "ok" and page["text"]:
                    yield row, page
                row += 1


class _Index:
    """Signatures of all pages so far."""

    def __init__(self) -> None:
        try:
            from rensa import RMinHash, RMinHashLSH
        except ImportError as error:
            raise BatchError(
                "duplicates need the package rensa: pip install 'scrapeclean[duplicates]'"
            ) from error
        self._minhash = RMinHash
        self._lsh = RMinHashLSH(_SIMILAR, _PERMUTATIONS, _BANDS)
        self._signatures: dict[int, Any] = {}
        self._exact: dict[bytes, int] = {}

    def copies(self, number: int, text: str) -> list[int]:
        """Earlier pages with this body, or nearly; the page is known from now on."""
        words = text.lower().split()
        digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest()
        if digest in self._exact:
            return [self._exact[digest]]
        self._exact[digest] = number
        signature = self._minhash(_PERMUTATIONS, 1)
        signature.update(shingles(words))
        found = [
            other
            for other in self._lsh.query(signature)
            if self._signatures[other].jaccard(signature) >= _SIMILAR
        ]
        self._lsh.insert(number, signature)
        self._signatures[number] = signature
        return found


def shingles(words: list[str]) -> list[str]:
    """Runs of words; of characters where the script does not part words by spaces."""
    letters = "".join(words)
    if len(letters) > _LONG_WORD * len(words):
        return [letters[at : at + _CHARACTERS] for at in range(max(len(letters) - 8, 1))]
    return [" ".join(words[at : at + _WORDS]) for at in range(max(len(words) - 4, 1))]


def _apply(shard: Path, plan: pa.Table, action: Action) -> None:
    """Write a shard anew with its marks, a row group at a time; once."""
    with pq.ParquetFile(shard) as file:
        before = file.schema_arrow
        if _DONE in (before.metadata or {}):
            return
        marks = {row["row"]: row for row in plan.to_pylist()}
        after = before
        for name, kind in (("cluster", pa.int64()), ("is_best", pa.bool_())):
            after = after.append(pa.field(name, kind))
        after = after.with_metadata({**(before.metadata or {}), _DONE: action.encode()})
        aside = shard.with_name(f".{shard.name}.{os.getpid()}.tmp")
        start = 0
        with pq.ParquetWriter(aside, after, compression="zstd") as writer:
            for group in range(file.num_row_groups):
                table = file.read_row_group(group)
                found = [marks.get(row) for row in range(start, start + table.num_rows)]
                start += table.num_rows
                clusters = [mark and mark["cluster"] for mark in found]
                best = [mark and mark["is_best"] for mark in found]
                table = table.append_column("cluster", pa.array(clusters, pa.int64()))
                table = table.append_column("is_best", pa.array(best, pa.bool_()))
                if action == "drop":
                    table = table.filter(pa.array([is_best is not False for is_best in best]))
                writer.write_table(table.cast(after))
    os.replace(aside, shard)


def _write(table: pa.Table, path: Path, action: Action) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    pq.write_table(table.replace_schema_metadata({_DONE: action.encode()}), aside)
    os.replace(aside, path)

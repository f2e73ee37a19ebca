"""Shards: what becomes of one part of the input. Written aside, and renamed whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..records import Outcome
from .jsonl import JsonlWriter, PackedJsonlWriter
from .markdown import MarkdownWriter
from .parquet import ParquetWriter


class Writer(Protocol):
    """Writes one shard."""

    def add(self, outcome: Outcome) -> None:
        """Take one more record."""

    def close(self) -> None:
        """Have everything written."""


WRITERS: dict[str, tuple[str, Callable[[str, tuple[str, ...]], Writer]]] = {
    "parquet": (".parquet", ParquetWriter),
    "jsonl": (".jsonl", JsonlWriter),
    "jsonl.zst": (".jsonl.zst", PackedJsonlWriter),
    "markdown": ("", MarkdownWriter),
}
"""By the name of the format: the shard's suffix, and what writes it at a path, with the names of
the columns that are carried along."""

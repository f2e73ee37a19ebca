"""Parquet in the stable schema of `scrapeclean.batch.schema`."""

from __future__ import annotations

from ..records import Outcome, lacking

_ROWS = 256  # of a row group, at most
_SIZE = 16 << 20  # bytes of pages and articles that wait, about


class ParquetWriter:
    """One file; columns carried along are strings."""

    def __init__(self, path: str, keep: tuple[str, ...]) -> None:
        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            raise lacking("pyarrow") from error
        from ..schema import to_table

        self._to_table, self._keep = to_table, keep
        layout = to_table([], keep).schema
        self._file = pq.ParquetWriter(path, layout, compression="zstd")
        self._outcomes: list[Outcome] = []
        self._size = 0

    def add(self, outcome: Outcome) -> None:
        """Write its row, together with others."""
        self._outcomes.append(outcome)
        self._size += len(outcome.record.content) + len(outcome.data or b"")
        if len(self._outcomes) >= _ROWS or self._size > _SIZE:
            self._flush()

    def close(self) -> None:
        """Write the last rows, and the footer."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._outcomes:
            self._file.write_table(self._to_table(self._outcomes, self._keep))
            self._outcomes, self._size = [], 0

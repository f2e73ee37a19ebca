"""JSON Lines, plain or in zstandard: id, place, what is carried along, then the article."""

from __future__ import annotations

import json
from typing import IO, Any

from ..records import Outcome, lacking


def line_of(outcome: Outcome) -> bytes:
    """A record's line."""
    record, failure = outcome.record, outcome.failure
    row: dict[str, Any] = {"id": record.id, "place": record.place, **record.extra}
    if failure:
        row |= {
            "url": record.url, "status": "failed", "error_step": failure.step,
            "error": failure.error,
        }  # fmt: skip
    head = json.dumps(row).encode()
    if outcome.data is None:
        return head + b"\n"
    return head[:-1] + b", " + outcome.data[1:] + b"\n"


class JsonlWriter:
    """Plain lines."""

    def __init__(self, path: str, keep: tuple[str, ...]) -> None:
        self._raw = open(path, "wb")  # noqa: SIM115  `close` is for it
        self._file: IO[bytes] = self._raw

    def add(self, outcome: Outcome) -> None:
        """Write its line."""
        self._file.write(line_of(outcome))

    def close(self) -> None:
        """Write what is left."""
        if self._file is not self._raw:
            self._file.close()
        self._raw.close()


class PackedJsonlWriter(JsonlWriter):
    """Lines in zstandard."""

    def __init__(self, path: str, keep: tuple[str, ...]) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise lacking("zstandard") from error
        super().__init__(path, keep)
        self._file = zstandard.ZstdCompressor(level=6).stream_writer(self._raw, closefd=False)

"""``failed.jsonl``: pages that could not be cleaned, with all that is needed to try again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..records import Failure, Lost, Record

MARK = b'{"scrapeclean_failed": 1,'


def to_line(record: Record, failure: Failure) -> bytes:
    """A record and what became of it, as a line."""
    line: dict[str, Any] = {
        "scrapeclean_failed": 1, "id": record.id, "place": record.place, "step": failure.step,
        "cause": failure.cause, "error": failure.error, "url": record.url,
        "content_type": record.content_type, "kind": record.kind, "extra": record.extra,
    }  # fmt: skip
    if isinstance(record.content, bytes):
        line["content_base64"] = base64.b64encode(record.content).decode("ascii")
    else:
        line["content"] = record.content
    return json.dumps(line).encode() + b"\n"


def read_quarantine(file: BinaryIO, source: str) -> Iterator[Record | Lost]:
    """The records of such a file, as they were."""
    for number, line in enumerate(file, 1):
        try:
            row = json.loads(line)
            packed = row.get("content_base64")
            yield Record(
                id=row["id"], url=row["url"], content_type=row["content_type"], kind=row["kind"],
                content=row["content"] if packed is None else base64.b64decode(packed),
                extra=row["extra"], place=row["place"],
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Lost(f"{source}:{number}", len(line), "no line of a failed.jsonl")

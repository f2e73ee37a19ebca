"""Which columns of a table, or keys of a JSON object, hold what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .records import BatchError, Record

_USUAL: dict[str, tuple[str, ...]] = {
    "content": (
        "html", "raw_html", "page_html", "html_content", "page_source", "raw_content", "content",
        "body", "text", "page", "markdown",
    ),
    "url": (
        "url", "target_uri", "warc_target_uri", "source_url", "page_url", "link", "uri",
        "metadata.url", "meta.url", "warc_headers.warc-target-uri",
        "metadata.warc_headers.warc-target-uri",
    ),
    "id": (
        "id", "record_id", "warc_record_id", "doc_id", "docid", "uuid",
        "warc_headers.warc-record-id", "metadata.warc_headers.warc-record-id",
    ),
    "content_type": ("content_type", "http_content_type", "headers.content-type"),
}  # fmt: skip
"""As Common Crawl, C4, FineWeb, OSCAR and Scrapy call them, first come first; a dot goes inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names given by the user, or None where the usual ones are tried."""

    content: str | None = None
    url: str | None = None
    id: str | None = None
    keep: tuple[str, ...] = ()
    """Columns to carry along."""

    def record(self, row: Mapping[str, Any], place: str) -> Record:
        """A row as a record; one without content becomes an empty page."""
        content = self._value(row, "content")
        if isinstance(content, (bytearray, memoryview)):
            content = bytes(content)
        if not isinstance(content, (bytes, str)):
            content = _text(content) or ""
        return Record(
            id=_text(self._value(row, "id")) or place,
            content=content,
            url=_text(self._value(row, "url")),
            content_type=_text(self._value(row, "content_type")),
            extra={name: _text(_inside(row, name)) for name in self.keep},
            place=place,
        )

    def check(self, names: Iterable[str], source: str) -> None:
        """See to it that the columns are there.

        Raises:
            BatchError: one that was named is not, or none that could hold the page.
        """
        there = set(names)
        tops = _tops(there)
        named = [name for name in (self.content, self.url, self.id, *self.keep) if name]
        for name in named:
            if name.partition(".")[0] not in tops:
                raise BatchError(f"{source} has no column {name!r}: it has {_listed(there)}")
        if not self.has_content(there):
            raise BatchError(
                f"{source}: no column looks like the page: name it with --content; "
                f"there are {_listed(there)}"
            )

    def has_content(self, names: Iterable[str]) -> bool:
        """Whether one of the columns holds the page."""
        wanted = _tops({self.content}) if self.content else _USUAL["content"]
        return not _tops(set(names)).isdisjoint(wanted)

    def needed(self, names: Iterable[str]) -> list[str]:
        """Those of the top-level columns `names` that are read."""
        wanted = {name for name in (self.content, self.url, self.id, *self.keep) if name}
        wanted.update(name for usual in _USUAL.values() for name in usual)
        tops = _tops(wanted)
        return [name for name in names if name in tops]

    def _value(self, row: Mapping[str, Any], what: str) -> Any:
        named = getattr(self, what, None)
        for name in (named,) if named else _USUAL[what]:
            value = _inside(row, name)
            if value is not None:
                return value
        return None


def _tops(names: set[str]) -> set[str]:
    """The names, and of those with dots what they are inside of."""
    return names | {name.partition(".")[0] for name in names}


def _inside(row: Any, name: str) -> Any:
    if isinstance(row, Mapping):
        if name in row:
            return row[name]
        top, _, rest = name.partition(".")
        if rest:
            return _inside(row.get(top), rest)
    return None


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (list, tuple)) and value and all(isinstance(x, bytes) for x in value):
        return _text(value[0])  # Scrapy's headers
    return json.dumps(value, ensure_ascii=False, default=str)


def _listed(names: Iterable[str]) -> str:
    names = sorted(names)
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")

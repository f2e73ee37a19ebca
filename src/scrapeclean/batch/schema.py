"""The one Arrow schema of cleaned pages, and the way there and back.

A row is a page. Its first columns say which page it was and what became of it (`PAGE`), then come
the columns carried along from the input, then the fields of the `Article` under their own names
(`ARTICLE`). ``url``, ``title`` and ``text`` are plain strings; lists of parts are lists of structs.

What has no place of its own in Arrow:

- Dates. ``date_published``, ``date_modified`` and the ``date`` of a comment are the wall clock as
  the page shows it, without a zone; ``…_offset`` beside it is the seconds that this clock is ahead
  of UTC, null where the page states no zone. Nothing is made up, nothing lost: the moment is the
  clock minus the offset.
- Mappings. ``provenance`` and ``versions`` are lists of structs whose first member is the key.
- A page that failed has ``status`` "failed", ``error_step`` (what was being done), ``error_cause``
  (``error | timeout | crash | memory``), ``error`` (in words), and null in the article's columns
  but ``url``.

The schema's metadata holds `SCHEMA_VERSION`, which changes whenever a column does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pyarrow as pa

from ..article import Article
from ..errors import SchemaError
from .records import Outcome

SCHEMA_VERSION = "1"
VERSION_KEY = b"scrapeclean.schema"
Row = dict[str, Any]
"""A page as plain Python values by column name; a missing column is null."""

_TEXT, _INT, _FLOAT, _BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_CLOCK, _OFFSET = pa.timestamp("us"), pa.int32()
_DATES = ("date_published", "date_modified")
_MAPPINGS = {"provenance": "field", "versions": "name"}


def _struct(texts: str, **others: pa.DataType) -> pa.DataType:
    members = [(name, _TEXT) for name in texts.split()]
    return pa.struct([*members, *others.items()])


def _fields(*groups: tuple[str, pa.DataType]) -> tuple[pa.Field, ...]:
    return tuple(pa.field(name, kind) for names, kind in groups for name in names.split())


_LINK = _struct("name url")
_IMAGE = _struct("url alt caption credit")
_SPAN = _struct("kind url note mathml", start=_INT, end=_INT)
_CELL = _struct("text", header=_BOOL, columns=_INT, rows=_INT, spans=pa.list_(_SPAN))
_BLOCK = _struct(
    "kind text caption credit source language label url alt where",
    level=_INT, continues=_BOOL, quoted=_BOOL, ordered=_BOOL, number=_INT,
    spans=pa.list_(_SPAN), rows=pa.list_(pa.list_(_CELL)),
)  # fmt: skip
_COMMENT = _struct("text author where", level=_INT, date=_CLOCK, date_offset=_OFFSET)
_REJECTED = _struct("value source extractor", confidence=_FLOAT)
_PROVENANCE = _struct(
    "field source extractor raw where", confidence=_FLOAT, rejected=pa.list_(_REJECTED)
)

PAGE: tuple[pa.Field, ...] = _fields(("id place status error_step error_cause error", _TEXT))
"""Which page, where in the input it stood, ``ok | not_article | empty | failed``, and why."""

ARTICLE: tuple[pa.Field, ...] = _fields(
    ("url canonical_url domain site_name title subtitle description", _TEXT),
    ("text language direction page_type", _TEXT),
    ("date_published", _CLOCK), ("date_published_offset", _OFFSET),
    ("date_modified", _CLOCK), ("date_modified_offset", _OFFSET),
    ("authors", pa.list_(_struct("name url raw"))),
    ("sections tags warnings", pa.list_(_TEXT)),
    ("breadcrumbs", pa.list_(_LINK)), ("previous next", _LINK),
    ("main_image", _IMAGE), ("images", pa.list_(_IMAGE)),
    ("embeds", pa.list_(_struct("url title"))),
    ("is_accessible_for_free", _BOOL), ("confidence", _FLOAT),
    ("blocks", pa.list_(_BLOCK)), ("comments", pa.list_(_COMMENT)),
    ("other_articles", pa.list_(_struct("title url start"))),
    ("related ranking recommendation latest", pa.list_(_struct("heading", links=pa.list_(_LINK)))),
    ("pages", _struct("previous_page next_page", number=_INT, count=_INT)),
    ("widgets", pa.list_(_struct("kind text where", count=_INT))),
    ("removed", pa.list_(_struct("kind text reason extractor where", score=_FLOAT))),
    ("provenance", pa.list_(_PROVENANCE)), ("versions", pa.list_(_struct("name version"))),
)  # fmt: skip
"""The fields of the `Article`; its ``status`` is among `PAGE`."""

OWN_NAMES: frozenset[str] = frozenset(field.name for field in (*PAGE, *ARTICLE))
"""Column names that a carried column cannot have."""


def schema(keep: Iterable[str] = ()) -> pa.Schema:
    """The schema of cleaned pages, with columns to `keep`, which are strings.

    Raises:
        SchemaError: a column to keep is called like one of the schema's own.
    """
    keep = tuple(keep)
    if clash := sorted(set(keep) & OWN_NAMES):
        raise SchemaError(f"column {clash[0]!r} cannot be kept: the output has one of that name")
    fields = (*PAGE, *(pa.field(name, _TEXT) for name in keep), *ARTICLE)
    return pa.schema(fields, metadata={VERSION_KEY: SCHEMA_VERSION.encode()})


def to_row(article: Article | Mapping[str, Any]) -> Row:
    """An article, or its JSON fields, as a row; the caller adds ``id``, ``place`` and the like."""
    row = article.model_dump() if isinstance(article, Article) else article
    row = _with_clocks(row, _DATES)
    row["comments"] = [_with_clocks(comment, ("date",)) for comment in row["comments"]]
    row["provenance"] = [{"field": key, **value} for key, value in row["provenance"].items()]
    row["versions"] = [{"name": key, "version": value} for key, value in row["versions"].items()]
    return row


def outcome_row(outcome: Outcome, keep: Iterable[str] = ()) -> Row:
    """What became of a record, as a row.

    Columns to `keep` may have held anything: a string stays as it is, other values become JSON.
    Thus all tables of a run share one schema, whatever they hold.
    """
    record, failure = outcome.record, outcome.failure
    if failure is None:
        row = to_row(outcome.fields or {})
    else:
        row = {"status": "failed", "url": record.url}
        row |= {"error_step": failure.step, "error_cause": failure.cause, "error": failure.error}
    row |= {name: _as_text(record.extra.get(name)) for name in keep}
    return row | {"id": record.id, "place": record.place or None}


def to_batch(rows: Iterable[Mapping[str, Any]], layout: pa.Schema | None = None) -> pa.RecordBatch:
    """Rows as one record batch of `layout` (default: `schema` with no column kept)."""
    layout = schema() if layout is None else layout
    rows = list(rows)
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in layout]
    return pa.RecordBatch.from_arrays(columns, schema=layout)


def to_table(outcomes: Sequence[Outcome], keep: Sequence[str]) -> pa.Table:
    """Outcomes as a table, with the columns to `keep` from their records."""
    rows = (outcome_row(outcome, keep) for outcome in outcomes)
    return pa.Table.from_batches([to_batch(rows, schema(keep))])


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def articles(batch: pa.RecordBatch) -> Iterator[Article | None]:
    """The articles of a record batch, None for pages that failed.

    Raises:
        SchemaError: the batch is not of this schema and version.
    """
    _check_version(batch.schema)
    names = [field.name for field in (*ARTICLE, *PAGE) if field.name in Article.model_fields]
    offsets = [f"{name}_offset" for name in _DATES]
    for row in batch.select([*names, *offsets]).to_pylist():
        yield None if row["status"] == "failed" else _article(row)


def _article(row: Row) -> Article:
    row = _with_moments(row, _DATES)
    row["comments"] = [_with_moments(comment, ("date",)) for comment in row["comments"]]
    for name, key in _MAPPINGS.items():
        row[name] = {entry.pop(key): entry for entry in row[name]}
    row["versions"] = {name: entry["version"] for name, entry in row["versions"].items()}
    return Article.model_validate(row)


def _with_clocks(values: Mapping[str, Any], names: Sequence[str]) -> Row:
    row = dict(values)
    for name in names:
        row[name], row[f"{name}_offset"] = _clock(row[name])
    return row


def _with_moments(values: Mapping[str, Any], names: Sequence[str]) -> Row:
    row = dict(values)
    for name in names:
        row[name] = _moment(row[name], row.pop(f"{name}_offset"))
    return row


def _clock(moment: datetime | str | None) -> tuple[datetime | None, int | None]:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment.replace("Z", "+00:00"))  # Python 3.10 knows no Z
    offset = moment.utcoffset() if moment is not None else None
    if moment is None or offset is None:
        return moment, None
    return moment.replace(tzinfo=None), round(offset.total_seconds())


def _moment(clock: datetime | None, offset: int | None) -> datetime | None:
    if clock is None or offset is None:
        return clock
    return clock.replace(tzinfo=timezone(timedelta(seconds=offset)))


def _check_version(found: pa.Schema) -> None:
    missing = [field.name for field in (*PAGE, *ARTICLE) if field.name not in found.names]
    if missing:
        raise SchemaError(f"these are not cleaned pages: there is no column {missing[0]!r}")
    version = (found.metadata or {}).get(VERSION_KEY, SCHEMA_VERSION.encode()).decode()
    if version != SCHEMA_VERSION:
        raise SchemaError(
            f"the pages were written by schema version {version}, this is version "
            f"{SCHEMA_VERSION}: read them with the scrapeclean that wrote them"
        )

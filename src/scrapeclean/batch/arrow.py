"""From record batches of pages to record batches of articles: pure functions.

Spark, Ray and whatever else speaks Arrow clean pages by these, with the deadlines and the failed
rows of the engine. What comes out is described in `scrapeclean.batch.schema`; ``place`` is the
row's number in its batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from .columns import Columns
from .guard import Guard
from .options import RunOptions
from .records import Record
from .schema import outcome_row, schema, to_batch

_ROWS = 64  # turned into Python values at once: pages are large


def clean_batch(batch: pa.RecordBatch, options: RunOptions | None = None) -> pa.RecordBatch:
    """The cleaned pages of one record batch: a row for a row, in order.

    Of the options, ``columns`` and ``guard`` count. Columns that are kept come out as strings,
    values of other types as JSON, as from `scrapeclean.batch.run`.

    Raises:
        BatchError: no column holds pages, or a column asked for is not there.
        SchemaError: a column to be kept is called like one of the article's.
    """
    return next(clean_batches([batch], options))


def clean_batches(
    batches: Iterable[pa.RecordBatch], options: RunOptions | None = None
) -> Iterator[pa.RecordBatch]:
    """As `clean_batch`, batch by batch, all in one guarded worker."""
    options = options or RunOptions()
    columns = options.columns
    layout = schema(columns.keep)
    with Guard(options.guard) as guard:
        for batch in batches:
            columns.check(batch.schema.names, "the batch")
            outcomes = guard.clean_many(_records(batch, columns))
            rows = [outcome_row(outcome, columns.keep) for outcome in outcomes]
            yield to_batch(rows, layout)


def _records(batch: pa.RecordBatch, columns: Columns) -> Iterator[Record]:
    narrow = batch.select(columns.needed(batch.schema.names))
    for start in range(0, narrow.num_rows, _ROWS):
        for number, row in enumerate(narrow.slice(start, _ROWS).to_pylist(), start):
            yield columns.record(row, f"row {number}")

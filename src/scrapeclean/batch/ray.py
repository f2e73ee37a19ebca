"""Cleaning pages on Ray Data: thin over `scrapeclean.batch.arrow`."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from .arrow import clean_batches
from .options import RunOptions
from .schema import schema


def clean(ds: Any, options: RunOptions | None = None, *, batch_size: int = 1024) -> Any:
    """A Ray dataset with a cleaned page for each row of the ``ray.data.Dataset`` `ds`.

    Options, columns and errors are those of `scrapeclean.batch.arrow.clean_batch`.

    Args:
        ds: pages in one column.
        options: which columns are what, what to keep, deadlines.
        batch_size: rows that share a guarded worker; starting one takes about a second.
    """
    options = options or RunOptions()
    layout = schema(options.columns.keep)

    def clean_table(table: pa.Table) -> pa.Table:
        return pa.Table.from_batches(clean_batches(table.to_batches(), options), layout)

    return ds.map_batches(clean_table, batch_size=batch_size, batch_format="pyarrow")

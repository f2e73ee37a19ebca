"""Cleaning pages on Spark: thin over `scrapeclean.batch.arrow`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema

from .arrow import clean_batches
from .options import RunOptions
from .schema import schema


def clean(df: Any, options: RunOptions | None = None) -> Any:
    """A Spark data frame with a cleaned page for each row of the data frame `df`.

    Executors need scrapeclean. Options, columns and errors are those of
    `scrapeclean.batch.arrow.clean_batch`.
    """
    options = options or RunOptions()
    options.columns.check(df.columns, "the data frame")

    def clean_partition(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return clean_batches(batches, options)

    layout = from_arrow_schema(schema(options.columns.keep), prefer_timestamp_ntz=True)
    return df.mapInArrow(clean_partition, layout)

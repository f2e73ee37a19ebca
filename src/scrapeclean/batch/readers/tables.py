"""Tables: Parquet by row groups, Arrow IPC by batches, CSV and TSV."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..columns import Columns
from ..records import BatchError, Lost, Record, lacking
from .pieces import Codec, Unpacked, unpacked
from .text_rows import GivenUp, text_rows

_ROWS = 64  # at once: pages are large


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError as error:
        raise lacking("pyarrow") from error
    return pyarrow


def open_parquet(file: BinaryIO, source: str) -> Any:
    """A Parquet file.

    Raises:
        BatchError: it is damaged where its groups are listed.
    """
    pa = _pyarrow()
    try:
        return pa.parquet.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        raise BatchError(f"{source} is no whole Parquet file: {error}") from error


def read_parquet(
    file: BinaryIO, columns: Columns, source: str, span: tuple[int, int | None]
) -> Iterator[Record | Lost]:
    """The records of a range of row groups."""
    pa = _pyarrow()
    table = open_parquet(file, source)
    wanted = columns.needed(table.schema_arrow.names)
    first, last = span[0], table.num_row_groups if span[1] is None else span[1]
    for group in range(first, last):
        number = 0
        try:
            batches = table.iter_batches(_ROWS, row_groups=[group], columns=wanted)
            for batch in batches:
                for row in _rows_of(batch):
                    yield columns.record(row, f"{source}#{group}:{number}")
                    number += 1
        except (pa.ArrowException, OSError) as error:
            size = table.metadata.row_group(group).total_byte_size
            yield Lost(f"{source}#{group}:{number}", size, f"a damaged row group: {error}")


def read_arrow(
    file: BinaryIO, columns: Columns, source: str, *, is_stream: bool
) -> Iterator[Record | Lost]:
    """The records of an Arrow IPC file or stream."""
    number = 0
    for batch in _stream_batches(file, source) if is_stream else _file_batches(file, source):
        if isinstance(batch, Lost):
            yield batch
            continue
        columns.check(batch.schema.names, source)
        narrow = batch.select(columns.needed(batch.schema.names))
        for start in range(0, narrow.num_rows, _ROWS):
            for row in _rows_of(narrow.slice(start, _ROWS)):
                yield columns.record(row, f"{source}:{number}")
                number += 1


def _rows_of(batch: Any) -> list[dict[str, Any]]:
    """Rows as Python values, also where strings are no UTF-8: some programs write such."""
    try:
        return list(batch.to_pylist())
    except UnicodeDecodeError:
        names, columns = batch.schema.names, [_decoded(column) for column in batch.columns]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _decoded(column: Any) -> list[Any]:
    raw = _undecoded(column)
    values: list[Any] = raw.to_pylist()
    if raw is column:
        return values
    return [value and value.decode("utf-8", "replace") for value in values]


def _undecoded(column: Any) -> Any:
    """Strings as their bytes, another column as it is."""
    pa = _pyarrow()
    raw = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}.get(column.type)
    return column if raw is None else column.view(raw)


def _stream_batches(file: BinaryIO, source: str) -> Iterator[Any]:
    """Batches; behind damage nothing can be found any more."""
    pa = _pyarrow()
    try:
        yield from pa.ipc.open_stream(file)
    except (pa.ArrowException, OSError) as error:
        rest = sum(map(len, iter(lambda: file.read(1 << 20), b"")))
        yield Lost(source, rest, f"a stream that is damaged before its last bytes: {error}")


def _file_batches(file: BinaryIO, source: str) -> Iterator[Any]:
    """Batches; one that is damaged counts with the mean size of all."""
    pa = _pyarrow()
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        table = pa.ipc.open_file(file)
    except (pa.ArrowException, OSError) as error:
        yield Lost(source, size, f"no whole Arrow file: {error}")
        return
    for index in range(table.num_record_batches):
        try:
            batch = table.get_batch(index)
            for column in batch.columns:
                _undecoded(column).validate(full=True)
        except (pa.ArrowException, OSError) as error:
            yield Lost(f"{source}#{index}", size // table.num_record_batches, f"damaged: {error}")
        else:
            yield batch


def read_csv(
    file: BinaryIO, codec: Codec | None, columns: Columns, source: str
) -> Iterator[Record | Lost]:
    """The records of a table of text; its first line names the columns."""
    csv.field_size_limit(min(sys.maxsize, 1 << 30))
    stream = Unpacked(unpacked(file, codec), source)
    text = io.TextIOWrapper(io.BufferedReader(stream), "utf-8-sig", "replace", newline="")
    names, dialect = _header(text.readline())
    columns.check(names, source)
    for number, row in enumerate(text_rows(text, dialect, len(names)), 1):
        place = f"{source}:row {number}"
        if isinstance(row, GivenUp):
            yield Lost(place, row.size, row.reason)
        elif row:
            yield columns.record(dict(zip(names, row, strict=False)), place)
    yield from stream.lost


def is_table(head: bytes, columns: Columns) -> bool:
    """Whether a text starts with the names of columns, one of which holds pages."""
    line = head.decode("utf-8-sig", "replace").partition("\n")[0]
    try:
        names, _ = _header(line.strip("\r"))
    except csv.Error:
        return False
    return len(names) > 1 and "<" not in line and columns.has_content(names)


def _header(line: str) -> tuple[list[str], str]:
    dialect = "excel-tab" if line.count("\t") > line.count(",") else "excel"
    return next(csv.reader([line], dialect), []), dialect

"""Rows of CSV and TSV, one after another, also behind a row whose quote is never closed.

A reader that meets such a quote takes all rows up to the next quote, or to the file's end, for one
field. Here the line that the row began with is given up, and reading goes on with the next one; a
row that then has another number of fields than the header is given up too, for it most likely is
part of what was in quotes.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["GivenUp", "text_rows"]

_LONGEST_ROW = 1 << 27  # characters


class GivenUp(NamedTuple):
    """Lines that are no row."""

    size: int
    """Bytes, as UTF-8."""
    reason: str


def text_rows(lines: Iterator[str], dialect: str, width: int) -> Iterator[list[str] | GivenUp]:
    """The rows in the lines of a table.

    Args:
        lines: with their ends, behind the header.
        dialect: a name that the module `csv` knows.
        width: fields of the header.
    """
    source = _Lines(lines)
    rows = csv.reader(source, dialect, strict=True)
    lost, reason = 0, ""
    while True:
        source.taken.clear()
        source.size = 0
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as fault:
            if len(source.taken) > 1:
                lost += len(source.give_up().encode("utf-8", "replace"))
                reason = f"a row with a quote that is not closed: {fault}"
                continue
            row = next(csv.reader(source.taken, dialect), [])  # carelessly quoted, but a row
        if lost and len(row) != width:
            lost += sum(len(line.encode("utf-8", "replace")) for line in source.taken)
            continue
        if lost:
            yield GivenUp(lost, reason)
            lost = 0
        yield row
    if lost:
        yield GivenUp(lost, reason)


class _Lines:
    """The lines of a file, which can be taken back to the second one of the row that is read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.size > _LONGEST_ROW:
            raise csv.Error(f"more than {_LONGEST_ROW} characters")
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self.size += len(line)
        return line

    def give_up(self) -> str:
        """The first line taken; the others will be read again."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        return first

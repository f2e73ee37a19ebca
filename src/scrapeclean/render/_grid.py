"""The rows of a table as a grid, where cells stand that cover several columns or rows."""

from __future__ import annotations

from collections.abc import Sequence

from ..parts import Cell

_MOST_COLUMNS = 200  # wider cells are shown this wide: a span costs nothing to state


def grid(rows: Sequence[Sequence[Cell]]) -> tuple[list[list[Cell | None]], int]:
    """Rows of equal length and that length; a cell in its first place, None where it reaches on."""
    taken: dict[int, int] = {}  # column: further rows in which it is taken by a cell above
    placed: list[list[Cell | None]] = []
    for row in rows:
        line: list[Cell | None] = []
        for cell in row:
            while taken.get(len(line), 0) > 0:
                taken[len(line)] -= 1
                line.append(None)
            columns = min(cell.columns, _MOST_COLUMNS)
            for column in range(len(line), len(line) + columns):
                taken[column] = cell.rows - 1
            line += [cell, *[None] * (columns - 1)]
        while taken.get(len(line), 0) > 0:
            taken[len(line)] -= 1
            line.append(None)
        placed.append(line)
    width = max(map(len, placed), default=0)
    return [line + [None] * (width - len(line)) for line in placed], width

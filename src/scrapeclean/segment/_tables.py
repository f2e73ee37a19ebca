"""Tables met on the walk: does one hold data, or does it lay out a page or a listing?"""

from __future__ import annotations

from ..model import Block

_new = tuple.__new__  # of a named tuple, in a third of the time of `_replace`
_CELL_CHARS = 200  # above this mean, a table lays out a page rather than data


class OpenTable:
    """A table whose rows and cells are being counted."""

    __slots__ = ("_cells", "_first", "_nested", "_rows")

    def __init__(self, first_block: int) -> None:
        self._first = first_block
        self._rows = 0
        self._cells = 0
        self._nested = False

    def count(self, tag: str) -> None:
        """A row, a cell or a table starts inside it."""
        self._rows += tag == "tr"
        self._cells += tag in ("td", "th")
        self._nested = self._nested or tag == "table"

    def close(self, blocks: list[Block]) -> None:
        """Blocks of a table of data become cells; those of a table that lays out a page do not."""
        inside = blocks[self._first :]
        if self._is_data(inside):
            blocks[self._first :] = [
                _new(Block, (*block[:2], "cell", 0, *block[4:]))
                if block.text and block.kind != "caption"
                else block
                for block in inside
            ]

    def _is_data(self, blocks: list[Block]) -> bool:
        chars = sum([len(block.text) for block in blocks])
        return (
            not self._nested
            and self._rows >= 2
            and self._cells >= 1.5 * self._rows
            and chars <= _CELL_CHARS * self._cells
            and sum([block.text != "" for block in blocks]) <= 2 * self._cells
            and 2 * sum([block.kind == "code" for block in blocks]) <= len(blocks)
            and not any(block.kind == "heading" and block.level <= 2 for block in blocks)
        )

"""Cells to a table, with the empty ones that have no text on the page."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, Document
from ..parts import BodyBlock, Cell, Span
from ._inline import Notes, joined
from ._nearest import nearest


def table_of(document: Document, table: int, cells: Sequence[Block], notes: Notes) -> BodyBlock:
    """The table that holds the given cells; `table` is its container, -1 in flattened text."""
    row_of, cell_of = nearest(document, "tr"), nearest(document, "td", "th")
    filled: dict[int, list[Block]] = {}
    rows: dict[int, list[int]] = {}
    for block in cells:
        cell = cell_of(block.container)
        filled.setdefault(cell, []).append(block)
        rows.setdefault(row_of(block.container), [])
    heads = nearest(document, "thead")
    last = document.subtree_end(table) if table >= 0 else len(document.containers)
    for index in range(max(table, 0), last):
        container = document.containers[index]
        if container.tag in ("td", "th") and (row := row_of(container.parent)) in rows:
            rows[row].append(index)
    typed = tuple(
        tuple(_cell(document, index, filled.get(index, []), heads(index) >= 0, notes)
              for index in row)
        for row in rows.values()
    )  # fmt: skip
    if len(typed) > 1 and _is_bold(typed[0]) and not _is_bold(typed[1]):
        head = tuple(cell.model_copy(update={"header": True}) for cell in typed[0])
        typed = (head, *typed[1:])
    return BodyBlock(
        kind="table",
        text="\n".join("\t".join(cell.text for cell in row) for row in typed),
        rows=typed,
        where=document.where(cells[0]),
    )


def _is_bold(row: Sequence[Cell]) -> bool:
    """Whether every cell that has text is bold: a row of headings, where the markup has none."""
    filled = [cell for cell in row if cell.text]
    whole = [any(s.kind == "strong" and s.end - s.start == len(c.text) for s in c.spans)
             for c in filled]  # fmt: skip
    return bool(whole) and all(whole)


def _cell(
    document: Document, index: int, blocks: Sequence[Block], head: bool, notes: Notes
) -> Cell:
    container = document.containers[index]
    texts: list[str] = []
    spans: list[Span] = []
    offset = 0
    for block in blocks:
        text, inside = joined([block], notes)
        spans += [
            span.model_copy(update={"start": span.start + offset, "end": span.end + offset})
            for span in inside
        ]
        texts.append(text.replace("\n", " "))
        offset += len(text) + 1
    columns, height = container.span
    return Cell(
        text=" ".join(texts), header=head or container.tag == "th", columns=columns, rows=height,
        spans=tuple(spans),
    )  # fmt: skip

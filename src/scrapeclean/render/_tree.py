"""The flat list of body blocks as a tree again: lists, quotations, definitions, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..parts import BodyBlock

_DEEPEST = 12  # list levels that are shown inside each other; deeper ones are shown at this depth


@dataclass(slots=True)
class Quotation:
    """What is quoted, and its source."""

    inside: list[Node]
    source: str
    url: str | None


@dataclass(slots=True)
class ListNode:
    """A list of items, each with its paragraphs, lists and so on."""

    ordered: bool
    start: int
    items: list[list[Node]] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        """The number of an item that would follow."""
        return self.start + len(self.items)


@dataclass(slots=True)
class Definitions:
    """Terms and definitions in turn; each with its paragraphs."""

    entries: list[list[BodyBlock]] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """Footnotes in turn; each with its paragraphs."""

    entries: list[list[BodyBlock]] = field(default_factory=list)


Node: TypeAlias = "BodyBlock | Quotation | ListNode | Definitions | Notes"


def tree(blocks: Sequence[BodyBlock]) -> list[Node]:
    """The blocks as nodes, in order."""
    nodes: list[Node] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        end = position + 1
        if block.quoted or block.kind == "quote":
            end = _end_of_quotation(blocks, position)
            nodes.append(_quotation(blocks[position:end]))
        elif block.kind == "item":
            while end < len(blocks) and _in_list(blocks[end]):
                end += 1
            nodes += _lists(blocks[position:end])
        elif block.kind in ("term", "definition"):
            while end < len(blocks) and blocks[end].kind in ("term", "definition"):
                end += 1
            nodes.append(Definitions(_entries(blocks[position:end])))
        elif block.kind == "footnote":
            while end < len(blocks) and blocks[end].kind == "footnote":
                end += 1
            nodes.append(Notes(_entries(blocks[position:end])))
        else:
            nodes.append(block)
        position = end
    return nodes


def _end_of_quotation(blocks: Sequence[BodyBlock], start: int) -> int:
    end = start + 1
    while (
        not blocks[end - 1].source
        and end < len(blocks)
        and (blocks[end].quoted or blocks[end].kind == "quote")
        and (blocks[end].continues or blocks[end].kind != "quote")
    ):
        end += 1
    return end


def _quotation(blocks: Sequence[BodyBlock]) -> Quotation:
    inside: list[BodyBlock] = [
        block.model_copy(update={"kind": "paragraph", "quoted": False, "level": 0})
        if block.kind == "quote"
        else block.model_copy(update={"quoted": False})
        for block in blocks
    ]
    url = next((block.url for block in blocks if block.kind == "quote" and block.url), None)
    return Quotation(tree(inside), blocks[-1].source, url)


def _in_list(block: BodyBlock) -> bool:
    if block.kind == "item":
        return not block.quoted
    return block.level > 0 and block.kind != "heading"


def _lists(blocks: Sequence[BodyBlock]) -> list[Node]:
    """Lists, the deeper inside the items of the shallower."""
    nodes: list[Node] = []
    open_lists: list[tuple[int, ListNode]] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if block.kind != "item":
            end = position + 1
            if block.kind == "quote" or block.quoted:
                end = _end_of_quotation(blocks, position)
            _home(open_lists, block.level).extend(tree(_unnested(blocks[position:end])))
            position = end
            continue
        position += 1
        level = min(max(block.level, 1), _DEEPEST)
        if block.continues and open_lists:
            _home(open_lists, level).append(_paragraph(block))
            continue
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == level and not _belongs(block, open_lists[-1][1]):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            number = 1 if block.number is None else block.number
            new = ListNode(block.ordered, number)
            (open_lists[-1][1].items[-1] if open_lists else nodes).append(new)
            open_lists.append((level, new))
        open_lists[-1][1].items.append([_paragraph(block)])
    return nodes


def _belongs(item: BodyBlock, open_list: ListNode) -> bool:
    """Whether an item is the next one of a list."""
    if item.ordered != open_list.ordered:
        return False
    return not item.ordered or item.number in (None, open_list.next_number)


def _home(open_lists: list[tuple[int, ListNode]], level: int) -> list[Node]:
    """The item that holds what stands at a level: the deepest open one that is not deeper.

    Lists inside of it end here: what follows at their level stands behind, in a list of its own.
    """
    while len(open_lists) > 1 and open_lists[-1][0] > level:
        open_lists.pop()
    return open_lists[-1][1].items[-1]


def _paragraph(block: BodyBlock) -> BodyBlock:
    return block.model_copy(update={"kind": "paragraph", "level": 0})


def _unnested(blocks: Sequence[BodyBlock]) -> list[BodyBlock]:
    return [block.model_copy(update={"level": 0}) for block in blocks]


def _entries(blocks: Sequence[BodyBlock]) -> list[list[BodyBlock]]:
    entries: list[list[BodyBlock]] = []
    for block in blocks:
        if entries and block.continues and block.kind == entries[-1][0].kind:
            entries[-1].append(block)
        else:
            entries.append([block])
    return entries

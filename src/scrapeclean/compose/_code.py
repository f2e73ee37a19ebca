"""Listings: the lines that belong to one, without the numbers beside them, and its language."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, Document
from ..parts import BodyBlock
from ..segment._code import declared, named_language
from ._nearest import Nearest

_ABOVE = 3  # containers above a listing that can name its language


def listing(document: Document, lines: Sequence[Block]) -> BodyBlock:
    """One block of code from the blocks that the page splits it into."""
    numberless = [block for block in lines if not _counts(block.text)] or lines
    return BodyBlock(
        kind="code",
        text="\n".join(block.text for block in numberless),
        language=_language(document, numberless),
        where=document.where(lines[0]),
    )


def is_listing(lines: Sequence[Block]) -> bool:
    """Whether lines that are no listing by their markup are all code."""
    return len(lines) > 1 and all(
        any(
            mark.kind == "code" and mark.end - mark.start == len(block.text) for mark in block.marks
        )
        for block in lines
    )


def belong_together(one: Block, other: Block, pre: Nearest, table: Nearest) -> bool:
    """Whether two blocks of code are lines, or lines and their numbers, of one listing."""
    homes = pre(one.container), pre(other.container)
    if homes[0] == homes[1] >= 0:
        return True
    tables = table(one.container), table(other.container)
    return tables[0] == tables[1] >= 0


def _counts(text: str) -> bool:
    """Whether a text is nothing but line numbers."""
    words = text.split()
    if not words or not all(word.isascii() and word.isdigit() and len(word) < 7 for word in words):
        return False
    first = int(words[0])
    return [int(word) for word in words] == list(range(first, first + len(words)))


def _language(document: Document, lines: Sequence[Block]) -> str:
    for block in lines:
        for mark in block.marks:
            if mark.kind == "code" and mark.value:
                return mark.value
    for step, index in enumerate(document.ancestors(lines[0].container)):
        container = document.containers[index]
        found = named_language(container.classes) or declared(dict(container.told))
        if found or step == _ABOVE:
            return found
    return ""

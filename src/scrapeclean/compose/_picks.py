"""Which blocks make the article: those judged body, and what belongs to them by structure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from ..model import Block, Document, Role
from ._nearest import nearest

_ICON_PIXELS = 60  # a picture stated smaller than this is decoration
_STEPS = 3  # containers between a picture and where body text hangs
_MOST_CELLS = 0.5  # a table with more of its cells in the body than this is in it as a whole


def pick_blocks(document: Document, roles: Sequence[Role]) -> list[Block]:
    """The blocks of the article, in order.

    Pictures, players, rules and formulas between body text come along, and the cells of a table
    with headings that nothing else claims, if most of it is body.
    """
    body = [index for index, role in enumerate(roles) if role == "body"]
    if not body:
        return []
    chosen = set(body) | _cells(document, roles)
    common = _common_containers(document, body)
    blocks: list[Block] = []
    seen: set[str] = set()
    for block in document.blocks[min(chosen) : max(chosen) + 1]:
        if block.position in chosen:
            blocks.append(block)
        elif block.hidden or (block.text and not block.marks):
            continue  # as most: no formula
        elif not _belongs(document, block, common):
            continue
        elif block.text:
            if roles[block.position] == "other" and _is_formula(block):
                blocks.append(block)
        elif block.kind == "rule":
            if blocks and blocks[-1].kind != "rule":
                blocks.append(block)
        elif block.media:
            small = 0 < block.media.width < _ICON_PIXELS or 0 < block.media.height < _ICON_PIXELS
            if not small and block.media.url not in seen:
                seen.add(block.media.url)
                if blocks and _is_fallback(document, block, blocks[-1]):
                    blocks.pop()
                blocks.append(block)
    return blocks


def _is_fallback(document: Document, block: Block, before: Block) -> bool:
    """Whether a picture is the one before it, for readers without scripts: the real address."""
    if not (block.media and before.media):
        return False
    if block.media.url.partition("?")[0] != before.media.url.partition("?")[0]:
        return False
    return any(document.containers[index].tag == "noscript"
               for index in islice(document.ancestors(block.container), _STEPS))  # fmt: skip


def _cells(document: Document, roles: Sequence[Role]) -> set[int]:
    """The cells that complete tables with headings of which most is body."""
    table, heading = nearest(document, "table"), nearest(document, "th")
    tables: dict[int, list[Block]] = defaultdict(list)
    for block in document.blocks:
        if block.kind == "cell" and not block.hidden:
            home = table(block.container)
            if home >= 0:
                tables[home].append(block)
    found: set[int] = set()
    for cells in tables.values():
        inside = sum([roles[block.position] == "body" for block in cells])
        if inside <= _MOST_CELLS * len(cells):
            continue
        if any(heading(block.container) >= 0 for block in cells):
            found.update(b.position for b in cells if roles[b.position] == "other")
    return found


def _is_formula(block: Block) -> bool:
    return any(
        mark.kind in ("tex-display", "mathml-display") and mark.end - mark.start == len(block.text)
        for mark in block.marks
    )


def _common_containers(document: Document, body: Sequence[int]) -> set[int]:
    """Every container that holds body text directly or just above."""
    found = set()
    for index in body:
        container = document.blocks[index].container
        found.add(container)
        found.add(document.containers[container].parent)
    return found


def _belongs(document: Document, block: Block, common: set[int]) -> bool:
    """A picture is the article's if it hangs, at most through a figure, where body text hangs."""
    for steps, container in enumerate(document.ancestors(block.container)):
        if container in common:
            return True
        if steps == _STEPS:
            break
    return False

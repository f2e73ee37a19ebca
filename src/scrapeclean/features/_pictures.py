"""Features of the pictures and players near a block: captions stand under them."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Block, Document
from ..scale import small

_FAR = 255
_NEAR = 4  # blocks within which a picture can be the one that a caption is about
_MOST_STEPS = 15


def pictures(doc: Document, blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Blocks with text since the last picture and until the next, and how near it hangs."""
    before = _distances(doc.blocks)
    behind = _distances(doc.blocks[::-1])[::-1]
    columns: dict[str, list[int]] = {"since_picture": [], "until_picture": [], "to_picture": []}
    for block in blocks:
        since, home = before[block.position]
        columns["since_picture"].append(small(since))
        columns["until_picture"].append(small(behind[block.position][0]))
        steps = _climb(doc, block.container, home) if since < _NEAR else _MOST_STEPS
        columns["to_picture"].append(steps)
    return columns


def _distances(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """For each block, the number of texts since the last picture, and that one's container."""
    found, since, home = [], _FAR, 0
    for block in blocks:
        found.append((since, home))
        if block.media:
            since, home = 0, block.container
        elif block.text:
            since += 1
    return found


def _climb(doc: Document, container: int, other: int) -> int:
    """Elements to climb from one container to the first that holds the other too."""
    around = {index for _, index in zip(range(_MOST_STEPS), doc.ancestors(other), strict=False)}
    for steps, index in zip(range(_MOST_STEPS), doc.ancestors(container), strict=False):
        if index in around:
            return steps
    return _MOST_STEPS

"""Features of the pictures and players near a block: captions stand under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Block, Document
from ..scale import smalls

_FAR = 255
_NEAR = 4  # blocks within which a picture can be the one that a caption is about
_MOST_STEPS = 15


def pictures(doc: Document, blocks: Sequence[Block]) -> dict[str, bytes]:
    """Blocks with text since the last picture and until the next, and how near it hangs."""
    before = _distances(doc.blocks)
    behind = _distances(reversed(doc.blocks))
    steps = [
        _climb(doc, block.container, home) if since < _NEAR else _MOST_STEPS
        for block, (since, home) in zip(blocks, before, strict=True)
    ]
    return {
        "since_picture": smalls([since for since, _ in before]),
        "until_picture": smalls([until for until, _ in reversed(behind)]),
        "to_picture": bytes(steps),
    }


def _distances(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    """For each text, the number of texts since the last picture, and that one's container."""
    found, since, home = [], _FAR, 0
    for block in blocks:
        if block.text:
            found.append((since, home))
            since += 1
        if block.media:
            since, home = 0, block.container
    return found


def _climb(doc: Document, container: int, other: int) -> int:
    """Elements to climb from one container to the first that holds the other too."""
    around = {index for _, index in zip(range(_MOST_STEPS), doc.ancestors(other), strict=False)}
    for steps, index in zip(range(_MOST_STEPS), doc.ancestors(container), strict=False):
        if index in around:
            return steps
    return _MOST_STEPS

"""Features of the pictures and players near a block: captions stand under them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice, pairwise

from ..model import Block, Document
from ..scale import ramp

_FAR = b"\xff"
_NEAR = 4  # blocks within which a picture can be the one that a caption is about
_MOST_STEPS = 15


def pictures(doc: Document, blocks: Sequence[Block]) -> dict[str, bytes]:
    """Blocks with text since the last picture and until the next, and how near it hangs."""
    count = len(blocks)
    homes: dict[int, int] = {}  # the last picture's container, by the place of the text behind it
    place = 0
    for block in doc.blocks:
        if block.text:
            place += 1
        if block.media:
            homes[place] = block.container
    steps = bytearray((_MOST_STEPS,)) * count
    ends = [*sorted(homes), count]
    stretches = list(pairwise(ends))  # behind each picture up to the next
    for begin, end in stretches:
        around = set(islice(doc.ancestors(homes[begin]), _MOST_STEPS))
        for at in range(begin, min(begin + _NEAR, end)):
            steps[at] = _climb(doc, blocks[at].container, around)
    behind = [ramp(end - begin) for begin, end in stretches]
    before = [ramp(ends[0]), *behind][: len(stretches)]
    return {
        "since_picture": b"".join([_FAR * ends[0], *behind]),
        "until_picture": b"".join([column[::-1] for column in before]).ljust(count, _FAR),
        "to_picture": bytes(steps),
    }


def _climb(doc: Document, container: int, around: Collection[int]) -> int:
    """Elements to climb from a container to the first of those around a picture."""
    parent = container
    for steps in range(_MOST_STEPS):
        if parent in around:
            return steps
        parent = doc.containers[parent].parent
        if parent < 0:
            break
    return _MOST_STEPS

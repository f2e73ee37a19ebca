"""Features of what stands before and behind a block."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from ..model import Block
from ..scale import share, size, small
from ._alone import Alone

_SHIFTED = ("letters", "link_density", "good", "kind", "last")
_REACH = 3
_WINDOWS = (3, 10)
_NO_NEIGHBOUR = 255


def around(blocks: Sequence[Block], own: Alone) -> dict[str, list[int]]:
    """Each block by its neighbours."""
    count = len(blocks)
    columns: dict[str, list[int]] = {}
    for name in _SHIFTED:
        column = own.columns[name]
        for step in range(1, _REACH + 1):
            edge = [_NO_NEIGHBOUR] * min(step, count)
            columns[f"{name}-{step}"] = edge + column[: count - len(edge)]
            columns[f"{name}+{step}"] = column[len(edge) :] + edge
    homes = [block.container for block in blocks]
    columns["home-1"] = [int(at > 0 and homes[at] == homes[at - 1]) for at in range(count)]
    columns |= _windows(own)
    columns |= _since(blocks, own)
    return columns


def _windows(own: Alone) -> dict[str, list[int]]:
    count = len(own.letters)
    good = [
        letters if is_good else 0.0 for letters, is_good in zip(own.letters, own.good, strict=True)
    ]
    upto_good = [0.0, *accumulate(good)]
    upto_all = [0.0, *accumulate(own.letters)]
    columns: dict[str, list[int]] = {}
    for reach in _WINDOWS:
        before, behind, part = [], [], []
        for at in range(count):
            low, high = max(0, at - reach), min(count, at + reach + 1)
            before.append(size(upto_good[at] - upto_good[low]))
            behind.append(size(upto_good[high] - upto_good[at + 1]))
            part.append(share(upto_good[high] - upto_good[low], upto_all[high] - upto_all[low]))
        columns[f"good_before_{reach}"] = before
        columns[f"good_behind_{reach}"] = behind
        columns[f"good_share_{reach}"] = part
    total = upto_good[-1]
    columns["good_so_far"] = [share(upto_good[at], total) for at in range(count)]
    columns["good_to_come"] = [share(total - upto_good[at + 1], total) for at in range(count)]
    return columns


def _since(blocks: Sequence[Block], own: Alone) -> dict[str, list[int]]:
    """Distances to the last heading, the last cue of a chrome list, the headline, good text."""
    names = ("since_heading", "heading_level", "since_cue", "last_cue", "since_title", "since_good")
    columns: dict[str, list[int]] = {name: [] for name in names}
    heading = cue = title = good = -256
    level = last_cue = 0
    for at, block in enumerate(blocks):
        columns["since_heading"].append(small(at - heading))
        columns["heading_level"].append(level)
        columns["since_cue"].append(small(at - cue))
        columns["last_cue"].append(last_cue)
        columns["since_title"].append(small(at - title))
        columns["since_good"].append(small(at - good))
        if block.kind == "heading":
            heading, level = at, block.level
        if own.columns["heading_cue"][at]:
            cue, last_cue = at, own.columns["heading_cue"][at]
        if own.columns["in_title"][at] == 2 or (block.kind == "heading" and block.level == 1):
            title = at
        if own.good[at]:
            good = at
    to_good, ahead = [], 256
    for is_good in reversed(own.good):
        to_good.append(small(ahead))
        ahead = 1 if is_good else ahead + 1
    columns["until_good"] = to_good[::-1]
    return columns

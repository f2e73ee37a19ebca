"""Features of what stands before and behind a block."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import eq, sub

from ..model import Block
from ..scale import shares, sizes
from ._alone import Alone
from ._marks import held, marked, since, until

_SHIFTED = ("letters", "link_density", "good", "kind", "last")
_REACH = 3
_WINDOWS = (3, 10)
_NO_NEIGHBOUR = b"\xff"


def around(blocks: Sequence[Block], own: Alone) -> dict[str, bytes]:
    """Each block by its neighbours."""
    count = len(blocks)
    columns: dict[str, bytes] = {}
    for name in _SHIFTED:
        column = own.columns[name]
        for step in range(1, _REACH + 1):
            edge = _NO_NEIGHBOUR * min(step, count)
            columns[f"{name}-{step}"] = edge + column[: count - len(edge)]
            columns[f"{name}+{step}"] = column[len(edge) :] + edge
    homes = [block.container for block in blocks]
    columns["home-1"] = bytes(min(1, count)) + bytes(map(eq, homes[1:], homes))
    columns |= _windows(own)
    columns |= _since(blocks, own)
    return columns


def _windows(own: Alone) -> dict[str, bytes]:
    count = len(own.letters)
    good = [
        letters if is_good else 0.0 for letters, is_good in zip(own.letters, own.good, strict=True)
    ]
    upto_good = [0.0, *accumulate(good)]
    upto_all = [0.0, *accumulate(own.letters)]
    columns: dict[str, bytes] = {}
    for reach in _WINDOWS:
        lows, highs = _ends(upto_good, reach)
        all_lows, all_highs = _ends(upto_all, reach)
        columns[f"good_before_{reach}"] = sizes(map(sub, upto_good[:count], lows))
        columns[f"good_behind_{reach}"] = sizes(map(sub, highs, upto_good[1:]))
        columns[f"good_share_{reach}"] = shares(
            map(sub, highs, lows), map(sub, all_highs, all_lows)
        )
    total = upto_good[-1]
    columns["good_so_far"] = shares(upto_good[:count], [total] * count)
    columns["good_to_come"] = shares([total - upto for upto in upto_good[1:]], [total] * count)
    return columns


def _ends(upto: list[float], reach: int) -> tuple[list[float], list[float]]:
    """For each place the sums up to where a window around it begins, and up to where it ends."""
    count = len(upto) - 1
    lows = [*upto[:1] * reach, *upto][:count]
    highs = [*upto, *upto[-1:] * reach][reach + 1 :]
    return lows, highs


def _since(blocks: Sequence[Block], own: Alone) -> dict[str, bytes]:
    """Distances to the last heading, the last cue of a chrome list, the headline, good text."""
    count = len(blocks)
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    levels = [blocks[at].level for at in headings]
    of_cue = own.columns["heading_cue"]
    cues = marked(of_cue)
    titles = {at for at, match in enumerate(own.columns["in_title"]) if match == 2}
    titles.update(at for at, level in zip(headings, levels, strict=True) if level == 1)
    good = marked(own.good)
    return {
        "since_heading": since(headings, count),
        "heading_level": held(headings, levels, count),
        "since_cue": since(cues, count),
        "last_cue": held(cues, [of_cue[at] for at in cues], count),
        "since_title": since(sorted(titles), count),
        "since_good": since(good, count),
        "until_good": until(good, count),
    }

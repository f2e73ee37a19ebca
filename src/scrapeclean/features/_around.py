"""Features of what stands before and behind a block."""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq

from ..model import Block
from ..scale import windows
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
    names = [f"good_{what}_{reach}" for reach in _WINDOWS for what in ("before", "behind", "share")]
    columns = windows(own.letters, own.good, _WINDOWS)
    return dict(zip((*names, "good_so_far", "good_to_come"), columns, strict=True))


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

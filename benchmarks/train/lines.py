"""Which role each block of a page has: the gold's lines laid beside the blocks, in order.

Lines and blocks are the same texts but for cuts at line breaks, so equal ones are matched as a
longest common run of runs (as ``difflib`` does), and what is left between two matches by which
line's text holds, or is held by, the block's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from .align import squash

_SHORTEST_PART = 3


def roles_of(blocks: Sequence[str], lines: Sequence[tuple[str, str]]) -> list[str | None]:
    """For each block's text its role; None where no line fits.

    Args:
        blocks: the texts of the blocks, in the order of the page.
        lines: role and text of each line, in the order of the page.
    """
    own = [squash(text) for text in blocks]
    gold = [squash(text) for _, text in lines]
    found: list[str | None] = [None] * len(blocks)
    matcher = SequenceMatcher(None, own, gold, autojunk=False)
    for tag, left, right, start, end in matcher.get_opcodes():
        if tag == "equal":
            for step in range(right - left):
                found[left + step] = lines[start + step][0]
        else:
            for at in range(left, right):
                found[at] = _by_part(own[at], gold[start:end], lines[start:end])
    return found


def _by_part(plain: str, gold: Sequence[str], lines: Sequence[tuple[str, str]]) -> str | None:
    """The role of most of the letters that block and lines share."""
    shared = Counter[str]()
    for (role, _), line in zip(lines, gold, strict=True):
        short = min(len(line), len(plain))
        if short >= _SHORTEST_PART and (line in plain or plain in line):
            shared[role] += short
    return shared.most_common(1)[0][0] if shared else None

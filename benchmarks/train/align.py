"""Which blocks of a page are body: the gold text laid beside the blocks, in order.

Long blocks that stand in the gold word for word are the anchors: of all their occurrences the
heaviest chain in page order is kept. Short blocks are then looked for between their anchors, and
blocks that match nowhere whole get the share of their word triples that the gold holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_ANCHOR = 24  # letters and digits from which a block is unlikely to match by chance
_OCCURRENCES = 3
_PARTIAL = 0.5


def squash(text: str) -> str:
    """Letters and digits only, case folded."""
    return "".join(filter(str.isalnum, text)).casefold()


def align(blocks: Sequence[str], gold: str) -> list[float]:
    """For each block's text, the share of it that is body, 0 to 1."""
    squashed = [squash(text) for text in blocks]
    whole = squash(gold)
    shares = [0.0] * len(blocks)
    anchors = _chain(squashed, whole)
    for at, _ in anchors:
        shares[at] = 1.0
    edges = [(-1, 0, 0), *((at, pos, pos + len(squashed[at])) for at, pos in anchors)]
    edges.append((len(blocks), len(whole), len(whole)))
    for (left, _, end), (right, start, _) in pairwise(edges):
        _fill(squashed, shares, range(left + 1, right), whole, end, start)
    triples = _triples(gold)
    for at, text in enumerate(blocks):
        if not shares[at] and len(squashed[at]) >= _ANCHOR:
            own = _triples(text)
            part = len(own & triples) / len(own) if own else 0.0
            shares[at] = part if part >= _PARTIAL else 0.0
    return shares


def _chain(squashed: Sequence[str], whole: str) -> list[tuple[int, int]]:
    """The heaviest chain of (block, place in the gold) with both in order."""
    candidates = []
    for at, plain in enumerate(squashed):
        if len(plain) >= _ANCHOR:
            start = whole.find(plain)
            for _ in range(_OCCURRENCES):
                if start < 0:
                    break
                candidates.append((at, start, start + len(plain)))
                start = whole.find(plain, start + 1)
    best: list[float] = []
    before: list[int] = []
    for n, (at, start, end) in enumerate(candidates):
        top, link = 0.0, -1
        for m in range(n - 1, -1, -1):
            other = candidates[m]
            if other[0] < at and other[2] <= start and best[m] > top:
                top, link = best[m], m
        best.append(top + end - start)
        before.append(link)
    chain = []
    n = max(range(len(best)), key=best.__getitem__, default=-1)
    while n >= 0:
        chain.append(candidates[n][:2])
        n = before[n]
    return chain[::-1]


def _fill(
    squashed: Sequence[str],
    shares: list[float],
    between: range,
    whole: str,
    start: int,
    end: int,
) -> None:
    for at in between:
        plain = squashed[at]
        if plain and start < end:
            found = whole.find(plain, start, end)
            # A very short block must come next, or nearly: "and" stands everywhere.
            if found >= 0 and (len(plain) >= 12 or found - start <= 3 * len(plain) + 10):
                shares[at] = 1.0
                start = found + len(plain)


def _triples(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    if len(words) < 4:  # no blanks between words: letters stand for them
        words = list(squash(text))
    return set(zip(words, words[1:], words[2:], strict=False))

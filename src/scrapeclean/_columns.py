"""Numbers into columns of bytes, one a row.

This is the specification of ``_columns_c.pyx``, which says the same in C. `scale` chooses, and says
what the columns mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby
from math import log2
from operator import sub

__all__ = [
    "LOG", "alike", "close_by", "counts", "gather", "levels", "means_before", "runs", "shares",
    "sizes", "smalls", "steps_up", "subtree_sums", "wider", "windows",
]  # fmt: skip

_MIDDLE = 128
LOG = bytes(min(255, int(20 * log2(1 + number))) for number in range(8192))
"""What `sizes` makes of a whole number; of larger ones 255."""


def sizes(numbers: Iterable[float]) -> bytes:
    """For each number, none of them negative, 20 more for each doubling."""
    whole = list(map(int, numbers))
    try:
        return bytes(map(LOG.__getitem__, whole))
    except IndexError:
        largest = len(LOG) - 1
        return bytes([LOG[min(number, largest)] for number in whole])


def shares(parts: Iterable[float], wholes: Iterable[float]) -> bytes:
    """The share that each part is of its whole, in 255ths; 0 of nothing."""
    return bytes(
        [
            0 if part <= 0 or whole <= 0 else int(255 * part / whole) if part < whole else 255
            for part, whole in zip(parts, wholes, strict=True)
        ]
    )


def smalls(counts: Iterable[int]) -> bytes:
    """Each count, none of them negative, capped."""
    known = list(counts)
    try:
        return bytes(known)
    except ValueError:  # one of them is larger than a byte
        return bytes([min(count, 255) for count in known])


def levels(parts: Sequence[float], wholes: Sequence[float], spread: float) -> bytes:
    """The mean that each part is of its whole, times `spread`, above or below the middle: 128."""
    return bytes(
        [
            min(255, max(0, _MIDDLE + int(spread * part / max(1, whole))))
            for part, whole in zip(parts, wholes, strict=True)
        ]
    )


def means_before(column: bytes, reach: int) -> bytes:
    """The mean of so many values before each, rounded down; at the edge of as many as there are."""
    upto = list(accumulate(column, initial=0))
    edge = [upto[at] // max(1, at) for at in range(min(reach, len(column)))]
    means = [(high - low) // reach for low, high in zip(upto, upto[reach:-1], strict=False)]
    return bytes(edge + means)


def runs(column: bytes) -> tuple[bytes, bytes]:
    """How many rows with the same value stand directly before and behind each, capped."""
    ramps = [_ramp(len(list(same))) for _, same in groupby(column)]
    return b"".join(ramps), b"".join([ramp[::-1] for ramp in ramps])


def _ramp(count: int) -> bytes:
    return bytes(range(min(256, count))).ljust(count, b"\xff")


def close_by(column: bytes, reach: int, apart: int) -> bytes:
    """How many rows within `reach` on either side have a value less than `apart` from its own."""
    return bytes(
        [
            sum([abs(own - other) < apart for other in column[max(0, at - reach) : at]])
            + sum([abs(own - other) < apart for other in column[at + 1 : at + reach + 1]])
            for at, own in enumerate(column)
        ]
    )


def counts(kinds: bytes, groups: Sequence[bytes]) -> list[list[int]]:
    """For each group of kinds how many bytes of each line are of one of them."""
    found = []
    for group in groups:
        others = bytes(range(256)).translate(None, group + b"\n")
        found.append(list(map(len, kinds.translate(None, others).split(b"\n"))))
    return found


def gather(column: bytes, places: Iterable[int]) -> bytes:
    """The values of a column at some places."""
    return bytes(map(column.__getitem__, places))


def windows(letters: Sequence[float], good: Sequence[bool], reaches: Iterable[int]) -> list[bytes]:
    """Good letters around each row: for each reach those before it, those behind it, their share.

    Then the shares of all good letters that come before, and behind, whatever the reach.

    Args:
        letters: the length of each row.
        good: whether it counts as good.
        reaches: how many rows on either side belong to a window.
    """
    count = len(letters)
    own = [size if is_good else 0.0 for size, is_good in zip(letters, good, strict=True)]
    upto_good = [0.0, *accumulate(own)]
    upto_all = [0.0, *accumulate(letters)]
    columns: list[bytes] = []
    for reach in reaches:
        lows, highs = _ends(upto_good, reach)
        all_lows, all_highs = _ends(upto_all, reach)
        columns.append(sizes(map(sub, upto_good[:count], lows)))
        columns.append(sizes(map(sub, highs, upto_good[1:])))
        columns.append(shares(map(sub, highs, lows), map(sub, all_highs, all_lows)))
    total = upto_good[-1]
    columns.append(shares(upto_good[:count], [total] * count))
    columns.append(shares([total - upto for upto in upto_good[1:]], [total] * count))
    return columns


def _ends(upto: list[float], reach: int) -> tuple[list[float], list[float]]:
    """For each place the sums up to where a window around it begins, and up to where it ends."""
    count = len(upto) - 1
    lows = [*upto[:1] * reach, *upto][:count]
    highs = [*upto, *upto[-1:] * reach][reach + 1 :]
    return lows, highs


def subtree_sums(parents: Sequence[int], own: Sequence[float]) -> list[float]:
    """For each node what it and all below it have; parents come before their children."""
    sums = list(own)
    for index in range(len(sums) - 1, 0, -1):
        sums[parents[index]] += sums[index]
    return sums


def wider(parents: Sequence[int], counts: Sequence[int]) -> list[int]:
    """For each node the nearest one above it that counts more; itself where there is none.

    Args:
        parents: -1 for the first node; parents come before their children.
        counts: for each node a number no smaller than its children's.
    """
    found: list[int] = []
    for index, parent in enumerate(parents):
        above = parent
        if above >= 0 and counts[above] <= counts[index]:
            above = found[above] if found[above] != above else -1
        found.append(above if above >= 0 else index)
    return found


def steps_up(
    parents: Sequence[int], own: Sequence[Sequence[int]], homes: Sequence[int], far: int, width: int
) -> list[bytes]:
    """For each of `width` traits how many nodes up the nearest one with it is, for some nodes.

    Args:
        parents: -1 for the first node; parents come before their children.
        own: the traits of each node.
        homes: the nodes that are asked about.
        far: what is told of traits that are so far away or farther, or nowhere.
        width: the number of traits.
    """
    one_up = bytes([min(step + 1, far) for step in range(256)])
    rows: list[bytes] = []
    ups: dict[int, bytes] = {-1: bytes([far]) * width}  # siblings begin with the same row
    for parent, traits in zip(parents, own, strict=True):
        if parent not in ups:
            ups[parent] = rows[parent].translate(one_up)
        row = ups[parent]
        if traits:
            changed = bytearray(row)
            for trait in traits:
                changed[trait] = 0
            row = bytes(changed)
        rows.append(row)
    table = b"".join(map(rows.__getitem__, homes))
    return [table[trait::width] for trait in range(width)]


def alike(signs: Sequence[int], good: Sequence[bool], letters: Sequence[float]) -> list[bytes]:
    """For each row what all of its sign have: the share that is good, of all good, their number.

    Args:
        signs: numbers from 0.
        good: whether a row counts as good.
        letters: the length of each row.
    """
    every, fine, count = ([0.0] * (max(signs, default=-1) + 1) for _ in range(3))
    for sign, is_good, size in zip(signs, good, letters, strict=True):
        count[sign] += 1
        every[sign] += size
        if is_good:
            fine[sign] += size
    total = sum(fine)
    found = shares(fine, every), shares(fine, [total] * len(fine)), sizes(count)
    return [gather(column, signs) for column in found]

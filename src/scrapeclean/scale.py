"""Numbers into one byte each."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

_LOG = [min(255, int(20 * log2(1 + number))) for number in range(8192)]
_LARGEST = len(_LOG) - 1  # of 255 already
_LEVEL = 128  # what `apart` makes of no distance


def size(number: float) -> int:
    """A size on a logarithmic scale: 20 more for each doubling."""
    return _LOG[int(number)] if number < len(_LOG) else 255


def share(part: float, whole: float) -> int:
    """A share in 255ths; 0 of nothing."""
    if whole <= 0 or part <= 0:
        return 0
    return int(255 * part / whole) if part < whole else 255


def small(number: float) -> int:
    """A small count, capped."""
    return int(number) if 0 <= number < 256 else 255 if number > 0 else 0


def apart(number: int) -> int:
    """A distance that may be negative: 128 is none."""
    return small(_LEVEL + number)


def sizes(numbers: Iterable[float]) -> bytes:
    """The `size` of each number, none of them negative."""
    whole = list(map(int, numbers))
    try:
        return bytes(map(_LOG.__getitem__, whole))
    except IndexError:
        return bytes([_LOG[min(number, _LARGEST)] for number in whole])


def shares(parts: Iterable[float], wholes: Iterable[float]) -> bytes:
    """The `share` that each part is of its whole."""
    return bytes(
        [
            0 if part <= 0 or whole <= 0 else int(255 * part / whole) if part < whole else 255
            for part, whole in zip(parts, wholes, strict=True)
        ]
    )


def smalls(counts: Iterable[int]) -> bytes:
    """The `small` of each count, none of them negative."""
    known = list(counts)
    try:
        return bytes(known)
    except ValueError:  # one of them is larger than a byte
        return bytes([min(count, 255) for count in known])


def ramp(count: int) -> bytes:
    """The `small` of 0, 1, 2 … for each of `count` places."""
    return bytes(range(min(256, count))).ljust(count, b"\xff")


def aparts(origin: int, count: int) -> bytes:
    """`apart` of what lies between each of `count` places and one that is not negative."""
    flat = min(count, max(0, origin - _LEVEL))
    rising = bytes(range(max(0, _LEVEL - origin), 256))
    return (bytes(flat) + rising).ljust(count, b"\xff")[:count]

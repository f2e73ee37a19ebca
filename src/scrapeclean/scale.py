"""Numbers into one byte each."""

from __future__ import annotations

from math import log2

_LOG = [min(255, int(20 * log2(1 + number))) for number in range(8192)]


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
    return small(128 + number)

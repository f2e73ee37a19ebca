"""Numbers into one byte each."""

from __future__ import annotations

from . import _columns
from ._twins import fastest

__all__ = [
    "alike", "apart", "aparts", "close_by", "counts", "gather", "levels", "means_before", "ramp",
    "runs", "share", "shares", "size", "sizes", "small", "smalls", "steps_up", "subtree_sums",
    "wider", "windows",
]  # fmt: skip

_compute = fastest(_columns)
_LOG = _columns.LOG
_RAMP = bytes(range(256))
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


sizes, shares, smalls = _compute.sizes, _compute.shares, _compute.smalls
"""The `size` of each number, the `share` of each part in its whole, the `small` of each count."""

gather, windows = _compute.gather, _compute.windows
levels, means_before = _compute.levels, _compute.means_before
close_by, counts, runs = _compute.close_by, _compute.counts, _compute.runs
subtree_sums, wider = _compute.subtree_sums, _compute.wider
alike, steps_up = _compute.alike, _compute.steps_up


def ramp(count: int) -> bytes:
    """The `small` of 0, 1, 2 … for each of `count` places."""
    return _RAMP[:count].ljust(count, b"\xff")


def aparts(origin: int, count: int) -> bytes:
    """`apart` of what lies between each of `count` places and one that is not negative."""
    flat = min(count, max(0, origin - _LEVEL))
    rising = bytes(range(max(0, _LEVEL - origin), 256))
    return (bytes(flat) + rising).ljust(count, b"\xff")[:count]

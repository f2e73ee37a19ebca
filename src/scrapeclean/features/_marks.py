"""Columns that tell of the last mark before each place, such as a heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

_RAMP = bytes(range(256))
_FAR = b"\xff"


def marked(flags: Iterable[object]) -> list[int]:
    """The places whose flag is set."""
    return [at for at, flag in enumerate(flags) if flag]


def since(marks: Sequence[int], count: int) -> bytes:
    """For each of `count` places how far back the last mark before it is; 255 for none, or far."""
    if not marks:
        return _FAR * count
    steps = [_ramp(end - begin) for begin, end in pairwise([*marks, count - 1])]
    return b"".join([_FAR * (marks[0] + 1), *steps])


def until(marks: Sequence[int], count: int) -> bytes:
    """For each of `count` places how far ahead the next mark behind it is; 255 for none, or far."""
    mirrored = [count - 1 - mark for mark in reversed(marks)]
    return since(mirrored, count)[::-1]


def held(marks: Sequence[int], values: Sequence[int], count: int) -> bytes:
    """For each of `count` places the value (a byte) of the last mark before it; 0 for none."""
    if not marks:
        return bytes(count)
    runs = [
        bytes((value,)) * (end - begin)
        for value, (begin, end) in zip(values, pairwise([*marks, count - 1]), strict=True)
    ]
    return b"".join([bytes(marks[0] + 1), *runs])


def _ramp(length: int) -> bytes:
    return _RAMP[1 : length + 1].ljust(length, _FAR)

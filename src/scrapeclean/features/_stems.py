"""Which beginnings of words the lines of a page share with its headline and with each other.

This is the specification of ``_stems_c.pyx``, which says the same in C.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..lazy_patterns import lazy_re, lazy_regex

__all__ = ["MOST", "Shared", "shared", "unspaced_stems"]

MOST = 60
"""Words that are looked at in a line."""
# Words of four letters to thirty; their beginnings count, since endings differ.
_ASCII_STEM = lazy_re(r"([a-z]{4,6})[a-z]{0,24}")
_STEM = lazy_re(r"([^\W\d_]{4,6})[^\W\d_]{0,24}")
_UNSPACED_WORD = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]{2}|\p{L}{4,30}")
_MAYBE_UNSPACED = lazy_re("[^\x00-\u0dff\u0e80-\u2e7f]")


class Shared(NamedTuple):
    """Numbers of stems, each counted once a line."""

    words: list[int]
    title: list[int]
    """Those of the headline."""
    about: list[int]
    """Those of the description."""
    elsewhere: list[int]
    """Those of other lines of running text."""
    before: list[int]
    """Those of running text further up."""


def shared(lines: Sequence[str], good: Sequence[bool], title: str, about: str) -> Shared:
    """What the stems of each line have in common with those of others.

    Args:
        lines: case-folded.
        good: which of them are running text.
        title: the headline, case-folded.
        about: the description, case-folded.
    """
    bags, in_title, in_about = list(map(_bag, lines)), _bag(title), _bag(about)
    once: set[str] = set()  # words of running text anywhere on the page, and of several
    twice: set[str] = set()
    before = []
    for bag, is_good in zip(bags, good, strict=True):
        before.append(len(bag & once) if bag else 0)
        if is_good:
            twice |= once & bag
            once |= bag
    return Shared(
        list(map(len, bags)),
        [len(bag & in_title) if bag else 0 for bag in bags],
        [len(bag & in_about) if bag else 0 for bag in bags],
        [
            len(bag & (twice if is_good else once)) if bag else 0
            for bag, is_good in zip(bags, good, strict=True)
        ],
        before,
    )


def _bag(plain: str) -> frozenset[str]:
    if plain.isascii():
        stems = _ASCII_STEM.findall(plain)
    elif _MAYBE_UNSPACED.search(plain):
        stems = unspaced_stems(plain)
    else:
        stems = _STEM.findall(plain)
    return frozenset(stems[:MOST])


def unspaced_stems(plain: str) -> list[str]:
    """The stems of a line in which words may not be parted: there pairs of characters count."""
    return [word[:6] for word in _UNSPACED_WORD.findall(plain)]

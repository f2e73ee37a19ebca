"""What the words of each line come to: their looks, their weights, how many another place has.

This is the specification of ``_word_sums_c.pyx``, which says the same in C. All words of a page
stand in one list; `starts` has for each line the index of its first word, and one more for the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

__all__ = ["SHORT", "Looks", "Telling", "evidence", "looks", "repeats"]

SHORT = 3
"""Letters; articles, prepositions, pronouns in most languages."""


class Looks(NamedTuple):
    """What the words of each line look like: for each line a number."""

    capitals: list[int]
    """Words that begin with a capital."""
    shorts: list[int]
    """Short words in small letters."""
    numbers: list[int]
    """Words that begin with a digit."""
    lengths: list[int]
    """The length of all words."""
    longest: list[int]
    """The length of the longest."""


def looks(words: list[str], starts: list[int]) -> Looks:
    """The looks of the words of each line."""
    lengths = list(map(len, words))
    shorts = [
        length <= SHORT and word[0].islower() for word, length in zip(words, lengths, strict=True)
    ]
    return Looks(
        _summed([word[0].isupper() for word in words], starts),
        _summed(shorts, starts),
        _summed([word[0].isdigit() for word in words], starts),
        _summed(lengths, starts),
        [max(lengths[a:b], default=0) for a, b in pairwise(starts)],
    )


def repeats(
    words: list[str], folded: list[str], starts: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """How many lines begin with a line's first word, with its first two, and end with its last.

    Args:
        words: as printed, for the first two.
        folded: the same, case folded, for the others.
        starts: where each line begins.
    """
    spans = list(pairwise(starts))
    return (
        _counted([folded[a] if b > a else "" for a, b in spans]),
        _counted([" ".join(words[a : a + 2]) if b > a + 1 else "" for a, b in spans]),
        _counted([folded[b - 1] if b > a else "" for a, b in spans]),
    )


def _counted(values: Sequence[str]) -> list[int]:
    counts = Counter(values)
    counts[""] = 0
    return [counts[value] for value in values]


class Telling:
    """The words of each line that tell what it is about, not the short ones, each once a line."""

    def __init__(self, words: list[str], folded: list[str], starts: list[int]) -> None:
        """Take the words of a page.

        Args:
            words: as printed.
            folded: the same, case folded.
            starts: where each line begins.
        """
        plain = [
            each if len(word) > SHORT or not (word.isascii() or word[0].islower()) else ""
            for word, each in zip(words, folded, strict=True)
        ]
        self._sets = [set(plain[a:b]) for a, b in pairwise(starts)]
        for own in self._sets:
            own.discard("")
        self.numbers = list(map(len, self._sets))
        """How many each line has."""

    def shared(self, lines: Iterable[int]) -> list[int]:
        """How many of each line's words stand in one of some lines."""
        wanted = set[str]().union(*[self._sets[at] for at in lines])
        return [len(own & wanted) for own in self._sets]

    def known(self, core: list[bool]) -> list[int]:
        """How many of each line's words stand in a core line, another one if it is one itself."""
        once: set[str] = set()
        twice: set[str] = set()
        for is_core, own in zip(core, self._sets, strict=True):
            if is_core:
                twice |= once & own
                once |= own
        return [
            len(own & (twice if is_core else once))
            for is_core, own in zip(core, self._sets, strict=True)
        ]

    def taken_up(self, core: list[bool]) -> list[int]:
        """How many of each line's words stand in the last two core lines before it."""
        return _held_before(self._sets, core)

    def taken_on(self, core: list[bool]) -> list[int]:
        """How many of each line's words stand in the next two core lines behind it."""
        return _held_before(self._sets[::-1], core[::-1])[::-1]


def _held_before(sets: Sequence[set[str]], core: Sequence[bool]) -> list[int]:
    found = []
    last: set[str] = set()
    both: set[str] = set()
    for own, is_core in zip(sets, core, strict=True):
        found.append(len(own & both))
        if is_core:
            both, last = own | last, own
    return found


def evidence(
    words: list[str], starts: list[int], weights: Mapping[str, tuple[int, Mapping[str, int]]]
) -> list[int]:
    """The sum of the weights of each line's words, and of two in a row.

    Args:
        words: of all lines, case folded.
        starts: where each line begins.
        weights: for a word its own weight, and for a word behind it that of both.
    """
    values = [0] * len(words)
    ends = set(starts)
    for at, word in enumerate(words):
        if word in weights:
            values[at], pairs = weights[word]
            if pairs and at + 1 not in ends:
                values[at] += pairs.get(words[at + 1], 0)
    return _summed(values, starts)


def _summed(values: Iterable[int], starts: Sequence[int]) -> list[int]:
    upto = list(accumulate(values, initial=0))
    marks = [upto[at] for at in starts]
    return list(map(sub, marks[1:], marks))

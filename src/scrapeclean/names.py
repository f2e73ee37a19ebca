"""What the names that page makers give their elements tell: class, id, ARIA role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain

from . import _literals
from ._twins import fastest
from .errors import LexiconError
from .lazy_patterns import lazy_re
from .lexicon import load
from .model import Container

__all__ = ["NamePatterns", "name_groups", "spellings"]

_compute = fastest(_literals)
_NOT_TELLING = ("html", "body")  # their classes list what the whole page has, not what they are
_NONE: frozenset[str] = frozenset()
_ASSERTION = lazy_re(r"\\b|\^|\$|\(\?![\w|-]*\)")
_PIECE = lazy_re(r"\(\?:|((?:[\w-](?!\?))+|[\w-])")


class NamePatterns:
    """Expressions by kind of name, ready to be looked for in all names of a page at once.

    Args:
        words: by kind, expressions that match words of letters, digits, ``-`` and ``_``, made of
            nothing but these, groups of choices, ``?``, ``\\b``, ``^``, ``$`` and ``(?!…)``.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.kinds = tuple(words)
        self._told: dict[str, list[tuple[str, re.Pattern[str] | None]]] = {}
        for kind, patterns in words.items():
            for pattern in patterns:
                spelled, plain = spellings(pattern)
                check = None if plain else lazy_re(pattern, re.MULTILINE)
                for each in spelled:
                    self._told.setdefault(each, []).append((kind, check))
        self._plan = _compute.plan(self._told)

    def of(self, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """For each of several names, parted by blanks, the kinds whose expression matches in it."""
        # A blank on either side, so that what is to match the whole names does not match one word.
        parts = {each: each.split() for each in dict.fromkeys(names)}
        for each, words in parts.items():
            if len(words) > 1:
                parts[each] = [f" {word} " for word in words]
        known = self._of_words(list(dict.fromkeys(chain.from_iterable(parts.values()))))
        told = known.keys()
        return {
            each: _NONE if told.isdisjoint(words)  # as most
            else _NONE.union(*[known[word] for word in words if word in known])
            for each, words in parts.items()
        }  # fmt: skip

    def _of_words(self, words: Sequence[str]) -> dict[str, set[str]]:
        """The kinds of each word that has any, as lines of one text: few places need a look."""
        whole, ends = "\n".join(words), list(accumulate([len(word) + 1 for word in words]))
        found: dict[str, set[str]] = {}
        for start, spelled in _compute.places(whole, self._plan):
            for kind, check in self._told[spelled]:
                if check is None or check.match(whole, start):
                    found.setdefault(words[bisect_right(ends, start)], set()).add(kind)
        return found


def spellings(pattern: str) -> tuple[list[str], bool]:
    """All words that an expression may match, and whether it matches wherever one of them stands.

    Args:
        pattern: as `NamePatterns` takes them.

    Raises:
        LexiconError: there is something else in it, or one of the words is empty.
    """
    words, end = _spelled(pattern, 0)
    if end != len(pattern) or not all(words):
        raise LexiconError(f"the expression {pattern!r} is more than a list of words")
    return list(dict.fromkeys(words)), _ASSERTION.search(pattern) is None


def _spelled(pattern: str, start: int) -> tuple[list[str], int]:
    """The words of the choices from a place on, and where they end."""
    every: list[str] = []
    words, at = [""], start
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            every, words, at = every + words, [""], at + 1
            continue
        piece = _PIECE.match(pattern, at)
        if not piece:
            assertion = _ASSERTION.match(pattern, at)
            if not assertion:
                break
            at = assertion.end()
            continue
        own, at = _spelled(pattern, piece.end()) if piece[1] is None else ([piece[1]], piece.end())
        at += piece[1] is None  # the bracket
        if pattern.startswith("?", at):
            own, at = [*own, ""], at + 1
        words = [word + each for word in words for each in own]
    return every + words, at


@cache
def _groups() -> NamePatterns:
    lexicon: dict[str, list[str]] = load("classes")
    return NamePatterns({kind: words for kind, words in lexicon.items() if kind != "about"})


def name_groups(containers: Sequence[Container]) -> tuple[frozenset[str], ...]:
    """For each container, the groups of ``lexicon/classes.json`` that its names fall into."""
    names = ["" if c.tag in _NOT_TELLING else f"{c.classes} {c.id} {c.role}" for c in containers]
    known = _groups().of(names)
    return tuple(map(known.__getitem__, names))

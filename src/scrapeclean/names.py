"""What the names that page makers give their elements tell: class, id, ARIA role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain

from . import _beginnings
from ._twins import fastest
from .lazy_patterns import lazy_re
from .lexicon import beginnings, kinds_at_first_letter, load
from .model import Container

__all__ = ["NamePatterns", "name_groups"]

_compute = fastest(_beginnings)
_NOT_TELLING = ("html", "body")  # their classes list what the whole page has, not what they are
_NONE: frozenset[str] = frozenset()


class NamePatterns:
    """Expressions by kind of name, ready to be looked for in all names of a page at once.

    Args:
        words: by kind, expressions for `by_first_letter` that never match across white space.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.kinds = tuple(words)
        self._beginnings = _compute.plan(
            {begun for each in words.values() for begun in beginnings(each, _compute.LONGEST)}
        )
        self._at = {
            letter: (lazy_re(pattern, re.MULTILINE), kinds)
            for letter, (pattern, kinds) in kinds_at_first_letter(words).items()
        }

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
        for start in _compute.places(whole, self._beginnings):
            pattern, kinds = self._at[whole[start]]
            match = pattern.match(whole, start)
            if match and match.lastindex:
                own = found.setdefault(words[bisect_right(ends, start)], set())
                own.update(
                    [kinds[group] for group, text in enumerate(match.groups()) if text is not None]
                )
        return found


@cache
def _groups() -> NamePatterns:
    lexicon: dict[str, list[str]] = load("classes")
    return NamePatterns({kind: words for kind, words in lexicon.items() if kind != "about"})


def name_groups(containers: Sequence[Container]) -> tuple[frozenset[str], ...]:
    """For each container, the groups of ``lexicon/classes.json`` that its names fall into."""
    names = ["" if c.tag in _NOT_TELLING else f"{c.classes} {c.id} {c.role}" for c in containers]
    known = _groups().of(names)
    return tuple(map(known.__getitem__, names))

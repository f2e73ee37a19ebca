"""What the names that page makers give their elements tell: class, id, ARIA role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from .lexicon import by_first_letter, load
from .model import Container

__all__ = ["NamePatterns", "NameReader", "name_groups"]

_NOT_TELLING = ("html", "body")  # their classes list what the whole page has, not what they are
_NONE: frozenset[str] = frozenset()


class NamePatterns:
    """Expressions by kind of name, ready to be looked for.

    Args:
        words: by kind, expressions for `by_first_letter` that never match across a blank.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.kinds = {kind: re.compile(by_first_letter(each)) for kind, each in words.items()}
        self.any = re.compile(by_first_letter([word for each in words.values() for word in each]))

    def of(self, word: str) -> frozenset[str]:
        """The kinds whose expression matches in a word."""
        found = self.any.search(word)
        if found is None:
            return _NONE
        kinds, start = self.kinds.items(), found.start()
        return frozenset([kind for kind, pattern in kinds if pattern.search(word, start)])


class NameReader:
    """Says of which kinds the names on one page are, looking at each word once."""

    def __init__(self, patterns: NamePatterns) -> None:
        self._of = cache(patterns.of)  # for this page alone
        self._known: dict[str, frozenset[str]] = {}

    def kinds(self, names: str) -> frozenset[str]:
        """The kinds whose pattern matches anywhere in names parted by blanks."""
        known = self._known.get(names)
        if known is None:
            words = names.split()
            # A blank on either side, so that what is to match the whole names does not match one.
            words = [f" {word} " for word in words] if len(words) > 1 else words
            known = self._known[names] = _NONE.union(*map(self._of, words))
        return known


@cache
def _groups() -> NamePatterns:
    lexicon: dict[str, list[str]] = load("classes")
    return NamePatterns({kind: words for kind, words in lexicon.items() if kind != "about"})


def name_groups(containers: Sequence[Container]) -> tuple[frozenset[str], ...]:
    """For each container, the groups of ``lexicon/classes.json`` that its names fall into."""
    reader = NameReader(_groups())
    return tuple([
        _NONE if c.tag in _NOT_TELLING else reader.kinds(f"{c.classes} {c.id} {c.role}")
        for c in containers
    ])  # fmt: skip

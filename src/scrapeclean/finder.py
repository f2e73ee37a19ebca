"""Finds set phrases inside texts: all phrases of a lexicon at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from .lexicon import load, phrases
from .page_text import PageText

__all__ = ["Finder", "finder", "look_for"]

_FEWEST = 4  # characters of a phrase from its rarest on


class Finder(NamedTuple):
    """Finds the phrases of a lexicon inside texts."""

    pattern: re.Pattern[str]
    """Matches any phrase, the longest at the first place; for case-folded text."""
    kinds: dict[str, str]
    """The key that each phrase stands under."""
    joints: tuple[tuple[str, frozenset[str]], ...]
    """Each phrase of several words, with the ends and beginnings of words that meet in it."""
    singles: tuple[tuple[str, frozenset[str]], ...]
    """Each other phrase, with its characters that are not ASCII."""

    def kind(self, text: str) -> tuple[str, str] | None:
        """The key and the phrase of the first one in a case-folded text."""
        found = self.pattern.search(text)
        return (self.kinds[found[0]], found[0]) if found else None

    def firsts(self, page: PageText) -> dict[int, tuple[str, str]]:
        """What `kind` says of each line of a page, by index, where it says anything."""
        best: dict[int, tuple[int, int, str]] = {}
        for phrase in self._shown(page):
            for line, column in page.folded_places(phrase):
                place = column, -len(phrase), phrase
                if line not in best or place < best[line]:
                    best[line] = place
        return {line: (self.kinds[phrase], phrase) for line, (_, _, phrase) in best.items()}

    def _shown(self, page: PageText) -> list[str]:
        """The phrases that a page holds.

        Most are ruled out without a search: two words of theirs never meet on the page, or the
        page has nothing in their script. Looking for any of them at every letter takes far longer.
        """
        joints, others = page.joints, page.folded_others
        maybe = [phrase for phrase, own in self.joints if own <= joints]
        maybe += [phrase for phrase, own in self.singles if own <= others]
        return [phrase for phrase in maybe if phrase in page.folded]


@cache
def finder(name: str) -> Finder:
    """A finder for all phrases of a lexicon laid out as for `phrases`."""
    kinds: dict[str, str] = {}
    for key in load(name):
        if key != "about":
            for phrase in sorted(phrases(name, key)):
                kinds.setdefault(phrase, key)
    joints = {phrase: _joints(phrase) for phrase in kinds}
    singles = {
        phrase: frozenset(char for char in phrase if char > "\x7f")
        for phrase, own in joints.items()
        if not own
    }
    return Finder(
        re.compile(_trie(kinds)),
        kinds,
        tuple((phrase, own) for phrase, own in joints.items() if own),
        tuple(singles.items()),
    )


def _joints(phrase: str) -> frozenset[str]:
    """Where two words meet: two characters of either; shorter words tell nothing."""
    met = (one[-2:] + other[:2] for one, other in pairwise(phrase.split()))
    return frozenset(joint for joint in met if len(joint) == 4)


def look_for(known: Collection[str]) -> re.Pattern[str]:
    """Matches something in every text that holds one of the phrases, and in few others.

    These are the ends of the phrases, each from its rarest character on.

    To look for a phrase's first letter at every letter of a text takes long, for most letters begin
    some phrase; rare ones are what a text seldom has.
    """
    common = Counter("".join(known))
    ends = {
        min((phrase[at:] for at in _beginnings(phrase)), key=lambda end: common[end[0]])
        for phrase in known
    }
    return re.compile(_trie(ends))


def _beginnings(phrase: str) -> range:
    return range(max(1, len(phrase) - _FEWEST + 1))


def _trie(words: Iterable[str]) -> str:
    """One expression for many literals, their common beginnings written once.

    A plain alternation is tried word by word at every place of the text; this one gives up at the
    first letter, which is ten times as fast for a few hundred phrases.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _expression(root)


def _expression(node: dict[str, Any]) -> str:
    branches = [
        re.escape(char) + _expression(below) for char, below in sorted(node.items()) if char
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined

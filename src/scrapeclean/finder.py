"""Finds set phrases inside texts: all phrases of a lexicon at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, NamedTuple

from .lexicon import load, phrases

__all__ = ["Finder", "finder", "look_for"]

_FEWEST = 4  # characters of a phrase from its rarest on
_SCRIPTS = tuple(map(re.compile, ("[\x00-\x7f]*", "[\x00-\u036f\u2000-\u2bff]*", "(?s:.*)")))
"""Fewer and fewer texts: what is ASCII, what is Latin with its signs, what is anything."""


class _Patterns(NamedTuple):
    """For texts of the same letters."""

    look: re.Pattern[str]
    """Matches something in every text that holds a phrase, and in few others."""
    phrase: re.Pattern[str]
    """Matches any phrase, the longest at the first place."""


class Finder(NamedTuple):
    """Finds the phrases of a lexicon inside texts."""

    name: str
    """The lexicon's."""
    kinds: dict[str, str]
    """The key that each phrase stands under."""

    def kind(self, text: str) -> tuple[str, str] | None:
        """The key and the phrase of the first one in a case-folded text."""
        if text.isascii():
            look, phrase = _patterns(self.name, 0)
        else:
            look, phrase = _patterns(self.name, 1 if _SCRIPTS[1].fullmatch(text) else 2)
        if not look.search(text):
            return None
        found = phrase.search(text)
        return (self.kinds[found[0]], found[0]) if found else None


@cache
def finder(name: str) -> Finder:
    """A finder for all phrases of a lexicon laid out as for `phrases`."""
    kinds: dict[str, str] = {}
    for key in load(name):
        if key != "about":
            for phrase in sorted(phrases(name, key)):
                kinds.setdefault(phrase, key)
    return Finder(name, kinds)


@cache
def _patterns(name: str, script: int) -> _Patterns:
    known = list(filter(_SCRIPTS[script].fullmatch, finder(name).kinds))
    return _Patterns(look_for(known), re.compile(_trie(known)))


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

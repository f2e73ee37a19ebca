"""Word lists and weights: data files only, read once and never changed.

Every ``*.json`` beside this file is one lexicon; its ``"about"`` entry says what it holds and
where it comes from. Code asks for it by name, so data never hides in code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from ..errors import LexiconError

__all__ = ["Finder", "by_first_letter", "finder", "load", "phrases"]


_OPENING = re.compile(r"(\\b|\^)?(?:\(\?:([\w|-]+)\)|([\w-])(?![?*+{]))")


@cache
def load(name: str) -> Any:
    """The content of ``<name>.json``; shared, so treat it as read-only.

    Raises:
        LexiconError: there is no such file, or it is not valid JSON.
    """
    try:
        raw = resources.files(__package__).joinpath(f"{name}.json").read_text("utf-8")
        return json.loads(raw)
    except (OSError, ValueError) as error:
        raise LexiconError(
            f"the lexicon {name!r} cannot be read ({error}): reinstall scrapeclean"
        ) from error


@cache
def phrases(name: str, key: str) -> frozenset[str]:
    """All phrases of `key` in a lexicon laid out as ``{key: {language: [phrase, …]}}``, folded."""
    by_language: dict[str, list[str]] = load(name)[key]
    return frozenset(phrase.casefold() for words in by_language.values() for phrase in words)


class Finder(NamedTuple):
    """Finds the phrases of a lexicon inside texts."""

    pattern: re.Pattern[str]
    """Matches any phrase, the longest at the first place; for case-folded text."""
    kinds: dict[str, str]
    """The key that each phrase stands under."""

    def kind(self, text: str) -> tuple[str, str] | None:
        """The key and the phrase of the first one in a case-folded text."""
        found = self.pattern.search(text)
        return (self.kinds[found[0]], found[0]) if found else None


@cache
def finder(name: str) -> Finder:
    """A finder for all phrases of a lexicon laid out as for `phrases`."""
    kinds: dict[str, str] = {}
    for key in load(name):
        if key != "about":
            for phrase in sorted(phrases(name, key)):
                kinds.setdefault(phrase, key)
    return Finder(re.compile(_trie(kinds)), kinds)


def by_first_letter(patterns: Iterable[str]) -> str:
    """One expression for many, which gives up at a letter that none of them begins with.

    Args:
        patterns: expressions that begin with a literal, a group of them, or an assertion before
            either (``\\b``, ``^``).
    """
    branches: dict[str, list[str]] = {}
    for pattern in patterns:
        for assertion, literal, rest in _openings(pattern):
            begin = f"(?<={assertion}{re.escape(literal)})" if assertion else ""
            branches.setdefault(literal, []).append(begin + rest)
    return "|".join(
        f"{re.escape(literal)}(?:{'|'.join(rests)})" for literal, rests in branches.items()
    )


def _openings(pattern: str) -> Iterator[tuple[str, str, str]]:
    """For each way in which a pattern can begin: an assertion, a letter, what follows."""
    opened = _OPENING.match(pattern)
    if opened is None:
        raise LexiconError(f"the expression {pattern!r} does not begin with a letter")
    assertion, group, literal = opened.groups()
    rest = pattern[opened.end() :]
    if literal:
        yield assertion, literal, rest
    else:
        for choice in group.split("|"):
            yield assertion, choice[0], choice[1:] + rest


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

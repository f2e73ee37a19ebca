"""Word lists and weights: data files only, read once and never changed.

Every ``*.json`` beside this file is one lexicon; its ``"about"`` entry says what it holds and
where it comes from. Code asks for it by name, so data never hides in code.
"""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from ..errors import LexiconError
from ..lazy_patterns import lazy_re

__all__ = [
    "by_first_letter", "kinds_by_first_letter", "load", "load_as", "phrases",
]  # fmt: skip


T = TypeVar("T")

_OPENING = lazy_re(r"(\\b|\^)?(?:\(\?:([\w|-]+)\)|\\?((?<=\\)\?|[\w/#&-])(?![?*+{]))")


@cache
def load(name: str) -> Any:
    """The content of ``<name>.json``; shared, so treat it as read-only.

    Raises:
        LexiconError: there is no such file, or it is not valid JSON.
    """
    try:
        raw = pkgutil.get_data(__package__, f"{name}.json")  # quicker to import than `resources`
        return json.loads(raw or b"")
    except (OSError, ValueError) as error:
        raise LexiconError(
            f"the lexicon {name!r} cannot be read ({error}): reinstall scrapeclean"
        ) from error


@cache
def load_as(name: str, parse: Callable[[Any], T]) -> T:
    """What `parse` makes of the content of ``<name>.json``, once.

    Raises:
        LexiconError: there is no such file, or it is malformed.
    """
    return parse(load(name))


@cache
def phrases(name: str, key: str) -> frozenset[str]:
    """All phrases of `key` in a lexicon laid out as ``{key: {language: [phrase, …]}}``, folded."""
    by_language: dict[str, list[str]] = load(name)[key]
    return frozenset(phrase.casefold() for words in by_language.values() for phrase in words)


def by_first_letter(patterns: Iterable[str]) -> str:
    """One expression for many, which gives up at a letter that none of them begins with.

    Args:
        patterns: expressions that begin with a literal, a group of them, or an assertion before
            either (``\\b``, ``^``).
    """
    return "|".join(
        f"{re.escape(literal)}(?:{'|'.join(rests)})"
        for literal, rests in _branches(patterns).items()
    )


def kinds_by_first_letter(patterns: Mapping[str, Iterable[str]]) -> tuple[str, list[str]]:
    """As `by_first_letter` for patterns of several kinds, and the kind of each of its groups.

    Where patterns of several kinds match, the first kind counts.
    """
    of_kind = {kind: _branches(each) for kind, each in patterns.items()}
    whole: list[str] = []
    kinds: list[str] = []
    for literal in dict.fromkeys(chain.from_iterable(of_kind.values())):
        own = {kind: each[literal] for kind, each in of_kind.items() if literal in each}
        groups = "|".join(f"({'|'.join(rests)})" for rests in own.values())
        whole.append(f"{re.escape(literal)}(?:{groups})")
        kinds += own
    return "|".join(whole), kinds


def _branches(patterns: Iterable[str]) -> dict[str, list[str]]:
    """By the first letter, what may follow it."""
    branches: dict[str, list[str]] = {}
    for pattern in patterns:
        for assertion, literal, rest in _openings(pattern):
            begin = f"(?<={assertion}{re.escape(literal)})" if assertion else ""
            branches.setdefault(literal, []).append(begin + rest)
    return branches


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

"""What a heading heads: by the phrases of the lexicon, or by the words that they are made of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from .lexicon import load
from .model import LIST_ROLES, Role
from .shape import label, letters

LONGEST_HEADING = 60
"""Letters; what heads a list is short."""

_STEM = 5  # letters of a word that count: endings differ, stems stay
_SURE = 2.0  # log odds between the best kind and the next for a heading that no phrase matches
_HALF = 0.5  # what a stem that no phrase of a kind has counts for
_ASCII_WORDS = re.compile("[A-Za-z]{3,}")
_WORDS = regex.compile(r"[\p{L}\p{M}]+")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]{2,}")


class _Stems(NamedTuple):
    kinds: tuple[str, ...]
    odds: dict[str, tuple[float, ...]]
    """For each stem what it says for each kind: log odds, from the number of languages in whose
    phrases of that kind it stands."""


@cache
def heading_roles() -> dict[str, Role]:
    """Role of a list by its heading, folded as `scrapeclean.shape.label` does."""
    lexicon: dict[str, dict[str, list[str]]] = load("headings")
    return {
        label(phrase): role
        for role in LIST_ROLES
        for phrases in lexicon[role].values()
        for phrase in phrases
    }


def list_role(heading: str) -> Role | None:
    """The kind of list that a line heads, going by its wording; None if the words do not tell.

    A heading that the lexicon does not have is judged by the stems it shares with those it has,
    with as many votes for a kind as the kind has languages that use the stem (naive Bayes).
    """
    folded = label(heading)
    if folded in heading_roles():
        return heading_roles()[folded]
    if not folded or letters(folded) > LONGEST_HEADING:
        return None
    known = _stems()
    found = [known.odds[stem] for stem in dict.fromkeys(_stems_of(folded)) if stem in known.odds]
    if not found:
        return None
    scores = list(map(sum, zip(*found, strict=True)))
    second, score = sorted(scores)[-2:]
    if score < _SURE / 2 or score - second < _SURE / 2:
        return None
    best = known.kinds[scores.index(score)]
    return next((role for role in LIST_ROLES if role == best), None)


@cache
def _stems() -> _Stems:
    counts: dict[str, Counter[str]] = {}
    lexicon = {kind: each for kind, each in load("headings").items() if kind != "about"}
    for kind, by_language in lexicon.items():
        for phrases in by_language.values():
            for stem in {stem for phrase in phrases for stem in _stems_of(phrase.casefold())}:
                counts.setdefault(stem, Counter())[kind] += 1
    kinds = tuple(lexicon)
    odds = {
        stem: tuple(
            math.log((each[kind] + _HALF) / (each.total() + _HALF * len(kinds)) * len(kinds))
            for kind in kinds
        )
        for stem, each in counts.items()
    }
    return _Stems(kinds, odds)


def _stems_of(folded: str) -> Iterator[str]:
    """The beginnings of the words; pairs of characters where words are not parted."""
    if folded.isascii():
        yield from (word[:_STEM] for word in _ASCII_WORDS.findall(folded))
        return
    for run in _DENSE.findall(folded):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    for word in _WORDS.findall(_DENSE.sub(" ", folded)):
        if len(word) > 2:
            yield word[:_STEM]

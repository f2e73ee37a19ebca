"""Where in a text which of many words stand, be it inside of longer ones.

This is the specification of ``_literals_c.pyx``, which says the same in C.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["LONGEST", "Plan", "places", "plan"]

LONGEST = 5
"""Characters by which a word is looked up; a sixth would rule out little more."""


class Plan(NamedTuple):
    """Words, ready to be looked for."""

    begun: dict[str, list[str]]
    """The words by their first characters."""
    any_begins: re.Pattern[str]
    """Matches, without taking anything, where one of them may begin."""


def plan(words: Iterable[str]) -> Plan:
    """Prepares words for `places`, once for all texts; none may be empty."""
    begun: dict[str, list[str]] = {}
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if not word:
            raise ValueError("a word to look for is empty")
        begun.setdefault(word[:LONGEST], []).append(word)
    for beginning in begun:
        by_first.setdefault(beginning[0], []).append(re.escape(beginning[1:]))
    branches = [f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()]
    return Plan(begun, re.compile(f"(?={'|'.join(branches) or '(?!)'})"))


def places(text: str, plan: Plan) -> list[tuple[int, str]]:
    """Each place at which a word begins, and the word: shorter ones first where there are several.

    Args:
        text: the text.
        plan: the words.
    """
    found = []
    known: dict[str, list[str]] = {}  # words that may stand where these characters do
    for match in plan.any_begins.finditer(text):
        place = match.start()
        beginning = text[place : place + LONGEST]
        if beginning not in known:
            lengths = range(1, len(beginning) + 1)
            known[beginning] = [
                word for length in lengths for word in plan.begun.get(beginning[:length], ())
            ]
        found += [(place, word) for word in known[beginning] if text.startswith(word, place)]
    return found

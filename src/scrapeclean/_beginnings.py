"""Where in a text known words may begin, told by their first characters.

This is the specification of ``_beginnings_c.pyx``, which says the same in C.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["LONGEST", "places", "plan"]

LONGEST = 5
"""Characters of a word that are compared; a sixth would rule out little more."""


def plan(beginnings: Iterable[str]) -> re.Pattern[str]:
    """Prepares beginnings for `places`, once for all texts.

    Args:
        beginnings: the first characters of each word, one to `LONGEST` of them.
    """
    by_first: dict[str, list[str]] = {}
    for beginning in sorted(set(beginnings)):
        by_first.setdefault(beginning[0], []).append(re.escape(beginning[1:]))
    branches = [f"{re.escape(first)}(?:{'|'.join(by_first[first])})" for first in by_first]
    return re.compile(f"(?={'|'.join(branches) or '(?!)'})")


def places(text: str, plan: re.Pattern[str]) -> list[int]:
    """Every place of a text where one of the beginnings stands."""
    return [found.start() for found in plan.finditer(text)]

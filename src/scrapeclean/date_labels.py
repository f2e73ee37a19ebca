"""What a label says about the date beside it: when the article came out, or when it changed."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import Literal

from .finder import Look, look_for
from .lazy_patterns import lazy_regex
from .lexicon import load
from .shape import fold

__all__ = ["DateLabel", "date_label"]

DateLabel = Literal["published", "modified"]

_READ = 200  # characters of a text that are looked at
_SIGNS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0dff"
"""Signs on letters, as `\\w` does not hold them: accents, points, and what Indian scripts write."""
_UNSPACED = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


def date_label(text: str) -> DateLabel | None:
    """What the first label in a text says about the date beside it, in any known language."""
    text = text[:_READ]
    match = _labels().search(text) if _label_look()(fold(text)) else None
    if match is None:
        return None
    return "published" if match.lastgroup == "published" else "modified"


@cache
def _labels() -> re.Pattern[str]:
    """Phrases of unspaced scripts may stand inside a run of letters, the others not."""
    groups = []
    for label, by_language in load("dates")["labels"].items():
        phrases = {phrase for words in by_language.values() for phrase in words}
        inside = sorted(phrase for phrase in phrases if _UNSPACED.search(phrase))
        whole = "|".join(map(re.escape, sorted(phrases.difference(inside))))
        either = [rf"(?<![^\W\d_])(?:{whole})(?![^\W\d_]|[{_SIGNS}])", *map(re.escape, inside)]
        groups.append(f"(?P<{label}>{'|'.join(either)})")
    return re.compile("|".join(groups), re.IGNORECASE)  # `regex` takes five times as long


@cache
def _label_look() -> Look:
    words = load("dates")["labels"].values()
    return look_for({fold(each) for by_language in words for each in chain(*by_language.values())})

"""What a label says about the date beside it: when the article came out, or when it changed."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Literal

import regex

from .finder import Look, look_for
from .lazy_patterns import lazy_regex
from .lexicon import load
from .shape import fold

__all__ = ["DateLabel", "date_label"]

DateLabel = Literal["published", "modified"]

_READ = 200  # characters of a text that are looked at
_UNSPACED = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


def date_label(text: str) -> DateLabel | None:
    """What the first label in a text says about the date beside it, in any known language."""
    text = text[:_READ]
    match = _labels().search(text) if _label_look()(fold(text)) else None
    if match is None:
        return None
    return "published" if match.lastgroup == "published" else "modified"


@cache
def _labels() -> regex.Pattern[str]:
    """Phrases of unspaced scripts may stand inside a run of letters, the others not."""
    groups = []
    for label, by_language in load("dates")["labels"].items():
        phrases = {phrase for words in by_language.values() for phrase in words}
        inside = sorted(phrase for phrase in phrases if _UNSPACED.search(phrase))
        whole = "|".join(map(regex.escape, sorted(phrases.difference(inside))))
        either = [rf"(?<!\p{{L}})(?:{whole})(?![\p{{L}}\p{{M}}])", *map(regex.escape, inside)]
        groups.append(f"(?P<{label}>{'|'.join(either)})")
    return regex.compile("|".join(groups), regex.IGNORECASE)


@cache
def _label_look() -> Look:
    words = load("dates")["labels"].values()
    return look_for({fold(each) for by_language in words for each in chain(*by_language.values())})

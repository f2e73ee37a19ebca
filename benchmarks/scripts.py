"""The script that a text is mostly written in."""

from __future__ import annotations

from collections import Counter

import regex

SCRIPTS = (
    "Latin", "Cyrillic", "Greek", "Armenian", "Georgian", "Arabic", "Hebrew", "Devanagari",
    "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala",
    "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Han", "Kana", "Hangul",
)  # fmt: skip
"""The names of Unicode, but "Kana" is hiragana and katakana, and Han written among them."""
KANA_SHARE = 0.1
"""Share of kana among Han and kana from which a text is Japanese: a Chinese text has next to
none, a Japanese one about half."""

_CLASSES = {"Kana": r"[\p{Hiragana}\p{Katakana}]"}
_LETTERS = {name: regex.compile(_CLASSES.get(name, rf"\p{{{name}}}")) for name in SCRIPTS}


def dominant(text: str) -> str | None:
    """The script of most letters of a text; None if it has none of `SCRIPTS`."""
    counts = Counter({name: len(letters.findall(text)) for name, letters in _LETTERS.items()})
    if counts["Kana"] >= KANA_SHARE * (counts["Kana"] + counts["Han"]):
        counts["Kana"] += counts.pop("Han")
    name, count = counts.most_common(1)[0]
    return name if count else None

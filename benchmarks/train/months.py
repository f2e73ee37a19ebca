"""Writes the names of months and days that dateparser knows: ``lexicon/months.json``.

::

    python benchmarks/train/months.py

To read them from dateparser itself takes it a quarter of a second, and its import as much again:
a page pays that only for a date that none of our own patterns reads. A test compares the file with
the dateparser that is installed; run this again where the two differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dateparser.data.languages_info
import dateparser.languages.loader
import regex

from scrapeclean.month_names import DAYS, MONTHS, words_of

LEXICON = Path(__file__).resolve().parents[2] / "src" / "scrapeclean" / "lexicon" / "months.json"
ABOUT = (
    "What dateparser knows of months and days, by language in the order in which it tries them; "
    "made by benchmarks/train/months.py. months: the names of one word that name one month only, "
    "twelve lists. words: every word of every name, folded. skipped: words that may stand beside a "
    "whole date and say nothing. days: days of the week. Of both, only what means nothing else."
)
_NAME = regex.compile(
    r"[\p{L}\p{M}]{3,}"
)  # a sign is a letter of its own in "i̇yun", "İyun" in small


def lexicon() -> dict[str, Any]:
    """The content of the file, by the dateparser that is installed."""
    infos = {
        language: dateparser.languages.loader.default_loader.get_locale(language).info
        for language in dateparser.data.languages_info.language_order
    }
    made: dict[str, Any] = {"about": ABOUT, "months": {}, "words": {}, "skipped": {}, "days": {}}
    for language, info in infos.items():
        names = [{name.lower() for name in info.get(month, ())} for month in MONTHS]
        alone = [
            each.difference(*(other for other in names if other is not each)) for each in names
        ]
        if any(map(_one_word, alone)):
            made["months"][language] = "|".join(map(_one_word, alone))
        made["words"][language] = _line(words_of(" , ".join(" , ".join(each) for each in names)))
        skipped, days = _passed_over(info)
        made["skipped"][language], made["days"][language] = _line(skipped), _line(days)
    return made


def _passed_over(info: dict[str, Any]) -> tuple[Iterable[str], Iterable[str]]:
    words = {
        key: {str(word).lower() for word in names}
        for key, names in info.items() if isinstance(names, list)
    }  # fmt: skip
    skipped = words.pop("skip", set()) | words.pop("pertain", set())
    days = set().union(*(words.pop(day, ()) for day in DAYS))
    others = set().union(*words.values())
    return filter(str.isalpha, skipped - days - others), filter(_is_asked, days - skipped - others)


def _is_asked(day: str) -> bool:
    """Whether a name can be one of the words that a date is split into."""
    return day.replace(",", " ").split() == [day.rstrip(".")]


def _one_word(names: Iterable[str]) -> str:
    return _line(filter(_NAME.fullmatch, names))


def _line(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def write(made: dict[str, Any]) -> None:
    """One language a line."""
    parts = [f' "about": {json.dumps(made["about"])}']
    for key in list(made)[1:]:
        lines = (f"  {json.dumps(name)}: {json.dumps(words, ensure_ascii=False)}"
                 for name, words in made[key].items())  # fmt: skip
        parts.append(f' "{key}": {{\n' + ",\n".join(lines) + "\n }")
    LEXICON.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


if __name__ == "__main__":
    write(lexicon())

"""The words that dateparser knows: names of months and days by language, and how to say others.

It is not needed for that: to import it and to read its languages takes longer than many pages do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import islice
from threading import Lock
from typing import Any

import regex

from .finder import Look, look_for
from .lazy_patterns import lazy_regex
from .lexicon import load
from .shape import fold

__all__ = [
    "DAYS", "MONTHS", "as_known", "known_languages", "library", "month_languages", "month_numbers",
    "passed_over", "words_of",
]  # fmt: skip

_GUESSES = 3  # languages that are tried if neither the page's nor English knows the month
_WORD = lazy_regex(r"[\p{L}\p{M}.]{2,}")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


_IMPORTING = Lock()


@cache
def library() -> Any:
    """dateparser, imported by one thread alone: another would find its modules half made."""
    with _IMPORTING:
        import dateparser.data.languages_info
    return dateparser


def known_languages(tags: Sequence[str]) -> tuple[str, ...]:
    """The languages of BCP 47 tags that dateparser has data of."""
    known = load("months")["words"]
    languages = [tag.lower().replace("_", "-").partition("-")[0] for tag in tags]
    return tuple([language for language in languages if language in known])


def month_languages(text: str, tags: Sequence[str]) -> tuple[str, ...]:
    """The languages in which one of the words names a month: given ones, English, else any."""
    words = words_of(text).difference(load("dates")["particles"])
    if not words:
        return ()
    given = dict.fromkeys((*known_languages(tags), "en"))
    known = tuple(language for language in given if words & _months(language))
    others = (language for language in load("months")["words"] if words & _months(language))
    return known or tuple(islice(others, _GUESSES))


@cache
def _months(language: str) -> frozenset[str]:
    """The words of the month names that dateparser knows in a language."""
    return frozenset(load("months")["words"][language].split())


def words_of(text: str) -> frozenset[str]:
    """The words of a text as they are compared: folded, and without signs on their letters."""
    return frozenset(_unsigned(word.replace(".", "").casefold()) for word in _WORD.findall(text))


def _unsigned(word: str) -> str:
    """As dateparser has it."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


@cache
def month_numbers(language: str) -> dict[str, int]:
    """The number of the month for each name of one word that is the name of no other."""
    months = load("months")["months"].get(language, "").split("|")
    skipped = {*load("dates")["particles"], *load("dates")["ordinals"]}
    return {
        name: number
        for number, names in enumerate(months, start=1)
        for name in names.split()
        if name not in skipped
    }


@cache
def passed_over(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that dateparser passes over beside a whole date ("at", "Uhr" …), and days of the week.

    Only those that mean nothing else in the language.
    """
    known = load("months")
    return frozenset(known["skipped"][language].split()), frozenset(known["days"][language].split())


def as_known(words: str) -> str:
    """Words of a date as dateparser knows them."""
    if _unknown_look()(fold(words)):
        read_as: dict[str, str] = load("dates")["read_as"]
        words = _unknown().sub(lambda word: read_as[word[0].lower()], words)
    return words.strip(" ()[]")


@cache
def _unknown_look() -> Look:
    return look_for({fold(word) for word in load("dates")["read_as"]})


@cache
def _unknown() -> regex.Pattern[str]:
    words = sorted(load("dates")["read_as"], key=len, reverse=True)
    return regex.compile(
        rf"(?<![\p{{L}}\p{{M}}])(?:{'|'.join(map(regex.escape, words))})(?![\p{{L}}\p{{M}}])",
        regex.IGNORECASE,
    )

"""The names of months that dateparser knows, by language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from threading import Lock
from typing import Any

import regex

from .lazy_patterns import lazy_regex
from .lexicon import load

__all__ = ["known_languages", "library", "month_languages", "month_numbers", "passed_over"]

_GUESSES = 3  # languages that are tried if neither the page's nor English knows the month
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORD = lazy_regex(r"[\p{L}\p{M}.]{2,}")
_MONTHS = (
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
    language_order = library().data.languages_info.language_order
    languages = (regex.split("[-_]", tag.lower(), maxsplit=1)[0] for tag in tags)
    return tuple(language for language in languages if language in language_order)


def month_languages(text: str, tags: Sequence[str]) -> tuple[str, ...]:
    """The languages in which one of the words names a month: given ones, English, else any."""
    words = _words(text)
    if not words:
        return ()  # no language has to be read for that
    language_order = library().data.languages_info.language_order
    given = dict.fromkeys((*known_languages(tags), "en"))
    known = tuple(language for language in given if words & _months(language))
    others = (language for language in language_order if words & _months(language))
    return known or tuple(islice(others, _GUESSES))


@cache
def _months(language: str) -> frozenset[str]:
    """The words of the month names that dateparser knows in a language."""
    info = library().languages.loader.default_loader.get_locale(language).info
    names = (name for month in _MONTHS for name in info.get(month, ()))
    return frozenset().union(*map(_words, names))


def _words(text: str) -> frozenset[str]:
    normalize_unicode = library().utils.normalize_unicode
    words = (normalize_unicode(word.replace(".", "").casefold()) for word in _WORD.findall(text))
    return frozenset(words).difference(load("dates")["particles"])


@cache
def month_numbers(language: str) -> dict[str, int]:
    """The number of the month for each name of one word that is the name of no other."""
    info = library().languages.loader.default_loader.get_locale(language).info
    numbers: dict[str, set[int]] = {}
    for number, month in enumerate(_MONTHS, start=1):
        for name in info.get(month, ()):
            numbers.setdefault(name.lower(), set()).add(number)
    skipped = {*load("dates")["particles"], *load("dates")["ordinals"]}
    return {
        name: min(each) for name, each in numbers.items()
        if len(each) == 1 and name not in skipped
    }  # fmt: skip


@cache
def passed_over(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that dateparser passes over beside a whole date ("at", "Uhr" …), and days of the week.

    Only those that mean nothing else in the language.
    """
    info = library().languages.loader.default_loader.get_locale(language).info
    words = {
        key: {str(word).lower() for word in names}
        for key, names in info.items() if isinstance(names, list)
    }  # fmt: skip
    skipped = words.pop("skip", set()) | words.pop("pertain", set())
    days = set().union(*(words.pop(day, ()) for day in _DAYS))
    others = set().union(*words.values())
    plain = frozenset(filter(str.isalpha, skipped - days - others))
    return plain, frozenset(days - skipped - others)

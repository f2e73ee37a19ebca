"""Code: its language, and what stands beside it that is no code."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

import regex

from ..lazy_patterns import lazy_regex
from ..lexicon import load

_LANGUAGE_NAME = lazy_regex(r"[A-Za-z][\w+#.-]{0,29}")
_NUMBER_CHARS = 100_000  # of a column of line numbers


def language_of(attributes: dict[str, str]) -> str:
    """The language that an element says it is written in; "" if it says none."""
    return named_language(attributes.get("class", "")) or declared(attributes)


def declared(attributes: dict[str, str]) -> str:
    """The language in a data attribute."""
    for key in load("markup")["language_attributes"]:
        value = attributes.get(key, "").strip().lower()
        if value and _LANGUAGE_NAME.fullmatch(value):
            return "" if value in _no_languages() else value
    return ""


def named_language(classes: str) -> str:
    """The language in class names: ``language-x``, ``lang-x``, ``highlight-x``, ``brush: x`` …"""
    lowered = classes.lower()
    for pattern in _patterns("language_names"):
        for found in pattern.finditer(lowered):
            if found[1] not in _no_languages():
                return str(found[1])
    return ""


def is_code_line(classes: str) -> bool:
    """Whether a table cell of these class names holds a line, or the lines, of a listing."""
    return any(pattern.search(classes) for pattern in _patterns("code_cells"))


def names_line_numbers(classes: str) -> bool:
    """Whether class names, as written, name the numbers of lines."""
    return any(pattern.search(classes.lower()) for pattern in _patterns("line_numbers"))


def holds_line_numbers(element: Any) -> bool:
    """Whether an element holds nothing but the numbers of lines."""
    chars = "".join(islice(element.itertext(), _NUMBER_CHARS))
    return all(char.isdigit() or char.isspace() for char in chars)


@cache
def _patterns(key: str) -> tuple[Any, ...]:
    return tuple(map(regex.compile, load("markup")[key]))


@cache
def _no_languages() -> frozenset[str]:
    return frozenset(load("markup")["no_languages"])

"""Dates in the data that scripts carry: many pages that a script builds state them only there."""

from __future__ import annotations

from collections.abc import Iterator

from .._twins import fastest
from ..lazy_patterns import lazy_re
from ..lexicon import load
from . import _scan

_occurrences = fastest(_scan).occurrences
_SEARCHED = 4_000_000  # characters of a page
_QUOTES = ('"', "&quot;", "&#34;")
_QUOTE = r'(?:\\{0,3}"|&quot;|&#34;)'
_NAME_AND_VALUE = lazy_re(rf"(\w{{1,40}}){_QUOTE}\s?:\s?{_QUOTE}([\w:.+ ,/-]{{8,40}}){_QUOTE}")
_LONGEST = 40  # characters of a name


def script_dates(html: str) -> tuple[tuple[str, str], ...]:
    """What JSON inside of scripts and attributes says of dates, as (``script:name``, value).

    Only the first value of each name that ``lexicon/sources.json`` lists counts.
    """
    known = load("sources")
    names = [name for names in known["script_dates"].values() for name in names]
    first: dict[str, str] = {}
    for name, value in _stated(html, tuple(known["script_date_stems"])):
        first.setdefault(name, value)
    return tuple((f"script:{name.lower()}", first[name]) for name in names if name in first)


def _stated(html: str, stems: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Quoted names that hold a stem, and their values."""
    for at in _occurrences(html, stems, _SEARCHED):
        floor = max(0, at - _LONGEST)
        start = max(html.rfind(quote[-1], floor, at) for quote in _QUOTES) + 1
        if start and html.endswith(_QUOTES, 0, start):
            found = _NAME_AND_VALUE.match(html, start)
            if found:
                yield found[1], found[2]

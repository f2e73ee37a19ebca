"""Dates in the data that scripts carry: many pages that a script builds state them only there."""

from __future__ import annotations

import re

from ..lexicon import load

_SEARCHED = 4_000_000  # characters of a page
_QUOTES = ('"', "&quot;", "&#34;")
_QUOTE = r'(?:\\{0,3}"|&quot;|&#34;)'
_VALUE = re.compile(rf"{_QUOTE}\s?:\s?{_QUOTE}([\w:.+ ,/-]{{8,40}}){_QUOTE}")


def script_dates(html: str) -> tuple[tuple[str, str], ...]:
    """What JSON inside of scripts and attributes says of dates, as (``script:name``, value).

    Only the first value of each name that ``lexicon/sources.json`` lists counts.
    """
    found = []
    for names in load("sources")["script_dates"].values():
        for name in names:
            value = _first_value(html, name)
            if value:
                found.append((f"script:{name.lower()}", value))
    return tuple(found)


def _first_value(html: str, name: str) -> str:
    """The first value of a quoted name: a plain search finds it many times as fast as a pattern."""
    at = html.find(name, 0, _SEARCHED)
    while at >= 0:
        end = at + len(name)
        match = _VALUE.match(html, end) if html.endswith(_QUOTES, 0, at) else None
        if match:
            return match[1]
        at = html.find(name, end, _SEARCHED)
    return ""

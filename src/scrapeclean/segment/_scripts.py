"""Dates in the data that scripts carry: many pages that a script builds state them only there."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load

_SEARCHED = 4_000_000  # characters of a page


def script_dates(html: str) -> tuple[tuple[str, str], ...]:
    """What JSON inside of scripts and attributes says of dates, as (``script:name``, value).

    Only the first value of each name that ``lexicon/sources.json`` lists counts.
    """
    text = html[:_SEARCHED]
    found = []
    for name, pattern in _patterns().items():
        if name in text:
            match = pattern.search(text)
            if match:
                found.append((f"script:{name.lower()}", match[1]))
    return tuple(found)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    quote = r'(?:\\{0,3}"|&quot;|&#34;)'
    return {
        name: re.compile(rf"{quote}{name}{quote}\s?:\s?{quote}([\w:.+ ,/-]{{8,40}}){quote}")
        for names in load("sources")["script_dates"].values()
        for name in names
    }

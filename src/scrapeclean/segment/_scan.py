"""Two looks through a page's whole source for tags that are rare.

This is the specification of ``_scan_c.pyx``, which passes the other tags by in C.
"""

from __future__ import annotations

import re

import regex

from ..lazy_patterns import lazy_re, lazy_regex

__all__ = [
    "FIRST_ONES",
    "MOST",
    "OPENER",
    "OTHERS",
    "matched_until",
    "next_opener",
    "ordinary_until",
]

OPENER = lazy_re(  # of `re`, which passes most tags by at their first letters, far faster
    r"<(?=[!/insptx][-bcefhlmnoptv][-aefgloprtxy])(?:(!--)|(script|style|svg|iframe|textarea|noembed|xmp)(?=[\s/>])|/(?:body|html)\s{0,9}>"
    r"|/?(?:noframes|plaintext)\b[^>]{0,200}>)",
    re.IGNORECASE,
)
"""What begins something that is no text, or is to go itself."""
MOST = 500
"""Attributes of a tag; pages have less than a hundred."""
_AT_ONCE = 10_000  # pieces; the library keeps some memory for each until a match ends
_ATTRIBUTE = r"""[\s/]*+(?:[^\s>"'=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+|["'=])"""
_FIRST = rf"<[a-zA-Z](?:{_ATTRIBUTE}){{0,{MOST}}}+"
FIRST_ONES = lazy_regex(_FIRST)
"""A tag up to the last of so many attributes."""
OTHERS = lazy_regex(rf"(?:{_ATTRIBUTE}){{0,{_AT_ONCE}}}+")
"""Further attributes."""
_ORDINARY = lazy_regex(rf"(?:[^<]++|{_FIRST}[\s/]*+>|<(?![a-zA-Z])){{0,{_AT_ONCE}}}+")


def next_opener(html: str, position: int) -> re.Match[str] | None:
    """The first `OPENER` from a place on."""
    return OPENER.search(html, position)


def ordinary_until(html: str, start: int) -> int:
    """Where the first tag begins, from a place on, that has more attributes or never ends."""
    return matched_until(_ORDINARY, html, start)


def matched_until(pattern: regex.Pattern[str], html: str, start: int) -> int:
    """Where a pattern of some pieces ends that is matched until it finds no more."""
    end: int = pattern.match(html, start).end()
    while end > start:
        start, end = end, pattern.match(html, end).end()
    return end

"""Looks through a page's whole source for what is rare.

This is the specification of ``_scan_c.pyx``, which passes all else by in C.
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
    "has_controls",
    "matched_until",
    "next_opener",
    "occurrences",
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
_ASCII_CONTROLS = bytes((*range(9), *range(14, 28), 0x7F))
_LATIN_CONTROLS = lazy_re(rb"\xc2[\x80-\x84\x86-\x9f]")
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


def occurrences(text: str, words: tuple[str, ...], end: int) -> list[int]:
    """Where some words begin that stand in a text before a place.

    Args:
        text: the page's source.
        words: two ASCII characters or more each.
        end: the place.
    """
    starts = set()
    for word in words:
        at = text.find(word, 0, end)
        while at >= 0:
            starts.add(at)
            at = text.find(word, at + 1, end)
    return sorted(starts)


def has_controls(data: bytes) -> bool:
    """Whether text in UTF-8 holds control characters other than white space."""
    if len(data.translate(None, _ASCII_CONTROLS)) < len(data):  # quicker than an expression
        return True
    return not data.isascii() and _LATIN_CONTROLS.search(data) is not None

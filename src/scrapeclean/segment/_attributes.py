"""Tags with thousands of attributes, which cost libxml2 and lxml the square of their number."""

from __future__ import annotations

import regex

from ..lazy_patterns import lazy_regex

_MOST = 500  # attributes of a tag; pages have less than a hundred
_WINDOW = 8192  # characters; a page where a tag ends in each such stretch has none of these tags …
_LARGE = 1 << 18  # characters; … unless made to deceive, which matters only where there is room
_ATTRIBUTE = r"""[\s/]*+(?:[^\s>"'=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+|["'=])"""
_FIRST = rf"<[a-zA-Z](?:{_ATTRIBUTE}){{0,{_MOST}}}+"
_FIRST_ONES = lazy_regex(_FIRST)
_AT_ONCE = 10_000  # pieces; the library keeps some memory for each until a match ends
_ORDINARY = lazy_regex(rf"(?:[^<]++|{_FIRST}[\s/]*+>|<(?![a-zA-Z])){{0,{_AT_ONCE}}}+")
_OTHERS = lazy_regex(rf"(?:{_ATTRIBUTE}){{0,{_AT_ONCE}}}+")
_LEFT_OUT = f"a tag with more than {_MOST} attributes: those behind were left out"


def cut_attributes(html: str) -> tuple[str, tuple[str, ...]]:
    """The page with a bounded number of attributes in each tag, and a warning if one had more."""
    if len(html) < _LARGE and all(
        html.find(">", start, start + _WINDOW) >= 0
        for start in range(0, len(html) - _WINDOW, _WINDOW)
    ):
        return html, ()
    out: list[str] = []
    kept = 0
    position = _end(_ORDINARY, html, 0)
    while position < len(html):
        first = _FIRST_ONES.match(html, position).end()
        others = _end(_OTHERS, html, first)
        if others > first:
            out.append(html[kept:first])
            kept = others
        position = _end(_ORDINARY, html, others)
    if not out:
        return html, ()
    return "".join((*out, html[kept:])), (_LEFT_OUT,)


def _end(pattern: regex.Pattern[str], html: str, start: int) -> int:
    """Where a pattern of some pieces ends that is matched until it finds no more."""
    end: int = pattern.match(html, start).end()
    while end > start:
        start, end = end, pattern.match(html, end).end()
    return end

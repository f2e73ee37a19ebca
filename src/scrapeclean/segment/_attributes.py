"""Tags with thousands of attributes, which cost libxml2 and lxml the square of their number."""

from __future__ import annotations

from .._twins import fastest
from . import _scan
from ._scan import FIRST_ONES, MOST, OTHERS, matched_until

_WINDOW = 8192  # characters; a page where a tag ends in each such stretch has none of these tags …
_LARGE = 1 << 18  # characters; … unless made to deceive, which matters only where there is room
_LEFT_OUT = f"a tag with more than {MOST} attributes: those behind were left out"
_ordinary_until = fastest(_scan).ordinary_until


def cut_attributes(html: str) -> tuple[str, tuple[str, ...]]:
    """The page with a bounded number of attributes in each tag, and a warning if one had more."""
    if len(html) < _LARGE and all(
        html.find(">", start, start + _WINDOW) >= 0
        for start in range(0, len(html) - _WINDOW, _WINDOW)
    ):
        return html, ()
    out: list[str] = []
    kept = 0
    position = _ordinary_until(html, 0)
    while position < len(html):
        first = FIRST_ONES.match(html, position).end()
        others = matched_until(OTHERS, html, first)
        if others > first:
            out.append(html[kept:first])
            kept = others
        position = _ordinary_until(html, others)
    if not out:
        return html, ()
    return "".join((*out, html[kept:])), (_LEFT_OUT,)

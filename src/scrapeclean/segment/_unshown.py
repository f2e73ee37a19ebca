"""The text of pages that only their scripts write: it stands in the data for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..jsonld import json_ld_nodes
from ..lazy_patterns import lazy_re
from ._strip import strip_unreadable

LEAST = 200
"""Characters; where fewer are not shown, nothing is missed."""
TIMES = 10
"""By so much a text that is not shown must outweigh what is, to be the page's own."""
_PARAGRAPH = lazy_re(r"(?i)<p[\s>]")
_BREAK = lazy_re(r"[\r\n]+")


def unshown_article(scripts: Iterable[str], shown: Iterable[str]) -> str:
    """The article that JSON-LD quotes, as HTML; "" where the page shows its text itself.

    Args:
        scripts: those of type ``application/ld+json``.
        shown: the texts that the page has.
    """
    quoted = [each for each in scripts if "articleBody" in each]
    least = max(LEAST, TIMES * sum(map(len, shown))) if quoted else 0
    quoted = [each for each in quoted if len(each) > least]
    if not quoted:
        return ""
    said = (node.get("articleBody") for node in json_ld_nodes(quoted))
    text = max((each for each in said if isinstance(each, str)), key=len, default="")
    if len(text) <= least:
        return ""
    if not _PARAGRAPH.search(text):
        lines = filter(None, map(str.strip, _BREAK.split(text)))
        text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<article>{strip_unreadable(text)[0]}</article>"

"""Pages nested deeper than libxml2 reads (it drops all that follows): flatten, and read again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import regex
from lxml import etree

from ..lexicon import load

DEPTH_LIMIT = 2048
"""Elements inside each other at which libxml2 stops, with its option for huge trees."""
_KINDS = 16  # a tag that makes up less of the depth than one of so many is left alone


def flatten(html: str, root: Any) -> str:
    """Take out the tags that nest deepest, by far the most often one that is never closed.

    Block elements become paragraphs, which do not nest and keep words apart.

    Args:
        html: the source.
        root: the tree that came of it.
    """
    chain = Counter(str(element.tag) for element in _deepest(root).iterancestors())
    breaking = load("markup")["break"]
    for name, times in chain.items():
        if times > DEPTH_LIMIT // _KINDS:
            end = "p>" if name in breaking or "-" in name else ""
            tag = regex.compile(rf"<(/?){regex.escape(name)}(?=[\s/>])[^>]{{0,2000}}>", regex.I)
            html = tag.sub(rf"<\1{end}" if end else "", html)
    return html


def _deepest(root: Any) -> Any:
    """An element at the limit, or the deepest there is."""
    depth = most = 0
    found = root
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            most, found = depth, element
            if most >= DEPTH_LIMIT:
                break
    return found

"""Pages nested deeper than libxml2 reads (it drops all that follows): flatten, and read again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import regex
from lxml import etree

from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..limits import MOST_DEPTH

_TAG = lazy_regex(r"<(/?)([a-zA-Z][\w:-]{0,60})(?=[\s/>])[^>]{0,2000}>")
_KEPT = ("html", "head", "body", "title", "meta", "link", "base", "script", "br", "img", "hr")
_KINDS = 16  # a tag that makes up less of the depth than one of so many is left alone


def flatten(html: str, root: Any, depth: int = MOST_DEPTH) -> str:
    """Take out the tags that nest deepest, by far the most often one that is never closed.

    Block elements become paragraphs, which do not nest and keep words apart.

    Args:
        html: the source.
        root: the tree that came of it.
        depth: elements inside each other that are too many.
    """
    chain = Counter(str(element.tag) for element in _deepest(root, depth).iterancestors())
    breaking = load("markup")["break"]
    for name, times in chain.items():
        if times > depth // _KINDS:
            end = "p>" if name in breaking or "-" in name else ""
            tag = regex.compile(rf"<(/?){regex.escape(name)}(?=[\s/>])[^>]{{0,2000}}>", regex.I)
            html = tag.sub(rf"<\1{end}" if end else "", html)
    return html


def flatten_all(html: str) -> str:
    """Take out every tag that nests, whatever it is: what is left are paragraphs and links."""
    tables = load("markup")
    breaking, kept = frozenset(tables["break"]), frozenset(_KEPT)

    def paragraph(tag: Any) -> str:
        name = tag[2].lower()
        if name in kept:
            return str(tag[0])
        return f"<{tag[1]}p>" if name in breaking or "-" in name else ""

    return str(_TAG.sub(paragraph, html))


def _deepest(root: Any, limit: int) -> Any:
    """An element at the limit, or the deepest there is."""
    depth = most = 0
    found = root
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            most, found = depth, element
            if most >= limit:
                break
    return found

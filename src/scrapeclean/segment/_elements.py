"""What a single element tells the walk: is it hidden, does it hold an article by broken nesting."""

from __future__ import annotations

from itertools import islice
from typing import Any

from lxml import etree

_SKIPPED_CHARS = 200  # more text in paragraphs than a player's or drawing's fallback has
_LOOKED_INTO = 1000  # elements; keeps the walk linear where such elements nest


def holds_paragraphs(element: Any, tag: str) -> bool:
    """Broken nesting can put a whole article inside an element that is normally skipped."""
    if tag in ("script", "style", "head", "meta", "link", "title") or not len(element):
        return False
    chars = 0
    below_paragraph = False
    left = _LOOKED_INTO
    for node in islice(element.iter(etree.Element), 1, 1 + _LOOKED_INTO):
        left -= 1
        below_paragraph = below_paragraph or node.tag == "p"
        if below_paragraph:
            chars += len((node.text or "").strip()) + len((node.tail or "").strip())
        if chars > _SKIPPED_CHARS:
            return True
    return below_paragraph and not left  # as large as that it may be the rest of the page


def is_hidden(tag: str, attributes: dict[str, str]) -> bool:
    if tag == "template":
        return not ("shadowrootmode" in attributes or "shadowroot" in attributes)
    if tag == "dialog":
        return "open" not in attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if not style:
        return False
    folded = "".join(style.lower().split())
    return "display:none" in folded or "visibility:hidden" in folded


def number(value: str | None) -> int:
    """A pixel or cell count as written ("640", "640px"); 0 when it is none or absurd."""
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 5 else 0

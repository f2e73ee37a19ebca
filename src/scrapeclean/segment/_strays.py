"""What the parser leaves in the head although the page's body has begun.

A page may leave out ``</head>`` and ``<body>``: by the HTML standard the first element that is no
metadata begins the body. libxml2 knows that of ``<p>`` and ``<div>``, but takes ``<article>``,
``<main>`` and all else that it has no name for into the head.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from ..lazy_patterns import lazy_re
from ..lexicon import load

# What lxml lets nobody set, although the parser takes it: form feeds and other signs for nobody.
_NO_XML = lazy_re("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def strays(root: Any) -> list[Any]:
    """The elements of a tree's head that belong to its body, in order."""
    head = root.find("head")
    if head is None:
        return []
    metadata = load("markup")["metadata"]
    return [element for element in head.iterchildren(etree.Element) if element.tag not in metadata]


def put_in_body(root: Any) -> None:
    """Move what strayed into the head to where the body begins."""
    strayed = strays(root)
    if not strayed:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    text, body.text = body.text, None
    body[:0] = strayed
    moved = (strayed[-1].tail or "") + (text or "")
    strayed[-1].tail = _NO_XML.sub(" ", moved) or None

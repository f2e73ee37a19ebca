"""What the tests of HTML segmentation share: the blocks of a page, and what is in them."""

from __future__ import annotations

from scrapeclean.model import Block
from scrapeclean.segment.html import segment_html

URL = "https://example.org/a/b.html"


def blocks(page: str) -> tuple[Block, ...]:
    return segment_html(page, url=URL).blocks


def kinds(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(page)]


def texts(page: str) -> list[str]:
    return [block.text for block in blocks(page)]


def links(page: str) -> list[tuple[str, str]]:
    return [(b.text[ln.start : ln.end], ln.url) for b in blocks(page) for ln in b.links]


def marks(page: str) -> list[tuple[str, str]]:
    return [(b.text[m.start : m.end], m.kind) for b in blocks(page) for m in b.marks]

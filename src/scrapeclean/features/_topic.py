"""Features of what a block is about: words shared with the headline, with the text elsewhere.

A further article, a comment, a promotion or a consent text stands out by its words where markup
does not tell it from the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import regex

from ..model import Block, Document
from ..scale import share, small
from ._alone import Alone

_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]{2}|\p{L}{4,30}")
_ASCII_WORD = re.compile(r"[a-z]{4,30}")  # the same for most texts, in less time
_MOST = 60  # words looked at in a block
_CHARS = 10 * _MOST
_STEM = 6  # letters of a word that count: endings differ


def topic(doc: Document, blocks: Sequence[Block], own: Alone) -> dict[str, list[int]]:
    """Shares of a block's words that the title, the description, other running text have."""
    bags = [_bag(block.text) for block in blocks]
    head = doc.head
    title = _bag(head.first_meta("og:title", "twitter:title") or head.title)
    about = _bag(head.first_meta("description", "og:description", "twitter:description"))
    everywhere = Counter[str]()
    for bag, good in zip(bags, own.good, strict=True):
        if good:
            everywhere.update(bag)
    elsewhere, earlier = [], []
    before: set[str] = set()
    for bag, good in zip(bags, own.good, strict=True):
        shared = sum([everywhere[word] > good for word in bag])
        elsewhere.append(share(shared, len(bag)))
        earlier.append(share(len(bag & before), len(bag)))
        if good:
            before |= bag
    return {
        "topic_words": [small(len(bag)) for bag in bags],
        "topic_title": [small(len(bag & title)) for bag in bags],
        "topic_about": [share(len(bag & about), len(bag)) for bag in bags],
        "topic_elsewhere": elsewhere,
        "topic_before": earlier,
    }


def _bag(text: str) -> frozenset[str]:
    plain = text[:_CHARS].casefold()
    found = (_ASCII_WORD if plain.isascii() else _WORD).findall(plain)
    return frozenset([word[:_STEM] for word in found[:_MOST]])

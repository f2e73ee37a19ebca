"""Features of what a block is about: words shared with the headline, with the text elsewhere.

A further article, a comment, a promotion or a consent text stands out by its words where markup
does not tell it from the article.
"""

from __future__ import annotations

import re

import regex

from ..model import Document
from ..scale import shares, smalls
from ._alone import Alone

# Words of four letters to thirty; their beginnings count, since endings differ.
_ASCII_STEM = re.compile(r"([a-z]{4,6})[a-z]{0,24}")
_STEM = regex.compile(r"(\p{L}{4,6})\p{L}{0,24}")
_DENSE_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]{2}|\p{L}{4,30}")
_MAYBE_DENSE = re.compile(
    "[\u0e00-\u0e7f\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00010000-\U0010ffff]"
)
_MOST = 60  # words looked at in a block
_CHARS = 10 * _MOST


def topic(doc: Document, own: Alone) -> dict[str, bytes]:
    """Shares of a block's words that the title, the description, other running text have."""
    bags = list(map(_bag, own.texts))
    head = doc.head
    title = _bag(head.first_meta("og:title", "twitter:title") or head.title)
    about = _bag(head.first_meta("description", "og:description", "twitter:description"))
    once: set[str] = set()  # words of running text anywhere on the page, and of several
    twice: set[str] = set()
    earlier = []
    for bag, good in zip(bags, own.good, strict=True):
        earlier.append(len(bag & once))
        if good:
            twice |= once & bag
            once |= bag
    lengths = list(map(len, bags))
    elsewhere = [
        len(bag & (twice if good else once)) for bag, good in zip(bags, own.good, strict=True)
    ]
    return {
        "topic_words": smalls(lengths),
        "topic_title": smalls([len(bag & title) for bag in bags]),
        "topic_about": shares([len(bag & about) for bag in bags], lengths),
        "topic_elsewhere": shares(elsewhere, lengths),
        "topic_before": shares(earlier, lengths),
    }


def _bag(text: str) -> frozenset[str]:
    plain = text[:_CHARS].casefold()
    if plain.isascii():
        stems = _ASCII_STEM.findall(plain)
    elif _MAYBE_DENSE.search(plain):
        stems = [word[:6] for word in _DENSE_WORD.findall(plain)]
    else:
        stems = _STEM.findall(plain)
    return frozenset(stems[:_MOST])

"""Features of what a block is about: words shared with the headline, with the text elsewhere.

A further article, a comment, a promotion or a consent text stands out by its words where markup
does not tell it from the article.
"""

from __future__ import annotations

from ..lazy_patterns import lazy_re, lazy_regex
from ..model import Document
from ..page_text import PageText, page_text
from ..scale import shares, smalls
from ._alone import Alone

# Words of four letters to thirty; their beginnings count, since endings differ.
_ASCII_STEM = lazy_re(r"([a-z]{4,6})[a-z]{0,24}")
_STEM = lazy_regex(r"(\p{L}{4,6})\p{L}{0,24}")
_DENSE_WORD = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]{2}|\p{L}{4,30}")
_MAYBE_DENSE = lazy_re("[^\x00-\u0dff\u0e80-\u2e7f]")
_MOST = 60  # words looked at in a block
_CHARS = 10 * _MOST


def topic(doc: Document, own: Alone) -> dict[str, bytes]:
    """Shares of a block's words that the title, the description, other running text have."""
    bags = list(map(_bag, _beginnings(page_text(doc))))
    head = doc.head
    title = _bag(_folded(head.first_meta("og:title", "twitter:title") or head.title))
    said = head.first_meta("description", "og:description", "twitter:description")
    about = _bag(_folded(said))
    once: set[str] = set()  # words of running text anywhere on the page, and of several
    twice: set[str] = set()
    earlier = []
    for bag, good in zip(bags, own.good, strict=True):
        earlier.append(len(bag & once) if bag else 0)
        if good:
            twice |= once & bag
            once |= bag
    lengths = list(map(len, bags))
    elsewhere = [
        len(bag & (twice if good else once)) if bag else 0
        for bag, good in zip(bags, own.good, strict=True)
    ]
    return {
        "topic_words": smalls(lengths),
        "topic_title": smalls([len(bag & title) if bag else 0 for bag in bags]),
        "topic_about": shares([len(bag & about) if bag else 0 for bag in bags], lengths),
        "topic_elsewhere": shares(elsewhere, lengths),
        "topic_before": shares(earlier, lengths),
    }


def _folded(text: str) -> str:
    return text[:_CHARS].casefold()


def _beginnings(page: PageText) -> list[str]:
    """As `_folded` makes them of the lines, which are folded already for the most part."""
    return [
        folded[:_CHARS] if len(folded) == len(line) else _folded(line)
        for folded, line in zip(page.folded_lines, page.lines, strict=True)
    ]


def _bag(plain: str) -> frozenset[str]:
    if plain.isascii():
        stems = _ASCII_STEM.findall(plain)
    elif _MAYBE_DENSE.search(plain):
        stems = [word[:6] for word in _DENSE_WORD.findall(plain)]
    else:
        stems = _STEM.findall(plain)
    return frozenset(stems[:_MOST])

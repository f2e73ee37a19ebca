"""Articles on several pages: which of a page's links lead to their other pages.

Only the addresses decide: another page of the same article has the address of this one but for a
page number (``?page=2``, ``/2``, ``/page/2``, ``-2.html``), and the number of the next page is one
more. A pager and ``<link rel=next>`` count alike; a neighbouring article has another address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import load
from .model import Document
from .parts import Pages

_MOST = 99  # a greater number is the name of something else: a year, an article
_LONGEST_END = 6  # characters that may stand behind the number: the group end
_DIGIT = lazy_re(r"\d")
_STATED = lazy_regex(r"\s*(\d{1,2})\s*")


class _Place(NamedTuple):
    base: str
    """The address without the page number."""
    number: int
    """Of the page; 1 where the address has none."""


def pages_of(document: Document) -> Pages | None:
    """The other pages of the same article; None where there are none.

    Args:
        document: a page with an address; without one nothing is found.
    """
    base = document.url or document.head.base_url
    here = _place(base) if base else None
    if here is None:
        return None
    homes = {(place.base, place.number) for place in (here, _Place(_trimmed(base), 1))}
    found: dict[str, dict[int, str]] = {home: {} for home, _ in homes}
    stems = [home[:-_LONGEST_END] for home in found]
    places: dict[str, _Place | None] = {}
    for url, words in _targets(document, stems):
        if url not in places:
            places[url] = _place(url)
        place = places[url]
        if place is None or place.base not in found:
            continue
        # Behind a bare number may be an article: the link must state the number, or be the head's.
        if words is None or _stated(words) in (None, place.number):
            found[place.base].setdefault(place.number, url)
    for home, number in sorted(homes, key=lambda each: -each[1]):
        pages = found[home]
        before, behind = pages.get(number - 1), pages.get(number + 1)
        if before or behind:
            return Pages(
                number=number, count=max([number, *pages]), previous_page=before, next_page=behind
            )
    return None


def _targets(document: Document, stems: Sequence[str]) -> Iterable[tuple[str, str | None]]:
    """Addresses with one of the stems, and the words that a link shows, None in the head."""
    first, last = stems[0], stems[-1]  # at most two, which is quicker to ask than any number
    for rel, href in document.head.links:
        if {"next", "prev", "previous"} & set(rel.split()) and (first in href or last in href):
            yield href, None
    for block in document.blocks:
        for start, end, url in block.links:
            if first in url or last in url:
                yield url, block.text[start:end]


def _stated(words: str) -> int | None:
    """The page number that a link shows: 0 for other words, None for "next page"."""
    stated = _STATED.fullmatch(words)
    return int(stated[1]) if stated else (None if _is_pager(words) else 0)


def _place(url: str) -> _Place | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    for pattern in _patterns() if _DIGIT.search(rest) else ():
        found = pattern.search(rest)
        if found and 0 < int(found["number"]) <= _MOST:
            path = rest[: found.start()] + (found.groupdict().get("end") or "")
            return _Place(f"{parts.netloc}{_trimmed_path(path)}", int(found["number"]))
    return _Place(f"{parts.netloc}{_trimmed_path(rest)}", 1)


def _trimmed(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc + _trimmed_path(parts.path + (f"?{parts.query}" if parts.query else ""))


def _trimmed_path(path: str) -> str:
    return path.rstrip("/?&")


def _is_pager(words: str) -> bool:
    return len(words) <= 20 and words.strip(" »›>«‹<→←").casefold() in _words()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("pages")["addresses"]))


@cache
def _words() -> frozenset[str]:
    table: dict[str, list[str]] = load("pages")["words"]
    return frozenset(word.casefold() for words in table.values() for word in words)

"""Taking a printed title apart: the headline itself, and what sites glue around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from .dates import parse_date
from .finder import finder
from .lazy_patterns import lazy_re, lazy_regex
from .model import Block
from .shape import squash

# Separators between a headline and a site or section: spaced dashes, bars, and marks that no
# headline holds between words.
_SEPARATOR = lazy_re(r"\s+[-–—|·•»«:/~]{1,2}\s+|\s*[|¦_»]\s*|\s+-{1,2}(?=\S)|(?<=\S)--(?=\S)")
_COPYRIGHT = lazy_regex(
    r"copyright|\(c\)|©|(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?|\S{1,200}\.[a-z]{2,10}\b",
    regex.IGNORECASE,
)
_FIRST_SENTENCE = lazy_regex(r"[^.。]{4,40}(?=\.\s+\p{Lu}|。)")  # what is claimed stands behind
_SOFTWARE = lazy_regex(r"\s*powered by\b", regex.IGNORECASE)  # what many systems sign with
_LONGEST = 500  # characters; what is longer is no title, and not worth taking apart
_SITE_WORDS = 6  # a longer tail is no site's name
_MOST_CUTS = 3
_MANY = 5


class Parts(NamedTuple):
    """A title's pieces."""

    headline: str
    before: str
    """What stands before it: a trail or section."""
    after: str
    """What stands behind it: a site or section."""


def around(whole: str, headline: str) -> Parts | None:
    """What stands around `headline` in `whole`; None if `whole` does not contain it."""
    if headline and headline in whole:
        at = whole.index(headline)
        return Parts(headline, whole[:at].strip(), whole[at + len(headline) :].strip())
    wanted, there = squash(headline), squash(whole)
    if not wanted or wanted not in there:
        return None
    skip = there.index(wanted)
    start = _offset(whole, skip)
    end = _offset(whole, skip + len(wanted) - 1) + 1
    return Parts(whole[start:end], whole[:start].strip(), whole[end:].strip())


def above_dateline(block: Block) -> Parts:
    """A heading's first line, where a dateline follows it behind a line break; else all of it."""
    for mark in block.marks:
        if mark.kind == "br":
            first, rest = block.text[: mark.start].strip(), block.text[mark.end :].strip()
            if first and parse_date(rest):
                return Parts(first, "", rest)
            break
    return Parts(block.text, "", "")


def _offset(text: str, letters: int) -> int:
    """Offset of the letter-or-digit number `letters` (from 0) of a text."""
    seen = 0
    for offset, char in enumerate(text):
        if char.isalnum():
            width = len(char.casefold())
            if seen + width > letters:
                return offset
            seen += width
    return len(text)


def site_of(tail: str) -> str:
    """The site's name in what follows a headline: the last part behind a separator."""
    pieces = [
        piece for piece in _SEPARATOR.split(" " + tail.strip() + " ")
        if squash(piece) and not _SOFTWARE.match(piece)
    ]  # fmt: skip
    if not pieces:
        return ""
    name = pieces[-1].strip(" -–—|·•»«:_~/\t")
    return name if 0 < len(name.split()) <= _SITE_WORDS and len(name) <= 60 else ""


class Piece(NamedTuple):
    """What is left of a title when one end is cut off."""

    text: str
    cut: str
    """Where it was cut and which end went: ``cut before |`` …"""
    size: str
    """How much went: ``1 word gone`` …"""


def without_site(title: str, sites: frozenset[str]) -> str:
    """A title without the site's name at its ends.

    Args:
        title: as the page's head gives it.
        sites: squashed names that the site is known by (its own, its domain's).
    """
    if len(title) > _LONGEST:
        return title.strip()
    left = title.strip()
    for _ in range(_MOST_CUTS):
        shorter = _cut_once(left, sites)
        if shorter == left:
            break
        left = shorter
    return left


def _cut_once(title: str, sites: frozenset[str]) -> str:
    found = list(_SEPARATOR.finditer(title))
    for mark in reversed(found):
        if squash(title[mark.end() :]) in sites and squash(title[: mark.start()]):
            return title[: mark.start()].strip()
    for mark in found:
        if squash(title[: mark.start()]) in sites and squash(title[mark.end() :]):
            return title[mark.end() :].strip()
    return title


def pieces(title: str) -> Iterator[Piece]:
    """A title cut at the first and the last separator: either end may be no part of it."""
    found = list(_SEPARATOR.finditer(title)) if len(title) <= _LONGEST else []
    for mark in dict.fromkeys((found[0], found[-1])) if found else ():
        before, after = title[: mark.start()].strip(), title[mark.end() :].strip()
        shown = mark[0].strip() or "-"
        for kept, gone, side in ((before, after, "before"), (after, before, "behind")):
            if squash(kept) and squash(gone):
                yield Piece(kept, f"cut {side} {shown[0]}", _size(gone))


def _size(gone: str) -> str:
    words = len(gone.split())
    return f"{words if words < _MANY else 'many'} words gone"


def copyright_holder(line: str) -> str:
    """The name in ``© 2025 Name. All rights reserved.``; "" if what is left is no name."""
    found = finder("notices").kind(line.casefold().replace("copyright ©", "©"))
    made, _, owned = line.rpartition("©")
    plain = _COPYRIGHT.sub(" ", owned if _SOFTWARE.match(made) else line)
    first = _FIRST_SENTENCE.match(plain.lstrip())
    plain = first[0] if first else plain
    if found and found[1] in plain.casefold():
        at = plain.casefold().index(found[1])
        plain = plain[:at] or plain[at + len(found[1]) :]
    name = " ".join(plain.split()).strip(" .,|-–—·:")
    return name if 0 < len(name.split()) <= _SITE_WORDS and len(name) <= 40 else ""

"""Pages in one line: cut into sentences and the runs of labels between them.

Where a program squashed all white space, or glued the elements of a page together, a line is no
unit that could be kept or dropped as a whole. It is cut behind each sentence, where elements were
glued (``end.Next``, ``menuHeadline``, ``2025Next``), and between a run of capitalised labels and
the sentence that it runs into. Nothing is lost: the pieces of a line follow each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..lazy_patterns import lazy_regex

LONG_LINE = 500
"""Characters; a shorter line stays whole."""
LEAST_SHARE = 0.5
"""Share of the page's characters in lines that long; on other pages they are paragraphs."""
GLUED = 8
"""So many places where words of two elements touch make a glued page."""
_SHORTEST = 12  # characters of a piece; less goes with what follows
_RUN = 6  # words of a piece in which a run of labels is looked for
_LABEL = -1.5  # what a capitalised word counts against a sentence; one in lower case counts 1
_ALL_LABELS = -6.0

_CLOSING = r"[\"'\p{Pe}\p{Pf}]{0,3}+"
_SENTENCE = lazy_regex(
    rf"(?:(?<=[\p{{L}}\p{{N}}\p{{Pe}}\p{{Pf}}\"'%]{{2}})[.!?\u2026]++{_CLOSING}"
    rf"(?=\s(?:[\"'\p{{Pi}}\p{{Ps}}]?[\p{{Lu}}\p{{Lo}}\p{{N}}]|[^\p{{L}}]))"
    rf"|[\u3002\uff01\uff1f\u0964\u06d4\u061f]++{_CLOSING})"
)
_GLUE = lazy_regex(
    r"(?<=[\p{L}\"'\p{Pf}\p{Pe}]{2}[.!?\u2026])(?=\p{Lu}\p{Ll})"
    r"|(?<=\p{Ll})(?=\p{Lu}\p{Ll}{2})"
    r"|(?<=(?:19|20)\d\d)(?=\p{Lu}\p{Ll})"
)
_LONGEST_NAME = 20  # characters; a longer word with capitals inside is no name
_TOKEN = lazy_regex(r"[\p{L}\p{N}]++")


class Piece(NamedTuple):
    """A part of a line."""

    text: str
    glued: bool
    """Whether it touches the piece before it without a blank."""


def find_long_lines(folded: Sequence[str]) -> frozenset[int]:
    """The lines that hold most of a page and are to be cut."""
    whole = sum(map(len, folded))
    long = [at for at, text in enumerate(folded) if len(text) >= LONG_LINE]
    inside = sum(len(folded[at]) for at in long)
    return frozenset(long) if inside > LEAST_SHARE * whole else frozenset()


def cut(line: str) -> Iterator[Piece]:
    """The pieces of a line, white space folded, in order."""
    ends = {found.end() for found in _SENTENCE.finditer(line)} | set(_glued(line))
    start = 0
    for end in [*sorted(ends), len(line)]:
        if end < len(line) and end - start < _SHORTEST:
            continue
        glued = start > 0 and " " not in line[start - 1 : start + 1]
        for text in _parted(line[start:end].strip()):
            yield Piece(text, glued)
            glued = False
        start = end


def _glued(line: str) -> list[int]:
    """Where elements were glued together; none unless that is frequent.

    A word that also stands alone, such as a name with a capital inside, is never cut.
    """
    places = [found.start() for found in _GLUE.finditer(line)]
    if len(places) < GLUED:
        return []
    spans = list(_TOKEN.finditer(line))
    counts = Counter(span[0] for span in spans)
    inside: list[int] = []
    number = 0
    for place in places:
        while spans[number].end() < place:
            number += 1
        span = spans[number]
        is_inside = span.start() < place < span.end()
        if is_inside and counts[span[0]] > 1 and len(span[0]) <= _LONGEST_NAME:
            continue
        inside.append(place)
    return inside


def _parted(piece: str) -> list[str]:
    """A piece, or the run of labels that it begins with and the sentence behind it."""
    words = piece.split(" ")
    if len(words) < _RUN or not piece:
        return [piece] if piece else []
    values = [_LABEL if word[:1].isupper() or word[:1].isdigit() else 1.0 for word in words]
    if not any(word[:1].islower() for word in words):
        return [piece]
    best = total = 0.0
    at = len(words)
    for number in range(len(words) - 1, -1, -1):
        total += values[number]
        if total > best:
            best, at = total, number
    while 0 < at < len(words) and not words[at][:1].isupper():
        at -= 1
    if at == len(words) or sum(values[:at]) > _ALL_LABELS:
        return [piece]
    return [" ".join(words[:at]), " ".join(words[at:])]

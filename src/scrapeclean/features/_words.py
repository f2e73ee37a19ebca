"""Features of the words of a line: their looks, and where else on the page they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from operator import sub
from typing import NamedTuple

import regex

from .. import _word_sums
from .._twins import fastest
from ..lazy_patterns import lazy_re, lazy_regex
from ..model import Document
from ..page_text import PageText, page_text
from ..scale import aparts, means_before, shares, sizes, smalls

CORE_WORDS = 18
"""A line with so many words that ends as a sentence does is running text for certain."""
_DENSE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = lazy_regex(rf"[{_DENSE}]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_DENSE}]]++", flags=regex.VERSION1)
_HAS_DENSE = lazy_re("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PLAIN_WORD = lazy_re(r"[^\W_]+")
_TOP = 60  # lines in which the headline is looked for
_LEAD = 6  # sentences behind the headline that tell what the page is about
_NEAR = 5

_compute = fastest(_word_sums)


class Words(NamedTuple):
    """The words of all lines in one list, so that loops over them run in C."""

    all: list[str]
    folded: list[str]
    """The same, case folded."""
    starts: list[int]
    """For each line, the index of its first word; one more for the end."""

    def counts(self) -> list[int]:
        """The number of words of each line."""
        return list(map(sub, self.starts[1:], self.starts))


def words_of(doc: Document) -> Words:
    """All words of a page's lines, cut once; a character of a script without blanks is one."""
    known: Words | None = doc.derived.get("words")
    if known is None:
        known = doc.derived["words"] = _cut(page_text(doc))
    return known


def _cut(page: PageText) -> Words:
    if _HAS_DENSE.search(page.others):
        by_line = [
            (_WORD if _HAS_DENSE.search(line) else _PLAIN_WORD).findall(line) for line in page.lines
        ]
        found = list(chain.from_iterable(by_line))
        folded = list(map(str.casefold, found))
    else:
        by_line = page.words_by_line
        found = list(chain.from_iterable(by_line))
        folded = page.apart.casefold().split()
    return Words(found, folded, list(accumulate(map(len, by_line), initial=0)))


def shapes(words: Words, counts: Sequence[int]) -> dict[str, bytes]:
    """What the words of a line look like: capitals, short words, long words."""
    seen = _compute.looks(words.all, words.starts)
    columns = {
        "tokens": sizes(counts),
        "capitals": shares(seen.capitals, counts),
        "short_words": shares(seen.shorts, counts),
        "word_length": smalls(
            [8 * n // max(1, c) for n, c in zip(seen.lengths, counts, strict=True)]
        ),
        "longest": smalls(seen.longest),
        "numbers": shares(seen.numbers, counts),
    }
    for name in ("capitals", "short_words", "tokens"):
        columns |= near(name, columns[name])
    return columns


def vocabulary(words: Words, counts: Sequence[int], core: list[bool]) -> dict[str, bytes]:
    """Overlap with the words of long sentences elsewhere, of the headline and what follows it."""
    telling = _compute.Telling(words.all, words.folded, words.starts)
    numbers = telling.numbers
    overlaps = telling.known(core)
    parts = shares(overlaps, numbers)
    title = _headline(numbers, parts, core, counts)
    headline = [title] if title >= 0 else []
    shared = telling.shared(headline)
    lead = [at for at in range(max(0, title), len(core)) if core[at]][:_LEAD]
    size = numbers[title] if title >= 0 else 0
    columns = {
        "known": parts,
        "known_words": smalls(overlaps),
        "titled": shares(shared, numbers),
        "title_held": shares(shared, [size] * len(core)),
        "from_title": aparts(title, len(core)) if title >= 0 else bytes(len(core)),
        "about": shares(telling.shared([*headline, *lead]), numbers),
        "taken_up": shares(telling.taken_up(core), numbers),
        "taken_on": shares(telling.taken_on(core), numbers),
    }
    for name in ("known", "about"):
        columns |= near(name, columns[name])
    return columns


def repeats(words: Words) -> dict[str, bytes]:
    """How many lines begin or end with the same words: lists of labels, bylines, captions."""
    firsts, pairs, lasts = _compute.repeats(words.all, words.folded, words.starts)
    return {"same_first": smalls(firsts), "same_pair": smalls(pairs), "same_last": smalls(lasts)}


def near(name: str, column: bytes) -> dict[str, bytes]:
    """The neighbours' values, and the means of a few lines on either side."""
    count = len(column)
    found: dict[str, bytes] = {}
    for step in (1, 2):
        edge = b"\xff" * min(step, count)
        found[f"{name}-{step}"] = edge + column[: count - len(edge)]
        found[f"{name}+{step}"] = column[len(edge) :] + edge
    found[f"{name}_before"] = means_before(column, _NEAR)
    found[f"{name}_behind"] = means_before(column[::-1], _NEAR)[::-1]
    return found


def _headline(
    numbers: Sequence[int], parts: bytes, core: Sequence[bool], counts: Sequence[int]
) -> int:
    """The line above the text whose words the text takes up most; -1 if there is none."""
    best, found = 0.0, -1
    for at, number in enumerate(numbers[:_TOP]):
        if core[at] or not 3 <= counts[at] <= 40:
            continue
        value = parts[at] / 255 * number**0.5
        if value > best:
            best, found = value, at
    return found

"""Features of the words of a line: their looks, and where else on the page they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

import regex

from ..model import Block
from ..scale import apart, share, size, small

CORE_WORDS = 18
"""A line with so many words that ends as a sentence does is running text for certain."""
_DENSE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[{_DENSE}]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_DENSE}]]++", flags=regex.VERSION1)
_HAS_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_SHORT = 3  # letters; articles, prepositions, pronouns in most languages
_TOP = 60  # lines in which the headline is looked for
_LEAD = 6  # sentences behind the headline that tell what the page is about
_NEAR = 5


class Words(NamedTuple):
    """The words of all lines in one list, so that loops over them run in C."""

    all: list[str]
    starts: list[int]
    """For each line, the index of its first word; one more for the end."""

    def counts(self) -> list[int]:
        """The number of words of each line."""
        return list(map(sub, self.starts[1:], self.starts))

    def summed(self, values: Iterable[int]) -> list[int]:
        """The sum over each line of a value a word."""
        upto = [0, *accumulate(values)]
        marks = [upto[at] for at in self.starts]
        return list(map(sub, marks[1:], marks))


def words_of(blocks: Sequence[Block]) -> Words:
    """All words; a character of a script without blanks is one."""
    found: list[str] = []
    starts = [0]
    for block in blocks:
        dense = not block.text.isascii() and _HAS_DENSE.search(block.text)
        found += (_WORD if dense else _PLAIN_WORD).findall(block.text)
        starts.append(len(found))
    return Words(found, starts)


def shapes(words: Words, counts: Sequence[int]) -> dict[str, list[int]]:
    """What the words of a line look like: capitals, short words, long words."""
    firsts = [word[0] for word in words.all]
    lengths = list(map(len, words.all))
    lower = [
        first.islower() and length <= _SHORT for first, length in zip(firsts, lengths, strict=True)
    ]
    totals = words.summed(lengths)
    spans = pairwise(words.starts)
    columns = {
        "tokens": list(map(size, counts)),
        "capitals": _shares(words.summed(map(str.isupper, firsts)), counts),
        "short_words": _shares(words.summed(lower), counts),
        "word_length": [small(8 * n / max(1, c)) for n, c in zip(totals, counts, strict=True)],
        "longest": [small(max(lengths[a:b], default=0)) for a, b in spans],
        "numbers": _shares(words.summed(map(str.isdigit, firsts)), counts),
    }
    for name in ("capitals", "short_words", "tokens"):
        columns |= _near(name, columns[name])
    return columns


def vocabulary(words: Words, counts: Sequence[int], core: Sequence[bool]) -> dict[str, list[int]]:
    """Overlap with the words of long sentences elsewhere, of the headline and what follows it."""
    plain = [word.casefold() if _tells(word) else "" for word in words.all]
    sets = [set(plain[a:b]) for a, b in pairwise(words.starts)]
    for own in sets:
        own.discard("")
    sizes = list(map(len, sets))
    known: Counter[str] = Counter()
    for is_core, own in zip(core, sets, strict=True):
        if is_core:
            known.update(own)
    once, twice = known.keys(), {word for word, count in known.items() if count > 1}
    overlaps = [
        len(own & (twice if is_core else once)) for is_core, own in zip(core, sets, strict=True)
    ]
    parts = _shares(overlaps, sizes)
    title = _headline(sets, parts, core, counts)
    headline = sets[title] if title >= 0 else set()
    shared = [len(own & headline) for own in sets]
    about = _theme(sets, core, title)
    columns = {
        "known": parts,
        "known_words": list(map(small, overlaps)),
        "titled": _shares(shared, sizes),
        "title_held": [share(number, len(headline)) for number in shared],
        "from_title": [apart(at - title) if title >= 0 else 0 for at in range(len(sets))],
        "about": _shares([len(own & about) for own in sets], sizes),
        **_cohesion(sets, sizes, core),
    }
    for name in ("known", "about"):
        columns |= _near(name, columns[name])
    return columns


def repeats(words: Words) -> dict[str, list[int]]:
    """How many lines begin or end with the same words: lists of labels, bylines, captions."""
    spans = list(pairwise(words.starts))
    columns = {
        "same_first": [words.all[a].casefold() if b > a else "" for a, b in spans],
        "same_pair": [" ".join(words.all[a : a + 2]) if b > a + 1 else "" for a, b in spans],
        "same_last": [words.all[b - 1].casefold() if b > a else "" for a, b in spans],
    }
    found = {}
    for name, values in columns.items():
        counted = Counter(values)
        counted[""] = 0
        found[name] = [small(counted[value]) for value in values]
    return found


def _shares(parts: Sequence[int], wholes: Sequence[int]) -> list[int]:
    return [share(part, whole) for part, whole in zip(parts, wholes, strict=True)]


def _near(name: str, column: list[int]) -> dict[str, list[int]]:
    """The neighbours' values, and the means of a few lines on either side."""
    count = len(column)
    found: dict[str, list[int]] = {}
    for step in (1, 2):
        edge = [255] * min(step, count)
        found[f"{name}-{step}"] = edge + column[: count - len(edge)]
        found[f"{name}+{step}"] = column[len(edge) :] + edge
    found[f"{name}_before"] = _means_before(column)
    found[f"{name}_behind"] = _means_before(column[::-1])[::-1]
    return found


def _means_before(column: Sequence[int]) -> list[int]:
    """The mean of the few values before each."""
    upto = [0, *accumulate(column)]
    edge = [upto[at] // max(1, at) for at in range(min(_NEAR, len(column)))]
    return edge + [(high - low) // _NEAR for low, high in zip(upto, upto[_NEAR:-1], strict=False)]


def _tells(word: str) -> bool:
    return len(word) > _SHORT or not (word.isascii() or word[0].islower())


def _headline(
    sets: Sequence[set[str]], parts: Sequence[int], core: Sequence[bool], counts: Sequence[int]
) -> int:
    """The line above the text whose words the text takes up most; -1 if there is none."""
    best, found = 0.0, -1
    for at, own in enumerate(sets[:_TOP]):
        if core[at] or not 3 <= counts[at] <= 40:
            continue
        value = parts[at] / 255 * len(own) ** 0.5
        if value > best:
            best, found = value, at
    return found


def _theme(sets: Sequence[set[str]], core: Sequence[bool], title: int) -> set[str]:
    """The words of the headline and of the first long sentences behind it."""
    lead = [at for at in range(max(0, title), len(sets)) if core[at]][:_LEAD]
    return set().union(*(sets[at] for at in ([title] if title >= 0 else []) + lead))


def _cohesion(
    sets: Sequence[set[str]], sizes: Sequence[int], core: Sequence[bool]
) -> dict[str, list[int]]:
    """The share of a line's words that the last, and the next, two long sentences hold."""
    columns: dict[str, list[int]] = {}
    order = range(len(sets))
    for name, way in (("taken_up", order), ("taken_on", reversed(order))):
        column = [0] * len(sets)
        last: list[set[str]] = [set(), set()]
        for at in way:
            held = len(sets[at] & last[0]) + len((sets[at] - last[0]) & last[1])
            column[at] = share(held, sizes[at])
            if core[at]:
                last = [sets[at], last[0]]
        columns[name] = column
    return columns

"""What a heading heads: by the phrases of the lexicon, or by the words that they are made of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import load
from .model import LIST_ROLES, Role
from .shape import label, labels, letters

LONGEST_HEADING = 60
"""Letters; what heads a list is short."""

_STEM = 5  # letters of a word that count: endings differ, stems stay
_SURE = 2.0  # log odds between the best kind and the next for a heading that no phrase matches
_HALF = 0.5  # what a stem that no phrase of a kind has counts for
_ASCII_WORDS = lazy_re("[A-Za-z]{3,}")
_WORDS = lazy_regex(r"[\p{L}\p{M}]+")
_DENSE = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]{2,}")


class _Stems(NamedTuple):
    kinds: tuple[str, ...]
    counts: dict[str, Counter[str]]
    """For each stem the number of languages in whose phrases of each kind it stands."""

    def odds(self, stem: str) -> tuple[float, ...]:
        """What a known stem says for each kind: log odds."""
        count, kinds = self.counts[stem], len(self.kinds)
        whole = count.total() + _HALF * kinds
        return tuple(math.log((count[kind] + _HALF) / whole * kinds) for kind in self.kinds)


@cache
def heading_roles() -> dict[str, Role]:
    """Role of a list by its heading, folded as `scrapeclean.shape.label` does."""
    lexicon: dict[str, dict[str, list[str]]] = load("headings")
    roles: dict[str, Role] = {}
    for role in LIST_ROLES:
        roles.update(dict.fromkeys(labels(chain.from_iterable(lexicon[role].values())), role))
    return roles


def list_role(heading: str) -> Role | None:
    """The kind of list that a line heads, going by its wording; None if the words do not tell.

    A heading that the lexicon does not have is judged by the stems it shares with those it has,
    with as many votes for a kind as the kind has languages that use the stem (naive Bayes).
    """
    folded = label(heading)
    if folded in heading_roles():
        return heading_roles()[folded]
    if not folded or letters(folded) > LONGEST_HEADING:
        return None
    known = _stems()
    found = [known.odds(stem) for stem in dict.fromkeys(_stems_of(folded)) if stem in known.counts]
    if not found:
        return None
    scores = list(map(sum, zip(*found, strict=True)))
    second, score = sorted(scores)[-2:]
    if score < _SURE / 2 or score - second < _SURE / 2:
        return None
    best = known.kinds[scores.index(score)]
    return next((role for role in LIST_ROLES if role == best), None)


@cache
def _stems() -> _Stems:
    counts: dict[str, Counter[str]] = {}
    lexicon = {kind: each for kind, each in load("headings").items() if kind != "about"}
    for kind, by_language in lexicon.items():
        for phrases in by_language.values():
            for stem in set(_stems_of("\n".join(phrases).casefold())):
                counts.setdefault(stem, Counter())[kind] += 1
    return _Stems(tuple(lexicon), counts)


def _stems_of(folded: str) -> Iterator[str]:
    """The beginnings of the words; pairs of characters where words are not parted."""
    if folded.isascii():
        yield from (word[:_STEM] for word in _ASCII_WORDS.findall(folded))
        return
    for run in _DENSE.findall(folded):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    for word in _WORDS.findall(_DENSE.sub(" ", folded)):
        if len(word) > 2:
            yield word[:_STEM]

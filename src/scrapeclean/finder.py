"""Finds set phrases inside texts: all phrases of a lexicon at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from . import _joints
from ._twins import fastest
from .lexicon import load, phrases
from .page_text import PageText

__all__ = ["Finder", "finder", "look_for"]

_compute = fastest(_joints)
_FEWEST = 4  # characters of a phrase from its rarest on


class Finder(NamedTuple):
    """Finds the phrases of a lexicon inside texts."""

    kinds: dict[str, str]
    """The key that each phrase stands under."""
    joints: tuple[tuple[str, frozenset[str]], ...]
    """Each phrase of several words, with the ends and beginnings of words that meet in it."""
    met: frozenset[str]
    """The ends and beginnings in all of them."""
    singles: tuple[tuple[str, frozenset[str]], ...]
    """Each other phrase, with its characters that are not ASCII."""

    def kind(self, text: str) -> tuple[str, str] | None:
        """The key and the phrase of the first one, the longest there, in a case-folded text."""
        shown = [
            (text.index(phrase), -len(phrase), phrase) for phrase in self.kinds if phrase in text
        ]
        if not shown:
            return None
        *_, phrase = min(shown)
        return self.kinds[phrase], phrase

    def firsts(self, page: PageText) -> dict[int, tuple[str, str]]:
        """What `kind` says of each line of a page, by index, where it says anything."""
        best: dict[int, tuple[int, int, str]] = {}
        for phrase in self._shown(page):
            for line, column in page.folded_places(phrase):
                place = column, -len(phrase), phrase
                if line not in best or place < best[line]:
                    best[line] = place
        return {line: (self.kinds[phrase], phrase) for line, (_, _, phrase) in best.items()}

    def _shown(self, page: PageText) -> list[str]:
        """The phrases that a page holds.

        Most are ruled out without a search: two words of theirs never meet on the page, or the
        page has nothing in their script. Looking for any of them at every letter takes far longer.
        """
        joints, others = _compute.joints(page.folded, self.met), page.folded_others
        maybe = [phrase for phrase, own in self.joints if own <= joints]
        maybe += [phrase for phrase, own in self.singles if own <= others]
        return [phrase for phrase in maybe if phrase in page.folded]


@cache
def finder(name: str) -> Finder:
    """A finder for all phrases of a lexicon laid out as for `phrases`."""
    kinds: dict[str, str] = {}
    for key in load(name):
        if key != "about":
            for phrase in sorted(phrases(name, key)):
                kinds.setdefault(phrase, key)
    joints = {phrase: _joints_of(phrase) for phrase in kinds}
    singles = {
        phrase: frozenset(char for char in phrase if char > "\x7f")
        for phrase, own in joints.items()
        if not own
    }
    return Finder(
        kinds,
        tuple((phrase, own) for phrase, own in joints.items() if own),
        frozenset().union(*joints.values()),
        tuple(singles.items()),
    )


def _joints_of(phrase: str) -> frozenset[str]:
    """Where two words meet: two characters of either; shorter words tell nothing."""
    met = (one[-2:] + other[:2] for one, other in pairwise(phrase.split()))
    return frozenset(joint for joint in met if len(joint) == 4)


class Look(NamedTuple):
    """A quick look for any of many phrases."""

    ends: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """By their first characters, the ends of the phrases, each from its rarest character on, with
    the phrases that end so."""

    def __call__(self, text: str) -> bool:
        """Whether a text holds one of the phrases, be it inside of longer words."""
        ends = self.ends
        for char in ends.keys() & text:
            for end, known in ends[char]:
                if end in text and any(phrase in text for phrase in known):
                    return True
        return False


def look_for(known: Collection[str]) -> Look:
    """A look for phrases.

    To look for a phrase's first letter at every letter of a text takes long, for most letters begin
    some phrase; rare ones are what a text seldom has.
    """
    common = Counter("".join(known))
    ends: dict[str, dict[str, tuple[str, ...]]] = {}
    for phrase in known:
        end = min((phrase[at:] for at in _beginnings(phrase)), key=lambda end: common[end[0]])
        those = ends.setdefault(end[0], {})
        those[end] = *those.get(end, ()), phrase
    return Look({char: tuple(those.items()) for char, those in ends.items()})


def _beginnings(phrase: str) -> range:
    return range(max(1, len(phrase) - _FEWEST + 1))

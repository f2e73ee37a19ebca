"""Trails that a dump breaks over several lines: ``Home``, ``>``, ``News``, ``>``, the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ..lazy_patterns import lazy_regex
from ..lexicon import phrases
from ..model import Block
from ..shape import ends_sentence, label, squash

_MARK = r"(?:->|=>|::|>>|[>＞»›→⟩❯▸►/|\\])"
_MARKS = frozenset("-=:>＞»›→⟩❯▸►/|\\")  # what such a mark begins or ends with
_AT_END = lazy_regex(rf"\s*{_MARK}\s*$")
_AT_START = lazy_regex(rf"^\s*{_MARK}\s*")
_WITHIN = lazy_regex(rf"\S\s+{_MARK}\s+\S")
_SLASH = lazy_regex(r"(?<=\S)\s+/\s+(?=\S)")
_LONGEST = 60  # characters of a crumb
_MOST = 15  # lines


def begins_home(text: str, sites: Set[str] = frozenset()) -> bool:
    """Whether a line parted by strokes, which says little, begins at the home page.

    Args:
        sites: names of the site, as labels; a trail may begin with one of them.
    """
    first, *others = _SLASH.split(text, 1) if "/" in text else [text]
    return bool(others) and is_home(first, sites)


def is_home(name: str, sites: Set[str]) -> bool:
    """Whether a name is the home page's: a word for it, or the site's own name."""
    plain = label(name)
    return plain in phrases("labels", "home") or plain in sites


def chains(
    blocks: Sequence[Block], titles: Sequence[str], sites: Set[str]
) -> Iterator[tuple[list[Block], str]]:
    """Runs of lines that separators tie together, each with its text as one line."""
    own = {squash(title) for title in titles}
    at = 0
    while at < len(blocks):
        end = at
        while end + 1 < len(blocks) and end - at < _MOST and _tied(blocks[end], blocks[end + 1]):
            end += 1
        if end > at:
            yield list(blocks[at : end + 1]), " ".join(block.text for block in blocks[at : end + 1])
        elif is_home(blocks[at].text, sites) and not _is_above_trail(blocks[at : at + 2]):
            found = _stack(blocks[at : at + 4], own)
            if found:
                yield found, " > ".join(block.text for block in found)
        at = end + 1


def _tied(one: Block, other: Block) -> bool:
    touching = one.text[-1] + other.text[0]
    if _MARKS.isdisjoint(touching) and touching.strip() == touching:
        return False  # as most
    if ends_sentence(one.text) or len(one.text) > _LONGEST or len(other.text) > 4 * _LONGEST:
        return False
    return bool(_AT_END.search(one.text) or (_AT_START.search(other.text) and not one.bullet))


def _is_above_trail(pair: Sequence[Block]) -> bool:
    """Whether a name stands above a trail that begins below it: it is the page's head."""
    below = pair[-1].text if len(pair) > 1 else ""
    return is_home(below, frozenset()) or _WITHIN.search(below) is not None


def _stack(blocks: Sequence[Block], own: set[str]) -> list[Block]:
    """``Home``, one or two sections and the headline, a line each: the last line is left out."""
    for size in (2, 3):
        if len(blocks) > size and squash(blocks[size].text) in own:
            crumbs = list(blocks[:size])
            if all(len(block.text) <= _LONGEST // 2 for block in crumbs):
                return crumbs
    return []

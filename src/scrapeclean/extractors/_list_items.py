"""What the list finders share: the shape of an item, and a list as found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ..lazy_patterns import lazy_re, lazy_regex
from ..lexicon import load, phrases
from ..model import Block, Group, Item, Link, Mark, Role
from ..parts import NamedLink
from ..shape import label, letters, mostly_letters

SHORTEST_ITEM = 8  # letters
LONGEST_ITEM = 220
_NESTED = 20
_TEASER = 140  # letters; a longer text under a card's link is its teaser
_SHORTEST_TEASER = 40  # letters; a shorter one with a full stop may be a headline
_MOST_PIECES = 5  # a link cut into more is styled word by word
_GOES_ON = "–—―-,;"  # a piece that starts so goes on with the one before
_BLANKS = 40  # characters, at most, between a bracket and a link
_FEW = 3
_LONGEST_TAIL = 20
_NUMBER = lazy_re(r"\d[\d.,]*")
_END_NUMBER = lazy_re(r"[\s|·•(（\[–—-]{0,9}\d[\d.,]{0,12}$")
_SECTION = lazy_regex(r"[\[【（(][^\]】)）]{1,20}[\]】)）]\s*(?=\S)")
_OPEN, _CLOSE = "[【(（", "]】)）"
_COUNTED = r"(?P<count>\d[\d.,]{0,9}[kKmM万]?)"
_COUNT_BEHIND = lazy_regex(rf"\s*[\[(（]\s?{_COUNTED}\s?[)）\]]$|\s+{_COUNTED}$")
_COUNT_BEFORE = lazy_regex(rf"^[\[(（]{_COUNTED}[)）\]]\s*|^{_COUNTED}(?=\p{{Lu}}|\p{{Lo}})")
_LABEL = lazy_re(r"\s*([^:：|]{1,40})(?:[:：]\s*|\s\|\s+)")


class Found(NamedTuple):
    """A list on the page."""

    role: Role
    sign: str
    """What it was known by: headed pattern (a heading that names it and headlines alike), pattern
    (any heading and headlines alike), heading, name, shape, looks, pointer, linked pointer or lone
    link."""
    group: Group
    blocks: tuple[int, ...]
    """All its blocks: heading, items, and the dates and teasers between."""

    def link(self) -> NamedLink:
        """The first item as a link."""
        item = self.group.items[0]
        return NamedLink(name=item.name, url=item.url or None)


class Nesting:
    """Lets the containers inside one that was tried be tried only so often.

    Else a thousand lists nested in each other would cost the square of their number.
    """

    def __init__(self) -> None:
        self._end = self._left = 0

    def allows(self, container: int) -> bool:
        """Whether a container may still be tried."""
        if container < self._end:
            self._left -= 1
        return container >= self._end or self._left >= 0

    def tried(self, container: int, end: int) -> None:
        """A container whose subtree ends before `end` was tried."""
        if container >= self._end:
            self._end, self._left = end, _NESTED


def could_be_item(text: str) -> bool:
    """As long as a headline in a list may be, and made of words."""
    return SHORTEST_ITEM <= letters(text) <= LONGEST_ITEM and mostly_letters(text)


def without_counts(names: Sequence[str]) -> list[str]:
    """Items without how often each was read, if nearly all have such a number at one end.

    Nor with a section in brackets before each, or words with a number behind all of them.
    """
    names = _without_tail(names)
    if len(names) >= _FEW and all(map(_SECTION.match, names)):
        names = [_SECTION.sub("", name) for name in names]
    for pattern in (_COUNT_BEHIND, _COUNT_BEFORE):
        found = [pattern.search(name) for name in names]
        counts = {match["count"] for match in found if match}
        most = 4 * sum(map(bool, found)) >= 3 * len(names)
        if len(names) < _FEW or not most or len(counts) == 1 or all(map(_is_year, counts)):
            continue
        bare = [pattern.sub("", name) for name in names]
        if all(map(could_be_item, bare)):
            return bare
    return list(names)


def _without_tail(names: Sequence[str]) -> Sequence[str]:
    """``… 312 views``: the end that all items share but for its number."""
    shapes = [_NUMBER.sub("0", name) for name in names]
    ends = takewhile(lambda ends: len(set(ends)) == 1, zip(*map(reversed, shapes), strict=False))
    shared = "".join(each[0] for each in ends)[::-1]
    start = shared.find("0")
    numbers = {name[-len(shape) :] for name, shape in zip(names, shapes, strict=True)}
    if len(names) < _FEW or start < 0 or len(numbers) < _FEW:
        return names
    tail = shared[start + 1 :]
    if not tail.strip() or len(tail) > _LONGEST_TAIL or "0" in tail:
        return names
    bare = [_END_NUMBER.sub("", name[: -len(tail)]) for name in names]
    return bare if all(map(could_be_item, bare)) else names


def _is_year(count: str) -> bool:
    return len(count) == 4 and count[:2] in ("19", "20")


def labelled(text: str, key: str) -> str | None:
    """What follows a label of the lexicon's `key`, and a colon or a bar; None without one."""
    found, rest = label_before(text)
    return rest if found in phrases("labels", key) else None


def label_before(text: str) -> tuple[str, str]:
    """What stands before a colon or a bar, as a label, and what follows; nothing without one."""
    found = _LABEL.match(text) if has_label_end(text) else None
    return (label(found[1]), text[found.end() :]) if found else ("", "")


def has_label_end(text: str) -> bool:
    """Whether a text has a colon or a bar, as most have not."""
    return ":" in text or " | " in text or "：" in text


def items_of(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """The items of linked cards: one a card, with the text most like a headline.

    A card's picture, kicker, headline and teaser often carry the same link, in one block or in
    several; of such pieces the heading wins, then what is no teaser, then the longest.
    """
    items: list[Item] = []
    best = _NO_RANK
    for block in blocks:
        for link in block.links:
            rank, name = _headline(block, link)
            if not name or _is_section(block, link):
                continue
            item = Item(name, link.url, block.position)
            if not (items and link.url and items[-1].url == link.url):
                items.append(item)
                best = rank
            elif rank > best:
                items[-1], best = item, rank
    return _without_labels(items)


def _is_section(block: Block, link: Link) -> bool:
    """``[Town] …``: in brackets before another link."""
    if len(block.links) < 2:
        return False
    before = block.text[max(0, link.start - _BLANKS) : link.start].rstrip()[-1:]
    behind = block.text[link.end : link.end + _BLANKS].lstrip()[:1]
    return before in _OPEN and behind in _CLOSE and bool(before and behind)


_Rank = tuple[bool, bool, bool, float]
_NO_RANK: _Rank = (False, False, False, 0.0)


def _headline(block: Block, link: Link) -> tuple[_Rank, str]:
    """The piece of a link that looks most like its headline, and how much so; "" if none does."""
    best: tuple[_Rank, str] = (_NO_RANK, "")
    for name in _pieces(block, link):
        if could_be_item(name) and label(name) not in phrases("lists", "more"):
            size = letters(name)
            teaser = name[-1] in ".…。" and size > _SHORTEST_TEASER
            found = (block.kind == "heading", not teaser, size <= _TEASER, size), name
            best = max(best, found)
    return best


def _pieces(block: Block, link: Link) -> list[str]:
    """What elements inside a link cut it into; a piece that goes on in lower case is none."""
    inside = sorted(_cuts(block, link)) if block.marks else []
    if len(inside) > _MOST_PIECES:
        inside = []
    if not inside:
        text = block.text[link.start : link.end].strip()
        return [text] if text else []
    pieces: list[str] = []
    begun = link.start
    for start, end in pairwise([link.start, *inside, link.end]):
        text = block.text[start:end].strip()
        if pieces and (text[:1].islower() or text[:1] in _GOES_ON):
            pieces[-1] = block.text[begun:end].strip()
        elif text:
            pieces.append(text)
            begun = start
    return [piece.strip(" :|•·/–—-") if len(pieces) > 1 else piece for piece in pieces]


def _cuts(block: Block, link: Link) -> set[int]:
    """Where elements inside a link begin or end."""
    cuts = set()
    for mark in marks_inside(block, link):
        if mark.kind in ("part", "br"):
            cuts.add(mark.start)
        elif _is_bold_headline(block, link, mark):
            cuts.add(mark.end)
    return {cut for cut in cuts if link.start < cut < link.end}


def marks_inside(block: Block, link: Link) -> Iterator[Mark]:
    """The marks that begin inside a link; a page of one block has thousands of both."""
    marks = block.marks
    for at in range(bisect_left(marks, (link.start,)), len(marks)):
        if marks[at].start >= link.end:
            break
        yield marks[at]


def _is_bold_headline(block: Block, link: Link, mark: Mark) -> bool:
    """The link starts with it, and plain text follows that it does not introduce."""
    bold = block.text[mark.start : mark.end]
    return mark.kind == "strong" and mark.start == link.start and bold[-1:] not in ":-–—"


def _without_labels(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items but for the short labels (sections, topics) that stand among long headlines."""
    limits = load("lists")["thresholds"]
    sizes = sorted(letters(item.name) for item in items)
    if len(sizes) < _FEW or sizes[len(sizes) // 2] < limits["median"]:
        kept = list(items)
    else:
        kept = [item for item in items if letters(item.name) >= limits["label"]]
    return tuple(kept)

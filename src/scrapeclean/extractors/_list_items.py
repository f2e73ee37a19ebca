"""What the list finders share: the shape of an item, and a list as found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from ..lexicon import phrases
from ..model import Block, Group, Item, Role
from ..parts import NamedLink
from ..shape import label, letters, mostly_letters

SHORTEST_ITEM = 8  # letters
LONGEST_ITEM = 220
_NESTED = 20
_TEASER = 140  # letters; a longer text under a card's link is its teaser
_DATE_BEHIND = regex.compile(
    r"\s+[(\[]?(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d\d[-./]\d\d(?:[-./]\d{4})?)(?:\s\d{1,2}:\d\d)?[)\]]?$"
)
_LABEL = regex.compile(r"\s*([^:：]{1,40})[:：]\s*")


class Found(NamedTuple):
    """A list on the page."""

    role: Role
    sign: str
    """What it was known by: heading, name, shape, pointer or lone link."""
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


def without_date(text: str) -> str:
    """An item's text without the numeric date that lists put behind it."""
    return _DATE_BEHIND.sub("", text) or text


def labelled(text: str, key: str) -> str | None:
    """What follows a label of the lexicon's `key` and a colon; None without such a label."""
    found = _LABEL.match(text)
    if found and label(found[1]) in phrases("labels", key):
        return text[found.end() :]
    return None


def items_of(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """The items of linked cards: one a card, with the text most like a headline.

    A card's picture, kicker, headline and teaser often carry the same link one after the other;
    the heading among them wins, else the longest that is no teaser.
    """
    items: list[Item] = []
    best: tuple[bool, bool, float] = (False, False, 0.0)
    for block in blocks:
        for link in block.links:
            name = block.text[link.start : link.end]
            if not could_be_item(name):
                continue
            rank = (block.kind == "heading", letters(name) <= _TEASER, letters(name))
            item = Item(name, link.url, block.position)
            if not (items and link.url and items[-1].url == link.url):
                items.append(item)
                best = rank
            elif rank > best:
                items[-1], best = item, rank
    return tuple(items)

"""Pictures and players with their captions, and who made them told apart from what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import regex

from ..credits import split_credit
from ..lexicon import load
from ..model import Block, Document, Role
from ._nearest import Nearest, nearest

_NEAR = 4  # blocks between a picture and a caption outside of figures
_STEPS = 3  # containers up to the one that holds both
_CREDIT_CHARS = 120
_MOST_CREDITS = 100  # of one caption


class Caption(NamedTuple):
    """What stands under a picture."""

    text: str
    credit: str


class Figures(NamedTuple):
    """Captions by the position of their picture or player, and the blocks they were read from."""

    captions: dict[int, Caption]
    used: frozenset[int]
    of_tables: tuple[Block, ...]
    """Captions of the article's tables, which are text."""


def find_captions(document: Document, picks: Sequence[Block], roles: Sequence[Role]) -> Figures:
    """Give each caption to its picture or table.

    Args:
        document: the page.
        picks: the blocks of the article, pictures and players among them.
        roles: what each block of the page was judged to be.
    """
    media = {block.position: block for block in picks if block.media}
    figure = nearest(document, "figure", "amp-carousel")
    table = nearest(document, "table")
    in_figure: dict[int, int] = {}
    for position, block in media.items():
        home = figure(block.container)
        if home >= 0:
            in_figure.setdefault(home, position)
    cells = [block.container for block in picks if block.kind == "cell"]
    tables = {table(cell) for cell in cells} - {-1}
    of_figures = {figure(cell) for cell in cells} - {-1}
    found: dict[int, list[Block]] = {}
    of_tables: list[Block] = []
    for block in _candidates(document, picks, roles):
        if table(block.container) in tables or figure(block.container) in of_figures:
            of_tables.append(block)
            continue
        position = _picture_of(document, block, media, in_figure, figure)
        if position >= 0:
            found.setdefault(position, []).append(block)
    read = {position: _read(document, blocks) for position, blocks in found.items()}
    used = frozenset(block.position for blocks in found.values() for block in blocks)
    return Figures(read, used, tuple(of_tables))


def _candidates(
    document: Document, picks: Sequence[Block], roles: Sequence[Role]
) -> Iterator[Block]:
    """Blocks that are captions by their markup or by their role, from where the body begins on."""
    if not picks:
        return
    for block in document.blocks[picks[0].position : picks[-1].position + 1 + _NEAR]:
        if not block.text or block.hidden or block.kind == "cell":
            continue
        named = document.groups and "caption" in document.groups[block.container]
        if named or block.kind == "caption" or roles[block.position] == "caption":
            yield block


def _picture_of(
    document: Document,
    block: Block,
    media: dict[int, Block],
    in_figure: dict[int, int],
    figure: Nearest,
) -> int:
    """Position of the picture that a caption belongs to; -1 if there is none."""
    home = figure(block.container)
    if home >= 0:
        return in_figure.get(home, -1)
    above = [block.position - step for step in range(1, _NEAR + 1)]
    for position in (*above, block.position + 1):
        other = media.get(position)
        if other and _share_a_box(document, block, other):
            return position
        if other is None and 0 <= position < len(document.blocks):
            between = document.blocks[position]
            if not between.hidden and _is_prose(document, between):
                break
    return -1


def _is_prose(document: Document, block: Block) -> bool:
    return bool(block.text) and block.kind != "caption" and not _is_credit(document, block)


def _share_a_box(document: Document, one: Block, other: Block) -> bool:
    near = set(_near(document, one.container))
    return any(index in near for index in _near(document, other.container))


def _near(document: Document, container: int) -> list[int]:
    found = []
    for step, index in enumerate(document.ancestors(container)):
        if step > _STEPS or document.containers[index].tag in ("body", "html", "page"):
            break
        found.append(index)
    return found


# ---- captions and credits -----------------------------------------------------------------------


def _read(document: Document, blocks: Sequence[Block]) -> Caption:
    captions: list[str] = []
    credits_: list[str] = []
    for block in blocks:
        if _is_credit(document, block):
            credits_.append(split_credit(block.text)[1] or block.text)
            continue
        text, credit = _without_marked(block)
        if not credit:
            text, credit = split_credit(text)
        captions.append(text)
        credits_.append(credit)
    return Caption(_once(captions), _once(credits_))


def _once(texts: Sequence[str]) -> str:
    """Texts as one, each of them once."""
    kept: list[str] = []
    for text in texts:
        if text and not any(text in other for other in kept):
            kept.append(text)
    return " ".join(kept)


def _is_credit(document: Document, block: Block) -> bool:
    names = document.containers[block.container].classes
    return bool(names) and len(block.text) <= _CREDIT_CHARS and bool(_names().search(names))


def _without_marked(block: Block) -> tuple[str, str]:
    """The caption and the credit, where the markup names it."""
    text, found = block.text, []
    credited = [mark for mark in block.marks if mark.kind == "credit"][:_MOST_CREDITS]
    for mark in reversed(credited):
        if mark.end <= len(text):
            found.append(text[mark.start : mark.end])
            text = text[: mark.start] + text[mark.end :]
    credit = " ".join(reversed(found))
    return " ".join(text.split()).strip(_RIM), split_credit(credit)[1] or credit


_RIM = " |/·•–—-"


@cache
def _names() -> Any:
    return regex.compile("|".join(load("markup")["credits"]))

"""Blocks that were judged body become the article's typed body blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Block, Document, Role
from ..parts import BodyBlock, Image
from ._body import Composer
from ._comments import find_comments
from ._figures import find_captions
from ._notes import find_footnotes
from ._picks import pick_blocks

__all__ = ["Body", "compose_body", "find_comments", "images_of"]


class Body(NamedTuple):
    """The article's body."""

    blocks: tuple[BodyBlock, ...]
    """Typed, in the page's order."""
    text: frozenset[int]
    """Positions of the blocks whose text it is."""
    captions: frozenset[int]
    """Positions of the blocks that became captions of pictures: no body text."""


def compose_body(document: Document, roles: Sequence[Role]) -> Body:
    """Typed body blocks, in the page's order.

    Lines parted by ``<br>`` join into one block, cells into tables, lines of code into listings;
    captions go to their pictures, sources to their quotations.

    Args:
        document: the page.
        roles: what each of its blocks was judged to be.
    """
    picks = pick_blocks(document, roles)
    figures = find_captions(document, picks, roles)
    left = [block for block in picks if block.position not in figures.used]
    chosen = {block.position for block in left}
    spare = [block for block in _unclaimed(document, roles, left) if block.position not in chosen]
    notes = find_footnotes(document, left, spare)
    left += [block for block in figures.of_tables if block.position not in chosen]
    left += [block for block in spare if block.position in notes.labels]
    left.sort(key=lambda block: block.position)
    blocks = Composer(document, figures, notes).compose(left)
    text = frozenset(block.position for block in left if block.text)
    return Body(tuple(blocks), text, figures.used)


def _unclaimed(
    document: Document, roles: Sequence[Role], picks: Sequence[Block]
) -> Iterator[Block]:
    """Shown text from where the article begins on that no extractor says anything of."""
    for block in document.blocks[picks[0].position :] if picks else ():
        if block.text and not block.hidden and roles[block.position] == "other":
            yield block


def images_of(blocks: Sequence[BodyBlock]) -> tuple[Image, ...]:
    """The pictures among body blocks, each address once."""
    images: dict[str, Image] = {}
    for block in blocks:
        if block.kind == "image" and block.url and block.url not in images:
            images[block.url] = Image(
                url=block.url, alt=block.alt, caption=block.caption, credit=block.credit
            )
    return tuple(images.values())

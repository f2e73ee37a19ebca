"""Lists in flattened text: a short line, then headlines of one mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..lexicon import phrases
from ..model import Block, Document, Group, Item, Role, SoFar
from ..shape import ends_sentence, is_prose, label, letters
from ._list_items import Found, could_be_item, labelled, without_date

_FEWEST = 2
_FEWEST_UNKNOWN = 3  # items under a heading that no lexicon knows
_CORE_WORDS = 18
_CHROME = ("nav", "footer", "comments", "promo", "widget", "breadcrumbs", "tags")


def text_lists(doc: Document, so_far: SoFar, heading_roles: dict[str, Role]) -> Iterator[Found]:
    """Every list of a flattened page, in order."""
    blocks = [block for block in doc.blocks if block.text]
    tail = _tail_start(blocks)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        found = _pointer(blocks, position)
        if found is None and letters(block.text) <= 60:
            role = heading_roles.get(label(block.text))
            run: list[Block] = []
            if role or (position >= tail and _could_head(blocks, position)):
                run = _items_below(blocks, position + 1, so_far, heading_roles)
            # Before the end of the text, a list with a known heading ends before it goes on.
            if role and len(run) >= _FEWEST and (position >= tail or run[0].bullet):
                found = _found(role, "heading", block, run)
            elif role is None and position >= tail and _heads_unknown(block, run, so_far):
                found = _found("related", "shape", block, run)
        if found:
            yield found
            position += max(1, sum(index >= block.position for index in found.blocks))
        else:
            position += 1


def _tail_start(blocks: Sequence[Block]) -> int:
    """Position behind the last line that only running text can be."""
    last = 0
    for position, block in enumerate(blocks):
        if block.bullet or block.kind == "item" or not ends_sentence(block.text):
            continue
        words = len(block.text.split())
        if words >= _CORE_WORDS or (words < 4 and letters(block.text) >= 4 * _CORE_WORDS):
            last = position + 1
    return last


def _could_head(blocks: Sequence[Block], position: int) -> bool:
    """An unmarked line before a marked one."""
    behind = blocks[position + 1 : position + 2]
    return not blocks[position].bullet and bool(behind) and bool(behind[0].bullet)


def _items_below(
    blocks: Sequence[Block], start: int, so_far: SoFar, heading_roles: dict[str, Role]
) -> list[Block]:
    """The run of headline-like lines of one mark that starts at `start`."""
    run: list[Block] = []
    for position in range(start, len(blocks)):
        block = blocks[position]
        first = run[0] if run else block
        numbered = first.bullet[:1].isdigit() and block.bullet[:1].isdigit()
        if block.bullet != first.bullet and not numbered:
            break
        if not could_be_item(block.text) or label(block.text) in heading_roles:
            break
        if so_far.role(block.position) in _CHROME or (
            is_prose(block.text) and letters(block.text) > 180
        ):
            break
        run.append(block)
    return run


def _heads_unknown(block: Block, run: Sequence[Block], so_far: SoFar) -> bool:
    return (
        len(run) >= _FEWEST_UNKNOWN
        and bool(run[0].bullet)
        and not block.bullet
        and not ends_sentence(block.text)
        and so_far.role(block.position) not in _CHROME
    )


def _pointer(blocks: Sequence[Block], position: int) -> Found | None:
    """``Previous: …``, ``Next: …``, ``Read also: …`` on one line, or on two."""
    block = blocks[position]
    keys: tuple[tuple[str, Role], ...] = (
        ("previous", "previous"), ("next", "next"), ("read_also", "related"),
    )  # fmt: skip
    for key, role in keys:
        rest = labelled(block.text, key)
        shown = [block]
        if rest is None and role != "related" and label(block.text) in phrases("labels", key):
            rest = ""
        if rest == "" and role != "related" and position + 1 < len(blocks):
            shown.append(blocks[position + 1])
            rest = blocks[position + 1].text
        if rest and could_be_item(rest) and not is_prose(rest):
            item = Item(rest, shown[-1].links[0].url if shown[-1].links else "", shown[-1].position)
            indices = tuple(each.position for each in shown)
            return Found(role, "pointer", Group("", (item,)), indices)
    return None


def _found(role: Role, sign: str, heading: Block, run: Sequence[Block]) -> Found:
    items = tuple(
        Item(without_date(b.text), b.links[0].url if b.links else "", b.position) for b in run
    )
    indices = (heading.position, *(block.position for block in run))
    return Found(role, sign, Group(heading.text, items, heading.position), indices)

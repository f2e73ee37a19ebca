"""Blocks that were judged comments become one `Comment` per entry: who, when, what, to whom.

Entries of a thread are marked up alike, wherever they stand: the elements of one shape (tag and
class) that hold free text of their own and together nearly all of the thread. Among shapes that
do as well, the one with more elements is the entry, and of equal ones the outermost. A page
without such a shape, and flattened text, gives one comment a block; its author is known if a line
before it says so ("Jane says:").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from heapq import nlargest
from typing import NamedTuple

from ..controls import ago, is_answer_control, is_signature, says_when, without_verb
from ..dates import parse_date
from ..lazy_patterns import lazy_re
from ..model import Block, Document, Property
from ..outline import running_text
from ..parts import Comment
from ..shape import label, letters
from ._nearest import Finder

_DIGITS = lazy_re(r"\d+")
_NO_ENTRIES = frozenset({"p", "td", "th", "br", "a", "span", "blockquote", "time"})
_COVERED = 0.8  # share of the thread's text that entries of one shape hold together
_OF_A_KIND = 0.8  # share of the elements of that shape that hold free text of their own
_FREE_TEXT = 12  # letters of the shortest remark that can make a shape an entry
_SHAPES = 64  # shapes that are tried; names that only one reader has are no shape of a thread
_CLASSES = 8  # classes of an element that are looked at
_SHORT = 80  # characters of a line that says who and when
_NAME = 50  # characters of a reader's name
_LINKS = 0.5  # link density above which a block is a control, not a remark
_AUTHOR_NAMES = frozenset({"author", "creator", "name", "rel:author", "class:author"})
_DATE_NAMES = frozenset({"time", "datePublished", "dateCreated", "commentTime"})
_STOPS = tuple(".!?…。")
_EDGES = " \t\u00a0,:：·•|()-–—"


class Thread(NamedTuple):
    """The readers' comments of a page."""

    comments: tuple[Comment, ...]
    """In the page's order."""
    blocks: frozenset[int]
    """Positions of the blocks that they were read from; what is left are controls."""


def find_comments(document: Document, positions: Sequence[int]) -> Thread:
    """The comments that stand in the given blocks.

    Args:
        document: the page.
        positions: its blocks that were judged comments and lie in no other place, in order.
    """
    if not positions:
        return Thread((), frozenset())
    blocks = [document.blocks[position] for position in positions]
    remarks = {block.position for block in blocks if _is_remark(document, block)}
    entries = _entries(document, blocks, remarks) if document.kind == "html" else {}
    signatures = sum(is_signature(block.text) for block in blocks)
    if not entries or (signatures > 1 and len(set(entries.values())) == 1):
        return _loose(document, blocks, remarks)
    groups = _groups(blocks, entries)
    said: dict[int, list[Property]] = {}
    for each in document.properties:
        said.setdefault(each.block, []).append(each)
    comments, used = [], set[int]()
    for entry, members in groups.items():
        level = len(set(document.ancestors(entry)) & groups.keys())
        stated = [each for block in members for each in said.get(block.position, ())]
        stated = [each for each in stated if entry in document.ancestors(each.container)]
        found, read = _comment(document, members, stated, level)
        if found.text:
            comments.append(found)
            used |= read
    return Thread(tuple(comments), frozenset(used))


def _groups(blocks: Sequence[Block], entries: dict[int, int]) -> dict[int, list[Block]]:
    """The blocks of each entry; a signature between two entries belongs to the one behind it."""
    groups: dict[int, list[Block]] = {}
    signature: list[Block] = []
    for block in blocks:
        if block.position in entries:
            groups.setdefault(entries[block.position], [*signature]).append(block)
        signature = [block] if block.position not in entries and is_signature(block.text) else []
    return groups


def _loose(document: Document, blocks: Sequence[Block], remarks: set[int]) -> Thread:
    """One comment a block; where lines say whose the next blocks are ("Jane says:"), one each."""
    comments, used = [], set[int]()
    for signature, said in _signed(blocks, remarks):
        text = "\n".join(block.text for block in said)
        author = _name(signature.text) if signature else ""
        where = document.where(said[0])
        comments.append(Comment(text=text, author=author or None, where=where))
        used.update(block.position for block in said)
        if signature:
            used.add(signature.position)
    return Thread(tuple(comments), frozenset(used))


def _signed(
    blocks: Sequence[Block], remarks: set[int]
) -> Iterator[tuple[Block | None, list[Block]]]:
    """Remarks by the signature above them; those without any one by one."""
    signature: Block | None = None
    said: list[Block] = []
    for block in blocks:
        is_next = is_signature(block.text)
        if said and (is_next or signature is None):
            yield signature, said
            said = []
        if is_next:
            signature = block
        elif block.position in remarks:
            said.append(block)
    if said:
        yield signature, said


def _entries(document: Document, blocks: Sequence[Block], remarks: set[int]) -> dict[int, int]:
    """For each block that stands in an entry, by position, the innermost entry's container."""
    sizes = {block.position: letters(block.text) for block in blocks if block.position in remarks}
    total = sum(sizes.values())
    no_entries = _around_others(document, blocks)
    best: tuple[int, int, dict[int, int]] | None = None
    for elements in _shapes(document, blocks):
        if _OF_A_KIND * len(elements) > len(remarks) or not elements.isdisjoint(no_entries):
            continue
        homes = _homes(document, blocks, elements)
        held: dict[int, float] = {}
        for position, size in sizes.items():
            if position in homes:
                home = homes[position]
                held[home] = held.get(home, 0.0) + size
        full = sum(size >= _FREE_TEXT for size in held.values())
        if sum(held.values()) < _COVERED * total or full < _OF_A_KIND * len(elements):
            continue
        rank = (len(elements), -min(document.containers[index].depth for index in elements))
        if best is None or rank > best[:2]:
            best = (*rank, homes)
    return best[2] if best else {}


def _shapes(document: Document, blocks: Sequence[Block]) -> Iterable[set[int]]:
    """The elements around the blocks, by what they may have in common: a tag, a tag and a class."""
    shapes: dict[tuple[str, str], set[int]] = {}
    seen: set[int] = set()
    for block in blocks:
        for index in document.ancestors(block.container):
            if index in seen:
                break
            seen.add(index)
            container = document.containers[index]
            if container.tag in _NO_ENTRIES or not container.depth:
                continue
            for name in ("", *_DIGITS.sub("", container.classes).split()[:_CLASSES]):
                shapes.setdefault((container.tag, name), set()).add(index)
    return nlargest(_SHAPES, shapes.values(), key=len)


def _around_others(document: Document, blocks: Sequence[Block]) -> set[int]:
    """Elements that hold more than one entry would: other text, a form, the thread's heading."""
    ours = {block.position for block in blocks}
    runs = running_text(document)
    others = [
        block for block in document.blocks
        if runs[block.position] and block.position not in ours and not block.hidden
    ]  # fmt: skip
    others += [block for block in blocks if _in_form(document, block)]
    if blocks and blocks[0].kind == "heading":
        others.append(blocks[0])
    around: set[int] = set()
    for block in others:
        for index in document.ancestors(block.container):
            if index in around:
                break
            around.add(index)
    return around


def _homes(document: Document, blocks: Sequence[Block], elements: set[int]) -> dict[int, int]:
    home = Finder(document, elements.__contains__)
    found = ((block.position, home(block.container)) for block in blocks)
    return {position: index for position, index in found if index >= 0}


def _in_form(document: Document, block: Block) -> bool:
    return any(
        document.containers[index].tag in ("form", "label")
        for index in document.ancestors(block.container)
    )


def _is_remark(document: Document, block: Block) -> bool:
    """Free text: no heading, no line that says when, no control, nothing of a form."""
    if not block.text or block.kind == "heading" or block.link_density >= _LINKS:
        return False
    if len(block.text) <= _SHORT and says_when(block.text):
        return False
    return not is_answer_control(block) and not _in_form(document, block)


def _comment(
    document: Document, members: Sequence[Block], stated: Sequence[Property], level: int
) -> tuple[Comment, set[int]]:
    author, raw_name = _stated_author(stated), ""
    date = _stated_date(stated)
    heads: set[int] = set()
    remarks: list[Block] = []
    read = _reader(document)
    opening = _dated_line(members, read)
    for at, block in enumerate(members):
        shown = block.text
        found = None if remarks else read(shown)
        if found and letters(shown) - letters(found.raw) < _NAME:
            heads.add(block.position)
            date = date or found.day
            shown = shown.replace(found.raw, " ")
            raw_name = raw_name or _name(shown)
        elif author and label(without_verb(shown)) == label(author):
            heads.add(block.position)
        elif not (remarks or author or raw_name) and _is_signature(document, block, members):
            heads.add(block.position)
            raw_name = _name(shown)
        elif at < opening:
            heads.add(block.position)
        elif _is_remark(document, block) or (
            remarks and block.text and not is_answer_control(block)
        ):
            remarks.append(block)
    while remarks and len(remarks[-1].text) <= _SHORT and remarks[-1].link_density >= _LINKS:
        remarks.pop()  # a button that leads elsewhere
    text = "\n".join(block.text for block in remarks)
    found_comment = Comment(
        text=text, author=author or raw_name or None, date=date, level=level,
        where=document.where(remarks[0] if remarks else members[0]),
    )  # fmt: skip
    return found_comment, heads | {block.position for block in remarks}


class _When(NamedTuple):
    """What a line says of the time: a date, or how long ago."""

    raw: str
    day: datetime | None


_Read = Callable[[str], "_When | None"]


def _reader(document: Document) -> _Read:
    """Reads the time in a short line, once."""

    @cache
    def read(line: str) -> _When | None:
        if len(line) > _SHORT:
            return None
        found = parse_date(line, languages=(document.head.language,))
        if found:
            return _When(found.raw, found.value)
        past = "" if line[-1:] in _STOPS else ago(line)
        return _When(past, None) if past else None

    return read


def _dated_line(members: Sequence[Block], read: _Read) -> int:
    """Index of an entry's date, if only ranks, counters and the like stand before it; else 0."""
    for at, block in enumerate(members):
        if len(block.text) > _SHORT or block.text[-1:] in _STOPS:
            return 0
        if read(block.text):
            return at
    return 0


def _stated_author(stated: Sequence[Property]) -> str:
    for each in stated:
        if each.name in _AUTHOR_NAMES and 0 < len(each.text) <= _SHORT:
            name = _name(each.text)
            if name and not parse_date(name):
                return name
    return ""


def _stated_date(stated: Sequence[Property]) -> datetime | None:
    for each in stated:
        found = parse_date(each.value) if each.name in _DATE_NAMES else None
        if found:
            return found.value
    return None


def _is_signature(document: Document, block: Block, members: Sequence[Block]) -> bool:
    """A short line without a sentence, ahead of the remark."""
    text = without_verb(block.text)
    if not _name(text) or text[-1:] in _STOPS or is_answer_control(block):
        return False
    return any(_is_remark(document, each) for each in members if each.position > block.position)


def _name(text: str) -> str:
    """A reader's name in a short line, without ``says:`` and the like; "" if there is none."""
    shown = " ".join(text.split())
    past = ago(shown)
    name = without_verb(shown.replace(past, " ") if past else shown)
    return name if any(map(str.isalpha, name)) and len(name) <= _NAME else ""

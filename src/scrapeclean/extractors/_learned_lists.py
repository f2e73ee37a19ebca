"""Lists in HTML by the learned roles: runs of blocks that look so, cut at their headings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..domain import registrable_domain
from ..heading_kinds import heading_of, list_role
from ..lexicon import load, phrases
from ..model import LIST_ROLES, Block, Document, Group, Item, Role
from ..outline import outline, running_text
from ..roles import LIST, Roles
from ..shape import ends_sentence, label, letters
from ._list_items import Found, items_of

_GAP = 2  # blocks that may look like something else inside a list
_LONGEST_HEADING = 60  # letters
_FEWEST_TO_CUT = 4
_LIST = 2  # items
_TEXT = 0.7  # probability
_MOST_ITEMS = 40  # more under no known heading are a menu or an index


def learned_lists(doc: Document, roles: Roles) -> Iterator[Found]:
    """Every run of blocks that the learned roles take for a list, a heading at a time."""
    shown = [block for block in doc.blocks if block.text and not block.hidden]
    for begin, last in _runs(shown, roles):
        headed = begin > 0 and not _is_heading(doc, shown, begin)
        headed = headed and _is_heading(doc, shown, begin - 1)
        first = begin - 1 if headed else begin
        for under_heading in _pieces(doc, shown, first, last):
            for piece in _by_container(doc, under_heading):
                items = items_of(piece)
                if items:
                    found = _found(doc, piece, items, roles)
                    if found.sign == "heading" or _are_headlines(doc, items, roles):
                        yield found


def _runs(shown: Sequence[Block], roles: Roles) -> Iterator[tuple[int, int]]:
    """First and last place of each run; a run may have small gaps of other roles than body."""
    least = load("lists")["thresholds"]["alone"]
    listed, first, last = roles.likely(LIST, least), -1, -1
    for at, block in enumerate(shown if listed else ()):
        if block.position in listed:
            if first < 0:
                first = at
            elif at - last > _GAP + 1:
                yield first, last
                first = at
            last = at
        elif first >= 0 and roles.of(block.position, "body") > least:
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _is_heading(doc: Document, shown: Sequence[Block], at: int) -> bool:
    """A known heading, or a short unlinked one by its markup that no twin of it follows soon."""
    block = shown[at]
    if letters(block.text) > _LONGEST_HEADING:
        return False
    if heading_of(doc, block):
        return True
    if block.kind != "heading" or block.links or ends_sentence(block.text):
        return False
    links = 0
    for follower in shown[at + 1 : at + 12]:
        if follower.kind == "heading" and not follower.links:
            break
        links += len(follower.links)
    return links > 1


def _pieces(
    doc: Document, shown: Sequence[Block], first: int, last: int
) -> Iterator[Sequence[Block]]:
    start = first
    for at in range(first + 1, last + 1):
        if _is_heading(doc, shown, at):
            yield shown[start:at]
            start = at
    yield shown[start : last + 1]


def _by_container(doc: Document, piece: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Lists that follow each other in elements of their own, each with two items or more.

    Cuts where two blocks in a row have least in common; the cards of one list are told from lists
    by having one item each.
    """
    depths = [shared_depth(doc, one, other) for one, other in pairwise(piece)]
    if len(depths) < _FEWEST_TO_CUT:
        yield piece
        return
    least = min(depths)
    ends = [at + 1 for at, depth in enumerate(depths) if depth == least]
    parts = [piece[start:end] for start, end in pairwise([0, *ends, len(piece)])]
    joined: list[Sequence[Block]] = []
    lead: Sequence[Block] = ()
    for part in parts:  # what holds no list of its own heads the next that does
        whole = [*lead, *part]
        lead = whole if len(items_of(part)) < _LIST else ()
        if not lead:
            joined.append(whole)
    if lead and joined:
        joined[-1] = [*joined[-1], *lead]
    yield from joined if len(joined) > 1 and len(joined) * 2 >= len(parts) else [piece]


def shared_depth(doc: Document, one: Block, other: Block) -> int:
    """The depth of the innermost element around both blocks."""
    here, there = one.container, other.container
    containers = doc.containers
    while here != there:  # parents come before their children
        if here > there:
            here = containers[here].parent
        else:
            there = containers[there].parent
    return containers[here].depth


def _are_headlines(doc: Document, items: Sequence[Item], roles: Roles) -> bool:
    """As long as headlines mostly are; a lone heading with a link may head a part of the text."""
    sizes = sorted(letters(item.name) for item in items)
    if sizes[len(sizes) // 2] < load("lists")["thresholds"]["headline"]:
        return False
    if len(items) > _MOST_ITEMS or _points_elsewhere(doc, items, roles):
        return False
    only = doc.blocks[items[0].block]
    sure = roles.of(only.position, LIST) >= load("lists")["thresholds"]["single"]
    return len(items) > 1 or only.kind != "heading" or sure


def _points_elsewhere(doc: Document, items: Sequence[Item], roles: Roles) -> bool:
    """Products and sources inside the text: links to other sites, with text behind them."""
    own = registrable_domain(doc.head.base_url or doc.url)
    if not own or any(registrable_domain(item.url) in (None, own) for item in items):
        return False
    runs, last = running_text(doc), items[-1].block
    return any(
        runs[position] and roles.of(position, "body") > _TEXT
        for position in range(last + 1, len(runs))
    )


def _found(
    doc: Document,
    piece: Sequence[Block],
    items: tuple[Item, ...],
    roles: Roles,
) -> Found:
    head = piece[0]
    headed = head.position not in {item.block for item in items} and not ends_sentence(head.text)
    headed = headed and letters(head.text) <= _LONGEST_HEADING
    known = known_role(head.text) if headed else None
    headed = headed and bool(known or head.kind == "heading" or head.text[-1] in ":：")
    role = known or kind_of(doc, piece, roles, label(head.text) if headed else "")
    group = Group(head.text, items, head.position) if headed else Group("", items)
    sign = "heading" if known else "looks"
    return Found(role, sign, group, tuple(block.position for block in piece))


def known_role(heading: str) -> Role | None:
    """The kind that a heading names, as a whole or before a colon (``Latest: headlines``)."""
    first, colon, _ = heading.partition(":")
    whole = list_role(heading)
    return whole or (list_role(first) if colon else None)


def kind_of(doc: Document, blocks: Sequence[Block], roles: Roles, heading: str) -> Role:
    """The kind of a list without a known heading: by its blocks' looks and its elements' names.

    Args:
        heading: folded as a label; "More from …" and its like announce related articles.
    """
    totals: dict[Role, float] = dict(load("lists")["prior"])
    if any(heading.startswith(word) for word in phrases("lists", "announcing")):
        totals["related"] += load("lists")["thresholds"]["name"]
    places = outline(doc)
    for block in blocks:
        for kind, chance in roles.kinds_of(block.position).items():
            totals[kind] += math.log(max(chance, 1e-4)) / len(blocks)
    named = places.groups[blocks[len(blocks) // 2].container]
    for kind in LIST_ROLES:
        if kind in named:
            totals[kind] += load("lists")["thresholds"]["name"]
    return max(totals, key=totals.__getitem__)

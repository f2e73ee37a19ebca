"""Lists in HTML: containers full of links, with a heading or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..heading_kinds import LONGEST_HEADING, heading_of, headings
from ..lexicon import load, phrases
from ..model import LIST_ROLES, Block, Document, Group, Item, Role, SoFar
from ..outline import Outline, names_there, outline
from ..page_text import PageText, page_text
from ..page_type import page_types
from ..roles import LIST, Roles, page_roles
from ..shape import label, letters
from ._html_runs import HEADLINE, headed_runs, linked_sides
from ._learned_lists import known_role, learned_lists
from ._list_items import (
    Found,
    Nesting,
    could_be_item,
    has_label_end,
    items_of,
    label_before,
    labelled,
)
from ._runs import FEWEST_UNKNOWN

_CLIMB = 5  # how far above a heading its list may hang
_OTHER_PROSE = 400  # letters of unlinked running text that no list of links holds
_CARDS = 4  # so many headlines alike, teasers and days between, are a list for sure
_SHAPE_LETTERS = 25
_DOUBT = 0.5  # a lower probability of other roles does not speak against a list
_ARTICLE_PAGE = 0.5  # on other pages what looks like a list is often what they are about
_LINKED = 0.9  # share of a block that its link covers, if it is a headline and nothing else
_NEAR = 3  # places of blocks; pictures may stand between
_NO_LIST = ("nav", "footer", "comments", "breadcrumbs", "tags")


def html_lists(doc: Document, so_far: SoFar) -> Iterator[Found]:
    """Every list of a page, each block in at most one."""
    sums, roles = outline(doc), page_roles(doc)
    taken: set[int] = set()
    for found in _all(doc, so_far, sums, roles):
        beside = found.sign == "linked pointer"  # both of these may stand on one line
        if beside or not taken.intersection(found.blocks):
            taken.update(found.blocks)
            yield found


def _all(doc: Document, so_far: SoFar, sums: Outline, roles: Roles) -> Iterator[Found]:
    """What each way of looking finds, the surest first."""
    for find in (linked_sides, _neighbours):
        yield from find(doc, so_far, sums)
    for find in (headed_runs, _by_heading, _by_name):
        for found in find(doc, so_far, sums):
            if found.sign.endswith("pattern") or _is_likely(found, roles):
                yield found
    if page_types(doc).get("article", 0.0) >= _ARTICLE_PAGE:
        yield from learned_lists(doc, roles)
    yield from _pointers(doc, so_far, sums)


def _is_likely(found: Found, roles: Roles) -> bool:
    """Whether the learned roles do not speak against a list that was found by its words."""
    against = load("lists")["against"]
    items = [item.block for item in found.group.items]
    known = sum(roles.of(block, LIST) for block in items) / len(items)
    other = sum(roles.of(block, role) for block in items for role in against) / len(items)
    return known >= float(load("lists")["thresholds"]["known"]) or other < _DOUBT


def _neighbours(doc: Document, so_far: SoFar, sums: Outline) -> Iterator[Found]:
    """The articles before and after this one: a label, then a headline in the same place."""
    roles: tuple[Role, Role] = ("previous", "next")
    page = page_text(doc)
    labels = phrases("labels", "previous") | phrases("labels", "next")
    shown = [
        (block, plain, label_before(block.text))
        for block, plain in zip(page.blocks, page.labels, strict=True)
        if (plain in labels or ":" in block.text or "：" in block.text)
        and len(block.text) <= 300 and not block.hidden
    ]  # fmt: skip
    for role in roles:
        known = phrases("labels", role)
        for block, plain, (named, behind) in shown:
            rest = behind if named in known else None
            bare = plain in known
            if rest is None and not bare:
                continue
            following = doc.blocks[block.position + 1 : block.position + 2]
            blocks = [block, *following] if bare or not rest else [block]
            items = [item for item in items_of(blocks) if label(item.name) not in known]
            if items:
                used = tuple({block.position, items[0].block})
                name = rest.strip() if rest and items[0].block == block.position else items[0].name
                item = Item(name if could_be_item(name) else items[0].name, *items[0][1:])
                yield Found(role, "pointer", Group("", (item,)), tuple(sorted(used)))
                break


def _by_heading(doc: Document, so_far: SoFar, sums: Outline) -> Iterator[Found]:
    for position, role in headings(doc).items():  # in order
        block = doc.blocks[position]
        if len(block.text) > LONGEST_HEADING or block.hidden:
            continue
        blocks = _under(doc, sums, block)
        items = items_of(blocks)
        if items:
            indices = (block.position, *(each.position for each in blocks))
            alike = _are_headlines(items)
            cards = alike and _is_pure([block for block in blocks if block.links], items)
            sure = _is_pure(blocks, items) and (role == "related" or alike)
            sign = "pattern" if cards and len(items) >= _CARDS else "heading"
            sign = "headed pattern" if sure else sign
            yield Found(role, sign, Group(block.text, items, block.position), indices)


def _is_pure(blocks: Sequence[Block], items: Sequence[Item]) -> bool:
    """Whether all that stands under a heading is linked headlines, a block each."""
    return len(blocks) == len(items) >= FEWEST_UNKNOWN and all(
        item.block == block.position and block.link_density > _LINKED
        for item, block in zip(items, blocks, strict=True)
    )


def _are_headlines(items: Sequence[Item]) -> bool:
    """Whether most are longer than the names of a menu."""
    sizes = sorted(letters(item.name) for item in items)
    return sizes[len(sizes) // 2] >= HEADLINE


def _under(doc: Document, sums: Outline, heading: Block) -> list[Block]:
    """The blocks that a heading heads: those behind it in the smallest container with links."""
    for steps, container in enumerate(doc.ancestors(heading.container)):
        loose = sums.prose[container] - sums.link_chars[container]
        if (
            steps > _CLIMB
            or loose > _OTHER_PROSE
            or doc.containers[container].tag in ("body", "main")
        ):
            break
        behind = [b for b in doc.blocks_in(container) if b.position > heading.position and b.text]
        if any(block.links for block in behind):
            end = next(
                (n for n, b in enumerate(behind) if heading_of(doc, b)
                 or (b.kind == "heading" and not b.links and heading.kind == "heading"
                     and b.level <= heading.level)),
                len(behind),
            )  # fmt: skip
            return behind[:end]
    return []


def _by_name(doc: Document, so_far: SoFar, sums: Outline) -> Iterator[Found]:
    if names_there(doc).isdisjoint(LIST_ROLES):
        return
    nesting = Nesting()
    for index, groups in enumerate(doc.groups):
        if not groups or groups.isdisjoint(LIST_ROLES):
            continue  # as most
        named: list[Role] = [role for role in LIST_ROLES if role in groups]
        if named[0] not in sums.groups[index] or not nesting.allows(index):
            continue
        if sums.prose[index] - sums.link_chars[index] > 2 * _OTHER_PROSE:
            continue
        if sums.groups[index] & {"comments", "footer"}:
            continue
        nesting.tried(index, doc.subtree_end(index))
        blocks = [block for block in doc.blocks_in(index) if block.text and not block.hidden]
        found = _list(named[0], "name", blocks)
        if found:
            known = known_role(found.group.heading)
            yield found._replace(role=known or found.role)


def _pointers(doc: Document, so_far: SoFar, sums: Outline) -> Iterator[Found]:
    """A single linked headline between paragraphs of running text."""
    page = page_text(doc)
    for at, (block, density) in enumerate(zip(page.blocks, page.link_densities, strict=True)):
        alone = density > _LINKED and _between_prose(page, at)
        if not (alone or (density and has_label_end(block.text))):
            continue  # as most
        if block.hidden or block.kind in ("heading", "cell", "caption"):
            continue
        if not could_be_item(block.text) or so_far.role(block.position) in _NO_LIST:
            continue
        sign = _points(block, alone=alone)
        items = items_of([block]) if sign else ()
        if items:
            yield Found("related", sign, Group("", items), (block.position,))


def _points(block: Block, *, alone: bool) -> str:
    """What tells that a linked line points at another article; "" if nothing does."""
    rest = labelled(block.text, "read_also")
    if rest is not None and block.link_chars > 0.7 * len(rest):
        return "pointer"
    return "lone link" if alone and letters(block.text) > _SHAPE_LETTERS else ""


def _between_prose(page: PageText, at: int) -> bool:
    """Whether running text stands right before a line and right behind it."""
    if not 0 < at < len(page.blocks) - 1 or not (page.prose[at - 1] and page.prose[at + 1]):
        return False
    before, block, behind = page.blocks[at - 1 : at + 2]
    near = before.position + _NEAR >= block.position >= behind.position - _NEAR
    return near and not (before.links[2:] or behind.links[2:])


def _list(role: Role, sign: str, blocks: Sequence[Block]) -> Found | None:
    items = items_of(blocks)
    if not items:
        return None
    first = blocks[0]
    headed = first.position not in {item.block for item in items} and letters(first.text) <= 60
    group = Group(first.text, items, first.position) if headed else Group("", items)
    return Found(role, sign, group, tuple(block.position for block in blocks))

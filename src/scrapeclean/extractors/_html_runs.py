"""Lists in HTML by their order alone: a heading, then linked headlines in elements alike.

Many pages hang headings and lists side by side from the body, or print everything as paragraphs or
table rows, so that no container holds one list and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..domain import registrable_domain
from ..heading_kinds import LONGEST_HEADING, heading_labels, headings, list_role
from ..lexicon import phrases
from ..model import Block, Document, Group, Item, Link, Role, SoFar
from ..outline import Outline, outline
from ..page_text import page_text
from ..roles import page_roles
from ..shape import ends_sentence, label, letters
from ._learned_lists import kind_of as learned_kind
from ._learned_lists import shared_depth
from ._line_shape import Line
from ._list_items import Found, could_be_item, items_of, marks_inside
from ._looks import only_looks
from ._page_lines import Lines
from ._runs import FEWEST, FEWEST_UNKNOWN, Run, found_list, kind_of, read_run
from ._text_sides import may_point, pointer

_HEADS = ("heading", "term", "caption")
_SIDES: tuple[Role, ...] = ("previous", "next")
_LINKED = 0.5  # share of a headline that its link covers
HEADLINE = 28  # letters; shorter linked lines may be a menu
_TEASER = 60  # letters
_CERTAIN = 4  # so many linked headlines alike under a heading are a list, whatever it says
_OTHER_PROSE = 400  # letters of unlinked running text that no list of links holds


class _Blocks(Lines):
    """The visible blocks of a page: a headline is one that is a link."""

    def __init__(self, doc: Document, so_far: SoFar) -> None:
        super().__init__(doc, so_far)
        self._named: dict[int, Line] = {}

    def known(self, at: int) -> Role | None:
        """As in text, but a link heads nothing unless it is marked up as a heading."""
        block = self.blocks[at]
        return super().known(at) if not block.links or block.kind in _HEADS else None

    def may_head(self) -> list[int]:
        """Where a heading can stand: there `known` or `heads` may say so."""
        known, containers = headings(self._doc), self._doc.containers
        return [
            at for at, block in enumerate(self.blocks)
            if block.kind in _HEADS or block.marks or block.position in known
            or containers[block.container].tag in ("th", "dt")
        ]  # fmt: skip

    def heads(self, at: int) -> bool:
        """Whether markup says that a block heads something."""
        block = self.blocks[at]
        inside = self._doc.containers[block.container].tag
        marked = block.kind in _HEADS or inside in ("th", "dt") or _is_bold(block)
        return marked and block.link_density < _LINKED

    def line(self, at: int) -> Line:
        """The block as a line of a list, named as its link is."""
        named = self._named.get(at)
        if named is None:
            named = self._named[at] = _as_linked(super().line(at), self.blocks[at])
        return named

    def could_head(self, at: int) -> bool:
        """A link is an item."""
        return False

    def leave_text(self, run: Run) -> None:
        """Take off what is no link and stands behind a list of links, outside of the element that
        holds these: the text goes on there."""
        linked = [line.block for line in run.items if line.block.links]
        pairs = pairwise(linked)
        around = min((shared_depth(self._doc, one, other) for one, other in pairs), default=0)
        while around and not (last := run.used[-1].block).links:
            if shared_depth(self._doc, linked[0], last) >= around:
                break
            run.drop_last()

    def leaves(self, run: Run) -> bool:
        """Whether all items of a list lead to other sites, as advertisements do."""
        own = registrable_domain(self._doc.head.base_url or self._doc.url)
        links = (link for line in run.items for link in line.block.links)
        return bool(own) and not {registrable_domain(link.url) for link in links} & {own, None}

    def kind(self, heading: Block, run: Run, listed: int) -> Role:
        """The kind of a list under a heading that says nothing."""
        roles = page_roles(self._doc)
        if run.counted or run.dated or not roles.kinds or _hangs_loose(self._doc, heading):
            return kind_of(run, listed)
        blocks = [line.block for line in run.used]
        return learned_kind(self._doc, blocks, roles, label(heading.text))

    def is_chrome(self, at: int) -> bool:
        """Also what markup makes a heading."""
        return super().is_chrome(at) or self.heads(at)


class _Headed(_Blocks):
    """The same under a heading, by its words or by markup: there it takes more than learned looks
    to end a list, for those of one item say little."""

    def is_chrome(self, at: int) -> bool:
        """Only what somebody else says as well."""
        if not super().is_chrome(at):
            return False
        return self.heads(at) or not only_looks(self._doc, self.so_far, self.blocks[at].position)


def headed_runs(doc: Document, so_far: SoFar, sums: Outline) -> Iterator[Found]:
    """Every heading with the run of linked headlines behind it.

    What a known heading heads in a container of its own is left to those who read containers.
    """
    page = _Headed(doc, so_far)
    behind = listed = 0
    for at in page.may_head():
        if at < behind:
            continue
        role = page.known(at)
        heads = _hangs_loose(doc, page.blocks[at]) if role else page.heads(at)
        found = _headed(page, at, listed) if heads else None
        if found:
            yield found
            listed += 1
            behind = at + len(found.blocks)


def _hangs_loose(doc: Document, block: Block) -> bool:
    """Whether no container holds the heading and its list without the article's text."""
    sums = outline(doc)
    if "table" in sums.tags[block.container]:
        return True  # rows and cells are containers of their own, whatever they hold
    above = max(doc.containers[block.container].parent, 0)
    loose = sums.prose[above] - sums.link_chars[above]
    return loose > _OTHER_PROSE or doc.containers[above].tag in ("body", "main", "html")


def linked_sides(doc: Document, so_far: SoFar, sums: Outline) -> Iterator[Found]:
    """The articles before and after this one, where label and headline share a line."""
    page = page_text(doc)
    for block, may_be in zip(page.blocks, may_point(page), strict=True):
        if not block.links or block.hidden:
            continue
        for each in (pointer((block,), 0) if may_be else None) or _labelled_links(block):
            if each.role != "related":
                yield each._replace(sign="linked pointer")


def _labelled_links(block: Block) -> Iterator[Found]:
    """``Previous <a>A</a> Next <a>B</a>``: links behind the labels of the articles beside."""
    if len(block.links) == 1 and not (block.links[0].start or block.marks):
        return  # as most: nothing stands before it
    end = 0
    for link in block.links:
        start = _label_end(block, link)
        if start <= end:  # nothing stands between, as in most blocks
            end = link.end
            continue
        before, name = label(block.text[end:start]), block.text[start : link.end].strip()
        end = link.end
        for role in _SIDES:
            if before in phrases("labels", role) and could_be_item(name):
                group = Group("", (Item(name, link.url, block.position),))
                yield Found(role, "linked pointer", group, (block.position,))


def _label_end(block: Block, link: Link) -> int:
    """Where the headline begins in a link that holds its label as well, as an element."""
    for mark in marks_inside(block, link) if block.marks else ():
        if mark.kind in ("part", "br"):
            return mark.end if mark.start == link.start else mark.start
    return link.start


def _headed(page: _Blocks, at: int, listed: int) -> Found | None:
    block, role = page.blocks[at], page.known(at)
    if not (role or page.heads(at)) or letters(block.text) > LONGEST_HEADING:
        return None
    if page.so_far.role(block.position) in ("comments", "tags", "breadcrumbs"):
        return None
    run = read_run(page, at + 1)
    page.leave_text(run)
    if role and len(run.items) >= FEWEST:
        return found_list(role, "headed pattern" if run.sign == "pattern" else run.sign, block, run)
    other = heading_labels().get(label(block.text)) in ("promo", "menu")
    if len(run.items) < FEWEST_UNKNOWN or ends_sentence(block.text) or other:
        return None
    worded = list_role(block.text)
    if not worded and (run.usual_length < HEADLINE or page.leaves(run)):
        return None
    certain = len(run.items) >= _CERTAIN
    sign = "heading" if worded else "shape"
    if certain:
        sign = "headed pattern" if worded else "pattern"
    return found_list(worded or page.kind(block, run, listed), sign, block, run)


def _is_bold(block: Block) -> bool:
    """Whether a block is one bold phrase: a heading where a page has no elements for headings."""
    if block.links or not block.marks:
        return False
    return any(
        mark.kind == "strong" and mark.start == 0 and mark.end >= len(block.text)
        for mark in block.marks
    )


def _as_linked(line: Line, block: Block) -> Line:
    """A line as its block's link makes it: a headline is a link."""
    item = _item(block) if block.links else None
    if item:
        mark, size = "1" * (line.mark == "1"), letters(item.name)
        return line._replace(kind="headline", text=item.name, mark=mark, size=size)
    if line.kind != "headline":
        return line
    teaser = not block.links and letters(block.text) >= _TEASER
    return line._replace(kind="teaser" if teaser else "other")


def _item(block: Block) -> Item | None:
    """The headline of a block whose text is a link for the most part."""
    items = items_of([block])
    if len(items) != 1 or not could_be_item(items[0].name):
        return None
    return items[0] if block.link_chars >= _LINKED * len(block.text) else None

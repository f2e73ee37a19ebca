"""The walk over an lxml tree: elements in, blocks and containers out.

It knows how HTML lays text out, and nothing of articles. It is iterative (lxml's own `iterwalk`),
so depth costs no stack, and touches each node once. This is the readable specification.
"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any, NamedTuple

from lxml import etree

from ..lexicon import load
from ..model import Block, BlockKind, Container, Media, Property
from ._elements import holds_paragraphs, is_hidden, number
from ._inline import Inline

_NAMES_IN = ("class", "itemprop", "data-testid", "data-component", "data-type", "data-qa")
_LAZY_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-url")
_DATA_CELL_CHARS = 200  # above this mean, a table lays out a page rather than data
_PROPERTY_TEXT = 300


class Walked(NamedTuple):
    """What one walk gathers."""

    blocks: list[Block]
    containers: list[Container]
    properties: list[Property]
    max_depth: int


class _Context(NamedTuple):
    """What holds for the text at this place; restored when a block element ends."""

    container: int
    kind: BlockKind
    level: int
    hidden: bool
    list_depth: int


class _OpenProperty(NamedTuple):
    depth: int
    name: str
    value: str
    scope: str
    container: int
    block: int
    start: int


class _OpenTable:
    __slots__ = ("cells", "first_block", "nested", "rows")

    def __init__(self, first_block: int) -> None:
        self.first_block = first_block
        self.rows = 0
        self.cells = 0
        self.nested = False


def walk(root: Any, resolve: Callable[[str], str]) -> Walked:
    """Walk the tree below `root` (an lxml element, which is not changed).

    Args:
        root: the element to start from, itself included.
        resolve: makes an address as written absolute; "" for one that leads nowhere.
    """
    walker = _Walker(resolve)
    steps = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        if not isinstance(element.tag, str):  # comment, instruction, or an entity left unresolved
            if event == "start":
                walker.text(unescape(element.text), element)
                continue
        elif event == "start":
            if not walker.start(element, _local_name(element.tag)):
                steps.skip_subtree()
            continue
        else:
            walker.end(_local_name(element.tag))
        tail = element.tail
        if tail and element is not root:
            walker.text(tail, element)
    walker.flush()
    return Walked(walker.blocks, walker.containers, walker.properties, walker.max_depth)


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower() if tag[0] == "{" else tag


class _Walker:
    def __init__(self, resolve: Callable[[str], str]) -> None:
        tables = load("markup")
        self.breaking = frozenset(tables["break"])
        self.skipped = frozenset(tables["skip"])
        self.embeds = frozenset(tables["embed"])
        self.boxes = frozenset(tables["boxes"])
        self.lists = frozenset(tables["lists"])
        self.parts = frozenset(tables["parts"])
        self.paragraphs = frozenset(tables["paragraphs"])
        self.kinds: dict[str, tuple[BlockKind, int]] = tables["kinds"]
        self.mark_kinds: dict[str, str] = tables["marks"]
        self.resolve = resolve
        self.blocks: list[Block] = []
        self.containers = [Container("page", "", "", "", -1, 0, (1, 1))]
        self.properties: list[Property] = []
        self.inline = Inline()
        self.now = _Context(0, "paragraph", 0, False, 0)
        self.opened: list[_Context | None] = []  # per open element; None for inline ones
        self.open_properties: list[_OpenProperty] = []
        self.scopes: list[tuple[int, str]] = []
        self.tables: list[_OpenTable] = []
        self.media: list[Block] = []
        self.outside: list[tuple[int, Inline, _Context, int, int]] = []  # around hidden parts
        self.breaks = 0
        self.continues = False
        self.line = 0
        self.max_depth = 0

    def start(self, element: Any, tag: str) -> bool:
        """Enter an element; False when its content is not text for readers."""
        attributes = dict(element.items())
        if tag in self.skipped and not holds_paragraphs(element, tag):
            self._unreadable(element, tag, attributes)
            self.opened.append(None)
            return False
        if tag == "br":
            self._line_break()
            self.opened.append(None)
        elif tag == "img" or tag == "amp-img":
            self._image(attributes, element)
            self.opened.append(None)
        elif tag in self.breaking or ("-" in tag and not self.inline.length):
            self.opened.append(self.now)
            self._enter_block(tag, attributes)
        elif attributes and is_hidden(tag, attributes):
            self.opened.append(None)
            self._enter_hidden()
        else:
            self.opened.append(None)
            self._enter_inline(tag, attributes)
        depth = len(self.opened)
        if depth > self.max_depth:
            self.max_depth = depth
        if attributes:
            self._open_property(tag, attributes, depth)
        text = element.text
        if text:
            self.text(text, element)
        return True

    def end(self, tag: str) -> None:
        """Leave an element that was entered or skipped."""
        depth = len(self.opened)
        while self.open_properties and self.open_properties[-1].depth == depth:
            self._close_property(self.open_properties.pop())
        if self.scopes and self.scopes[-1][0] == depth:
            self.scopes.pop()
        before = self.opened.pop()
        if self.outside and self.outside[-1][0] == depth:
            self._leave_hidden()
        elif before is not None:
            self._leave_block(tag, before)
        elif tag == "a":
            self.inline.close_link()
        elif tag in self.mark_kinds:
            self.inline.close_mark()
        if tag in self.parts:
            self.inline.part_ends(tag)

    def text(self, text: str, element: Any) -> None:
        """Take text that shows at this place."""
        if self.breaks and self.inline.length and not text.isspace():
            self._after_breaks(text)
        if not self.inline.length:
            if text.isspace():
                return
            self.line = element.sourceline or 0
            self.breaks = 0
        self.inline.add(text)

    def flush(self) -> None:
        """End the block that is being collected, if it has any text."""
        now = self.now
        if self.inline.length:
            text, links, marks = self.inline.take()
            if text:
                self.blocks.append(Block(
                    len(self.blocks), text, now.kind, now.level, now.container, self.line,
                    self.line, links, marks, "", now.hidden, self.continues,
                ))  # fmt: skip
            self.continues = False
        if self.media:
            for block in self.media:
                self.blocks.append(block._replace(position=len(self.blocks)))
            self.media = []

    # ---- elements ---------------------------------------------------------------------------

    def _enter_block(self, tag: str, attributes: dict[str, str]) -> None:
        self.flush()
        self.breaks = 0
        self.continues = False
        now = self.now
        parent = self.containers[now.container]
        classes = id_ = role = ""
        span = (1, 1)
        hidden = now.hidden
        if attributes:
            get = attributes.get
            names = [attributes[key] for key in _NAMES_IN if key in attributes]
            classes = " ".join(names).lower().strip()
            id_ = get("id", "").strip().lower()
            role = get("role", "").strip().lower()
            if tag == "td" or tag == "th":
                span = (number(get("colspan")) or 1, number(get("rowspan")) or 1)
            hidden = hidden or is_hidden(tag, attributes)
        elif tag == "template" or tag == "dialog":
            hidden = True
        self.containers.append(Container(
            tag, classes, id_, role, now.container, parent.depth + 1, span, len(self.blocks)
        ))  # fmt: skip
        kind, level = self.kinds.get(tag, (now.kind, now.level))
        list_depth = now.list_depth
        if tag in self.lists:
            list_depth += 1
        elif tag == "li":
            level = max(list_depth, 1)
        elif tag == "table":
            if self.tables:
                self.tables[-1].nested = True
            self.tables.append(_OpenTable(len(self.blocks)))
        elif self.tables and (tag == "tr" or tag == "td" or tag == "th"):
            self.tables[-1].rows += tag == "tr"
            self.tables[-1].cells += tag != "tr"
        elif tag == "hr":
            self._add_block("rule", None)
        self.now = _Context(len(self.containers) - 1, kind, level, hidden, list_depth)
        self.inline.keep_space = kind == "code"

    def _leave_block(self, tag: str, before: _Context) -> None:
        self.flush()
        self.breaks = 0
        self.continues = False
        if tag == "table" and self.tables:
            self._close_table(self.tables.pop())
        self.now = before
        self.inline.keep_space = before.kind == "code"

    def _enter_inline(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self.parts:
            owner = self.containers[self.now.container].tag
            self.inline.part_starts(tag, boxed=owner in self.boxes or tag == "option")
        if tag == "a" and "href" in attributes:
            self.inline.open_link(self.resolve(attributes["href"]))
        elif tag in self.mark_kinds:
            self.inline.open_mark(self.mark_kinds[tag])

    def _enter_hidden(self) -> None:
        """A part of a line is hidden: its text becomes a block behind the one it stands in."""
        self.outside.append((len(self.opened), self.inline, self.now, self.breaks, self.line))
        self.inline, self.breaks = Inline(), 0
        self.now = self.now._replace(hidden=True)

    def _leave_hidden(self) -> None:
        text, links, marks = self.inline.take()
        now, line = self.now, self.line
        _, self.inline, self.now, self.breaks, self.line = self.outside.pop()
        if text:
            (self.media if self.inline.length else self.blocks).append(Block(
                len(self.blocks), text, now.kind, now.level, now.container, line, line,
                links, marks, hidden=True,
            ))  # fmt: skip

    def _line_break(self) -> None:
        if self.inline.keep_space:
            self.inline.add("\n")
            return
        self.breaks += 1

    def _after_breaks(self, text: str) -> None:
        """Text follows line breaks: a new paragraph, a new line of its own, or the same text.

        Two breaks part paragraphs. One is a line inside a paragraph where the markup says that it
        is one, or where a sentence plainly goes on; elsewhere each line is a block by itself.
        """
        breaks, self.breaks = self.breaks, 0
        owner = self.containers[self.now.container].tag
        if breaks == 1 and (owner in self.paragraphs or self.inline.goes_on(text)):
            self.inline.break_line()
        else:
            self.flush()
            self.continues = breaks == 1

    def _image(self, attributes: dict[str, str], element: Any) -> None:
        source = next(
            (attributes[key] for key in _LAZY_SOURCES
             if attributes.get(key) and not attributes[key].startswith("data:")),
            "",
        )  # fmt: skip
        url = self.resolve(source) if source else ""
        width, height = number(attributes.get("width")), number(attributes.get("height"))
        if not url or 0 < width <= 2 or 0 < height <= 2:  # a tracking pixel shows nothing
            return
        alt = " ".join(attributes.get("alt", "").split())
        self._add_block("image", Media(url, alt, width, height), element)

    def _unreadable(self, element: Any, tag: str, attributes: dict[str, str]) -> None:
        if tag in self.embeds:
            source = attributes.get("src") or attributes.get("data-src") or attributes.get("data")
            if not source:
                found = element.find(".//source[@src]") if len(element) else None
                source = found.get("src") if found is not None else ""
            url = self.resolve(source) if source else ""
            if url:
                title = " ".join(attributes.get("title", "").split())
                width, height = number(attributes.get("width")), number(attributes.get("height"))
                self._add_block("embed", Media(url, title, width, height), element)
        elif tag in ("meta", "link") and ("itemprop" in attributes or "property" in attributes):
            name = attributes.get("itemprop") or attributes.get("property", "")
            value = attributes.get("content") or attributes.get("href") or ""
            self.properties.append(Property(
                name, value, "", self._scope(), self.now.container, len(self.blocks)
            ))  # fmt: skip

    def _add_block(self, kind: BlockKind, media: Media | None, element: Any = None) -> None:
        line = (element.sourceline or 0) if element is not None else 0
        block = Block(
            len(self.blocks), "", kind, 0, self.now.container, line, line,
            hidden=self.now.hidden, media=media,
        )  # fmt: skip
        if self.inline.length:  # inside running text: it follows the block it stands in
            self.media.append(block)
        else:
            self.blocks.append(block)

    def _close_table(self, table: _OpenTable) -> None:
        """Blocks of a table of data are cells; those of a table that lays out a page are not."""
        blocks = self.blocks[table.first_block :]
        chars = sum(len(block.text) for block in blocks)
        is_data = (
            not table.nested
            and table.rows >= 2
            and table.cells >= 1.5 * table.rows
            and chars <= _DATA_CELL_CHARS * table.cells
            and sum(bool(block.text) for block in blocks) <= 2 * table.cells
            and not any(block.kind == "heading" and block.level <= 2 for block in blocks)
        )
        if is_data:
            self.blocks[table.first_block :] = [
                block._replace(kind="cell", level=0) if block.text and block.kind != "caption"
                else block
                for block in blocks
            ]  # fmt: skip

    # ---- machine-readable values --------------------------------------------------------------

    def _scope(self) -> str:
        return self.scopes[-1][1] if self.scopes else ""

    def _open_property(self, tag: str, attributes: dict[str, str], depth: int) -> None:
        get = attributes.get
        names = (get("itemprop") or get("property") or "").split()
        if tag == "time":
            names.append("time")
        if "rel" in attributes:
            rels = attributes["rel"].lower().split()
            names += [f"rel:{rel}" for rel in ("author", "tag") if rel in rels]
        css = get("class", "").lower()
        if "author" in css or "byline" in css:
            names.append("class:author")
        if names:
            value = get("content") or get("datetime") or ""
            if not value and ("href" in attributes or "src" in attributes):
                value = self.resolve(attributes.get("href") or attributes.get("src", ""))
            for name in names:
                self.open_properties.append(_OpenProperty(
                    depth, name, value, self._scope(), self.now.container, len(self.blocks),
                    self.inline.length,
                ))  # fmt: skip
        item_type = get("itemtype") or get("typeof")
        if item_type or "itemscope" in attributes:
            self.scopes.append((depth, (item_type or "").rstrip("/").rpartition("/")[2]))

    def _close_property(self, opened: _OpenProperty) -> None:
        if len(self.blocks) == opened.block:
            text = self.inline.since(opened.start)
        else:
            texts = [block.text for block in self.blocks[opened.block : opened.block + 5]]
            text = " ".join([*texts, self.inline.since(0)]).strip()
        self.properties.append(Property(
            opened.name, opened.value or text[:_PROPERTY_TEXT], text[:_PROPERTY_TEXT],
            opened.scope, opened.container, opened.block,
        ))  # fmt: skip

"""The walk over an lxml tree: elements in, blocks and containers out.

It knows how HTML lays text out, and nothing of articles. It is iterative (lxml's own `iterwalk`),
so depth costs no stack, and touches each node once. This is the readable specification.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from lxml import etree

from ..model import Block, BlockKind, Container, Media, Property
from . import _math
from ._code import holds_line_numbers, is_code_line, language_of, names_line_numbers
from ._elements import holds_paragraphs, is_hidden, number
from ._inline import Inline
from ._markup import (
    NAMES_IN,
    markup,
    names_author,
    names_credit,
    names_drawing,
    names_permalink,
)
from ._media import embed_of, image_of
from ._properties import TELLING, Properties
from ._tables import OpenTable

_NAMING = frozenset(NAMES_IN[1:])
_new = tuple.__new__  # of a named tuple, whose own takes twice as long


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


def walk(root: Any, resolve: Callable[[str], str]) -> Walked:
    """Walk the tree below `root` (an lxml element, which is not changed).

    Args:
        root: the element to start from, itself included.
        resolve: makes an address as written absolute; "" for one that leads nowhere.
    """
    walker = _Walker(resolve)
    steps = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        tag = element.tag
        if not isinstance(tag, str):  # comment, instruction, or an entity left unresolved
            if event == "start":
                walker.text(unescape(element.text), element)
                continue
        elif event == "start":
            if not walker.start(element, local_name(tag) if tag[0] == "{" else tag):
                steps.skip_subtree()
            continue
        else:
            walker.end(local_name(tag) if tag[0] == "{" else tag)
        tail = element.tail
        if tail and element is not root:
            walker.text(tail, element)
    walker.flush()
    return Walked(walker.blocks, walker.containers, walker.properties.found, walker.max_depth)


def local_name(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2].lower() if tag[0] == "{" else tag


class _Walker:
    def __init__(self, resolve: Callable[[str], str]) -> None:
        self.markup = markup()
        # Found out once for each class on a page
        self.names_author = cache(names_author)
        self.names_credit = cache(names_credit)
        self.names_drawing = cache(names_drawing)
        self.names_permalink = cache(names_permalink)
        self.names_line_numbers = cache(names_line_numbers)
        self.resolve = resolve
        self.blocks: list[Block] = []
        self.containers = [Container("page", "", "", "", -1, 0, (1, 1))]
        self.properties = Properties(resolve)
        self.inline = Inline()
        self.now = _Context(0, "paragraph", 0, False, 0)
        self.opened: list[_Context | None] = []  # per open element; None for inline ones
        self.watched: list[int] = []  # depths of the elements that are properties
        self.tables: list[OpenTable] = []
        self.media: list[Block] = []
        self.outside: list[tuple[int, Inline, _Context, int, int]] = []  # around hidden parts
        self.breaks = 0
        self.continues = False
        self.line = 0
        self.max_depth = 0

    def start(self, element: Any, tag: str) -> bool:
        """Enter an element; False when its content is not text for readers."""
        attributes = dict(element.items())
        if self._has_no_text(element, tag, attributes):
            self.opened.append(None)
            return False
        if tag == "br":
            self._line_break()
            self.opened.append(None)
        elif tag == "img" or tag == "amp-img":
            self._image(attributes, element)
            self.opened.append(None)
        elif tag in self.markup.breaking or ("-" in tag and self._breaks_line(tag)):
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
            author = "class" in attributes and self.names_author(attributes["class"])
            if author or tag == "time" or not TELLING.isdisjoint(attributes):
                place = (self.now.container, len(self.blocks), self.inline.length)
                if self.properties.enter(tag, attributes, depth, place, author=author):
                    self.watched.append(depth)
        text = element.text
        if text:
            self.text(text, element)
        return True

    def end(self, tag: str) -> None:
        """Leave an element that was entered or skipped."""
        depth = len(self.opened)
        if self.watched and self.watched[-1] == depth:
            self.watched.pop()
            self.properties.leave(depth, self.blocks, self.inline)
        before = self.opened.pop()
        if self.outside and self.outside[-1][0] == depth:
            self._leave_hidden()
        elif before is not None:
            self._leave_block(tag, before)
        else:
            if tag == "a":
                self.inline.close_link()
            if self.inline.open_marks:
                self.inline.close_marks(depth)
        if tag in self.markup.parts:
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
                self.blocks.append(_new(Block, (
                    len(self.blocks), text, now.kind, now.level, now.container, self.line,
                    self.line, links, marks, "", now.hidden, self.continues, None,
                )))  # fmt: skip
            self.continues = False
        if self.media:
            for block in self.media:
                self.blocks.append(block._replace(position=len(self.blocks)))
            self.media = []

    # ---- elements ---------------------------------------------------------------------------

    def _enter_block(self, tag: str, attributes: dict[str, str]) -> None:
        if self.inline.length or self.media:
            self.flush()
        self.breaks = 0
        self.continues = False
        now = self.now
        classes = id_ = role = ""
        span = (1, 1)
        tells: tuple[tuple[str, str], ...] = ()
        hidden = now.hidden
        if attributes:
            get = attributes.get
            if not _NAMING.isdisjoint(attributes):
                names = [attributes[key] for key in NAMES_IN if key in attributes]
                classes = " ".join(names).lower().strip()
            elif "class" in attributes:
                classes = attributes["class"].lower().strip()
            if "id" in attributes:
                id_ = attributes["id"].strip().lower()
            if "role" in attributes:
                role = attributes["role"].strip().lower()
            if tag == "td" or tag == "th":
                span = (number(get("colspan")) or 1, number(get("rowspan")) or 1)
            if not self.markup.telling.isdisjoint(attributes):
                tells = tuple(pair for pair in attributes.items() if pair[0] in self.markup.telling)
            hidden = hidden or is_hidden(tag, attributes)
        elif tag == "template" or tag == "dialog":
            hidden = True
        self.containers.append(_new(Container, (
            tag, classes, id_, role, now.container, self.containers[now.container].depth + 1,
            span, len(self.blocks), tells,
        )))  # fmt: skip
        kind, level = self.markup.kinds.get(tag, (now.kind, now.level))
        list_depth = now.list_depth
        if tag in self.markup.lists:
            list_depth += 1
        elif tag == "li":
            level = max(list_depth, 1)
        elif tag == "table":
            if self.tables:
                self.tables[-1].count(tag)
            self.tables.append(OpenTable(len(self.blocks)))
        elif self.tables and (tag == "tr" or tag == "td" or tag == "th"):
            self.tables[-1].count(tag)
            if tag == "td" and classes and is_code_line(classes):
                kind, level = "code", 0
        elif tag == "hr":
            self._add_block("rule", None)
        self.now = _new(_Context, (len(self.containers) - 1, kind, level, hidden, list_depth))
        self.inline.keep_space = kind == "code"

    def _leave_block(self, tag: str, before: _Context) -> None:
        if self.inline.length or self.media:
            self.flush()
        self.breaks = 0
        self.continues = False
        if tag == "table" and self.tables:
            self.tables.pop().close(self.blocks)
        self.now = before
        self.inline.keep_space = before.kind == "code"

    def _enter_inline(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self.markup.parts:
            owner = self.containers[self.now.container].tag
            self.inline.part_starts(tag, boxed=owner in self.markup.boxes or tag == "option")
        if tag == "a" and "href" in attributes:
            self.inline.open_link(self.resolve(attributes["href"]))
        elif tag in self.markup.mark_kinds:
            value = language_of(attributes) if tag == "code" and attributes else ""
            value = "cite" if tag == "cite" else value
            self.inline.open_mark(self.markup.mark_kinds[tag], value, len(self.opened))
        if attributes:
            self._name_part(tag, attributes)

    def _name_part(self, tag: str, attributes: dict[str, str]) -> None:
        """What an inline element's attributes make of it: a credit, a place to link to."""
        depth = len(self.opened)
        names = attributes.get("class")
        if names and self.names_credit(names):
            self.inline.open_mark("credit", "", depth)
        if tag in self.markup.anchors:
            name = attributes.get("id") or attributes.get("name")
            if name:
                self.inline.open_mark("anchor", name.lower(), depth)

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
        if breaks == 1 and (owner in self.markup.paragraphs or self.inline.goes_on(text)):
            self.inline.break_line()
        else:
            self.flush()
            self.continues = breaks == 1

    def _has_no_text(self, element: Any, tag: str, attributes: dict[str, str]) -> bool:
        """Take what is no text for readers as it is: players, formulas, drawings, line numbers."""
        if tag in self.markup.skipped:
            readable = holds_paragraphs(element, tag)
            if not readable or tag in self.markup.embeds:
                self._unreadable(element, tag, attributes)
            return not readable
        if tag == "math":
            return self._formula(_math.from_mathml(element, attributes), element)
        if "class" not in attributes:
            return False
        if (tag == "span" or tag == "div") and self.names_drawing(attributes["class"]):
            return _math.is_drawing(element) and not holds_paragraphs(element, tag)
        if tag == "a" and self.names_permalink(attributes["class"]):
            return not any(char.isalnum() for char in "".join(element.itertext()))
        in_code = self.now.kind == "code" or bool(self.tables)
        return (
            in_code and self.names_line_numbers(attributes["class"]) and holds_line_numbers(element)
        )

    def _breaks_line(self, tag: str) -> bool:
        """Custom elements break the line unless one stands in running text."""
        return not self.inline.length and not tag.startswith("mjx-")

    def _formula(self, formula: _math.Formula | None, element: Any) -> bool:
        if formula is None:
            return False
        if self.outside:  # what is hidden in a line is drawn behind it
            return True
        if self.breaks and self.inline.length:
            self._after_breaks(formula.text)
        if not self.inline.length:
            self.line, self.breaks = element.sourceline or 0, 0
        self.inline.add_marked(formula.text, formula.kind, formula.mathml)
        return True

    def _image(self, attributes: dict[str, str], element: Any) -> None:
        if not self._formula(_math.from_image(attributes), element):
            media = image_of(attributes, element, self.resolve)
            if media:
                self._add_block("image", media, element)

    def _unreadable(self, element: Any, tag: str, attributes: dict[str, str]) -> None:
        if tag in self.markup.embeds:
            media = embed_of(tag, attributes, element, self.resolve)
            if media:
                self._add_block("embed", media, element)
        elif tag == "script" or tag == "amp-mathml":
            self._formula(_math.from_script(element, attributes), element)
        elif tag == "meta" or tag == "link":
            self.properties.add_empty(attributes, self.now.container, len(self.blocks))

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

# cython: language_level=3
"""The walk of `_walk.py` once more, over lxml's C tree: the same output, several times as fast.

`_walk.py` is the specification, and comments are there: whoever changes it changes this. What is
rare is left to the same helpers; only what happens at every element and every text is written
anew. The tree must not be changed by another thread meanwhile.

What reads the nodes stands in `_nodes_c.pyx`, whose import fails where lxml is of another release.
"""

cimport cython
from lxml.includes cimport etreepublic as capi
from lxml.includes cimport tree

from ._inline_c cimport Inline
from ._nodes_c cimport (
    BREAK, CELL, CITE, CODE, FOLDED, IMAGE, ITEM, LINK, MATH, OPTION, PLAIN, ROW, RULE, TABLE, TIME,
    Context, Names, Reader, Special, Tag, context,
)

from html import unescape

from ..lexicon import load
from ..model import Block, Container
from . import _math
from ._code import holds_line_numbers, is_code_line, language_of
from ._elements import holds_paragraphs, is_hidden, number
from ._markup import NAMES_IN
from ._media import embed_of, image_of
from ._properties import Properties
from ._tables import OpenTable
from ._walk import Walked

capi.import_lxml__etree()

cdef object new = tuple.__new__  # of a named tuple, whose own goes through Python


def walk(capi._Element root not None, resolve):
    """As `_walk.walk`."""
    cdef Walker walker = Walker(root, resolve)
    walker.run(root._c_node)
    return Walked(walker.blocks, walker.containers, walker.properties.found, walker.max_depth)


@cython.final
cdef class Walker(Reader):
    """As `_walk._Walker`; methods of the same name do the same."""

    cdef tree.xmlNode* node
    cdef object resolve, properties
    cdef list blocks, containers, opened, watched, tables, media, outside
    cdef Inline inline
    cdef Context now
    cdef int breaks, line, max_depth
    cdef bint continues

    def __init__(self, capi._Element root, resolve):
        Reader.__init__(self, root)
        self.resolve = resolve
        self.properties = Properties(resolve)
        self.blocks, self.opened, self.watched = [], [], []
        self.tables, self.media, self.outside = [], [], []
        self.containers = [Container("page", "", "", "", -1, 0, (1, 1))]
        self.inline = Inline()
        self.now = context(0, "paragraph", 0, False, 0, Tag("page"))

    cdef int run(self, tree.xmlNode* root) except -1:
        cdef tree.xmlNode* node = root
        cdef tree.xmlNode* other
        cdef list path = []  # the tags of the open elements
        cdef Tag tag
        while True:
            if node.type == tree.XML_ELEMENT_NODE:
                tag = self.tag_of(node)
                if self.start(node, tag):
                    other = capi.findChildForwards(node, 0)
                    if other is not NULL:
                        path.append(tag)
                        node = other
                        continue
                self.end(tag)
            elif node.type == tree.XML_ENTITY_REF_NODE:
                self.text(unescape(self.element(node).text), node)
            while node is not root:
                if node.next is not NULL and node.next.type != tree.XML_ELEMENT_NODE:
                    self.add_text(capi.tailOf(node), node)
                other = capi.nextElement(node)
                if other is not NULL:
                    node = other
                    break
                node = node.parent
                self.end(<Tag> path.pop())
            else:
                break
        self.flush()
        return 0

    cdef bint start(self, tree.xmlNode* node, Tag tag) except -1:
        cdef Py_ssize_t depth
        cdef dict attributes = self.attributes_of(node)
        if self.has_no_text(node, tag, attributes):
            self.opened.append(None)
            return False
        if tag.special == BREAK:
            self.line_break()
            self.opened.append(None)
        elif tag.special == IMAGE:
            self.image(attributes, node)
            self.opened.append(None)
        elif tag.breaking or (tag.custom and not self.inline.length):
            self.opened.append(self.now)
            self.enter_block(tag, attributes)
        elif attributes and self.is_hidden(tag, attributes):
            self.opened.append(None)
            self.enter_hidden()
        else:
            self.opened.append(None)
            self.enter_inline(tag, attributes)
        depth = len(self.opened)
        if depth > self.max_depth:
            self.max_depth = depth
        if attributes:
            author = self.class_ and self.names_of(attributes["class"]).author()
            if author or self.property_ or tag.special == TIME:
                place = (self.now.container, len(self.blocks), self.inline.length)
                if self.properties.enter(tag.name, attributes, depth, place, author=author):
                    self.watched.append(depth)
        if node.children is not NULL and node.children.type != tree.XML_ELEMENT_NODE:
            self.add_text(capi.textOf(node), node)
        return True

    cdef int end(self, Tag tag) except -1:
        cdef Py_ssize_t depth = len(self.opened)
        if self.watched and self.watched[-1] == depth:
            self.watched.pop()
            self.properties.leave(depth, self.blocks, self.inline)
        before = self.opened.pop()
        if self.outside and self.outside[-1][0] == depth:
            self.leave_hidden()
        elif before is not None:
            self.leave_block(tag, <Context> before)
        else:
            if tag.special == LINK:
                self.inline.close_link()
            if self.inline.open_marks:
                self.inline.close_marks(depth)
        if tag.part:
            self.inline.part_ends(tag.name)
        return 0

    cdef int add_text(self, str text, tree.xmlNode* node) except -1:
        return self.text(text, node) if text else 0

    cdef int text(self, str text, tree.xmlNode* node) except -1:
        if self.breaks and self.inline.length and not text.isspace():
            self.after_breaks(text)
        if not self.inline.length:
            if text.isspace():
                return 0
            self.line = self.line_of(node)
            self.breaks = 0
        return self.inline.add(text)

    cdef int flush(self) except -1:
        cdef Context now = self.now
        if self.inline.length:
            text, links, marks = self.inline.take()
            if text:
                self.blocks.append(new(Block, (
                    len(self.blocks), text, now.kind, now.level, now.container, self.line,
                    self.line, links, marks, "", now.hidden, self.continues, None,
                )))
            self.continues = False
        if self.media:
            for block in self.media:
                self.blocks.append(block._replace(position=len(self.blocks)))
            self.media = []
        return 0

    cdef int enter_block(self, Tag tag, dict attributes) except -1:
        cdef Context now = self.now
        cdef str kind, classes = "", id_ = "", role = ""
        cdef Special special = tag.special
        cdef Py_ssize_t list_depth = now.list_depth
        cdef bint hidden = now.hidden
        cdef int level
        if self.inline.length or self.media:
            self.flush()
        self.breaks = 0
        self.continues = False
        span, tells = (1, 1), ()
        if attributes:
            if self.names_:
                if self.class_ and self.names_ == 1:
                    classes = <str> attributes["class"]
                else:
                    classes = " ".join([attributes[key] for key in NAMES_IN if key in attributes])
                classes = classes.lower().strip()
            if "id" in attributes:
                id_ = (<str> attributes["id"]).strip().lower()
            if "role" in attributes:
                role = (<str> attributes["role"]).strip().lower()
            if special == CELL:
                span = (
                    number(attributes.get("colspan")) or 1,
                    number(attributes.get("rowspan")) or 1,
                )
            if self.tells:
                telling = load("markup")["telling"]
                tells = tuple([pair for pair in attributes.items() if pair[0] in telling])
            hidden = hidden or self.is_hidden(tag, attributes)
        elif special == FOLDED:
            hidden = True
        self.containers.append(new(Container, (
            tag.name, classes, id_, role, now.container, self.containers[now.container].depth + 1,
            span, len(self.blocks), tells,
        )))
        kind, level = (now.kind, now.level) if tag.kind is None else (tag.kind, tag.level)
        if tag.list_:
            list_depth += 1
        elif special == ITEM:
            level = max(list_depth, 1)
        elif special == TABLE:
            if self.tables:
                self.tables[-1].count(tag.name)
            self.tables.append(OpenTable(len(self.blocks)))
        elif self.tables and (special == ROW or special == CELL):
            self.tables[-1].count(tag.name)
            if classes and tag.name == "td" and is_code_line(classes):
                kind, level = "code", 0
        elif special == RULE:
            self.add_block("rule", None, NULL)
        self.now = context(len(self.containers) - 1, kind, level, hidden, list_depth, tag)
        self.inline.keep_space = kind == "code"
        return 0

    cdef int leave_block(self, Tag tag, Context before) except -1:
        if self.inline.length or self.media:
            self.flush()
        self.breaks = 0
        self.continues = False
        if tag.special == TABLE and self.tables:
            self.tables.pop().close(self.blocks)
        self.now = before
        self.inline.keep_space = before.kind == "code"
        return 0

    cdef int enter_inline(self, Tag tag, dict attributes) except -1:
        if tag.part:
            self.inline.part_starts(tag.name, self.now.owner.box or tag.special == OPTION)
        if tag.special == LINK and "href" in attributes:
            self.inline.open_link(self.resolve(attributes["href"]))
        elif tag.mark is not None:
            value = language_of(attributes) if tag.special == CODE and attributes else ""
            value = "cite" if tag.special == CITE else value
            self.inline.open_mark(tag.mark, value, len(self.opened))
        if attributes:
            self.name_part(tag, attributes)
        return 0

    cdef int name_part(self, Tag tag, dict attributes) except -1:
        cdef Py_ssize_t depth = len(self.opened)
        names = attributes.get("class")
        if names and self.names_of(names).credit():
            self.inline.open_mark("credit", "", depth)
        if tag.anchor:
            name = attributes.get("id") or attributes.get("name")
            if name:
                self.inline.open_mark("anchor", (<str> name).lower(), depth)
        return 0

    cdef bint is_hidden(self, Tag tag, dict attributes) except -1:
        if self.hides or tag.special == FOLDED:
            return is_hidden(tag.name, attributes)
        return False

    cdef int enter_hidden(self) except -1:
        cdef Context now = self.now
        self.outside.append((len(self.opened), self.inline, now, self.breaks, self.line))
        self.inline, self.breaks = Inline(), 0
        self.now = context(
            now.container, now.kind, now.level, True, now.list_depth, now.owner
        )
        return 0

    cdef int leave_hidden(self) except -1:
        cdef Context now = self.now
        cdef int line = self.line
        text, links, marks = self.inline.take()
        _, self.inline, self.now, self.breaks, self.line = self.outside.pop()
        if text:
            (self.media if self.inline.length else self.blocks).append(new(Block, (
                len(self.blocks), text, now.kind, now.level, now.container, line, line,
                links, marks, "", True, False, None,
            )))
        return 0

    cdef int line_break(self) except -1:
        if self.inline.keep_space:
            return self.inline.add("\n")
        self.breaks += 1
        return 0

    cdef int after_breaks(self, str text) except -1:
        cdef int breaks = self.breaks
        self.breaks = 0
        if breaks == 1 and (self.now.owner.paragraph or self.inline.goes_on(text)):
            self.inline.break_line()
        else:
            self.flush()
            self.continues = breaks == 1
        return 0

    cdef bint has_no_text(self, tree.xmlNode* node, Tag tag, dict attributes) except -1:
        if tag.skipped:
            readable = capi.hasChild(node) and holds_paragraphs(self.element(node), tag.name)
            if not readable or tag.embed:
                self.unreadable(node, tag, attributes)
            return not readable
        if tag.special == MATH:
            element = self.element(node)
            return self.formula(_math.from_mathml(element, attributes), node)
        if not self.class_:
            return False
        cdef Names names = self.names_of(attributes["class"])
        if tag.special == PLAIN and names.drawing():
            drawn = self.element(node)
            return _math.is_drawing(drawn) and not holds_paragraphs(drawn, tag.name)
        if tag.special == LINK and names.permalink():
            text = "".join(self.element(node).itertext())
            return not any([char.isalnum() for char in text])
        if (self.now.kind == "code" or self.tables) and names.numbers():
            return holds_line_numbers(self.element(node))
        return False

    cdef bint formula(self, found, tree.xmlNode* node) except -1:
        if found is None:
            return False
        if self.outside:
            return True
        if self.breaks and self.inline.length:
            self.after_breaks(found.text)
        if not self.inline.length:
            self.line, self.breaks = self.line_of(node), 0
        self.inline.add_marked(found.text, found.kind, found.mathml)
        return True

    cdef int image(self, dict attributes, tree.xmlNode* node) except -1:
        if not self.formula(_math.from_image(attributes), node):
            media = image_of(attributes, self.element(node), self.resolve)
            if media:
                self.add_block("image", media, node)
        return 0

    cdef int unreadable(self, tree.xmlNode* node, Tag tag, dict attributes) except -1:
        if tag.embed:
            media = embed_of(tag.name, attributes, self.element(node), self.resolve)
            if media:
                self.add_block("embed", media, node)
        elif tag.name == "script" or tag.name == "amp-mathml":
            self.formula(_math.from_script(self.element(node), attributes), node)
        elif tag.name == "meta" or tag.name == "link":
            self.properties.add_empty(attributes, self.now.container, len(self.blocks))
        return 0

    cdef int add_block(self, str kind, media, tree.xmlNode* node) except -1:
        cdef int line = self.line_of(node) if node is not NULL else 0
        block = new(Block, (
            len(self.blocks), "", kind, 0, self.now.container, line, line,
            (), (), "", self.now.hidden, False, media,
        ))
        (self.media if self.inline.length else self.blocks).append(block)
        return 0

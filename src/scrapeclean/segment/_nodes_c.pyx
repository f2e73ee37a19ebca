# cython: language_level=3
"""The nodes of lxml's C tree, read through lxml's public C API, for the compiled walk.

Its functions' signatures and its classes' sizes are checked by Cython on import; the layout of
libxml2's nodes is not, so the import also fails unless lxml and libxml2 are of the releases, but
for bug fixes, that this was compiled against: within one minor release neither changes its
interface.
"""

from lxml.includes cimport etreepublic as capi
from lxml.includes cimport tree

from functools import cache

from lxml import etree

from ..lexicon import load
from ._code import names_line_numbers
from ._markup import NAMES_IN, names_author, names_credit, names_drawing, names_permalink
from ._properties import TELLING
from ._walk import local_name

cdef extern from "libxml/xmlversion.h":
    const char* LIBXML_DOTTED_VERSION

BUILT_AGAINST = (
    (<bytes> capi.LXML_VERSION_STRING).decode(), (<bytes> LIBXML_DOTTED_VERSION).decode()
)
"""The versions of lxml and of libxml2."""


def _check_versions():
    here = (etree.LXML_VERSION, etree.LIBXML_VERSION)
    for name, built, found in zip(("lxml", "libxml2"), BUILT_AGAINST, here):
        if built.split(".")[:2] != [str(part) for part in found[:2]]:
            found = ".".join(map(str, found))
            raise ImportError(f"compiled against {name} {built}, which is {found} here")


_check_versions()
capi.import_lxml__etree()

cdef enum:
    LINES = 65535  # libxml2 keeps larger ones elsewhere


_SPECIAL = {
    "a": LINK, "br": BREAK, "img": IMAGE, "amp-img": IMAGE, "td": CELL, "th": CELL, "tr": ROW,
    "li": ITEM, "table": TABLE, "hr": RULE, "time": TIME, "math": MATH, "span": PLAIN,
    "div": PLAIN, "code": CODE, "cite": CITE, "option": OPTION, "template": FOLDED,
    "dialog": FOLDED,
}


cdef class Tag:
    """What the tables say of a tag."""

    def __init__(self, str name):
        tables = load("markup")
        self.name = name
        self.special = _SPECIAL.get(name, NOTHING)
        self.breaking = name in tables["break"]
        self.custom = "-" in name and not name.startswith("mjx-")
        self.skipped = name in tables["skip"]
        self.embed = name in tables["embed"]
        self.box = name in tables["boxes"]
        self.list_ = name in tables["lists"]
        self.part = name in tables["parts"]
        self.paragraph = name in tables["paragraphs"]
        self.anchor = name in tables["anchors"]
        self.mark = tables["marks"].get(name)
        self.kind, self.level = tables["kinds"].get(name, (None, 0))


cdef class Key:
    """What an attribute's name says."""

    def __init__(self, str name):
        self.name = name
        self.names = name in NAMES_IN
        self.tells = name in load("markup")["telling"]
        self.hides = name in ("hidden", "style")
        self.property_ = name in TELLING
        self.class_ = name == "class"


@cache
def _known_tags():
    tables = load("markup")
    lists = ("break", "skip", "embed", "boxes", "lists", "parts", "paragraphs", "anchors")
    names = {name for key in lists for name in tables[key]} | {*tables["marks"], *tables["kinds"]}
    return {name: Tag(name) for name in names}


cdef class Names:
    """What a class attribute says, found out when it is asked first."""

    def __init__(self, str classes):
        self.classes = classes
        self.author_ = self.credit_ = self.drawing_ = self.permalink_ = self.numbers_ = -1

    cdef bint author(self) except -1:
        if self.author_ < 0:
            self.author_ = names_author(self.classes)
        return self.author_

    cdef bint credit(self) except -1:
        if self.credit_ < 0:
            self.credit_ = names_credit(self.classes)
        return self.credit_

    cdef bint drawing(self) except -1:
        if self.drawing_ < 0:
            self.drawing_ = names_drawing(self.classes)
        return self.drawing_

    cdef bint permalink(self) except -1:
        if self.permalink_ < 0:
            self.permalink_ = names_permalink(self.classes)
        return self.permalink_

    cdef bint numbers(self) except -1:
        if self.numbers_ < 0:
            self.numbers_ = names_line_numbers(self.classes)
        return self.numbers_


cdef class Context:
    """What holds for the text at this place; never changed."""


cdef Context context(Py_ssize_t container, str kind, int level, bint hidden,
                     Py_ssize_t list_depth, Tag owner):
    cdef Context made = Context.__new__(Context)
    made.container, made.kind, made.level = container, kind, level
    made.hidden, made.list_depth, made.owner = hidden, list_depth, owner
    return made


cdef class Reader:
    """Reads nodes of one document, and knows what the names of tags and attributes say.

    The flags tell of the attributes that were read last.
    """

    def __init__(self, capi._Element root):
        self.document = root._doc
        self.names = _known_tags()
        self.tags, self.keys, self.classes = {}, {}, {}

    cdef capi._Element element(self, tree.xmlNode* node):
        return capi.elementFactory(self.document, node)

    cdef Tag tag_of(self, tree.xmlNode* node):
        cdef const void* place = node.name if node.ns is NULL else NULL
        cdef Py_ssize_t slot = _slot(place)
        if place is not NULL and self.tag_places[slot] is place:
            return <Tag> self.met_tags[slot]
        found = self.tags.get(<size_t> place)  # the parser keeps one copy of each name
        if found is None or place is NULL:
            name = local_name(capi.namespacedName(node))
            found = self.names.get(name) or Tag(name)
        if place is not NULL:
            self.tags[<size_t> place] = found
            self.tag_places[slot], self.met_tags[slot] = place, <PyObject*> found
        return <Tag> found

    cdef dict attributes_of(self, tree.xmlNode* node):
        cdef tree.xmlAttr* each = <tree.xmlAttr*> node.properties
        cdef dict found = {}
        cdef Key key
        self.names_ = 0
        self.tells = self.hides = self.property_ = self.class_ = False
        while each is not NULL:
            if each.type == tree.XML_ATTRIBUTE_NODE:
                key = self.key_of(each)
                found[key.name] = _value(node, each)
                self.names_ += key.names
                self.tells |= key.tells
                self.hides |= key.hides
                self.property_ |= key.property_
                self.class_ |= key.class_
            each = each.next
        return found

    cdef Names names_of(self, str classes):
        found = self.classes.get(classes)
        if found is None:
            found = self.classes[classes] = Names(classes)
        return <Names> found

    cdef Key key_of(self, tree.xmlAttr* each):
        cdef const void* place = each.name if each.ns is NULL else NULL
        cdef Py_ssize_t slot = _slot(place)
        if place is not NULL and self.key_places[slot] is place:
            return <Key> self.met_keys[slot]
        found = self.keys.get(<size_t> place)
        if found is None or place is NULL:
            found = Key(capi.namespacedName(<tree.xmlNode*> each))
        if place is not NULL:
            self.keys[<size_t> place] = found
            self.key_places[slot], self.met_keys[slot] = place, <PyObject*> found
        return <Key> found

    cdef int line_of(self, tree.xmlNode* node) except -1:
        if 0 < node.line < LINES and node.type == tree.XML_ELEMENT_NODE:
            return node.line
        return self.element(node).sourceline or 0


cdef inline Py_ssize_t _slot(const void* place) noexcept:
    cdef size_t number = <size_t> place
    return <Py_ssize_t> ((number ^ (number >> 8)) & (SLOTS - 1))


cdef str _value(tree.xmlNode* node, tree.xmlAttr* each):
    cdef tree.xmlNode* text = each.children
    if text is not NULL and text.type == tree.XML_TEXT_NODE and text.next is NULL:
        return capi.pyunicode(text.content)
    return capi.attributeValue(node, each)

# cython: language_level=3
cimport cython
from cpython.object cimport PyObject
from lxml.includes cimport etreepublic as capi
from lxml.includes cimport tree


cdef enum Special:
    """Tags that the walk treats in ways of their own."""
    NOTHING, LINK, BREAK, IMAGE, CELL, ROW, ITEM, TABLE, RULE, TIME, MATH, PLAIN, CODE, CITE
    OPTION, FOLDED


@cython.final
@cython.no_gc
cdef class Tag:
    cdef str name, mark, kind
    cdef Special special
    cdef bint breaking, custom, skipped, embed, box, list_, part, paragraph, anchor
    cdef int level


@cython.final
@cython.no_gc
cdef class Key:
    cdef str name
    cdef bint names, tells, hides, property_, class_


@cython.final
@cython.no_gc
cdef class Names:
    cdef str classes
    cdef signed char author_, credit_, drawing_, permalink_, numbers_  # unknown while negative

    cdef bint author(self) except -1
    cdef bint credit(self) except -1
    cdef bint drawing(self) except -1
    cdef bint permalink(self) except -1
    cdef bint numbers(self) except -1


@cython.final
@cython.no_gc
@cython.freelist(64)
cdef class Context:
    cdef Py_ssize_t container, list_depth
    cdef str kind
    cdef int level
    cdef bint hidden
    cdef Tag owner


cdef enum:
    SLOTS = 256


cdef class Reader:
    cdef capi._Document document
    cdef dict tags, names, keys, classes
    # By the place of its name in memory, the tag or key that was met last: the dictionaries, which
    # also keep them alive, are asked about the others.
    cdef const void* tag_places[SLOTS]
    cdef const void* key_places[SLOTS]
    cdef PyObject* met_tags[SLOTS]
    cdef PyObject* met_keys[SLOTS]
    cdef int names_  # how many
    cdef bint tells, hides, property_, class_

    cdef capi._Element element(self, tree.xmlNode* node)
    cdef Tag tag_of(self, tree.xmlNode* node)
    cdef dict attributes_of(self, tree.xmlNode* node)
    cdef Names names_of(self, str classes)
    cdef Key key_of(self, tree.xmlAttr* each)
    cdef int line_of(self, tree.xmlNode* node) except -1


cdef Context context(Py_ssize_t container, str kind, int level, bint hidden,
                     Py_ssize_t list_depth, Tag owner)

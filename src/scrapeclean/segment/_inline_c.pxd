# cython: language_level=3
cimport cython


@cython.final
cdef class Inline:
    cdef list chunks, ends, links, cuts, open_marks, marks
    cdef Py_ssize_t length, part_end, link_start
    cdef bint space, keep_space
    cdef str part_tag, link

    cdef void clear(self)
    cdef int add(self, str text) except -1
    cdef int open_link(self, str url) except -1
    cdef int close_link(self) except -1
    cdef int mark_parts(self) except -1
    cdef int open_mark(self, str kind, str value, Py_ssize_t depth) except -1
    cdef int close_marks(self, Py_ssize_t depth) except -1
    cdef int add_marked(self, str text, str kind, str value) except -1
    cdef int part_starts(self, str tag, bint boxed) except -1
    cdef int part_ends(self, str tag) except -1
    cdef int break_line(self) except -1
    cdef bint goes_on(self, str text) except -1
    cdef tuple take(self)
    cdef tuple taken_links(self, str text, Py_ssize_t shift)
    cdef tuple taken_marks(self, str text, Py_ssize_t shift)

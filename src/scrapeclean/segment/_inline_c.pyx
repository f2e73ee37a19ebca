# cython: language_level=3
"""The text of the block at hand, as `_inline.Inline` gathers it, for the compiled walk.

`_inline.py` is the specification, and comments are there: whoever changes it changes this.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from ..model import Link, Mark
from ._inline import MOST_MARKS, SENTENCE_ENDS, without_invisible

cdef object new = tuple.__new__  # of a named tuple, whose own goes through Python


cdef class Inline:
    """As `_inline.Inline`."""

    def __init__(self):
        self.part_tag = ""
        self.link = None
        self.cuts = []
        self.open_marks = []
        self.keep_space = False
        self.clear()

    cdef void clear(self):
        self.chunks, self.ends = [], []
        self.length = 0
        self.space = False
        self.part_end = -1
        self.links = []
        self.marks = []

    cdef int add(self, str text) except -1:
        cdef list words
        cdef str chunk
        text = without_invisible(text) if not text.isascii() else text
        if self.keep_space:
            chunk = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            words = text.split()
            if not words:
                self.space = self.space or len(text) > 0
                return 0
            chunk = " ".join(words) if len(words) > 1 else <str> words[0]
            if self.length and (self.space or text[0].isspace()):
                chunk = " " + chunk
            self.space = text[-1].isspace()
        self.chunks.append(chunk)
        self.length += len(chunk)
        return 0

    cdef int open_link(self, str url) except -1:
        self.close_link()
        self.link, self.link_start = url, self.length
        return 0

    cdef int close_link(self) except -1:
        if self.link is not None:
            if self.length > self.link_start:
                self.links.append((self.link_start, self.length, self.link))
                self.mark_parts()
            self.link = None
            if self.cuts:
                self.cuts = []
        return 0

    cdef int mark_parts(self) except -1:
        cdef Py_ssize_t cut, start = self.link_start
        if self.cuts:
            ends = sorted({cut for cut in self.cuts if start < cut < self.length})
            if ends:
                for begin, end in pairwise([start, *ends, self.length]):
                    self.marks.append((begin, end, "part", ""))
        return 0

    cdef int open_mark(self, str kind, str value, Py_ssize_t depth) except -1:
        if len(self.open_marks) < MOST_MARKS:
            self.open_marks.append((self.length, kind, value, depth))
        return 0

    cdef int close_marks(self, Py_ssize_t depth) except -1:
        while self.open_marks and self.open_marks[-1][3] >= depth:
            start, kind, value, _ = self.open_marks.pop()
            if self.length > start:
                self.marks.append((start, self.length, kind, value))
        return 0

    cdef int add_marked(self, str text, str kind, str value) except -1:
        cdef Py_ssize_t start = self.length
        self.add(text)
        if self.length > start:
            self.marks.append((start, self.length, kind, value))
        return 0

    cdef int part_starts(self, str tag, bint boxed) except -1:
        if self.link is not None:
            self.cuts.append(self.length)
        if self.length and self.part_end == self.length and not self.space:
            if boxed or (tag == "a" and self.part_tag == "a"):
                self.space = True
        return 0

    cdef int part_ends(self, str tag) except -1:
        self.part_end, self.part_tag = self.length, tag
        if self.link is not None:
            self.cuts.append(self.length)
        return 0

    cdef int break_line(self) except -1:
        self.marks.append((self.length, self.length + 1, "br", ""))
        self.space = True
        return 0

    cdef bint goes_on(self, str text) except -1:
        last = (<str> self.chunks[-1]).rstrip()[-1:] if self.chunks else ""
        return last not in SENTENCE_ENDS and text.lstrip()[:1].islower()

    def since(self, Py_ssize_t start, Py_ssize_t most):
        ends = self.ends
        for chunk in self.chunks[len(ends) :]:
            ends.append(len(chunk) + (ends[-1] if ends else 0))
        first = bisect_right(ends, start)
        last = bisect_left(ends, start + most + 1, first)
        text = "".join(self.chunks[first : last + 1])
        return text[start - (ends[first - 1] if first else 0) :].strip()[:most]

    cdef tuple take(self):
        cdef Py_ssize_t start = 0
        cdef str text = (
            "".join(self.chunks) if len(self.chunks) != 1 else <str> self.chunks[0]
        )
        if self.keep_space:
            start = len(text) - len(text.lstrip("\n"))
            text = text.strip("\n").rstrip()
        if self.link is not None:
            if self.length > self.link_start:
                self.links.append((self.link_start, self.length, self.link))
                self.mark_parts()
            self.link_start = 0
        if self.cuts:
            self.cuts = []
        if self.open_marks:
            for begin, kind, value, _ in self.open_marks:
                if self.length > begin:
                    self.marks.append((begin, self.length, kind, value))
            self.open_marks = [(0, kind, value, depth) for _, kind, value, depth in self.open_marks]
        taken = (text, self.taken_links(text, start), self.taken_marks(text, start))
        self.clear()
        return taken

    cdef tuple taken_links(self, str text, Py_ssize_t shift):
        cdef Py_ssize_t start, end
        if not self.links:
            return ()
        taken = []
        for start, end, url in self.links:
            start, end = _trim(text, start - shift, end - shift)
            if end > start:
                taken.append(new(Link, (start, end, url)))
        return tuple(taken)

    cdef tuple taken_marks(self, str text, Py_ssize_t shift):
        cdef Py_ssize_t start, end
        if not self.marks:
            return ()
        taken = []
        for start, end, kind, value in self.marks:
            if kind != "br":
                start, end = _trim(text, start - shift, end - shift)
            if start < end < len(text) + (kind != "br"):
                taken.append(new(Mark, (start, end, kind, value)))
        return tuple(sorted(taken)) if len(taken) > 1 else tuple(taken)


cdef (Py_ssize_t, Py_ssize_t) _trim(str text, Py_ssize_t start, Py_ssize_t end):
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end

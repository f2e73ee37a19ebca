# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_beginnings.py` says once more, character by character: the same places, sooner.

`_beginnings.py` is the specification: whoever changes it changes this.
"""

from libc.string cimport memset

from ._beginnings import LONGEST

cdef enum:
    BITS = 8192
    MOST = 5

assert MOST == LONGEST


cdef class Plan:
    """By a sum over so many first characters, whether some beginning has it."""

    cdef frozenset known
    cdef unsigned char maybe[MOST][BITS]

    def __init__(self, beginnings):
        cdef Py_UCS4 char
        cdef unsigned int total
        cdef str beginning
        self.known = frozenset(beginnings)
        memset(self.maybe, 0, sizeof(self.maybe))
        for beginning in self.known:
            if not 0 < len(beginning) <= MOST:
                raise ValueError(f"a beginning has one to {MOST} characters, not {beginning!r}")
            total = 0
            for char in beginning:
                total = _added(total, char)
            self.maybe[len(beginning) - 1][total] = True


cdef inline unsigned int _added(unsigned int total, Py_UCS4 char) noexcept:
    return (total * 31 + <unsigned int> char) % BITS


def plan(beginnings):
    """Prepares beginnings for `places`, once for all texts."""
    return Plan(beginnings)


def places(str text, Plan plan not None):
    """Every place of a text where one of the beginnings stands."""
    cdef Py_ssize_t at, length, count = len(text)
    cdef unsigned int total
    cdef list found = []
    for at in range(count):
        total = 0
        for length in range(min(<Py_ssize_t> MOST, count - at)):
            total = _added(total, text[at + length])
            if plan.maybe[length][total] and text[at : at + length + 1] in plan.known:
                found.append(at)
                break
    return found

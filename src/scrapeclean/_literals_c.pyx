# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_literals.py` says once more, character by character: the same places, sooner.

`_literals.py` is the specification: whoever changes it changes this.
"""

from cpython.unicode cimport PyUnicode_Tailmatch
from libc.string cimport memset

from ._literals import LONGEST

cdef enum:
    BITS = 8192
    MOST = 5
    BEGINS = 1  # some word goes on so
    ENDS = 2  # as much of some word as is looked up

assert MOST == LONGEST


cdef class Plan:
    """Words by their first characters, and what sums over those characters they have."""

    cdef dict begun
    cdef unsigned char known[MOST][BITS]  # by the number of characters and their sum


    def __init__(self, words):
        cdef Py_UCS4 char
        cdef unsigned int total
        cdef int length
        cdef str beginning
        self.begun = {}
        memset(self.known, 0, sizeof(self.known))
        for word in sorted(set(words)):
            if not word:
                raise ValueError("a word to look for is empty")
            self.begun.setdefault(word[:MOST], []).append(word)
        for beginning in self.begun:
            total = 0
            for length, char in enumerate(beginning):
                total = _added(total, char)
                self.known[length][total] |= BEGINS
            self.known[length][total] |= ENDS


cdef inline unsigned int _added(unsigned int total, Py_UCS4 char) noexcept:
    return (total * 31 + <unsigned int> char) % BITS


def plan(words):
    """Prepares words for `places`, once for all texts; none may be empty."""
    return Plan(words)


def places(str text, Plan plan not None):
    """Each place at which a word begins, and the word: shorter ones first."""
    cdef Py_ssize_t at, length, count = len(text)
    cdef unsigned int total
    cdef unsigned char known
    cdef list found = []
    for at in range(count):
        total = 0
        for length in range(min(<Py_ssize_t> MOST, count - at)):
            total = _added(total, text[at + length])
            known = plan.known[length][total]
            if not known:
                break
            if known & ENDS:
                for word in plan.begun.get(text[at : at + length + 1], ()):
                    if PyUnicode_Tailmatch(text, word, at, count, -1):
                        found.append((at, word))
    return found

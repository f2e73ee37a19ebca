# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_stems.py` says once more, letter by letter: the same numbers, sooner.

`_stems.py` is the specification: whoever changes it changes this.
"""

from cpython.unicode cimport Py_UNICODE_ISALNUM, Py_UNICODE_ISDECIMAL
from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memset

from ._stems import MOST, Shared, unspaced_stems

cdef enum:
    WORDS = 60
    SHORTEST = 4
    STEM = 6
    LONGEST = 30  # a longer run of letters is several words
    IN_TITLE = 1
    IN_ABOUT = 2
    ONCE = 4
    TWICE = 8

assert WORDS == MOST


cdef struct Stem:
    uint64_t first, second  # three letters each
    Py_ssize_t line  # the last that had it
    int where


cdef class Stems:
    """The stems of a page, each once, found again by their letters."""

    cdef Stem* known
    cdef uint32_t* places  # by a sum over the letters: 1 + the index in `known`, or 0
    cdef Py_ssize_t count, room, slots

    def __cinit__(self):
        self.room, self.slots = 512, 2048
        self.known = <Stem*> calloc(self.room, sizeof(Stem))
        self.places = <uint32_t*> calloc(self.slots, sizeof(uint32_t))
        if self.known == NULL or self.places == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.known)
        free(self.places)

    cdef Py_ssize_t index(self, uint64_t first, uint64_t second) except -1:
        cdef Py_ssize_t place = self.place(first, second)
        cdef Stem* added
        if self.places[place]:
            return self.places[place] - 1
        if self.count == self.room:
            self.grow()
            place = self.place(first, second)
        added = self.known + self.count
        added.first, added.second, added.line, added.where = first, second, -1, 0
        self.count += 1
        self.places[place] = <uint32_t> self.count
        return self.count - 1

    cdef Py_ssize_t place(self, uint64_t first, uint64_t second) noexcept:
        """Where a stem is listed, or is to be."""
        cdef uint64_t mixed = first * <uint64_t> 0x9E3779B97F4A7C15
        mixed = (mixed ^ (mixed >> 32) ^ second) * <uint64_t> 0xC2B2AE3D27D4EB4F
        cdef Py_ssize_t at = <Py_ssize_t> ((mixed ^ (mixed >> 29)) % <uint64_t> self.slots)
        cdef Stem* there
        while self.places[at]:
            there = self.known + self.places[at] - 1
            if there.first == first and there.second == second:
                break
            at = at + 1 if at + 1 < self.slots else 0
        return at

    cdef int grow(self) except -1:
        cdef Py_ssize_t index
        cdef Stem* known = <Stem*> realloc(self.known, 2 * self.room * sizeof(Stem))
        if known == NULL:
            raise MemoryError
        self.known = known
        cdef uint32_t* places = <uint32_t*> realloc(
            self.places, 2 * self.slots * sizeof(uint32_t)
        )
        if places == NULL:
            raise MemoryError
        self.places = places
        self.room, self.slots = 2 * self.room, 2 * self.slots
        memset(self.places, 0, self.slots * sizeof(uint32_t))
        for index in range(self.count):
            known = self.known + index
            self.places[self.place(known.first, known.second)] = <uint32_t> (index + 1)
        return 0

    cdef int read(self, str line, Py_ssize_t number, Py_ssize_t* found) except -1:
        """The indices of a line's stems, each once; how many there are."""
        cdef Py_UCS4 char
        cdef Py_ssize_t length = 0  # of the run of letters so far
        cdef int words = 0, kept = 0
        cdef uint64_t halves[2]
        if not line.isascii():
            for char in line:
                if 0xE00 <= char < 0xE80 or char >= 0x2E80:
                    return self.read_unspaced(line, number, found)
        halves[0] = halves[1] = 0
        for char in line:
            if length == LONGEST:
                kept = self.keep(halves, number, found, kept)
                words += 1
                length = 0
            if words == WORDS:
                return kept
            if (
                u"a" <= char <= u"z" if char < 128
                else Py_UNICODE_ISALNUM(char) and not Py_UNICODE_ISDECIMAL(char)
            ):
                if length == 0:
                    halves[0] = halves[1] = 0
                if length < STEM:
                    halves[length // 3] |= <uint64_t> char << (21 * (length % 3))
                length += 1
                continue
            if length >= SHORTEST:
                kept = self.keep(halves, number, found, kept)
                words += 1
            length = 0
        if length >= SHORTEST and words < WORDS:
            kept = self.keep(halves, number, found, kept)
        return kept

    cdef int read_unspaced(self, str line, Py_ssize_t number, Py_ssize_t* found) except -1:
        cdef uint64_t halves[2]
        cdef Py_ssize_t length
        cdef Py_UCS4 char
        cdef int kept = 0
        cdef str word
        for word in unspaced_stems(line)[:WORDS]:
            halves[0] = halves[1] = 0
            length = 0
            for char in word:
                halves[length // 3] |= <uint64_t> char << (21 * (length % 3))
                length += 1
            kept = self.keep(halves, number, found, kept)
        return kept

    cdef int keep(
        self, uint64_t* halves, Py_ssize_t number, Py_ssize_t* found, int kept
    ) except -1:
        cdef Py_ssize_t index = self.index(halves[0], halves[1])
        if self.known[index].line == number:
            return kept
        self.known[index].line = number
        found[kept] = index
        return kept + 1


def shared(lines, good, str title not None, str about not None):
    """What the stems of each line have in common with those of others."""
    cdef Stems stems = Stems()
    cdef list texts = list(lines), goods = list(good)
    cdef Py_ssize_t count = len(texts), number, total = 0, room = 4096, at
    cdef int kept, each, where, wanted, in_title, in_about, before
    cdef Py_ssize_t found[WORDS]
    cdef Py_ssize_t* every = NULL
    cdef Py_ssize_t* larger
    cdef list words = [], of_title = [], of_about = [], earlier = [], elsewhere = []
    if len(goods) != count:
        raise ValueError("every line must be good or not")
    for each in range(stems.read(title, -2, found)):
        stems.known[found[each]].where |= IN_TITLE
    for each in range(stems.read(about, -3, found)):
        stems.known[found[each]].where |= IN_ABOUT
    try:
        every = <Py_ssize_t*> calloc(room, sizeof(Py_ssize_t))
        if every == NULL:
            raise MemoryError
        for number in range(count):
            kept = stems.read(texts[number], number, found)
            if total + kept > room:
                room = 2 * room
                larger = <Py_ssize_t*> realloc(every, room * sizeof(Py_ssize_t))
                if larger == NULL:
                    raise MemoryError
                every = larger
            in_title = in_about = before = 0
            for each in range(kept):
                where = stems.known[found[each]].where
                in_title += (where & IN_TITLE) != 0
                in_about += (where & IN_ABOUT) != 0
                before += (where & ONCE) != 0
                if goods[number]:
                    stems.known[found[each]].where |= TWICE if where & ONCE else ONCE
                every[total] = found[each]
                total += 1
            words.append(kept)
            of_title.append(in_title)
            of_about.append(in_about)
            earlier.append(before)
        at = 0
        for number in range(count):
            wanted = TWICE if goods[number] else ONCE
            before = 0
            for each in range(<int> words[number]):
                before += (stems.known[every[at]].where & wanted) != 0
                at += 1
            elsewhere.append(before)
        return Shared(words, of_title, of_about, elsewhere, earlier)
    finally:
        free(every)
